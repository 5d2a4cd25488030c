"""
Effect sizes of two-arm studies with their sampling variances. Positive, or a ratio above 1, where arm 1 has more.

Every function takes arrays of shape (k,), one number for each study. Counts may be fractions (an effective sample size
of a cluster trial).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from ._errors import BadStudies, BadStudy, UnknownMethod
from ._least_squares import FloatArray

# Added to every cell of a study with a zero cell, for ratios of risks and odds.
ZERO_CELL_ADDITION = 0.5
# A standard deviation needs two people.
_FEWEST_WITH_SD = 2.0


@dataclass(frozen=True)
class Effects:
    """
    Effect sizes.

    Attributes
    ----------
    measure
        `MD`, `SMD`, `SMDH`, `ROM`, `RR`, `OR` or `RD`; None where effects were given.
    yi, vi
        Shape (k,), effects (ratios as natural logarithms) and their sampling variances.
    corrected
        The studies, counted from 1, to whose cells 0.5 was added.
    """

    measure: str | None
    yi: FloatArray
    vi: FloatArray
    corrected: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Arm:
    mean: FloatArray
    sd: FloatArray
    n: FloatArray


Formula = tuple[FloatArray, FloatArray]
Computes = TypeVar("Computes")


def continuous_effects(
    *,
    measure: str,
    m1: ArrayLike,
    sd1: ArrayLike,
    n1: ArrayLike,
    m2: ArrayLike,
    sd2: ArrayLike,
    n2: ArrayLike,
) -> Effects:
    """
    Compute effect sizes of means, arm 1 against arm 2.

    Parameters
    ----------
    measure
        `MD` mean difference, in units of the outcome. `SMD` Hedges' g: mean difference over the pooled SD, times the
        exact correction for small samples; large-sample variance. `SMDH` the same over the root of the mean of both
        variances, for SDs that differ. `ROM` logarithm of the ratio of means, which must be above 0.
    m1, m2
        Means.
    sd1, sd2
        Standard deviations of people (not standard errors), >= 0.
    n1, n2
        People, >= 2 each.

    Raises
    ------
    UnknownMethod
        If the measure is none of these.
    BadStudy
        If a number of a study is none that it can be; says which.
    BadStudies
        If the arrays are not of one length.

    References
    ----------
    MD, SMD: Hedges LV. J Educ Stat 1981;6:107-128, https://doi.org/10.3102/10769986006002107; Hedges LV, Olkin I.
    Statistical Methods for Meta-Analysis, 1985, pages 79-86. SMDH: Bonett DG. Psychol Methods 2009;14:225-238,
    https://doi.org/10.1037/a0016619. ROM: Hedges LV, Gurevitch J, Curtis PS. Ecology 1999;80:1150-1156,
    https://doi.org/10.1890/0012-9658(1999)080[1150:TMAORR]2.0.CO;2.

    Examples
    --------
    >>> arms = dict(m1=[32.0], sd1=[14.0], n1=[30], m2=[41.0], sd2=[16.0], n2=[28])
    >>> round(float(continuous_effects(measure="SMD", **arms).yi[0]), 3)
    -0.592
    """
    formula = _of(measure, CONTINUOUS_MEASURES)
    columns = _columns({"m1": m1, "sd1": sd1, "n1": n1, "m2": m2, "sd2": sd2, "n2": n2})
    arms = _arm(columns, "1"), _arm(columns, "2")
    if measure == "ROM":
        for column in ("m1", "m2"):
            _refuse(columns[column] <= 0.0, columns[column], column, "a ratio of means needs means above 0")
    return _finished(measure, formula(*arms))


def binary_effects(*, measure: str, a: ArrayLike, n1: ArrayLike, c: ArrayLike, n2: ArrayLike) -> Effects:
    """
    Compute effect sizes of events, arm 1 against arm 2.

    Parameters
    ----------
    measure
        `RR` logarithm of the ratio of risks, `OR` logarithm of the ratio of odds, `RD` difference of risks. For RR and
        OR, 0.5 is added to every cell (people with and without the event) of a study in which a cell is 0, and
        `corrected` says in which.
    a, c
        People with the event, 0 to n1 and 0 to n2.
    n1, n2
        People, > 0.

    Raises
    ------
    UnknownMethod
        If the measure is none of these.
    BadStudy
        If a number of a study is none that it can be, or, for RD, if nobody or everybody has the event in both arms:
        the variance would be 0.
    BadStudies
        If the arrays are not of one length.

    References
    ----------
    Fleiss JL, Berlin JA. Effect sizes for dichotomous data. In: The Handbook of Research Synthesis and Meta-Analysis,
    2nd ed., 2009, chapter 13. The addition: Gart JJ, Zweifel JR. Biometrika 1967;54:181-187,
    https://doi.org/10.1093/biomet/54.1-2.181.

    Examples
    --------
    >>> effects = binary_effects(measure="OR", a=[4, 0], n1=[20, 15], c=[9, 3], n2=[21, 16])
    >>> [round(float(effect), 3) for effect in effects.yi], effects.corrected
    ([-1.099, -2.084], (2,))
    """
    formula = _of(measure, BINARY_MEASURES)
    columns = _columns({"a": a, "n1": n1, "c": c, "n2": n2})
    for events, people in (("a", "n1"), ("c", "n2")):
        _refuse(columns[people] <= 0.0, columns[people], people, "there must be people in each arm")
        _refuse(columns[events] < 0.0, columns[events], events, "events cannot be fewer than 0")
        _refuse(columns[events] > columns[people], columns[events], events, f"{people} is smaller")
    cells = np.array([columns["a"], columns["n1"] - columns["a"], columns["c"], columns["n2"] - columns["c"]])
    corrected: tuple[int, ...] = ()
    if measure in WITH_ZERO_CELLS_CORRECTED:
        has_zero = (cells == 0.0).any(axis=0)
        cells = cells + ZERO_CELL_ADDITION * has_zero
        corrected = tuple(int(study) + 1 for study in np.flatnonzero(has_zero))
    return _finished(measure, formula(*cells), corrected)


def given_effects(*, yi: ArrayLike, vi: ArrayLike) -> Effects:
    """
    Check effects that were computed elsewhere.

    Parameters
    ----------
    yi, vi
        Shape (k,), finite effects and their sampling variances, each above 0.

    Raises
    ------
    BadStudy
        If a number of a study is not finite or a variance not above 0; says which.
    BadStudies
        If the arrays are not of one length.
    """
    columns = _columns({"yi": yi, "vi": vi})
    _refuse(~(columns["vi"] > 0.0), columns["vi"], "vi", "a variance is above 0")
    return Effects(measure=None, yi=columns["yi"], vi=columns["vi"])


def exact_small_sample_factor(df: ArrayLike) -> FloatArray:
    """Give Hedges' J = gamma(df / 2) / (sqrt(df / 2) gamma((df - 1) / 2)) for df > 1 (Hedges 1981)."""
    half = np.asarray(df, dtype=np.float64) / 2.0
    factor: FloatArray = np.exp(special.gammaln(half) - special.gammaln(half - 0.5)) / np.sqrt(half)
    return factor


