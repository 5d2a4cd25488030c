"""What a person's answers say, each with its likelihood ratio; answers that hang together count once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from unpinch import knowledge
from unpinch.kernel import FindingStatus, Text, say

from . import _assumptions as assumed
from ._facts import prevalence_row
from ._structures import LOWER_ROOTS, STENOSIS, UPPER_ROOTS, leg_pain_without_root, ratio_without_leg_marks

ROOT_FAMILY = frozenset({*UPPER_ROOTS, *LOWER_ROOTS})
# Answers in one group say much the same thing (README of the clinical facts, no. 7): only the strongest counts.
# `lss_no_pain_seated` is left out: who says that sitting eases the pain has not said that it is gone. So is
# `lss_cook_cluster`, from a weak source: its own items are counted already, and say more.
WHERE = "where"
STRAIN = "strain"
NERVE = "nerve"
SEATED = "seated"
BOTH_SIDES = "both_sides"
AGE = "age"
SHAPE = "shape"
_GROUPS = {
    "leg_worse_back": WHERE,
    "stynes_model": WHERE,
    "cough_leg_pain": STRAIN,
    "sensory_testing_tawa": NERVE,
    "motor_testing_tawa": NERVE,
    "lss_bend_forward": SEATED,
    "lss_neurogenic_claudication": SEATED,
    "lss_bilateral": BOTH_SIDES,
    "lss_age70": AGE,
    "lss_age_lt60": AGE,
    "hipoa_age_lt60": AGE,
    "ps_quartet": SHAPE,
}
# The rows of `diagnostic_findings.csv` that a person's answer can meet.
ROWS_ANSWERED = frozenset(_GROUPS)
# Answers a person can give, that the file gives no ratio for, and what we make of what it does give.
_RATIOS = {
    # Pain below the knee and leg pain worse than back pain were kept in both of Stynes's models; a direction.
    "stynes_model": assumed.DIRECTION_ONLY,
    "leg_worse_back": assumed.DIRECTION_ONLY,
    # Sensitivity between studies from 0.13 to 0.61, and no specificity; a direction.
    "motor_testing_tawa": assumed.DIRECTION_ONLY,
    # Diagnostic odds ratio 2.28 (Verwoerd 2016): shared evenly by the two ratios it is made of.
    "cough_leg_pain": math.sqrt(2.28),
    # Part of a definition; the review says that its accuracy is not known. It is said, and counts nothing.
    "ps_quartet": 1.0,
}
# The part of a wider picture that a person can answer; the row's own words name the whole picture.
_SIGNS = {
    "stynes_model": say("Leg pain below the knee that is worse than the back pain"),
    "ps_quartet": say("Worse when sitting"),
}
# Who says that sitting makes it worse has said that sitting does not ease it.
_OPPOSITES = {"worse_sitting": "better_sitting", "better_sitting": "worse_sitting"}
_OLDER_THAN = {"lss_age70": 70}
_YOUNGER_THAN = {"lss_age_lt60": 60, "hipoa_age_lt60": 60}


class LegPain(StrEnum):
    """What is known about leg pain that a structure could cause, from answers and marks together."""

    THERE = "there"
    NOT_KNOWN = "not_known"
    NOT_MARKED = "not_marked"
    DENIED = "denied"


@dataclass(frozen=True)
class Evidence:
    """
    What one answer says about one structure: above 1 the ratio speaks for it, below 1 against.

    `is_there` is False where the sign is missing, and that is what speaks against.
    """

    finding: str
    group: str
    ratio: float
    sign: Text
    source: str
    is_there: bool = True


def statuses(findings: Mapping[str, FindingStatus]) -> dict[str, bool]:
    """Give what is there and what is not, with the opposites that follow; what lies in the past says nothing."""
    known = {
        finding: status is FindingStatus.PRESENT
        for finding, status in findings.items()
        if status is not FindingStatus.PAST
    }
    for said, opposite in _OPPOSITES.items():
        if known.get(said):
            known.setdefault(opposite, False)
    return known


def answers_for(
    *, structure: str, known: Mapping[str, bool], age_years: int | None, leg_pain: LegPain
) -> tuple[Evidence, ...]:
    """Give all that was answered about one structure, the strongest of each group first."""
    found = [one for row in _rows_about(structure) for one in _read(row, known, age_years)]
    if structure in ROOT_FAMILY or structure == STENOSIS:
        found += _leg_pain(leg_pain)
    return tuple(sorted(found, key=lambda one: (-abs(math.log(one.ratio)), one.finding, one.source)))


def strongest(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Keep those that count: of each group the strongest for and the strongest against."""
    counted: dict[tuple[str, bool], Evidence] = {}
    for one in evidence:
        counted.setdefault((one.group, one.ratio >= 1), one)
    return tuple(counted.values())


