"""What the directory of clinicians rests on: what counts as which care, points of the ranking, how right lists are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from ._care import BillingCode
from ._fact import (
    Fact,
    Id,
    Ids,
    NonEmpty,
    Optional,
    OptionalCount,
    OptionalFraction,
    Refers,
    Row,
    Sentence,
    TreatmentIds,
    WebAddress,
)

# Three bits a kind are kept for each clinician, 24 in all (docs/adr/0013-public-files-joined.md).
KINDS_OF_CARE_AT_MOST = 8


class KindOfCare(Fact):
    """
    One kind of care that Medicare's files count for each clinician.

    The order of the rows is the order in which a snapshot of the directory keeps the kinds: a new one goes to the end,
    and there are 8 at most. `treatments` are those it is a sign of; empty where it is shown only. `nothing_shown` is
    said to people: what the file cannot say, above all why a clinician who does it may have no row; `coverage` are the
    rows of what payers say that it rests on.
    """

    id: Id
    name: NonEmpty
    what_it_is: NonEmpty
    treatments: TreatmentIds
    coverage: Annotated[Ids, Refers("coverage.csv")]
    nothing_shown: Sentence


class ProcedureCode(Fact):
    """
    One billing code and the kind of care it counts for.

    `code` has five characters. `counts_as` are our own words: the descriptions of the codes belong to their owner.
    """

    code: BillingCode
    kind: Annotated[Id, Refers("kinds_of_care.csv")]
    counts_as: Annotated[str, Field(min_length=1, max_length=100)]

    @property
    def key(self) -> str:
        """Name the row by its code."""
        return self.code


class RankingQuestion(StrEnum):
    """
    What somebody asks the directory for, as far as the ranking tells questions apart.

    `needling` is dry needling or acupuncture, `care` any other treatment that `kinds_of_care.csv` counts; a treatment
    that it does not count is asked as `place` or `anywhere`. A name comes before all of these.
    """

    PLACE = "place"
    CARE_PLACE = "care_place"
    NEEDLING_PLACE = "needling_place"
    ANYWHERE = "anywhere"
    CARE = "care"
    NEEDLING = "needling"
    NAME = "name"
    NAME_PLACE = "name_place"


class RankingFactor(StrEnum):
    """What a result can get points for; nothing else moves it."""

    PROFESSION_FIT = "profession_fit"
    SCOPE_OF_PRACTICE = "scope_of_practice"
    EXPERIENCE = "experience"
    DISTANCE = "distance"
    NAME = "name"
    FRESHNESS = "freshness"
    PHONE = "phone"
    SECOND_SOURCE = "second_source"
    TELEHEALTH = "telehealth"
    PHONE_CONFIRMED = "phone_confirmed"
    FREE_SLOT = "free_slot"

    @property
    def is_static(self) -> bool:
        """Say whether its points are the same in every question: snapshots are kept in the order of those."""
        return self in (type(self).FRESHNESS, type(self).PHONE, type(self).SECOND_SOURCE, type(self).TELEHEALTH)


# A full score. Points that do not depend on the question are stored in 8 bits a location.
FULL_SCORE, STATIC_POINTS_AT_MOST = 1000, 255


class RankingWeight(Row):
    """
    The most points that one thing can give in one question, of 1000, and why: a choice of ours, open to review.

    `source_url` is where the reason can be read; empty where it is our judgement alone.
    """

    question: RankingQuestion
    factor: RankingFactor
    most_points: Annotated[int, Field(ge=0, le=FULL_SCORE)]
    why: Sentence
    source_url: Annotated[WebAddress | None, Optional]

    @property
    def key(self) -> str:
        """Name the row by its question and factor."""
        return f"{self.question}.{self.factor}"


def ranking_problems(rows: Iterable[RankingWeight]) -> Iterator[str]:
    """
    Say in one line each what is wrong with the points of the ranking taken together.

    Parameters
    ----------
    rows
        All rows of `ranking_weights.csv`.
    """
    points = {(row.question, row.factor): row.most_points for row in rows}
    for question in RankingQuestion:
        of_question = {factor: points.get((question, factor)) for factor in RankingFactor}
        missing = [factor for factor, most in of_question.items() if most is None]
        total = sum(most or 0 for most in of_question.values())
        if missing:
            yield f"ranking_weights.csv: {question} has no row for {', '.join(missing)}. Add it, with 0 if need be."
        elif total != FULL_SCORE:
            yield f"ranking_weights.csv: the points of {question} add up to {total} and not to {FULL_SCORE}. Mend them."
    yield from _static_problems(points)


def _static_problems(points: Mapping[tuple[RankingQuestion, RankingFactor], int]) -> Iterator[str]:
    static = [factor for factor in RankingFactor if factor.is_static]
    for factor in static:
        given = {most for (_question, of), most in points.items() if of is factor}
        if len(given) > 1:
            yield (
                f"ranking_weights.csv: {factor} gives {' or '.join(map(str, sorted(given)))} points. Snapshots are kept"
                " in its order: give the same in every question."
            )
    total = sum(points.get((RankingQuestion.PLACE, factor), 0) for factor in static)
    if total > STATIC_POINTS_AT_MOST:
        yield (
            f"ranking_weights.csv: {', '.join(static)} give {total} points together, and there is room for"
            f" {STATIC_POINTS_AT_MOST}. Lower them."
        )


class AccuracyMeasure(StrEnum):
    """What was counted: entries that are right, that are the same in several lists, still wrong, or left in a year."""

    RIGHT = "right"
    SAME = "same"
    STILL_WRONG = "still_wrong"
    LEAVES_A_YEAR = "leaves_a_year"
    KINDS = "kinds"


class AccuracyUse(StrEnum):
    """Whether the chance of being right is made from the figure, checked against it, or neither."""

    LAW = "law"
    CHECK = "check"
    CONTEXT = "context"


class DirectoryAccuracy(Fact):
    """
    One published figure on how often entries of directories of clinicians are right.

    `share` is of 1, with `share_low` and `share_high` where a range was given; `days` is how old the entries were, or
    the time in which something changed; `sample` is how many were looked at. The chance that an address is right is
    made from the rows of use `law` and held against those of use `check`.
    """

    id: Id
    measured: AccuracyMeasure
    used_for: AccuracyUse
    share: OptionalFraction
    share_low: OptionalFraction
    share_high: OptionalFraction
    days: OptionalCount
    sample: OptionalCount
    statement: Sentence
