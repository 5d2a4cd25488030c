"""
What people are told of their bookings.

A notice is a task, kept in the transaction of the act: nobody hears of what did not happen, and what happened is told
even where the process is killed in the next moment. The mail itself is written by the jobs; see `mails.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from . import tasks


def booked(*, booking_id: int) -> None:
    """Tell that a visit is confirmed."""
    tasks.tell.enqueue(kind="booked", booking_id=booking_id)


def changed(*, booking_id: int) -> None:
    """Tell that a visit has moved: the booking is the new one, which `replaces` the one before."""
    tasks.tell.enqueue(kind="changed", booking_id=booking_id)


def cancelled(*, booking_id: int) -> None:
    """Tell that a confirmed visit was cancelled."""
    tasks.tell.enqueue(kind="cancelled", booking_id=booking_id)


def freed(*, booking_id: int) -> None:
    """Have the time of a booking that was cancelled, moved or declined offered to who waits: `offer_freed`."""
    tasks.offer.enqueue(booking_id=booking_id)


def waiting_offered(*, booking_id: int) -> None:
    """Tell somebody on the waiting list that a time is held for them, until `hold_ends_at` of the booking."""
    tasks.tell.enqueue(kind="offered", booking_id=booking_id)


def told(notice: Callable[..., None], *, booking_id: int) -> None:
    """Have a notice given, if and only if the transaction that is open now is committed."""
    notice(booking_id=booking_id)
