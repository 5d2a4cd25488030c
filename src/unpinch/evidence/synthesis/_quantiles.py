"""
Mean and SD of papers that give the median with quartiles, with the range, or with both.

Derived for values that are about normal; pain and disability are often skewed, so what comes out is marked as computed
and checked by leaving it out. Means: Luo D, Wan X, Liu J, Tong T. Stat Methods Med Res 2018;27:1785-1805,
https://doi.org/10.1177/0962280216669183. SDs: Wan X, Wang W, Liu J, Tong T. BMC Med Res Methodol 2014;14:135,
https://doi.org/10.1186/1471-2288-14-135.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ._checks import at_least, finite, refuse
from ._least_squares import FloatArray

MeanAndSd = tuple[FloatArray, FloatArray]
# With fewer people quartiles and ends are hardly different values.
_FEWEST = 5.0


def mean_sd_from_quartiles(*, q1: ArrayLike, median: ArrayLike, q3: ArrayLike, n: ArrayLike) -> MeanAndSd:
    """
    Estimate mean and SD from the median and the quartiles.

    Parameters
    ----------
    q1, median, q3
        In order; an interquartile range that was given as one number does not do.
    n
        People, >= 5.

    Returns
    -------
    mean, sd

    Raises
    ------
    BadStudies
        If a number is not finite, n is too small, or the quantiles are not in order.

    References
    ----------
    Luo 2018, scenario S2; Wan 2014, scenario C3.

    Examples
    --------
    >>> mean, sd = mean_sd_from_quartiles(q1=20.0, median=35.0, q3=55.0, n=40)
    >>> round(float(mean), 2), round(float(sd), 2)
    (36.77, 26.91)
    """
    people, low, middle, high = _in_order(n, ("first quartile", q1), ("median", median), ("third quartile", q3))
    weight = 0.7 + 0.39 / people
    mean: FloatArray = weight * (low + high) / 2.0 + (1.0 - weight) * middle
    return mean, (high - low) / _quartiles_apart(people)


def mean_sd_from_range(*, minimum: ArrayLike, median: ArrayLike, maximum: ArrayLike, n: ArrayLike) -> MeanAndSd:
    """
    Estimate mean and SD from the median and the smallest and the greatest value.

    Parameters
    ----------
    minimum, median, maximum
        In order.
    n
        People, >= 5.

    Returns
    -------
    mean, sd

    Raises
    ------
    BadStudies
        If a number is not finite, n is too small, or the quantiles are not in order.

    References
    ----------
    Luo 2018, scenario S1; Wan 2014, scenario C1.

    Examples
    --------
    >>> mean, sd = mean_sd_from_range(minimum=5.0, median=35.0, maximum=90.0, n=40)
    >>> round(float(mean), 2), round(float(sd), 2)
    (37.51, 19.71)
    """
    people, low, middle, high = _in_order(n, ("minimum", minimum), ("median", median), ("maximum", maximum))
    weight = 4.0 / (4.0 + people**0.75)
    mean: FloatArray = weight * (low + high) / 2.0 + (1.0 - weight) * middle
    return mean, (high - low) / _ends_apart(people)


def mean_sd_from_five_numbers(
    *,
    minimum: ArrayLike,
    q1: ArrayLike,
    median: ArrayLike,
    q3: ArrayLike,
    maximum: ArrayLike,
    n: ArrayLike,
) -> MeanAndSd:
    """
    Estimate mean and SD from the median, the quartiles and the smallest and the greatest value.

    Parameters
    ----------
    minimum, q1, median, q3, maximum
        In order.
    n
        People, >= 5.

    Returns
    -------
    mean, sd

    Raises
    ------
    BadStudies
        If a number is not finite, n is too small, or the quantiles are not in order.

    References
    ----------
    Luo 2018, scenario S3; Wan 2014, scenario C2.

    Examples
    --------
    >>> mean, sd = mean_sd_from_five_numbers(minimum=5.0, q1=20.0, median=35.0, q3=55.0, maximum=90.0, n=40)
    >>> round(float(mean), 2), round(float(sd), 2)
    (38.03, 23.31)
    """
    people, lowest, low, middle, high, highest = _in_order(
        n,
        ("minimum", minimum),
        ("first quartile", q1),
        ("median", median),
        ("third quartile", q3),
        ("maximum", maximum),
    )
    of_ends, of_quartiles = 2.2 / (2.2 + people**0.75), 0.7 - 0.72 / people**0.55
    mean: FloatArray = (
        of_ends * (lowest + highest) / 2.0 + of_quartiles * (low + high) / 2.0 + (1.0 - of_ends - of_quartiles) * middle
    )
    sd = ((highest - lowest) / _ends_apart(people) + (high - low) / _quartiles_apart(people)) / 2.0
    return mean, sd


def _ends_apart(n: FloatArray) -> FloatArray:
    """Give how many SDs the smallest and the greatest of n normal values are expected to lie apart."""
    apart: FloatArray = 2.0 * special.ndtri((n - 0.375) / (n + 0.25))
    return apart


def _quartiles_apart(n: FloatArray) -> FloatArray:
    """Give how many SDs the quartiles of n normal values are expected to lie apart."""
    apart: FloatArray = 2.0 * special.ndtri((0.75 * n - 0.125) / (n + 0.25))
    return apart


def _in_order(n: ArrayLike, *named: tuple[str, ArrayLike]) -> tuple[FloatArray, ...]:
    people = at_least(_FEWEST, "n", n)
    quantiles = [finite(name, values) for name, values in named]
    for position, (name, _) in enumerate(named[1:], start=1):
        before = named[position - 1][0]
        smaller = np.asarray(quantiles[position] < quantiles[position - 1])
        refuse(smaller, np.broadcast_to(quantiles[position], smaller.shape), name, f"the {before} is greater")
    return people, *quantiles
