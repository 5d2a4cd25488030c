"""
Search: who matches, how many exactly, and the best of them with their points.

Groups are counted and scored whole (see `_order`); rows are read only from groups that can hold one of the best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ._fit import Fit, fit_of
from ._grid import holder_of, places_around, ranges
from ._match_names import NameMatches, match_names
from ._query import GENDERS_ASKED, CheckedQuery
from ._rows import GENDERS
from ._scope import is_needling
from ._snapshot import Snapshot
from ._weights import PointArray, Weights, distance_points, weights_for
from ._zips import FloatArray, IntArray, great_circle_miles


@dataclass(frozen=True, eq=False)
class Matches:
    """
    All that match, by group.

    Shapes: `group`, `miles`, `points`, `size` (groups,). `points` holds what all members share: fit, scope, distance.
    `size` counts the members that match; all of them, unless a name was asked for: then `row`, `row_place` (where in
    these arrays its group stands) and `row_points` (for the name) hold the rows that match, shape (rows,).
    """

    group: IntArray
    miles: FloatArray
    points: PointArray
    size: IntArray
    row: IntArray | None = None
    row_place: IntArray | None = None
    row_points: PointArray | None = None


@dataclass(frozen=True, eq=False)
class Ranked:
    """The best rows in order, shape (n,): location, where its group stands in `Matches`, and points for the name."""

    row: IntArray
    place: IntArray
    name_points: PointArray


@dataclass(frozen=True, eq=False)
class Found:
    """What a question finds: all matches, the rows of the page asked for, and the tables that scored them."""

    matches: Matches
    page: Ranked
    fit: Fit
    weights: Weights


def find(*, snapshot: Snapshot, query: CheckedQuery) -> Found:
    """Find all matches, and rank those up to the end of the page asked for."""
    weights = weights_for(needling=is_needling(care=query.care), near=query.place is not None, name=bool(query.name))
    fit = fit_of(query=query, weights=weights, snapshot=snapshot)
    matches = _matching_groups(snapshot=snapshot, query=query, fit=fit, weights=weights)
    if query.name:
        names = match_names(snapshot=snapshot, words=query.name)
        matches = _only_named(snapshot=snapshot, matches=matches, names=names, weights=weights)
    end = query.page * query.limit
    best = _best(snapshot=snapshot, matches=matches, count=end)
    begin = end - query.limit
    page = Ranked(row=best.row[begin:end], place=best.place[begin:end], name_points=best.name_points[begin:end])
    return Found(matches=matches, page=page, fit=fit, weights=weights)


def _matching_groups(*, snapshot: Snapshot, query: CheckedQuery, fit: Fit, weights: Weights) -> Matches:
    arrays = snapshot.arrays
    places, place_miles = places_within(snapshot=snapshot, query=query)
    starts, stops = arrays.place_group[places], arrays.place_group[places + 1]
    group = ranges(starts=starts, stops=stops)
    # uint32 differences would wrap below 0; they never are, for starts ascend.
    miles = np.repeat(place_miles, stops - starts)
    matching = fit.matches[arrays.group_class[group]]
    if query.gender in GENDERS_ASKED:
        matching &= arrays.group_gender[group] == GENDERS.index(query.gender)
    group, miles = group[matching], miles[matching]
    of_class = arrays.group_class[group]
    points = fit.points[of_class] + fit.scope[arrays.group_state[group], fit.shown[of_class]]
    if query.place is not None:
        points = points + distance_points(miles=miles, most=weights.distance)
    size = arrays.group_location[group + 1].astype(np.int64) - arrays.group_location[group]
    return Matches(group=group, miles=miles, points=points, size=size)


def places_within(*, snapshot: Snapshot, query: CheckedQuery) -> tuple[IntArray, FloatArray]:
    """Give the places within the distance asked for, and how far each is; all, at 0 miles, where no place is asked."""
    arrays = snapshot.arrays
    if query.place is None:
        return np.arange(len(arrays.place_code)), np.zeros(len(arrays.place_code))
    near = places_around(
        latitude=query.place.latitude,
        longitude=query.place.longitude,
        miles=query.within_miles,
        cells=arrays.place_cell,
    )
    miles = great_circle_miles(
        latitude=query.place.latitude,
        longitude=query.place.longitude,
        latitudes=arrays.place_latitude[near],
        longitudes=arrays.place_longitude[near],
    )
    within = miles <= query.within_miles
    return near[within], miles[within]


def _only_named(*, snapshot: Snapshot, matches: Matches, names: NameMatches, weights: Weights) -> Matches:
    """Leave only the rows of clinicians whose name matches."""
    arrays = snapshot.arrays
    row = arrays.clinician_location[names.clinician].astype(np.int64)
    group = holder_of(starts=arrays.group_location, number=row)
    # Groups ascend, because places do.
    place = np.searchsorted(matches.group, group)
    there = place < len(matches.group)
    there[there] = matches.group[place[there]] == group[there]
    row, place = row[there], place[there]
    points = np.rint(weights.name * names.closeness[there]).astype(np.int64)
    return Matches(
        group=matches.group,
        miles=matches.miles,
        points=matches.points,
        size=np.bincount(place, minlength=len(matches.group)),
        row=row,
        row_place=place,
        row_points=points,
    )


def _best(*, snapshot: Snapshot, matches: Matches, count: int) -> Ranked:
    """Give the best `count` rows: by points, then distance, then NPI, which is unique, so that pages are stable."""
    if matches.row is not None and matches.row_place is not None and matches.row_points is not None:
        row, place, name_points = matches.row, matches.row_place, matches.row_points
    else:
        row, place = _candidates(snapshot=snapshot, matches=matches, count=count)
        name_points = np.zeros(len(row), dtype=np.int64)
    points = matches.points[place] + snapshot.arrays.location_points[row] + name_points
    # Clinicians are numbered in the order of their NPI.
    clinician = snapshot.arrays.location_clinician[row]
    order = np.lexsort((clinician, matches.miles[place], -points))[:count]
    return Ranked(row=row[order], place=place[order], name_points=name_points[order])


def _candidates(*, snapshot: Snapshot, matches: Matches, count: int) -> tuple[IntArray, IntArray]:
    """
    Give rows among which the best `count` are, and where the group of each stands.

    The first row of a group is its best. So the count-th best of the first rows has a score that each of the best
    `count` rows reaches; groups whose first row does not are left out, and of the others only `count` rows are read.
    """
    arrays = snapshot.arrays
    first = arrays.group_location[matches.group].astype(np.int64)
    place = np.arange(len(matches.group))
    if len(place) > count:
        best = matches.points + arrays.location_points[first]
        place = np.flatnonzero(best >= np.partition(best, -count)[-count])
    size = np.minimum(matches.size[place], count)
    row = ranges(starts=first[place], stops=first[place] + size)
    return row, np.repeat(place, size)
