"""What the jobs do for bookings; each may be done twice and has an effect once."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task


@task()
def tell(kind: str, booking_id: int) -> None:
    """Write the mails of a notice."""
    from . import mails  # noqa: PLC0415 (the acts of this app import this file)

    mails.write_about(kind=mails.MailKind(kind), booking_id=booking_id, now=timezone.now())


@task()
def offer(booking_id: int) -> None:
    """Offer a time that was given up to who waits for it."""
    from .waiting_actions import offer_freed  # noqa: PLC0415 (see above)

    offer_freed(booking_id=booking_id, now=timezone.now())


@task()
def read_feed(feed_id: int) -> None:
    """Read a clinician's calendar elsewhere again."""
    from .feeds import read_again  # noqa: PLC0415 (see above)

    read_again(feed_id=feed_id, now=timezone.now())
