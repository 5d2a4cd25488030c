"""Facts about how pain goes on: what published courses say of a day, and the measures that follow a person."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from ._fact import Fact, Fraction, Id, NonEmpty, Optional, OptionalNumber, OptionalPercent, Refers, WebAddress

OptionalAddress = Annotated[WebAddress | None, Optional]


class CourseAnchor(Fact):
    """
    What one publication says of how many people are better on a day, as the expected course takes it.

    `course` is `recent` for pain of less than 12 weeks at the start, `longer` for the rest. `event` says what `share`
    is a share of: people whom the pain no longer bothers, people whose score fell by 30 in 100 or more (`improved_30`),
    or the mean pain that was there at the start (`mean_share`). `fact` is the row of `time_course.csv` or `trials.csv`
    it was taken from.
    """

    id: Id
    course: Annotated[str, Field(pattern="^(recent|longer)$")]
    day: Annotated[int, Field(gt=0)]
    event: Annotated[str, Field(pattern="^(no_longer_bothers|improved_30|mean_share)$")]
    share: Fraction
    fact: NonEmpty
    note: NonEmpty


class OutcomeMeasure(Fact):
    """
    A questionnaire or scale that may freely be used, and what is known of its scores.

    `low` to `high` is the range of the score, `better` its better end. `missing` is the rule for an answer that is not
    there: `none` no score, `unticked_is_no` of a list to tick, `answered_only` the mean of the rest. `points` and
    `percent` are the smallest change that matters to a person, read at `change_url`; empty where none was seen.
    `notice` is shown wherever its items are.
    """

    id: Id
    name: NonEmpty
    short_name: NonEmpty
    asks_about: NonEmpty
    low: float
    high: float
    better: Annotated[str, Field(pattern="^(lower|higher)$")]
    missing: Annotated[str, Field(pattern="^(none|unticked_is_no|answered_only)$")]
    points: OptionalNumber
    percent: OptionalPercent
    change_note: str
    change_url: OptionalAddress
    licence: NonEmpty
    licence_url: OptionalAddress
    notice: str
    loinc: str
    note: str

    @model_validator(mode="after")
    def _a_change_that_matters_has_its_source(self) -> Self:
        if self.points is not None and not self.change_url:
            raise ValueError("a smallest change that matters needs its change_url")
        return self


class QuestionnaireItem(Fact):
    """
    One question, in the words of its authors unless `is_own_wording`; `answers` is the kind of answer it takes.

    An item of others is not changed: neither shortened nor said more plainly.
    """

    id: Id
    measure: Annotated[Id, Refers("outcome_measures.csv")]
    place: Annotated[int, Field(gt=0)]
    text: NonEmpty
    answers: Annotated[str, Field(pattern="^(tick|agree|bothersome|pain_0_10|interference_0_10|change_1_7|able_0_10)$")]
    is_own_wording: bool
