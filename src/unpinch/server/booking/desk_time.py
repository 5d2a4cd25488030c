"""What a clinic does with the time of a desk: keep it from visits, cancel, and book for somebody who calls."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.server.accounts.callers import add_caller
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record

from . import actions
from .claims import JustTaken, free_expired, resources_of, tried_again
from .models import BlockedTime, Booking, CallerReach, ClaimedTick, Desk, Visit

# Longer than a night; days on which nobody comes are closed in the hours, where they can be seen.
BLOCKED_AT_MOST = timedelta(hours=25)


class InTheWay(scheduling.SchedulingError):
    """A visit stands where a desk would keep time for something else."""


def wall_period(*, zone: str, day: date, begins: time, ends: time) -> Period:
    """
    Give the period between two times of a day on a clinic's clock, as opening hours are read.

    Raises
    ------
    scheduling.BadHours
        If it ends before it begins, or that night has no such time.
    """
    hours = scheduling.OpeningHours(
        zone=zone, week=((),) * 7, exceptions=((day, (scheduling.OpenTime(begins, ends),)),)
    )
    periods = scheduling.open_periods(hours=hours, first_date=day, latest_date=day)
    if not periods:
        raise scheduling.BadHours(
            f"{begins:%H:%M} to {ends:%H:%M} does not exist on {day}: the clocks go forward. Choose another time."
        )
    return periods[0]


def block(*, desk: Desk, period: Period, actor: Person, now: datetime) -> BlockedTime:
    """
    Keep time for something else than visits; the same time a second time is the same block.

    Raises
    ------
    InTheWay
        If a visit or another block lies in it.
    scheduling.BadHours
        If it is too long or over.
    """
    if period.ends_at - period.starts_at > BLOCKED_AT_MOST:
        raise scheduling.BadHours("Block a day at most. For longer, say in your hours that you are closed.")
    if period.ends_at <= now:
        raise scheduling.BadHours("This time is over. Choose one that is still to come.")
    before = BlockedTime.objects.filter(desk=desk, starts_at=period.starts_at, ends_at=period.ends_at).first()
    return before or tried_again(lambda: _block(desk=desk, period=period, actor=actor, now=now))


def _block(*, desk: Desk, period: Period, actor: Person, now: datetime) -> BlockedTime:
    ticks = scheduling.ticks_of(period)
    (resource,) = resources_of(desk=desk, room=None)
    free_expired(resources=[resource], ticks=ticks, now=now)
    blocked = BlockedTime(desk=desk, starts_at=period.starts_at, ends_at=period.ends_at, made_by=actor, made_at=now)
    try:
        with transaction.atomic():
            blocked.save()
            ClaimedTick.objects.bulk_create(
                ClaimedTick(blocked=blocked, resource=resource, tick=tick) for tick in ticks
            )
    except IntegrityError:
        raise InTheWay(
            "A visit, or a time you have blocked already, lies in it. Cancel the visit first, or choose another time."
        ) from None
    record(at=now, actor=actor, act="desk.blocked", thing=f"desk:{desk.pk}", concerns=desk.clinician)
    return blocked


def unblock(*, desk: Desk, blocked_id: int, actor: Person, now: datetime) -> Period | None:
    """Let visits have a blocked time again, and give it; None where it was free already."""

    def free() -> Period | None:
        blocked = BlockedTime.objects.select_for_update().filter(desk=desk, pk=blocked_id).first()
        if blocked is None:
            return None
        blocked.delete()
        record(at=now, actor=actor, act="desk.unblocked", thing=f"desk:{desk.pk}", concerns=desk.clinician)
        return Period(blocked.starts_at, blocked.ends_at)

    return tried_again(free)


def cancel_for_the_clinic(*, booking: Booking, said: str, actor: Person, now: datetime) -> Booking:
    """
    Cancel a visit from the desk, with words for the person who would have come.

    Raises
    ------
    scheduling.NotPossibleNow
        If it has begun or is over.
    """

    def change() -> Booking:
        # Before the visit is cancelled: whoever tells the person then finds the words.
        Booking.objects.filter(pk=booking.pk).exclude(state="cancelled").update(said=said)
        return actions.cancel(booking_id=booking.pk, actor=actor, now=now, reason="by the clinic")

    return tried_again(change)


def book_for_a_caller(
    *,
    key: UUID,
    visit: Visit,
    starts_at: datetime,
    name: str,
    phone: str,
    email: str,
    actor: Person,
    now: datetime,
) -> Booking:
    """
    Book a visit for somebody on the telephone, who needs no account; the same key gives the same booking.

    Raises
    ------
    claims.JustTaken
        If somebody else was quicker.
    actions.NotOffered
        If the desk does not offer the time.
    actions.KeyOfAnother
        If the form was sent before, with another time or name.
    """

    def book() -> Booking:
        before = Booking.objects.select_related("person").filter(key=key).first()
        if before:
            return _the_same(before, visit=visit, starts_at=starts_at, name=name, actor=actor)
        caller = add_caller(name=name, zone=visit.desk.clinic.zone, now=now)
        booking = actions.hold(key=key, person=caller, visit=visit, starts_at=starts_at, now=now, booked_by=actor)
        CallerReach.objects.create(booking=booking, phone=phone, email=email)
        return actions.confirm(booking_id=booking.pk, actor=actor, now=now)

    return tried_again(book)


def _the_same(before: Booking, *, visit: Visit, starts_at: datetime, name: str, actor: Person) -> Booking:
    was = (before.booked_by_id, before.visit_id, before.starts_at, before.person.name)
    if was != (actor.pk, visit.pk, starts_at, name):
        raise actions.KeyOfAnother("This form was already sent with another time or name. Open the page again.")
    return before


__all__ = [
    "BLOCKED_AT_MOST",
    "InTheWay",
    "JustTaken",
    "block",
    "book_for_a_caller",
    "cancel_for_the_clinic",
    "unblock",
    "wall_period",
]
