"""Finds the two heterogeneities of greatest restricted likelihood, neither below 0."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from ._least_squares import FloatArray
from ._study_blocks import BlockSolution, StudyBlocks

# Where to begin: shares of the variance of the effects. The likelihood can have two peaks.
_STARTS = (0.0, 1e-3, 1e-2, 0.1, 0.3, 1.0, 3.0)
# Relative change at which steps have settled, how many are taken, and how often one is halved.
_SETTLED = 1e-12
_MOST_STEPS = 200
_MOST_HALVINGS = 40


def most_likely(blocks: StudyBlocks) -> FloatArray:
    """
    Give the heterogeneities between and within studies, shape (2,).

    Newton's steps from the best of a grid, halved until the likelihood rises; a variance that would go below 0 stays at
    0 for as long as the likelihood falls from there. Where the levels cannot be told apart, the second is 0.
    """
    scale = float(np.var(blocks.y[blocks.ones > 0.0])) + float(np.median(blocks.sampling[blocks.shared[1] > 0.0]))
    seconds = _STARTS if blocks.levels_differ else (0.0,)
    starts = [blocks.at(scale * np.array(pair)) for pair in product(_STARTS, seconds)]
    here = max(starts, key=lambda start: start.log_likelihood)
    may_move = np.array([True, blocks.levels_differ])
    for _ in range(_MOST_STEPS):
        following = _stepped(here, may_move)
        moved = float(np.abs(following.sigma2 - here.sigma2).max())
        here = following
        if moved <= _SETTLED * (float(here.sigma2.max()) + 1e-2 * scale):
            break
    return here.sigma2


def _stepped(here: BlockSolution, may_move: NDArray[np.bool_]) -> BlockSolution:
    """Take one step uphill; where none leads higher, stay."""
    free = may_move & ((here.sigma2 > 0.0) | (here.slopes > 0.0))
    if not free.any():
        return here
    step = np.zeros(2)
    step[free] = _direction(here, free)
    for _ in range(_MOST_HALVINGS):
        trial = here.blocks.at(np.maximum(0.0, here.sigma2 + step))
        if trial.log_likelihood > here.log_likelihood:
            return trial
        step = 0.5 * step
    return here


def _direction(here: BlockSolution, free: NDArray[np.bool_]) -> FloatArray:
    """Give Newton's step where the likelihood is curved like a peak, else that of Fisher scoring."""
    chosen = np.ix_(free, free)
    observed = here.observed_information[chosen]
    is_peak = bool((np.linalg.eigvalsh(observed) > 0.0).all())
    information = observed if is_peak else here.expected_information[chosen]
    step: FloatArray = np.linalg.lstsq(information, here.slopes[free], rcond=None)[0].astype(np.float64)
    return step
