"""The places that a question reaches, and which of two is nearer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ._grid import places_around
from ._query import CheckedQuery
from ._snapshot import Snapshot
from ._zips import FloatArray, IntArray, great_circle_miles


@dataclass(frozen=True, eq=False)
class Reach:
    """
    The places within the distance asked for, or in the ZIP codes: `place`, ascending, and how far each is, shape (n,).

    `within`, `rank` and `miles_by_rank` are about all within the distance, whatever the ZIP codes. `rank`, shape
    (places,), says how many of them are nearer than a place, or as near and before it in the order of places. A place
    too far has the last rank, and infinity there. Where no place is asked for, `is_near` is False: then distances are
    0, and each clinician is where their first location is.
    """

    place: IntArray
    miles: FloatArray
    within: IntArray
    rank: npt.NDArray[np.unsignedinteger[Any]]
    miles_by_rank: FloatArray
    is_near: bool

    def miles_of(self, place: npt.NDArray[np.integer]) -> FloatArray:
        """Give how far places are, shape as given; infinity where one is too far."""
        miles: FloatArray = self.miles_by_rank[self.rank[place]]
        return miles


def reach_of(*, snapshot: Snapshot, query: CheckedQuery) -> Reach:
    """Give the places within the distance asked for, and in the ZIP codes; all where neither is."""
    places = len(snapshot.arrays.place_code)
    if query.place is None:
        place = np.arange(places)
        chosen = place[_in_zip_codes(snapshot=snapshot, query=query, place=place)]
        rank, miles = np.zeros(places, dtype=np.uint8), np.zeros(len(chosen))
        return Reach(place=chosen, miles=miles, within=place, rank=rank, miles_by_rank=np.zeros(1), is_near=False)
    near, miles = _within(snapshot=snapshot, query=query)
    # Places ascend, and the sort is stable: of two equally near the first in order is nearer.
    order = np.argsort(miles, kind="stable")
    # Small numbers, for it is filled for every question.
    rank = np.full(places, len(near), dtype=np.min_scalar_type(places))
    rank[near[order]] = np.arange(len(near))
    inside = _in_zip_codes(snapshot=snapshot, query=query, place=near)
    return Reach(
        place=near[inside],
        miles=miles[inside],
        within=near,
        rank=rank,
        miles_by_rank=np.append(miles[order], np.inf),
        is_near=True,
    )


def _within(*, snapshot: Snapshot, query: CheckedQuery) -> tuple[IntArray, FloatArray]:
    assert query.place is not None  # noqa: S101  # for the type checker: asked only where there is a place
    arrays = snapshot.arrays
    latitude, longitude = query.place.latitude, query.place.longitude
    near = places_around(latitude=latitude, longitude=longitude, miles=query.within_miles, cells=arrays.place_cell)
    miles = great_circle_miles(
        latitude=latitude,
        longitude=longitude,
        latitudes=arrays.place_latitude[near],
        longitudes=arrays.place_longitude[near],
    )
    within = miles <= query.within_miles
    return near[within], miles[within]


def _in_zip_codes(*, snapshot: Snapshot, query: CheckedQuery, place: IntArray) -> npt.NDArray[np.bool_] | slice:
    """Say which places are in the ZIP codes asked for; all where none was."""
    if not query.zip_codes:
        return slice(None)
    return np.isin(snapshot.arrays.place_code[place], query.zip_codes)
