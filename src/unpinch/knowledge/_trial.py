"""Rows of trials: what was measured, and whether it may be pooled."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from ._evidence import refuse_limits_that_miss, refuse_more_events_than_people
from ._fact import Fact, Id, NonEmpty, OptionalCount, OptionalNumber, OptionalRatio


class EffectType(StrEnum):
    """How to read the numbers of a trial row."""

    ARM_MEAN = "arm_mean"
    ARM_MEAN_ADJUSTED = "arm_mean_adjusted"
    CHANGE_FROM_BASELINE = "change_from_baseline"
    WITHIN_CHANGE = "within_change"
    WITHIN_CHANGE_PERCENT = "within_change_percent"
    BETWEEN_DIFF = "between_diff"
    HAZARD_RATIO = "hazard_ratio"
    RISK_RATIO = "risk_ratio"
    BINARY = "binary"
    BINARY_PERCENT = "binary_percent"
    NARRATIVE = "narrative"


class SpreadSource(StrEnum):
    """
    Where the spread of a trial row (its SD, or the interval of a difference) comes from.

    `printed` by its source as an SD; `in_review`: given in a review's data without a word on how it was obtained;
    `from_se`, `from_ci`: computed from a printed standard error or interval, which loses nothing; `from_median`,
    `from_figure`, `converted`: derived by a review in a way that loses something; `doubtful`: may be something else, as
    a standard error. An SD that was borrowed or imputed is never in the file.
    """

    PRINTED = "printed"
    IN_REVIEW = "in_review"
    FROM_SE = "from_se"
    FROM_CI = "from_ci"
    FROM_MEDIAN = "from_median"
    FROM_FIGURE = "from_figure"
    CONVERTED = "converted"
    DOUBTFUL = "doubtful"
    NONE = ""


class Pooling(StrEnum):
    """Whether a trial row may enter a pooled result: yes, with doubt, or not; `pooling_why` is the reason in a word."""

    USABLE = "usable"
    DOUBTFUL = "doubtful"
    NOT = "not"


class PoolingReason(StrEnum):
    """Why a trial row is doubtful or may not be pooled."""

    BASELINE = "baseline"
    NARRATIVE = "narrative"
    PERCENT_ONLY = "percent_only"
    RATIO_ONLY = "ratio_only"
    NO_SPREAD = "no_spread"
    NO_PEOPLE = "no_people"
    SD_IMPUTED = "sd_imputed"
    NOT_RANDOMISED = "not_randomised"
    REPORTS_CONFLICT = "reports_conflict"
    ARMS_MIXED_UP = "arms_mixed_up"
    NUMBERS_ODD = "numbers_odd"
    SCALE_IMPOSSIBLE = "scale_impossible"
    SCALE_UNCLEAR = "scale_unclear"
    SD_MAYBE_SE = "sd_maybe_se"
    FROM_MEDIAN = "from_median"
    FROM_FIGURE = "from_figure"
    OUTLIER = "outlier"
    ARMS_CONFLICT = "arms_conflict"
    LABEL_CONFLICT = "label_conflict"
    CROSSOVER = "crossover"
    ENRICHED = "enriched"
    NONE = ""


class BiasRisk(StrEnum):
    """
    Overall risk of bias of a trial, from the judgements that its source prints.

    `high`: two or more Cochrane domains are high, or one other than the blinding of participants, or PEDro is under 6;
    `low`: every domain is low; `some`: anything between; `unknown`: no judgement was seen.
    """

    LOW = "low"
    SOME = "some"
    HIGH = "high"
    UNKNOWN = "unknown"


class Trial(Fact):
    """
    One arm, or one comparison of two arms, at one outcome and time, as published.

    `study` is one report or pair of arms; `trial` is what is counted once: pairs of one trial, later reports of it and
    reports that look like the same people share it. `mean`, `sd`, `mean_diff` and the limits are in the units of
    `instrument`; `timepoint_days` counts from randomisation, empty where the source does not say. `treatment` and
    `comparator` are the names of the arms, `combo_...` where several things were given together.

    The columns from `scale_low` on say whether and how the row may be pooled, so that nothing has to read prose.
    `scale_low` and `scale_high` bound the instrument, empty where it is not certain which range was used; `better` is
    the better end; `pooled_as` is the score it counts as: `pain_intensity`, `leg_pain_intensity` or `disability`,
    empty for everything else. `latest_day` is the last day of the time band where a review gives only a band. `se` is
    a printed standard error of `mean_diff`. `divided_n`: a review split this arm between several pairs and its `n`
    with it (`yes`), or may have (`maybe`). `bias` is judged from `risk_of_bias`.
    """

    id: Id
    study: Id
    trial: Id
    pmid: str
    doi: str
    year: OptionalCount
    country: str
    condition: NonEmpty
    arm: NonEmpty
    treatment: NonEmpty
    comparator: str
    effect_type: EffectType
    outcome: NonEmpty
    instrument: str
    timepoint_days: OptionalNumber
    timepoint: str
    n: OptionalCount
    mean: OptionalNumber
    sd: OptionalRatio
    events: OptionalCount
    total: OptionalCount
    mean_diff: OptionalNumber
    ci_low: OptionalNumber
    ci_high: OptionalNumber
    p_value: str
    risk_of_bias: str
    scale_low: OptionalNumber
    scale_high: OptionalNumber
    better: Annotated[str, Field(pattern="^(lower|higher|)$")]
    pooled_as: Annotated[str, Field(pattern="^(pain_intensity|leg_pain_intensity|disability|)$")]
    latest_day: OptionalNumber
    se: OptionalRatio
    sd_from: SpreadSource
    divided_n: Annotated[str, Field(pattern="^(yes|maybe|no)$")]
    bias: BiasRisk
    pooling: Pooling
    pooling_why: PoolingReason
    note: str

    @model_validator(mode="after")
    def _counts_and_limits_are_in_order(self) -> Self:
        refuse_more_events_than_people(self.events, self.total)
        refuse_limits_that_miss(self.ci_low, self.mean_diff if self.mean_diff is not None else self.mean, self.ci_high)
        return self

    @model_validator(mode="after")
    def _what_is_said_of_pooling_fits(self) -> Self:
        if (self.scale_low is None) != (self.scale_high is None):
            raise ValueError("scale_low and scale_high go together")
        if self.scale_low is not None and self.scale_high is not None and self.scale_low >= self.scale_high:
            raise ValueError("scale_low must be below scale_high")
        if (self.pooling is Pooling.USABLE) != (self.pooling_why is PoolingReason.NONE):
            raise ValueError("pooling_why says why a row is doubtful or not poolable, and is empty where it is usable")
        if self.pooled_as and self.pooling is not Pooling.NOT and (not self._has_spread or not self.better):
            raise ValueError("a row that may be pooled needs its spread (sd with n, ci or se) and its better end")
        return self

    @property
    def _has_spread(self) -> bool:
        interval = self.ci_low is not None and self.ci_high is not None
        if self.effect_type is EffectType.BETWEEN_DIFF:
            return self.mean_diff is not None and (interval or self.se is not None)
        return self.mean is not None and self.n is not None and (self.sd is not None or interval)
