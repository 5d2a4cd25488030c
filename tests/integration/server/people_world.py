"""
The people who try each address of the site, and the things of theirs that they try to reach; everybody is fictional.

Ann is the one whose things they are. Cora is her clinician, Eve manages Cora's clinic; Ben and Dan have nothing to do
with her. A module of `things` adds to this world: `@furnish` for what everybody's part of it needs (Cora's claim), and
`@thing("name_of_address")` for what stands in an address or is sent to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from unpinch.server.accounts.models import Person, PersonRole, Role
from unpinch.server.booking.models import Clinic, Desk, Visit, WeekHours

PASSWORD = "a walk along the river"
THEN = datetime(2026, 1, 5, 12, tzinfo=UTC)
# The columns of the table, and who stands for each.
ROLES = {
    "anonymous": None,
    "person": "ann",
    "another_person": "ben",
    "clinician": "cora",
    "another_clinician": "dan",
    "clinic_manager": "eve",
    "moderator": "mod",
    "operator": "olga",
}


@dataclass
class World:
    """Everybody, Cora's desk with a visit that can be booked tomorrow at ten, and what others have furnished."""

    ann: Person
    ben: Person
    cora: Person
    dan: Person
    eve: Person
    mod: Person
    olga: Person
    clinic: Clinic
    desk: Desk
    dans_desk: Desk
    visit: Visit
    npi: str
    now: datetime
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def tomorrow_at_ten(self) -> datetime:
        """Give a time at which Cora's visit is offered."""
        return (self.now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class Thing:
    """
    What a test of an address needs: what stands in the address, what is sent, and in which session.

    With `proved` they have just given their password again. `secret` are words that only those may read whose cell says
    `sees`; whoever's says `page` gets a page without them.
    """

    kwargs: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    session: dict[str, Any] = field(default_factory=dict)
    proved: bool = False
    secret: str = ""


THINGS: dict[str, Callable[[World], Thing]] = {}
_FURNISH: list[Callable[[World], None]] = []


def thing(*addresses: str) -> Callable[[Callable[[World], Thing]], Callable[[World], Thing]]:
    """Say that a function gives the thing of Ann's for these addresses."""

    def add(build: Callable[[World], Thing]) -> Callable[[World], Thing]:
        for address in addresses:
            assert address not in THINGS, f"two things for {address}"
            THINGS[address] = build
        return build

    return add


def thing_of(world: World, address: str) -> Thing:
    """Make the thing that an address needs; for one that needs none, an empty one."""
    return THINGS[address](world) if address in THINGS else Thing()


def furnish(build: Callable[[World], None]) -> Callable[[World], None]:
    """Say that a function adds to the world of every test."""
    _FURNISH.append(build)
    return build


def read_the_things() -> None:
    """Load every module of `things`, once."""
    for path in sorted((Path(__file__).parent / "things").glob("[a-z]*.py")):
        import_module(f"tests.integration.server.things.{path.stem}")


def build_world(*, npi: str) -> World:
    """Make everybody; to be called in the transaction of a test."""
    read_the_things()
    people: dict[str, Any] = {name: _person(name) for name in ROLES.values() if name}
    for name, role in (("cora", Role.CLINICIAN), ("dan", Role.CLINICIAN), ("eve", Role.CLINIC_MANAGER)):
        _give(people[name], role)
    _give(people["mod"], Role.MODERATOR)
    _give(people["olga"], Role.OPERATOR)
    clinic = Clinic.objects.create(name="Example Clinic", zone="UTC")
    desk = _open_desk(people["cora"], clinic, npi)
    dans = _open_desk(people["dan"], Clinic.objects.create(name="Other Example Clinic", zone="UTC"), "1999999984")
    visit = Visit.objects.create(desk=desk, name="First visit", minutes=30, step=30)
    world = World(**people, clinic=clinic, desk=desk, dans_desk=dans, visit=visit, npi=npi, now=_now())
    for build in _FURNISH:
        build(world)
    return world


def _now() -> datetime:
    """Read the clock that the site reads."""
    return timezone.now()  # noqa: TID251  # the views under test read it too


def _person(name: str) -> Person:
    email = f"{name}@example.org"
    made: Person = Person.objects.create(
        email=email, name=name.capitalize(), zone="UTC", created_at=THEN, password=_hash_of_the_password()
    )
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


@cache
def _hash_of_the_password() -> str:
    """Give the hash once: it takes longer than the rest of a test."""
    return make_password(PASSWORD)


def _give(person: Person, role: Role) -> None:
    PersonRole.objects.create(person=person, role=role, given_at=THEN)


def _open_desk(clinician: Person, clinic: Clinic, npi: str) -> Desk:
    desk: Desk = Desk.objects.create(clinician=clinician, clinic=clinic, npi=npi)
    WeekHours.objects.bulk_create(
        WeekHours(desk=desk, weekday=weekday, opens=time(8), closes=time(18)) for weekday in range(7)
    )
    return desk


def into_session(browser: Client, more: dict[str, Any]) -> None:
    """Put something into the session of who is signed in."""
    session = browser.session
    session.update(more)
    session.save()


def proved(person: Person) -> dict[str, Any]:
    """Give what the accounts library writes down of somebody who has just given their password again."""
    record = {"method": "password", "at": _now().timestamp(), "reauthenticated": True}
    return {"account_authentication_methods": [record], "account_authentication_methods_user": str(person.pk)}
