"""Facts about a disc, a bone spur or a narrow canal that presses on a nerve, and the order of care that follows."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from unpinch.kernel import Text

from ._fact import (
    Fact,
    Id,
    NonEmpty,
    OptionalCount,
    OptionalNumber,
    Sentence,
    SentenceOrNone,
    SpecialtyIds,
    TreatmentIds,
    split_words,
)

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
# Any figure but the 100 of "in 100" and "of 100", which is no number of the row.
_FIGURE = re.compile(r"(?<!\d)(?!100(?!\d))\d")
# Which file an address in `evidence` of `care_steps.csv` leads to.
EVIDENCE_PATTERN = r"^(fact|claim|time|pooled|guideline):[A-Za-z0-9][A-Za-z0-9_.-]*$"
EvidenceReference = Annotated[str, Field(pattern=EVIDENCE_PATTERN)]


class CompressionCause(StrEnum):
    """What presses on the nerve; `any` where a fact holds whatever it is, or where nobody has looked."""

    DISC_HERNIATION = "disc_herniation"
    BONE_SPUR = "bone_spur"
    SPINAL_STENOSIS = "spinal_stenosis"
    ANY = "any"


class CompressionTopic(StrEnum):
    """The question that a fact about a pressed nerve answers, in the order in which people ask."""

    WHAT_IT_IS = "what_it_is"
    WHAT_NEEDLING_CAN = "what_needling_can"
    WHAT_NEEDLING_CANNOT = "what_needling_cannot"
    COMBINE_WITH = "combine_with"
    SEE_WHOM = "see_whom"
    WHEN_SOONER = "when_sooner"
    HOW_IT_GOES = "how_it_goes"


class StatementCertainty(StrEnum):
    """Certainty in the words of GRADE, `not_graded` where nobody graded it, or that no good evidence was found."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NOT_GRADED = "not_graded"
    NO_GOOD_EVIDENCE = "no_good_evidence"


class CareStage(StrEnum):
    """Where a step stands in the order of care."""

    START_NOW = "start_now"
    ADD = "add"
    SEE = "see"
    MOVE_ON = "move_on"


class NerveCompression(Fact):
    """
    One fact about what presses on a nerve: what it means, what needling can do about it, whom to see and when.

    `cause` is what presses; `any` holds for each. `statement` is said to people; `{value}`, `{low}`, `{high}` and `{n}`
    stand for the numbers of the row, and no figure but 100 is typed into it. `treatments` are those it bears on,
    `specialties` the clinicians it names. `certainty` `no_good_evidence` says that it was looked for and not found; the
    source is then the nearest thing that was.
    """

    id: Id
    cause: CompressionCause
    topic: CompressionTopic
    statement: NonEmpty
    value: OptionalNumber
    low: OptionalNumber
    high: OptionalNumber
    n: OptionalCount
    treatments: TreatmentIds
    specialties: SpecialtyIds
    certainty: StatementCertainty

    @property
    def text(self) -> Text:
        """Give the statement with its numbers, to be said in any language."""
        return Text(self.statement, self._numbers())

    def _numbers(self) -> dict[str, object]:
        shown = {"value": self.value, "low": self.low, "high": self.high}
        numbers: dict[str, object] = {name: f"{number:g}" for name, number in shown.items() if number is not None}
        return numbers if self.n is None else {**numbers, "n": f"{self.n:,}"}

    @model_validator(mode="after")
    def _numbers_stand_in_their_columns(self) -> Self:
        if _FIGURE.search(self.statement):
            raise ValueError("a figure belongs into value, low, high or n, and its name in braces into the statement")
        if set(_PLACEHOLDER.findall(self.statement)) != set(self._numbers()):
            raise ValueError("the statement must name each number of the row in braces, and no other")
        if self.low is not None and self.high is not None and not self.low <= self._middle() <= self.high:
            raise ValueError(f"the limits {self.low} to {self.high} do not hold the value")
        return self

    def _middle(self) -> float:
        return self.value if self.value is not None else (self.low or 0.0)


class CareStep(Fact):
    """
    One thing in the order of care of a pressed nerve.

    `causes` are those it is for, none meaning each; it is left out where one of `unless` is there. `treatments` are
    what is done, none where somebody is only asked; `specialties` who does it, none where it is the person themselves.
    Until the pain has lasted `after_days` it is something for later. `evidence` leads to facts: `fact:` to
    `nerve_compression.csv`, `claim:`, `time:`, `pooled:` and `guideline:` to `claims.csv`, `time_course.csv`,
    `pooled_results.csv` and `guidelines.csv`. `basis` begins with `source` where the source gives the timing, with
    `editorial` where we set it (which needs a clinician's signature).
    """

    id: Id
    stage: CareStage
    causes: Annotated[tuple[CompressionCause, ...], split_words]
    unless: Annotated[tuple[CompressionCause, ...], split_words]
    treatments: TreatmentIds
    specialties: SpecialtyIds
    after_days: Annotated[int, Field(ge=0)]
    action: Sentence
    start_when: Sentence
    stop_when: SentenceOrNone
    evidence: Annotated[tuple[EvidenceReference, ...], split_words, Field(min_length=1)]
    basis: Annotated[str, Field(pattern=r"^(source|editorial)")]
