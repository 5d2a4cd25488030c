"""Write shapes and lines as SVG path data, short: relative steps, whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import shapely
from shapely.geometry.base import BaseGeometry

from ._curves import Point


def shape_path(shape: BaseGeometry) -> str:
    """
    Write a polygon, or several, as closed path data; a line as open path data.

    Examples
    --------
    >>> shape_path(shapely.box(0, 0, 20, 15))
    'M20 0l0 15-20 0 0-15z'
    >>> shape_path(shapely.LineString([(0, 0), (2, 1)]))
    'M0 0l2 1'
    """
    if shape.geom_type == "LineString":
        return _straight([(x, y) for x, y in shape.coords])
    rings = (ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors))
    return "".join(_straight([(x, y) for x, y in ring.coords[:-1]]) + "z" for ring in rings)


def spline_path(through: Sequence[Point]) -> str:
    """
    Write a smooth open line through two or more points as cubic path data.

    The tangent in a point is a third of the way between its neighbours (uniform Catmull-Rom). It is the same on both
    sides, so that after the first stretch SVG's short form will do.

    Examples
    --------
    >>> spline_path([(0, 0), (6, 0), (12, 0)])
    'M0 0c1 0 4 0 6 0s5 0 6 0'
    """
    stops = [_rounded(point) for point in through]
    reach = [stops[0], *stops, stops[-1]]
    cubics = [_cubic(*reach[i : i + 4]) for i in range(len(stops) - 1)]
    short = chain.from_iterable(cubic[2:] for cubic in cubics[1:])
    return f"M{_joined(stops[0])}c{_joined(cubics[0])}" + (f"s{_joined(short)}" if cubics[1:] else "")


def _straight(corners: Sequence[Point]) -> str:
    stops = [_rounded(corner) for corner in corners]
    steps = ((to[0] - start[0], to[1] - start[1]) for start, to in pairwise(stops))
    return f"M{_joined(stops[0])}l{_joined(chain.from_iterable(steps))}"


def _cubic(before: Point, start: Point, end: Point, after: Point) -> tuple[float, ...]:
    leaving = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
    arriving = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
    return tuple(point[axis] - start[axis] for point in (leaving, arriving, end) for axis in (0, 1))


def _rounded(point: Point) -> Point:
    return (round(point[0]), round(point[1]))


def _joined(numbers: Iterable[float]) -> str:
    """Write numbers with a blank between them, which a minus makes needless."""
    words = (str(round(number)) for number in numbers)
    return "".join(word if word.startswith("-") else f" {word}" for word in words).strip()
