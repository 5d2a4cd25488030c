"""What other public files say of a clinician, as the 64 bits of a trait; see ADR 13."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from ._zips import IntArray

UInt64Array = npt.NDArray[np.uint64]
# A level of shown experience, 0 to 7, for each kind of care.
LEVEL_BITS, KINDS_OF_CARE_AT_MOST = 3, 8
HIGHEST_LEVEL = (1 << LEVEL_BITS) - 1
_TELEHEALTH_BIT, _ASSIGNMENT_BIT, _GROUP_BIT, _MEDICARE_BIT, _SEVERAL_BIT = 32, 33, 35, 36, 37
TELEHEALTH = np.uint64(1 << _TELEHEALTH_BIT)
IN_A_GROUP = np.uint64(1 << _GROUP_BIT)
IN_MEDICARE_FILE = np.uint64(1 << _MEDICARE_BIT)
SEVERAL_PLACES = np.uint64(1 << _SEVERAL_BIT)
# What the Medicare clinicians file says of assignment, by the two bits that hold it.
ASSIGNMENTS = ("not_known", "yes", "may_accept")
# What a location is named by: bits of `location_sources`.
MAIN_PLACE, SECOND_PLACE, MEDICARE_PLACE = 1, 2, 4
# Two publishers give the same street; the same phone; different phones.
SAME_STREET, SAME_PHONE, OTHER_PHONE = 8, 16, 32


def has(traits: UInt64Array, flag: np.uint64) -> npt.NDArray[np.bool_]:
    """Say which traits have a flag, shape as given."""
    found: npt.NDArray[np.bool_] = (traits & flag) != 0
    return found


def assignment_of(traits: UInt64Array) -> IntArray:
    """Give the place in `ASSIGNMENTS` of each, shape as given."""
    return (traits >> np.uint64(_ASSIGNMENT_BIT) & np.uint64(3)).astype(np.int64)


def with_assignment(assignment: IntArray) -> UInt64Array:
    """Give the bits for places in `ASSIGNMENTS`, shape as given."""
    return assignment.astype(np.uint64) << np.uint64(_ASSIGNMENT_BIT)


def levels_of(traits: UInt64Array, kind: int) -> IntArray:
    """Give the level of shown experience with one kind of care, 0 to 7, shape as given."""
    return (traits >> np.uint64(LEVEL_BITS * kind) & np.uint64(HIGHEST_LEVEL)).astype(np.int64)


def with_level(*, kind: IntArray, level: IntArray) -> UInt64Array:
    """Give the bits for levels with kinds of care, shape as given."""
    return level.astype(np.uint64) << (kind * LEVEL_BITS).astype(np.uint64)


def level_of(traits: int, kind: int) -> int:
    """Give the level of shown experience with one kind of care of one clinician, 0 to 7."""
    return traits >> LEVEL_BITS * kind & HIGHEST_LEVEL


def one_assignment(traits: int) -> int:
    """Give the place in `ASSIGNMENTS` of one clinician."""
    return traits >> _ASSIGNMENT_BIT & 3
