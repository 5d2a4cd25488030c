"""The rows of the files that keep the evidence alive, and every fact with its place."""

from __future__ import annotations

from dataclasses import dataclass

from ._fact import Fact
from ._files import FILES
from ._living import EvidenceChange, EvidenceSearch
from ._load import load


@dataclass(frozen=True)
class PlacedFact:
    """A fact and where it stands: its file, and its row as a spreadsheet counts (the header is row 1)."""

    file: str
    row: int
    fact: Fact


def evidence_searches() -> tuple[EvidenceSearch, ...]:
    """Give the stored searches."""
    return load(EvidenceSearch, "evidence_searches.csv")


def evidence_changes() -> tuple[EvidenceChange, ...]:
    """Give what was changed and when, in the order of the file."""
    return load(EvidenceChange, "evidence_changes.csv")


def placed_facts() -> tuple[PlacedFact, ...]:
    """
    Give every fact of every file, file by file in the order of the rows.

    Raises
    ------
    BadFact
        If a file does not load.
    """
    return tuple(
        PlacedFact(file=file, row=number, fact=row)
        for file, kind in FILES.items()
        for number, row in enumerate(load(kind, file), 2)
        if isinstance(row, Fact)
    )
