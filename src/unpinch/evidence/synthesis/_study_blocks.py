"""Several effects of each study, laid out in blocks, and the likelihood of heterogeneity between and within studies."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ._least_squares import FloatArray
from ._model import Model

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class StudyBlocks:
    """
    Effects of s studies, each with up to m of them; shorter studies are filled with rows that count for nothing.

    Attributes
    ----------
    y, ones
        Shape (s, m): effects, and 1 where there is one (0 where the row is filling).
    sampling
        Shape (s, m, m): covariance of the sampling errors; 1 on the diagonal of filling.
    shared
        Shape (2, s, m, m): which pairs of effects share the random part of the study, and that of the outcome.
    """

    y: FloatArray
    ones: FloatArray
    sampling: FloatArray
    shared: FloatArray

    @property
    def k(self) -> int:
        """Number of effects."""
        return int(self.ones.sum())

    @property
    def studies(self) -> int:
        """Number of studies."""
        return len(self.y)

    @property
    def levels_differ(self) -> bool:
        """Tell whether a study has two outcomes: without one the two levels cannot be told apart."""
        return bool((self.shared[0] != self.shared[1]).any())

    def at(self, sigma2: FloatArray) -> BlockSolution:
        """Solve with one pair of heterogeneities, shape (2,), between and within studies."""
        return BlockSolution(self, sigma2)


@dataclass(frozen=True)
class BlockSolution:
    """
    The mean of all effects by generalised least squares, and what the likelihood says of the heterogeneities.

    With M the covariance of all effects, W its inverse, x a column of ones and P = W - W x (x'Wx)^-1 x'W; D_j is what
    the heterogeneity j multiplies in M.

    References
    ----------
    Harville DA. J Am Stat Assoc 1977;72:320-338, https://doi.org/10.2307/2286796 (restricted likelihood, its slopes
    and information).
    """

    blocks: StudyBlocks
    sigma2: FloatArray

    @cached_property
    def inverse(self) -> FloatArray:
        """Shape (s, m, m), W by blocks."""
        total = self.blocks.sampling + np.einsum("j,jsab->sab", self.sigma2, self.blocks.shared)
        return np.linalg.inv(total)

    @cached_property
    def w_x(self) -> FloatArray:
        """Shape (s, m), W x."""
        return self._times_inverse(self.blocks.ones)

    @cached_property
    def precision(self) -> float:
        """x'Wx, one over the variance of the mean."""
        return float(np.sum(self.w_x))

    @cached_property
    def mean(self) -> float:
        """The estimate."""
        return float(np.sum(self.w_x * self.blocks.y)) / self.precision

    @cached_property
    def residuals(self) -> FloatArray:
        """Shape (s, m), 0 in filling."""
        residuals: FloatArray = (self.blocks.y - self.mean) * self.blocks.ones
        return residuals

    @cached_property
    def p_y(self) -> FloatArray:
        """Shape (s, m), P y."""
        return self._times_inverse(self.residuals)

    @cached_property
    def q(self) -> float:
        """Y'Py."""
        return float(np.sum(self.residuals * self.p_y))

    @cached_property
    def trace_p(self) -> float:
        """Trace of P over the effects."""
        of_w = float(np.sum(np.einsum("saa->sa", self.inverse) * self.blocks.ones))
        return of_w - float(np.sum(self.w_x**2)) / self.precision

    @cached_property
    def log_likelihood(self) -> float:
        """Restricted, without its constant."""
        # The determinant of W is one over that of M; filling has 1.
        return 0.5 * (float(np.linalg.slogdet(self.inverse)[1].sum()) - float(np.log(self.precision)) - self.q)

    @cached_property
    def slopes(self) -> FloatArray:
        """Shape (2,), of the log-likelihood."""
        traces = np.einsum("sab,jsab->j", self.inverse, self.blocks.shared) - self._x_d_x / self.precision
        squares = np.einsum("sa,jsab,sb->j", self.p_y, self.blocks.shared, self.p_y)
        slopes: FloatArray = 0.5 * (squares - traces)
        return slopes

    @cached_property
    def expected_information(self) -> FloatArray:
        """Shape (2, 2)."""
        return 0.5 * self._trace_pdpd

    @cached_property
    def observed_information(self) -> FloatArray:
        """Shape (2, 2), the curvature of the log-likelihood, turned around."""
        moved = np.einsum("jsab,sb->jsa", self.blocks.shared, self.p_y)
        projected = np.stack([self._project(part) for part in moved])
        curved: FloatArray = np.einsum("isa,jsa->ij", moved, projected) - 0.5 * self._trace_pdpd
        return curved

    @cached_property
    def _x_d_x(self) -> FloatArray:
        x_d_x: FloatArray = np.einsum("sa,jsab,sb->j", self.w_x, self.blocks.shared, self.w_x)
        return x_d_x

    @cached_property
    def _trace_pdpd(self) -> FloatArray:
        """Shape (2, 2), traces of P D_i P D_j."""
        w_d = self.inverse[None] @ self.blocks.shared
        d_x = np.einsum("jsab,sb->jsa", self.blocks.shared, self.w_x)
        w_d_x = np.stack([self._times_inverse(part) for part in d_x])
        alone = np.einsum("isab,jsba->ij", w_d, w_d)
        crossed = np.einsum("isa,jsa->ij", d_x, w_d_x) / self.precision
        traces: FloatArray = alone - 2.0 * crossed + np.outer(self._x_d_x, self._x_d_x) / self.precision**2
        return traces

    def _times_inverse(self, rows: FloatArray) -> FloatArray:
        product: FloatArray = np.einsum("sab,sb->sa", self.inverse, rows)
        return product

    def _project(self, rows: FloatArray) -> FloatArray:
        weighted = self._times_inverse(rows)
        return weighted - self.w_x * (float(np.sum(weighted)) / self.precision)


def blocks_of(
    *, model: Model, study: Sequence[Hashable], outcome: Sequence[Hashable] | None, rho: float
) -> StudyBlocks:
    """Lay effects out by study; `rho` is the correlation of the sampling errors of two effects of one study."""
    row, column, studies, longest = _places(study)
    shape = (studies, longest)
    y, ones, errors = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    y[row, column], ones[row, column], errors[row, column] = model.y, 1.0, np.sqrt(model.v)
    names = np.full(shape, -1)
    numbers: dict[Hashable, int] = {}
    own = range(model.k) if outcome is None else [numbers.setdefault(name, len(numbers)) for name in outcome]
    names[row, column] = own
    both = ones[:, :, None] * ones[:, None, :]
    same = np.eye(longest, dtype=bool)[None]
    covariance = np.where(same, 1.0, rho) * errors[:, :, None] * errors[:, None, :]
    return StudyBlocks(
        y=y,
        ones=ones,
        sampling=covariance + same * (1.0 - ones)[:, :, None],
        shared=np.stack([both, both * (names[:, :, None] == names[:, None, :])]),
    )


def _places(study: Sequence[Hashable]) -> tuple[NDArray[np.intp], NDArray[np.intp], int, int]:
    """Give the block and the place in it of every effect, the number of blocks and the size of the largest."""
    numbers: dict[Hashable, int] = {}
    row = np.array([numbers.setdefault(name, len(numbers)) for name in study], dtype=np.intp)
    sizes = np.zeros(len(numbers), dtype=np.intp)
    column = np.empty_like(row)
    for at, block in enumerate(row):
        column[at] = sizes[block]
        sizes[block] += 1
    return row, column, len(numbers), int(sizes.max())
