"""Land, state and county borders around a place, as paths of a drawing that is small enough to send with a page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely

from unpinch.directory import Place
from unpinch.server.web import outlines

EARTH_RADIUS_MILES = 3958.7613
# The drawing goes from -HALF to HALF in both directions; the search circle has REACH.
HALF, REACH = 500, 450
# Beyond, county borders are a grey mist.
MOST_MILES_WITH_COUNTIES = 80.0
# Characters of all paths together; half of what a map may weigh.
MOST_CHARACTERS = 14_000
# Half a dot of a phone's screen; doubled until the paths are small enough.
_FINEST_UNITS = 1.5
# Cut a little outside of what is seen, so that the cuts are not.
_CUT = HALF + 20
# A name fits where a shape is at least that wide and high.
_LABEL_WIDTH, _LABEL_HEIGHT, MOST_LABELS = 150, 60, 12


@dataclass(frozen=True)
class Label:
    """The name of a state or county, in its middle."""

    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Land:
    """Paths of a drawing: land is filled, borders are lines; `labels` are of counties, or of states on large maps."""

    land: str
    counties: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class _Shape:
    name: str
    rings: tuple[npt.NDArray[np.float64], ...]


def on_map(
    *, longitudes: npt.ArrayLike, latitudes: npt.ArrayLike, centre: Place, reach_miles: float
) -> npt.NDArray[np.float64]:
    """
    Place points on the drawing: azimuthal equidistant, so that distances from the middle are true.

    Returns
    -------
    numpy.ndarray
        Shape (n, 2), east and down, in units of the drawing: `reach_miles` is `REACH`.
    """
    east = np.radians(np.asarray(longitudes, dtype=float) - centre.longitude)
    latitude, middle = np.radians(np.asarray(latitudes, dtype=float)), math.radians(centre.latitude)
    x = np.cos(latitude) * np.sin(east)
    y = math.cos(middle) * np.sin(latitude) - math.sin(middle) * np.cos(latitude) * np.cos(east)
    along = math.sin(middle) * np.sin(latitude) + math.cos(middle) * np.cos(latitude) * np.cos(east)
    across = np.hypot(x, y)
    angle = np.arctan2(across, along)
    factor = np.divide(angle, across, out=np.ones_like(across), where=across > 0)
    scale = EARTH_RADIUS_MILES * REACH / reach_miles
    return np.stack([x * factor * scale, -y * factor * scale], axis=-1)


# A map of each place and distance that people ask for just now; about 10 kB each.
@lru_cache(maxsize=128)
def land_around(*, latitude: float, longitude: float, reach_miles: float) -> Land:
    """Draw what lies around a point; the same question gives the same drawing."""
    centre = Place(latitude=latitude, longitude=longitude)
    states = _shapes(outlines.states(), centre=centre, reach_miles=reach_miles)
    has_counties = reach_miles <= MOST_MILES_WITH_COUNTIES
    counties = _shapes(outlines.counties(), centre=centre, reach_miles=reach_miles) if has_counties else ()
    for doubling in range(8):
        units = _FINEST_UNITS * 2**doubling
        land, borders = _path(states, units=units), _path(counties, units=units)
        if len(land) + len(borders) <= MOST_CHARACTERS:
            break
    return Land(land=land, counties=borders, labels=_labels(counties or states))


def _shapes(file: outlines.OutlineFile, *, centre: Place, reach_miles: float) -> tuple[_Shape, ...]:
    corner_miles = reach_miles * _CUT / REACH * math.sqrt(2)
    up = math.degrees(corner_miles / EARTH_RADIUS_MILES)
    highest = min(abs(centre.latitude) + up, 89.0)
    side = min(up / math.cos(math.radians(highest)), 180.0)
    found = file.touching(
        west=centre.longitude - side,
        south=centre.latitude - up,
        east=centre.longitude + side,
        north=centre.latitude + up,
    )
    shapes = (_Shape(each.name, _placed(each.rings, centre=centre, reach_miles=reach_miles)) for each in found)
    return tuple(shape for shape in shapes if shape.rings)


def _placed(
    rings: Iterable[npt.NDArray[np.float64]], *, centre: Place, reach_miles: float
) -> tuple[npt.NDArray[np.float64], ...]:
    """Place rings on the drawing; those that lie wholly outside of it are left out."""
    placed = (
        on_map(longitudes=ring[:, 0], latitudes=ring[:, 1], centre=centre, reach_miles=reach_miles) for ring in rings
    )
    return tuple(ring for ring in placed if (ring.min(axis=0) < _CUT).all() and (ring.max(axis=0) > -_CUT).all())


def _path(shapes: Iterable[_Shape], *, units: float) -> str:
    """Draw rings as one path in whole units, each point relative to the last; holes are holes by the even-odd rule."""
    rings = [ring for shape in shapes for ring in shape.rings]
    return "".join(_ring_path(ring) for whole in rings for ring in _cut(whole, units=units))


def _cut(ring: npt.NDArray[np.float64], *, units: float) -> list[npt.NDArray[np.int64]]:
    """Leave out points that nobody sees, and what lies outside of the drawing."""
    simple = shapely.simplify(shapely.linearrings(ring), units, preserve_topology=False)
    if len(shapely.get_coordinates(simple)) < 4:
        return []
    seen = shapely.clip_by_rect(shapely.buffer(shapely.polygons(simple), 0), -_CUT, -_CUT, _CUT, _CUT)
    parts = (part for part in shapely.get_parts(seen) if shapely.get_type_id(part) == shapely.GeometryType.POLYGON)
    edges = (np.rint(shapely.get_coordinates(shapely.get_exterior_ring(part))) for part in parts)
    return [edge.astype(np.int64) for edge in edges if len(edge) > 3]


def _ring_path(points: npt.NDArray[np.int64]) -> str:
    steps = np.diff(points[:-1], axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    moves = "".join(f" {x}" if x >= 0 else f"{x}" for step in steps for x in step.tolist()).lstrip()
    return f"M{points[0][0]} {points[0][1]}l{moves}z" if len(steps) > 1 else ""


def _labels(shapes: Iterable[_Shape]) -> tuple[Label, ...]:
    """Name the largest shapes in the middle of what is seen of them, inside of the search circle."""
    circle = shapely.buffer(shapely.Point(0, 0), REACH)
    seen = []
    for shape in shapes:
        largest = max(shape.rings, key=len)
        whole = shapely.buffer(shapely.polygons(shapely.simplify(shapely.linearrings(largest), 4)), 0)
        part = shapely.intersection(whole, circle)
        left, top, right, bottom = shapely.bounds(part)
        if right - left >= _LABEL_WIDTH and bottom - top >= _LABEL_HEIGHT:
            seen.append((shapely.area(part), shape.name, shapely.point_on_surface(part)))
    seen.sort(key=lambda each: (-each[0], each[1]))
    return tuple(Label(round(point.x), round(point.y), name) for _area, name, point in seen[:MOST_LABELS])
