"""Pooling effects that estimate one thing: the mean, its interval, the prediction, and how far the studies differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ._errors import UnknownMethod
from ._least_squares import FloatArray
from ._mixed import MixedFit, fit, heterogeneity_shares
from ._model import model_of
from ._tau2 import where_q_is

Interval = tuple[float, float]


@dataclass(frozen=True)
class Pooled:
    """
    A pooled effect.

    Attributes
    ----------
    k
        Number of studies.
    method, test, level
        As asked.
    estimate, se, ci
        Mean effect, its standard error and confidence interval, in units of the effects.
    statistic, p
        Estimate over standard error (infinite where that is 0), and its two-sided p value.
    prediction
        Where the true effect of a new study is expected with `level`: estimate +- quantile * sqrt(se^2 + tau2), with
        the normal quantile with `z` and t with k - 1 degrees of freedom with `hksj`.
    tau2, se_tau2
        Heterogeneity in squared units of the effects; its standard error is None with `FE`.
    i2, h2
        Share of the variance that is heterogeneity in percent; total over sampling variance.
    q, q_df, q_p
        Cochran's Q, k - 1, and its p value.
    weights
        One for each study, in percent.
    """

    k: int
    method: str
    test: str
    level: float
    estimate: float
    se: float
    statistic: float
    p: float
    ci: Interval
    prediction: Interval
    tau2: float
    se_tau2: float | None
    i2: float
    h2: float
    q: float
    q_df: int
    q_p: float
    weights: tuple[float, ...]


def pool(*, yi: ArrayLike, vi: ArrayLike, method: str = "REML", test: str = "hksj", level: float = 0.95) -> Pooled:
    """
    Pool effects with a common-effect or random-effects model.

    Parameters
    ----------
    yi, vi
        Shape (k,), k >= 2: effects on one scale (ratios as logarithms) and their sampling variances.
    method, test, level
        As `fit` says.

    Raises
    ------
    UnknownMethod, TooFewStudies, BadStudies
        As `fit` says.

    References
    ----------
    Prediction: Higgins JPT, Thompson SG, Spiegelhalter DJ. J R Stat Soc A 2009;172:137-159,
    https://doi.org/10.1111/j.1467-985X.2008.00552.x. The model: see `fit`.

    Examples
    --------
    >>> round(pool(yi=[-10, -4, -7], vi=[4, 9, 1], method="DL", test="z").estimate, 2)
    -7.38
    """
    return pooled_of(fit(yi=yi, vi=vi, method=method, test=test, level=level))


def pooled_of(fitted: MixedFit) -> Pooled:
    """Give the pooled effect of a model whose design is one column of ones."""
    estimate, se = float(fitted.coefficients[0]), float(fitted.se[0])
    low, high = fitted.interval()[0]
    weights = 100.0 * fitted.weights / fitted.weights.sum()
    return Pooled(
        k=fitted.model.k,
        method=fitted.method,
        test=fitted.test,
        level=fitted.level,
        estimate=estimate,
        se=se,
        statistic=float(fitted.statistics[0]),
        p=float(fitted.p_values[0]),
        ci=(float(low), float(high)),
        prediction=_around(estimate, fitted.quantile * float(np.hypot(se, np.sqrt(fitted.tau2)))),
        tau2=fitted.tau2,
        se_tau2=fitted.se_tau2,
        i2=fitted.i2,
        h2=fitted.h2,
        q=fitted.q,
        q_df=fitted.q_df,
        q_p=fitted.q_p,
        weights=tuple(float(weight) for weight in weights),
    )


def _around(middle: float, half: float) -> Interval:
    return middle - half, middle + half


@dataclass(frozen=True)
class HeterogeneityInterval:
    """
    How large the heterogeneity can be.

    Attributes
    ----------
    level
        Of the intervals.
    tau2
        Squared units of the effects.
    i2, h2
        The same interval as share in percent and as ratio (see `Pooled`).
    """

    level: float
    tau2: Interval
    i2: Interval
    h2: Interval


def tau2_interval(
    *, yi: ArrayLike, vi: ArrayLike, design: ArrayLike | None = None, level: float = 0.95
) -> HeterogeneityInterval:
    """
    Give the confidence interval of tau2, I2 and H2 by the Q-profile method.

    The ends are the tau2 at which the generalised Q is the upper and the lower quantile of chi-square with k - p
    degrees of freedom; an end that would be below 0 is 0, so effects more alike than chance allows give 0 to 0.

    Parameters
    ----------
    yi, vi, design
        As `fit` says.
    level
        Between 0 and 1.

    Raises
    ------
    UnknownMethod
        If the level is not between 0 and 1.
    TooFewStudies, BadStudies
        As `fit` says.

    References
    ----------
    Viechtbauer W. Stat Med 2007;26:37-52, https://doi.org/10.1002/sim.2514.

    Examples
    --------
    >>> low, high = tau2_interval(yi=[-10, -4, -7], vi=[4, 9, 1]).tau2
    >>> round(low, 2), round(high)
    (0.0, 349)
    """
    if not 0.0 < level < 1.0:
        raise UnknownMethod(f"The level {level} is not between 0 and 1. A 95 % interval has level 0.95.")
    model = model_of(yi=yi, vi=vi, design=design)
    tail = 0.5 - 0.5 * level
    # chdtri gives the value that is exceeded with the probability asked for.
    ends: FloatArray = special.chdtri(model.df, np.array([tail, 1.0 - tail]))
    low, high = (where_q_is(model=model, target=float(end)) for end in ends)
    (i2_low, h2_low), (i2_high, h2_high) = (heterogeneity_shares(model=model, tau2=tau2) for tau2 in (low, high))
    return HeterogeneityInterval(level=level, tau2=(low, high), i2=(i2_low, i2_high), h2=(h2_low, h2_high))
