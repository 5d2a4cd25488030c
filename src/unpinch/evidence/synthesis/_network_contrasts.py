"""
Contrasts of arms that vary independently, so that a network is a meta-analysis like any other.

The random effects of two arms against the same comparator are correlated 0.5, with variance tau2 each: that is what
comes out where each arm varies by itself with tau2 / 2 (Higgins JPT, Whitehead A. Stat Med 1996;15:2733-2749,
https://doi.org/10.1002/(SICI)1097-0258(19961230)15:24%3C2733::AID-SIM562%3E3.0.CO;2-0). So orthonormal contrasts of the
arms, times the root of 2, have the heterogeneity tau2 I whichever they are, and among them are those whose known
sampling covariance is diagonal too: its eigenvectors. In these the model is `y = X b + u + e` with independent u and e,
and every estimator of heterogeneity for two-arm studies serves. No arm of a study is its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import helmert

from ._least_squares import FloatArray
from ._network_arms import ArmEffects
from ._network_errors import BadArm
from ._network_shape import IntArray

# Variances in one study that are further apart than this leave no digits for the smaller ones.
_LEAST_SHARE = 1e-12


@dataclass(frozen=True)
class Contrasts:
    """
    Independent contrasts of all studies.

    Attributes
    ----------
    y, v
        Shape (m,), m = arms - studies: contrasts and their sampling variances.
    design
        Shape (m, treatments): what a contrast takes of each treatment's mean; each row adds up to 0.
    study
        Shape (m,), whose they are.
    """

    y: FloatArray
    v: FloatArray
    design: FloatArray
    study: IntArray

    def only(self, rows: IntArray) -> Contrasts:
        """Give some of them."""
        return Contrasts(y=self.y[rows], v=self.v[rows], design=self.design[rows], study=self.study[rows])


def contrasts_of(arms: ArmEffects) -> Contrasts:
    """
    Turn arms into independent contrasts.

    Raises
    ------
    BadArm
        If the sampling variances of a study's arms are too far apart to compute with.
    """
    parts = [_of_one_size(arms, at) for at in arms.shape.arms_by_size()]
    return Contrasts(
        y=np.concatenate([part.y for part in parts]),
        v=np.concatenate([part.v for part in parts]),
        design=np.concatenate([part.design for part in parts]),
        study=np.concatenate([part.study for part in parts]),
    )


def _of_one_size(arms: ArmEffects, at: IntArray) -> Contrasts:
    """Do it for studies with the same number of arms; `at` holds their arms, shape (studies, arms)."""
    studies, size = at.shape
    start = np.sqrt(2.0) * helmert(size)
    study = arms.shape.study[at[:, 0]]
    # From the first arm on, so that large means lose no digits.
    values = (arms.values[at] - arms.values[at[:, :1]]) @ start.T
    covariance = (start * arms.variances[at][:, None, :]) @ start.T
    covariance += arms.shared[study][:, None, None] * (values[:, :, None] * values[:, None, :])
    variances, vectors = np.linalg.eigh(covariance)
    _refuse_far_apart(variances, at)
    takes = np.swapaxes(vectors, 1, 2) @ start
    design = np.zeros((studies, size - 1, arms.shape.treats))
    np.put_along_axis(design, np.broadcast_to(arms.shape.treat[at][:, None, :], takes.shape), takes, axis=2)
    return Contrasts(
        y=np.einsum("sji,sj->si", vectors, values).ravel(),
        v=variances.ravel(),
        design=design.reshape(-1, arms.shape.treats),
        study=np.repeat(study, size - 1),
    )


def _refuse_far_apart(variances: FloatArray, at: IntArray) -> None:
    # They come in ascending order.
    wrong = ~(variances[:, 0] > _LEAST_SHARE * variances[:, -1])
    if wrong.any():
        first = int(at[int(np.argmax(wrong)), 0])
        reason = (
            "the variances of this study's arms are 0, or too far apart to compute with. Look for a slip in sd or n."
        )
        raise BadArm(arm=first + 1, reason=reason)
