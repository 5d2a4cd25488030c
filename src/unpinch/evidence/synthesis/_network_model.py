"""The network's mixed-effects model on independent contrasts: heterogeneity, coefficients and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ._errors import TooFewStudies, UnknownMethod
from ._least_squares import FloatArray, LeastSquares
from ._mixed import fit
from ._model import Model
from ._network_contrasts import Contrasts

# Those of `METHODS` whose value does not hang on how the contrasts of a study are chosen, nor on contrasts that a model
# meets exactly: maximum likelihood without restriction counts these as signs that there is no heterogeneity.
NETWORK_METHODS: Final = ("FE", "DL", "REML", "PM")


@dataclass(frozen=True)
class NetworkModel:
    """
    A design fitted to the contrasts of a network.

    Attributes
    ----------
    model
        Contrasts and design.
    tau2, se_tau2
        Heterogeneity of a contrast of two arms, and its standard error (None where it is not estimated).
    i2, h2
        As `MixedFit` says; typical sampling variance: degrees of freedom over the trace of P.
    """

    model: Model
    tau2: float
    se_tau2: float | None
    i2: float
    h2: float

    @property
    def solved(self) -> LeastSquares:
        """Solve with the heterogeneity found."""
        return self.model.at(self.tau2)

    def q(self, tau2: float = 0.0) -> float:
        """Give the generalised Q; with 0 Cochran's Q."""
        return self.model.at(tau2).q

    def squares(self) -> FloatArray:
        """Shape (m,), what each contrast adds to Cochran's Q."""
        here = self.model.at(0.0)
        squares: FloatArray = here.residuals * here.p_y
        return squares

    def takes(self) -> FloatArray:
        """Shape (p, m), what each coefficient takes of each contrast."""
        here = self.solved
        takes = np.linalg.solve(self.model.triangle, here.covariance @ here.weighted_design.T)
        return np.asarray(takes, dtype=np.float64)


def model_network(*, contrasts: Contrasts, design: FloatArray, method: str) -> NetworkModel:
    """
    Fit a design to contrasts.

    Parameters
    ----------
    contrasts
        Shape (m,), of all studies.
    design
        Shape (m, p), of full column rank, m >= p.
    method
        One of `NETWORK_METHODS`.

    Raises
    ------
    UnknownMethod
        If the method is none of these.
    TooFewStudies
        If m = p and heterogeneity is to be estimated: nothing was seen twice.
    BadStudies
        If numbers are too large or too small to compute with.
    """
    if method not in NETWORK_METHODS:
        raise UnknownMethod(f"{method!r} is no estimator for networks. Choose one of {', '.join(NETWORK_METHODS)}.")
    if len(contrasts.y) > design.shape[1]:
        fitted = fit(yi=contrasts.y, vi=contrasts.v, design=design, method=method, test="z")
        return NetworkModel(fitted.model, fitted.tau2, fitted.se_tau2, fitted.i2, fitted.h2)
    if method != "FE":
        raise TooFewStudies(
            "No comparison is seen twice, in one way or another, so how far studies differ cannot be estimated."
            " Add studies, or take the method FE (all studies estimate the same effects)."
        )
    return NetworkModel(Model(contrasts.y, contrasts.v, *np.linalg.qr(design)), 0.0, None, 0.0, 1.0)
