"""
Search: who matches, how many exactly, and the best of them.

Groups are counted and scored whole (see `_order`); rows are read only from groups that can hold one of the best. A
question on the whole country is answered from the order without places; one with a name or number from its few rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ._counts import Counted, count_groups
from ._fit import Fit, fit_of, is_counted, question_key
from ._grid import ranges
from ._match_names import match_names
from ._order_view import GroupOrder, country_groups, place_groups, several_classes
from ._query import GENDERS_ASKED, RESULTS_AT_MOST, CheckedQuery
from ._reach import Reach, reach_of
from ._reachability import NOTHING_KNOWN, Reachability
from ._rows import GENDERS
from ._scope import is_needling
from ._several import rows_that_count
from ._snapshot import Snapshot
from ._weights import Weights, distance_points, weights_for
from ._zips import FloatArray, IntArray

Points = npt.NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Ranked:
    """The best rows in order, shape (n,): location, miles (0 where no place is asked), points for the name."""

    row: IntArray
    miles: FloatArray
    name_points: IntArray

    def cut(self, begin: int, end: int) -> Ranked:
        """Give some of them."""
        return Ranked(self.row[begin:end], self.miles[begin:end], self.name_points[begin:end])


@dataclass(frozen=True, eq=False)
class Found:
    """What a question finds: how many, the rows of the page asked for, and the tables that scored them."""

    counted: Counted
    page: Ranked
    fit: Fit
    weights: Weights
    reachability: Reachability


@dataclass(frozen=True, eq=False)
class Spread:
    """Where all who match are, shape (n,): groups in the order by place, how many of each match, and their miles."""

    group: npt.NDArray[np.integer]
    size: IntArray
    miles: FloatArray


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Rows among which the best are, shape (n,): location, points of the question and of the row, name points."""

    row: IntArray
    points: Points | IntArray
    name_points: IntArray | None = None
    reach_points: IntArray | None = None


def find(*, snapshot: Snapshot, query: CheckedQuery, reachability: Reachability = NOTHING_KNOWN) -> Found:
    """Find all matches, and rank those up to the end of the page asked for."""
    weights = weights_of(query)
    fit = fit_of(query=query, weights=weights, snapshot=snapshot)
    end = query.page * query.limit
    if query.place is None and not (query.name or query.npi is not None or query.zip_codes):
        counted, best = _find_anywhere(snapshot=snapshot, query=query, fit=fit, weights=weights, count=end)
    else:
        counted, best, _spread = _find(snapshot=snapshot, query=query, fit=fit, weights=weights, count=end)
    if not reachability.is_empty:
        best = _lifted(
            snapshot=snapshot, query=query, fit=fit, weights=weights, best=best, count=end, reachability=reachability
        )
    page = best.cut(end - query.limit, end)
    return Found(counted=counted, page=page, fit=fit, weights=weights, reachability=reachability)


def find_spread(*, snapshot: Snapshot, query: CheckedQuery) -> Spread:
    """Find where all who match are."""
    weights = weights_of(query)
    fit = fit_of(query=query, weights=weights, snapshot=snapshot)
    return _find(snapshot=snapshot, query=query, fit=fit, weights=weights, count=1)[2]


def _find(
    *, snapshot: Snapshot, query: CheckedQuery, fit: Fit, weights: Weights, count: int
) -> tuple[Counted, Ranked, Spread]:
    reach = reach_of(snapshot=snapshot, query=query)
    if query.name or query.npi is not None:
        return _find_rows(snapshot=snapshot, query=query, reach=reach, fit=fit, weights=weights, count=count)
    return _find_near(snapshot=snapshot, query=query, reach=reach, fit=fit, weights=weights, count=count)


def weights_of(query: CheckedQuery) -> Weights:
    """Give the weights of a question."""
    return weights_for(
        needling=is_needling(care=query.care),
        near=query.place is not None,
        name=bool(query.name),
        counted=is_counted(care=query.care),
    )


