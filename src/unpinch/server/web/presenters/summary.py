"""The visit summary on our pages: the sheet itself, what is on it, who has it and who has looked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from unpinch import navigator
from unpinch.kernel import CareLevel
from unpinch.navigator import SummaryChoice, VisitSummary
from unpinch.server.accounts.queries import Person
from unpinch.server.booking import summary_queries
from unpinch.server.booking.summary_queries import KeptSummary

from .care import CarePanel, care_panel

# Outside of these the fonts of the file have few letters: Latin, Greek, Cyrillic, punctuation and signs.
_NOT_IN_THE_FILE = re.compile(r"[^\u0000-\u058f\u1e00-\u218f]")
# As many characters fit on a sheet in 8.5 and in 7.5 points; the longest sheet there can be has some 8,000.
_MANY, _VERY_MANY = 3800, 5200
_ID = re.compile(r'(\bid="|href="#|url\(#)')


@dataclass(frozen=True)
class SheetChart:
    """One drawing, to stand in a page beside others."""

    svg: SafeString
    says: str


@dataclass(frozen=True)
class Sheet:
    """
    The page as it is printed.

    `letters` is how small they must be for one sheet: `""`, `small` or `smallest`. Where the file `lacks_letters`, the
    browser's print has them.
    """

    summary: VisitSummary
    charts: tuple[SheetChart, ...]
    letters: str
    lacks_letters: bool


@dataclass(frozen=True)
class VisitChoice:
    """A visit to come that a summary can go with."""

    id: int
    clinician: str
    starts_at: datetime
    zone: str
    is_chosen: bool


@dataclass(frozen=True)
class KeptPage:
    """A kept summary with all that its person can do with it."""

    id: int
    kept_at: datetime
    sheet: Sheet | None
    visit: VisitChoice | None
    visits: tuple[VisitChoice, ...]
    shares: tuple[summary_queries.ShareStanding, ...]
    looks: tuple[tuple[str, datetime, bool], ...]
    days_after_the_visit: int = summary_queries.DAYS_AFTER_THE_VISIT


def made_summary(reading: navigator.Reading, *, choice: SummaryChoice, made_date: date) -> VisitSummary:
    """Make the summary of a reading in the language of the page."""
    return navigator.visit_summary(
        reading=reading, choice=choice, made_date=made_date, language=get_language() or "en", gettext=_
    )


def emergency_of(reading: navigator.Reading) -> CarePanel | None:
    """Give what to do now, where the story is an emergency."""
    return care_panel(reading.triage) if reading.triage.level is CareLevel.EMERGENCY_NOW else None


def sheet_of(summary: VisitSummary) -> Sheet:
    """Give a summary with its drawings, each under ids of its own: a page holds several."""
    return Sheet(
        summary=summary,
        letters=_letters(summary),
        lacks_letters=any(_NOT_IN_THE_FILE.search(typed) for typed in _typed(summary)),
        charts=tuple(
            SheetChart(svg=SafeString(_ID.sub(rf"\1{chart.view}-", chart.svg)), says=chart.says)
            for chart in navigator.summary_charts(summary=summary, gettext=_)
        ),
    )


def _typed(summary: VisitSummary) -> list[str]:
    quotes = [line.quote for section in summary.sections for line in section.lines]
    return [summary.name, *(section.typed for section in summary.sections), *quotes]


def _letters(summary: VisitSummary) -> str:
    """Say how small the letters of the print are; a browser cannot try sizes as the file does."""
    sections = (*summary.sections, *([summary.leads] if summary.leads else []))
    characters = sum(len(section.typed) + len(section.heading) for section in sections)
    characters += sum(
        len(line.words) + len(line.quote) + len(line.source[:30]) for one in sections for line in one.lines
    )
    return "" if characters < _MANY else "small" if characters < _VERY_MANY else "smallest"


def kept_summary(kept: KeptSummary) -> VisitSummary | None:
    """Read what was kept; None where another version wrote it."""
    try:
        return navigator.read_summary(document=kept.document)
    except navigator.UnreadableSummary:
        return None


def kept_page(kept: KeptSummary, *, now: datetime) -> KeptPage:
    """Give the page of a kept summary."""
    summary = kept_summary(kept)
    visits = visit_choices(person=kept.person, chosen=kept.booking_id, now=now)
    return KeptPage(
        id=kept.pk,
        kept_at=kept.kept_at,
        sheet=sheet_of(summary) if summary else None,
        visit=_visit(kept.booking, chosen=kept.booking_id) if kept.booking else None,
        visits=visits,
        shares=summary_queries.shares_of(summary=kept, now=now),
        looks=tuple((one.name, one.looked_at, one.share_id is None) for one in summary_queries.looks_at(summary=kept)),
    )


def visit_choices(*, person: Person, chosen: int | None, now: datetime) -> tuple[VisitChoice, ...]:
    """Give the visits to come of somebody, the next first."""
    return tuple(_visit(one, chosen=chosen) for one in summary_queries.bookable_for(person=person, now=now))


def _visit(booking: summary_queries.Booking, *, chosen: int | None) -> VisitChoice:
    return VisitChoice(
        id=booking.pk,
        clinician=str(booking.desk.clinician),
        starts_at=booking.starts_at,
        zone=booking.desk.clinic.zone,
        is_chosen=booking.pk == chosen,
    )
