"""
The background: how somebody with back pain draws whose cause is nothing in particular.

Parts of the chart hurt, each by its own chance; in a part that hurts each region is marked by the same chance, and at
least one is. So the chance that no mark lies in some regions has a closed form.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache

from unpinch import knowledge

from . import _assumptions as assumed
from ._structures import leg_pain_without_root


class Part(StrEnum):
    """A part of the chart that hurts or does not; the leg below the knee hurts only where the leg does."""

    BACK = "back"
    BUTTOCK = "buttock"
    FRONT = "front"
    THIGH = "thigh"
    BELOW_KNEE = "below_knee"


_PART_OF_PARENT = {
    "buttock": Part.BUTTOCK,
    "hip": Part.BUTTOCK,
    "pelvis": Part.FRONT,
    "thigh": Part.THIGH,
    "knee": Part.THIGH,
    "lower_leg": Part.BELOW_KNEE,
    "ankle": Part.BELOW_KNEE,
    "foot": Part.BELOW_KNEE,
}
# Regions whose parent in `body_regions.csv` is wider than a part.
_PART_OF_REGION = {"lower_abdomen": Part.FRONT, "groin": Part.FRONT}


@cache
def parts() -> Mapping[Part, tuple[str, ...]]:
    """Give the regions of each part, in the order of `body_regions.csv`."""
    found: dict[Part, list[str]] = {part: [] for part in Part}
    for region in knowledge.body_regions():
        part = _PART_OF_REGION.get(region.id) or _PART_OF_PARENT.get(region.parent, Part.BACK)
        found[part].append(region.id)
    return {part: tuple(regions) for part, regions in found.items()}


@cache
def leg_hurts() -> tuple[tuple[frozenset[Part], float], ...]:
    """
    Give the ways in which the leg hurts, with their chances: not, thigh alone, below the knee as well.

    Somebody whose leg hurts below the knee marks the thigh in half of the cases. Editorial.
    """
    leg = leg_pain_without_root()
    below = leg * assumed.BELOW_OF_LEG_WITHOUT_ROOT
    return (
        (frozenset(), 1 - leg),
        (frozenset({Part.THIGH}), leg - below),
        (frozenset({Part.BELOW_KNEE}), below / 2),
        (frozenset({Part.THIGH, Part.BELOW_KNEE}), below / 2),
    )


def chance_of_none(regions: Collection[str]) -> float:
    """Give the chance that a drawing of the background, which has some mark, has none in these regions."""
    empty = _none(frozenset().union(*parts().values()))
    return (_none(regions) - empty) / (1 - empty)


def _none(regions: Collection[str]) -> float:
    trunk = math.prod(1 - hurts + hurts * _none_in(Part(part), regions) for part, hurts in assumed.PART_HURTS.items())
    leg = math.fsum(chance * math.prod(_none_in(part, regions) for part in hurt) for hurt, chance in leg_hurts())
    return trunk * leg


def _none_in(part: Part, regions: Collection[str]) -> float:
    """Give the chance that a part that hurts, and so has a mark, has none in these regions."""
    of_part = parts()[part]
    inside = sum(region in regions for region in of_part)
    unmarked = 1 - assumed.MARKED_READILY
    nowhere = unmarked ** len(of_part)
    return (unmarked**inside - nowhere) / (1 - nowhere)
