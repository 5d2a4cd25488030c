"""
What a drawing says about one structure: how it meets the structure's own map.

A drawing is as likely for a structure's people as for the background, times a ratio that depends on one thing alone:
where it meets the map. So a mark off a map never raises a structure, and one on a primary region never lowers it.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from enum import IntEnum
from functools import cache
from itertools import pairwise

from . import _assumptions as assumed
from ._background import Part, chance_of_none, parts
from ._maps import leg_regions, pain_maps, weights_of
from ._structures import LOWER_ROOTS, ROOTS, STENOSIS, UPPER_ROOTS, leg_pain_without_root, structures

PRIMARY = assumed.STRENGTH["primary"]
# Levels above 0 of a root whose group is not felt in the buttock.
_LEG_ONLY = 2


def is_of_limb(structure: str) -> bool:
    """Say whether a structure is read by how far pain goes down the leg."""
    return structure in ROOTS or structure == STENOSIS


@cache
def areas(structure: str) -> tuple[frozenset[str], ...]:
    """
    Give the regions a drawing must meet for each level above 0, the highest level last; each level holds the next.

    Roots are read as a group, upper or lower, because what is known does not tell neighbours apart: 1 is the buttock,
    where the group's map has it, then the leg, then below the knee. A narrow canal may be felt anywhere in buttock and
    leg. All others: anywhere on the map, then a primary region; a second primary region is one level more.
    """
    if is_of_limb(structure):
        return _limb_levels(_group_area(structure))
    primary = primary_regions(structure)
    # A map without a primary region tells nothing; one that is all primary has one level.
    return tuple(dict.fromkeys((frozenset(weights_of(structure)), primary))) if primary else ()


@cache
def _group_area(structure: str) -> frozenset[str]:
    if structure == STENOSIS:
        return leg_regions() | frozenset(parts()[Part.BUTTOCK])
    return frozenset(region for root in group_of(structure) for region in pain_maps()[root])


def group_of(root: str) -> tuple[str, ...]:
    """Give the upper or the lower roots, of which a root is one."""
    return UPPER_ROOTS if root in UPPER_ROOTS else LOWER_ROOTS


def _limb_levels(area: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Give the area with the buttock, where a root's map has one; in the leg; below the knee."""
    leg, below = area & leg_regions(), area & frozenset(parts()[Part.BELOW_KNEE])
    return (leg, below) if leg == area else (area, leg, below)


def level_of(structure: str, marked: Collection[str]) -> int:
    """Give the highest level a drawing meets, 0 for none."""
    met = [level for level, area in enumerate(areas(structure), start=1) if not area.isdisjoint(marked)]
    return max(met, default=0) + _has_two(structure, marked)


def _has_two(structure: str, marked: Collection[str]) -> bool:
    return not is_of_limb(structure) and len(primary_regions(structure).intersection(marked)) > 1


@cache
def in_background(structure: str) -> tuple[float, ...]:
    """Give how often a drawing of the background meets each level and no higher one, level 0 first."""
    held = [1.0 - chance_of_none(area) for area in areas(structure)]
    if not is_of_limb(structure) and len(primary_regions(structure)) > 1:
        held.append(held[-1] - _chance_of_one(primary_regions(structure)))
    reached = [1.0, *held, 0.0]
    return tuple(here - beyond for here, beyond in pairwise(reached))


def _chance_of_one(regions: frozenset[str]) -> float:
    """Give the chance that a drawing of the background has a mark in exactly one of these regions."""
    none = chance_of_none(regions)
    return math.fsum(chance_of_none(regions - {region}) - none for region in regions)


@cache
def in_its_people(structure: str) -> tuple[float, ...]:
    """Give how often a drawing of a structure's own people meets each level and no higher one, level 0 first."""
    if is_of_limb(structure):
        return _down_the_limb(structure)
    background = in_background(structure)
    if len(background) == 1:
        return background
    missed = background[0] * assumed.MISSES_MAP
    one, two = (*background[-2:],) if len(primary_regions(structure)) > 1 else (background[-1], 0.0)
    weaker = background[1 : len(background) - (2 if two else 1)]
    # Weaker regions alone are as common as in the background: they say nothing. A second primary region says as much as
    # the first: with t times the background for one and t squared for two, the rest is shared out.
    left = 1 - missed - math.fsum(weaker)
    times = left / one if not two else (math.sqrt(one * one + 4 * two * left) - one) / (2 * two)
    return (missed, *weaker, one * times, *((two * times**2,) if two else ()))


