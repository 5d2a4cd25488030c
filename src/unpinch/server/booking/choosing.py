"""A person chooses a time: one of theirs is held at a time, and a second click on it is the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q, QuerySet

from unpinch import scheduling
from unpinch.scheduling import BookingState
from unpinch.server.accounts.models import Person

from . import notices
from .actions import Wish, hold_wish
from .claims import JustTaken, release, tried_again
from .models import Booking, Visit
from .notices import told


class NoSuchVisit(scheduling.SchedulingError):
    """There is no such visit to book, or to move."""


@dataclass(frozen=True)
class Choice:
    """
    What somebody chose on a page.

    `page` tells one drawing of the page from the next; `person` comes and `booked_by` acts; `replaces` is the key of
    the visit that is to move.
    """

    page: UUID
    person: Person
    booked_by: Person
    visit_id: int
    starts_at: datetime
    zone: str = ""
    replaces: UUID | None = None


def choose(*, choice: Choice, now: datetime) -> Booking:
    """
    Hold what was chosen for ten minutes.

    What the person holds at that time already is given again, its ten minutes running on; another time that they hold
    of the same clinician is let go, so that nobody keeps a day from others by looking around.

    Raises
    ------
    JustTaken
        If somebody else holds or has booked the time.
    NotOffered
        If the desk does not offer it.
    NoSuchVisit
        If there is no such kind of visit, or the one to be moved is not a confirmed visit of this person.
    """
    visit = Visit.objects.select_related("desk__clinic").filter(pk=choice.visit_id).first()
    if visit is None:
        raise NoSuchVisit("This kind of visit is no longer there. Choose another one.")
    wish = Wish(
        key=uuid5(NAMESPACE_OID, f"{choice.page} {choice.person.pk} {visit.pk} {choice.starts_at.isoformat()}"),
        person=choice.person,
        booked_by=choice.booked_by,
        visit=visit,
        starts_at=choice.starts_at,
        zone=choice.zone,
        replaces=_to_move(choice.replaces, choice, visit=visit) if choice.replaces else None,
    )
    return tried_again(lambda: _chosen(wish, now=now))


def _to_move(key: UUID, choice: Choice, *, visit: Visit) -> Booking:
    found = Booking.objects.filter(
        key=key,
        person=choice.person,
        state=BookingState.CONFIRMED.value,
        desk__clinician=visit.desk.clinician_id,
    ).first()
    if found is None:
        raise NoSuchVisit("The visit that you want to move is not there, or was cancelled. Look at your visits.")
    return found


def _chosen(wish: Wish, *, now: datetime) -> Booking:
    own = _own_holds(wish, now=now)
    same = Q(visit=wish.visit, starts_at=wish.starts_at, replaces=wish.replaces)
    held = own.filter(same).first()
    if held:
        return held
    for other in own.select_for_update(of=("self",)).filter(offer=None).order_by("pk"):
        _let_go(other, now=now)
    try:
        return hold_wish(wish, now=now)
    except JustTaken:
        # Two tabs, at the same moment: the other one is theirs too.
        twin = own.filter(same).first()
        if twin is None:
            raise
        return twin


def let_go(*, booking_id: int, now: datetime) -> None:
    """Give up a hold before it runs out; one that ran out, or was confirmed, stays as it is."""

    def act() -> None:
        booking = Booking.objects.select_for_update().get(pk=booking_id)
        if booking.state == BookingState.HELD.value:
            _let_go(booking, now=now)
            # Somebody else may wait for a time that was declined.
            told(notices.freed, booking_id=booking.pk)

    tried_again(act)


def _let_go(booking: Booking, *, now: datetime) -> None:
    release(booking=booking)
    booking.state, booking.changed_at = BookingState.EXPIRED.value, now
    booking.save(update_fields=["state", "changed_at"])


def _own_holds(wish: Wish, *, now: datetime) -> QuerySet[Booking]:
    return Booking.objects.filter(
        person=wish.person,
        desk__clinician=wish.visit.desk.clinician_id,
        state=BookingState.HELD.value,
        hold_ends_at__gt=now,
    )
