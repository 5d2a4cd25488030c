"""
Put locations in the order of a search: place by place along the grid, and in a place group by group.

A group is all locations of one place that share state, class (kinds of clinician and traits) and gender. Whatever a
question asks, the members of a group differ only in what does not depend on it: how fresh the record is, whether it has
a phone number, whether a second source names it. They are kept best first. So a search counts and scores groups, and
reads only the first few members of the best.

The same is done once more without places, for questions on the whole country: there each clinician stands once, with
their first location. Both orders list, for each kind of clinician, the groups in which it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from ._grid import cell_of
from ._parts import PartWriter
from ._people import Addresses, People
from ._points import static_points
from ._rows import DAY_ZERO
from ._specialties import SPECIALTIES_AT_MOST
from ._traits import SAME_STREET, SEVERAL_PLACES, TELEHEALTH, UInt64Array, has
from ._weights import PointArray
from ._zips import IntArray, ZipTable

# Bits in the number that locations are sorted by, from the one that changes fastest: points that do not depend on the
# question, gender, class, state; the place takes what is left.
_POINT_BITS, _GENDER_BITS, _CLASS_BITS, _STATE_BITS = 8, 2, 24, 6
# There are some 42,000 ZIP codes.
_SLOT_BITS = 17
_MOST_POINTS = (1 << _POINT_BITS) - 1
_CLASSES_AT_MOST = 1 << _CLASS_BITS


@dataclass(frozen=True, eq=False)
class Locations:
    """
    Places of clinicians, one a ZIP code, ascending by clinician, the first place first; arrays of shape (locations,).

    `address` is the row of `Addresses` that is shown for it, `sources` what names any address in that ZIP code,
    `is_first` whether it is the clinician's first place; `more`, shape (m,), the addresses that stand behind others.
    """

    address: IntArray
    clinician: IntArray
    sources: npt.NDArray[np.uint8]
    is_first: npt.NDArray[np.bool_]
    more: IntArray


def locations_of(addresses: Addresses) -> Locations:
    """Make one location of all addresses of a clinician in one ZIP code; the first of them is shown."""
    # Stable: in a ZIP code, the first address of the clinician stays first. One number of both, and they nearly ascend
    # in it already: sorting by two takes five times as long.
    order = np.argsort(addresses.clinician << _SLOT_BITS | addresses.zip_slot, kind="stable")
    clinician, slot = addresses.clinician[order], addresses.zip_slot[order]
    is_new = (np.diff(clinician, prepend=-1) != 0) | (np.diff(slot, prepend=-1) != 0)
    starts = np.flatnonzero(is_new)
    sources = np.bitwise_or.reduceat(addresses.sources[order], starts)
    # Back in the order of the addresses, where the main one comes first.
    back = np.argsort(order[starts], kind="stable")
    address = order[starts][back]
    clinician = addresses.clinician[address]
    return Locations(
        address=address,
        clinician=clinician,
        sources=sources[back],
        is_first=np.diff(clinician, prepend=-1) != 0,
        more=np.sort(order[~is_new]),
    )


def row_points(
    *,
    updated_day: npt.NDArray[np.uint16],
    has_phone: npt.NDArray[np.bool_],
    sources: npt.NDArray[np.uint8],
    traits: UInt64Array,
    today: date,
) -> PointArray:
    """Give the points that do not depend on the question, shape (n,): at most 255."""
    return static_points(
        age_days=age_days(updated_day=updated_day, today=today),
        has_phone=has_phone,
        second_source=is_agreed(sources),
        telehealth=has(traits, TELEHEALTH),
    )


def is_agreed(sources: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Say whether a second publisher gives the same street, shape as given."""
    agreed: npt.NDArray[np.bool_] = (sources & SAME_STREET) != 0
    return agreed


def age_days(*, updated_day: npt.NDArray[np.uint16], today: date) -> IntArray:
    """Give how many days ago records were updated, shape (n,); -1 where that is not known, never below 0 elsewhere."""
    days = updated_day.astype(np.int64)
    return np.where(days == 0, -1, np.maximum((today - DAY_ZERO).days - days, 0))


