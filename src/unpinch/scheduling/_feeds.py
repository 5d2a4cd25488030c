"""A calendar feed of a clinician: when they are busy elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.cal.event import Event

from unpinch.kernel import Period

from ._errors import SchedulingError

# A year of a busy person is well below a megabyte; a feed beyond this is not read at all.
FEED_BYTES_AT_MOST = 5_000_000
_NOT_BUSY_STATUS = "CANCELLED"
_NOT_BUSY = "TRANSPARENT"


class BadFeed(SchedulingError):
    """A calendar feed that cannot be read; what was read of it before stays."""


def busy_in_feed(*, feed: bytes, within: Period, zone: str) -> tuple[Period, ...]:
    """
    Give when a calendar feed says that its owner is busy, in order.

    Repeating events are unrolled; cancelled ones, and those marked as free, are left out. A whole day, and a time
    without a zone, are on the clock of `zone`. Only the times are read, no words.

    Parameters
    ----------
    feed
        An iCalendar file (RFC 5545), at most `FEED_BYTES_AT_MOST` bytes.
    within
        Events that touch this period are given.
    zone
        Name of the time zone of the clinic.

    Raises
    ------
    BadFeed
        If it is too large, or not an iCalendar file.

    References
    ----------
    https://www.rfc-editor.org/rfc/rfc5545
    """
    if len(feed) > FEED_BYTES_AT_MOST:
        raise BadFeed(
            f"The calendar feed is larger than {FEED_BYTES_AT_MOST:,} bytes. Give a feed of appointments only."
        )
    try:
        calendar = Calendar.from_ical(feed)
        events = recurring_ical_events.of(calendar).between(within.starts_at, within.ends_at)
        return tuple(sorted(set(_busy(events, within=within, zone=ZoneInfo(zone)))))
    # Whatever the file holds, and the libraries have no common error: a feed of somebody else must not stop the desk.
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as wrong:
        raise BadFeed(f"The calendar feed cannot be read ({wrong!s:.80}). Check its address.") from None


def _busy(events: list[Event], *, within: Period, zone: ZoneInfo) -> Iterator[Period]:
    for event in events:
        if (
            str(event.get("STATUS", "")).upper() == _NOT_BUSY_STATUS
            or str(event.get("TRANSP", "")).upper() == _NOT_BUSY
        ):
            continue
        starts_at, ends_at = (_moment(each, zone=zone) for each in (event.start, event.end))
        if starts_at < ends_at and starts_at < within.ends_at and within.starts_at < ends_at:
            yield Period(starts_at, ends_at)


def _moment(value: date | datetime, *, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
