"""What can be laid over a person's marks: where a structure lies, and where it is felt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from unpinch import knowledge
from unpinch.kernel import Text, UnpinchError
from unpinch.knowledge import StructureKind

from . import _assumptions as assumed
from ._facts import finding_row
from ._maps import buttock_regions, leg_regions, pain_maps
from ._structures import STENOSIS, Structure, structures


class UnknownStructure(UnpinchError):
    """A structure that is not one of the candidates."""


class LayerPart(StrEnum):
    """
    What a region of a layer means.

    `own`: the muscle itself lies there, so that its trigger points are looked for there. The others are where it is
    felt: above all (`primary`), at times (`spillover`), seldom (`rare`).
    """

    OWN = "own"
    PRIMARY = "primary"
    SPILLOVER = "spillover"
    RARE = "rare"


@dataclass(frozen=True)
class Layer:
    """
    One structure as it is laid over the body chart.

    `parts` holds regions in the order of `body_regions.csv`, parts without any left out. A region has at most one of
    the parts where pain is felt, and may be the muscle's own besides. `sources` are where the regions were read.
    """

    structure: str
    kind: StructureKind
    name: Text
    parts: tuple[tuple[LayerPart, tuple[str, ...]], ...]
    sources: tuple[str, ...]


@cache
def layer(*, structure: str) -> Layer:
    """
    Give where a structure lies and where it is felt, for drawing it over marks.

    Parameters
    ----------
    structure
        An id as in `Fit.source`.

    Returns
    -------
    Layer
        Without parts where nobody has published a map. Maps of muscles are what clinicians describe, not what was
        measured. A narrow canal has no map of its own: it is known to be felt in buttocks and legs, so that all of them
        are drawn as felt at times.

    Raises
    ------
    UnknownStructure
        If there is no such structure.
    """
    one = _known(structure)
    muscle = _muscle(structure)
    felt = {**_felt_by_part(structure), LayerPart.OWN: muscle.regions if muscle else ()}
    parts = tuple((part, regions) for part in LayerPart if (regions := _in_order(felt.get(part, ()))))
    return Layer(one.id, one.kind, one.name, parts, _sources(structure))


def _known(structure: str) -> Structure:
    found = next((one for one in structures() if one.id == structure), None)
    if found is None:
        raise UnknownStructure(f"There is no structure {structure!r:.60} that can be laid over the body chart.")
    return found


def _felt_by_part(structure: str) -> dict[LayerPart, Iterable[str]]:
    if structure == STENOSIS:
        return {LayerPart.SPILLOVER: buttock_regions() | leg_regions()}
    by_weight = {assumed.STRENGTH[part]: part for part in LayerPart if part in assumed.STRENGTH}
    felt: dict[LayerPart, Iterable[str]] = {}
    for region, one in pain_maps().get(structure, {}).items():
        part = by_weight[one.weight]
        felt[part] = (*felt.get(part, ()), region)
    return felt


def _muscle(structure: str) -> knowledge.Muscle | None:
    return next((row for row in knowledge.muscles() if row.id == structure), None)


def _in_order(regions: Iterable[str]) -> tuple[str, ...]:
    wanted = frozenset(regions)
    return tuple(region.id for region in knowledge.body_regions() if region.id in wanted)


def _sources(structure: str) -> tuple[str, ...]:
    if structure == STENOSIS:
        return (finding_row("lss_bilateral").source_url,)
    muscle = _muscle(structure)
    felt = (one.source for one in pain_maps().get(structure, {}).values())
    return tuple(dict.fromkeys([*([muscle.source_url] if muscle else []), *felt]))