def _mean_difference(one: _Arm, two: _Arm) -> Formula:
    return one.mean - two.mean, one.sd**2 / one.n + two.sd**2 / two.n


def _hedges_g(one: _Arm, two: _Arm) -> Formula:
    df = one.n + two.n - 2.0
    pooled = np.sqrt(((one.n - 1.0) * one.sd**2 + (two.n - 1.0) * two.sd**2) / df)
    _refuse(pooled == 0.0, pooled, "the pooled SD", "a standardised difference needs one above 0")
    g = exact_small_sample_factor(df) * (one.mean - two.mean) / pooled
    return g, 1.0 / one.n + 1.0 / two.n + g**2 / (2.0 * (one.n + two.n))


def _heteroscedastic_g(one: _Arm, two: _Arm) -> Formula:
    mean_variance = (one.sd**2 + two.sd**2) / 2.0
    _refuse(mean_variance == 0.0, mean_variance, "the pooled SD", "a standardised difference needs one above 0")
    factor = exact_small_sample_factor(one.n + two.n - 2.0)
    g = factor * (one.mean - two.mean) / np.sqrt(mean_variance)
    fourth = one.sd**4 / (one.n - 1.0) + two.sd**4 / (two.n - 1.0)
    second = one.sd**2 / (one.n - 1.0) + two.sd**2 / (two.n - 1.0)
    variance = g**2 * fourth / (8.0 * mean_variance**2) + second / mean_variance
    return g, factor**2 * variance


