"""Facts about the body and about safety: one class a file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from unpinch.kernel import CareLevel

from ._fact import (
    Addresses,
    Fact,
    FindingIds,
    Id,
    Ids,
    NonEmpty,
    OptionalFraction,
    OptionalNumber,
    OptionalRatio,
    RedFlagIds,
    RegionId,
    RegionIds,
    Row,
    Sentence,
    SentenceOrNone,
    Words,
)


class FindingDefinition(Row):
    """A thing a person can say about themselves. A word of the vocabulary, so no source."""

    id: Id
    group: NonEmpty
    meaning: NonEmpty


class BodyRegion(Fact):
    """
    One region of the body chart, the same on both sides.

    `views` are the drawings it appears in: `front`, `back`, `side`. `screen` names what a mark there must make us ask
    about: `cauda_equina`, `dvt`, or nothing.
    """

    id: Id
    label: NonEmpty
    views: Words
    parent: NonEmpty
    description: NonEmpty
    screen: Annotated[str, Field(pattern="^(cauda_equina|dvt|)$")]


class RedFlagRow(StrEnum):
    """A `question` may be asked and fire; a `rule` combines; a `context` row is a fact about flags and never fires."""

    QUESTION = "question"
    RULE = "rule"
    CONTEXT = "context"


class RedFlag(Fact):
    """
    One warning sign, or one fact about them.

    `findings` are the ids that mean this sign: any of them for a `question`; for a `rule` those that take part in it.
    `level` is what it calls for when it stands alone. `basis` begins with `source` where the source says so, with
    `editorial` where we set it (which needs a clinician's signature), with `context` for a row that never fires.
    `question` is asked of the person. `sensitivity` and `specificity` are fractions, for `population`; what was
    published otherwise (a range, an odds ratio) is in `other_stat`.
    """

    id: Id
    row_type: RedFlagRow
    findings: FindingIds
    flag: Sentence
    may_mean: SentenceOrNone
    question: SentenceOrNone
    level: CareLevel
    basis: Annotated[str, Field(pattern="^(source|editorial|context)")]
    sensitivity: OptionalFraction
    specificity: OptionalFraction
    lr_pos: OptionalRatio
    other_stat: str
    population: str

    @model_validator(mode="after")
    def _fits_its_row_type(self) -> Self:
        if self.row_type is RedFlagRow.QUESTION and not self.question:
            raise ValueError("a question row needs its question")
        if (self.row_type is RedFlagRow.CONTEXT) != self.basis.startswith("context"):
            raise ValueError("a context row, and no other, has a basis that begins with context")
        return self


class TriageRule(Fact):
    """
    When findings, alone or together, call for a level of care.

    It fires if every id of `all_of` is present, at least `min_any` of `any_of` are, and none of `none_of` is.
    Ages narrow it further; an age that was not said meets no limit. `max_duration_days` keeps it to recent pain; pain
    whose duration was not said counts as recent, which is the careful reading. `red_flags` are the rows of
    `red_flags.csv` it is built from; `why` and `what_to_do` are said to the person.

    A number to call is a setting of whoever runs this: these two, and the sentences of `red_flags.csv`,
    `needling_safety.csv` and `treatment_cautions.csv`, name it as `{emergency_number}`, `{crisis_line}` or
    `{call_crisis_line}`.
    """

    id: Id
    level: CareLevel
    all_of: FindingIds
    any_of: FindingIds
    min_any: int
    none_of: FindingIds
    min_age_years: OptionalNumber
    max_age_years: OptionalNumber
    max_duration_days: OptionalNumber
    red_flags: RedFlagIds
    basis: NonEmpty
    why: Sentence
    what_to_do: Sentence

    @model_validator(mode="after")
    def _any_of_can_be_met_and_is_needed(self) -> Self:
        if bool(self.any_of) != bool(self.min_any) or not 0 <= self.min_any <= len(self.any_of):
            raise ValueError(f"min_any is {self.min_any} of {len(self.any_of)}, so any_of never or always counts")
        return self


class FindingKind(StrEnum):
    """How a diagnostic finding is got: from answers, an examination, several of them, a drawing, or not at all."""

    HISTORY = "history"
    HISTORY_MODEL = "history_model"
    EXAM = "exam"
    EXAM_CLUSTER = "exam_cluster"
    CLUSTER = "cluster"
    MODEL = "model"
    QUESTIONNAIRE = "questionnaire"
    BODY_CHART = "body_chart"
    RELIABILITY = "reliability"
    CASE_REPORT = "case_report"


class SelfReport(StrEnum):
    """Whether a person can answer it without an examination."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class DiagnosticFinding(Fact):
    """
    How well a finding or test tells one condition.

    Sensitivity and specificity are fractions; ratios are likelihood ratios; `range_text` gives published intervals,
    and what was published where no single number was. `findings` are the ids a person can answer, all of them together
    where there are several; empty where only an examination, a drawing or an age tells. `target` is the structure or
    condition it speaks for, as `fit` shows it. Rows come from different people and reference standards: ratios of
    findings that hang together may not be multiplied.
    """

    id: Id
    finding_or_test: NonEmpty
    kind: FindingKind
    self_report: SelfReport
    findings: FindingIds
    condition: NonEmpty
    target: Id
    sensitivity: OptionalFraction
    specificity: OptionalFraction
    lr_pos: OptionalRatio
    lr_neg: OptionalRatio
    range_text: str
    population: str
    reference_standard: str
    note: str


class ExaminationMethod(Fact):
    """How a clinician does one examination of the pattern fit, and when it counts as positive."""

    id: Id
    how: Sentence
    positive_when: Sentence


class Prevalence(Fact):
    """
    How common a cause is, before anything is asked: `low` to `high` as fractions of `population`.

    `target` is the structure or condition, empty where the row is about something else than a cause (where the pain is,
    what a scan shows) or about people too unlike those who ask here.
    """

    id: Id
    cause: NonEmpty
    target: str
    low: OptionalFraction
    high: OptionalFraction
    as_published: NonEmpty
    population: NonEmpty
    setting: NonEmpty

    @model_validator(mode="after")
    def _low_is_not_above_high(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self


class StructureKind(StrEnum):
    """What kind of structure a pattern belongs to."""

    NERVE_ROOT = "nerve_root"
    MUSCLE = "muscle"
    JOINT = "joint"
    SPINE = "spine"
    OTHER = "other"


class PatternKind(StrEnum):
    """How the pattern was seen: pain of a root, lost feeling, trigger point, joint, or provoked in a laboratory."""

    ROOT_PAIN = "nerve_root_pain"
    DERMATOME = "nerve_root_sensory_dermatome"
    TRIGGER_POINT = "trigger_point"
    JOINT = "joint"
    EXPERIMENTAL = "muscle_experimental"
    OTHER = "other"


class Strength(StrEnum):
    """How much a region belongs to a pattern; often our own reading, see `basis`."""

    PRIMARY = "primary"
    SPILLOVER = "spillover"
    RARE = "rare"


class ReferralPattern(Fact):
    """
    One structure can be felt in one region.

    `structure` is the id shown in `fit`: `L5`, `gluteus_minimus`, `sacroiliac_joint`; `part` says which part of it.
    """

    id: Id
    pattern: PatternKind
    structure: Id
    part: str
    kind: StructureKind
    region: RegionId
    strength: Strength
    basis: NonEmpty


class Muscle(Fact):
    """
    Where one muscle of the referral patterns lies.

    `id` is the structure of `referral_patterns.csv`. `regions` are those under whose skin most of its fleshy part lies,
    which is our own reading of `where_it_is`; they are not where it is felt. `how_to_find` says where a hand can look
    for a sore spot, and what else lies there. `nerve` is its nerve with the roots, empty where no source was seen. What
    `source_url` does not tell was read in `more_sources`.
    """

    id: Id
    name: NonEmpty
    where_it_is: Sentence
    how_to_find: Sentence
    nerve: SentenceOrNone
    regions: RegionIds
    more_sources: Addresses

    @model_validator(mode="after")
    def _lies_somewhere(self) -> Self:
        if not self.regions:
            raise ValueError("a muscle lies in one region at least")
        return self


class NeedlingKind(StrEnum):
    """What sort of caution about needling a row is."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    PRECAUTION = "precaution"
    ANATOMICAL_HAZARD = "anatomical_hazard"
    ANATOMICAL_INFORMATION = "anatomical_information"
    ADVERSE_EVENT = "adverse_event"
    ADVERSE_EVENT_RATE = "adverse_event_rate"


class NeedlingCaution(Fact):
    """
    A reason not to needle, to ask first, or to take care in one muscle.

    `findings` are the ids that raise it, any of them; empty where a person cannot tell us yet, so it can only be asked
    about. `muscles` are ids as in `referral_patterns.csv`, and a few more. `applies_to` is `person`, `region` or the
    place in words. `what_to_do` is said to the person; `ask` is a question the person can put to the clinician.
    """

    id: Id
    kind: NeedlingKind
    findings: FindingIds
    muscles: Ids
    applies_to: NonEmpty
    item: Sentence
    hazard: SentenceOrNone
    what_to_do: SentenceOrNone
    ask: SentenceOrNone
