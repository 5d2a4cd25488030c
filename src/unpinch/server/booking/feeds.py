"""Reading a clinician's calendars elsewhere again, so that nobody books what is taken there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from unpinch import scheduling
from unpinch.kernel import Period, UnpinchError

from . import tasks
from .fetching import fetch
from .models import BusyTime, CalendarFeed

# Google's own feeds change some hours after a calendar does; more often than this brings nothing.
EVERY = timedelta(minutes=15)
# One that fails is left alone a little longer.
EVERY_IN_TROUBLE = timedelta(hours=1)
# From yesterday, for visits that go on over midnight; no desk opens further ahead.
_PAST, _AHEAD = timedelta(days=1), timedelta(days=400)
_LONGEST_TROUBLE = 200


def queue_due(*, now: datetime) -> int:
    """Queue the reading of every calendar that is due; give how many."""
    well, ill = Q(trouble="", tried_at__lte=now - EVERY), Q(tried_at__lte=now - EVERY_IN_TROUBLE)
    due = CalendarFeed.objects.filter(Q(tried_at=None) | well | ill)
    for feed in due.order_by("pk"):
        # Whoever marks it reads it: two jobs at one moment are one reading.
        if due.filter(pk=feed.pk, tried_at=feed.tried_at).update(tried_at=now):
            tasks.read_feed.enqueue(feed_id=feed.pk)
    return CalendarFeed.objects.filter(tried_at=now).count()


def read_again(*, feed_id: int, now: datetime, read: Callable[..., bytes] = fetch) -> None:
    """
    Read one calendar and put its busy times in the place of the earlier ones.

    What goes wrong is kept for the desk to see, and what was read before stays: an old busy time keeps a visit away
    that could have been, a forgotten one lets two people come at once.
    """
    feed = CalendarFeed.objects.select_related("desk__clinic").filter(pk=feed_id).first()
    if feed is None:
        return
    within = Period(now - _PAST, now + _AHEAD)
    try:
        content = read(address=feed.address, bytes_at_most=scheduling.FEED_BYTES_AT_MOST)
        busy = scheduling.busy_in_feed(feed=content, within=within, zone=feed.desk.clinic.zone)
    except UnpinchError as wrong:
        CalendarFeed.objects.filter(pk=feed.pk).update(tried_at=now, trouble=str(wrong)[:_LONGEST_TROUBLE])
        return
    _keep(feed, busy=busy, now=now)


@transaction.atomic
def _keep(feed: CalendarFeed, *, busy: tuple[Period, ...], now: datetime) -> None:
    # It may have been taken away while it was read.
    if not CalendarFeed.objects.filter(pk=feed.pk).update(tried_at=now, read_at=now, trouble=""):
        return
    BusyTime.objects.filter(feed=feed).delete()
    BusyTime.objects.bulk_create(
        (BusyTime(feed=feed, starts_at=period.starts_at, ends_at=period.ends_at) for period in busy), batch_size=500
    )
