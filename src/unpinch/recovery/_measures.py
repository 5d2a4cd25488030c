"""Scores of questionnaires, with the published rule for answers that are missing, and changes that matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from unpinch import knowledge
from unpinch.knowledge import OutcomeMeasure, QuestionnaireItem

from ._errors import BadAnswer

# What each kind of answer may be, as a whole number: least and most.
_RANGES: dict[str, tuple[int, int]] = {
    "tick": (0, 1),
    "agree": (0, 1),
    # Not at all, slightly, moderately, very much, extremely.
    "bothersome": (0, 4),
    "pain_0_10": (0, 10),
    "interference_0_10": (0, 10),
    "change_1_7": (1, 7),
    "able_0_10": (0, 10),
}
# "Very much" and "extremely" count as bothered: https://physio-pedia.com/STarT_Back_Screening_Tool
_BOTHERED_FROM = 3
_DISTRESS_FROM_PLACE = 5
_HIGH_DISTRESS, _MEDIUM_TOTAL = 4, 4


class StartBackRisk(StrEnum):
    """How likely back pain is to last, by the STarT Back tool."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class Score:
    """
    One questionnaire filled in.

    `value` is in the units of the measure, None where answers are missing and no published rule gives a score without
    them; `missing` are the ids of those. `distress` and `risk` are of STarT Back alone.
    """

    measure: str
    value: float | None
    missing: tuple[str, ...] = ()
    distress: int | None = None
    risk: StartBackRisk | None = None


@dataclass(frozen=True)
class Change:
    """
    The way from one score to another: `points` towards the better end, `percent` of the first score.

    `matters` is None where no smallest change that matters is known.
    """

    points: float
    percent: float | None
    matters: bool | None


def measure_of(measure: str) -> OutcomeMeasure:
    """Give what is known of a measure."""
    return _measures()[measure]


def items_of(measure: str) -> tuple[QuestionnaireItem, ...]:
    """Give the questions of a measure in order."""
    items = (row for row in knowledge.questionnaire_items() if row.measure == measure)
    return tuple(sorted(items, key=lambda row: row.place))


def answers_from(item: QuestionnaireItem) -> range:
    """Give the answers that a question takes."""
    least, most = _RANGES[item.answers]
    return range(least, most + 1)


def score(*, measure: str, answers: Mapping[str, int | None]) -> Score:
    """
    Give the score of one questionnaire.

    Parameters
    ----------
    measure
        Its id in `outcome_measures.csv`.
    answers
        Item id to answer; ticks, and "agree", are 1. What is None or not there is missing.

    Raises
    ------
    BadAnswer
        If an answer is none that the item takes, or an item is not of this measure.
    """
    items = items_of(measure)
    _refuse_bad_answers(measure, items, answers)
    given = {item.id: answers.get(item.id) for item in items}
    missing = tuple(name for name, answer in given.items() if answer is None)
    rule = measure_of(measure).missing
    known = [answer for answer in given.values() if answer is not None]
    if rule == "unticked_is_no":
        return Score(measure, float(sum(known)))
    if missing and (rule == "none" or not known):
        return Score(measure, None, missing)
    if measure == "start_back":
        return _start_back(items, {name: answer or 0 for name, answer in given.items()})
    return Score(measure, sum(known) / len(known), missing)


def change(*, measure: str, first: float, now: float) -> Change:
    """Give the way from one score to another, and whether it is one that matters to a person."""
    known = measure_of(measure)
    towards_better = first - now if known.better == "lower" else now - first
    percent = 100.0 * towards_better / first if first > 0 and known.better == "lower" else None
    if known.points is None:
        return Change(towards_better, percent, None)
    # Either is enough: the sources give points or a share of the first score.
    enough = abs(towards_better) >= known.points
    enough |= known.percent is not None and percent is not None and abs(percent) >= known.percent
    return Change(towards_better, percent, enough)


def _start_back(items: tuple[QuestionnaireItem, ...], answers: Mapping[str, int]) -> Score:
    positive = {
        item.place: answers[item.id] >= (_BOTHERED_FROM if item.answers == "bothersome" else 1) for item in items
    }
    total = sum(positive.values())
    distress = sum(is_so for place, is_so in positive.items() if place >= _DISTRESS_FROM_PLACE)
    risk = StartBackRisk.LOW
    if total >= _MEDIUM_TOTAL:
        risk = StartBackRisk.HIGH if distress >= _HIGH_DISTRESS else StartBackRisk.MEDIUM
    return Score("start_back", float(total), distress=distress, risk=risk)


def _refuse_bad_answers(measure: str, items: tuple[QuestionnaireItem, ...], answers: Mapping[str, int | None]) -> None:
    allowed = {item.id: answers_from(item) for item in items}
    for name, answer in answers.items():
        if name not in allowed:
            raise BadAnswer(f"{name!r} is no question of {measure!r}. Leave it out.")
        if answer is not None and answer not in allowed[name]:
            least, most = allowed[name].start, allowed[name].stop - 1
            raise BadAnswer(f"{name}: {answer} is no answer. Give a whole number from {least} to {most}.")


@cache
def _measures() -> dict[str, OutcomeMeasure]:
    return {row.id: row for row in knowledge.outcome_measures()}
