"""Cumulative meta-analysis: what the studies came to as each one was added."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import BadStudies
from ._mixed import quantile, ratio, two_sided_p
from ._model import Model, model_of
from ._pool import Interval, Pooled, pool


@dataclass(frozen=True)
class CumulativeStep:
    """
    The studies so far.

    Attributes
    ----------
    study
        The one that was added, counted from 1 as given.
    k
        Studies so far.
    estimate, se, statistic, p, ci, tau2, i2, h2, q, q_p
        As `Pooled` says. The first step is that study by itself, with the normal distribution whatever the test: one
        study shows no heterogeneity (tau2 = 0, i2 = 0, h2 = 1, q = 0, q_p = 1).
    """

    study: int
    k: int
    estimate: float
    se: float
    statistic: float
    p: float
    ci: Interval
    tau2: float
    i2: float
    h2: float
    q: float
    q_p: float


def cumulate(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    order: ArrayLike | None = None,
    method: str = "REML",
    test: str = "hksj",
    level: float = 0.95,
) -> tuple[CumulativeStep, ...]:
    """
    Pool the studies again after each one is added.

    Parameters
    ----------
    yi, vi
        Shape (k,), k >= 2: effects and sampling variances.
    order
        Shape (k,), finite numbers such as years: the smallest goes first, equal ones in the order given. None: the
        order given.
    method, test, level
        As `fit` says.

    Returns
    -------
    tuple of CumulativeStep
        k steps; the last is the meta-analysis of all.

    Raises
    ------
    UnknownMethod, TooFewStudies, BadStudies
        As `fit` says; BadStudies also if `order` is not one finite number for each study.

    References
    ----------
    Lau J, Schmid CH, Chalmers TC. J Clin Epidemiol 1995;48:45-57, https://doi.org/10.1016/0895-4356(94)00106-Z.

    Examples
    --------
    >>> steps = cumulate(yi=[-10, -4, -7], vi=[4, 9, 1], order=[2019, 2011, 2015], method="FE")
    >>> [(step.study, round(step.estimate, 2)) for step in steps]
    [(2, -4.0), (3, -6.7), (1, -7.31)]
    """
    # All of them first: a bad study or method is refused before anything is computed.
    pool(yi=yi, vi=vi, method=method, test=test, level=level)
    model = model_of(yi=yi, vi=vi)
    places = _places(order, k=model.k)
    steps = [_first(model, int(places[0]), level=level)]
    for count in range(2, model.k + 1):
        so_far = places[:count]
        pooled = pool(yi=model.y[so_far], vi=model.v[so_far], method=method, test=test, level=level)
        steps.append(_step(int(places[count - 1]) + 1, pooled))
    return tuple(steps)


def _places(order: ArrayLike | None, *, k: int) -> NDArray[np.intp]:
    if order is None:
        return np.arange(k)
    try:
        keys = np.asarray(order, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadStudies("The order is not numbers. Give a number such as the year for each study.") from None
    if keys.shape != (k,) or not np.isfinite(keys).all():
        raise BadStudies(
            f"The order is not one finite number for each of the {k} studies. Give each its year or place."
        )
    return np.argsort(keys, kind="stable")


def _first(model: Model, at: int, *, level: float) -> CumulativeStep:
    estimate, se = float(model.y[at]), float(np.sqrt(model.v[at]))
    half = quantile(level=level, df=None) * se
    statistic = ratio(model.y[[at]], np.array([se]))
    return CumulativeStep(
        study=at + 1,
        k=1,
        estimate=estimate,
        se=se,
        statistic=float(statistic[0]),
        p=float(two_sided_p(statistic, df=None)[0]),
        ci=(estimate - half, estimate + half),
        tau2=0.0,
        i2=0.0,
        h2=1.0,
        q=0.0,
        q_p=1.0,
    )


def _step(study: int, pooled: Pooled) -> CumulativeStep:
    return CumulativeStep(
        study=study,
        k=pooled.k,
        estimate=pooled.estimate,
        se=pooled.se,
        statistic=pooled.statistic,
        p=pooled.p,
        ci=pooled.ci,
        tau2=pooled.tau2,
        i2=pooled.i2,
        h2=pooled.h2,
        q=pooled.q,
        q_p=pooled.q_p,
    )
