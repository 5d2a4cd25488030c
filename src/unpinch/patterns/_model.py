"""
From what was told to a share for each structure.

A latent class model: one cause in each person, as common as published. Given the cause, a drawing is as likely as in
the background times a ratio that depends on how it meets the cause's map; signs are there or not, correlated through
one random effect; age by its published ratios. How sure a share is, is in `_uncertainty.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist, pstdev
from typing import Any

from . import _assumptions as assumed
from ._ages import age_group, parts_by_age
from ._drawing import areas, below_of_leg, in_background, in_its_people, leg_of, level_of, own_in_background, own_met
from ._maps import is_weak_map, leg_regions
from ._signs import all_signs
from ._structures import ROOTS, leg_pain_without_root, structures

_NORMAL = NormalDist()
_POINTS = 15


@dataclass(frozen=True)
class Case:
    """
    What the model takes: marked regions, whether the leg hurts, signs that are there or not, and the age.

    `leg` and `below_knee` are what words say, None where they say nothing.
    """

    regions: frozenset[str] = frozenset()
    leg: bool | None = None
    below_knee: bool | None = None
    signs: tuple[tuple[str, bool], ...] = ()
    age_years: int | None = None


@dataclass(frozen=True)
class Likelihoods:
    """
    How likely what was told is with each cause, part by part and by structure: where it hurts, the signs, the age.

    Apart, so that one of them can be left out.
    """

    place: Mapping[str, float]
    signs: Mapping[str, float]
    age: Mapping[str, float]

    def shares(self) -> dict[str, float]:
        """Give the share of each structure; they sum to 1."""
        joint = self.with_priors()
        total = math.fsum(joint.values())
        return {structure: part / total for structure, part in joint.items()}

    def with_priors(self) -> dict[str, float]:
        """Give how likely each cause is together with what was told."""
        return {one.id: one.prior * self.place[one.id] * self.signs[one.id] * self.age[one.id] for one in structures()}


def likelihoods(case: Case) -> Likelihoods:
    """Give how likely what was told is with each cause."""
    return Likelihoods(
        place={one.id: _place(one.id, case) for one in structures()},
        signs=signs_likelihood(case.signs),
        age=_of_age(case.age_years),
    )


def shares(case: Case) -> dict[str, float]:
    """Give the share of each structure; they sum to 1."""
    return likelihoods(case).shares()


def likelihood(case: Case) -> float:
    """Give how likely it is that somebody tells this, all causes together: comparable between cases of one drawing."""
    return math.fsum(likelihoods(case).with_priors().values())


@cache
def nothing_told() -> dict[str, float]:
    """Give the likelihoods of a part of the story that was not told."""
    return {one.id: 1.0 for one in structures()}


def _of_age(age_years: int | None) -> dict[str, float]:
    if age_years is None:
        return nothing_told()
    group = age_group(age_years)
    return {one.id: parts_by_age(one.id)[group] for one in structures()}


def _place(structure: str, case: Case) -> float:
    """
    Give how many times as likely it is to hurt here as in the background.

    What was said of the leg and what was drawn are one thing, so that one of them counts: what says more for a
    structure whose map the drawing meets, and more against one whose map it misses. Whoever says that the leg hurts and
    has not drawn it says nothing by not having drawn it.
    """
    was_said = case.leg is not None or case.below_knee is not None
    if not case.regions or (was_said and not areas(structure)):
        return _said(structure, case)
    drawn = _drawn(structure, case.regions)
    if not was_said:
        return drawn
    if level_of(structure, case.regions):
        return max(_said(structure, case), drawn)
    undrawn = case.leg and case.regions.isdisjoint(leg_regions())
    return _said(structure, case) if undrawn else min(_said(structure, case), drawn)


def _said(structure: str, case: Case) -> float:
    everywhere = as_said(case, leg_pain_without_root(), assumed.BELOW_OF_LEG_WITHOUT_ROOT)
    return float(as_said(case, leg_of(structure), below_of_leg(structure)) / everywhere)


def as_said(case: Case, leg: Any, below: Any) -> Any:
    """
    Give how likely leg and lower leg are as words say, from how often the leg hurts and how often below the knee.

    Numbers in, a number out; arrays in, an array out.
    """
    if case.below_knee:
        return leg * below
    if case.below_knee is False:
        not_below = 1 - leg * below if case.leg is None else 1 - leg
        return leg * (1 - below) if case.leg else not_below
    if case.leg is None:
        return 1.0
    return leg if case.leg else 1 - leg


def _drawn(structure: str, regions: frozenset[str]) -> float:
    own = own_ratios(structure)[own_met(structure, regions)] if structure in ROOTS else 1.0
    return drawing_ratios(structure)[level_of(structure, regions)] * own


@cache
def drawing_ratios(structure: str) -> tuple[float, ...]:
    """
    Give how many times as likely a drawing is as in the background, level by level.

    Weak sources count less, and a drawing that meets more of a map never says less.
    """
    background, people = in_background(structure), in_its_people(structure)
    power = assumed.WEAK_SOURCE if is_weak_map(structure) else 1.0
    ratios = [(here / there) ** power for here, there in zip(people, background, strict=True)]
    total = math.fsum(ratio * there for ratio, there in zip(ratios, background, strict=True))
    return tuple(max(ratios[: level + 1]) / total for level in range(len(ratios)))


@cache
def own_ratios(root: str) -> tuple[float, ...]:
    """Give what meeting a root's own regions multiplies by, so that all drawings of its people still sum to 1."""
    times = (assumed.OWN_ROOT, 1 / assumed.OWN_ROOT, 1.0)
    total = math.fsum(
        ratio * chance * time
        for ratio, chances in zip(drawing_ratios(root), own_in_background(root), strict=True)
        for chance, time in zip(chances, times, strict=True)
    )
    return tuple(time / total for time in times)


def signs_likelihood(signs: Sequence[tuple[str, bool]]) -> dict[str, float]:
    """Give how likely these signs are together with each cause; causes that share their targets are reckoned once."""
    if not signs:
        return nothing_told()
    meant = {one.id: tuple(one.id in all_signs()[sign].targets for sign, _ in signs) for one in structures()}
    once = {targets: _together(signs, targets) for targets in set(meant.values())}
    return {structure: once[targets] for structure, targets in meant.items()}


def _together(signs: Sequence[tuple[str, bool]], targets: Sequence[bool]) -> float:
    """Give the mean over the points of what signs have in common."""
    each = [_at_points(sign, is_target, there) for (sign, there), is_target in zip(signs, targets, strict=True)]
    return math.fsum(map(math.prod, zip(*each, strict=True))) / _POINTS


@cache
def _at_points(sign: str, is_target: bool, there: bool) -> tuple[float, ...]:  # a key of the cache
    """
    Give how likely a sign is there, or not, at each point of what signs of one cause have in common.

    A probit with a random effect (Qu, Tan and Kutner 1996), so that signs of one cause go together.
    """
    one = all_signs()[sign]
    bound = _NORMAL.inv_cdf((one.with_it if is_target else one.without).value)
    shifted = [(bound + math.sqrt(one.correlation) * point) / math.sqrt(1 - one.correlation) for point in points()]
    return tuple(_NORMAL.cdf(shift if there else -shift) for shift in shifted)


@cache
def points() -> tuple[float, ...]:
    """Give equally likely points that stand for a standard normal, stretched so that their variance is 1."""
    middles = [_NORMAL.inv_cdf((place + 0.5) / _POINTS) for place in range(_POINTS)]
    return tuple(middle / pstdev(middles) for middle in middles)
