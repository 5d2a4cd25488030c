"""Where each structure is felt, as published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from unpinch import knowledge

from . import _assumptions as assumed
from ._facts import finding_row, prevalence_row
from ._structures import STENOSIS

_LEG_PARTS = ("thigh", "knee", "lower_leg", "ankle", "foot")
_BUTTOCK = "buttock"


@dataclass(frozen=True)
class Felt:
    """How much a region belongs to a structure's map (0 to 1), where that was read, and how weak that source is."""

    weight: float
    source: str
    is_weak: bool


@cache
def pain_maps() -> Mapping[str, Mapping[str, Felt]]:
    """Give each structure's own map, region by region; structures without a published one are not in it."""
    maps: dict[str, dict[str, Felt]] = {}
    for row in knowledge.referral_patterns():
        felt = maps.setdefault(row.structure, {})
        new = Felt(assumed.STRENGTH[row.strength], row.source_url, _is_weak(row))
        if row.region not in felt or _says_more(new, felt[row.region]):
            felt[row.region] = new
    maps["hip_joint"] = _hip()
    return maps


def _is_weak(row: knowledge.ReferralPattern | knowledge.DiagnosticFinding | knowledge.Prevalence) -> bool:
    """Say whether a row was read in a clinic's or a shop's page; a copy of a better source is not weak for that."""
    return row.source_tier is knowledge.SourceTier.COMMERCIAL


def _says_more(new: Felt, old: Felt) -> bool:
    return (new.weight, not new.is_weak) > (old.weight, not old.is_weak)


@cache
def weights_of(structure: str) -> Mapping[str, float]:
    """Give the weights of a structure's map by region; a narrow canal may be felt anywhere in the leg."""
    if structure == STENOSIS:
        return dict.fromkeys(sorted(leg_regions()), assumed.STRENGTH["primary"])
    return {region: felt.weight for region, felt in pain_maps().get(structure, {}).items()}


@cache
def is_weak_map(structure: str) -> bool:
    """Say whether a structure's map rests on weak sources alone."""
    felt = pain_maps().get(structure, {})
    return bool(felt) and all(one.is_weak for one in felt.values())


@cache
def leg_regions() -> frozenset[str]:
    """Give the regions of thigh and below."""
    return frozenset(region.id for region in knowledge.body_regions() if region.parent in _LEG_PARTS)


@cache
def buttock_regions() -> frozenset[str]:
    """Give the regions of the buttock, where leg pain may begin."""
    return frozenset(region.id for region in knowledge.body_regions() if region.parent == _BUTTOCK)


def _hip() -> dict[str, Felt]:
    """Give where a worn hip is felt: it has no rows in the referral patterns, but two facts name a region each."""
    thigh, groin = finding_row("hipoa_medial_thigh"), prevalence_row("hipoa_groin")
    return {
        "medial_thigh": Felt(1.0, thigh.source_url, _is_weak(thigh)),
        "groin": Felt(1.0, groin.source_url, _is_weak(groin)),
    }
