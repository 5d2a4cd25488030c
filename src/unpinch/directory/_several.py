"""People with several places: each counts once, at the nearest place within reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ._grid import pieces_of, ranges
from ._manifest import SEVERAL
from ._reach import Reach
from ._snapshot import Arrays, Snapshot, UIntArray
from ._zips import IntArray


@dataclass(frozen=True, eq=False)
class Counting:
    """
    The rows that count of some groups, group by group in the order of their rows.

    Shapes: `row` (rows,), the location of each; `start` and `size` (groups,), where those of each group begin in it,
    and how many there are.
    """

    row: IntArray
    start: IntArray
    size: IntArray


def rows_that_count(*, snapshot: Snapshot, reach: Reach, group: IntArray, rivals: IntArray) -> Counting:
    """
    Give the rows of groups of people with several places that count, each person once.

    Parameters
    ----------
    snapshot
        The directory.
    reach
        Where is asked. A person counts at the nearest place within the distance; where no place is asked for, at the
        first one.
    group
        Shape (n,), at least one; groups of people with several places, in the order by place.
    rivals
        All groups within the distance in which these people are: `group`, and those in other ZIP codes where only some
        ZIP codes are asked for.
    """
    arrays = snapshot.arrays
    first, last = arrays.group_location[group].astype(np.int64), arrays.group_location[group + 1].astype(np.int64)
    if reach.is_near:
        people = snapshot.manifest.counts[SEVERAL]
        counts = _is_nearest(arrays=arrays, people=people, reach=reach, group=group, rivals=rivals)
    else:
        row = ranges(starts=first, stops=last)
        counts = arrays.clinician_location[arrays.location_clinician[row]] == row
    ends = np.cumsum(last - first)
    counting = np.flatnonzero(counts)
    bounds = np.searchsorted(counting, np.append(0, ends))
    kept = np.diff(bounds)
    return Counting(row=counting + np.repeat(last - ends, kept), start=bounds[:-1], size=kept)


def _is_nearest(
    *, arrays: Arrays, people: int, reach: Reach, group: IntArray, rivals: IntArray
) -> npt.NDArray[np.bool_]:
    """Say of each row of the groups, shape (rows,), whether no other place of the person is nearer."""
    # Written from the farthest place to the nearest: where NumPy is told a slot twice, the last value stays. Nobody is
    # twice in a place, and no two places have the same rank.
    # Nothing is read that was not written, and memory that is not touched costs nothing.
    farthest_first = rivals[np.argsort(~reach.rank[arrays.group_place[rivals]], kind="stable")]
    nearest = np.empty(people, dtype=reach.rank.dtype)
    who, ranks = _members(arrays=arrays, reach=reach, group=farthest_first)
    nearest[who] = ranks
    who, ranks = _members(arrays=arrays, reach=reach, group=group)
    is_nearest: npt.NDArray[np.bool_] = nearest[who] == ranks
    return is_nearest


def _members(*, arrays: Arrays, reach: Reach, group: IntArray) -> tuple[UIntArray, UIntArray]:
    """Give who is in the groups, by number among people with several places, and the rank of the place."""
    size = (arrays.group_location[group + 1] - arrays.group_location[group]).astype(np.int64)
    begin = arrays.group_several[group].astype(np.int64)
    who = pieces_of(arrays.several_person, starts=begin, stops=begin + size)
    return who, np.repeat(reach.rank[arrays.group_place[group]], size)
