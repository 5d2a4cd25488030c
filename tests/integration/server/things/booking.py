"""Ann's visit with Cora tomorrow, with a note; a time held for her; and her place on the waiting list."""

from datetime import timedelta
from uuid import UUID

from tests.integration.server.people_world import Thing, World, thing
from unpinch.server.booking import actions, waiting_actions
from unpinch.server.booking.links import visit_token
from unpinch.server.booking.models import Booking

HELD, BOOKED = UUID(int=71), UUID(int=72)
NOTE = "the bell does not ring"


def _held(world: World, *, key: UUID = HELD, hours: int = 5) -> Booking:
    # Hours that nobody else's things are at: one walk has all of them at once.
    starts_at = world.tomorrow_at_ten + timedelta(hours=hours)
    return actions.hold(key=key, person=world.ann, visit=world.visit, starts_at=starts_at, now=world.now)


def _booked(world: World) -> Booking:
    held = _held(world, key=BOOKED, hours=6)
    return actions.confirm(booking_id=held.pk, actor=world.ann, now=world.now, note=NOTE)


def _choice(world: World) -> dict[str, str]:
    at = world.tomorrow_at_ten.strftime("%Y%m%dT%H%MZ")
    return {"visit": str(world.visit.pk), "at": at, "page": str(UUID(int=73)), "zone": "UTC"}


@thing("book")
def _book(world: World) -> Thing:
    return Thing(kwargs={"npi": world.npi})


@thing("book_time", "book_hold")
def _time(world: World) -> Thing:
    return Thing(kwargs={"npi": world.npi}, query=_choice(world), data=_choice(world))


@thing("book_reminder")
def _reminder(world: World) -> Thing:
    day = world.tomorrow_at_ten.date().isoformat()
    return Thing(kwargs={"npi": world.npi}, query={"day": day, "clock": "09:00"})


@thing("visits")
def _visits(world: World) -> Thing:
    return Thing(secret=str(_booked(world).key))


@thing("visit")
def _held_visit(world: World) -> Thing:
    # Held, and not booked yet: then its page has the box for a note.
    return Thing(kwargs={"key": _held(world).key}, secret="Example Clinic")


@thing("visit_calendar_file", "visit_cancel")
def _visit(world: World) -> Thing:
    return Thing(kwargs={"key": _booked(world).key}, secret="Example Clinic")


@thing("visit_confirm", "visit_let_go")
def _hold(world: World) -> Thing:
    return Thing(kwargs={"key": _held(world).key}, data={"note": NOTE})


@thing("visit_link")
def _link(world: World) -> Thing:
    return Thing(kwargs={"token": visit_token(key=_booked(world).key)})


@thing("waiting")
def _waiting(world: World) -> Thing:
    day = world.tomorrow_at_ten.date().isoformat()
    return Thing(
        kwargs={"visit": world.visit.pk}, data={"earliest_date": day, "latest_date": day, "halves": ["mornings"]}
    )


@thing("waiting_leave")
def _leave(world: World) -> Thing:
    day = world.tomorrow_at_ten.date()
    entry = waiting_actions.join(
        person=world.ann, visit_id=world.visit.pk, can_come=waiting_actions.CanCome(day, day), now=world.now
    )
    return Thing(kwargs={"number": entry})
