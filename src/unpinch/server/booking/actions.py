"""What is done with bookings; each act with its row in the record, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.scheduling import BookingAct, BookingState
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record

from . import notices
from .claims import JustTaken, free_expired, release, resources_of, save_with_ticks, tried_again
from .models import Booking, Room, Visit, WaitingEntry
from .notices import told
from .slots import is_offered
from .summary_actions import follow


class NotOffered(scheduling.SchedulingError):
    """The time is not one that the desk offers: outside its hours, too soon, or too far ahead."""


class KeyOfAnother(scheduling.SchedulingError):
    """A form was sent a second time with other content."""


@dataclass(frozen=True)
class Wish:
    """
    A time that somebody wants.

    `booked_by` is who acts, None for the program itself; `replaces` the visit that moves there; `zone` the time zone in
    which the person was shown it.
    """

    key: UUID
    person: Person
    booked_by: Person | None
    visit: Visit
    starts_at: datetime
    zone: str = ""
    replaces: Booking | None = None
    hold_for: timedelta = scheduling.HOLD


def hold(
    *, key: UUID, person: Person, visit: Visit, starts_at: datetime, now: datetime, booked_by: Person | None = None
) -> Booking:
    """
    Hold a visit for ten minutes; the same key gives the same booking again.

    `booked_by` is who acts for the person, where it is somebody else.

    Raises
    ------
    JustTaken
        If somebody else holds or has booked the time.
    NotOffered
        If the desk does not offer it.
    KeyOfAnother
        If the key belongs to another person's booking or to another time.
    """
    wish = Wish(key=key, person=person, booked_by=booked_by or person, visit=visit, starts_at=starts_at)
    return tried_again(lambda: hold_wish(wish, now=now))


def hold_wish(wish: Wish, *, now: datetime) -> Booking:
    """Hold a time, inside a transaction; as `hold`."""
    before = Booking.objects.filter(key=wish.key).first()
    if before:
        if (before.person_id, before.visit_id, before.starts_at) != (wish.person.pk, wish.visit.pk, wish.starts_at):
            raise KeyOfAnother("This form was already sent for another time. Open the page again.")
        return before
    visit = wish.visit
    if not is_offered(visit=visit, starts_at=wish.starts_at, now=now):
        raise NotOffered("The clinic does not offer this time. Choose another one.")
    booking = _held(wish, now=now)
    ticks = scheduling.ticks_of(Period(booking.claimed_from, booking.claimed_until))
    rooms: tuple[Room | None, ...] = tuple(visit.desk.clinic.rooms.all()) if visit.needs_room else (None,)
    resources = {name for room in rooms for name in resources_of(desk=visit.desk, room=room)}
    free_expired(resources=resources, ticks=ticks, now=now)
    lost = _saved_in_a_free_room(booking=booking, rooms=rooms, ticks=ticks)
    if lost is None:
        _record("held", booking=booking, actor=wish.booked_by, now=now)
        return booking
    # The same form, sent twice at once, met itself.
    twin = Booking.objects.filter(key=wish.key, person=wish.person).first()
    if twin:
        return twin
    raise lost


def _held(wish: Wish, *, now: datetime) -> Booking:
    claimed = scheduling.claimed_period(visit=wish.visit.as_type(), starts_at=wish.starts_at)
    booking = Booking(
        key=wish.key,
        person=wish.person,
        booked_by=wish.booked_by,
        desk=wish.visit.desk,
        visit=wish.visit,
        starts_at=wish.starts_at,
        ends_at=scheduling.visit_period(visit=wish.visit.as_type(), starts_at=wish.starts_at).ends_at,
        claimed_from=claimed.starts_at,
        claimed_until=claimed.ends_at,
        state=BookingState.HELD.value,
        hold_ends_at=now + wish.hold_for,
        zone=wish.zone,
        created_at=now,
        changed_at=now,
    )
    if wish.replaces:
        booking.replaces, booking.calendar_uid = wish.replaces, wish.replaces.calendar_uid
    return booking


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


def confirm(*, booking_id: int, actor: Person, now: datetime, note: str | None = None, reason: str = "") -> Booking:
    """
    Make a held visit a booked one, and give up the one that it replaces; a second time changes nothing.

    `note` is what the person writes to the clinic.

    Raises
    ------
    NotPossibleNow
        If the hold ran out, the visit was cancelled or has begun, or the one it replaces can no longer be moved.
    """

    def confirmed(booking: Booking, _before: BookingState) -> None:
        booking.note = booking.note if note is None else note
        moved = _give_up_replaced(booking, actor=actor, now=now)
        WaitingEntry.objects.filter(offers__booking=booking, left_at=None).update(left_at=now)
        told(notices.changed if moved else notices.booked, booking_id=booking.pk)

    return _act(booking_id=booking_id, act=BookingAct.CONFIRM, actor=actor, now=now, reason=reason, also=confirmed)


def _give_up_replaced(booking: Booking, *, actor: Person, now: datetime) -> bool:
    """Let go of the visit that another one replaces; both happen, or neither."""
    if booking.replaces_id is None:
        return False
    before = Booking.objects.select_for_update().get(pk=booking.replaces_id)
    if before.replacements.filter(state=BookingState.CONFIRMED.value).exists():
        raise scheduling.NotPossibleNow("This visit was moved already. Look at your visits.")
    scheduling.state_after(booking=before.standing(), act=BookingAct.CANCEL, now=now)
    booking.sequence = max(booking.sequence, before.sequence)
    if before.state == BookingState.CONFIRMED.value:
        before.state, before.changed_at = BookingState.CANCELLED.value, now
        before.save(update_fields=["state", "changed_at"])
        release(booking=before)
        follow(earlier=before, later=booking)
        _record("moved", booking=before, actor=actor, now=now)
        told(notices.freed, booking_id=before.pk)
    return True


def cancel(*, booking_id: int, actor: Person, now: datetime, reason: str = "") -> Booking:
    """
    Cancel a visit and free its time; a second time changes nothing.

    Raises
    ------
    NotPossibleNow
        If it has begun or is over.
    """

    def cancelled(booking: Booking, before: BookingState) -> None:
        release(booking=booking)
        if before is BookingState.CONFIRMED:
            told(notices.cancelled, booking_id=booking.pk)
        told(notices.freed, booking_id=booking.pk)

    return _act(booking_id=booking_id, act=BookingAct.CANCEL, actor=actor, now=now, reason=reason, also=cancelled)


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


def unmark(*, booking_id: int, actor: Person, now: datetime) -> Booking:
    """
    Take back the mark of a visit; one that has none stays as it is.

    Raises
    ------
    NotPossibleNow
        If it was never confirmed, or was cancelled.
    """
    return _act(booking_id=booking_id, act=BookingAct.UNMARK, actor=actor, now=now)


def _act(
    *,
    booking_id: int,
    act: BookingAct,
    actor: Person,
    now: datetime,
    reason: str = "",
    also: Callable[[Booking, BookingState], None] | None = None,
) -> Booking:
    """Change the state of a booking; `also` is done with it, and the state before, in the same transaction."""

    def change() -> Booking:
        booking = Booking.objects.select_for_update().get(pk=booking_id)
        before = BookingState(booking.state)
        state = scheduling.state_after(booking=booking.standing(), act=act, now=now)
        if state is before:
            return booking
        booking.state = state.value
        booking.hold_ends_at = None
        if also:
            also(booking, before)
        booking.sequence += 1
        booking.changed_at = now
        booking.save(update_fields=["state", "hold_ends_at", "sequence", "changed_at", "note"])
        _record(state.value, booking=booking, actor=actor, now=now, reason=reason)
        return booking

    return tried_again(change)


def _record(state: str, *, booking: Booking, actor: Person | None, now: datetime, reason: str = "") -> None:
    record(
        at=now,
        actor=actor,
        act=f"booking.{state}",
        thing=f"booking:{booking.pk}",
        concerns=booking.person,
        for_person=None if actor in (None, booking.person) else booking.person,
        reason=reason,
    )
