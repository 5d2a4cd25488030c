"""Opening hours on the wall clock of a clinic, and the periods that they come to on certain days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from unpinch.kernel import Period

from ._errors import BadHours

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MIDNIGHT = time(0)


@dataclass(frozen=True, order=True)
class OpenTime:
    """
    From `opens` to `closes` on the wall clock of one day; `closes` at 00:00 is the midnight that ends the day.

    Raises
    ------
    BadHours
        If it closes before it opens, or a time has a zone of its own.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise BadHours("Opening hours are on the clinic's clock. Give them without a time zone.")
        if self.closes != _MIDNIGHT and self.closes <= self.opens:
            raise BadHours(
                f"{self.opens:%H:%M} to {self.closes:%H:%M} closes before it opens. For a night, give two times: until "
                "00:00, and from 00:00 of the next day."
            )


@dataclass(frozen=True)
class OpeningHours:
    """
    The hours of a week and the days that differ.

    Parameters
    ----------
    zone
        Name of a time zone, `America/New_York`.
    week
        For each weekday, Monday first, its open times; none where closed.
    exceptions
        Days with other hours than their weekday's; none of them where closed.

    Raises
    ------
    BadHours
        If there is no such zone, there are not seven days, or two open times of a day overlap.
    """

    zone: str
    week: tuple[tuple[OpenTime, ...], ...]
    exceptions: tuple[tuple[date, tuple[OpenTime, ...]], ...] = ()

    def __post_init__(self) -> None:
        _zone(self.zone)
        if len(self.week) != len(_WEEKDAYS):
            raise BadHours(f"A week has seven days, and here are {len(self.week)}. Give each, empty where closed.")
        named: list[tuple[str, tuple[OpenTime, ...]]] = list(zip(_WEEKDAYS, self.week, strict=True))
        for name, times in [*named, *((f"{day}", times) for day, times in self.exceptions)]:
            _refuse_overlaps(name=name, times=times)
        if len(dict(self.exceptions)) < len(self.exceptions):
            raise BadHours("One day is there twice among the exceptions. Give all its hours in one.")

    def on(self, day: date) -> tuple[OpenTime, ...]:
        """Give the open times of a day."""
        return dict(self.exceptions).get(day, self.week[day.weekday()])


def open_periods(*, hours: OpeningHours, first_date: date, latest_date: date) -> tuple[Period, ...]:
    """
    Give when a clinic is open from one day to another, both included, in order; what meets at midnight is joined.

    Where clocks change: a time that does not exist that night is read as far after the change as it stands after the
    begin of the gap (02:30 becomes 03:30); of a time that comes twice, opening takes the first and closing the second.
    """
    zone, exceptions = _zone(hours.zone), dict(hours.exceptions)
    days = (first_date + timedelta(days=number) for number in range((latest_date - first_date).days + 1))
    found = (
        Period(starts_at, ends_at)
        for day in days
        for open_time in sorted(exceptions.get(day, hours.week[day.weekday()]))
        for starts_at, ends_at in [_moments(day=day, open_time=open_time, zone=zone)]
        # An hour that the clock skips has no length.
        if starts_at < ends_at
    )
    return tuple(_joined(found))


def _moments(*, day: date, open_time: OpenTime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    closing_day = day + timedelta(days=1) if open_time.closes == _MIDNIGHT else day
    opens = datetime.combine(day, open_time.opens, tzinfo=zone).astimezone(UTC)
    closes = datetime.combine(closing_day, open_time.closes, tzinfo=zone)
    # Of a time that comes twice the second is the later one. In a gap the first reading is: it counts with the offset
    # before the change, which keeps the distance.
    return opens, max(closes.astimezone(UTC), closes.replace(fold=1).astimezone(UTC))


def _joined(periods: Iterable[Period]) -> Iterator[Period]:
    waiting: Period | None = None
    for period in periods:
        if waiting and period.starts_at <= waiting.ends_at:
            waiting = Period(waiting.starts_at, max(waiting.ends_at, period.ends_at))
            continue
        if waiting:
            yield waiting
        waiting = period
    if waiting:
        yield waiting


def _refuse_overlaps(*, name: str, times: tuple[OpenTime, ...]) -> None:
    for earlier, later in pairwise(sorted(times)):
        if earlier.closes == _MIDNIGHT or later.opens < earlier.closes:
            raise BadHours(f"{name}: {_said(earlier)} and {_said(later)} overlap. Give times that do not.")


def _said(open_time: OpenTime) -> str:
    return f"{open_time.opens:%H:%M} to {open_time.closes:%H:%M}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadHours(f"There is no time zone {name!r:.60}. Give one such as America/New_York.") from None
