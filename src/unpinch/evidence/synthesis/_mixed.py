"""The mixed-effects model of a meta-analysis: `y = X b + u + e` with known sampling variances, fitted and tested."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ._errors import UnknownMethod
from ._least_squares import FloatArray
from ._model import Model, model_of
from ._tau2 import ESTIMATORS

METHODS: Final = tuple(ESTIMATORS)
TESTS: Final = ("z", "hksj")


@dataclass(frozen=True)
class MixedFit:
    """
    A fitted model.

    Attributes
    ----------
    model
        The studies and the design it was fitted to.
    method, test, level
        As asked.
    tau2, se_tau2
        Heterogeneity in squared units of the effects, and its standard error (None with `FE`).
    coefficients, covariance
        Shapes (p,) and (p, p); the covariance includes `scale`.
    scale
        What Hartung and Knapp multiply the covariance by: the mean weighted squared residual; 1 with `z`.
    weights
        Shape (k,), 1 / (v + tau2).
    q, q_df, q_p
        Cochran's Q of what the design leaves over, its degrees of freedom (k - p) and p value.
    i2, h2
        Share of the variance that is heterogeneity in percent, and total over sampling variance (Higgins JPT,
        Thompson SG. Stat Med 2002;21:1539-1558, https://doi.org/10.1002/sim.1186), from tau2 and the typical sampling
        variance; with `FE` from Q.
    """

    model: Model
    method: str
    test: str
    level: float
    tau2: float
    se_tau2: float | None
    coefficients: FloatArray
    covariance: FloatArray
    scale: float
    weights: FloatArray
    q: float
    q_df: int
    q_p: float
    i2: float
    h2: float

    @property
    def df(self) -> int | None:
        """Degrees of freedom of the t distribution that the test uses; None for the normal."""
        return self.model.df if self.test == "hksj" else None

    @property
    def se(self) -> FloatArray:
        """Shape (p,), standard errors of the coefficients."""
        se: FloatArray = np.sqrt(np.diag(self.covariance))
        return se

    @property
    def quantile(self) -> float:
        """How many standard errors an interval of `level` goes to either side."""
        return quantile(level=self.level, df=self.df)

    @property
    def statistics(self) -> FloatArray:
        """Shape (p,), coefficients over standard errors; infinite where the standard error is 0, 0 for 0 over 0."""
        return ratio(self.coefficients, self.se)

    @property
    def p_values(self) -> FloatArray:
        """Shape (p,), two-sided."""
        return two_sided_p(self.statistics, df=self.df)

    def interval(self) -> FloatArray:
        """Give the confidence intervals of the coefficients, shape (p, 2)."""
        half = self.quantile * self.se
        return np.column_stack([self.coefficients - half, self.coefficients + half])


def fit(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    design: ArrayLike | None = None,
    method: str = "REML",
    test: str = "hksj",
    level: float = 0.95,
) -> MixedFit:
    """
    Fit the mixed-effects model of a meta-analysis.

    Parameters
    ----------
    yi
        Shape (k,), effects on one scale.
    vi
        Shape (k,), their sampling variances, taken as known.
    design
        Shape (k, p), k > p, of full column rank; by default one column of ones. An intercept is not added.
    method
        Estimator of tau2: `FE` (common effect, tau2 = 0), `DL` DerSimonian-Laird, `REML`, `ML`, `PM` Paule-Mandel,
        `SJ` Sidik-Jonkman, `HS` Hunter-Schmidt, `EB` empirical Bayes. None is below 0.
    test
        `z`: normal distribution. `hksj`: Hartung, Knapp, Sidik and Jonkman, t with k - p degrees of freedom, without
        truncation (the interval can be narrower than with `z`).
    level
        Of the intervals, between 0 and 1.

    Raises
    ------
    UnknownMethod
        If method, test or level is none that is known.
    TooFewStudies, BadStudies
        As `model_of` says.

    References
    ----------
    Hartung J, Knapp G. Stat Med 2001;20:3875-3889, https://doi.org/10.1002/sim.1009. With moderators: Knapp G,
    Hartung J. Stat Med 2003;22:2693-2710, https://doi.org/10.1002/sim.1482. Estimators: see `_tau2`.

    Examples
    --------
    >>> fitted = fit(yi=[-10, -4, -7], vi=[4, 9, 1], method="DL", test="z")
    >>> [round(float(number), 2) for number in (fitted.coefficients[0], fitted.tau2)]
    [-7.38, 1.96]
    """
    _check(method=method, test=test, level=level)
    model = model_of(yi=yi, vi=vi, design=design)
    tau2, se_tau2 = ESTIMATORS[method](model)
    solved, alone = model.at(tau2), model.at(0.0)
    coefficients, covariance = model.coefficients(solved)
    scale = solved.q / model.df if test == "hksj" else 1.0
    i2, h2 = heterogeneity_shares(model=model, tau2=tau2) if method != "FE" else _shares_of_q(alone.q, model.df)
    return MixedFit(
        model=model,
        method=method,
        test=test,
        level=level,
        tau2=tau2,
        se_tau2=se_tau2,
        coefficients=coefficients,
        covariance=scale * covariance,
        scale=scale,
        weights=solved.weights,
        q=alone.q,
        q_df=model.df,
        q_p=float(special.chdtrc(model.df, alone.q)),
        i2=i2,
        h2=h2,
    )


def heterogeneity_shares(*, model: Model, tau2: float) -> tuple[float, float]:
    """Give I2 in percent and H2 of an amount of heterogeneity."""
    typical = model.df / model.at(0.0).trace_p
    return 100.0 * tau2 / (typical + tau2), tau2 / typical + 1.0


def _shares_of_q(q: float, df: int) -> tuple[float, float]:
    return (max(0.0, 100.0 * (q - df) / q) if q > 0.0 else 0.0), q / df


def quantile(*, level: float, df: int | None) -> float:
    """Give the two-sided quantile of the normal distribution, or of t with `df` degrees of freedom."""
    upper = 0.5 + 0.5 * level
    return float(special.ndtri(upper) if df is None else special.stdtrit(df, upper))


def two_sided_p(statistics: FloatArray, *, df: int | None) -> FloatArray:
    """Give two-sided p values of the normal distribution, or of t with `df` degrees of freedom."""
    below = -np.abs(statistics)
    p: FloatArray = 2.0 * (special.ndtr(below) if df is None else special.stdtr(df, below))
    return p


def ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """Divide by numbers >= 0: infinite over 0, and 0 where both are 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient: FloatArray = np.where(above == 0.0, 0.0, above / below)
    return quotient


def _check(*, method: str, test: str, level: float) -> None:
    if method not in ESTIMATORS:
        raise UnknownMethod(f"{method!r} is no estimator of heterogeneity. Choose one of {', '.join(METHODS)}.")
    if test not in TESTS:
        raise UnknownMethod(f"{test!r} is no test. Choose one of {', '.join(TESTS)}.")
    if not (math.isfinite(level) and 0.0 < level < 1.0):
        raise UnknownMethod(f"The level {level} is not between 0 and 1. A 95 % interval has level 0.95.")
