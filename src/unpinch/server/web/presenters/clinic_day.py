"""A day and a week of a desk: what is booked, kept free of visits, and open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.scheduling import BookingState
from unpinch.server.booking.desk_queries import Booking

from .clinic_words import STATES
from .clock import day_words, span_words

if TYPE_CHECKING:
    from unpinch.server.web.clinic_desk import AtDesk


@dataclass(frozen=True)
class Entry:
    """Something in the calendar of a desk; `kind` is visit, blocked or busy."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    when: str
    title: str
    detail: str = ""
    href: str = ""
    id: int = 0
    state: str = ""
    state_words: str = ""
    state_look: str = ""
    video: str = ""
    can_be_marked: bool = False
    is_now: bool = False
    has_summary: bool = False


@dataclass(frozen=True)
class Day:
    """A day of a desk."""

    date: date
    name: str
    href: str
    is_today: bool
    open_words: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def summary(self) -> str:
        """Say how many visits there are."""
        count = sum(entry.kind == "visit" and entry.state in _TAKING_PLACE for entry in self.entries)
        return ngettext("%(count)d visit", "%(count)d visits", count) % {"count": count} if count else _("No visits")


_TAKING_PLACE = {BookingState.CONFIRMED.value, BookingState.ATTENDED.value, BookingState.NO_SHOW.value}


def visit_entry(booking: Booking, *, at: AtDesk, now: datetime, has_summary: bool = False) -> Entry:
    """Give a booking as the calendar shows it."""
    words, look = STATES[booking.state]
    held = booking.state == BookingState.HELD.value
    return Entry(
        kind="visit",
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        when=span_words(booking.starts_at, booking.ends_at, zone=at.zone),
        # Who only looks at a time has not given their name to the clinic yet.
        title=_("Somebody is choosing this time now") if held else booking.person.name,
        detail=", ".join(filter(None, (booking.visit.name, booking.room.name if booking.room else ""))),
        href="" if held else at.address("clinic_booking", booking.pk),
        id=booking.pk,
        state=booking.state,
        state_words=str(words),
        state_look=look,
        video=booking.visit.telehealth_link if booking.state in _TAKING_PLACE and now < booking.ends_at else "",
        can_be_marked=booking.state == BookingState.CONFIRMED.value and booking.starts_at <= now,
        is_now=booking.starts_at <= now < booking.ends_at and booking.state in _TAKING_PLACE,
        has_summary=has_summary,
    )


def plain_entry(kind: str, period: Period, *, title: str, zone: ZoneInfo, id: int = 0) -> Entry:
    """Give a time in which nobody can be booked."""
    return Entry(
        kind=kind,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        when=span_words(period.starts_at, period.ends_at, zone=zone),
        title=title,
        id=id,
    )


def days(
    *,
    at: AtDesk,
    first: date,
    count: int,
    hours: scheduling.OpeningHours,
    entries: Iterable[Entry],
    now: datetime,
) -> tuple[Day, ...]:
    """Give days in order, each with what begins, or goes on, in it."""
    ordered = sorted(entries, key=lambda entry: (entry.starts_at, entry.kind, entry.id))
    return tuple(
        _day(first + timedelta(days=number), at=at, hours=hours, entries=ordered, now=now) for number in range(count)
    )


def _day(day: date, *, at: AtDesk, hours: scheduling.OpeningHours, entries: list[Entry], now: datetime) -> Day:
    whole = at.days(day, 1)
    opened = scheduling.open_periods(hours=hours, first_date=day, latest_date=day)
    return Day(
        date=day,
        name=day_words(day),
        href=at.address("clinic", day=day.isoformat()),
        is_today=day == at.today(now),
        open_words=tuple(span_words(one.starts_at, one.ends_at, zone=at.zone) for one in opened),
        entries=tuple(
            entry for entry in entries if entry.starts_at < whole.ends_at and entry.ends_at > whole.starts_at
        ),
    )