def _find_near(
    *, snapshot: Snapshot, query: CheckedQuery, reach: Reach, fit: Fit, weights: Weights, count: int
) -> tuple[Counted, Ranked, Spread]:
    order = place_groups(snapshot)
    group, at = order.near(places=reach.place, kinds=fit.asked)
    group, at = _only_matching(order=order, group=group, at=at, query=query, fit=fit)
    of_class = order.class_of[group]
    points = _points_of_groups(order=order, group=group, of_class=of_class, fit=fit)
    if reach.is_near:
        points += distance_points(miles=reach.miles, most=weights.distance).astype(np.int16)[at]
    several = several_classes(snapshot)[of_class]
    alone = ~several
    # Most groups are of people with one place; they are counted whole.
    size, chosen = _choose(order, group[alone], points[alone], count)
    sizes = np.empty(len(group), dtype=np.int64)
    sizes[alone] = size
    if several.any():
        rivals = _rivals(snapshot=snapshot, query=query, reach=reach, fit=fit)
        sizes[several], more = _choose_of_several(
            snapshot, reach, group[several], points[several], count, rivals=rivals
        )
        points = np.concatenate([chosen.points, more.points])
        chosen = _Candidates(row=np.concatenate([chosen.row, more.row]), points=points)
    counted = count_groups(snapshot=snapshot, of_class=of_class, gender=order.gender[group], size=sizes)
    ranked = _ranked(snapshot=snapshot, candidates=chosen, reach=reach, count=count)
    return counted, ranked, Spread(group=group, size=sizes, miles=reach.miles[at])


def _find_anywhere(
    *, snapshot: Snapshot, query: CheckedQuery, fit: Fit, weights: Weights, count: int
) -> tuple[Counted, Ranked]:
    """Answer from the order without places; what was asked before is remembered."""

    def answer(most: int) -> tuple[Counted, Ranked]:
        order = country_groups(snapshot)
        group, at = order.everywhere(kinds=fit.asked)
        group, _at = _only_matching(order=order, group=group, at=at, query=query, fit=fit)
        of_class = order.class_of[group]
        points = _points_of_groups(order=order, group=group, of_class=of_class, fit=fit)
        size, chosen = _choose(order, group, points, most)
        counted = count_groups(snapshot=snapshot, of_class=of_class, gender=order.gender[group], size=size)
        return counted, _ranked(snapshot=snapshot, candidates=chosen, reach=None, count=most)

    if count > RESULTS_AT_MOST:
        return answer(count)
    key = ("anywhere", question_key(query), query.gender, weights)
    return snapshot.tables.get(key, lambda: answer(RESULTS_AT_MOST))


def _only_matching(
    *, order: GroupOrder, group: IntArray, at: IntArray, query: CheckedQuery, fit: Fit
) -> tuple[IntArray, IntArray]:
    """Leave out groups that do not match, where anything but the kind of clinician decides it."""
    matching = None
    if fit.filters:
        matching = fit.matches[order.class_of[group]]
    if query.gender in GENDERS_ASKED:
        of_gender = order.gender[group] == GENDERS.index(query.gender)
        matching = of_gender if matching is None else matching & of_gender
    return (group, at) if matching is None else (group[matching], at[matching])


def _points_of_groups(*, order: GroupOrder, group: IntArray, of_class: npt.NDArray[np.uint32], fit: Fit) -> Points:
    points: Points = fit.points[of_class]
    if fit.has_scope:
        points = points + fit.scope[order.state[group], fit.shown[of_class]]
    return points


def _choose(order: GroupOrder, group: IntArray, points: Points, count: int) -> tuple[IntArray, _Candidates]:
    """
    Give how many rows each group has, and rows among which the best `count` are.

    The first row of a group is its best. So the count-th best of the first rows has a score that each of the best
    `count` rows reaches; groups whose first row does not are left out, and of the others only `count` rows are read.
    """
    first = order.start[group].astype(np.int64)
    size = order.start[group + 1].astype(np.int64) - first
    place = _reaching(points + order.points[group], count)
    read = np.minimum(size[place], count)
    row = ranges(starts=first[place], stops=first[place] + read)
    if order.row is not None:
        row = order.row[row].astype(np.int64)
    return size, _Candidates(row=row, points=np.repeat(points[place], read))


def _reaching(best: npt.NDArray[np.integer], count: int) -> IntArray:
    if len(best) <= count:
        return np.arange(len(best))
    return np.flatnonzero(best >= np.partition(best, -count)[-count])


def _rivals(*, snapshot: Snapshot, query: CheckedQuery, reach: Reach, fit: Fit) -> IntArray | None:
    """Give the groups of people with several places in any ZIP code within reach, where only some codes are asked."""
    if not reach.is_near or len(reach.place) == len(reach.within):
        return None
    order = place_groups(snapshot)
    group, at = order.near(places=reach.within, kinds=fit.asked)
    group, _at = _only_matching(order=order, group=group, at=at, query=query, fit=fit)
    rivals: IntArray = group[several_classes(snapshot)[order.class_of[group]]]
    return rivals


