"""Cora's desk with a visit of Ann's, and what stands in the addresses of its pages. Eve manages the clinic."""

import uuid
from datetime import timedelta

from tests.integration.server.people_world import THEN, Thing, World, furnish, thing
from unpinch.server.booking.desk_people import digest_of
from unpinch.server.booking.models import (
    BlockedTime,
    Booking,
    CalendarFeed,
    ClinicInvitation,
    ClinicManager,
    Room,
)

TOKEN = "a-link-of-a-test"
NOTE = "Ann comes by the back door"


@furnish
def _managers(world: World) -> None:
    for person in (world.eve, world.cora):
        world.more[f"manager {person}"] = ClinicManager.objects.create(
            clinic=world.clinic, person=person, since_at=THEN
        )


def _booking(world: World, starts_at) -> Booking:
    ends_at = starts_at + timedelta(minutes=30)
    made: Booking = Booking.objects.create(
        key=uuid.uuid4(),
        person=world.ann,
        booked_by=world.ann,
        desk=world.desk,
        visit=world.visit,
        starts_at=starts_at,
        ends_at=ends_at,
        claimed_from=starts_at,
        claimed_until=ends_at,
        state="confirmed",
        note=NOTE,
        created_at=THEN,
        changed_at=world.now,
    )
    return made


@thing("clinic_booking")
def _seen(world: World) -> Thing:
    return Thing(kwargs={"number": _booking(world, world.tomorrow_at_ten).pk}, secret=NOTE)


@thing("clinic_cancel")
def _cancelled(world: World) -> Thing:
    return Thing(kwargs={"number": _booking(world, world.tomorrow_at_ten).pk}, data={"said": "I am away."})


@thing("clinic_mark")
def _marked(world: World) -> Thing:
    begun = _booking(world, world.now.replace(second=0, microsecond=0) - timedelta(hours=2))
    return Thing(kwargs={"number": begun.pk}, data={"as": "came"})


@thing("clinic_requests")
def _came_in(world: World) -> Thing:
    _booking(world, world.tomorrow_at_ten)
    return Thing(secret="<strong>Ann</strong>")


@thing("clinic", "clinic_week")
def _calendar(world: World) -> Thing:
    _booking(world, world.tomorrow_at_ten)
    day = world.tomorrow_at_ten.date().isoformat()
    return Thing(query={"day": day, "from": day}, secret=">Ann</a>")


@thing("clinic_hours")
def _hours(_world: World) -> Thing:
    return Thing(data={"from_0_0": "08:00", "to_0_0": "18:00"})


@thing("clinic_hours_days")
def _days(world: World) -> Thing:
    return Thing(data={"first": world.tomorrow_at_ten.date().isoformat(), "kind": "closed"})


@thing("clinic_hours_day")
def _day(_world: World) -> Thing:
    return Thing(kwargs={"day": "2030-01-01"})


@thing("clinic_open")
def _open(_world: World) -> Thing:
    return Thing(data={"open": "0"})


@thing("clinic_block")
def _block(world: World) -> Thing:
    day = (world.tomorrow_at_ten + timedelta(days=1)).date().isoformat()
    return Thing(data={"day": day, "begins": "09:00", "ends": "10:00"})


@thing("clinic_unblock")
def _unblock(world: World) -> Thing:
    at = world.tomorrow_at_ten
    made = BlockedTime.objects.create(desk=world.desk, starts_at=at, ends_at=at + timedelta(hours=1), made_at=THEN)
    return Thing(kwargs={"number": made.pk})


@thing("clinic_book")
def _book(world: World) -> Thing:
    sent = {
        "key": str(uuid.uuid4()),
        "starts_at": world.tomorrow_at_ten.isoformat(),
        "name": "Rosa",
        "phone": "555 0101",
    }
    return Thing(data=sent)


VISIT = {
    "minutes": "30",
    "step": "30",
    "buffer_before": "0",
    "buffer_after": "0",
    "lead_hours": "2",
    "horizon_days": "9",
}


@thing("clinic_visit_new")
def _new_visit(_world: World) -> Thing:
    return Thing(data=VISIT | {"name": "Follow-up"})


@thing("clinic_visit")
def _visit(world: World) -> Thing:
    return Thing(kwargs={"number": world.visit.pk}, data=VISIT | {"name": "Follow-up"})


@thing("clinic_visit_offer")
def _offer(world: World) -> Thing:
    return Thing(kwargs={"number": world.visit.pk}, data={"offer": "0"})


@thing("clinic_rooms")
def _rooms(_world: World) -> Thing:
    return Thing(data={"room": "", "name": "Blue room"})


@thing("clinic_keep")
def _clinic(_world: World) -> Thing:
    return Thing(data={"clinic-name": "New name", "clinic-zone": "America/Chicago", "clinic-notice_hours": "24"})


@thing("clinic_room_remove")
def _room(world: World) -> Thing:
    return Thing(kwargs={"number": Room.objects.create(clinic=world.clinic, name="Blue room").pk})


@thing("clinic_feeds")
def _feeds(world: World) -> Thing:
    _feed(world)
    return Thing(
        data={"name": "Own", "address": "https://calendar.example.org/b"},
        secret="Cora's calendar".replace("'", "&#x27;"),
    )


def _feed(world: World) -> CalendarFeed:
    made, _is_new = CalendarFeed.objects.get_or_create(
        desk=world.desk,
        address="https://calendar.example.org/a",
        defaults={"name": "Cora's calendar", "added_at": THEN},
    )
    return made


@thing("clinic_feed_remove")
def _feed_removed(world: World) -> Thing:
    return Thing(kwargs={"number": _feed(world).pk})


@thing("clinic_dismiss")
def _dismiss(world: World) -> Thing:
    return Thing(kwargs={"number": world.more["manager Eve"].pk})


@thing("clinic_join")
def _join(world: World) -> Thing:
    ClinicInvitation.objects.get_or_create(
        token_digest=digest_of(TOKEN),
        defaults={
            "clinic": world.clinic,
            "as_manager": True,
            "made_at": THEN,
            "ends_at": world.now + timedelta(days=1),
        },
    )
    return Thing(kwargs={"token": TOKEN})
