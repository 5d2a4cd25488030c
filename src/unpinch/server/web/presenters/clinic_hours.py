"""Days that differ from their weekdays, blocked times, and what the clock does next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .clock import clocks_change, moment_words, time_words, wall_words

if TYPE_CHECKING:
    from unpinch.server.web.clinic_desk import AtDesk


@dataclass(frozen=True)
class Line:
    """Something that can be taken back: `href` is where."""

    words: str
    detail: str
    href: str


def days_that_differ(rows: Iterable[Any], *, at: AtDesk) -> tuple[Line, ...]:
    """Give each day that differs, with its times."""
    return tuple(
        Line(
            words=date_format(day, "l, F j, Y"),
            detail=_times(list(times)),
            href=at.address("clinic_hours_day", day.isoformat()),
        )
        for day, times in groupby(rows, key=lambda row: row.date)
    )


def _times(rows: list[Any]) -> str:
    said = [
        _("%(from)s to %(to)s") % {"from": wall_words(row.opens), "to": wall_words(row.closes)}
        for row in rows
        if row.opens is not None
    ]
    return ", ".join(said) or _("Closed")


def blocked_lines(rows: Iterable[Any], *, at: AtDesk) -> tuple[Line, ...]:
    """Give the blocked times."""
    return tuple(
        Line(
            words=moment_words(row.starts_at, zone=at.zone),
            detail=_("until %(time)s") % {"time": time_words(row.ends_at, zone=at.zone)},
            href=at.address("clinic_unblock", row.pk),
        )
        for row in rows
    )


def clock_note(*, today: date, zone: ZoneInfo) -> str:
    """Say when the clocks change next, and what that does to the hours; nothing where they never do."""
    change = clocks_change(today=today, zone=zone)
    if change is None:
        return ""
    day, forward = change
    said = date_format(day, "l, F j, Y")
    if forward > timedelta(0):
        return _(
            "The clocks go forward on %(day)s. Your hours stay as they are on the wall; a time that this night does "
            "not have is moved on by as much as the clocks are."
        ) % {"day": said}
    return _(
        "The clocks go back on %(day)s. Your hours stay as they are on the wall; of a time that comes twice in this "
        "night, you open at the first and close at the second."
    ) % {"day": said}
