"""
What a snapshot is made of: clinicians, their addresses, what they did, and more about them; all in the order of NPIs.

A build makes these of the publishers' files, an update of an earlier snapshot and a weekly file; both write the same.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import polars as pl

from ._traits import UInt64Array
from ._zips import IntArray


@dataclass(frozen=True, eq=False)
class People:
    """
    Clinicians, ascending by NPI, each once; every array has the shape (clinicians,).

    `gender` is a place in `GENDERS`; `specialties` and `traits` are bits (see `KeptRows` and `_traits`); days count
    from `DAY_ZERO`, 0 is none; `graduation_year` is 0 where it is not known; `text_row` is a row of the text of people.
    """

    npi: IntArray
    gender: npt.NDArray[np.uint8]
    specialties: UInt64Array
    traits: UInt64Array
    updated_day: npt.NDArray[np.uint16]
    enumerated_day: npt.NDArray[np.uint16]
    graduation_year: npt.NDArray[np.uint16]
    text_row: IntArray

    def only(self, chosen: npt.NDArray[np.bool_] | IntArray) -> Self:
        """Give some of them, in the order chosen."""
        return replace(self, **{each.name: getattr(self, each.name)[chosen] for each in fields(self)})


@dataclass(frozen=True, eq=False)
class Addresses:
    """
    Addresses of clinicians, ascending by clinician, the main one first; every array has the shape (addresses,).

    `clinician` is a place in `People`, `zip_slot` one in the ZIP table, `state` one in `STATES`; `sources` are the bits
    of `_traits` that say which files name it; `text_row` is a row of the text of addresses.
    """

    clinician: IntArray
    zip_slot: npt.NDArray[np.int32]
    state: npt.NDArray[np.uint8]
    sources: npt.NDArray[np.uint8]
    has_phone: npt.NDArray[np.bool_]
    text_row: IntArray

    def only(self, chosen: npt.NDArray[np.bool_] | IntArray) -> Self:
        """Give some of them, in the order chosen."""
        return replace(self, **{each.name: getattr(self, each.name)[chosen] for each in fields(self)})


@dataclass(frozen=True, eq=False)
class Experience:
    """
    What clinicians did, ascending by clinician, then kind of care, then year; every array has the shape (figures,).

    `kind` is a place in the kinds of care of the snapshot, or `ALL_CARE`; `services`, `patients` (of the code with the
    most) and `patients_at_most` (the sum over codes: one person may be in several) are whole numbers.
    """

    clinician: IntArray
    kind: npt.NDArray[np.uint8]
    year: npt.NDArray[np.uint16]
    services: npt.NDArray[np.uint32]
    patients: npt.NDArray[np.uint32]
    patients_at_most: npt.NDArray[np.uint32]

    def only(self, chosen: npt.NDArray[np.bool_] | IntArray) -> Self:
        """Give some of them, in the order chosen."""
        return replace(self, **{each.name: getattr(self, each.name)[chosen] for each in fields(self)})


# All that somebody did for Medicare together, of whatever kind.
ALL_CARE = 255


@dataclass(frozen=True, eq=False)
class More:
    """More about clinicians as text, ascending by clinician: `clinician`, shape (n,), and a frame of n rows."""

    clinician: IntArray
    text: pl.DataFrame


# The text that is kept beside clinicians and addresses: name of the part, columns.
MORE_TEXT: dict[str, tuple[str, ...]] = {
    "other_names": ("name", "kind"),
    "groups": ("name", "size"),
    "endpoints": ("kind", "endpoint"),
}


def nothing_more(name: str) -> More:
    """Give an empty `More` with the columns of a part."""
    columns = dict.fromkeys(MORE_TEXT[name], pl.String)
    return More(clinician=np.zeros(0, dtype=np.int64), text=pl.DataFrame(schema=columns))


def no_experience() -> Experience:
    """Give figures of nobody."""
    kinds = {"clinician": np.int64, "kind": np.uint8, "year": np.uint16}
    return Experience(**{each.name: np.zeros(0, dtype=kinds.get(each.name, np.uint32)) for each in fields(Experience)})


def clinician_of(*, npi: pl.Series, people: IntArray) -> IntArray:
    """
    Give the place of each NPI in `people`, which ascends; -1 where it is not there, shape (n,).

    Parameters
    ----------
    npi
        Numbers, or text of ten digits.
    people
        Shape (clinicians,), ascending.
    """
    asked = npi.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    place = np.searchsorted(people, asked)
    found = place < len(people)
    found[found] = people[place[found]] == asked[found]
    return np.where(found, place, -1)