def write_order(
    *, people: People, addresses: Addresses, locations: Locations, zips: ZipTable, today: date, parts: PartWriter
) -> IntArray:
    """
    Write places, groups and locations; give which of `locations` stands where, shape (locations,).

    Parameters
    ----------
    people, addresses, locations
        Everybody has at least one address; `locations` from `locations_of`.
    zips
        The ZIP table that `zip_slot` counts in.
    today
        The day that ages are counted to.
    parts
        Where to write.
    """
    slot = addresses.zip_slot[locations.address]
    place = _write_places(zip_slot=slot, zips=zips, parts=parts)
    who = locations.clinician
    class_of, kinds = _write_classes(people=people, count=np.bincount(who, minlength=len(people.npi)), parts=parts)
    points = row_points(
        updated_day=people.updated_day[who],
        has_phone=addresses.has_phone[locations.address],
        sources=locations.sources,
        traits=people.traits[who],
        today=today,
    )
    keys = addresses.state[locations.address].astype(np.int64) << _CLASS_BITS | class_of[who]
    keys = (keys << _GENDER_BITS | people.gender[who]) << _POINT_BITS | (_MOST_POINTS - points)
    group_bits = _STATE_BITS + _CLASS_BITS + _GENDER_BITS
    # Stable, and locations come in the order of NPIs: equal ones stay in it.
    order = np.argsort(place << group_bits + _POINT_BITS | keys, kind="stable")
    parts.array("location_clinician", who[order].astype(np.uint32))
    parts.array("location_points", points[order].astype(np.uint8))
    parts.array("location_sources", locations.sources[order])
    groups = _Groups.of(keys=place[order] << group_bits | keys[order] >> _POINT_BITS)
    groups.write(points=points[order], kinds=kinds, parts=parts, name="group")
    _write_place_groups(groups=groups, kinds=kinds, parts=parts)
    _write_country(locations=locations, keys=keys, order=order, points=points, kinds=kinds, parts=parts)
    _write_clinicians(people=people, locations=locations, order=order, parts=parts)
    _write_several(locations=locations, order=order, groups=groups, parts=parts)
    return order


def _write_places(*, zip_slot: npt.NDArray[np.int32], zips: ZipTable, parts: PartWriter) -> IntArray:
    """Write the ZIP table and the places, which are the ZIP codes with somebody; give each location's place."""
    used = np.flatnonzero(np.bincount(zip_slot, minlength=len(zips.code)))
    cells = cell_of(latitude=zips.latitude[used], longitude=zips.longitude[used])
    used = used[np.argsort(cells, kind="stable")]
    place_of_slot = np.full(len(zips.code), -1, dtype=np.int64)
    place_of_slot[used] = np.arange(len(used))
    for name in ("code", "latitude", "longitude"):
        parts.array(f"zip_{name}", getattr(zips, name))
        parts.array(f"place_{name}", getattr(zips, name)[used])
    parts.array("place_cell", cell_of(latitude=zips.latitude[used], longitude=zips.longitude[used]))
    return place_of_slot[zip_slot]


def _write_classes(*, people: People, count: IntArray, parts: PartWriter) -> tuple[IntArray, UInt64Array]:
    """Write the classes there are; give the class of each clinician, and the kinds of clinician of each class."""
    traits = np.where(count > 1, people.traits | SEVERAL_PLACES, people.traits & ~SEVERAL_PLACES)
    both = pl.DataFrame({"specialties": people.specialties, "traits": traits})
    classes = both.unique().sort("specialties", "traits").with_row_index("class")
    if classes.height > _CLASSES_AT_MOST:
        raise ValueError(f"more than {_CLASSES_AT_MOST} combinations of specialties and traits: widen the sort key")
    parts.array("class_specialties", classes["specialties"].to_numpy())
    parts.array("class_traits", classes["traits"].to_numpy())
    found = both.join(classes, on=("specialties", "traits"), how="left", maintain_order="left")
    return found["class"].to_numpy().astype(np.int64), classes["specialties"].to_numpy()


