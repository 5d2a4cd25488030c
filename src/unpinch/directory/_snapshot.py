"""A snapshot, opened: read-only, mapped into memory, shared by all processes that open it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ._errors import DamagedSnapshot, NotASnapshot
from ._experience import read_peers
from ._manifest import BUILD_AGAIN, DOCTORS, MANIFEST, Manifest, read_manifest
from ._parts import TextPart
from ._peers import Peers
from ._specialties import SpecialtyBits
from ._weights import order_fingerprint
from ._zips import FloatArray

T = TypeVar("T")
UIntArray = npt.NDArray[np.unsignedinteger[Any]]
_COUNTED_IN = {"clinician_npi": "clinicians", "location_clinician": "locations", "place_code": "places"}
_TEXT_PARTS = {
    **{name: name for name in ("clinicians", "locations", "addresses", "other_names", "groups", "endpoints")},
    "usual": "peers",
    "words": "name_words",
}
# Tables of answers that are remembered; each has some bytes a class of clinicians.
_REMEMBERED_AT_MOST = 32


class Remembered:
    """What was worked out for questions asked before; at most so many, those asked longest ago are forgotten."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is known under a key, or make it."""
        # Taken out and put in again, so that it is the last to be forgotten. Two threads may both make it: no harm.
        found: T | None = self._known.pop(key, None)
        if found is None:
            found = make()
        self._known[key] = found
        for oldest in list(self._known)[: len(self._known) - _REMEMBERED_AT_MOST]:
            self._known.pop(oldest, None)
        return found


@dataclass(frozen=True, eq=False)
class Arrays:
    """
    The numbers of a snapshot; see `_order` for what they mean and how they are sorted.

    `place_group`, `group_location`, `country_location`, `name_word_start` and `name_length_start` hold where each one's
    members begin, and one more at the end. Shapes: `place_*` (places,), `group_*` (groups,), `country_*` (groups of the
    country,), `class_*` (classes,), `location_*` (locations,), `clinician_*` (clinicians,).

    - `group_kind` lists, for each kind of clinician (bit by bit), the groups in which it is; `place_kind`, shape
      (32, places + 1) laid end to end, where those of each place begin in it. `country_kind` and `country_kind_start`,
      shape (33,), are the same for the country; `country_row` is the location of each row there.
    - `other_clinician`, ascending, and `other_location`: the places besides the first of those who have several.
    - `several_person`: whose each location of people with several places is, in the order of all locations; these
      people are numbered from 0. `group_several` is how many such locations stand before a group.
    - `address_*`: addresses behind another in the same ZIP code, ascending by clinician; `location_sources` and
      `address_sources` are bits of `_traits`.
    - `experience_*`, ascending by clinician, kind and year: see `Experience`.
    """

    zip_code: npt.NDArray[np.int32]
    zip_latitude: FloatArray
    zip_longitude: FloatArray
    place_code: npt.NDArray[np.int32]
    place_cell: npt.NDArray[np.int32]
    place_latitude: FloatArray
    place_longitude: FloatArray
    place_group: UIntArray
    place_kind: UIntArray
    group_place: UIntArray
    group_class: UIntArray
    group_state: UIntArray
    group_gender: UIntArray
    group_location: UIntArray
    group_points: UIntArray
    group_kind: UIntArray
    group_several: UIntArray
    country_class: UIntArray
    country_state: UIntArray
    country_gender: UIntArray
    country_location: UIntArray
    country_points: UIntArray
    country_kind: UIntArray
    country_kind_start: UIntArray
    country_row: UIntArray
    class_specialties: npt.NDArray[np.uint64]
    class_traits: npt.NDArray[np.uint64]
    location_clinician: UIntArray
    location_points: UIntArray
    location_sources: UIntArray
    location_group: UIntArray
    several_person: UIntArray
    other_clinician: UIntArray
    other_location: UIntArray
    clinician_npi: npt.NDArray[np.int64]
    clinician_location: UIntArray
    clinician_updated_day: UIntArray
    clinician_enumerated_day: UIntArray
    clinician_graduation_year: UIntArray
    clinician_initials: npt.NDArray[np.uint32]
    address_clinician: UIntArray
    address_sources: UIntArray
    other_names_clinician: UIntArray
    groups_clinician: UIntArray
    endpoints_clinician: UIntArray
    experience_clinician: UIntArray
    experience_kind: UIntArray
    experience_year: UIntArray
    experience_services: UIntArray
    experience_patients: UIntArray
    experience_patients_at_most: UIntArray
    name_word_start: UIntArray
    name_word_clinician: UIntArray
    name_by_length: UIntArray
    name_length_start: UIntArray
    name_letters: npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """
    A snapshot, opened with `open_snapshot`; `manifest` says what it was made of.

    It stays readable while another takes its place on disk.
    """

    path: Path
    manifest: Manifest
    specialties: SpecialtyBits
    arrays: Arrays
    clinicians: TextPart
    locations: TextPart
    addresses: TextPart
    other_names: TextPart
    groups: TextPart
    endpoints: TextPart
    usual: TextPart
    words: TextPart
    tables: Remembered = field(default_factory=Remembered, repr=False)

    @property
    def is_demonstration(self) -> bool:
        """Say whether its clinicians are fictional."""
        return self.manifest.demonstration

    @cached_property
    def kinds_of_care(self) -> tuple[str, ...]:
        """Give the ids of the kinds of care, in the order of their levels in the traits and of their figures."""
        return self.manifest.kinds_of_care

    @cached_property
    def peers(self) -> tuple[Peers, ...]:
        """Give what is usual in each specialty with each kind of care; read when the first clinician is shown."""
        return read_peers(json.loads(self.usual.row(0)["document"]))

    @cached_property
    def has_medicare_clinicians(self) -> bool:
        """Say whether the Medicare Doctors and Clinicians file is in it: without it nobody is known to see by video."""
        return any(account.what == DOCTORS for account in self.manifest.accounts)


