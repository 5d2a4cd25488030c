"""What a person answers and what an examination finds: how common each sign is with a cause and without it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from statistics import fmean, stdev

from unpinch import knowledge
from unpinch.kernel import Text, say

from . import _assumptions as assumed
from ._facts import finding_row
from ._structures import LOWER_ROOTS, ROOTS, STENOSIS, UPPER_ROOTS


@dataclass(frozen=True)
class Fraction:
    """A fraction on the logit scale with its standard error there."""

    logit: float
    se: float

    @property
    def value(self) -> float:
        """Give it as a number between 0 and 1."""
        return 1 / (1 + math.exp(-self.logit))


@dataclass(frozen=True)
class Sign:
    """
    One sign that is there or not.

    `targets` are the structures it was studied for; `with_it` and `without` are how common it is in people with one of
    them and in all others. `correlation` is that with other signs in people with the same cause. `rows` are the ids in
    `diagnostic_findings.csv`, the first of them the one that is named as the source.
    """

    id: str
    targets: frozenset[str]
    with_it: Fraction
    without: Fraction
    correlation: float
    rows: tuple[str, ...]
    words: Text

    @property
    def source(self) -> str:
        """Give where the first of its rows was read."""
        return finding_row(self.rows[0]).source_url


def logit(fraction: float) -> float:
    """Give the logarithm of the odds; 0 and 1 are taken as the least fraction that counts and its opposite."""
    kept = min(max(fraction, assumed.LEAST_FRACTION), 1 - assumed.LEAST_FRACTION)
    return math.log(kept / (1 - kept))


@cache
def answered_signs() -> dict[str, Sign]:
    """Give the signs that a person's own answers meet, by the id of the finding."""
    roots, canal = frozenset(ROOTS), frozenset({STENOSIS})
    signs = (
        _measured("numbness", roots, ("sensory_testing_tawa",), say("Numbness")),
        _by_odds_ratio("weakness", assumed.DIRECTION_ONLY, "motor_testing_tawa", say("Weakness")),
        # Diagnostic odds ratio 2.28 (Verwoerd 2016).
        _by_odds_ratio("worse_cough", 2.28, "cough_leg_pain", say("Worse on coughing, sneezing or straining")),
        _leg_worse(),
        _by_ratios("better_sitting", canal, "lss_bend_forward", say("Better on sitting or bending forward")),
        _by_ratios("pain_both_legs", canal, "lss_bilateral", say("Pain in both legs")),
    )
    return {sign.id: sign for sign in signs}


@cache
def examined_signs() -> dict[str, Sign]:
    """Give the signs that a clinician's examination meets, by their ids."""
    lower, upper = frozenset(LOWER_ROOTS), frozenset(UPPER_ROOTS)
    hip, joint = frozenset({"hip_joint"}), frozenset({"sacroiliac_joint"})
    deep_gluteal, tendon = frozenset({"piriformis"}), frozenset({"gluteus_medius", "gluteus_minimus"})
    canal, roots = frozenset({STENOSIS}), frozenset(ROOTS)
    slr = ("slr_vroomen1999", "slr_cochrane_surgical", "slr_capra_mri", "slr_majlesi", "slr_rwanda")
    signs = (
        _measured("straight_leg_raise", lower, slr),
        _measured("crossed_straight_leg_raise", lower, ("cslr_cochrane",)),
        _measured("slump", lower, ("slump_majlesi", "slump_rwanda")),
        _measured("femoral_nerve_stretch", upper, ("fst_range", "fndt_trainor")),
        _measured("gluteal_trigger_point", roots, ("gluteal_trp_radicular",)),
        _measured("active_piriformis", deep_gluteal, ("active_piriformis",)),
        _measured("seated_piriformis", deep_gluteal, ("seated_piriformis",)),
        _measured("flexion_adduction_internal_rotation", deep_gluteal, ("fair_fishman",)),
        _measured("sacroiliac_provocation", joint, ("sij_laslett2005", "sij_laslett2003", "sij_vanderwurff")),
        _measured("hip_squat", hip, ("hipoa_squat",)),
        _measured("hip_abduction_adduction", hip, ("hipoa_groin_abd_add",)),
        _measured("hip_abductor_weakness", hip, ("hipoa_abductor_weak",)),
        _measured("hip_reduced_adduction", hip, ("hipoa_reduced_adduction",)),
        _measured("single_leg_stance", tendon, ("gtps_sls",)),
        _measured("external_derotation", tendon, ("gtps_derotation",)),
        _by_ratios("wide_based_gait", canal, "lss_wide_gait"),
        _by_ratios("romberg", canal, "lss_romberg"),
    )
    return {sign.id: sign for sign in signs}


