"""Meta-regression: how far what studies have in common explains that their effects differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ._errors import BadStudies
from ._least_squares import FloatArray
from ._mixed import MixedFit, fit, ratio
from ._pool import Interval

INTERCEPT = "intercept"


@dataclass(frozen=True)
class Coefficient:
    """One row of the table: name, estimate, its error, test and interval (units of the effect per unit moderator)."""

    name: str
    estimate: float
    se: float
    statistic: float
    p: float
    ci: Interval


@dataclass(frozen=True)
class Omnibus:
    """
    Test that some coefficients are all 0.

    Attributes
    ----------
    statistic
        Chi-square where `residual_df` is None, else F.
    df, residual_df
        Coefficients tested; k - p with `hksj`.
    p
        Its p value.
    """

    statistic: float
    df: int
    residual_df: int | None
    p: float


@dataclass(frozen=True)
class Predicted:
    """Expected effect at given moderators, its error and interval, and where the effect of a new study lies."""

    estimate: float
    se: float
    ci: Interval
    prediction: Interval


@dataclass(frozen=True)
class Regression:
    """
    A meta-regression.

    Attributes
    ----------
    k, method, test, level
        As asked.
    coefficients
        The intercept first, then the moderators as they were given.
    moderators_test
        Test that no moderator matters.
    tau2, se_tau2, i2, h2
        Heterogeneity that the moderators leave.
    q, q_df, q_p
        Test of that heterogeneity.
    r2
        Share of the heterogeneity that the moderators explain, in percent, at least 0; 0 where there was none. With
        `FE` the adjusted share of the weighted variance of the effects.
    """

    k: int
    method: str
    test: str
    level: float
    coefficients: tuple[Coefficient, ...]
    moderators_test: Omnibus
    tau2: float
    se_tau2: float | None
    i2: float
    h2: float
    q: float
    q_df: int
    q_p: float
    r2: float
    _fitted: MixedFit = field(repr=False, compare=False)

    def predict(self, *, at: Mapping[str, float]) -> Predicted:
        """
        Give the effect that is expected at values of the moderators.

        Parameters
        ----------
        at
            A finite number for every moderator.

        Raises
        ------
        BadStudies
            If a moderator is missing, unknown or not finite.
        """
        names = [coefficient.name for coefficient in self.coefficients[1:]]
        if set(at) != set(names):
            raise BadStudies(f"A prediction needs a value for each of {', '.join(names)}, and for nothing else.")
        return predicted(self._fitted, np.array([1.0, *(at[name] for name in names)]))


def regress(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    moderators: Mapping[str, ArrayLike],
    method: str = "REML",
    test: str = "hksj",
    level: float = 0.95,
) -> Regression:
    """
    Regress effects on moderators, with heterogeneity that these leave unexplained.

    Parameters
    ----------
    yi, vi
        Shape (k,): effects and sampling variances.
    moderators
        Name to shape (k,), numbers; at least one, fewer than k - 1. An intercept is added. A yes or no is 1 or 0;
        groups have `subgroups`.
    method, test, level
        As `fit` says.

    Raises
    ------
    UnknownMethod, TooFewStudies, BadStudies
        As `fit` says; BadStudies also if there is no moderator or one has another length.

    References
    ----------
    Thompson SG, Higgins JPT. Stat Med 2002;21:1559-1573, https://doi.org/10.1002/sim.1187. Share explained: Raudenbush
    SW, in The Handbook of Research Synthesis, 1994, chapter 20. Hartung-Knapp: Knapp G, Hartung J. Stat Med
    2003;22:2693-2710, https://doi.org/10.1002/sim.1482.

    Examples
    --------
    >>> found = regress(yi=[-12, -9, -4, -2], vi=[4, 3, 5, 4], moderators={"weeks": [2, 6, 12, 26]}, method="FE")
    >>> round(found.coefficients[1].estimate, 3)
    0.399
    """
    design = _design(moderators, k=np.size(yi))
    fitted = fit(yi=yi, vi=vi, design=design, method=method, test=test, level=level)
    return Regression(
        k=fitted.model.k,
        method=method,
        test=test,
        level=level,
        coefficients=coefficient_table(fitted, (INTERCEPT, *moderators)),
        moderators_test=omnibus(fitted, np.eye(fitted.model.p)[1:]),
        tau2=fitted.tau2,
        se_tau2=fitted.se_tau2,
        i2=fitted.i2,
        h2=fitted.h2,
        q=fitted.q,
        q_df=fitted.q_df,
        q_p=fitted.q_p,
        r2=share_explained(fitted),
        _fitted=fitted,
    )


def _design(moderators: Mapping[str, ArrayLike], *, k: int) -> FloatArray:
    if not moderators:
        raise BadStudies("There is no moderator. Give at least one, or pool the studies.")
    if INTERCEPT in moderators:
        raise BadStudies(f"A moderator is called {INTERCEPT!r}, and an intercept is added. Give it another name.")
    return np.column_stack([np.ones(k), *(_moderator(name, values, k=k) for name, values in moderators.items())])


def _moderator(name: str, values: ArrayLike, *, k: int) -> FloatArray:
    try:
        column = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadStudies(f"Moderator {name!r} is not numbers. Give numbers, or compare groups.") from None
    if column.shape != (k,):
        raise BadStudies(f"Moderator {name!r} has shape {column.shape}. Give one number for each of the {k} studies.")
    return column


def coefficient_table(fitted: MixedFit, names: tuple[str, ...]) -> tuple[Coefficient, ...]:
    """Name the coefficients of a fit."""
    columns = zip(
        names, fitted.coefficients, fitted.se, fitted.statistics, fitted.p_values, fitted.interval(), strict=True
    )
    return tuple(
        Coefficient(name, float(estimate), float(se), float(statistic), float(p), (float(ci[0]), float(ci[1])))
        for name, estimate, se, statistic, p, ci in columns
    )


def omnibus(fitted: MixedFit, contrasts: FloatArray) -> Omnibus:
    """Test that contrasts of the coefficients, shape (m, p), are all 0: chi-square, or F with Hartung-Knapp."""
    df = len(contrasts)
    solved = fitted.model.at(fitted.tau2)
    _, unscaled = fitted.model.coefficients(solved)
    values = contrasts @ fitted.coefficients
    squared = float(values @ np.linalg.solve(contrasts @ unscaled @ contrasts.T, values))
    if fitted.df is None:
        return Omnibus(squared, df, None, float(special.chdtrc(df, squared)))
    statistic = float(ratio(np.asarray(squared / df), np.asarray(fitted.scale)))
    return Omnibus(statistic, df, fitted.df, float(special.fdtrc(df, fitted.df, statistic)))


def predicted(fitted: MixedFit, row: FloatArray) -> Predicted:
    """Give the expected effect at one row of a design, shape (p,)."""
    if not np.isfinite(row).all():
        raise BadStudies("A value to predict at is not a finite number. Correct it.")
    estimate = float(row @ fitted.coefficients)
    se = float(np.sqrt(row @ fitted.covariance @ row))
    half, wide = fitted.quantile * se, fitted.quantile * float(np.hypot(se, np.sqrt(fitted.tau2)))
    return Predicted(estimate, se, (estimate - half, estimate + half), (estimate - wide, estimate + wide))


def share_explained(fitted: MixedFit) -> float:
    """Give R2 of a fit whose design contains an intercept, in percent."""
    alone = fit(yi=fitted.model.y, vi=fitted.model.v, method=fitted.method)
    before, after = alone.tau2, fitted.tau2
    if fitted.method == "FE":
        before, after = alone.q / alone.q_df, fitted.q / fitted.q_df
    return max(0.0, 100.0 * (1.0 - after / before)) if before > 0.0 else 0.0
