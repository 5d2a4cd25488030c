"""Which answer would tell most about what the pattern fits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unpinch.kernel import Finding, FindingStatus, Mark, Text, say
from unpinch.knowledge import DiagnosticFinding, diagnostic_findings

from ._answers import ROWS_ANSWERED
from ._fit import exact_shares
from ._fit_told import IMPLIES, Told, told_from
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
    "worse_sitting": say("Is it worse when you sit?"),
    "worse_walking": say("Is it worse when you walk?"),
    "pain_both_legs": say("Do both legs hurt?"),
}
_LEAST_CHANCE = 0.05
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
    *, marks: Sequence[Mark], findings: Sequence[Finding], age_years: int | None = None
) -> tuple[PatternQuestion, ...]:
    """
    Give the questions not yet answered whose answers are expected to tell most, the most telling first.

    The worth of a question is the expected information of its answer (Lindley 1956): how far, in bits, the shares after
    a yes or a no lie from those now, each weighed by how likely it is. How likely a yes is follows from the shares
    themselves: the chance with which the shares after yes and after no come nearest to those now.

    Parameters
    ----------
    marks, findings, age_years
        As for `fit`. A finding that is listed, whatever its status, is not asked about.

    References
    ----------
    Lindley 1956, https://doi.org/10.1214/aoms/1177728069; the ratios as for `fit`.
    """
    now = exact_shares(told=told_from(marks=marks, findings=findings, age_years=age_years))
    open_ = [word for word in _WORDS if word not in _answered(marks, findings, age_years)]
    asked = (_question(word, marks, findings, age_years, now) for word in open_)
    worth = [question for question in asked if question and question.bits >= _LEAST_INFORMATION]
    return tuple(sorted(worth, key=lambda question: (-question.bits, question.finding)))


def _answered(marks: Sequence[Mark], findings: Sequence[Finding], age_years: int | None) -> frozenset[str]:
    told: Told = told_from(marks=marks, findings=findings, age_years=age_years)
    said = {finding.id for finding in findings} | set(told.known)
    return frozenset(said | {meant for one, meant in IMPLIES.items() if one in said})


def _question(
    word: str, marks: Sequence[Mark], findings: Sequence[Finding], age_years: int | None, now: Mapping[str, float]
) -> PatternQuestion | None:
    row = _row_about(word)
    if row is None:
        return None
    after = {
        status: exact_shares(
            told=told_from(marks=marks, findings=[*findings, Finding(word, status)], age_years=age_years)
        )
        for status in (FindingStatus.PRESENT, FindingStatus.ABSENT)
    }
    yes, no = after[FindingStatus.PRESENT], after[FindingStatus.ABSENT]
    chance = _chance(now, yes, no)
    bits = chance * _distance(yes, now) + (1 - chance) * _distance(no, now)
    first, second = _moved_most(yes, no)
    names = {structure.id: structure.name for structure in structures()}
    why = say(
        "The answer would tell most between these two: {first}; {second}.", first=names[first], second=names[second]
    )
    return PatternQuestion(word, _WORDS[word], why, row.source_url, bits)


def _row_about(word: str) -> DiagnosticFinding | None:
    """Give the fact that weighs the answer: the first row of the file that names it."""
    return next((row for row in diagnostic_findings() if row.id in ROWS_ANSWERED and word in row.findings), None)


def _chance(now: Mapping[str, float], yes: Mapping[str, float], no: Mapping[str, float]) -> float:
    """Give the chance of a yes under which the shares now are nearest to the mix of both answers (least squares)."""
    span = math.fsum((yes[one] - no[one]) ** 2 for one in now)
    if not span:
        return 0.5
    along = math.fsum((now[one] - no[one]) * (yes[one] - no[one]) for one in now) / span
    return min(max(along, _LEAST_CHANCE), 1 - _LEAST_CHANCE)


def _distance(after: Mapping[str, float], now: Mapping[str, float]) -> float:
    """Give the Kullback-Leibler divergence in bits."""
    return math.fsum(after[one] * math.log2(after[one] / now[one]) for one in now if after[one] > 0 and now[one] > 0)


def _moved_most(yes: Mapping[str, float], no: Mapping[str, float]) -> tuple[str, str]:
    """Give the candidate a yes helps most, and the one it hurts most."""
    by_move = sorted(yes, key=lambda one: (yes[one] - no[one], one))
    return by_move[-1], by_move[0]
