"""Times on a clinic's clock, in words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from . import times
from .times import day_words

__all__ = ["ago_words", "clocks_change", "day_words", "moment_words", "span_words", "time_words", "wall_words"]

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_NAMED = {time(0): _lazy("midnight"), time(12): _lazy("noon")}
# Daylight saving time begins and ends once in a year; a zone without it has neither.
_A_YEAR = 370


def time_words(moment: datetime, *, zone: ZoneInfo) -> str:
    """Give the time of day."""
    local = moment.astimezone(zone)
    named = None if times.comes_twice(local) else _NAMED.get(local.time())
    return str(named or times.time_words(local))


def wall_words(at: time) -> str:
    """Give a time on the wall, 9:30 AM; nobody is sure which of two 12:00 is noon."""
    if at in _NAMED:
        return str(_NAMED[at])
    return time_format(at, "g:i A")


def span_words(starts_at: datetime, ends_at: datetime, *, zone: ZoneInfo) -> str:
    """Give from when to when."""
    return _("%(from)s to %(to)s") % {
        "from": time_words(starts_at, zone=zone),
        "to": time_words(ends_at, zone=zone),
    }


def moment_words(moment: datetime, *, zone: ZoneInfo) -> str:
    """Give a day and a time."""
    return f"{day_words(moment.astimezone(zone).date())}, {time_words(moment, zone=zone)}"


def ago_words(moment: datetime, *, now: datetime) -> str:
    """Say how long ago something was, in one number."""
    passed = now - moment
    if passed < 2 * _MINUTE:
        return _("just now")
    if passed < 2 * _HOUR:
        count = passed // _MINUTE
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", count) % {"count": count}
    if passed < 2 * _DAY:
        count = passed // _HOUR
        return ngettext("%(count)d hour ago", "%(count)d hours ago", count) % {"count": count}
    count = passed // _DAY
    return ngettext("%(count)d day ago", "%(count)d days ago", count) % {"count": count}


def clocks_change(*, today: date, zone: ZoneInfo) -> tuple[date, timedelta] | None:
    """Give the next day on which the clocks change, and by how much they go forward; None where they never do."""
    for number in range(_A_YEAR):
        day = today + timedelta(days=number)
        before, after = (
            datetime.combine(each, time(0), tzinfo=zone).utcoffset() for each in (day, day + timedelta(days=1))
        )
        if before is not None and after is not None and before != after:
            return day, after - before
    return None
