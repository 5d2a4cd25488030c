"""What is done with bookings; each act with its row in the record, in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from unpinch import scheduling
from unpinch.scheduling import BookingAct, BookingState
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record

from .claims import JustTaken, free_expired, release, resources_of, save_with_ticks, tried_again
from .models import Booking, Room, Visit
from .queries import is_offered


class NotOffered(scheduling.SchedulingError):
    """The time is not one that the desk offers: outside its hours, too soon, or too far ahead."""


class KeyOfAnother(scheduling.SchedulingError):
    """A form was sent a second time with other content."""


def hold(*, key: UUID, person: Person, visit: Visit, starts_at: datetime, now: datetime) -> Booking:
    """
    Hold a visit for ten minutes; the same key gives the same booking again.

    Raises
    ------
    JustTaken
        If somebody else holds or has booked the time.
    NotOffered
        If the desk does not offer it.
    KeyOfAnother
        If the key belongs to another person's booking or to another time.
    """
    return tried_again(lambda: _hold(key=key, person=person, visit=visit, starts_at=starts_at, now=now))


def _hold(*, key: UUID, person: Person, visit: Visit, starts_at: datetime, now: datetime) -> Booking:
    before = Booking.objects.filter(key=key).first()
    if before:
        if (before.person_id, before.visit_id, before.starts_at) != (person.pk, visit.pk, starts_at):
            raise KeyOfAnother("This form was already sent for another time. Open the page again.")
        return before
    if not is_offered(visit=visit, starts_at=starts_at, now=now):
        raise NotOffered("The clinic does not offer this time. Choose another one.")
    claimed = scheduling.claimed_period(visit=visit.as_type(), starts_at=starts_at)
    ticks = scheduling.ticks_of(claimed)
    rooms: tuple[Room | None, ...] = tuple(visit.desk.clinic.rooms.all()) if visit.needs_room else (None,)
    resources = {name for room in rooms for name in resources_of(desk_id=visit.desk_id, room=room)}
    free_expired(resources=resources, ticks=ticks, now=now)
    booking = Booking(
        key=key,
        person=person,
        booked_by=person,
        desk=visit.desk,
        visit=visit,
        starts_at=starts_at,
        ends_at=scheduling.visit_period(visit=visit.as_type(), starts_at=starts_at).ends_at,
        claimed_from=claimed.starts_at,
        claimed_until=claimed.ends_at,
        state=BookingState.HELD.value,
        hold_ends_at=now + scheduling.HOLD,
        created_at=now,
        changed_at=now,
    )
    lost = _saved_in_a_free_room(booking=booking, rooms=rooms, ticks=ticks)
    if lost is None:
        _record("held", booking=booking, actor=person, now=now)
        return booking
    # The same form, sent twice at once, met itself.
    twin = Booking.objects.filter(key=key, person=person).first()
    if twin:
        return twin
    raise lost


def _saved_in_a_free_room(*, booking: Booking, rooms: tuple[Room | None, ...], ticks: range) -> JustTaken | None:
    """Save a booking with the first room that is free; give why not where none is, or the desk itself is taken."""
    lost = JustTaken("There is no room for this visit. Call the clinic.")
    for room in rooms:
        booking.pk, booking.room = None, room
        try:
            save_with_ticks(booking=booking, ticks=ticks)
        except JustTaken as taken:
            lost = taken
        else:
            return None
    return lost


def confirm(*, booking_id: int, actor: Person, now: datetime) -> Booking:
    """
    Make a held visit a booked one; a second time changes nothing.

    Raises
    ------
    NotPossibleNow
        If the hold ran out, or the visit was cancelled or has begun.
    """
    return _act(booking_id=booking_id, act=BookingAct.CONFIRM, actor=actor, now=now)


def cancel(*, booking_id: int, actor: Person, now: datetime, reason: str = "") -> Booking:
    """
    Cancel a visit and free its time; a second time changes nothing.

    Raises
    ------
    NotPossibleNow
        If it has begun or is over.
    """
    return _act(booking_id=booking_id, act=BookingAct.CANCEL, actor=actor, now=now, reason=reason)


def mark(*, booking_id: int, came: bool, actor: Person, now: datetime) -> Booking:
    """
    Write down whether the person came.

    Raises
    ------
    NotPossibleNow
        If the visit has not begun or was never confirmed.
    """
    act = BookingAct.MARK_ATTENDED if came else BookingAct.MARK_NO_SHOW
    return _act(booking_id=booking_id, act=act, actor=actor, now=now)


def _act(*, booking_id: int, act: BookingAct, actor: Person, now: datetime, reason: str = "") -> Booking:
    def change() -> Booking:
        booking = Booking.objects.select_for_update().get(pk=booking_id)
        state = scheduling.state_after(booking=booking.standing(), act=act, now=now)
        if state.value == booking.state:
            return booking
        booking.state = state.value
        booking.hold_ends_at = None
        booking.sequence += 1
        booking.changed_at = now
        booking.save(update_fields=["state", "hold_ends_at", "sequence", "changed_at"])
        if state is BookingState.CANCELLED:
            release(booking=booking)
        _record(state.value, booking=booking, actor=actor, now=now, reason=reason)
        return booking

    return tried_again(change)


def _record(state: str, *, booking: Booking, actor: Person, now: datetime, reason: str = "") -> None:
    record(
        at=now,
        actor=actor,
        act=f"booking.{state}",
        thing=f"booking:{booking.pk}",
        concerns=booking.person,
        for_person=None if actor == booking.person else booking.person,
        reason=reason,
    )
