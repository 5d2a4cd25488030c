"""What a person sends while they book: the choice of a time, read from a form or an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from unpinch.scheduling import BookingState
from unpinch.server.accounts.queries import Person
from unpinch.server.booking import person_queries
from unpinch.server.booking.choosing import Choice
from unpinch.server.booking.person_queries import VisitOffered
from unpinch.server.people.acting import acted_for

from .presenters.times import Option, moment_value, read_moment
from .visit_access import Reached, reached
from .zones import is_zone


@dataclass(frozen=True)
class Chosen:
    """A time somebody chose, before anybody knows who they are."""

    visit: VisitOffered
    starts_at: datetime
    page: UUID
    zone: str
    change: UUID | None
    # The number of the person it is for, where that is somebody else.
    for_person: str = ""

    @property
    def query(self) -> dict[str, str]:
        """Give it as an address or a form carries it."""
        sent = {"visit": str(self.visit.id), "at": moment_value(self.starts_at), "page": str(self.page)}
        more = {"zone": self.zone, "change": str(self.change or ""), "for": self.for_person}
        return sent | {name: value for name, value in more.items() if value}

    @property
    def address(self) -> str:
        """Give the page that shows the choice, and keeps it while somebody signs in."""
        return f"{reverse('book_time', args=[self.visit.npi])}?{urlencode(self.query)}"

    def choice(self, *, person: Person, actor: Person) -> Choice:
        """Give what is to be held."""
        return Choice(
            page=self.page,
            person=person,
            booked_by=actor,
            visit_id=self.visit.id,
            starts_at=self.starts_at,
            zone=self.zone,
            replaces=self.change,
        )


def read_chosen(sent: QueryDict, *, npi: str) -> Chosen | None:
    """Read a choice; None where it is not whole, or of another clinician."""
    number, at = sent.get("visit", ""), read_moment(sent.get("at", ""))
    page, change = read_key(sent.get("page", "")), read_key(sent.get("change", ""))
    visit = person_queries.visit_offered(visit_id=int(number)) if _is_number(number) else None
    if visit is None or visit.npi != npi or at is None or page is None:
        return None
    zone = sent.get("zone", "")
    for_person = sent.get("for", "")
    known_zone = zone if is_zone(zone) else visit.zone
    return Chosen(visit, at, page, known_zone, change, for_person if _is_number(for_person) else "")


def read_key(value: str) -> UUID | None:
    """Read a key; None where it is none."""
    try:
        return UUID(value)
    except ValueError:
        return None


def _is_number(value: str) -> bool:
    # No database has a longer one.
    return value.isascii() and value.isdigit() and len(value) <= 15


def visit_number(value: str) -> int | None:
    """Read the number of a kind of visit; None where it is none."""
    return int(value) if _is_number(value) else None


def people_to_book_for(request: HttpRequest, *, chosen: str = "") -> tuple[Option, ...]:
    """Give whom who is signed in may book for, themselves first; nothing where that is only themselves."""
    person = request.user
    others = acted_for(actor=person) if isinstance(person, Person) else ()
    if not others:
        return ()
    return (
        Option("", gettext("Me"), not chosen),
        *(Option(str(one.pk), one.name, str(one.pk) == chosen) for one in others),
    )


def to_move(request: HttpRequest, value: str) -> Reached | None:
    """Give the visit that is to move, where one is named that this person may move, and it still can."""
    key = read_key(value)
    found = reached(request, key=key) if key else None
    return found if found and found.visit.state is BookingState.CONFIRMED else None