@dataclass(frozen=True, eq=False)
class _Groups:
    """The groups of one order: `starts`, shape (groups,), where each begins; `keys`; `size` of all rows."""

    starts: IntArray
    keys: IntArray
    size: int

    @classmethod
    def of(cls, *, keys: IntArray) -> _Groups:
        """Find the groups of rows whose keys ascend, shape (rows,)."""
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        return cls(starts=starts, keys=keys[starts], size=len(keys))

    @property
    def class_of(self) -> IntArray:
        return self.keys >> _GENDER_BITS & _CLASSES_AT_MOST - 1

    @property
    def place_of(self) -> IntArray:
        return self.keys >> _GENDER_BITS + _CLASS_BITS + _STATE_BITS

    @property
    def ends(self) -> IntArray:
        return np.append(self.starts, self.size)

    def write(self, *, points: PointArray, kinds: UInt64Array, parts: PartWriter, name: str) -> None:
        parts.array(f"{name}_gender", (self.keys & (1 << _GENDER_BITS) - 1).astype(np.uint8))
        parts.array(f"{name}_class", self.class_of.astype(np.uint32))
        parts.array(
            f"{name}_state", (self.keys >> _GENDER_BITS + _CLASS_BITS & (1 << _STATE_BITS) - 1).astype(np.uint8)
        )
        parts.array(f"{name}_location", self.ends.astype(np.uint32))
        # What the first member has: no other has more.
        parts.array(f"{name}_points", points[self.starts].astype(np.uint8))
        parts.array(f"{name}_kind", np.concatenate(self.of_kind(kinds)).astype(np.uint32))

    def of_kind(self, kinds: UInt64Array) -> list[IntArray]:
        """Give, for each kind of clinician, the groups in which it is, ascending."""
        masks = kinds[self.class_of]
        return [np.flatnonzero(masks >> np.uint64(bit) & np.uint64(1)) for bit in range(SPECIALTIES_AT_MOST)]


def _write_place_groups(*, groups: _Groups, kinds: UInt64Array, parts: PartWriter) -> None:
    """Write where the groups of each place begin, among all groups and among those of each kind of clinician."""
    place = groups.place_of
    starts = np.searchsorted(place, np.arange(place[-1] + 2))
    parts.array("group_place", place.astype(np.uint32))
    parts.array("location_group", np.repeat(np.arange(len(place), dtype=np.uint32), np.diff(groups.ends)))
    parts.array("place_group", starts.astype(np.uint32))
    before, tables = 0, []
    for of_kind in groups.of_kind(kinds):
        tables.append(before + np.searchsorted(of_kind, starts))
        before += len(of_kind)
    parts.array("place_kind", np.concatenate(tables).astype(np.uint32))


def _write_country(
    *, locations: Locations, keys: IntArray, order: IntArray, points: PointArray, kinds: UInt64Array, parts: PartWriter
) -> None:
    first = np.flatnonzero(locations.is_first)
    by_key = first[np.argsort(keys[first], kind="stable")]
    at = np.empty(len(order), dtype=np.uint32)
    at[order] = np.arange(len(order), dtype=np.uint32)
    parts.array("country_row", at[by_key])
    groups = _Groups.of(keys=keys[by_key] >> _POINT_BITS)
    groups.write(points=points[by_key], kinds=kinds, parts=parts, name="country")
    sizes = [len(of_kind) for of_kind in groups.of_kind(kinds)]
    parts.array("country_kind_start", np.append(0, np.cumsum(sizes)).astype(np.uint32))


def _write_clinicians(*, people: People, locations: Locations, order: IntArray, parts: PartWriter) -> None:
    at = np.empty(len(order), dtype=np.uint32)
    at[order] = np.arange(len(order), dtype=np.uint32)
    parts.array("clinician_npi", people.npi)
    parts.array("clinician_location", at[locations.is_first])
    parts.array("clinician_updated_day", people.updated_day)
    parts.array("clinician_enumerated_day", people.enumerated_day)
    parts.array("clinician_graduation_year", people.graduation_year)
    # The other places of those who have several.
    parts.array("other_clinician", locations.clinician[~locations.is_first].astype(np.uint32))
    parts.array("other_location", at[~locations.is_first])


def _write_several(*, locations: Locations, order: IntArray, groups: _Groups, parts: PartWriter) -> None:
    """
    Write, for each location of somebody with several, whose it is, so that each clinician counts once.

    Locations of people with several are numbered in the order of all locations, and these people in that of
    clinicians; `group_several` is how many of these locations stand before each group.
    """
    is_several = np.bincount(locations.clinician) > 1
    number = np.cumsum(is_several) - 1
    who = locations.clinician[order]
    has_several = is_several[who]
    parts.array("several_person", number[who[has_several]].astype(np.uint32))
    before = np.append(0, np.cumsum(has_several))
    parts.array("group_several", before[groups.starts].astype(np.uint32))
