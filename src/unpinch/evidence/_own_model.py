"""What our own pooling gives: the trials that entered, those left out and why, and how sure the result is."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch.kernel import Text
from unpinch.knowledge import BiasRisk, Certainty, EvidenceGroup, Horizon, PoolingReason, SourceTier, SpreadSource

from ._model import Effect, Interval


@dataclass(frozen=True)
class PoolKey:
    """
    One question to the trials.

    `versus` is an id of `compared_with.csv`, `outcome` one of `pain_intensity`, `leg_pain_intensity` and `disability`.
    `label` is the time in words where `horizon` is `unknown`, and empty otherwise: "at the end of treatment" of
    different reports is one time, "up to 3 months later" another.
    """

    treatment: str
    versus: str
    group: EvidenceGroup
    outcome: str
    horizon: Horizon
    label: str


@dataclass(frozen=True)
class Arms:
    """Means, SDs and people of the treatment's arm and of the other; turned so that lower is better."""

    m1: float
    sd1: float
    n1: int
    m2: float
    sd2: float
    n2: int


@dataclass(frozen=True)
class TrialScore:
    """
    What one trial says to one question, in the units of its instrument, below 0 better for the treatment.

    `arms` or else `difference` and `se` are known. `points` turns the units into points of a 0-100 scale, None where
    the range of the instrument is not certain. `is_change`: changes from baseline, not scores at the time. `doubts`
    are reasons of `trials.csv` to doubt its rows, none where there are none. `n` is None where it was not printed.
    """

    trial: str
    rows: tuple[str, ...]
    year: int | None
    day: float | None
    instrument: str
    arms: Arms | None
    difference: float | None
    se: float | None
    points: float | None
    is_change: bool
    n: int | None
    other_arm: str
    doubts: tuple[PoolingReason, ...]
    spread: SpreadSource
    bias: BiasRisk
    source: str
    tier: SourceTier


@dataclass(frozen=True)
class TrialEffect:
    """One trial in a pool: effect and variance in the unit of the pool, and its weight in percent (100 if alone)."""

    score: TrialScore
    yi: float
    vi: float
    weight: float


@dataclass(frozen=True)
class LeftOut:
    """Rows of a trial that bear on the question and did not enter, and why."""

    trial: str
    rows: tuple[str, ...]
    reason: Text


@dataclass(frozen=True)
class Sensitivity:
    """
    The result under another choice: `id` is `no_doubt`, `no_high_bias`, `common_effect` or `leave_one_out`.

    `estimate` and `ci` are None where fewer than two trials are left; with `leave_one_out`, `ci` holds the lowest and
    the highest estimate and `estimate` is None.
    """

    id: str
    name: Text
    k: int
    estimate: float | None
    ci: Interval | None


@dataclass(frozen=True)
class CertaintyStep:
    """One of the five reasons of GRADE: how many grades it takes (0 to 2), and a sentence that says why."""

    domain: str
    down: int
    text: Text
    source: str


@dataclass(frozen=True)
class CertaintyRating:
    """Certainty by our rules: it starts high, because the trials are randomised, and each step takes grades."""

    certainty: Certainty
    steps: tuple[CertaintyStep, ...]
    signed: Text


@dataclass(frozen=True)
class TrialPool:
    """
    Our own answer to one question.

    `effect` has the shape of a published result, with `pooled_by` `us` where two trials or more were pooled and
    `single_trial` where there is one. `i2` in percent and `tau2` in squared units are None for a single trial.
    """

    key: PoolKey
    effect: Effect
    trials: tuple[TrialEffect, ...]
    left_out: tuple[LeftOut, ...]
    sensitivity: tuple[Sensitivity, ...]
    rating: CertaintyRating
    i2: float | None
    tau2: float | None


@dataclass(frozen=True)
class OwnEvidence:
    """Our own results of one treatment for one condition, and the trials of it that entered none, with the reasons."""

    pools: tuple[TrialPool, ...]
    unused: tuple[LeftOut, ...]
