"""Facts from reviews and guidelines."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from ._fact import (
    Addresses,
    Fact,
    Id,
    NonEmpty,
    OptionalCount,
    OptionalNumber,
    OptionalPercent,
    Refers,
    Row,
    TreatmentId,
    TreatmentIds,
    split_words,
)


class EvidenceGroup(StrEnum):
    """Whom a pooled result or a fact about time was seen in, as widely as its source draws the line."""

    SCIATICA = "sciatica"
    LOW_BACK_PAIN = "low_back_pain"
    MUSCULOSKELETAL = "musculoskeletal"
    NECK = "neck"
    CALF = "calf"
    ANY = "any"


class Horizon(StrEnum):
    """
    When an outcome was measured: up to 6 weeks, up to 6 months, up to a year, 12 months or later, or not said.

    The latest time a result covers decides. "Short term" or "at the end of treatment" without a number of weeks is
    `unknown`: reviews draw that line anywhere between two weeks and three months.
    """

    SHORT = "short"
    MEDIUM = "medium"
    INTERMEDIATE = "intermediate"
    LONG = "long"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """Certainty of the evidence in the four words of GRADE; `not_graded` where nobody did."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NOT_GRADED = "not_graded"


def refuse_limits_that_miss(low: float | None, estimate: float | None, high: float | None) -> None:
    """Refuse an interval that does not hold its estimate."""
    if low is not None and high is not None and estimate is not None and not low <= estimate <= high:
        raise ValueError(f"the interval {low} to {high} does not hold the estimate {estimate}")


def refuse_more_events_than_people(events: int | None, total: int | None) -> None:
    """Refuse a count that is more than what it is of."""
    if events is not None and total is not None and events > total:
        raise ValueError(f"{events} events cannot come from {total}")


class ComparisonKind(StrEnum):
    """What a treatment was compared with: something inactive or active, both, itself with more, or nobody."""

    INACTIVE = "inactive"
    ACTIVE = "active"
    MIXED = "mixed"
    SAME = "same"
    NONE = "none"


class ComparedWith(Row):
    """
    What pooled results compare a treatment with: a word of the vocabulary, so no source.

    It holds the comparators of `treatments.csv` and, because reviews pool over several of them, more: `mixed`,
    `other_treatments`, `sham_or_no_treatment`, ... `name` follows "than with".
    """

    id: Id
    name: NonEmpty
    kind: ComparisonKind


class MinimalChange(Fact):
    """
    The smallest change in a score that a person notices as worth having, as experts agreed.

    `points` are on the scale `unit` (`0-100`, `0-10`, `0-24`) of `instrument`; `percent` is the change from one's own
    start that was found worth having. It was set for one person's change over time; comparing the difference between
    two groups with it is a yardstick, not a rule.
    """

    id: Id
    instrument: NonEmpty
    outcome: Annotated[str, Field(pattern="^(pain|function)$")]
    unit: NonEmpty
    points: Annotated[float, Field(gt=0)]
    percent: OptionalPercent
    population: NonEmpty
    note: str


ComparedWithId = Annotated[Id, Refers("compared_with.csv")]


class PooledResult(Fact):
    """
    One published pooled result, turned so that lower is better for the treatment.

    `measure` is SMD, MD, RR, proportion or narrative; `unit` is its scale in words (`0-100`, `0-10`, `SD`). Below 0
    (below 1 for a ratio) favours `treatment`, except where `better` is `higher`: a ratio of good outcomes cannot be
    turned round without the counts, so there above 1 favours it. `flipped` says that the publication prints the
    opposite sign. `condition` groups people: `sciatica`, `low_back_pain`, `musculoskeletal`, `neck`, `calf`, `any`.
    `also` are further treatments a result for a whole class of them bears on; `versus` is an id of `ComparedWith`.
    `studies` and `participants` count this very result; `review_trials` and `review_participants` the whole review.
    `certainty` is the published GRADE word, the lowest where a range was printed; any other wording is only in
    `certainty_as_published`. `indirect` and `caution` are said to people, `note` is for editors.
    """

    id: Id
    review: Id
    pmid: str
    doi: str
    year: OptionalCount
    condition: EvidenceGroup
    population: NonEmpty
    treatment: TreatmentId
    also: TreatmentIds
    versus: ComparedWithId
    versus_as_published: NonEmpty
    outcome: Id
    timepoint: NonEmpty
    horizon: Horizon
    studies: OptionalCount
    participants: OptionalCount
    review_trials: OptionalCount
    review_participants: OptionalCount
    measure: Annotated[str, Field(pattern="^(SMD|MD|RR|proportion|narrative)$")]
    unit: str
    estimate: OptionalNumber
    ci_low: OptionalNumber
    ci_high: OptionalNumber
    better: Annotated[str, Field(pattern="^(lower|higher)$")]
    flipped: bool
    i2: str
    model: str
    certainty: Certainty
    certainty_as_published: str
    indirect: str
    caution: str
    summary: str
    note: str

    @model_validator(mode="after")
    def _numbers_can_be_read(self) -> Self:
        refuse_limits_that_miss(self.ci_low, self.estimate, self.ci_high)
        if self.measure == "narrative" and self.estimate is not None:
            raise ValueError("a narrative result has no estimate")
        if self.measure != "narrative" and self.estimate is None:
            raise ValueError(f"a result in {self.measure} needs its estimate, or is narrative")
        if self.measure == "RR" and min(self.estimate or 0, self.ci_low or 1) <= 0:
            raise ValueError("a ratio must be above 0")
        return self


