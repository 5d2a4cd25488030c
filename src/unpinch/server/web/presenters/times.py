"""Days and times in words, on somebody's clock; and which clock that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_ADDRESS_FORMAT = "%Y%m%dT%H%MZ"


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Moment:
    """
    A moment in words: the day, the time, and the same on the clinic's clock where that differs, else empty.

    `there` is that time alone, for where there is little room.
    """

    day: str
    time: str
    at_clinic: str
    there: str
    iso: str
    value: str


def moment(at: datetime, *, zone: str, clinic_zone: str) -> Moment:
    """Say when something is, on the person's clock and on the clinic's."""
    own, there = at.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(clinic_zone))
    said = ""
    if own.utcoffset() != there.utcoffset():
        day = "" if own.date() == there.date() else f"{short_day_words(there.date())}, "
        said = f"{day}{time_words(there)}"
    return Moment(
        day=day_words(own.date()),
        time=time_words(own),
        at_clinic=_("%(time)s at the clinic") % {"time": said} if said else "",
        there=_("%(time)s there") % {"time": said} if said else "",
        iso=own.isoformat(),
        value=moment_value(at),
    )


def when_words(at: datetime, *, zone: str, clinic_zone: str) -> str:
    """Say when something is, in a line, with the zone where it is not the clinic's."""
    shown = moment(at, zone=zone, clinic_zone=clinic_zone)
    words = _("%(day)s, %(time)s") % {"day": shown.day, "time": shown.time}
    return f"{words}, {zone_words(zone)}; {shown.at_clinic}" if shown.at_clinic else words


def day_words(day: date) -> str:
    """Write a day with its weekday."""
    return date_format(day, "l, F j")


def short_day_words(day: date) -> str:
    """Write a day in little room."""
    return date_format(day, "D, M j")


def time_words(at: datetime) -> str:
    """Write a time of day on the clock it is given in; where it comes twice, with the name of the one it is."""
    words = date_format(at, "g:i A")
    return f"{words} {at.tzname()}" if comes_twice(at) else words


def comes_twice(at: datetime) -> bool:
    """Say whether a clock shows a time twice: in the night it goes back, 1:00 AM EDT is an hour before 1:00 AM EST."""
    return at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()


def moment_value(at: datetime) -> str:
    """Write a moment as a form sends it."""
    return at.astimezone(UTC).strftime(_ADDRESS_FORMAT)


def read_moment(value: str) -> datetime | None:
    """Read a moment that a form sent; None where it is none."""
    try:
        return datetime.strptime(value, _ADDRESS_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def hours_words(length: timedelta) -> str:
    """Say a length in whole hours."""
    hours = round(length / timedelta(hours=1))
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def zone_words(zone: str) -> str:
    """Give what people call a time zone."""
    known = dict(_usual())
    return known.get(zone) or _("%(place)s time") % {"place": zone.rsplit("/", 1)[-1].replace("_", " ")}


def zone_options(*, chosen: str, clinic: str) -> tuple[Option, ...]:
    """Give the time zones to choose from: those of the country, the clinic's and the one that is shown."""
    zones = dict.fromkeys([name for name, _words in _usual()])
    zones |= dict.fromkeys([clinic, chosen])
    return tuple(Option(zone, zone_words(zone), zone == chosen) for zone in zones)


def differs(*, zone: str, clinic_zone: str, at: datetime) -> bool:
    """Say whether two clocks show different times at a moment."""
    return at.astimezone(ZoneInfo(zone)).utcoffset() != at.astimezone(ZoneInfo(clinic_zone)).utcoffset()


def _usual() -> tuple[tuple[str, str], ...]:
    return (
        ("America/New_York", _("Eastern time (New York)")),
        ("America/Chicago", _("Central time (Chicago)")),
        ("America/Denver", _("Mountain time (Denver)")),
        ("America/Phoenix", _("Arizona time (Phoenix)")),
        ("America/Los_Angeles", _("Pacific time (Los Angeles)")),
        ("America/Anchorage", _("Alaska time (Anchorage)")),
        ("Pacific/Honolulu", _("Hawaii time (Honolulu)")),
        ("America/Puerto_Rico", _("Atlantic time (Puerto Rico)")),
        ("Pacific/Guam", _("Guam time")),
    )
