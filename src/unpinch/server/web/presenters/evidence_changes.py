"""What changed in the evidence, when, and which facts are to be read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unpinch import evidence

# Beyond a quarter of a year nobody plans to read a source again.
WITHIN_DAYS = 90
SHOWN_DUE = 100


@dataclass(frozen=True)
class ChangeRow:
    """One change in what people are told."""

    changed: str
    what: str
    why: str
    source: str


@dataclass(frozen=True)
class StateRow:
    """How fresh the facts of one file are."""

    file: str
    facts: int
    read: str
    due: str
    overdue: int


@dataclass(frozen=True)
class DueRow:
    """One fact whose source is to be read again."""

    place: str
    id: str
    source: str
    due: str
    is_overdue: bool


@dataclass(frozen=True)
class ChangesPage:
    """All of the page; `due_count` counts all that are due, of which the first are shown."""

    changes: tuple[ChangeRow, ...]
    states: tuple[StateRow, ...]
    due: tuple[DueRow, ...]
    due_count: int
    overdue_count: int
    within_days: int


def changes_page(*, today: date) -> ChangesPage:
    """Give the page as of a day."""
    due = evidence.due_facts(today=today, within_days=WITHIN_DAYS)
    return ChangesPage(
        changes=tuple(
            ChangeRow(change.changed_date.isoformat(), change.what, change.why, change.source_url)
            for change in evidence.changes()
        ),
        states=tuple(_state(state) for state in evidence.review_states(today=today)),
        due=tuple(_due(fact, today) for fact in due[:SHOWN_DUE]),
        due_count=len(due),
        overdue_count=sum(fact.next_review_date < today for fact in due),
        within_days=WITHIN_DAYS,
    )


def _state(state: evidence.ReviewState) -> StateRow:
    days = dict.fromkeys((state.checked_first.isoformat(), state.checked_last.isoformat()))
    return StateRow(state.file, state.facts, " - ".join(days), state.next_due.isoformat(), state.overdue)


def _due(fact: evidence.DueFact, today: date) -> DueRow:
    return DueRow(
        place=f"{fact.file}, {fact.row}",
        id=fact.id,
        source=fact.source_url,
        due=fact.next_review_date.isoformat(),
        is_overdue=fact.next_review_date < today,
    )
