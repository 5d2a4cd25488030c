"""Files of two-arm studies, one row a study: which form they have, and the effects of their rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import synthesis
from ._study_cells import BadStudyFile, StudyRow, StudyTable, WrongMeasure, read_table

EFFECTS = ("yi", "vi")
MEANS = ("m1", "sd1", "n1", "m2", "sd2", "n2")
EVENTS = ("a", "n1", "c", "n2")
_MEASURES = {EFFECTS: (), MEANS: ("MD", "SMD", "ROM"), EVENTS: ("RR", "OR", "RD")}
_NAME_COLUMN = "study"


@dataclass(frozen=True)
class StudyEffects:
    """
    The effects of a file of studies.

    Attributes
    ----------
    file
        Its name.
    measure
        Of the effects, for a file with `yi,vi` whatever was said they are; None where nothing was.
    names, rows
        k names (column `study`, or the row), and the rows of the file.
    yi, vi
        Shape (k,), effects (ratios as logarithms) and sampling variances.
    warnings
        Sentences about what was done to the numbers, or may be wrong with them.
    """

    file: str
    measure: str | None
    names: tuple[str, ...]
    rows: tuple[int, ...]
    yi: NDArray[np.float64]
    vi: NDArray[np.float64]
    warnings: tuple[str, ...]


def read_studies(*, path: Path, measure: str | None = None) -> StudyEffects:
    """
    Read a file of studies and compute their effects.

    Parameters
    ----------
    path
        CSV with one row a study and the columns `yi,vi` (effect and its variance), `m1,sd1,n1,m2,sd2,n2` (means, SDs
        and people of two arms) or `a,n1,c,n2` (events and people). Other columns are left aside, except that `study`
        names the rows.
    measure
        `MD`, `SMD` or `ROM` for means, `RR`, `OR` or `RD` for events; not needed for effects.

    Raises
    ------
    BadStudyFile
        If the file cannot be read, lacks columns or has those of two forms, or a row cannot be used (says which).
    WrongMeasure
        If the columns do not allow the measure, or need one and there is none.
    """
    table = read_table(path=path)
    form = _form(table)
    _check_measure(measure, form=form, file=table.file)
    rows = table.rows
    columns = {name: [row.number_of(name) for row in rows] for name in form}
    effects = _effects(columns, measure=measure, form=form, table=table)
    return StudyEffects(
        file=table.file,
        measure=measure,
        names=tuple(_name(row) for row in rows),
        rows=tuple(row.number for row in rows),
        yi=effects.yi,
        vi=effects.vi,
        warnings=tuple(_warnings(rows, effects=effects, measure=measure, form=form)),
    )


def _form(table: StudyTable) -> tuple[str, ...]:
    """Find the one form whose columns are all there."""
    there = [form for form in _MEASURES if set(form) <= set(table.columns)]
    if len(there) > 1:
        both = " and ".join(",".join(form) for form in there)
        raise BadStudyFile(f"{table.file}, row 1: it has the columns of two forms, {both}. Leave those of one.")
    if not there:
        forms = "; ".join(",".join(form) for form in _MEASURES)
        nearest = max(_MEASURES, key=lambda form: len(set(form) & set(table.columns)) / len(form))
        missing = [column for column in nearest if column not in table.columns]
        missed = "" if len(missing) == len(nearest) else f" {', '.join(missing)} is missing for the nearest."
        raise BadStudyFile(f"{table.file}, row 1: it has none of the forms {forms}.{missed} Add the columns.")
    return there[0]


def _check_measure(measure: str | None, *, form: tuple[str, ...], file: str) -> None:
    allowed = _MEASURES[form]
    if not allowed:
        return
    choices = " or ".join((", ".join(allowed[:-1]), allowed[-1]))
    if measure is None:
        raise WrongMeasure(f"{file} has the columns {','.join(form)}: add --measure {choices}.")
    if measure not in allowed:
        raise WrongMeasure(f"{measure} cannot be had from the columns {','.join(form)} of {file}: take {choices}.")


def _effects(
    columns: dict[str, list[float]], *, measure: str | None, form: tuple[str, ...], table: StudyTable
) -> synthesis.Effects:
    """Compute the effects, and put the row of the file where the message has the number of the study."""
    try:
        if form == MEANS:
            return synthesis.continuous_effects(measure=measure or "", **columns)
        if form == EVENTS:
            return synthesis.binary_effects(measure=measure or "", **columns)
        return synthesis.given_effects(**columns)
    except synthesis.BadStudy as wrong:
        raise table.rows[wrong.study - 1].wrong(wrong.reason) from None


def _name(row: StudyRow) -> str:
    return row.cells.get(_NAME_COLUMN) or f"row {row.number}"


def _warnings(
    rows: tuple[StudyRow, ...], *, effects: synthesis.Effects, measure: str | None, form: tuple[str, ...]
) -> list[str]:
    said = []
    if form == EFFECTS and measure:
        said.append(f"yi and vi are taken as they are; {measure} only names them.")
    if effects.corrected:
        corrected = [rows[study - 1].number for study in effects.corrected]
        said.append(f"0.5 was added to each of the four cells of {_rows(corrected)}: a cell is 0.")
    if form == MEANS:
        without_spread = [row.number for row in rows if 0.0 in {row.number_of("sd1"), row.number_of("sd2")}]
        said += [f"An SD of {_rows(without_spread)} is 0: look whether it is one."] if without_spread else []
    same: dict[str, list[StudyRow]] = defaultdict(list)
    for row in rows:
        same[_name(row).casefold()].append(row)
    for alike in (alike for alike in same.values() if len(alike) > 1):
        named = _rows([row.number for row in alike])
        said.append(f'{named} are called "{_name(alike[0])}": the same people must not be counted twice.')
    return said


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
