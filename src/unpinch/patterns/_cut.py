"""Cut a figure into regions, so that outline and regions always agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from ._curves import Point

# Everything lies on a grid of a tenth of a unit, which the view box counts as 1: path data need no decimals.
GRID = 0.1
# A cut of this name is no region: it belongs to the rest, and lies between it and the regions.
BELT = "-"
_REST = ""


@dataclass(frozen=True)
class Cut:
    """One region's cookie cutter. It may reach beyond the body and over cutters that come later in the list."""

    region: str
    line: tuple[Point, ...]


@dataclass(frozen=True)
class Pieces:
    """A body cut up: `regions` in the order of the cuts, and `rest`, what no cut touched."""

    regions: tuple[tuple[str, BaseGeometry], ...]
    rest: BaseGeometry


def cut(*, body: BaseGeometry, cuts: Sequence[Cut], tolerance: float, rest_tolerance: float) -> Pieces:
    """
    Cut a body into regions that share their borders exactly.

    Where cutters overlap, the earlier one has the piece.

    Parameters
    ----------
    body
        The filled outline.
    cuts
        Cutters, one a region.
    tolerance
        Corners are dropped whose triangle with their neighbours is smaller than `tolerance` squared, in square units.
    rest_tolerance
        The same for what no cut touches: a head shows corners sooner than a thigh. The body must have a `BELT` between
        this rest and the regions, with a straight upper edge, so that the two agree.
    """
    cutters = [(one.region, Polygon(one.line).buffer(0)) for one in cuts]
    faces: dict[str, list[BaseGeometry]] = {}
    for face in _faces(body=body, cutters=[cutter for _, cutter in cutters]):
        middle = face.representative_point()
        region = next((region for region, cutter in cutters if cutter.covers(middle)), _REST)
        faces.setdefault(region, []).append(face)
    whole = _without_splinters({region: shapely.coverage_union_all(group) for region, group in faces.items()})
    shapes = _simplified(whole, tolerance=tolerance)
    shapes[_REST] = _simplified(whole, tolerance=rest_tolerance).get(_REST, Polygon())
    rest = shapely.coverage_union_all([shapes.pop(_REST), shapes.pop(BELT, Polygon())])
    order = dict.fromkeys(one.region for one in cuts)
    return Pieces(regions=tuple((region, shapes[region]) for region in order if region in shapes), rest=rest)


def _simplified(shapes: dict[str, BaseGeometry], *, tolerance: float) -> dict[str, BaseGeometry]:
    return dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), tolerance), strict=True))


def _without_splinters(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Keep each region in one piece: what cutters leave over along a border goes to the neighbour it touches most."""
    kept = {region: max(shapely.get_parts(shape), key=_area) for region, shape in shapes.items() if region != _REST}
    loose = [
        part for region, most in kept.items() for part in shapely.get_parts(shapes[region]) if not part.equals(most)
    ]
    if _REST in shapes:
        kept[_REST] = shapes[_REST]
    for part in loose:
        neighbour = max(kept, key=lambda region: part.intersection(kept[region]).length)
        kept[neighbour] = shapely.coverage_union(kept[neighbour], part)
    return kept


def _area(shape: BaseGeometry) -> float:
    return float(shape.area)


def _faces(*, body: BaseGeometry, cutters: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Give the smallest pieces all lines make together inside the body; neighbours share every corner."""
    lines = shapely.unary_union([body.boundary, *(cutter.boundary for cutter in cutters)], grid_size=GRID)
    snapped = shapely.set_precision(body, GRID)
    return [face for face in shapely.polygonize([lines]).geoms if snapped.covers(face.representative_point())]
