"""
Numbers that papers give, turned into those that an effect size needs. Each function names its publication.

All take numbers or arrays that go together (broadcast) and give arrays; what comes out is an approximation where the
docstring says what it assumes, and whoever uses it should mark it as computed.

Handbook: Higgins JPT, Li T, Deeks JJ (eds). Cochrane Handbook for Systematic Reviews of Interventions, version 6.5,
chapter 6, https://training.cochrane.org/handbook/current/chapter-06.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ._checks import above, at_least, finite, refuse, share
from ._errors import BadStudies
from ._least_squares import FloatArray

# The standard deviation of the standard logistic distribution over its scale.
_LOGISTIC_SD = np.pi / np.sqrt(3.0)


def sd_from_se(*, se: ArrayLike, n: ArrayLike) -> FloatArray:
    """
    Compute the SD of people from the standard error of their mean, se * sqrt(n) (Handbook 6.5.2.2).

    Parameters
    ----------
    se
        Standard error of the mean of one arm, >= 0.
    n
        People in the arm, > 0.

    Raises
    ------
    BadStudies
        If a number is out of range.

    Examples
    --------
    >>> float(sd_from_se(se=2.0, n=25))
    10.0
    """
    error, people = at_least(0.0, "standard error", se), above(0.0, "n", n)
    sd: FloatArray = error * np.sqrt(people)
    return sd


def sd_from_ci(
    *, low: ArrayLike, high: ArrayLike, n: ArrayLike, level: float = 0.95, distribution: str = "t"
) -> FloatArray:
    """
    Compute the SD of people from the confidence interval of their mean (Handbook 6.5.2.2).

    Parameters
    ----------
    low, high
        Ends of the interval, low <= high.
    n
        People in the arm, >= 2.
    level
        Of the interval, between 0 and 1.
    distribution
        `t` with n - 1 degrees of freedom, as means of small samples should have it, or `z`.

    Raises
    ------
    BadStudies
        If a number is out of range or the distribution is neither.

    Examples
    --------
    >>> round(float(sd_from_ci(low=30.0, high=34.2, n=25)), 2)
    5.09
    """
    if distribution not in {"t", "z"}:
        raise BadStudies(f"{distribution!r} is no distribution of a mean. Choose t or z.")
    people = at_least(2.0, "n", n)
    df = people - 1.0 if distribution == "t" else None
    return se_from_ci(low=low, high=high, df=df, level=level) * np.sqrt(people)


def se_from_ci(*, low: ArrayLike, high: ArrayLike, df: ArrayLike | None = None, level: float = 0.95) -> FloatArray:
    """
    Compute a standard error from a confidence interval (Handbook 6.3.1, 6.3.2); ratios are given as logarithms.

    Parameters
    ----------
    low, high
        Ends of the interval, low <= high.
    df
        Degrees of freedom of t, > 0; None for the normal distribution.
    level
        Between 0 and 1.

    Raises
    ------
    BadStudies
        If a number is out of range.

    Examples
    --------
    >>> round(float(se_from_ci(low=-14.0, high=-4.2)), 2)
    2.5
    """
    width = at_least(0.0, "width of the interval", np.subtract(finite("end", high), finite("end", low)))
    upper = 0.5 + 0.5 * share("level", level)
    factor = special.ndtri(upper) if df is None else special.stdtrit(above(0.0, "degrees of freedom", df), upper)
    se: FloatArray = width / (2.0 * factor)
    return se


def se_from_p(*, effect: ArrayLike, p: ArrayLike, df: ArrayLike | None = None) -> FloatArray:
    """
    Compute the standard error of a difference from its exact two-sided p value (Handbook 6.3.1, 6.3.2).

    Parameters
    ----------
    effect
        The difference (ratios as logarithms), not 0: a difference of 0 has p = 1 whatever its error.
    p
        Exact, not a bound such as "p < 0.05"; between 0 and 1.
    df
        Degrees of freedom of t (n1 + n2 - 2 for two means); None for the normal distribution.

    Raises
    ------
    BadStudies
        If a number is out of range.

    Examples
    --------
    >>> round(float(se_from_p(effect=3.8, p=0.008, df=25 + 22 - 2)), 2)
    1.37
    """
    size = above(0.0, "size of the effect", np.abs(finite("effect", effect)))
    half = share("p", p) / 2.0
    statistic = special.ndtri(half) if df is None else special.stdtrit(above(0.0, "degrees of freedom", df), half)
    se: FloatArray = size / -statistic
    return se


def sd_from_p(*, difference: ArrayLike, p: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> FloatArray:
    """
    Compute the SD common to two arms from the p value of the t test of their means (Handbook 6.5.2.3).

    Parameters
    ----------
    difference
        Of the means, not 0.
    p
        Exact, two-sided, between 0 and 1.
    n1, n2
        People, >= 2 each.

    Raises
    ------
    BadStudies
        If a number is out of range.

    Examples
    --------
    >>> round(float(sd_from_p(difference=3.8, p=0.008, n1=25, n2=22)), 2)
    4.68
    """
    one, two = at_least(2.0, "n1", n1), at_least(2.0, "n2", n2)
    return se_from_p(effect=difference, p=p, df=one + two - 2.0) / np.sqrt(1.0 / one + 1.0 / two)


def sd_of_change(*, baseline_sd: ArrayLike, final_sd: ArrayLike, correlation: ArrayLike) -> FloatArray:
    """
    Compute the SD of the change from baseline (Handbook 6.5.2.8).

    Parameters
    ----------
    baseline_sd, final_sd
        >= 0.
    correlation
        Between the first and the final value of a person, -1 to 1. It is seldom reported: whoever assumes it should
        also show the result with others.

    Raises
    ------
    BadStudies
        If a number is out of range.

    Examples
    --------
    >>> round(float(sd_of_change(baseline_sd=4.0, final_sd=4.4, correlation=0.78)), 2)
    2.81
    """
    first, last = at_least(0.0, "SD", baseline_sd), at_least(0.0, "SD", final_sd)
    together = finite("correlation", correlation)
    refuse(np.abs(together) > 1.0, together, "correlation", "it is between -1 and 1")
    variance = np.maximum(0.0, first**2 + last**2 - 2.0 * together * first * last)
    sd: FloatArray = np.sqrt(variance)
    return sd


def correlation_of_change(*, baseline_sd: ArrayLike, final_sd: ArrayLike, change_sd: ArrayLike) -> FloatArray:
    """
    Compute the correlation of first and final values from three SDs of a trial that gives all (Handbook 6.5.2.8).

    Parameters
    ----------
    baseline_sd, final_sd
        > 0.
    change_sd
        >= 0, and such as the other two allow.

    Raises
    ------
    BadStudies
        If a number is out of range or the three do not go together.

    Examples
    --------
    >>> round(float(correlation_of_change(baseline_sd=4.0, final_sd=4.4, change_sd=2.8)), 2)
    0.78
    """
    first, last = above(0.0, "SD", baseline_sd), above(0.0, "SD", final_sd)
    change = at_least(0.0, "SD of the change", change_sd)
    together: FloatArray = (first**2 + last**2 - change**2) / (2.0 * first * last)
    refuse(np.abs(together) > 1.0, change, "SD of the change", "the other SDs do not allow it")
    return together


def combine_arms(
    *, m1: ArrayLike, sd1: ArrayLike, n1: ArrayLike, m2: ArrayLike, sd2: ArrayLike, n2: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """
    Combine two arms into one, as if all people had been in it (Handbook 6.5.2.10).

    Parameters
    ----------
    m1, sd1, n1, m2, sd2, n2
        Means, SDs (>= 0) and people (>= 1).

    Returns
    -------
    mean, sd, n

    Raises
    ------
    BadStudies
        If a number is out of range.

    Examples
    --------
    >>> mean, sd, n = combine_arms(m1=10.0, sd1=2.0, n1=20, m2=14.0, sd2=3.0, n2=30)
    >>> round(float(mean), 2), round(float(sd), 2), float(n)
    (12.4, 3.29, 50.0)
    """
    one, two = at_least(1.0, "n1", n1), at_least(1.0, "n2", n2)
    mean1, mean2 = finite("m1", m1), finite("m2", m2)
    people = one + two
    within = (one - 1.0) * at_least(0.0, "sd1", sd1) ** 2 + (two - 1.0) * at_least(0.0, "sd2", sd2) ** 2
    between = one * two / people * (mean1 - mean2) ** 2
    return (one * mean1 + two * mean2) / people, np.sqrt((within + between) / (people - 1.0)), people


def log_odds_ratio_from_smd(*, smd: ArrayLike, variance: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """
    Turn a standardised mean difference into a log odds ratio, and its variance.

    Assumes logistic distributions with one spread in both arms: log OR = SMD * pi / sqrt(3) (Hasselblad V, Hedges LV.
    Psychol Bull 1995;117:167-178, https://doi.org/10.1037/0033-2909.117.1.167; Chinn S. Stat Med 2000;19:3127-3131).

    Raises
    ------
    BadStudies
        If a number is not finite or a variance not above 0.

    Examples
    --------
    >>> round(float(log_odds_ratio_from_smd(smd=-0.5, variance=0.04)[0]), 3)
    -0.907
    """
    return finite("SMD", smd) * _LOGISTIC_SD, above(0.0, "variance", variance) * _LOGISTIC_SD**2


def smd_from_log_odds_ratio(*, log_odds_ratio: ArrayLike, variance: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """
    Turn a log odds ratio into a standardised mean difference, and its variance: the way back of the other.

    Raises
    ------
    BadStudies
        If a number is not finite or a variance not above 0.

    Examples
    --------
    >>> round(float(smd_from_log_odds_ratio(log_odds_ratio=-0.907, variance=0.13)[0]), 3)
    -0.5
    """
    return (
        finite("log odds ratio", log_odds_ratio) / _LOGISTIC_SD,
        above(0.0, "variance", variance) / _LOGISTIC_SD**2,
    )
