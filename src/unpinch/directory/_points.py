"""Points that do not depend on the question."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ._weights import (
    PHONE_POINTS,
    SECOND_SOURCE_POINTS,
    TELEHEALTH_POINTS,
    PointArray,
    freshness_points,
)
from ._zips import IntArray


def static_points(
    *,
    age_days: IntArray,
    has_phone: npt.NDArray[np.bool_],
    second_source: npt.NDArray[np.bool_],
    telehealth: npt.NDArray[np.bool_],
) -> PointArray:
    """Give the points of rows that are the same in every question, shape (n,): at most 255."""
    points = freshness_points(age_days=age_days) + PHONE_POINTS * has_phone.astype(np.int64)
    points += SECOND_SOURCE_POINTS * second_source.astype(np.int64)
    points += TELEHEALTH_POINTS * telehealth.astype(np.int64)
    return points
