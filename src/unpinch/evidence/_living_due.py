"""Facts whose source is to be read again, and what the evidence page says of dates and changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from unpinch import knowledge


@dataclass(frozen=True)
class DueFact:
    """A fact whose source is to be read again by `next_review_date`; overdue from the day after."""

    file: str
    row: int
    id: str
    source_url: str
    checked_date: date
    next_review_date: date


@dataclass(frozen=True)
class ReviewState:
    """
    How fresh the facts of one file are, for the evidence page.

    `checked_first` and `checked_last` are the earliest and the latest day on which a source was read, `next_due` the
    earliest day by which one is to be read again; `overdue` counts the facts whose day has passed.
    """

    file: str
    facts: int
    checked_first: date
    checked_last: date
    next_due: date
    overdue: int


def due_facts(
    *, today: date, within_days: int = 0, facts: Iterable[knowledge.PlacedFact] | None = None
) -> tuple[DueFact, ...]:
    """
    Give the facts whose review date has passed, the longest overdue first.

    Parameters
    ----------
    today
        A fact is due from the day after its `next_review_date`.
    within_days
        Give also those that will be due so many days from now.
    facts
        None takes all facts of the knowledge files.

    Raises
    ------
    BadFact
        If a knowledge file does not load.
    """
    last_day = today + timedelta(days=within_days)
    found = [
        DueFact(
            each.file,
            each.row,
            each.fact.key,
            each.fact.source_url,
            each.fact.checked_date,
            each.fact.next_review_date,
        )
        for each in (knowledge.placed_facts() if facts is None else facts)
        if each.fact.next_review_date < last_day
    ]
    return tuple(sorted(found, key=lambda due: due.next_review_date))


def review_states(*, today: date) -> tuple[ReviewState, ...]:
    """
    Say for each file of facts how fresh they are, in the order of the files.

    Raises
    ------
    BadFact
        If a knowledge file does not load.
    """
    by_file: dict[str, list[knowledge.Fact]] = {}
    for placed in knowledge.placed_facts():
        by_file.setdefault(placed.file, []).append(placed.fact)
    return tuple(_state(file, facts, today) for file, facts in by_file.items())


def changes() -> tuple[knowledge.EvidenceChange, ...]:
    """
    Give what was changed in what people are told, the latest first; of one day, in the order of the file.

    Raises
    ------
    BadFact
        If the file does not load.
    """
    return tuple(sorted(knowledge.evidence_changes(), key=lambda change: change.changed_date, reverse=True))


def _state(file: str, facts: list[knowledge.Fact], today: date) -> ReviewState:
    checked = [fact.checked_date for fact in facts]
    return ReviewState(
        file=file,
        facts=len(facts),
        checked_first=min(checked),
        checked_last=max(checked),
        next_due=min(fact.next_review_date for fact in facts),
        overdue=sum(fact.next_review_date < today for fact in facts),
    )