def _down_the_limb(structure: str) -> tuple[float, ...]:
    leg, buttock = assumed.LEG_WITH_ROOT, assumed.BUTTOCK_WITH_ROOT
    below = leg * _below_of_group(structure)
    missed = (1 - leg,) if len(areas(structure)) == _LEG_ONLY else (1 - leg - buttock, buttock)
    return (*missed, leg - below, below)


def _below_of_group(structure: str) -> float:
    """Give how often leg pain of a root's group reaches below the knee: upper roots less often than lower ones."""
    often, seldom = assumed.BELOW_OF_LEG_WITH_ROOT, assumed.BELOW_OF_LEG_WITHOUT_ROOT
    return (often + seldom) / 2 if structure in UPPER_ROOTS else often


def below_of_leg(structure: str) -> float:
    """
    Give how often leg pain of a structure reaches below the knee, for those who say so without a drawing.

    As in its group for a root, as in lower roots for what has its primary regions of the leg all there, as without root
    trouble for what has no region there, and in between for the others.
    """
    if is_of_limb(structure):
        return _below_of_group(structure)
    below, in_leg = frozenset(parts()[Part.BELOW_KNEE]), leg_regions() & primary_regions(structure)
    often, seldom = assumed.BELOW_OF_LEG_WITH_ROOT, assumed.BELOW_OF_LEG_WITHOUT_ROOT
    if in_leg and in_leg <= below:
        return often
    return (often + seldom) / 2 if below & frozenset(weights_of(structure)) else seldom


@cache
def leg_of(structure: str) -> float:
    """
    Give how often pain of a structure is felt in the leg at all.

    Those that are not felt there by any map share what is left of leg pain without root trouble.
    """
    known = _leg_by_map(structure)
    if known is not None:
        return known
    others = [one for one in structures() if one.id not in ROOTS]
    mapped = {one.id: _leg_by_map(one.id) for one in others}
    felt = math.fsum(one.prior * (mapped[one.id] or 0.0) for one in others)
    unfelt = math.fsum(one.prior for one in others if mapped[one.id] is None)
    return (leg_pain_without_root() * math.fsum(one.prior for one in others) - felt) / unfelt


def _leg_by_map(structure: str) -> float | None:
    if structure in ROOTS or structure == STENOSIS:
        return assumed.LEG_WITH_ROOT
    strongest = max((weights_of(structure).get(region, 0.0) for region in leg_regions()), default=0.0)
    if strongest >= PRIMARY:
        return assumed.LEG_WITH_PRIMARY_REGION
    return assumed.LEG_WITH_WEAKER_REGION if strongest > 0 else None


class OwnRegions(IntEnum):
    """How a drawing meets what is a root's own: it does; it meets a neighbour's instead; or nobody's."""

    MET = 0
    NEIGHBOUR = 1
    NOBODY = 2


def own_met(root: str, marked: Collection[str]) -> OwnRegions:
    """Say how a drawing meets a root's own regions."""
    if not own_regions(root).isdisjoint(marked):
        return OwnRegions.MET
    met = any(not own_regions(one).isdisjoint(marked) for one in group_of(root))
    return OwnRegions.NEIGHBOUR if met else OwnRegions.NOBODY


@cache
def own_in_background(root: str) -> tuple[tuple[float, float, float], ...]:
    """Give how often a drawing of the background meets each level, divided by how it meets the root's own regions."""
    of_group = frozenset().union(*(own_regions(one) for one in group_of(root)))
    nobody = _levels_without(root, of_group)
    not_own, every = _levels_without(root, own_regions(root)), in_background(root)
    return tuple((all_ - off, off - none, none) for all_, off, none in zip(every, not_own, nobody, strict=True))


def _levels_without(root: str, regions: frozenset[str]) -> tuple[float, ...]:
    """Give how often a drawing meets each level and no higher one, and none of some regions."""
    below_level = [0.0, *(chance_of_none(area | regions) for area in areas(root)), chance_of_none(regions)]
    return tuple(beyond - here for here, beyond in pairwise(below_level))


@cache
def own_regions(root: str) -> frozenset[str]:
    """Give the primary regions of one root that not all of its group share."""
    of_group = [primary_regions(one) for one in group_of(root)]
    return primary_regions(root) - frozenset.intersection(*of_group)


@cache
def primary_regions(structure: str) -> frozenset[str]:
    """Give the primary regions of a structure's map."""
    return frozenset(region for region, weight in weights_of(structure).items() if weight >= PRIMARY)