def _choose_of_several(
    snapshot: Snapshot, reach: Reach, group: IntArray, points: Points, count: int, *, rivals: IntArray | None
) -> tuple[IntArray, _Candidates]:
    """Do the same for people with several places: each counts once, so rows that do not count are passed over."""
    rivals = group if rivals is None else rivals
    counting = rows_that_count(snapshot=snapshot, reach=reach, group=group, rivals=rivals)
    arrays, size = snapshot.arrays, counting.size
    some = np.flatnonzero(size)
    best_row = counting.row[counting.start[some]]
    place = some[_reaching(points[some] + arrays.location_points[best_row], count)]
    read = np.minimum(size[place], count)
    row = counting.row[ranges(starts=counting.start[place], stops=counting.start[place] + read)]
    return size, _Candidates(row=row, points=np.repeat(points[place], read))


def _find_rows(
    *, snapshot: Snapshot, query: CheckedQuery, reach: Reach, fit: Fit, weights: Weights, count: int
) -> tuple[Counted, Ranked, Spread]:
    """Answer a question that names somebody, by name or number."""
    clinician, name_points = _who(snapshot=snapshot, query=query, weights=weights)
    rows, of_class, gender = _rows_matching(
        snapshot=snapshot, query=query, reach=reach, fit=fit, weights=weights, who=(clinician, name_points)
    )
    size = np.ones(len(rows.row), dtype=np.int64)
    counted = count_groups(snapshot=snapshot, of_class=of_class, gender=gender, size=size)
    ranked = _ranked(snapshot=snapshot, candidates=rows, reach=reach, count=count)
    group = snapshot.arrays.location_group[rows.row]
    miles = reach.miles_of(snapshot.arrays.group_place[group])
    return counted, ranked, Spread(group=group, size=size, miles=miles)


def _rows_matching(
    *,
    snapshot: Snapshot,
    query: CheckedQuery,
    reach: Reach,
    fit: Fit,
    weights: Weights,
    who: tuple[IntArray, IntArray],
) -> tuple[_Candidates, npt.NDArray[np.uint32], npt.NDArray[np.unsignedinteger[Any]]]:
    """Give the rows of some clinicians (and their name points) that match, with their classes and genders."""
    clinician, name_points = who
    whose, row = _rows_of(snapshot=snapshot, clinician=clinician, reach=reach)
    arrays = snapshot.arrays
    group = arrays.location_group[row]
    of_class = arrays.group_class[group]
    matching = fit.matches[of_class]
    if query.gender in GENDERS_ASKED:
        matching = matching & (arrays.group_gender[group] == GENDERS.index(query.gender))
    if query.zip_codes:
        matching = matching & np.isin(arrays.group_place[group], reach.place)
    whose, row, group, of_class = whose[matching], row[matching], group[matching], of_class[matching]
    points = _points_of_rows(snapshot=snapshot, row=row, reach=reach, fit=fit, weights=weights)
    rows = _Candidates(row=row, points=points, name_points=name_points[whose])
    return rows, of_class, arrays.group_gender[group]


def _points_of_rows(*, snapshot: Snapshot, row: IntArray, reach: Reach, fit: Fit, weights: Weights) -> IntArray:
    """Give the points of rows that depend on the question, but for a name and for reaching them."""
    arrays = snapshot.arrays
    group = arrays.location_group[row]
    of_class = arrays.group_class[group]
    points: IntArray = fit.points[of_class].astype(np.int64)
    if fit.has_scope:
        points += fit.scope[arrays.group_state[group], fit.shown[of_class]]
    if reach.is_near:
        points += distance_points(miles=reach.miles_of(arrays.group_place[group]), most=weights.distance)
    return points