class Harm(Fact):
    """
    One harm with its denominator, or said to have none.

    `rate_percent` is 0 to 100 of `unit`. Only where `unit` is `treatments` or `patients` may a rate be shown; any other
    words there say why not. `rate_is` says what the rate is: a `point`, an `upper` bound, or the `lowest` or `highest`
    of several published; empty where there is none. `as_published` and `note` are said to people in our words.
    """

    id: Id
    study: Id
    year: OptionalCount
    treatment: TreatmentId
    event: NonEmpty
    severity: Annotated[str, Field(pattern="^(minor|moderate|major)$")]
    events: OptionalCount
    denominator: OptionalCount
    unit: NonEmpty
    rate_percent: OptionalPercent
    rate_is: Annotated[str, Field(pattern="^(point|upper|lowest|highest|)$")]
    ci_low_percent: OptionalPercent
    ci_high_percent: OptionalPercent
    as_published: str
    note: str

    @model_validator(mode="after")
    def _rate_can_be_read(self) -> Self:
        refuse_more_events_than_people(self.events, self.denominator)
        refuse_limits_that_miss(self.ci_low_percent, self.rate_percent, self.ci_high_percent)
        if (self.rate_percent is None) != (self.rate_is == ""):
            raise ValueError("rate_percent and rate_is go together")
        return self


class TimeCourse(Fact):
    """
    One fact about how long: natural history, soreness after needling, speed and length of relief.

    `summary` is the sentence said to people; `{value}`, `{n}`, `{low}`, `{high}` stand for the numbers of the row.
    `treatments` are the ids it bears on; none for the natural course.
    """

    id: Id
    topic: NonEmpty
    condition: EvidenceGroup
    population: NonEmpty
    treatments: TreatmentIds
    treatment: str
    timepoint_days: OptionalNumber
    timepoint: str
    measure: NonEmpty
    value: NonEmpty
    unit: NonEmpty
    n: OptionalCount
    ci_low: OptionalNumber
    ci_high: OptionalNumber
    study: str
    year: OptionalCount
    summary: NonEmpty
    note: str


class Guideline(Fact):
    """
    What one guideline says of one treatment: `for`, `against`, `conditional`, `none` or `unseen`.

    `kind` is `clinical`, or `coverage` where a payer decides what it pays for, which is no advice on what helps.
    `conditions` are `sciatica` and `low_back_pain` as far as the words of the guideline reach; `min_days` and
    `max_days` bound how long the pain has lasted, where they do: under 12 weeks for new (acute, subacute) pain, 12
    weeks or more for long-lasting (chronic) pain.
    """

    id: Id
    guideline: Id
    organisation: NonEmpty
    year: OptionalCount
    kind: Annotated[str, Field(pattern="^(clinical|coverage)$")]
    condition: NonEmpty
    conditions: Annotated[tuple[EvidenceGroup, ...], split_words]
    min_days: OptionalCount
    max_days: OptionalCount
    treatments: TreatmentIds
    treatment_as_published: NonEmpty
    recommendation: Annotated[str, Field(pattern="^(for|against|conditional|none|unseen)$")]
    strength: str
    summary: NonEmpty


class Claim(Fact):
    """A claim that clinics make, our verdict on it, and why. The certainty is one reviewer's reading."""

    id: Id
    section: NonEmpty
    claim: NonEmpty
    verdict: Annotated[str, Field(pattern="^(supported|partly|contradicted|no_good_evidence)$")]
    certainty: Certainty
    more_sources: Addresses
    evidence: NonEmpty
    wording: NonEmpty
