"""
Put locations in the order of a search: place by place along the grid, and in a place group by group.

A group is all locations of one place that share state, kinds of clinician and gender. Whatever a question asks, the
members of a group differ only in how fresh their record is and whether it has a phone number; they are kept best first.
So a search counts and scores groups, and reads only the first few members of the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from ._grid import cell_of
from ._parts import PartWriter
from ._rows import DAY_ZERO, KeptRows
from ._weights import FRESHNESS_POINTS, PHONE_POINTS, PointArray, freshness_points
from ._zips import IntArray, ZipTable

# Bits in the number that locations are sorted by, from the one that changes fastest: points for freshness and phone,
# gender, class, state; the place takes what is left.
_POINT_BITS, _GENDER_BITS, _CLASS_BITS, _STATE_BITS = 8, 2, 16, 6
_CLASSES_AT_MOST = 1 << _CLASS_BITS


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of all kept rows, one array a kind, shape (n,); see `KeptRows`."""

    row: IntArray
    npi: IntArray
    zip_slot: npt.NDArray[np.int32]
    state: npt.NDArray[np.uint8]
    gender: npt.NDArray[np.uint8]
    specialties: npt.NDArray[np.uint64]
    updated_day: npt.NDArray[np.uint16]
    enumerated_day: npt.NDArray[np.uint16]
    has_phone: npt.NDArray[np.bool_]


def gather_numbers(blocks: list[KeptRows]) -> Numbers:
    """Join the numbers of all blocks."""

    def joined(name: str) -> npt.NDArray[np.generic]:
        return np.concatenate([getattr(block, name) for block in blocks])

    return Numbers(
        **{name: joined(name) for name in ("row", "npi", "zip_slot", "state", "gender", "specialties")},  # type: ignore[arg-type]  # each name has its own type
        **{name: joined(name) for name in ("updated_day", "enumerated_day", "has_phone")},  # type: ignore[arg-type]  # as above
    )


@dataclass(frozen=True, eq=False)
class ByNpi:
    """
    Clinicians in the order of their NPI, each once.

    `order`, shape (clinicians,): the kept row of each; `clinician_of_row`, shape (rows,): the way back, -1 for a row
    whose NPI came before; `repeated_rows`: the numbers of those rows in the file, ascending.
    """

    order: IntArray
    clinician_of_row: IntArray
    repeated_rows: IntArray


def order_by_npi(numbers: Numbers) -> ByNpi:
    """Order the kept rows by NPI; where one comes twice, the first in the file stays."""
    by_npi = np.argsort(numbers.npi, kind="stable")
    is_first = np.diff(numbers.npi[by_npi], prepend=0) != 0
    order = by_npi[is_first]
    clinician_of_row = np.full(len(by_npi), -1, dtype=np.int64)
    clinician_of_row[order] = np.arange(len(order))
    return ByNpi(order=order, clinician_of_row=clinician_of_row, repeated_rows=np.sort(numbers.row[by_npi[~is_first]]))


def row_points(*, updated_day: npt.NDArray[np.uint16], has_phone: npt.NDArray[np.bool_], today: date) -> PointArray:
    """Give the points for freshness and phone together, shape (n,): what does not depend on the question."""
    ages = age_days(updated_day=updated_day, today=today)
    return freshness_points(age_days=ages) + PHONE_POINTS * has_phone


def age_days(*, updated_day: npt.NDArray[np.uint16], today: date) -> IntArray:
    """Give how many days ago records were updated, shape (n,); -1 where that is not known, never below 0 elsewhere."""
    days = updated_day.astype(np.int64)
    return np.where(days == 0, -1, np.maximum((today - DAY_ZERO).days - days, 0))


def write_order(*, numbers: Numbers, by_npi: ByNpi, zips: ZipTable, today: date, parts: PartWriter) -> IntArray:
    """
    Write places, groups and locations; give for each location its clinician, shape (locations,).

    Each clinician has one location now. Several are several rows in these arrays with the same clinician.
    """
    of = {name: getattr(numbers, name)[by_npi.order] for name in Numbers.__dataclass_fields__}
    places = _write_places(zip_slot=of["zip_slot"], zips=zips, parts=parts)
    classes, class_of = np.unique(of["specialties"], return_inverse=True)
    if len(classes) > _CLASSES_AT_MOST:
        raise ValueError(f"more than {_CLASSES_AT_MOST} combinations of specialties: widen the sort key")
    points = row_points(updated_day=of["updated_day"], has_phone=of["has_phone"], today=today)
    group_key = places << _STATE_BITS | of["state"]
    group_key = group_key << _CLASS_BITS | class_of
    group_key = group_key << _GENDER_BITS | of["gender"]
    worst_last = FRESHNESS_POINTS + PHONE_POINTS - points
    clinician = np.argsort(group_key << _POINT_BITS | worst_last, kind="stable")
    parts.array("class_specialties", classes)
    parts.array("location_clinician", clinician.astype(np.uint32))
    parts.array("location_points", points[clinician].astype(np.uint8))
    _write_groups(keys=group_key[clinician], parts=parts)
    _write_clinicians(of=of, clinician=clinician, parts=parts)
    return clinician


def _write_places(*, zip_slot: npt.NDArray[np.int32], zips: ZipTable, parts: PartWriter) -> IntArray:
    """Write the ZIP table and the places, which are the ZIP codes with somebody; give each clinician's place."""
    used = np.unique(zip_slot)
    cells = cell_of(latitude=zips.latitude[used], longitude=zips.longitude[used])
    used = used[np.argsort(cells, kind="stable")]
    place_of_slot = np.full(len(zips.code), -1, dtype=np.int64)
    place_of_slot[used] = np.arange(len(used))
    for name in ("code", "latitude", "longitude"):
        parts.array(f"zip_{name}", getattr(zips, name))
        parts.array(f"place_{name}", getattr(zips, name)[used])
    parts.array("place_cell", cell_of(latitude=zips.latitude[used], longitude=zips.longitude[used]))
    return place_of_slot[zip_slot]


def _write_groups(*, keys: IntArray, parts: PartWriter) -> None:
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    groups = keys[starts]
    parts.array("group_gender", (groups & (1 << _GENDER_BITS) - 1).astype(np.uint8))
    parts.array("group_class", (groups >> _GENDER_BITS & _CLASSES_AT_MOST - 1).astype(np.uint16))
    parts.array("group_state", (groups >> _GENDER_BITS + _CLASS_BITS & (1 << _STATE_BITS) - 1).astype(np.uint8))
    parts.array("group_location", np.append(starts, len(keys)).astype(np.uint32))
    place = groups >> _GENDER_BITS + _CLASS_BITS + _STATE_BITS
    parts.array("place_group", np.searchsorted(place, np.arange(place[-1] + 2)).astype(np.uint32))


def _write_clinicians(*, of: dict[str, npt.NDArray[np.generic]], clinician: IntArray, parts: PartWriter) -> None:
    location = np.empty(len(clinician), dtype=np.uint32)
    location[clinician] = np.arange(len(clinician), dtype=np.uint32)
    parts.array("clinician_npi", of["npi"])
    parts.array("clinician_location", location)
    parts.array("clinician_updated_day", of["updated_day"])
    parts.array("clinician_enumerated_day", of["enumerated_day"])