def from_answers(counted: tuple[Evidence, ...]) -> float:
    """Give the log of what the answers that count multiply the odds by, levelled off: they are one person's story."""
    return assumed.levelled(_beside_the_leg(counted), most=assumed.MOST_FROM_ANSWERS)


def is_levelled(counted: tuple[Evidence, ...]) -> bool:
    """Say whether levelling off took a large part of what the answers would have said one by one."""
    return _beside_the_leg(counted) - from_answers(counted) > assumed.LEVELLING_IS_SAID


def _beside_the_leg(counted: tuple[Evidence, ...]) -> float:
    return sum(math.log(one.ratio) for one in counted if one.group != WHERE)


@cache
def _rows_about(structure: str) -> tuple[knowledge.DiagnosticFinding, ...]:
    """Give the rows a person's answers can meet; what was found for root trouble goes for each root alike."""
    target = "radiculopathy" if structure in ROOT_FAMILY else structure
    return tuple(row for row in knowledge.diagnostic_findings() if row.id in _GROUPS and row.target == target)


def _read(row: knowledge.DiagnosticFinding, known: Mapping[str, bool], age_years: int | None) -> tuple[Evidence, ...]:
    ratio = _age_ratio(row, age_years) if row.id in (*_OLDER_THAN, *_YOUNGER_THAN) else _answer_ratio(row, known)
    if ratio is None:
        return ()
    finding = " ".join(row.findings) or "age"
    sign = _SIGNS.get(row.id, say(row.finding_or_test))
    is_there = all(known.get(one) for one in row.findings)
    return (Evidence(finding, _GROUPS[row.id], ratio, sign, row.source_url, is_there),)


def _age_ratio(row: knowledge.DiagnosticFinding, age_years: int | None) -> float | None:
    if age_years is None:
        return None
    is_met = age_years > _OLDER_THAN[row.id] if row.id in _OLDER_THAN else age_years < _YOUNGER_THAN[row.id]
    return (row.lr_pos or row.lr_neg) if is_met else None


def _answer_ratio(row: knowledge.DiagnosticFinding, known: Mapping[str, bool]) -> float | None:
    """Give the ratio of a row whose findings are all there, or of which one is said not to be; else nothing."""
    if all(known.get(finding) for finding in row.findings):
        return _ratio_if_there(row)
    if any(known.get(finding) is False for finding in row.findings):
        return _ratio_if_not(row)
    return None


def _ratio_if_there(row: knowledge.DiagnosticFinding) -> float | None:
    if row.lr_pos is None and row.sensitivity is not None and row.specificity is not None:
        return row.sensitivity / (1 - row.specificity)
    return row.lr_pos if row.lr_pos is not None else _RATIOS.get(row.id)


def _ratio_if_not(row: knowledge.DiagnosticFinding) -> float | None:
    if row.lr_neg is None and row.sensitivity is not None and row.specificity is not None:
        return (1 - row.sensitivity) / row.specificity
    return row.lr_neg


def _leg_pain(leg_pain: LegPain) -> list[Evidence]:
    """Give what leg pain says for roots and a narrow canal, from how common both are (prevalence.csv)."""
    source = prevalence_row("atlas_sciatica").source_url
    without = leg_pain_without_root()
    if leg_pain is LegPain.THERE:
        return [_where(assumed.LEG_PAIN_WITH_ROOT / without, say("You have pain in the leg"), source)]
    if leg_pain is LegPain.DENIED:
        ratio = (1 - assumed.LEG_PAIN_WITH_ROOT) / (1 - without)
        return [_where(ratio, say("You have no pain in the leg"), source)]
    if leg_pain is LegPain.NOT_MARKED:
        row = prevalence_row("lblp_share")
        return [
            _where(ratio_without_leg_marks(), say("You marked no part of the leg where this is felt"), row.source_url)
        ]
    return []


def _where(ratio: float, sign: Text, source: str) -> Evidence:
    return Evidence("leg_pain", WHERE, ratio, sign, source)
