"""What a reference of a living article becomes when the page is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unpinch import knowledge
from unpinch.kernel import Text


@dataclass(frozen=True)
class DrawnSource:
    """
    Where a sentence was read: its address, the day it was last read, and what must be known beside it.

    `more` is the page of ours that shows how a number came about, empty where there is none.
    """

    address: str
    checked: str
    notes: tuple[str, ...] = ()
    more: str = ""


@dataclass(frozen=True)
class Drawn:
    """
    The words a reference stands for, with their sources.

    `checked` are the days on which the facts behind them were last read, and `signed` says that a clinician has signed
    each of them.
    """

    words: Text | str
    sources: tuple[DrawnSource, ...]
    checked: tuple[date, ...] = ()
    signed: bool = False


def drawn(words: Text | str, fact: knowledge.Fact, *notes: str) -> Drawn:
    """Say words that rest on one fact."""
    source = DrawnSource(fact.source_url, fact.checked_date.isoformat(), tuple(note for note in notes if note))
    return Drawn(words, (source,), (fact.checked_date,), bool(fact.checked_by))