def _log_ratio_of_means(one: _Arm, two: _Arm) -> Formula:
    relative = (one.sd / one.mean) ** 2 / one.n + (two.sd / two.mean) ** 2 / two.n
    return np.log(one.mean) - np.log(two.mean), relative


def _log_risk_ratio(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray) -> Formula:
    one, two = a + b, c + d
    return np.log(a / one) - np.log(c / two), 1.0 / a - 1.0 / one + 1.0 / c - 1.0 / two


def _log_odds_ratio(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray) -> Formula:
    return np.log(a / b) - np.log(c / d), 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d


def _risk_difference(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray) -> Formula:
    one, two = a + b, c + d
    return a / one - c / two, a * b / one**3 + c * d / two**3


CONTINUOUS_MEASURES: Mapping[str, Callable[[_Arm, _Arm], Formula]] = MappingProxyType(
    {"MD": _mean_difference, "SMD": _hedges_g, "SMDH": _heteroscedastic_g, "ROM": _log_ratio_of_means}
)
BINARY_MEASURES: Mapping[str, Callable[[FloatArray, FloatArray, FloatArray, FloatArray], Formula]] = MappingProxyType(
    {"RR": _log_risk_ratio, "OR": _log_odds_ratio, "RD": _risk_difference}
)
WITH_ZERO_CELLS_CORRECTED = frozenset({"RR", "OR"})
# Measures whose effects are natural logarithms.
MEASURES_ON_LOG_SCALE = frozenset({"ROM", "RR", "OR"})


def _of(measure: str, formulae: Mapping[str, Computes]) -> Computes:
    if measure not in formulae:
        raise UnknownMethod(f"{measure!r} is no measure for such data. Choose one of {', '.join(formulae)}.")
    return formulae[measure]


def _columns(given: Mapping[str, ArrayLike]) -> dict[str, FloatArray]:
    """Make arrays of one length and of finite numbers, or say which is not."""
    try:
        columns = {name: np.array(values, dtype=np.float64) for name, values in given.items()}
    except (TypeError, ValueError):
        raise BadStudies(f"Something in {', '.join(given)} is not a number. Give numbers only.") from None
    if len({column.shape for column in columns.values()}) > 1 or any(c.ndim != 1 for c in columns.values()):
        raise BadStudies(f"{', '.join(given)} are not of one length. Give one number of each for every study.")
    for name, column in columns.items():
        _refuse(~np.isfinite(column), column, name, "it must be a finite number")
    return columns


def _arm(columns: Mapping[str, FloatArray], which: str) -> _Arm:
    sd, n = columns[f"sd{which}"], columns[f"n{which}"]
    _refuse(n <= 0.0, n, f"n{which}", "there must be people in each arm")
    _refuse(n < _FEWEST_WITH_SD, n, f"n{which}", "a standard deviation needs two people")
    _refuse(sd < 0.0, sd, f"sd{which}", "a standard deviation is not below 0")
    return _Arm(mean=columns[f"m{which}"], sd=sd, n=n)


def _finished(measure: str, formula: Formula, corrected: tuple[int, ...] = ()) -> Effects:
    yi, vi = formula
    _refuse(~(vi > 0.0), vi, f"the variance of its {measure}", "a variance is above 0")
    return Effects(measure=measure, yi=yi, vi=vi, corrected=corrected)


def _refuse(wrong: NDArray[np.bool_], values: FloatArray, what: str, rule: str) -> None:
    if wrong.any():
        first = int(np.argmax(wrong))
        reason = f"{what} is {values[first]:g}, but {rule}. Correct it, or take the study out."
        raise BadStudy(study=first + 1, reason=reason)
