"""Where those who match a question practise, counted by ZIP code: what a map of an answer is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ._query import Query, check_query
from ._search import find_spread
from ._snapshot import Snapshot
from ._words import shown_address


@dataclass(frozen=True)
class PlaceCount:
    """
    How many of all who match practise in one ZIP code.

    `latitude` and `longitude` are of the ZIP code's point; `miles` is from the point asked for, 0 where none was. `row`
    is one of its locations, for `town_of`.
    """

    zip_code: str
    latitude: float
    longitude: float
    miles: float
    count: int
    row: int


def places_of(*, snapshot: Snapshot, query: Query) -> tuple[PlaceCount, ...]:
    """
    Count everybody who matches by the ZIP code of the practice, most first, whatever the page asked for.

    The counts add up to the total of `search`: a clinician with several places counts once, where they are nearest.

    Raises
    ------
    BadQuery
        If the question cannot be answered as asked.
    """
    arrays = snapshot.arrays
    spread = find_spread(snapshot=snapshot, query=check_query(query=query, snapshot=snapshot))
    kept = spread.size > 0
    group = spread.group[kept]
    numbers, first, inverse = np.unique(arrays.group_place[group], return_index=True, return_inverse=True)
    counts = np.bincount(inverse, weights=spread.size[kept], minlength=len(numbers)).astype(np.int64)
    miles = spread.miles[kept][first]
    order = np.lexsort((arrays.place_code[numbers], miles, -counts))
    return tuple(
        PlaceCount(
            zip_code=f"{arrays.place_code[number]:05d}",
            latitude=float(arrays.place_latitude[number]),
            longitude=float(arrays.place_longitude[number]),
            miles=float(miles[at]),
            count=int(counts[at]),
            row=int(arrays.group_location[group[first[at]]]),
        )
        for at in order
        for number in [int(numbers[at])]
    )


def town_of(*, snapshot: Snapshot, place: PlaceCount) -> str:
    """Name the town of a ZIP code, as the practice at the head of its list writes it."""
    return shown_address(snapshot.locations.row(place.row)["city"])
