"""Files of studies with any number of arms, one row an arm: which form they have, and the arms of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import synthesis
from ._study_cells import BadStudyFile, StudyRow, StudyTable, WrongMeasure, read_table

NAMES = ("study", "treat")
ARM_MEANS = ("mean", "sd", "n")
ARM_EVENTS = ("event", "n")
_MEASURES = {ARM_MEANS: ("MD", "SMD"), ARM_EVENTS: ("OR", "RR", "RD")}


@dataclass(frozen=True)
class NetworkArms:
    """
    The arms of a file.

    Attributes
    ----------
    file
        Its name.
    arms
        Their effects.
    warnings
        Sentences about what was done to the numbers.
    """

    file: str
    arms: synthesis.ArmEffects
    warnings: tuple[str, ...]


def read_arms(*, path: Path, measure: str | None = None) -> NetworkArms:
    """
    Read a file of arms and compute their effects.

    Parameters
    ----------
    path
        CSV with one row an arm and the columns `study,treat,mean,sd,n` or `study,treat,event,n`. Other columns are left
        aside.
    measure
        `MD` or `SMD` for means, `OR`, `RR` or `RD` for events.

    Raises
    ------
    BadStudyFile
        If the file cannot be read, lacks columns or has those of two forms, a row cannot be used (says which), or the
        studies do not connect all treatments (says which parts there are).
    WrongMeasure
        If the columns do not allow the measure, or there is none.
    """
    table = read_table(path=path)
    form = _form(table)
    chosen = _measure(measure, form=form, file=table.file)
    study, treat = (_names(table.rows, column) for column in NAMES)
    columns = {name: [row.number_of(name) for row in table.rows] for name in form}
    try:
        if form == ARM_MEANS:
            arms = synthesis.arms_of_means(measure=chosen, study=study, treat=treat, **columns)
        else:
            arms = synthesis.arms_of_events(measure=chosen, study=study, treat=treat, **columns)
    except synthesis.BadArm as wrong:
        raise table.rows[wrong.arm - 1].wrong(wrong.reason) from None
    except synthesis.BadStudies as wrong:
        raise BadStudyFile(f"{table.file}: {wrong}") from None
    return NetworkArms(file=table.file, arms=arms, warnings=_warnings(arms, study=study, rows=table.rows))


def _form(table: StudyTable) -> tuple[str, ...]:
    """Find the one form whose columns are all there."""
    forms = "; ".join(",".join(NAMES + form) for form in _MEASURES)
    there = [form for form in _MEASURES if set(form) <= set(table.columns)]
    if len(there) > 1:
        raise BadStudyFile(f"{table.file}, row 1: it has the columns of two forms, {forms}. Leave those of one.")
    nearest = there[0] if there else (ARM_EVENTS if "event" in table.columns else ARM_MEANS)
    missing = [column for column in NAMES + nearest if column not in table.columns]
    if missing:
        raise BadStudyFile(
            f"{table.file}, row 1: {', '.join(missing)} is missing. One row an arm has the columns {forms}."
        )
    return nearest


def _measure(measure: str | None, *, form: tuple[str, ...], file: str) -> str:
    allowed = _MEASURES[form]
    choices = " or ".join((", ".join(allowed[:-1]), allowed[-1]))
    columns = ",".join(NAMES + form)
    if measure is None:
        raise WrongMeasure(f"{file} has the columns {columns}: add --measure {choices}.")
    if measure not in allowed:
        raise WrongMeasure(f"{measure} cannot be had from the columns {columns} of {file}: take {choices}.")
    return measure


def _names(rows: Sequence[StudyRow], column: str) -> list[str]:
    """Give the names in a column; one name written in two ways would count as two."""
    names, first = [], dict[str, tuple[str, int]]()
    for row in rows:
        name = " ".join(row.text_of(column).split())
        seen, number = first.setdefault(name.casefold(), (name, row.number))
        if seen != name:
            raise row.wrong(f'{column} is "{name}", but "{seen}" in row {number}. Write the name in one way.')
        names.append(name)
    return names


def _warnings(arms: synthesis.ArmEffects, *, study: Sequence[str], rows: Sequence[StudyRow]) -> tuple[str, ...]:
    """Say to which studies 0.5 was added, and in which rows of the file they are."""
    return tuple(
        f'0.5 was added to both cells of each arm of "{name}" ({_rows(name, study=study, rows=rows)}): a cell is 0.'
        for name in arms.corrected
    )


def _rows(name: str, *, study: Sequence[str], rows: Sequence[StudyRow]) -> str:
    *before, latest = [str(row.number) for of, row in zip(study, rows, strict=True) if of == name]
    return f"rows {', '.join(before)} and {latest}"
