"""What a result is ranked by, and how many points each thing gives: whole thousandths, 1000 is a full score."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from ._scope import AllowedAnswer
from ._zips import FloatArray

PointArray = npt.NDArray[np.int64]

THOUSAND = 1000
# At this distance half of the points for distance are left, whatever radius was asked for: the order of two clinicians
# does not depend on how far somebody is willing to look.
HALF_DISTANCE_MILES = 10.0
# A record touched within a year counts in full, one untouched for ten years not at all, in between a straight line.
FRESH_DAYS, STALE_DAYS = 365, 3650
# Fit where the profession is one of several that the clinician names, and not the main one: four fifths.
SECOND_PROFESSION = 0.8
FRESHNESS_POINTS, PHONE_POINTS = 120, 80
_SCOPE_SHARES = {
    AllowedAnswer.YES: 1.0,
    AllowedAnswer.LIMITED: 2 / 3,
    AllowedAnswer.UNCLEAR: 1 / 3,
    AllowedAnswer.UNKNOWN: 1 / 3,
    AllowedAnswer.NO: 0.0,
}


@dataclass(frozen=True)
class Weights:
    """The most points each factor can give; they add up to 1000."""

    fit: int
    scope: int
    distance: int
    name: int
    freshness: int = FRESHNESS_POINTS
    phone: int = PHONE_POINTS

    def __post_init__(self) -> None:
        if sum(getattr(self, field.name) for field in fields(self)) != THOUSAND:
            raise ValueError("weights must add up to 1000")


def weights_for(*, needling: bool, near: bool, name: bool) -> Weights:
    """
    Give the weights of a question.

    Freshness and phone weigh the same in every question, because the rows of a snapshot are kept in their order. What
    the state allows weighs only where needling was asked for. A name, where one is asked for, weighs most.

    Parameters
    ----------
    needling
        Whether dry needling or acupuncture is asked for.
    near
        Whether a place is asked for.
    name
        Whether a name is asked for.

    Examples
    --------
    >>> weights_for(needling=False, near=True, name=False).distance
    300
    """
    scope = 150 if needling else 0
    if name:
        return Weights(fit=300 - scope, scope=scope, distance=100 if near else 0, name=400 if near else 500)
    return Weights(fit=500 - scope, scope=scope, distance=300, name=0)


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
    return round(most * _SCOPE_SHARES[answer])


def order_fingerprint() -> dict[str, int]:
    """Give the numbers that the order of rows in a snapshot rests on; one made with others must be built again."""
    return {
        "freshness_points": FRESHNESS_POINTS,
        "phone_points": PHONE_POINTS,
        "fresh_days": FRESH_DAYS,
        "stale_days": STALE_DAYS,
    }
