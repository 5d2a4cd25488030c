"""Where each structure is felt, as published, and what marks on the chart say about it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from unpinch import knowledge
from unpinch.knowledge import PatternKind, StructureKind

from . import _assumptions as assumed
from ._facts import finding_row, least_share, prevalence_row
from ._structures import LOWER_ROOTS, ROOTS, STENOSIS, UPPER_ROOTS

_LEG_PARTS = ("thigh", "knee", "lower_leg", "ankle", "foot")
_BUTTOCK = "buttock"
# Left out where roots are weighed: their patients were chosen for back *and* leg pain (atlas_sciatica), so that pain in
# the back speaks neither for nor against.
_LOW_BACK = "low_back"
_BACK = frozenset({_LOW_BACK, "iliac_crest", "sacrum"})


@dataclass(frozen=True)
class Felt:
    """How much a region belongs to a structure's map (0 to 1), and where that was read."""

    weight: float
    source: str


@dataclass(frozen=True)
class PainMap:
    """
    One structure's map.

    `off_map` is the share of marks expected outside of it; `most` the log of the largest factor it may give.
    """

    felt: Mapping[str, Felt]
    off_map: float
    most: float

    def log_ratio(self, marked: Collection[str]) -> float:
        """
        Give the log of how much more likely these marks are than marks anywhere.

        Each mark is drawn from the map, or with chance `off_map` from anywhere. A mark on the map never counts against,
        and the sum levels off at `most`, up and down, because neighbouring marks say the same thing. So a further mark
        on the map never lowers it, and one off the map never raises it.
        """
        if not self.felt:
            return 0.0
        return assumed.levelled(sum(self._one(region) for region in sorted(marked)), most=self.most)

    def _one(self, region: str) -> float:
        if region not in self.felt:
            return math.log(self.off_map)
        everywhere = _everywhere(region)
        of_map = self.felt[region].weight / sum(felt.weight for felt in self.felt.values())
        return max(0.0, math.log((1 - self.off_map) * of_map / everywhere + self.off_map))


def _everywhere(region: str) -> float:
    """Give the chance that a mark lies in a region when nothing is known of its cause."""
    if region == _LOW_BACK:
        return assumed.LOW_BACK_ANYWHERE
    return (1 - assumed.LOW_BACK_ANYWHERE) / (len(knowledge.body_regions()) - 1)


@cache
def pain_maps() -> dict[str, PainMap]:
    """Give each structure's own map; structures without a published one are not in it."""
    rows: dict[str, list[knowledge.ReferralPattern]] = {}
    for row in knowledge.referral_patterns():
        rows.setdefault(row.structure, []).append(row)
    maps = {structure: _pain_map(found) for structure, found in rows.items()}
    maps["hip_joint"] = PainMap(_hip(), off_map=assumed.JOINT_MARKS_OFF_MAP, most=_most_for_hip())
    return maps


@cache
def root_group_maps() -> tuple[PainMap, PainMap]:
    """Give the map of the upper roots together (thigh, front) and of the lower ones (buttock, back of leg, foot)."""
    return _together(UPPER_ROOTS), _together(LOWER_ROOTS)


def own_root_map(root: str) -> PainMap:
    """Give one root's map as it may tell it from its neighbours: hardly."""
    own = pain_maps()[root]
    return PainMap(own.felt, off_map=own.off_map, most=assumed.MOST_FROM_OWN_ROOT)


@cache
def leg_regions() -> frozenset[str]:
    """Give the regions of thigh and below."""
    return frozenset(region.id for region in knowledge.body_regions() if region.parent in _LEG_PARTS)


@cache
def buttock_regions() -> frozenset[str]:
    """Give the regions of the buttock, where leg pain may begin."""
    return frozenset(region.id for region in knowledge.body_regions() if region.parent == _BUTTOCK)


def beyond_the_back(marked: Collection[str]) -> frozenset[str]:
    """Give the marks that may tell something about roots."""
    return frozenset(marked) - _BACK


def leg_area(structure: str) -> frozenset[str]:
    """Give where in buttock and leg a root, read with its neighbours, or a narrow canal is felt."""
    limb = leg_regions() | buttock_regions()
    if structure not in ROOTS:
        return limb
    upper, lower = root_group_maps()
    return limb & frozenset((upper if structure in UPPER_ROOTS else lower).felt)


def referral(*, structure: str) -> tuple[tuple[str, float], ...]:
    """
    Give where a structure is felt, for drawing it over the chart.

    Parameters
    ----------
    structure
        An id as in `Fit.source`.

    Returns
    -------
    tuple
        Region and weight, 0 to 1, 1 for a primary region; empty where no map is published. Trigger-point maps are what
        clinicians describe, not what was measured.
    """
    found = pain_maps().get(structure)
    return tuple((region, felt.weight) for region, felt in found.felt.items()) if found else ()


def is_felt(*, structure: str, region: str) -> bool:
    """Say whether a mark lies on a structure's own map, or in the leg for a narrow canal, which has no map."""
    own = pain_maps().get(structure)
    return bool(own and region in own.felt) or (structure == STENOSIS and region in leg_regions())


def _pain_map(rows: list[knowledge.ReferralPattern]) -> PainMap:
    felt: dict[str, Felt] = {}
    for row in rows:
        weight = assumed.STRENGTH[row.strength]
        if row.region not in felt or weight > felt[row.region].weight:
            felt[row.region] = Felt(weight, row.source_url)
    if rows[0].kind is StructureKind.NERVE_ROOT:
        return PainMap(felt, off_map=assumed.ROOT_MARKS_OFF_MAP, most=assumed.MOST_FROM_MAP)
    if all(row.pattern is PatternKind.JOINT for row in rows):
        return PainMap(felt, off_map=assumed.JOINT_MARKS_OFF_MAP, most=assumed.MOST_FROM_ONE_SIDED_MAP)
    return PainMap(felt, off_map=assumed.MUSCLE_MARKS_OFF_MAP, most=assumed.MOST_FROM_ONE_SIDED_MAP)


def _together(roots: tuple[str, ...]) -> PainMap:
    felt: dict[str, Felt] = {}
    for root in roots:
        for region, one in pain_maps()[root].felt.items():
            if region not in felt or one.weight > felt[region].weight:
                felt[region] = one
    return PainMap(felt, off_map=assumed.ROOT_MARKS_OFF_MAP, most=assumed.MOST_FROM_MAP)


def _most_for_hip() -> float:
    in_groin_pain, at_first = least_share("hipoa_groin"), assumed.JOINT_PRIORS["hip_joint"]
    return math.log(in_groin_pain / (1 - in_groin_pain) * (1 - at_first) / at_first)


def _hip() -> dict[str, Felt]:
    """Give where a worn hip is felt: it has no rows in the referral patterns, but two facts name a region each."""
    facts = {
        "medial_thigh": finding_row("hipoa_medial_thigh").source_url,
        "groin": prevalence_row("hipoa_groin").source_url,
    }
    return {region: Felt(1.0, source) for region, source in facts.items()}