def _lifted(
    *,
    snapshot: Snapshot,
    query: CheckedQuery,
    fit: Fit,
    weights: Weights,
    best: Ranked,
    count: int,
    reachability: Reachability,
) -> Ranked:
    """
    Put those who get points for being reached where they belong, among the best without those points.

    Points are only added: whoever is among the best `count` and gets none was among them before. So the best are among
    those before and all who get some.
    """
    reach = reach_of(snapshot=snapshot, query=query)
    clinician = reachability.clinicians(snapshot=snapshot)
    name_points = np.zeros(len(clinician), dtype=np.int64)
    if query.name or query.npi is not None:
        named, points = _who(snapshot=snapshot, query=query, weights=weights)
        asked, at = np.isin(named, clinician), np.argsort(named, kind="stable")
        clinician, name_points = named[at][asked[at]], points[at][asked[at]]
    rows, _class, _gender = _rows_matching(
        snapshot=snapshot, query=query, reach=reach, fit=fit, weights=weights, who=(clinician, name_points)
    )
    gets = np.array(
        [sum(reachability.points_of(snapshot=snapshot, row=int(row), weights=weights)) for row in rows.row],
        dtype=np.int64,
    )
    has = gets > 0
    lifted = rows.row[has]
    # Everything for each row once: those who get points, and of the best whoever is not among them.
    stays = ~np.isin(best.row, lifted)
    names = rows.name_points if rows.name_points is not None else np.zeros(len(has), dtype=np.int64)
    row = np.concatenate([lifted, best.row[stays]])
    named_points = np.concatenate([names[has], best.name_points[stays]])
    reached = np.zeros(len(row), dtype=np.int64)
    reached[: len(lifted)] = gets[has]
    question = _points_of_rows(snapshot=snapshot, row=row, reach=reach, fit=fit, weights=weights)
    chosen = _Candidates(row=row, points=question, name_points=named_points, reach_points=reached)
    return _ranked(snapshot=snapshot, candidates=chosen, reach=reach if reach.is_near else None, count=count)


def _who(*, snapshot: Snapshot, query: CheckedQuery, weights: Weights) -> tuple[IntArray, IntArray]:
    """Give who has the name and the number asked for, ascending, and the points for the name."""
    arrays = snapshot.arrays
    if query.name:
        names = match_names(snapshot=snapshot, words=query.name)
        clinician = names.clinician
        points = np.rint(weights.name * names.closeness).astype(np.int64)
    if query.npi is None:
        return clinician, points
    place = int(np.searchsorted(arrays.clinician_npi, query.npi))
    known = place < len(arrays.clinician_npi) and arrays.clinician_npi[place] == query.npi
    only = np.array([place] if known else [], dtype=np.int64)
    if not query.name:
        return only, np.zeros(len(only), dtype=np.int64)
    same = np.isin(clinician, only)
    return clinician[same], points[same]


def _rows_of(*, snapshot: Snapshot, clinician: IntArray, reach: Reach) -> tuple[IntArray, IntArray]:
    """Give one location of each clinician, and whose it is: the first, or the nearest where a place is asked for."""
    arrays = snapshot.arrays
    row = arrays.clinician_location[clinician].astype(np.int64)
    who = np.arange(len(clinician))
    if not reach.is_near:
        return who, row
    several = np.flatnonzero(several_classes(snapshot)[arrays.group_class[arrays.location_group[row]]])
    # Of the type of the array, which numpy would otherwise copy to compare.
    asked = clinician[several].astype(arrays.other_clinician.dtype)
    starts = np.searchsorted(arrays.other_clinician, asked, side="left")
    stops = np.searchsorted(arrays.other_clinician, asked, side="right")
    row = np.append(row, arrays.other_location[ranges(starts=starts, stops=stops)].astype(np.int64))
    who = np.append(who, np.repeat(several, stops - starts))
    place = arrays.group_place[arrays.location_group[row]]
    miles = reach.miles_of(place)
    within = np.flatnonzero(miles < np.inf)
    nearest_first = within[np.lexsort((place[within], miles[within], who[within]))]
    once = np.diff(who[nearest_first], prepend=-1) != 0
    return who[nearest_first][once], row[nearest_first][once]


def _ranked(*, snapshot: Snapshot, candidates: _Candidates, reach: Reach | None, count: int) -> Ranked:
    """Give the best `count` rows: by points, then distance, then NPI, which is unique, so that pages are stable."""
    arrays, row = snapshot.arrays, candidates.row
    nothing = np.zeros(1, dtype=np.int64)
    names = nothing if candidates.name_points is None else candidates.name_points
    reached = nothing if candidates.reach_points is None else candidates.reach_points
    score = candidates.points + arrays.location_points[row]
    # Nothing is added where nothing is known: the arrays are long.
    for more in (names, reached):
        score = score if more is nothing else score + more
    keep = _reaching(score, count) if len(row) > count else np.arange(len(row))
    row, score = row[keep], score[keep]
    miles = np.zeros(len(row)) if reach is None else reach.miles_of(arrays.group_place[arrays.location_group[row]])
    # Clinicians are numbered in the order of their NPI.
    best = np.lexsort((arrays.location_clinician[row], miles, -score.astype(np.int64)))[:count]
    name_points = np.zeros(len(best), dtype=np.int64) if names is nothing else names[keep][best]
    return Ranked(row[best], miles[best], name_points)
