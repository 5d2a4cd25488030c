"""Leave-one-out: what the studies come to without each one of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ._errors import TooFewStudies
from ._model import model_of
from ._pool import Pooled, pool

_FEWEST = 3


def leave_one_out(
    *, yi: ArrayLike, vi: ArrayLike, method: str = "REML", test: str = "hksj", level: float = 0.95
) -> tuple[Pooled, ...]:
    """
    Pool the studies once without each of them.

    Parameters
    ----------
    yi, vi
        Shape (k,), k >= 3: effects and sampling variances.
    method, test, level
        As `fit` says.

    Returns
    -------
    tuple of Pooled
        k results; the first is without the first study.

    Raises
    ------
    UnknownMethod, TooFewStudies, BadStudies
        As `fit` says; TooFewStudies also if k < 3.

    References
    ----------
    Viechtbauer W, Cheung MWL. Res Synth Methods 2010;1:112-125, https://doi.org/10.1002/jrsm.11.

    Examples
    --------
    >>> [round(left.estimate, 2) for left in leave_one_out(yi=[-10, -4, -7], vi=[4, 9, 1], method="FE")]
    [-6.7, -7.6, -8.15]
    """
    model = model_of(yi=yi, vi=vi)
    if model.k < _FEWEST:
        raise TooFewStudies(f"{model.k} studies: without one of them nothing is left to pool. Give at least {_FEWEST}.")
    return tuple(
        pool(yi=np.delete(model.y, at), vi=np.delete(model.v, at), method=method, test=test, level=level)
        for at in range(model.k)
    )
