"""Who was compared with whom: studies, treatments and designs of a network, and whether it hangs together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ._errors import BadStudies
from ._least_squares import FloatArray
from ._network_errors import BadArm, Disconnected

IntArray = NDArray[np.intp]


@dataclass(frozen=True)
class NetworkShape:
    """
    Which arm belongs to which study and treatment.

    Attributes
    ----------
    study_names
        In the order in which they first come.
    treat_names
        Sorted.
    study, treat
        Shape (arms,), positions in `study_names` and `treat_names`.
    """

    study_names: tuple[str, ...]
    treat_names: tuple[str, ...]
    study: IntArray
    treat: IntArray

    @property
    def studies(self) -> int:
        """Number of studies."""
        return len(self.study_names)

    @property
    def treats(self) -> int:
        """Number of treatments."""
        return len(self.treat_names)

    @cached_property
    def sizes(self) -> IntArray:
        """Shape (studies,), arms of each study."""
        return np.bincount(self.study, minlength=self.studies)

    @cached_property
    def first_arms(self) -> IntArray:
        """Shape (studies,), the first arm of each study."""
        first: IntArray = np.unique(self.study, return_index=True)[1]
        return first

    @cached_property
    def has(self) -> NDArray[np.bool_]:
        """Shape (studies, treatments), whether a study has a treatment."""
        has = np.zeros((self.studies, self.treats), dtype=np.bool_)
        has[self.study, self.treat] = True
        return has

    @cached_property
    def together(self) -> IntArray:
        """Shape (treatments, treatments), how many studies compare two treatments directly."""
        counted = self.has.astype(np.intp)
        return counted.T @ counted

    @cached_property
    def design(self) -> IntArray:
        """Shape (studies,), the set of treatments each study compares, as a number from 0."""
        inverse: IntArray = np.unique(self.has, axis=0, return_inverse=True)[1]
        return inverse.reshape(-1)

    def sums(self, of_arms: FloatArray) -> FloatArray:
        """Sum numbers of arms, shape (arms,), for each study."""
        return np.asarray(np.bincount(self.study, weights=of_arms, minlength=self.studies), dtype=np.float64)

    def arms_by_size(self) -> list[IntArray]:
        """Give the arms of all studies with 2 arms, shape (studies, 2), then with 3, and so on."""
        order = np.argsort(self.study, kind="stable")
        size = self.sizes[self.study[order]]
        return [order[size == arms].reshape(-1, arms) for arms in np.unique(self.sizes)]

    def most_connected(self) -> str:
        """Name the treatment that is compared with the most others; then the one in most studies, then by name."""
        studies = np.diag(self.together)
        others = (self.together > 0).sum(axis=0)
        return self.treat_names[min(range(self.treats), key=lambda at: (-others[at], -studies[at], at))]


def shape_of(*, study: Sequence[str], treat: Sequence[str]) -> NetworkShape:
    """
    Sort arms into studies and treatments.

    Parameters
    ----------
    study, treat
        Names, one of each for every arm.

    Raises
    ------
    BadStudies
        If there are no arms, or not as many treatments as studies.
    BadArm
        If a study has a treatment twice or one arm only; says which arm.
    Disconnected
        If no study connects some treatments with the others.
    """
    if len(study) != len(treat) or not study:
        raise BadStudies(f"There are {len(study)} studies and {len(treat)} treatments. Give one of each for every arm.")
    study_names, treat_names = tuple(dict.fromkeys(study)), tuple(sorted(set(treat)))
    of_study = {name: at for at, name in enumerate(study_names)}
    of_treat = {name: at for at, name in enumerate(treat_names)}
    shape = NetworkShape(
        study_names=study_names,
        treat_names=treat_names,
        study=np.array([of_study[name] for name in study]),
        treat=np.array([of_treat[name] for name in treat]),
    )
    _refuse_arms_twice(shape)
    _refuse_single_arms(shape)
    _refuse_parts(shape)
    return shape


def _refuse_arms_twice(shape: NetworkShape) -> None:
    first: dict[tuple[int, int], int] = {}
    for at, arm in enumerate(zip(shape.study.tolist(), shape.treat.tolist(), strict=True)):
        if first.setdefault(arm, at) != at:
            study, treat = shape.study_names[arm[0]], shape.treat_names[arm[1]]
            reason = f'the study "{study}" has the treatment "{treat}" twice. Combine both arms, or take one out.'
            raise BadArm(arm=at + 1, reason=reason)


def _refuse_single_arms(shape: NetworkShape) -> None:
    alone = shape.sizes[shape.study] == 1
    if alone.any():
        at = int(np.argmax(alone))
        name = shape.study_names[shape.study[at]]
        reason = f'the study "{name}" has one arm only: it compares nothing. Add its other arm, or take it out.'
        raise BadArm(arm=at + 1, reason=reason)


def _refuse_parts(shape: NetworkShape) -> None:
    count, part = connected_components(coo_array(shape.together), directed=False)
    if count > 1:
        parts = [tuple(np.array(shape.treat_names)[part == at].tolist()) for at in range(count)]
        raise Disconnected(parts=tuple(sorted(parts, key=lambda names: (-len(names), names))))
