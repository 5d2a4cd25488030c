"""One fact by its id, so that an article can compute its numbers when the page is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from unpinch import knowledge
from unpinch.kernel import UnpinchError
from unpinch.knowledge import Claim, Row, Trial

from ._effects import effect
from ._facts import guideline_fact, speed_fact
from ._harms import harm_fact
from ._model import Effect, GuidelineFact, HarmFact, SpeedFact

AnyRow = TypeVar("AnyRow", bound=Row)


class UnknownFact(UnpinchError):
    """No fact has this id; the message names the file to look in."""


def pooled(*, id: str, condition: str = "sciatica") -> Effect:
    """
    Give one published pooled result, as seen from a condition (`direct` depends on it).

    Raises
    ------
    UnknownFact
        If `pooled_results.csv` has no such id.
    """
    return effect(row=_row(knowledge.pooled_results(), id=id, file="pooled_results.csv"), condition=condition)


def harm(*, id: str) -> HarmFact:
    """
    Give one harm, per 1,000 where a rate is known.

    Raises
    ------
    UnknownFact
        If `harms.csv` has no such id.
    """
    return harm_fact(row=_row(knowledge.harms(), id=id, file="harms.csv"))


def time_fact(*, id: str, condition: str = "sciatica") -> SpeedFact:
    """
    Give one fact about how soon, how long or how it goes.

    Raises
    ------
    UnknownFact
        If `time_course.csv` has no such id.
    """
    return speed_fact(row=_row(knowledge.time_course(), id=id, file="time_course.csv"), condition=condition)


def guideline(*, id: str, condition: str = "sciatica") -> GuidelineFact:
    """
    Give what one guideline says of one treatment.

    Raises
    ------
    UnknownFact
        If `guidelines.csv` has no such id.
    """
    return guideline_fact(row=_row(knowledge.guidelines(), id=id, file="guidelines.csv"), condition=condition)


def claim(*, id: str) -> Claim:
    """
    Give one claim of clinics with our verdict.

    Raises
    ------
    UnknownFact
        If `claims.csv` has no such id.
    """
    return _row(knowledge.claims(), id=id, file="claims.csv")


def trial(*, id: str) -> Trial:
    """
    Give one row of a trial, as published.

    Raises
    ------
    UnknownFact
        If `trials.csv` has no such id.
    """
    return _row(knowledge.trials(), id=id, file="trials.csv")


def _row(rows: Iterable[AnyRow], *, id: str, file: str) -> AnyRow:
    for row in rows:
        if row.key == id:
            return row
    raise UnknownFact(f"{file} has no row {id!r}. Use an id that is there.")
