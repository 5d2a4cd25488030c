"""What the jobs do for bookings every half minute."""

from __future__ import annotations

from datetime import datetime

from unpinch import scheduling
from unpinch.scheduling import BookingState

from . import feeds, free_soon, mails, notices, summary_actions
from .claims import release, tried_again
from .models import Booking
from .notices import told

# A minute's worth of work at most; the rest is done in the next.
_AT_ONCE = 200


def tick(now: datetime) -> None:
    """End holds that ran out, offer their times on, remind, delete old summaries, read calendars, see who is free."""
    end_holds(now=now)
    summary_actions.delete_over(now=now)
    remind(now=now)
    feeds.queue_due(now=now)
    free_soon.refresh(now=now)


def end_holds(*, now: datetime) -> int:
    """
    Write down that holds ran out, and offer a time that was held for somebody who waits to the next; give how many.

    Nothing depends on when this is done: whoever wants the time of such a hold gets it before.
    """
    ran_out = Booking.objects.filter(state=BookingState.HELD.value, hold_ends_at__lte=now).order_by("hold_ends_at")
    numbers = list(ran_out.values_list("pk", flat=True)[:_AT_ONCE])
    return sum(tried_again(lambda number=number: _end_hold(number, now=now)) for number in numbers)  # type: ignore[misc]  # mypy does not see through the default


def _end_hold(number: int, *, now: datetime) -> bool:
    held = Booking.objects.select_for_update().filter(pk=number, state=BookingState.HELD.value, hold_ends_at__lte=now)
    booking = held.first()
    if booking is None:
        return False
    release(booking=booking)
    booking.state, booking.changed_at = BookingState.EXPIRED.value, now
    booking.save(update_fields=["state", "changed_at"])
    if hasattr(booking, "offer"):
        told(notices.freed, booking_id=booking.pk)
    return True


def remind(*, now: datetime) -> int:
    """
    Write the reminders that are due; give how many.

    Of several that are due, as after a night without the jobs, only the latest: nobody is told twice at once.
    """
    first = max(scheduling.REMINDERS)
    coming = Booking.objects.filter(
        state=BookingState.CONFIRMED.value, starts_at__gt=now, starts_at__lte=now + first
    ).order_by("starts_at", "pk")
    return sum(_remind(booking, now=now) for booking in coming.select_related("visit"))


def _remind(booking: Booking, *, now: datetime) -> int:
    moments = scheduling.reminders_due(period=booking.standing().period, confirmed_at=booking.changed_at)
    due = [moment for moment in moments if moment <= now]
    if not due:
        return 0
    before = booking.starts_at - max(due)
    return mails.write_about(kind=mails.MailKind.REMINDER, booking_id=booking.pk, now=now, before=before)
