"""Checks of single kinds of numbers that conversions begin with."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import BadStudies
from ._least_squares import FloatArray


def finite(name: str, values: ArrayLike) -> FloatArray:
    """Give numbers as an array, every one finite."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadStudies(f"The {name} is not a number. Give numbers only.") from None
    refuse(~np.isfinite(array), array, name, "it must be a finite number")
    return array


def at_least(least: float, name: str, values: ArrayLike) -> FloatArray:
    """Give finite numbers that are not below `least`."""
    array = finite(name, values)
    refuse(array < least, array, name, f"it is at least {least:g}")
    return array


def above(bound: float, name: str, values: ArrayLike) -> FloatArray:
    """Give finite numbers above `bound`."""
    array = finite(name, values)
    refuse(array <= bound, array, name, f"it is above {bound:g}")
    return array


def share(name: str, values: ArrayLike) -> FloatArray:
    """Give numbers between 0 and 1, neither of them allowed."""
    array = finite(name, values)
    refuse((array <= 0.0) | (array >= 1.0), array, name, "it is between 0 and 1")
    return array


def refuse(wrong: NDArray[np.bool_] | np.bool_, values: FloatArray, name: str, rule: str) -> None:
    """Raise where something is wrong, with the first wrong value."""
    marks = np.atleast_1d(wrong)
    if marks.any():
        first = np.atleast_1d(values)[np.unravel_index(int(np.argmax(marks)), marks.shape)]
        raise BadStudies(f"The {name} is {first:g}, but {rule}. Correct it.")
