"""Every read. What the public sees has no field for a visitor's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .facts import Outcome, WrongFact
from .models import Report

# What was settled longer ago says little of the record as it is now.
SETTLED_SHOWN_DAYS = 365


@dataclass(frozen=True)
class SaidWrong:
    """
    What the public sees of the reports of one fact of one clinician.

    `said_date` is when the first of those that wait came in, or, where all are settled, the latest of them; `times`
    counts those that wait, and is 0 where none does. `settled_date` and `outcome` are of the latest that was settled.
    """

    npi: str
    wrong: WrongFact
    said_date: date
    times: int
    settled_date: date | None
    outcome: Outcome | None


@dataclass(frozen=True)
class WaitingReport:
    """One report that waits, with the visitor's words: for whoever runs the site alone."""

    number: int
    npi: str
    wrong: WrongFact
    shown: str
    words: str
    reported_at: datetime


def said_wrong(*, npis: Iterable[str], now: datetime) -> dict[str, tuple[SaidWrong, ...]]:
    """Give what is said to be wrong about each of some clinicians, in the order of `WrongFact`; one query."""
    rows = Report.objects.filter(npi__in=tuple(npis)).defer("words", "shown").order_by("reported_at", "pk")
    by_fact: dict[tuple[str, WrongFact], list[Report]] = {}
    for row in rows:
        by_fact.setdefault((row.npi, WrongFact(row.wrong)), []).append(row)
    found: dict[str, tuple[SaidWrong, ...]] = {}
    for (npi, wrong), reports in sorted(by_fact.items(), key=lambda each: _place(each[0][1])):
        said = _said(npi=npi, wrong=wrong, reports=reports, oldest=now - timedelta(days=SETTLED_SHOWN_DAYS))
        found[npi] = (*found.get(npi, ()), *([said] if said else []))
    return {npi: facts for npi, facts in found.items() if facts}


def _place(wrong: WrongFact) -> int:
    return tuple(WrongFact).index(wrong)


def _said(*, npi: str, wrong: WrongFact, reports: list[Report], oldest: datetime) -> SaidWrong | None:
    waiting = [report for report in reports if report.settled_at is None]
    settled = [(report.settled_at, report) for report in reports if report.settled_at and report.settled_at >= oldest]
    if not (waiting or settled):
        return None
    latest_at, latest = max(settled, key=lambda each: (each[0], each[1].pk), default=(None, None))
    first = waiting[0] if waiting else latest
    return SaidWrong(
        npi=npi,
        wrong=wrong,
        said_date=(first or reports[-1]).reported_at.date(),
        times=len(waiting),
        settled_date=latest_at.date() if latest_at else None,
        outcome=Outcome(latest.outcome) if latest else None,
    )


def waiting() -> tuple[WaitingReport, ...]:
    """Give all reports that wait, the oldest first."""
    rows = Report.objects.filter(settled_at=None).order_by("reported_at", "pk")
    return tuple(
        WaitingReport(row.pk, row.npi, WrongFact(row.wrong), row.shown, row.words, row.reported_at) for row in rows
    )