def release_stamp(*, path: Path) -> tuple[int, int]:
    """
    Give something that changes when another snapshot takes the place of this one.

    Raises
    ------
    NotASnapshot
        If there is none.
    """
    try:
        found = (path / MANIFEST).stat()
    except OSError:
        raise NotASnapshot(f"{path}: there is no directory of clinicians here. {BUILD_AGAIN}") from None
    return found.st_ino, found.st_mtime_ns


def open_snapshot(*, path: Path, verify: bool = False, version: str | None = None) -> Snapshot:
    """
    Open a snapshot for reading; nothing is loaded, and many processes share the same memory.

    Parameters
    ----------
    path
        The folder that `build` wrote.
    verify
        Whether to check the checksum of every part (reads all of it); otherwise sizes are checked.
    version
        A name of `versions`; else the one that answers.

    Raises
    ------
    NotASnapshot
        If the folder is none, or was made by a version that ordered its rows differently.
    DamagedSnapshot
        If a part is missing or was changed; it is named.
    """
    while True:
        manifest = read_manifest(folder=path, version=version)
        try:
            return _open(path=path, manifest=manifest, verify=verify)
        except DamagedSnapshot:
            # Another version may have taken its place between reading the manifest and opening the parts, and the
            # parts of this one been removed: then it is that one which is asked for.
            if version is not None or _parts_folder_now(path) == manifest.parts_folder:
                raise


def _parts_folder_now(path: Path) -> str:
    return read_manifest(folder=path).parts_folder


def _open(*, path: Path, manifest: Manifest, verify: bool) -> Snapshot:
    if dict(manifest.order) != order_fingerprint():
        raise NotASnapshot(f"{path}: it was made with other weights, and its order no longer holds. {BUILD_AGAIN}")
    folder = path / manifest.parts_folder
    _check_parts(manifest=manifest, folder=folder, verify=verify)
    try:
        arrays = Arrays(**{each.name: _mapped(folder / f"{each.name}.npy") for each in fields(Arrays)})
        texts = {name: TextPart(folder / f"{part}.arrow") for name, part in _TEXT_PARTS.items()}
    except (OSError, ValueError, pa.ArrowInvalid) as wrong:
        raise DamagedSnapshot(f"{folder}: a part cannot be read ({wrong}). {BUILD_AGAIN}") from None
    _check_counts(manifest=manifest, arrays=arrays, texts=texts, path=path)
    return Snapshot(
        path=path,
        manifest=manifest,
        specialties=SpecialtyBits(ids=tuple(manifest.specialties), prefixes=tuple(manifest.specialties.values())),
        arrays=arrays,
        clinicians=texts["clinicians"],
        locations=texts["locations"],
        addresses=texts["addresses"],
        other_names=texts["other_names"],
        groups=texts["groups"],
        endpoints=texts["endpoints"],
        usual=texts["usual"],
        words=texts["words"],
    )


def _mapped(path: Path) -> npt.NDArray[Any]:
    if path.stat().st_size and not np.load(path, mmap_mode="r").size:
        return np.load(path)  # type: ignore[no-any-return]  # numpy cannot say; an empty file cannot be mapped
    # As a plain array: the subclass that numpy gives costs microseconds at every slice.
    return np.asarray(np.load(path, mmap_mode="r"))


def _check_parts(*, manifest: Manifest, folder: Path, verify: bool) -> None:
    for name, part in manifest.parts.items():
        file = folder / name
        if not file.is_file():
            raise DamagedSnapshot(f"{file}: this part of the directory is missing. {BUILD_AGAIN}")
        if file.stat().st_size != part.size_bytes:
            raise DamagedSnapshot(
                f"{file}: this part of the directory has {file.stat().st_size:,} bytes and should have "
                f"{part.size_bytes:,}. {BUILD_AGAIN}"
            )
        if verify and _sha256(file) != part.sha256:
            raise DamagedSnapshot(
                f"{file}: this part of the directory was changed (its checksum differs). {BUILD_AGAIN}"
            )


def _sha256(file: Path) -> str:
    with file.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def _check_counts(*, manifest: Manifest, arrays: Arrays, texts: dict[str, TextPart], path: Path) -> None:
    found = {of: len(getattr(arrays, name)) for name, of in _COUNTED_IN.items()}
    found |= {f"rows of {name}": texts[name].row_count for name in ("clinicians", "locations")}
    for of, count in found.items():
        if count != manifest.counts[of.removeprefix("rows of ")]:
            raise DamagedSnapshot(f"{path}: it holds {count:,} {of}, and says something else. {BUILD_AGAIN}")
