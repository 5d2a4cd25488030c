"""The days and times that can be booked with one clinician."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch.scheduling import Slot
from unpinch.server.booking.person_queries import VisitOffered

from .times import Moment, Option, day_words, differs, moment, zone_options, zone_words

# A page shows so many days that have free times, and a link leads on.
DAYS_A_PAGE = 5


@dataclass(frozen=True)
class Day:
    """One day with its free times."""

    words: str
    id: str
    times: tuple[Moment, ...]


@dataclass(frozen=True)
class Asked:
    """What the address of the page asks for: a kind of visit, from which day on, and which visit is to move."""

    npi: str
    visit_id: int
    first_date: date | None = None
    change: str = ""
    zone: str = ""

    def address(self, **other: str | int) -> str:
        """Give the address of the same page with something else asked for."""
        kept = {"visit": self.visit_id, "change": self.change, "zone": self.zone} | other
        query = urlencode({name: value for name, value in kept.items() if value})
        return reverse("book", args=[self.npi]) + (f"?{query}" if query else "")


@dataclass(frozen=True)
class BookPage:
    """All of the page; `earlier` and `later` are addresses, empty where there is nothing that way."""

    visit: VisitOffered
    visits: tuple[tuple[str, str, bool], ...]
    facts: tuple[tuple[str, str], ...]
    notice: str
    days: tuple[Day, ...]
    earlier: str
    later: str
    zone: str
    zone_words: str
    clinic_clock: str
    zones: tuple[Option, ...]
    waiting: str
    horizon: str


def book_page(
    *, visits: Sequence[VisitOffered], slots: Sequence[Slot], asked: Asked, zone: str, now: datetime
) -> BookPage:
    """Give the page: a week of days that have something free, from the day that was asked for."""
    visit = next(one for one in visits if one.id == asked.visit_id)
    by_day = _by_day(slots, zone=zone)
    days = sorted(by_day)
    first = next((place for place, day in enumerate(days) if asked.first_date and day >= asked.first_date), 0)
    if asked.first_date and days and asked.first_date > days[-1]:
        first = max(0, len(days) - DAYS_A_PAGE)
    shown = days[first : first + DAYS_A_PAGE]
    return BookPage(
        visit=visit,
        visits=tuple((asked.address(visit=one.id), visit_words(one), one.id == visit.id) for one in visits),
        facts=visit_facts(visit),
        notice=notice_words(visit.notice_hours),
        days=tuple(_day(day, by_day[day], zone=zone, clinic_zone=visit.zone) for day in shown),
        earlier=asked.address(**{"from": days[max(0, first - DAYS_A_PAGE)].isoformat()}) if first else "",
        later=asked.address(**{"from": days[first + DAYS_A_PAGE].isoformat()})
        if len(days) > first + DAYS_A_PAGE
        else "",
        zone=zone,
        zone_words=zone_words(zone),
        clinic_clock=zone_words(visit.zone) if differs(zone=zone, clinic_zone=visit.zone, at=now) else "",
        zones=zone_options(chosen=zone, clinic=visit.zone),
        waiting=reverse("waiting", args=[visit.id]) + (f"?change={asked.change}" if asked.change else ""),
        horizon=_horizon(visit.horizon_days),
    )


def _by_day(slots: Sequence[Slot], *, zone: str) -> dict[date, list[datetime]]:
    clock, found = ZoneInfo(zone), dict[date, list[datetime]]()
    for slot in slots:
        found.setdefault(slot.starts_at.astimezone(clock).date(), []).append(slot.starts_at)
    return found


def _day(day: date, starts: list[datetime], *, zone: str, clinic_zone: str) -> Day:
    return Day(
        day_words(day), f"day-{day.isoformat()}", tuple(moment(at, zone=zone, clinic_zone=clinic_zone) for at in starts)
    )


def _horizon(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def visit_words(visit: VisitOffered) -> str:
    """Say a kind of visit in a line: what it is called, how long it takes, and where."""
    where = _("by video") if visit.by_video else visit.clinic
    return _("%(name)s, %(minutes)d minutes, %(where)s") % {
        "name": visit.name,
        "minutes": visit.minutes,
        "where": where,
    }


def visit_facts(visit: VisitOffered) -> tuple[tuple[str, str], ...]:
    """Give what to know before choosing."""
    return (
        (_("With"), visit.clinician),
        (_("Where"), _("By video, from %(clinic)s") % {"clinic": visit.clinic} if visit.by_video else visit.clinic),
        (_("How long"), _("%(minutes)d minutes") % {"minutes": visit.minutes}),
    )


def notice_words(hours: int) -> str:
    """Say how early the clinic wants to know."""
    if not hours:
        return _("You can change or cancel until the visit begins.")
    words = ngettext(
        "Change or cancel at least %(count)d hour before. Later you still can, and the clinic sees that it was late.",
        "Change or cancel at least %(count)d hours before. Later you still can, and the clinic sees that it was late.",
        hours,
    )
    return words % {"count": hours}
