"""Weighted least squares with the weights of one amount of heterogeneity, and the sums that estimators are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Residuals smaller than this part of the effects are what arithmetic leaves of effects that fit exactly.
_ROUNDING = 1e-14
# With less freedom than this, what is left of a study is computed from what the others weigh.
_PINNED = 0.05


@dataclass(frozen=True)
class LeastSquares:
    """
    `y = X b + u + e` solved by weights 1 / (v + tau2), for one tau2.

    With W the weights and P = W - W X (X'WX)^-1 X'W, every moment estimator, score and information of the
    heterogeneity is made of the quadratic forms y'Py, y'PPy, y'PPPy and the traces of P and PP. They are had without
    writing down any k x k matrix: P y is the weighted residual, and the traces need p x p sums only
    (but where one study outweighs all others, which would be lost in differences).

    Parameters
    ----------
    y, v
        Shape (k,), effects and their sampling variances.
    design
        Shape (k, p), of full column rank and well conditioned (`Model` hands over an orthonormal basis).
    tau2
        Heterogeneity, in squared units of `y`.

    References
    ----------
    Raudenbush SW. Analyzing effect sizes: random-effects models. In: The Handbook of Research Synthesis and
    Meta-Analysis, 2nd ed., 2009, chapter 16. Viechtbauer W. J Educ Behav Stat 2005;30:261-293,
    https://doi.org/10.3102/10769986030003261.
    """

    y: FloatArray
    v: FloatArray
    design: FloatArray
    tau2: float

    @cached_property
    def weights(self) -> FloatArray:
        """Shape (k,), one over the variance of each effect around its expected value."""
        return 1.0 / (self.v + self.tau2)

    @cached_property
    def weighted_design(self) -> FloatArray:
        """Shape (k, p), W X."""
        return self.weights[:, None] * self.design

    @cached_property
    def covariance(self) -> FloatArray:
        """Shape (p, p), (X'WX)^-1; by QR of the weighted design, which loses half the digits that X'WX would."""
        if self.design.shape[1] == 1:
            return np.asarray(1.0 / (self.design.T @ self.weighted_design), dtype=np.float64)
        triangle = np.linalg.qr(np.sqrt(self.weights)[:, None] * self.design, mode="r")
        back = np.asarray(np.linalg.inv(triangle), dtype=np.float64)
        return back @ back.T

    @cached_property
    def coefficients(self) -> FloatArray:
        """Shape (p,)."""
        return self.covariance @ (self.weighted_design.T @ self.y)

    @cached_property
    def residuals(self) -> FloatArray:
        """Shape (k,), y - X b."""
        return self.y - self.design @ self.coefficients

    @cached_property
    def p_y(self) -> FloatArray:
        """Shape (k,), P y: the weighted residuals."""
        return self.weights * self.residuals

    @cached_property
    def free(self) -> FloatArray:
        """Shape (k,), one minus the leverage: how far each study is not what determines its own fitted value."""
        free: FloatArray = 1.0 - np.einsum("ij,ij->i", self.design @ self.covariance, self.weighted_design)
        if free.min() < _PINNED:
            for study in np.flatnonzero(free < _PINNED):
                free[study] = self._free_from_others(int(study))
        return free

    @property
    def leverages(self) -> FloatArray:
        """Shape (k,), diagonal of X (X'WX)^-1 X'W."""
        leverages: FloatArray = 1.0 - self.free
        return leverages

    def _free_from_others(self, study: int) -> float:
        """Give one minus the leverage of a study that outweighs all others, without the difference that loses it."""
        others = np.arange(len(self.y)) != study
        normal = self.design[others].T @ self.weighted_design[others]
        row = self.design[study]
        try:
            outweighed = float(self.weights[study] * (row @ np.linalg.solve(normal, row)))
        except np.linalg.LinAlgError:
            return 0.0
        return 1.0 / (1.0 + outweighed) if outweighed >= 0.0 else 0.0

    @cached_property
    def q(self) -> float:
        """y'Py, the weighted sum of squared residuals; with tau2 = 0 Cochran's Q. Exactly 0 where all are rounding."""
        q = float(self.residuals @ self.p_y)
        return q if q > _ROUNDING**2 * float(self.weights @ self.y**2) else 0.0

    @cached_property
    def y_pp_y(self) -> float:
        """The sum y'PPy."""
        return float(self.p_y @ self.p_y)

    @cached_property
    def y_ppp_y(self) -> float:
        """The sum y'PPPy."""
        return float(self.p_y @ self.project(self.p_y))

    @cached_property
    def trace_p(self) -> float:
        """Trace of P."""
        return float(self.weights @ self.free)

    @cached_property
    def trace_pp(self) -> float:
        """Trace of PP."""
        return self.trace_of_products(np.ones_like(self.v))

    def project(self, vector: FloatArray) -> FloatArray:
        """Give P times a vector of shape (k,)."""
        fitted = self.design @ (self.covariance @ (self.weighted_design.T @ vector))
        projected: FloatArray = self.weights * (vector - fitted)
        return projected

    def trace_of_products(self, variances: FloatArray) -> float:
        """Give the trace of P S P S for a diagonal S, shape (k,): half the variance of y'Py where S is that of y."""
        pinned = self.free < _PINNED
        if not pinned.any():
            return self._trace_without_pins(variances, slice(None))
        # Differences would lose what is left of a study that outweighs the others: its part is a sum of squares.
        projection = -(self.weighted_design[pinned] @ self.covariance @ self.weighted_design.T)
        projection[np.arange(len(projection)), np.flatnonzero(pinned)] = (self.weights * self.free)[pinned]
        scaled = variances[pinned] @ projection**2 * variances
        return self._trace_without_pins(variances, ~pinned) + float(scaled @ np.where(pinned, 1.0, 2.0))

    def _trace_without_pins(self, variances: FloatArray, kept: slice | NDArray[np.bool_]) -> float:
        """Sum P_ij^2 s_i s_j over some studies, by p x p sums."""
        weighted, spread = self.weighted_design[kept], variances[kept]
        middle = self.covariance @ (weighted.T @ (spread[:, None] * weighted))
        own = (self.weights[kept] * spread) ** 2 @ (2.0 * self.free[kept] - 1.0)
        return float(own + np.sum(middle * middle.T))
