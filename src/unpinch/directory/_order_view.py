"""The two orders of a snapshot as a search reads them: by place, and for the whole country."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ._grid import ranges
from ._snapshot import Snapshot, UIntArray
from ._traits import SEVERAL_PLACES, has
from ._zips import IntArray

# From this many kinds of clinician on, looking through all groups is faster than joining lists.
_LISTS_AT_MOST = 9


@dataclass(frozen=True, eq=False)
class GroupOrder:
    """
    Groups in one order.

    Shapes: `class_of`, `state`, `gender`, `points` (groups,); `start` (groups + 1,). `kind` lists the groups of each
    kind of clinician; `kind_start`, shape (32, pieces + 1), says where those of each piece (a place, or the country)
    begin in it, and `piece_start` where the groups of each piece begin. `masks`, shape (classes,), are the kinds of
    clinician of each class. `row` is the location of each row, None where rows are locations.
    """

    class_of: npt.NDArray[np.uint32]
    state: UIntArray
    gender: UIntArray
    points: UIntArray
    start: UIntArray
    kind: UIntArray
    kind_start: UIntArray
    piece_start: UIntArray
    masks: npt.NDArray[np.uint64]
    row: UIntArray | None

    def near(self, *, places: IntArray, kinds: tuple[int, ...]) -> tuple[IntArray, IntArray]:
        """
        Give the groups in some places, and in which of `places` each is.

        Parameters
        ----------
        places
            Ascending, shape (n,).
        kinds
            Bits of kinds of clinician one of which the group must have; none for all groups.
        """
        if not kinds or len(kinds) > _LISTS_AT_MOST:
            starts, stops = self.piece_start[places], self.piece_start[places + 1]
            group = ranges(starts=starts, stops=stops)
            at = np.repeat(np.arange(len(places)), stops - starts)
            return self._having(group, at, kinds)
        found = [self._of_kind(places=places, kinds=kinds, number=number) for number in range(len(kinds))]
        if len(found) == 1:
            return found[0]
        return np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])

    def everywhere(self, *, kinds: tuple[int, ...]) -> tuple[IntArray, IntArray]:
        """Give the groups of all pieces that have one of the kinds, and in which piece each is."""
        return self.near(places=np.arange(len(self.piece_start) - 1), kinds=kinds)

    def _of_kind(self, *, places: IntArray, kinds: tuple[int, ...], number: int) -> tuple[IntArray, IntArray]:
        starts, stops = self.kind_start[kinds[number], places], self.kind_start[kinds[number], places + 1]
        group = self.kind[ranges(starts=starts, stops=stops)].astype(np.int64)
        at = np.repeat(np.arange(len(places)), stops - starts)
        if not number:
            return group, at
        # Who is of an earlier kind too was found there.
        earlier = np.uint64(sum(1 << bit for bit in kinds[:number]))
        new = (self.masks[self.class_of[group]] & earlier) == 0
        return group[new], at[new]

    def _having(self, group: IntArray, at: IntArray, kinds: tuple[int, ...]) -> tuple[IntArray, IntArray]:
        if not kinds:
            return group, at
        asked = np.uint64(sum(1 << bit for bit in kinds))
        having = (self.masks[self.class_of[group]] & asked) != 0
        return group[having], at[having]


def place_groups(snapshot: Snapshot) -> GroupOrder:
    """Give the order by place."""
    return snapshot.tables.get("place groups", lambda: _place_groups(snapshot))


def country_groups(snapshot: Snapshot) -> GroupOrder:
    """Give the order of the whole country, each clinician once."""
    return snapshot.tables.get("country groups", lambda: _country_groups(snapshot))


def several_classes(snapshot: Snapshot) -> npt.NDArray[np.bool_]:
    """Say which classes are of people with several places."""
    return snapshot.tables.get("several", lambda: has(snapshot.arrays.class_traits, SEVERAL_PLACES))


def _place_groups(snapshot: Snapshot) -> GroupOrder:
    arrays = snapshot.arrays
    return GroupOrder(
        class_of=arrays.group_class,
        state=arrays.group_state,
        gender=arrays.group_gender,
        points=arrays.group_points,
        start=arrays.group_location,
        kind=arrays.group_kind,
        kind_start=arrays.place_kind.reshape(-1, len(arrays.place_code) + 1),
        piece_start=arrays.place_group,
        masks=arrays.class_specialties,
        row=None,
    )


def _country_groups(snapshot: Snapshot) -> GroupOrder:
    arrays = snapshot.arrays
    starts = arrays.country_kind_start
    return GroupOrder(
        class_of=arrays.country_class,
        state=arrays.country_state,
        gender=arrays.country_gender,
        points=arrays.country_points,
        start=arrays.country_location,
        kind=arrays.country_kind,
        kind_start=np.stack([starts[:-1], starts[1:]], axis=1),
        piece_start=np.array([0, len(arrays.country_class)], dtype=np.uint32),
        masks=arrays.class_specialties,
        row=arrays.country_row,
    )