@cache
def all_signs() -> dict[str, Sign]:
    """Give both kinds of signs."""
    return {**answered_signs(), **examined_signs()}


def is_known_when_negative(examination: str) -> bool:
    """Say whether any study tells what a negative result of an examination says; some give a positive ratio alone."""
    rows = [finding_row(row) for row in examined_signs()[examination].rows]
    return any(row.lr_neg is not None or None not in (row.sensitivity, row.specificity) for row in rows)


def examinations() -> dict[str, Text]:
    """Give the examinations whose figures we know: their ids and names."""
    return {sign.id: sign.words for sign in examined_signs().values()}


def _measured(sign: str, targets: frozenset[str], rows: tuple[str, ...], words: Text | None = None) -> Sign:
    """Give a sign whose sensitivity and specificity were published, once or in several studies."""
    found = [finding_row(row) for row in rows]
    with_it = _pooled((row, row.sensitivity) for row in found)
    without = _pooled((row, None if row.specificity is None else 1 - row.specificity) for row in found)
    return Sign(sign, targets, with_it, without, assumed.CORRELATION, rows, words or say(found[0].finding_or_test))


def _pooled(studies: Iterable[tuple[knowledge.DiagnosticFinding, float | None]]) -> Fraction:
    """
    Give the middle of several studies on the logit scale; they differ more than chance lets them.

    So what counts as its error is the spread between studies, not the error of their mean.
    """
    known = [(row, logit(part)) for row, part in studies if part is not None]
    errors = [_standard_error(row) for row, _ in known]
    logits = [part for _, part in known]
    spread = stdev(logits) if len(logits) > 1 else 0.0
    return Fraction(fmean(logits), max(spread, fmean(errors)))


def _standard_error(row: knowledge.DiagnosticFinding) -> float:
    is_weak = row.source_tier is knowledge.SourceTier.COMMERCIAL
    return assumed.SE_STUDY + (assumed.SE_WEAK if is_weak else 0)


def _by_odds_ratio(sign: str, ratio: float, row: str, words: Text) -> Sign:
    """Give a sign of root trouble of which only an odds ratio is known: as often there with it as missing without."""
    half = math.log(ratio) / 2
    with_it, without = Fraction(half, assumed.SE_STUDY), Fraction(-half, assumed.SE_STUDY)
    return Sign(sign, frozenset(ROOTS), with_it, without, assumed.CORRELATION, (row,), words)


def _leg_worse() -> Sign:
    half = logit(assumed.LEG_WORSE_WITH_ROOT)
    words = say("Leg pain worse than back pain")
    with_it, without = Fraction(half, assumed.SE_EDITORIAL), Fraction(-half, assumed.SE_EDITORIAL)
    rows = ("stynes_model", "leg_worse_back")
    return Sign("leg_worse_than_back", frozenset(ROOTS), with_it, without, assumed.CORRELATION, rows, words)


def _by_ratios(sign: str, targets: frozenset[str], row_id: str, words: Text | None = None) -> Sign:
    """
    Give a sign of which only a positive likelihood ratio is known.

    How common it is without the cause is then our own number; where the ratio leaves no room, it is smaller.
    """
    row = finding_row(row_id)
    ratio = row.lr_pos or 1.0
    without = min(assumed.SIGN_WITHOUT_CAUSE, (1 - assumed.LEAST_FRACTION) / ratio)
    with_it = Fraction(logit(without * ratio), _standard_error(row))
    label = words or say(row.finding_or_test)
    return Sign(sign, targets, with_it, Fraction(logit(without), 0.0), assumed.CORRELATION, (row_id,), label)
