"""What a funnel plot shows: effects against their standard errors, and where chance alone would put them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ._errors import UnknownMethod
from ._mixed import quantile
from ._model import model_of
from ._pool import pool
from ._trim_and_fill import TrimAndFill


@dataclass(frozen=True)
class FunnelPoint:
    """One study: its effect, standard error, and whether trim and fill added it."""

    effect: float
    se: float
    is_filled: bool


@dataclass(frozen=True)
class FunnelContour:
    """Studies with |effect| < `slope` * se are not significant at `level` (0.95: p > 0.05)."""

    level: float
    slope: float


@dataclass(frozen=True)
class Funnel:
    """
    A funnel plot.

    Attributes
    ----------
    points
        As the studies were given, filled ones last.
    middle
        Pooled effect, the tip of the funnel.
    largest_se
        Where the funnel ends.
    level, slope
        Without heterogeneity and bias a share `level` of studies lies within `middle` +- `slope` * se.
    contours
        Around no effect, the innermost first.
    """

    points: tuple[FunnelPoint, ...]
    middle: float
    largest_se: float
    level: float
    slope: float
    contours: tuple[FunnelContour, ...]


def funnel(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    filled: TrimAndFill | None = None,
    method: str = "REML",
    level: float = 0.95,
    contour_levels: Sequence[float] = (0.90, 0.95, 0.99),
) -> Funnel:
    """
    Prepare a funnel plot.

    Parameters
    ----------
    yi, vi
        Shape (k,), k >= 2: effects and sampling variances.
    filled
        Studies to add, from `trim_and_fill` of the same studies; the middle is then that of all together.
    method
        As `fit` says.
    level
        Of the funnel's sides, between 0 and 1.
    contour_levels
        Of the areas of significance around no effect, each between 0 and 1.

    Raises
    ------
    UnknownMethod, TooFewStudies, BadStudies
        As `fit` says; UnknownMethod also if a level is not between 0 and 1.

    References
    ----------
    Sterne JAC, Egger M. J Clin Epidemiol 2001;54:1046-1055, https://doi.org/10.1016/S0895-4356(01)00377-8. Contours:
    Peters JL et al. J Clin Epidemiol 2008;61:991-996, https://doi.org/10.1016/j.jclinepi.2007.11.010.

    Examples
    --------
    >>> found = funnel(yi=[-10, -4, -7], vi=[4, 9, 1], method="FE")
    >>> round(found.middle, 2), found.largest_se, [round(contour.slope, 2) for contour in found.contours]
    (-7.31, 3.0, [1.64, 1.96, 2.58])
    """
    model = model_of(yi=yi, vi=vi)
    pooled = filled.pooled if filled else pool(yi=yi, vi=vi, method=method, test="z")
    errors = np.sqrt(model.v)
    points = [FunnelPoint(float(y), float(se), False) for y, se in zip(model.y, errors, strict=True)]
    if filled:
        added = zip(filled.filled_yi, np.sqrt(filled.filled_vi), strict=True)
        points += [FunnelPoint(y, float(se), True) for y, se in added]
    return Funnel(
        points=tuple(points),
        middle=pooled.estimate,
        largest_se=float(errors.max()),
        level=level,
        slope=_slope(level),
        contours=tuple(FunnelContour(each, _slope(each)) for each in sorted(contour_levels)),
    )


def _slope(level: float) -> float:
    if not 0.0 < level < 1.0:
        raise UnknownMethod(f"The level {level} is not between 0 and 1. A 95 % funnel has level 0.95.")
    return quantile(level=level, df=None)
