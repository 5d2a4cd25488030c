"""Single facts the model stands on, by their ids; a missing one says so."""

from __future__ import annotations

from unpinch import knowledge


def prevalence_row(row_id: str) -> knowledge.Prevalence:
    """
    Give one row of `prevalence.csv`.

    Raises
    ------
    knowledge.BadFact
        If it is not there.
    """
    found = next((row for row in knowledge.prevalence() if row.id == row_id), None)
    if found is None:
        raise knowledge.BadFact(f"prevalence.csv: the pattern fit needs the row {row_id}. Put it back.")
    return found


def least_share(row_id: str) -> float:
    """
    Give the lower end of one row of `prevalence.csv`, as a fraction.

    Raises
    ------
    knowledge.BadFact
        If the row or its number is not there.
    """
    low = prevalence_row(row_id).low
    if low is None:
        raise knowledge.BadFact(f"prevalence.csv, {row_id}, low: the pattern fit needs a number here. Fill it in.")
    return low


def finding_row(row_id: str) -> knowledge.DiagnosticFinding:
    """
    Give one row of `diagnostic_findings.csv`.

    Raises
    ------
    knowledge.BadFact
        If it is not there.
    """
    found = next((row for row in knowledge.diagnostic_findings() if row.id == row_id), None)
    if found is None:
        raise knowledge.BadFact(f"diagnostic_findings.csv: the pattern fit needs the row {row_id}. Put it back.")
    return found
