"""How much each study matters: outliers, and studies without which the result would be another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ._errors import BadStudies, TooFewStudies
from ._least_squares import FloatArray
from ._mixed import MixedFit, fit

# From where on a study is said to matter; the first three as Viechtbauer and Cheung, page 115 and following.
_DFFITS_LIMIT = 3.0
_COOK_SHARE = 0.5
_HAT_LIMIT = 3.0
_DFBETAS_LIMIT = 1.0


@dataclass(frozen=True)
class Influence:
    """
    What changes when one study is left out.

    Attributes
    ----------
    study
        Counted from 1.
    rstudent
        Externally studentised residual: its effect less what the others predict for it, over the standard deviation of
        that difference. Beyond about 2 it is an outlier.
    dffits
        By how many standard deviations its own predicted effect moves.
    cook
        Cook's distance: how far all predicted effects move together (squared Mahalanobis distance).
    covariance_ratio
        Determinant of the coefficients' covariance without it over that with it; above 1 it adds precision.
    tau2_deleted, q_deleted
        Heterogeneity and Cochran's Q without it.
    hat
        Share of its own effect in its predicted effect.
    weight
        Its share of the weights, in percent.
    dfbetas
        For each coefficient, by how many standard deviations it moves.
    is_influential
        |dffits| > 3 sqrt(p / (k - p)), or the lower tail of chi-square with p degrees of freedom at `cook` > 50 %, or
        hat > 3 p / k, or any |dfbetas| > 1.
    """

    study: int
    rstudent: float
    dffits: float
    cook: float
    covariance_ratio: float
    tau2_deleted: float
    q_deleted: float
    hat: float
    weight: float
    dfbetas: tuple[float, ...]
    is_influential: bool


def influence(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    design: ArrayLike | None = None,
    method: str = "REML",
    test: str = "hksj",
) -> tuple[Influence, ...]:
    """
    Measure how much each study matters, by fitting the model without it.

    Parameters
    ----------
    yi, vi, design, method, test
        As `fit` says, with k >= p + 2 (3 studies without moderators).

    Returns
    -------
    tuple of Influence
        One for each study. A measure divided by a spread of 0 (all other studies alike, with `hksj`) is infinite, or
        0 where nothing moved.

    Raises
    ------
    UnknownMethod, TooFewStudies, BadStudies
        As `fit` says; TooFewStudies also if k < p + 2, BadStudies if a coefficient rests on one study alone.

    References
    ----------
    Viechtbauer W, Cheung MWL. Res Synth Methods 2010;1:112-125, https://doi.org/10.1002/jrsm.11.

    Examples
    --------
    >>> found = influence(yi=[0.1, 0.2, 0.15, 2.0], vi=[0.02, 0.03, 0.02, 0.04], method="DL", test="z")
    >>> [round(study.rstudent, 1) for study in found]
    [-0.6, -0.5, -0.5, 8.5]
    """
    whole = fit(yi=yi, vi=vi, design=design, method=method, test=test)
    model = whole.model
    if model.k < model.p + 2:
        raise TooFewStudies(
            f"{model.k} studies and {model.p} coefficients: without one study the model cannot be fitted and tested."
            f" Give at least {model.p + 2}."
        )
    rows = np.ones((model.k, 1)) if design is None else np.asarray(design, dtype=np.float64)
    return tuple(_measures(whole, rows))


def _measures(whole: MixedFit, design: FloatArray) -> Iterator[Influence]:
    model = whole.model
    _, unscaled = model.coefficients(model.at(whole.tau2))
    hat = whole.weights * np.einsum("ij,jl,il->i", design, unscaled, design)
    weights = 100.0 * whole.weights / whole.weights.sum()
    for at in range(model.k):
        without = _without(whole, design, at)
        yield _measure(whole, without, design, at=at, hat=float(hat[at]), weight=float(weights[at]))


def _without(whole: MixedFit, design: FloatArray, at: int) -> MixedFit:
    model = whole.model
    try:
        return fit(
            yi=np.delete(model.y, at),
            vi=np.delete(model.v, at),
            design=np.delete(design, at, axis=0),
            method=whole.method,
            test=whole.test,
        )
    except BadStudies:
        raise BadStudies(
            f"Without study {at + 1} a moderator is the same for all studies, or made of the others."
            " Leave out that moderator, or that study."
        ) from None


def _measure(
    whole: MixedFit, without: MixedFit, design: FloatArray, *, at: int, hat: float, weight: float
) -> Influence:
    model, row = whole.model, design[at]
    moved = whole.coefficients - without.coefficients
    own = without.scale * (float(model.v[at]) + without.tau2)
    residual = float(model.y[at] - row @ without.coefficients)
    # The spread of the coefficients of all studies, with the heterogeneity and the scale found without this one.
    _, spread = model.coefficients(model.at(without.tau2))
    dffits = _over(float(row @ moved), math.sqrt(hat * own))
    deviations = np.sqrt(without.scale * np.diag(spread))
    dfbetas = tuple(_over(float(move), float(sd)) for move, sd in zip(moved, deviations, strict=True))
    _, unscaled = model.coefficients(model.at(whole.tau2))
    cook = _over(float(moved @ np.linalg.solve(unscaled, moved)), whole.scale)
    return Influence(
        study=at + 1,
        # With Hartung-Knapp this is the t statistic of a model in which the study has a mean of its own.
        rstudent=_over(residual, math.sqrt(own + float(row @ without.covariance @ row))),
        dffits=dffits,
        cook=cook,
        covariance_ratio=_ratio_of_spreads(whole, without),
        tau2_deleted=without.tau2,
        q_deleted=without.q,
        hat=hat,
        weight=weight,
        dfbetas=dfbetas,
        is_influential=_matters(k=model.k, p=model.p, dffits=dffits, cook=cook, hat=hat, dfbetas=dfbetas),
    )


def _over(above: float, below: float) -> float:
    """Divide by a number >= 0: infinite over 0, and 0 where both are 0."""
    if below > 0.0:
        return above / below
    return math.copysign(math.inf, above) if above else 0.0


def _ratio_of_spreads(whole: MixedFit, without: MixedFit) -> float:
    with_it, left = float(np.linalg.det(whole.covariance)), float(np.linalg.det(without.covariance))
    return 1.0 if with_it == left else _over(left, with_it)


def _matters(*, k: int, p: int, dffits: float, cook: float, hat: float, dfbetas: tuple[float, ...]) -> bool:
    return bool(
        abs(dffits) > _DFFITS_LIMIT * math.sqrt(p / (k - p))
        or special.chdtr(p, cook) > _COOK_SHARE
        or hat > _HAT_LIMIT * p / k
        or any(abs(move) > _DFBETAS_LIMIT for move in dfbetas)
    )
