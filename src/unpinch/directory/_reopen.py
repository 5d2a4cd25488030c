"""Turn a snapshot back into what it was written from: clinicians, addresses, figures and more, with their text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from ._peers import Peers
from ._people import MORE_TEXT, Addresses, Experience, More, People
from ._rows import specialty_masks, state_places
from ._snapshot import Snapshot
from ._specialties import SpecialtyBits
from ._traits import MAIN_PLACE, MEDICARE_PLACE, SAME_STREET, SECOND_PLACE
from ._zips import NOT_A_ZIP, ZIP_DIGITS, IntArray, ZipTable


@dataclass(frozen=True, eq=False)
class Reopened:
    """
    What a snapshot was written from, but for the text of clinicians and addresses, which stays where it is.

    `text_row` of `people` counts in `people_text`, that of `addresses` in `address_text`, one file after the other.
    `without_place`, shape (clinicians,), says whose ZIP code is none any more, or has lost its point: the table of ZIP
    codes is newer than the snapshot. `words` are those of names, ascending; `word_start` says where the clinicians of
    each begin in `word_clinician`.
    """

    people: People
    people_text: tuple[Path, ...]
    addresses: Addresses
    address_text: tuple[Path, ...]
    experience: Experience
    peers: tuple[Peers, ...]
    more: dict[str, More]
    without_place: npt.NDArray[np.bool_]
    words: list[str]
    word_start: IntArray
    word_clinician: IntArray


def reopen(*, snapshot: Snapshot, zips: ZipTable, specialties: SpecialtyBits) -> Reopened:
    """
    Turn a snapshot back into rows.

    Parameters
    ----------
    snapshot
        The one to take apart.
    zips
        The ZIP table that addresses will count in.
    specialties
        The kinds of clinician there are now; where the snapshot knew others, everybody's codes are looked at again.
    """
    folder = snapshot.path / snapshot.manifest.parts_folder
    addresses = _addresses(snapshot=snapshot, zips=zips)
    has_place = (addresses.zip_slot != NOT_A_ZIP) & zips.has_point[addresses.zip_slot]
    is_main = np.diff(addresses.clinician, prepend=-1) != 0
    experience = {name: getattr(snapshot.arrays, f"experience_{name}") for name in Experience.__dataclass_fields__}
    return Reopened(
        people=_people(snapshot=snapshot, specialties=specialties),
        people_text=(folder / "clinicians.arrow",),
        addresses=addresses.only(has_place) if not has_place.all() else addresses,
        address_text=(folder / "locations.arrow", folder / "addresses.arrow"),
        experience=Experience(**{**experience, "clinician": experience["clinician"].astype(np.int64)}),
        peers=snapshot.peers,
        more={name: _more(snapshot=snapshot, name=name) for name in MORE_TEXT},
        without_place=~has_place[is_main],
        words=snapshot.words.column("word"),
        word_start=snapshot.arrays.name_word_start.astype(np.int64),
        word_clinician=snapshot.arrays.name_word_clinician.astype(np.int64),
    )


def _people(*, snapshot: Snapshot, specialties: SpecialtyBits) -> People:
    arrays = snapshot.arrays
    group = arrays.location_group[arrays.clinician_location]
    kind = arrays.group_class[group]
    masks = arrays.class_specialties[kind]
    if (specialties.ids, specialties.prefixes) != (snapshot.specialties.ids, snapshot.specialties.prefixes):
        codes = pl.Series(snapshot.clinicians.arrow(("taxonomies",)).column(0))
        masks = specialty_masks(taxonomies=codes, specialties=specialties)
    return People(
        npi=arrays.clinician_npi,
        gender=arrays.group_gender[group].astype(np.uint8),
        specialties=masks,
        traits=arrays.class_traits[kind],
        updated_day=arrays.clinician_updated_day.astype(np.uint16),
        enumerated_day=arrays.clinician_enumerated_day.astype(np.uint16),
        graduation_year=arrays.clinician_graduation_year.astype(np.uint16),
        text_row=np.arange(len(arrays.clinician_npi)),
    )


def _addresses(*, snapshot: Snapshot, zips: ZipTable) -> Addresses:
    """Give the first place of each clinician, then their others, then the addresses behind those."""
    arrays = snapshot.arrays
    shown, behind = len(arrays.location_clinician), len(arrays.address_clinician)
    text_row = np.concatenate(
        [arrays.clinician_location, arrays.other_location, np.arange(shown, shown + behind)], dtype=np.int64
    )
    clinician = np.concatenate(
        [np.arange(len(arrays.clinician_npi)), arrays.other_clinician, arrays.address_clinician], dtype=np.int64
    )
    # By clinician, and stable: the first place of each stays first.
    text_row = text_row[np.argsort(clinician, kind="stable")]
    of_location, of_address = _address_numbers(snapshot=snapshot, zips=zips)

    def both(name: str) -> npt.NDArray[np.generic]:
        return np.concatenate([of_location[name], of_address[name]])[text_row]

    return Addresses(clinician=np.sort(clinician), text_row=text_row, **{name: both(name) for name in of_location})  # type: ignore[arg-type]  # each name has its own type


def _address_numbers(
    *, snapshot: Snapshot, zips: ZipTable
) -> tuple[dict[str, npt.NDArray[np.generic]], dict[str, npt.NDArray[np.generic]]]:
    """Give the numbers of the addresses that are shown, and of those behind them, in the order of their text."""
    arrays = snapshot.arrays
    group = arrays.location_group
    place = zips.slot[arrays.place_code][arrays.group_place[group]]
    behind = pl.DataFrame(pl.from_arrow(snapshot.addresses.arrow(("state", "postal"))))
    codes = behind["postal"].str.slice(0, ZIP_DIGITS).cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    slot = zips.slot[codes]
    sources = _own_sources(snapshot=snapshot, codes=codes)
    return (
        {
            "zip_slot": place,
            "state": arrays.group_state[group].astype(np.uint8),
            "sources": sources,
            "has_phone": _has_phone(snapshot.locations.arrow(("phone",))),
        },
        {
            "zip_slot": slot,
            "state": state_places(named=behind["state"], slot=slot, zips=zips),
            "sources": arrays.address_sources.astype(np.uint8),
            "has_phone": _has_phone(snapshot.addresses.arrow(("phone",))),
        },
    )


def _own_sources(*, snapshot: Snapshot, codes: IntArray) -> npt.NDArray[np.uint8]:
    """
    Give what names each shown address itself.

    The snapshot says for a location what names any address in its ZIP code. What names one behind it is taken off; both
    say it again when the location is made anew.
    """
    arrays = snapshot.arrays
    sources = arrays.location_sources.astype(np.uint8)
    if not len(codes):
        return sources
    span = np.int64(10**ZIP_DIGITS)
    place = arrays.place_code[arrays.group_place[arrays.location_group]].astype(np.int64)
    key = arrays.location_clinician.astype(np.int64) * span + place
    order = np.argsort(key, kind="stable")
    at = order[np.searchsorted(key[order], arrays.address_clinician.astype(np.int64) * span + codes)]
    theirs = np.zeros(len(sources), dtype=np.uint8)
    np.bitwise_or.at(theirs, at, arrays.address_sources.astype(np.uint8) & (SECOND_PLACE | MEDICARE_PLACE))
    # Where two publishers give the street, that is its own; and something names every address.
    theirs[(sources & SAME_STREET) != 0] &= ~np.uint8(MEDICARE_PLACE)
    own = sources & ~theirs
    return np.where(own & (MAIN_PLACE | SECOND_PLACE | MEDICARE_PLACE), own, sources)


def _has_phone(table: pa.Table) -> npt.NDArray[np.bool_]:
    has: npt.NDArray[np.bool_] = pc.greater(pc.binary_length(table.column(0)), 0).to_numpy()
    return has


def _more(*, snapshot: Snapshot, name: str) -> More:
    part = getattr(snapshot, name)
    text = pl.DataFrame(pl.from_arrow(part.arrow(MORE_TEXT[name])), schema=dict.fromkeys(MORE_TEXT[name], pl.String))
    return More(clinician=getattr(snapshot.arrays, f"{name}_clinician").astype(np.int64), text=text)
