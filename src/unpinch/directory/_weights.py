"""
What a result is ranked by, and how many points each thing gives: whole thousandths, 1000 is a full score.

How many points each thing can give at most stands in `knowledge/data/ranking_weights.csv`, and nowhere else. How it
gives fewer (the farther, the older) stands here.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from unpinch import knowledge
from unpinch.knowledge import RankingFactor, RankingQuestion

from ._errors import BadWeights
from ._scope import AllowedAnswer
from ._zips import FloatArray

PointArray = npt.NDArray[np.int64]

THOUSAND = knowledge.FULL_SCORE
# At this distance half of the points for distance are left, whatever radius was asked for: the order of two clinicians
# does not depend on how far somebody is willing to look.
HALF_DISTANCE_MILES = 10.0
# A record touched within a year counts in full, one untouched for ten years not at all, in between a straight line.
FRESH_DAYS, STALE_DAYS = 365, 3650
# Fit where the profession is one of several that the clinician names, and not the main one: four fifths.
SECOND_PROFESSION = 0.8
# What the state lets the profession do, as a share of the points for it; not known counts as much as unclear.
SCOPE_SHARES = {
    AllowedAnswer.YES: 1.0,
    AllowedAnswer.LIMITED: 2 / 3,
    AllowedAnswer.UNCLEAR: 1 / 3,
    AllowedAnswer.UNKNOWN: 1 / 3,
    AllowedAnswer.NO: 0.0,
}
# Levels of shown experience: 0 is nothing shown.
HIGHEST_LEVEL = 7


@dataclass(frozen=True)
class Weights:
    """The most points each factor can give; they add up to 1000."""

    fit: int
    scope: int
    experience: int
    distance: int
    name: int
    freshness: int
    phone: int
    second_source: int
    telehealth: int
    phone_confirmed: int
    free_slot: int

    def __post_init__(self) -> None:
        if sum(astuple(self)) != THOUSAND:
            raise ValueError("weights must add up to 1000")


# The names under which `Weights` has the factors of the file and of the results.
FACTORS = {
    "fit": RankingFactor.PROFESSION_FIT,
    "scope": RankingFactor.SCOPE_OF_PRACTICE,
    "experience": RankingFactor.EXPERIENCE,
    "distance": RankingFactor.DISTANCE,
    "name": RankingFactor.NAME,
    "freshness": RankingFactor.FRESHNESS,
    "phone": RankingFactor.PHONE,
    "second_source": RankingFactor.SECOND_SOURCE,
    "telehealth": RankingFactor.TELEHEALTH,
    "phone_confirmed": RankingFactor.PHONE_CONFIRMED,
    "free_slot": RankingFactor.FREE_SLOT,
}


def weights_for(*, needling: bool, near: bool, name: bool, counted: bool = False) -> Weights:
    """
    Give the weights of a question.

    Freshness, phone, a second source and telehealth weigh the same in every question, because the rows of a snapshot
    are kept in their order. A name, where one is asked for, weighs most, and care then counts for nothing.

    Parameters
    ----------
    needling
        Whether dry needling or acupuncture is asked for.
    near
        Whether a place is asked for.
    name
        Whether a name is asked for.
    counted
        Whether the care asked for is a treatment that a kind of care of `kinds_of_care.csv` is a sign of.

    Raises
    ------
    BadWeights
        If the points of the file do not fit together.

    Examples
    --------
    >>> weights_for(needling=False, near=True, name=False).distance
    300
    """
    if name:
        return weights_by_question()[RankingQuestion.NAME_PLACE if near else RankingQuestion.NAME]
    if needling:
        return weights_by_question()[RankingQuestion.NEEDLING_PLACE if near else RankingQuestion.NEEDLING]
    if counted:
        return weights_by_question()[RankingQuestion.CARE_PLACE if near else RankingQuestion.CARE]
    return weights_by_question()[RankingQuestion.PLACE if near else RankingQuestion.ANYWHERE]


@cache
def weights_by_question() -> dict[RankingQuestion, Weights]:
    """
    Give the weights of every question, in the order of the file.

    Raises
    ------
    BadWeights
        If a question lacks a factor, its points do not add up to 1000, or what orders a snapshot differs between
        questions or needs more than 8 bits.
    """
    rows = knowledge.ranking_weights()
    for problem in knowledge.ranking_problems(rows):
        raise BadWeights(problem)
    points = {(row.question, row.factor): row.most_points for row in rows}
    return {
        question: Weights(**{name: points[question, factor] for name, factor in FACTORS.items()})
        for question in dict.fromkeys(row.question for row in rows)
    }


_ANY = weights_by_question()[RankingQuestion.PLACE]
FRESHNESS_POINTS, PHONE_POINTS = _ANY.freshness, _ANY.phone
SECOND_SOURCE_POINTS, TELEHEALTH_POINTS = _ANY.second_source, _ANY.telehealth


def distance_points(*, miles: FloatArray, most: int) -> PointArray:
    """Give the points for distance, shape (n,): all of them at 0 miles, half at 10, never more farther away."""
    points: PointArray = np.rint(most * HALF_DISTANCE_MILES / (HALF_DISTANCE_MILES + miles)).astype(np.int64)
    return points


def freshness_points(*, age_days: npt.NDArray[np.int64]) -> PointArray:
    """Give the points for how lately the record was updated, shape (n,); an age below 0 means that nobody knows."""
    share = np.clip((STALE_DAYS - age_days) / (STALE_DAYS - FRESH_DAYS), 0.0, 1.0)
    points: PointArray = np.rint(FRESHNESS_POINTS * np.where(age_days < 0, 0.0, share)).astype(np.int64)
    return points


def scope_points(*, answer: AllowedAnswer, most: int) -> int:
    """Give the points for what the state lets the profession do; not known counts as much as unclear."""
    return round(most * SCOPE_SHARES[answer])


def experience_points(*, level: int, most: int) -> int:
    """Give the points for a level of shown experience, 0 to 7: none at 0, all at 7, never fewer for a higher level."""
    return round(most * level / HIGHEST_LEVEL)


def order_fingerprint() -> dict[str, int]:
    """Give the numbers that the order of rows in a snapshot rests on; one made with others must be built again."""
    return {
        "freshness_points": FRESHNESS_POINTS,
        "phone_points": PHONE_POINTS,
        "second_source_points": SECOND_SOURCE_POINTS,
        "telehealth_points": TELEHEALTH_POINTS,
        "fresh_days": FRESH_DAYS,
        "stale_days": STALE_DAYS,
    }
