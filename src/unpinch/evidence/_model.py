"""What `compare` gives: effects, harms, speed, cover and guidelines of each treatment, every one with its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from unpinch.kernel import Text
from unpinch.knowledge import Certainty, Horizon, SourceTier, Trait

Interval = tuple[float, float]


class Favours(StrEnum):
    """Whom a result speaks for; `unclear` where the interval holds "no difference" or was not printed."""

    TREATMENT = "treatment"
    COMPARATOR = "comparator"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class SmallestChange:
    """
    The smallest change that matters, in the unit of one result.

    `points` are in that unit, `points_0_100` on the common scale of 0 to 100; both above 0.
    """

    id: str
    points: float
    points_0_100: float
    text: Text
    source: str


@dataclass(frozen=True)
class Effect:
    """
    One pooled result: published and shown as published, or pooled by us from trials.

    `pooled_by` tells them apart: the id of the review, `us`, or `single_trial` where we show one trial that nobody
    pooled. Below 0 (below 1 for a ratio) is better for the treatment, except where `better` is `higher`. `estimate`
    and `ci` are in `unit`; `estimate_0_100` and `ci_0_100` are points of a 0-100 scale, None where the unit cannot be
    turned into them (standard deviations, ratios). `prediction` is None where none was published or there is only one
    trial. `k` and `n` count the trials and people of this very result, None where only those of the whole review are
    known. `direct` says that the people
    had the condition asked for, `of_class` that several treatments were pooled together and this is one of them. `why`
    says how sure this is, and why.
    """

    id: str
    outcome: str
    outcome_name: Text
    versus: str
    versus_name: Text
    horizon: Horizon
    timepoint: Text
    measure: str
    unit: str
    estimate: float | None
    ci: Interval | None
    prediction: Interval | None
    estimate_0_100: float | None
    ci_0_100: Interval | None
    better: str
    k: int | None
    n: int | None
    certainty: Certainty
    direct: bool
    of_class: bool
    population: Text
    favours: Favours
    smallest_change: SmallestChange | None
    sentence: Text
    why: tuple[Text, ...]
    studies: tuple[str, ...]
    source: str
    source_tier: SourceTier
    pooled_by: str


@dataclass(frozen=True)
class HarmFact:
    """
    One harm.

    `per_1000` and `ci_per_1000` are of `unit` (treatments or patients), None where no rate is known. `rate_is` says
    what the rate is: `point`, `upper` bound, `lowest` or `highest` of several published. Where no event was seen,
    `upper_per_1000` is the highest rate that still fits: as published, or by the rule of three and then
    `upper_is_ours`. `versus_per_1000` is the rate with a dummy medicine in the same trial.
    """

    id: str
    event: Text
    severity: str
    unit: str
    rate_is: str
    per_1000: float | None
    ci_per_1000: Interval | None
    upper_per_1000: float | None
    upper_is_ours: bool
    versus_per_1000: float | None
    events: int | None
    denominator: int | None
    text: Text
    note: Text
    source: str
    source_tier: SourceTier


@dataclass(frozen=True)
class SpeedFact:
    """One fact about how soon, how long or how it goes; `direct` as in `Effect`."""

    id: str
    topic: str
    timepoint_days: float | None
    value: str
    unit: str
    direct: bool
    population: Text
    text: Text
    source: str
    source_tier: SourceTier


@dataclass(frozen=True)
class CoverFact:
    """What one payer says of the treatment, and as of when. `payers` are insurer words of the contract."""

    id: str
    payers: tuple[str, ...]
    payer_name: Text
    status: str
    as_of: str
    text: Text
    source: str
    source_tier: SourceTier


@dataclass(frozen=True)
class GuidelineFact:
    """
    What one guideline says of the treatment; `recommendation` as in `knowledge.Guideline`.

    `min_days` and `max_days` bound how long the pain has lasted in the people it speaks of, None where it does not.
    """

    id: str
    guideline: str
    organisation: str
    year: int | None
    recommendation: str
    strength: str
    direct: bool
    min_days: int | None
    max_days: int | None
    text: Text
    source: str
    source_tier: SourceTier


@dataclass(frozen=True)
class TrialCount:
    """
    How many trials of a treatment for a condition we hold.

    `alone` gave it by itself in an arm; `combined` gave it only together with something else. Each trial counts once,
    however many reports, pairs and time points it has.
    """

    treatment: str
    condition: str
    alone: int
    combined: int

    @property
    def total(self) -> int:
        """Give all of them."""
        return self.alone + self.combined


@dataclass(frozen=True)
class TreatmentEvidence:
    """All we know of one treatment for one condition. `no_effects` says so where no pooled result was found."""

    id: str
    name: Text
    what_it_is: Text
    traits: tuple[Trait, ...]
    source: str
    effects: tuple[Effect, ...]
    no_effects: Text | None
    harms: tuple[HarmFact, ...]
    speed: tuple[SpeedFact, ...]
    cover: tuple[CoverFact, ...]
    guidelines: tuple[GuidelineFact, ...]
    trials: TrialCount


@dataclass(frozen=True)
class Comparison:
    """Every treatment for one condition side by side, and how it goes with none of them."""

    condition: str
    treatments: tuple[TreatmentEvidence, ...]
    natural_course: tuple[SpeedFact, ...]
