"""Trim and fill: how many studies seem to be missing on one side of the funnel, and what they would change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ._egger import egger
from ._errors import BadStudies, TooFewStudies, UnknownMethod
from ._least_squares import FloatArray
from ._mixed import fit
from ._model import model_of
from ._pool import Pooled, pool

TRIM_ESTIMATORS: Final = ("L0", "R0")
SIDES: Final = ("left", "right")

_FEWEST = 3
# The number of missing studies settles in a handful of rounds, or goes around in a circle.
_MOST_ROUNDS = 100
# Distances from the middle that differ by less than this part of the largest are equal, and share their rank.
_TIED = 1e-10


@dataclass(frozen=True)
class TrimAndFill:
    """
    The studies with those that seem to be missing.

    Attributes
    ----------
    estimator, side
        As asked; `side` is where studies are missing.
    missing, se_missing
        Their number and its standard error.
    p_missing
        With `R0`, of the hypothesis that none is missing; with `L0` None.
    filled_yi, filled_vi
        Effects and variances of the missing studies: mirrored around the middle of the studies without their
        counterparts.
    pooled
        All studies and the filled ones together.
    """

    estimator: str
    side: str
    missing: int
    se_missing: float
    p_missing: float | None
    filled_yi: tuple[float, ...]
    filled_vi: tuple[float, ...]
    pooled: Pooled


def trim_and_fill(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    estimator: str = "L0",
    side: str | None = None,
    method: str = "REML",
    test: str = "hksj",
    level: float = 0.95,
) -> TrimAndFill:
    """
    Estimate how many studies are missing on one side, and pool with their mirror images.

    A way to see how much could depend on missing studies; no better estimate of the effect.

    Parameters
    ----------
    yi, vi
        Shape (k,), k >= 3: effects and sampling variances.
    estimator
        `L0` (from the ranks' sum) or `R0` (from the length of the run at the end).
    side
        `left` or `right`, where studies are missing. None: opposite to where small studies lie, by `egger`'s slope;
        left where all variances are the same.
    method, test, level
        As `fit` says.

    Raises
    ------
    UnknownMethod
        If the estimator or the side is none that is known; as `fit` says.
    TooFewStudies, BadStudies
        If k < 3 or the trimming does not settle; as `fit` says.

    Notes
    -----
    Studies equally far from the middle share their rank, so a symmetric funnel has none missing.

    References
    ----------
    Duval S, Tweedie R. Biometrics 2000;56:455-463, https://doi.org/10.1111/j.0006-341X.2000.00455.x; J Am Stat Assoc
    2000;95:89-98, https://doi.org/10.1080/01621459.2000.10473905 (variances of the numbers).

    Examples
    --------
    >>> found = trim_and_fill(yi=[-1.9, -1.4, -0.8, -0.6, -0.5], vi=[0.5, 0.3, 0.1, 0.05, 0.02], method="FE")
    >>> found.side, found.missing, round(found.pooled.estimate, 2)
    ('right', 2, -0.56)
    """
    if estimator not in TRIM_ESTIMATORS:
        raise UnknownMethod(f"{estimator!r} is no estimator of missing studies. Choose {' or '.join(TRIM_ESTIMATORS)}.")
    if side is not None and side not in SIDES:
        raise UnknownMethod(f"{side!r} is no side of a funnel. Choose {' or '.join(SIDES)}.")
    model = model_of(yi=yi, vi=vi)
    if model.k < _FEWEST:
        raise TooFewStudies(f"{model.k} studies have no sides to compare. Give at least {_FEWEST}.")
    side = side or _side(model.y, model.v, method=method)
    # Studies are sought on the left; for the right the effects are turned around, and back at the end.
    sign = -1.0 if side == "right" else 1.0
    order = np.argsort(sign * model.y, kind="stable")
    y, v = sign * model.y[order], model.v[order]
    number, middle = _settled(y, v, estimator=estimator, method=method)
    missing = max(0, round(number))
    filled_y, filled_v = sign * (2.0 * middle - y[model.k - missing :]), v[model.k - missing :]
    return TrimAndFill(
        estimator=estimator,
        side=side,
        missing=missing,
        se_missing=_SPREADS[estimator](model.k, number),
        p_missing=0.5 ** (missing + 1) if estimator == "R0" else None,
        filled_yi=tuple(float(effect) for effect in filled_y),
        filled_vi=tuple(float(variance) for variance in filled_v),
        pooled=pool(
            yi=np.append(model.y, filled_y), vi=np.append(model.v, filled_v), method=method, test=test, level=level
        ),
    )


def _side(y: FloatArray, v: FloatArray, *, method: str) -> str:
    try:
        return "right" if egger(yi=y, vi=v, method=method, test="z").slope < 0.0 else "left"
    except BadStudies:
        return "left"


def _settled(y: FloatArray, v: FloatArray, *, estimator: str, method: str) -> tuple[float, float]:
    """Trim the largest effects until their number settles; give it, not rounded, and the middle of the others."""
    missing = 0
    for _ in range(_MOST_ROUNDS):
        kept = len(y) - missing
        if kept < 2:
            raise TooFewStudies("All studies but one lie on one side, so no middle is left. Skip trim and fill.")
        middle = float(fit(yi=y[:kept], vi=v[:kept], method=method, test="z").coefficients[0])
        number = _missing(y - middle, estimator=estimator)
        if max(0, round(number)) == missing:
            return number, middle
        missing = max(0, round(number))
    raise BadStudies("The number of missing studies does not settle. Try the other estimator or the other side.")


def _missing(centred: FloatArray, *, estimator: str) -> float:
    """Estimate how many studies are missing, from the ranks of distances from the middle."""
    # Loading it takes a second, and every other function here starts without it.
    from scipy import stats  # noqa: PLC0415  # loaded only where it is used

    k = len(centred)
    distance = np.abs(centred)
    near = _TIED * float(distance.max(initial=0.0))
    steps = np.round(distance / near) if near > 0.0 else distance
    if estimator == "R0":
        # The run at the end is that of studies farther out than every one on the other side.
        on_left = stats.rankdata(steps, method="max")[centred < 0.0]
        number = k - float(on_left.max(initial=0.0)) - 1.0
    else:
        on_right = float(stats.rankdata(steps)[centred > 0.0].sum())
        number = (4.0 * on_right - k * (k + 1)) / (2.0 * k - 1.0)
    return number


def _spread_l0(k: int, missing: float) -> float:
    n = float(k)
    alone = n * (n + 1.0) * (2.0 * n + 1.0)

    def variance_of_sum(m: float) -> float:
        return (alone + m * (10.0 * m**2 + 27.0 * m + 17.0 - 18.0 * n * m - 18.0 * n + 6.0 * n**2)) / 24.0

    # An estimate far below 0 gives no variance; then none is missing.
    variance = variance_of_sum(missing) if variance_of_sum(missing) > 0.0 else variance_of_sum(0.0)
    return 4.0 * math.sqrt(variance) / (2.0 * n - 1.0)


def _spread_r0(_: int, missing: float) -> float:
    return math.sqrt(2.0 * max(0.0, missing) + 2.0)


_SPREADS: Final = {"L0": _spread_l0, "R0": _spread_r0}
