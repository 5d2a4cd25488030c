"""Do small studies show other effects than large ones? Regression on the standard error, and rank correlation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ._errors import BadStudies, TooFewStudies, UnknownMethod
from ._least_squares import FloatArray
from ._mixed import MixedFit, fit, quantile, ratio, two_sided_p
from ._model import Model, model_of
from ._pool import Interval

SMALL_STUDY_MODELS: Final = ("mixed", "weighted")

_FEWEST = 3
# Standard errors that differ by less than this part of them are the same one, rounded.
_SAME = 1e-9


@dataclass(frozen=True)
class SmallStudyTest:
    """
    Regression of effects on their standard errors.

    Attributes
    ----------
    model
        `mixed` or `weighted`.
    slope, se
        Change of the effect for each unit of standard error; with `weighted` it is Egger's intercept.
    statistic, df, p
        Slope over its standard error; t with `df` degrees of freedom, or normal where that is None; two-sided.
    limit, limit_ci
        Effect that is expected of a study of endless size (standard error 0), and its interval.
    """

    model: str
    slope: float
    se: float
    statistic: float
    df: int | None
    p: float
    limit: float
    limit_ci: Interval


def egger(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    model: str = "mixed",
    method: str = "REML",
    test: str = "hksj",
    level: float = 0.95,
) -> SmallStudyTest:
    """
    Test whether effects change with their standard errors.

    Parameters
    ----------
    yi, vi
        Shape (k,), k >= 3, variances not all the same.
    model
        `mixed`: meta-regression with heterogeneity, by `method` and `test`. `weighted`: least squares with weights
        1 / vi and the residual variance estimated, t with k - 2 degrees of freedom; the classic test, in which the
        effect over its standard error is regressed on 1 over the standard error, has the same slope as its intercept.
    method, test, level
        As `fit` says; the first two matter to `mixed` alone.

    Raises
    ------
    UnknownMethod
        If the model is neither, or as `fit` says.
    TooFewStudies, BadStudies
        If k < 3; if all standard errors are the same; as `fit` says.

    References
    ----------
    Egger M et al. BMJ 1997;315:629-634, https://doi.org/10.1136/bmj.315.7109.629. Both forms: Sterne JAC, Egger M. In:
    Publication Bias in Meta-Analysis, 2005, chapter 6, https://doi.org/10.1002/0470870168.ch6.

    Examples
    --------
    >>> found = egger(yi=[-1.9, -1.4, -0.8, -0.6, -0.5], vi=[0.5, 0.3, 0.1, 0.05, 0.02], model="weighted")
    >>> round(found.slope, 2), round(found.limit, 2)
    (-2.24, -0.16)
    """
    if model not in SMALL_STUDY_MODELS:
        raise UnknownMethod(f"{model!r} is no model of this test. Choose one of {', '.join(SMALL_STUDY_MODELS)}.")
    errors = np.sqrt(_usable(model_of(yi=yi, vi=vi)).v)
    design = np.column_stack([np.ones_like(errors), errors])
    if model == "mixed":
        fitted = fit(yi=yi, vi=vi, design=design, method=method, test=test, level=level)
        return _of(fitted, model=model, covariance=fitted.covariance, df=fitted.df)
    fitted = fit(yi=yi, vi=vi, design=design, method="FE", test="z", level=level)
    # The variance around the line is what Q leaves for each degree of freedom.
    return _of(fitted, model=model, covariance=fitted.covariance * fitted.q / fitted.q_df, df=fitted.q_df)


def _usable(model: Model) -> Model:
    if model.k < _FEWEST:
        raise TooFewStudies(f"{model.k} studies cannot show whether small ones differ. Give at least {_FEWEST}.")
    errors = np.sqrt(model.v)
    if float(np.ptp(errors)) <= _SAME * float(errors.max()):
        raise BadStudies("All studies have the same variance, so small ones cannot be told from large. Skip this test.")
    return model


def _of(fitted: MixedFit, *, model: str, covariance: FloatArray, df: int | None) -> SmallStudyTest:
    limit, slope = (float(value) for value in fitted.coefficients)
    limit_se, se = (math.sqrt(float(variance)) for variance in np.diag(covariance))
    half = quantile(level=fitted.level, df=df) * limit_se
    statistic = ratio(np.array([slope]), np.array([se]))
    return SmallStudyTest(
        model=model,
        slope=slope,
        se=se,
        statistic=float(statistic[0]),
        df=df,
        p=float(two_sided_p(statistic, df=df)[0]),
        limit=limit,
        limit_ci=(limit - half, limit + half),
    )


@dataclass(frozen=True)
class RankTest:
    """Kendall's tau of standardised effects and variances, and its two-sided p value (exact without ties)."""

    tau: float
    p: float


def rank_test(*, yi: ArrayLike, vi: ArrayLike) -> RankTest:
    """
    Test by ranks whether effects change with their variances; weak with few studies.

    Parameters
    ----------
    yi, vi
        Shape (k,), k >= 3, variances not all the same, effects neither.

    Raises
    ------
    TooFewStudies, BadStudies
        If k < 3; if all variances or all effects are the same; as `fit` says.

    References
    ----------
    Begg CB, Mazumdar M. Biometrics 1994;50:1088-1101, https://doi.org/10.2307/2533446.

    Examples
    --------
    >>> found = rank_test(yi=[-1.9, -1.4, -0.8, -0.6, -0.5], vi=[0.5, 0.3, 0.1, 0.05, 0.02])
    >>> round(found.tau, 2), round(found.p, 3)
    (-1.0, 0.017)
    """
    model = _usable(model_of(yi=yi, vi=vi))
    if float(np.ptp(model.y)) == 0.0:
        raise BadStudies("All studies have the same effect, so there are no ranks to compare. Skip this test.")
    common = model.at(0.0)
    # The variance of an effect around the common one, of which it is itself a part.
    standardised = common.residuals / np.sqrt(model.v - 1.0 / common.weights.sum())
    has_ties = any(len(np.unique(values)) < model.k for values in (standardised, model.v))
    # Loading it takes a second, and every other function here starts without it.
    from scipy import stats  # noqa: PLC0415  # loaded only where it is used

    found = stats.kendalltau(standardised, model.v, method="asymptotic" if has_ties else "exact")
    return RankTest(tau=float(found.statistic), p=float(found.pvalue))
