"""Claiming five minutes after five minutes: where two people who want one time meet, and one of them gets it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, OperationalError, transaction

from unpinch import scheduling

from .models import Booking, ClaimedTick, Desk, Room

_Done = TypeVar("_Done")
# A transaction that lost to another one (SQLite busy, a PostgreSQL deadlock) is tried again so many times.
_TRIES = 8
_WAIT_SECONDS = 0.02


class JustTaken(scheduling.SchedulingError):
    """Somebody else was quicker."""


def resources_of(*, desk: Desk, room: Room | None) -> tuple[str, ...]:
    """
    Give what a booking claims, always in the same order, so that two that want both never wait for each other.

    It is the clinician and not the desk: who sees people at two clinics is at one of them at a time.
    """
    clinician = f"clinician:{desk.clinician_id}"
    return (clinician,) if room is None else (clinician, f"room:{room.pk}")


def free_expired(*, resources: Iterable[str], ticks: range, now: datetime) -> None:
    """Let go of ticks whose holds ran out; whoever wants them does it, so no clean-up job is needed for the rule."""
    ran_out = Booking.objects.filter(
        state=scheduling.BookingState.HELD.value,
        hold_ends_at__lte=now,
        ticks__resource__in=tuple(resources),
        ticks__tick__gte=ticks.start,
        ticks__tick__lt=ticks.stop,
    )
    for booking in Booking.objects.select_for_update().filter(pk__in=ran_out.values("pk")).order_by("pk"):
        release(booking=booking)
        booking.state = scheduling.BookingState.EXPIRED.value
        booking.changed_at = now
        booking.save(update_fields=["state", "changed_at"])


def save_with_ticks(*, booking: Booking, ticks: range) -> None:
    """
    Save a new booking and claim every tick of it for its desk and room, both or neither.

    Raises
    ------
    JustTaken
        If another booking has one of them.
    """
    try:
        with transaction.atomic():
            booking.save(force_insert=True)
            ClaimedTick.objects.bulk_create(
                ClaimedTick(booking=booking, resource=resource, tick=tick)
                for resource in resources_of(desk=booking.desk, room=booking.room)
                for tick in ticks
            )
    except IntegrityError:
        raise JustTaken("Somebody has just taken this time. Choose another one.") from None


def release(*, booking: Booking) -> None:
    """Let go of every tick of a booking."""
    ClaimedTick.objects.filter(booking=booking).delete()


def tried_again(act: Callable[[], _Done]) -> _Done:
    """Do something in a transaction of its own, again where the database chose to let another one go first."""
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return act()
        except OperationalError:
            if attempt == _TRIES - 1:
                raise
            # Each process waits a little differently, so that two who met do not meet again.
            time.sleep(_WAIT_SECONDS * 2**attempt * (1 + os.getpid() % 10 / 10))
    raise AssertionError("unreachable")
