"""A snapshot, opened: read-only, mapped into memory, shared by all processes that open it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ._errors import DamagedSnapshot, NotASnapshot
from ._manifest import BUILD_AGAIN, MANIFEST, Manifest, read_manifest
from ._parts import TextPart
from ._specialties import SpecialtyBits
from ._weights import order_fingerprint
from ._zips import FloatArray

UIntArray = npt.NDArray[np.unsignedinteger[Any]]
_COUNTED_IN = {"clinician_npi": "clinicians", "location_clinician": "locations", "place_code": "places"}


@dataclass(frozen=True, eq=False)
class Arrays:
    """
    The numbers of a snapshot; see `_order` for what they mean and how they are sorted.

    `place_group`, `group_location` and `name_word_start` hold where each one's members begin, and one more at the end.
    """

    zip_code: npt.NDArray[np.int32]
    zip_latitude: FloatArray
    zip_longitude: FloatArray
    place_code: npt.NDArray[np.int32]
    place_cell: npt.NDArray[np.int32]
    place_latitude: FloatArray
    place_longitude: FloatArray
    place_group: UIntArray
    group_class: UIntArray
    group_state: UIntArray
    group_gender: UIntArray
    group_location: UIntArray
    class_specialties: npt.NDArray[np.uint64]
    location_clinician: UIntArray
    location_points: UIntArray
    clinician_npi: npt.NDArray[np.int64]
    clinician_location: UIntArray
    clinician_updated_day: UIntArray
    clinician_enumerated_day: UIntArray
    name_word_start: UIntArray
    name_word_clinician: UIntArray


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
    words: TextPart
    tables: dict[object, object] = field(default_factory=dict, repr=False)

    @property
    def is_demonstration(self) -> bool:
        """Say whether its clinicians are fictional."""
        return self.manifest.demonstration

    @cached_property
    def name_words(self) -> list[str]:
        """Give all words of names in alphabetical order; read when the first name is searched."""
        return self.words.column("word")


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


def open_snapshot(*, path: Path, verify: bool = False) -> Snapshot:
    """
    Open a snapshot for reading; nothing is loaded, and many processes share the same memory.

    Parameters
    ----------
    path
        The folder that `build` wrote.
    verify
        Whether to check the checksum of every part (reads all of it); otherwise sizes are checked.

    Raises
    ------
    NotASnapshot
        If the folder is none, or was made by a version that ordered its rows differently.
    DamagedSnapshot
        If a part is missing or was changed; it is named.
    """
    manifest = read_manifest(folder=path)
    if dict(manifest.order) != order_fingerprint():
        raise NotASnapshot(f"{path}: it was made with other weights, and its order no longer holds. {BUILD_AGAIN}")
    folder = path / manifest.parts_folder
    _check_parts(manifest=manifest, folder=folder, verify=verify)
    try:
        arrays = Arrays(**{each.name: _mapped(folder / f"{each.name}.npy") for each in fields(Arrays)})
        clinicians, locations, words = (
            TextPart(folder / f"{n}.arrow") for n in ("clinicians", "locations", "name_words")
        )
    except (OSError, ValueError, pa.ArrowInvalid) as wrong:
        raise DamagedSnapshot(f"{folder}: a part cannot be read ({wrong}). {BUILD_AGAIN}") from None
    _check_counts(manifest=manifest, arrays=arrays, texts={"clinicians": clinicians, "locations": locations}, path=path)
    return Snapshot(
        path=path,
        manifest=manifest,
        specialties=SpecialtyBits(ids=tuple(manifest.specialties), prefixes=tuple(manifest.specialties.values())),
        arrays=arrays,
        clinicians=clinicians,
        locations=locations,
        words=words,
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
    found |= {f"rows of {name}": text.row_count for name, text in texts.items()}
    for of, count in found.items():
        if count != manifest.counts[of.removeprefix("rows of ")]:
            raise DamagedSnapshot(f"{path}: it holds {count:,} {of}, and says something else. {BUILD_AGAIN}")
