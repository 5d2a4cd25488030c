"""Studies that were found usable, with a design: what every estimator and test of a meta-analysis works on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ._errors import BadStudies, BadStudy, TooFewStudies
from ._least_squares import FloatArray, LeastSquares

# A column of the design that is less than this part of itself new is made of the other columns.
_DEPENDENT = 1e-10
# Squares of greater numbers, and of their inverses, leave the range of a double.
_LARGEST = 1e75


@dataclass(frozen=True)
class Model:
    """
    Effects, their variances and a design, checked.

    Attributes
    ----------
    y, v
        Shape (k,), effects and their sampling variances (squared units of the effects).
    basis
        Shape (k, p), orthonormal columns that span the design: products with it lose no digits, whatever the scales of
        the moderators (years, percentages).
    triangle
        Shape (p, p), design = basis @ triangle.
    """

    y: FloatArray
    v: FloatArray
    basis: FloatArray
    triangle: FloatArray

    @property
    def k(self) -> int:
        """Number of studies."""
        return len(self.y)

    @property
    def p(self) -> int:
        """Number of coefficients."""
        return int(self.basis.shape[1])

    @property
    def df(self) -> int:
        """Degrees of freedom, k - p."""
        return self.k - self.p

    @property
    def scale(self) -> float:
        """A variance of ordinary size here."""
        return float(np.median(self.v))

    def at(self, tau2: float) -> LeastSquares:
        """Solve with the weights of one tau2 (coefficients are those of the basis)."""
        return LeastSquares(y=self.y, v=self.v, design=self.basis, tau2=tau2)

    def log_likelihood(self, tau2: float, *, restricted: bool) -> float:
        """Give the (restricted) log-likelihood, of the basis for its coefficients, without its constant."""
        here = self.at(tau2)
        twice = float(np.sum(np.log(here.weights))) - here.q
        if restricted:
            twice += float(np.linalg.slogdet(here.covariance)[1])
        return 0.5 * twice

    def coefficients(self, solved: LeastSquares) -> tuple[FloatArray, FloatArray]:
        """Give the coefficients of the design, shape (p,), and their covariance, shape (p, p)."""
        back = np.linalg.inv(self.triangle)
        return back @ solved.coefficients, back @ solved.covariance @ back.T


def model_of(*, yi: ArrayLike, vi: ArrayLike, design: ArrayLike | None = None) -> Model:
    """
    Check studies and prepare them.

    Parameters
    ----------
    yi, vi
        Shape (k,), effects and their sampling variances, every one finite, every variance above 0.
    design
        Shape (k, p) with k > p; by default one column of ones.

    Raises
    ------
    TooFewStudies
        If k <= p.
    BadStudies
        If shapes differ, a number is not finite, a variance is not above 0, or columns of the design depend on one
        another; the message names the first such study, counted from 1.
    """
    y, v = _vector(yi, "effect"), _vector(vi, "variance")
    if len(v) != len(y):
        raise BadStudies(f"There are {len(y)} effects and {len(v)} variances. Give one variance for each effect.")
    _refuse(~(v > 0), v, "variance", "a variance is above 0")
    spread = max(float(np.max(np.abs(y), initial=0.0)), float(np.max(v, initial=0.0)))
    if spread > _LARGEST or float(np.min(v, initial=1.0)) < 1.0 / _LARGEST:
        raise BadStudies("The effects or variances are too large or too small to compute with. Use another unit.")
    columns = np.ones((len(y), 1)) if design is None else _matrix(design, rows=len(y))
    if len(y) <= columns.shape[1]:
        raise TooFewStudies(_too_few(k=len(y), p=columns.shape[1]))
    return Model(y, v, *_orthonormal(columns))


def _vector(values: ArrayLike, what: str) -> FloatArray:
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadStudies(f"Some {what} is not a number. Give numbers only.") from None
    if array.ndim != 1:
        raise BadStudies(f"The {what}s are not a plain list of numbers. Give one number for each study.")
    _refuse(~np.isfinite(array), array, what, "it must be a finite number")
    return array


def _matrix(values: ArrayLike, *, rows: int) -> FloatArray:
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadStudies("The design is not a table of numbers. Give one row of numbers for each study.") from None
    if array.ndim != 2 or array.shape[0] != rows or array.shape[1] == 0:
        raise BadStudies(f"The design has shape {array.shape}. Give one row for each of the {rows} studies.")
    _refuse(np.asarray(~np.isfinite(array).all(axis=1)), array, "design", "every moderator must be a finite number")
    return array


def _refuse(wrong: NDArray[np.bool_], values: FloatArray, what: str, rule: str) -> None:
    if wrong.any():
        first = int(np.argmax(wrong))
        raise BadStudy(study=first + 1, reason=f"its {what} is {values[first]}, but {rule}. Correct it.")


def _too_few(*, k: int, p: int) -> str:
    if p == 1:
        return "No studies: there is nothing to pool." if k == 0 else "One study: there is nothing to pool. Give two."
    return f"{k} studies cannot give {p} coefficients. Give at least {p + 1} studies, or fewer moderators."


def _orthonormal(design: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Split a design into orthonormal columns and what makes the design of them, or say which column is not needed."""
    if design.shape[1] == 1 and (design == 1.0).all():
        root = math.sqrt(len(design))
        return design / root, np.array([[root]])
    sizes = np.linalg.norm(design, axis=0)
    basis, triangle = np.linalg.qr(design)
    dependent = np.abs(np.diag(triangle)) <= _DEPENDENT * sizes
    if dependent.any():
        column = int(np.argmax(dependent)) + 1
        raise BadStudies(f"Column {column} of the design is made of the columns before it. Leave out that moderator.")
    return basis, triangle
