"""Count all matches by what a person may choose among: kind of clinician, gender, telehealth, group, assignment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ._rows import GENDERS
from ._snapshot import Snapshot
from ._traits import ASSIGNMENTS, IN_A_GROUP, TELEHEALTH, assignment_of, has
from ._zips import IntArray

_LOWER_HALF = np.uint64((1 << 32) - 1)


@dataclass(frozen=True, eq=False)
class Counted:
    """How many match: `total`, by row of the facet table, and by gender (a place in `GENDERS`)."""

    total: int
    by_facet: IntArray
    by_gender: IntArray


@dataclass(frozen=True, eq=False)
class FacetTable:
    """
    The combinations of kinds of clinician and traits that are counted; classes that differ in levels share one.

    Shapes: `of_class` (classes,), the row of each class; `kinds` (rows, 32), 1 where a kind is in it; `telehealth` and
    `group` (rows,), 1 for yes; `assignment` (rows,), a place in `ASSIGNMENTS`.
    """

    of_class: npt.NDArray[np.uint16]
    kinds: IntArray
    telehealth: IntArray
    group: IntArray
    assignment: IntArray


def facet_table(snapshot: Snapshot) -> FacetTable:
    """Give the table of a snapshot; remembered."""
    return snapshot.tables.get("facets", lambda: _make_table(snapshot))


def _make_table(snapshot: Snapshot) -> FacetTable:
    arrays = snapshot.arrays
    traits = arrays.class_traits
    masks = arrays.class_specialties & _LOWER_HALF
    flags = has(traits, TELEHEALTH).astype(np.uint64) | has(traits, IN_A_GROUP).astype(np.uint64) << np.uint64(1)
    flags |= assignment_of(traits).astype(np.uint64) << np.uint64(2)
    rows, of_class = np.unique(masks << np.uint64(4) | flags, return_inverse=True)
    bits = rows[:, None] >> np.arange(4, 36, dtype=np.uint64) & np.uint64(1)
    return FacetTable(
        of_class=of_class.astype(np.uint16 if len(rows) < 1 << 16 else np.uint32),
        kinds=bits.astype(np.int64),
        telehealth=(rows & np.uint64(1)).astype(np.int64),
        group=(rows >> np.uint64(1) & np.uint64(1)).astype(np.int64),
        assignment=(rows >> np.uint64(2) & np.uint64(3)).astype(np.int64),
    )


def count_groups(
    *, snapshot: Snapshot, of_class: npt.NDArray[np.uint32], gender: npt.NDArray[np.unsignedinteger], size: IntArray
) -> Counted:
    """Count groups by class and gender; `size` is how many of each match. All of shape (groups,)."""
    table = facet_table(snapshot)
    # Whole numbers below 2^53: exact as floating point.
    by_facet = np.bincount(table.of_class[of_class], weights=size, minlength=len(table.kinds))
    by_gender = np.bincount(gender, weights=size, minlength=len(GENDERS))
    return Counted(total=int(size.sum()), by_facet=by_facet.astype(np.int64), by_gender=by_gender.astype(np.int64))


def by_assignment(counted: Counted, table: FacetTable) -> IntArray:
    """Give how many there are of each of `ASSIGNMENTS`."""
    return np.bincount(table.assignment, weights=counted.by_facet, minlength=len(ASSIGNMENTS)).astype(np.int64)
