"""A grid over the earth: places are kept cell by cell, so that a search looks only at cells near the person."""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ._zips import EARTH_RADIUS_MILES, FloatArray, IntArray

# Half a degree is some 35 miles north to south: a search within 25 miles looks at 4 to 9 cells.
CELL_DEGREES = 0.5
_COLUMNS = round(360 / CELL_DEGREES)
_ROWS = round(180 / CELL_DEGREES)
# A hair more than asked for, so that rounding never leaves out a place on the very edge.
_MARGIN_DEGREES = 1e-6
# Pieces this long on average are faster cut out one by one than by the numbers of all their members.
_WORTH_A_SLICE = 40
Number = TypeVar("Number", bound=np.generic)


def cell_of(*, latitude: FloatArray, longitude: FloatArray) -> npt.NDArray[np.int32]:
    """Give the number of the cell of each point, shape (n,); cells count west to east, then south to north."""
    row = np.clip(np.floor((latitude + 90) / CELL_DEGREES), 0, _ROWS - 1)
    column = np.clip(np.floor((longitude + 180) / CELL_DEGREES), 0, _COLUMNS - 1)
    cells: npt.NDArray[np.int32] = (row * _COLUMNS + column).astype(np.int32)
    return cells


def ranges(*, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]) -> IntArray:
    """
    Give the whole numbers of many half-open ranges, one after the other.

    Examples
    --------
    >>> ranges(starts=np.array([3, 9]), stops=np.array([5, 10])).tolist()
    [3, 4, 9]
    """
    sizes = stops.astype(np.int64) - starts.astype(np.int64)
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts.astype(np.int64) - before, sizes) + np.arange(sizes.sum(), dtype=np.int64)


def pieces_of(
    values: npt.NDArray[Number], *, starts: npt.NDArray[np.integer], stops: npt.NDArray[np.integer]
) -> npt.NDArray[Number]:
    """
    Give pieces of an array one after the other; there is at least one. Pieces that touch are read as one.

    Examples
    --------
    >>> pieces_of(np.array([5, 6, 7, 8, 9]), starts=np.array([0, 1, 4]), stops=np.array([1, 3, 5])).tolist()
    [5, 6, 7, 9]
    """
    apart = np.flatnonzero(starts[1:] != stops[:-1])
    starts, stops = starts[np.append(0, apart + 1)], stops[np.append(apart, len(stops) - 1)]
    if int((stops - starts).sum()) < _WORTH_A_SLICE * len(starts):
        return values[ranges(starts=starts, stops=stops)]
    return np.concatenate([values[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)])


def holder_of(*, starts: npt.NDArray[np.integer], number: npt.NDArray[np.integer] | int) -> IntArray:
    """
    Give which of many ranges, laid end to end, holds each number; `starts` has one entry more than there are ranges.

    The numbers take the type of `starts` first: numpy would otherwise copy all of `starts` to compare them.

    Examples
    --------
    >>> holder_of(starts=np.array([0, 3, 7], np.uint32), number=np.array([2, 3, 6])).tolist()
    [0, 1, 1]
    """
    return np.searchsorted(starts, np.asarray(number).astype(starts.dtype), side="right") - 1


def places_around(*, latitude: float, longitude: float, miles: float, cells: npt.NDArray[np.int32]) -> IntArray:
    """
    Give the places in all cells that a circle touches: every place within, and some farther away.

    Parameters
    ----------
    latitude, longitude
        Middle of the circle, degrees.
    miles
        Its radius.
    cells
        Shape (n,), the cell of each place, ascending.
    """
    reach = math.degrees(miles / EARTH_RADIUS_MILES) + _MARGIN_DEGREES
    south, north = max(latitude - reach, -90.0), min(latitude + reach, 90.0)
    # Of the type of `cells`, which numpy would otherwise copy to compare.
    rows = np.arange(_row(south), _row(north) + 1, dtype=cells.dtype) * cells.dtype.type(_COLUMNS)
    found = [
        ranges(
            starts=np.searchsorted(cells, rows + cells.dtype.type(west), side="left"),
            stops=np.searchsorted(cells, rows + cells.dtype.type(east), side="right"),
        )
        for west, east in _columns(latitude=latitude, longitude=longitude, miles=miles)
    ]
    return np.sort(np.concatenate(found))


def _row(latitude: float) -> int:
    return min(math.floor((latitude + 90) / CELL_DEGREES), _ROWS - 1)


def _columns(*, latitude: float, longitude: float, miles: float) -> list[tuple[int, int]]:
    """Give the columns that the circle touches, in two pieces where it crosses the 180th meridian."""
    angle = miles / EARTH_RADIUS_MILES
    if abs(math.radians(latitude)) + angle >= math.pi / 2:
        return [(0, _COLUMNS - 1)]
    reach = math.degrees(math.asin(min(math.sin(angle) / math.cos(math.radians(latitude)), 1.0))) + _MARGIN_DEGREES
    west, east = (math.floor((longitude + side * reach + 180) / CELL_DEGREES) for side in (-1, 1))
    if west < 0:
        return [(0, east), (west + _COLUMNS, _COLUMNS - 1)]
    if east >= _COLUMNS:
        return [(west, _COLUMNS - 1), (0, east - _COLUMNS)]
    return [(west, east)]
