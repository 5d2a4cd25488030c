"""Which answer would tell most about what the pattern fits."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from unpinch.kernel import Finding, FindingStatus, Mark, Text, say

from ._facts import prevalence_row
from ._fit_told import IMPLIES, Examination, Told, told_from
from ._model import Case, likelihood, shares
from ._signs import answered_signs
from ._structures import structures

# In a person's words; only what an answer can be given to without an examination.
_WORDS: Mapping[str, Text] = {
    "leg_pain": say("Does the pain go into your leg (thigh or below)?"),
    "pain_below_knee": say("Does the leg pain reach below the knee?"),
    "leg_worse_than_back": say("Does the leg hurt more than the back?"),
    "worse_cough": say("Does it shoot down the leg when you cough, sneeze or strain?"),
    "numbness": say("Is any part of your leg or foot numb?"),
    "weakness": say("Is your leg or foot weaker than it was?"),
    "better_sitting": say("Does it ease when you sit or lean forward?"),
    "pain_both_legs": say("Do both legs hurt?"),
}
# Less than this, in bits, is not worth a person's time.
_LEAST_INFORMATION = 0.005


@dataclass(frozen=True)
class PatternQuestion:
    """A question, how much its answer is expected to tell (bits), and the two candidates it would move most."""

    finding: str
    text: Text
    why: Text
    source: str
    bits: float


def worth_asking(
    *,
    marks: Sequence[Mark],
    findings: Sequence[Finding],
    age_years: int | None = None,
    examinations: Sequence[Examination] = (),
) -> tuple[PatternQuestion, ...]:
    """
    Give the questions not yet answered whose answers are expected to tell most, the most telling first.

    The worth of a question is the expected information of its answer (Lindley 1956): how far, in bits, the shares after
    a yes or a no lie from those now, each weighed by how likely the model holds it.

    Parameters
    ----------
    marks, findings, age_years, examinations
        As for `fit`. A finding that is listed, whatever its status, is not asked about.

    References
    ----------
    Lindley 1956, https://doi.org/10.1214/aoms/1177728069; the ratios as for `fit`.
    """
    case_with = partial(_case, marks=marks, findings=findings, age_years=age_years, examinations=examinations)
    now, answered = shares(case_with(())), _answered(marks, findings, age_years)
    asked = (_question(word, case_with, now) for word in _WORDS if word not in answered)
    worth = [question for question in asked if question.bits >= _LEAST_INFORMATION]
    return tuple(sorted(worth, key=lambda question: (-question.bits, question.finding)))


def _answered(marks: Sequence[Mark], findings: Sequence[Finding], age_years: int | None) -> frozenset[str]:
    told: Told = told_from(marks=marks, findings=findings, age_years=age_years)
    said = {finding.id for finding in findings} | set(told.known)
    return frozenset(said | {meant for one, meant in IMPLIES.items() if one in said})


def _question(word: str, case_with: Callable[[Sequence[Finding]], Case], now: Mapping[str, float]) -> PatternQuestion:
    case_yes, case_no = (case_with([Finding(word, status)]) for status in (FindingStatus.PRESENT, FindingStatus.ABSENT))
    yes, no = shares(case_yes), shares(case_no)
    chance = likelihood(case_yes) / (likelihood(case_yes) + likelihood(case_no))
    bits = chance * _distance(yes, now) + (1 - chance) * _distance(no, now)
    first, second = _moved_most(yes, no)
    names = {structure.id: structure.name for structure in structures()}
    why = say(
        "The answer would tell most between these two: {first}; {second}.", first=names[first], second=names[second]
    )
    return PatternQuestion(word, _WORDS[word], why, _source(word), bits)


def _case(
    answers: Sequence[Finding],
    *,
    marks: Sequence[Mark],
    findings: Sequence[Finding],
    age_years: int | None,
    examinations: Sequence[Examination],
) -> Case:
    told = [*findings, *answers]
    return told_from(marks=marks, findings=told, age_years=age_years, examinations=examinations).case


def _source(word: str) -> str:
    """Give where the figures were read by which the answer is weighed."""
    sign = answered_signs().get(word)
    return sign.source if sign else prevalence_row("atlas_below_knee").source_url


def _distance(after: Mapping[str, float], now: Mapping[str, float]) -> float:
    """Give the Kullback-Leibler divergence in bits."""
    return math.fsum(after[one] * math.log2(after[one] / now[one]) for one in now if after[one] > 0 and now[one] > 0)


def _moved_most(yes: Mapping[str, float], no: Mapping[str, float]) -> tuple[str, str]:
    """Give the candidate a yes helps most, and the one it hurts most."""
    by_move = sorted(yes, key=lambda one: (yes[one] - no[one], one))
    return by_move[-1], by_move[0]
