"""Check a snapshot from end to end: every byte of every part, and that the parts fit each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from unpinch.kernel import say

from ._errors import DamagedSnapshot
from ._manifest import Manifest, read_manifest
from ._rows import check_digits
from ._snapshot import Arrays, Snapshot, open_snapshot
from ._step import OnStep, Step, unseen

# Read at a time: large enough for the disk, small enough to say often how far it is.
_BLOCK_BYTES = 1 << 23
_WHAT_TO_DO = "Choose another version with `unpinch directory use`, or build it again with `unpinch directory build`."
# Arrays that say where the members of each begin, and one more at the end: what they count in.
_RANGES = {
    "place_group": ("place_code", "group_class"),
    "group_location": ("group_class", "location_clinician"),
    "name_word_start": ("words", "name_word_clinician"),
    "country_location": ("country_class", "country_row"),
}
# Arrays of places in another: all below its length.
_POINTERS = {
    "location_clinician": "clinician_npi",
    "clinician_location": "location_clinician",
    "group_class": "class_specialties",
    "name_word_clinician": "clinician_npi",
    "group_place": "place_code",
    "group_kind": "group_class",
    "country_class": "class_specialties",
    "country_kind": "country_class",
    "country_row": "location_clinician",
    "location_group": "group_class",
    "other_clinician": "clinician_npi",
    "other_location": "location_clinician",
    "address_clinician": "clinician_npi",
    "other_names_clinician": "clinician_npi",
    "groups_clinician": "clinician_npi",
    "endpoints_clinician": "clinician_npi",
    "experience_clinician": "clinician_npi",
    "name_by_length": "words",
    "several_person": "several_people",
    "group_several": "several_or_none",
    "place_kind": "group_kind_or_none",
    "country_kind_start": "country_kind_or_none",
    "name_length_start": "words_or_none",
}
# Arrays that go with another, row by row.
_SAME_LENGTH = {
    "zip_latitude": "zip_code",
    "zip_longitude": "zip_code",
    "place_cell": "place_code",
    "place_latitude": "place_code",
    "place_longitude": "place_code",
    "group_state": "group_class",
    "group_gender": "group_class",
    "location_points": "location_clinician",
    "clinician_location": "clinician_npi",
    "clinician_updated_day": "clinician_npi",
    "clinician_enumerated_day": "clinician_npi",
    "clinician_graduation_year": "clinician_npi",
    "clinician_initials": "clinician_npi",
    "class_traits": "class_specialties",
    "group_points": "group_class",
    "group_place": "group_class",
    "group_several": "group_class",
    "country_state": "country_class",
    "country_gender": "country_class",
    "country_points": "country_class",
    "location_sources": "location_clinician",
    "location_group": "location_clinician",
    "other_location": "other_clinician",
    "address_sources": "address_clinician",
    "experience_kind": "experience_clinician",
    "experience_year": "experience_clinician",
    "experience_services": "experience_clinician",
    "experience_patients": "experience_clinician",
    "experience_patients_at_most": "experience_clinician",
    "name_by_length": "words",
    "name_letters": "words",
}
# Arrays that go up from row to row, and whether two rows may be equal.
_ASCENDING = {
    "clinician_npi": False,
    "zip_code": False,
    "place_cell": True,
    "group_place": True,
    "location_group": True,
    "group_several": True,
    "country_kind_start": True,
    "name_length_start": True,
    **{f"{of}_clinician": True for of in ("other", "address", "other_names", "groups", "endpoints", "experience")},
}


@dataclass(frozen=True)
class VerifyReport:
    """What was checked and found whole: `checks` is how many ways the parts were held against each other."""

    path: Path
    parts: int
    size_bytes: int
    checks: int
    clinicians: int


def verify(*, path: Path, version: str | None = None, progress: OnStep = unseen) -> VerifyReport:
    """
    Check a snapshot: sizes and checksums of all parts, then that ranges ascend and that whatever is named exists.

    Parameters
    ----------
    path
        The snapshot folder.
    version
        A name of `versions`; else the one that answers.
    progress
        Called after each block that was read.

    Returns
    -------
    VerifyReport
        What was checked; all of it is as it should be.

    Raises
    ------
    NotASnapshot
        If the folder is none, or was made by a program that this one cannot read.
    DamagedSnapshot
        If a part is missing or was changed, or does not fit the others; it is named.
    """
    manifest = read_manifest(folder=path, version=version)
    _check_bytes(manifest=manifest, path=path, progress=progress)
    snapshot = open_snapshot(path=path, version=version)
    folder = path / snapshot.manifest.parts_folder
    checks = 0
    for part, is_whole, words in _cross_checks(snapshot):
        checks += 1
        if not is_whole:
            raise DamagedSnapshot(f"{folder / part}: {words}. {_WHAT_TO_DO}")
    return VerifyReport(
        path=path,
        parts=len(manifest.parts),
        size_bytes=sum(part.size_bytes for part in manifest.parts.values()),
        checks=checks,
        clinicians=manifest.counts["clinicians"],
    )


def _check_bytes(*, manifest: Manifest, path: Path, progress: OnStep) -> None:
    total, before = sum(part.size_bytes for part in manifest.parts.values()), 0
    for name, part in manifest.parts.items():
        file = path / manifest.parts_folder / name
        if not file.is_file():
            raise DamagedSnapshot(f"{file}: this part of the directory is missing. {_WHAT_TO_DO}")
        digest = hashlib.sha256()
        for block in _blocks(file):
            digest.update(block)
            before += len(block)
            progress(Step(what=say("checking the bytes of every part"), done=before, total=total, unit="bytes"))
        if file.stat().st_size != part.size_bytes:
            raise DamagedSnapshot(
                f"{file}: this part of the directory has {file.stat().st_size:,} bytes and should have "
                f"{part.size_bytes:,}. {_WHAT_TO_DO}"
            )
        if digest.hexdigest() != part.sha256:
            raise DamagedSnapshot(
                f"{file}: this part of the directory was changed (its checksum differs). {_WHAT_TO_DO}"
            )


def _blocks(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as raw:
            while block := raw.read(_BLOCK_BYTES):
                yield block
    except OSError as wrong:
        raise DamagedSnapshot(f"{file}: cannot be read ({wrong.strerror}). Check the disk. {_WHAT_TO_DO}") from None


def _cross_checks(snapshot: Snapshot) -> Iterator[tuple[str, bool, str]]:
    """Give, for each check, the part it is about, whether it holds, and what is wrong where it does not."""
    arrays = _all_arrays(snapshot)
    for name, other in _SAME_LENGTH.items():
        yield (
            f"{name}.npy",
            len(arrays[name]) == len(arrays[other]),
            f"it has {len(arrays[name]):,} rows where {other} has {len(arrays[other]):,}",
        )
    for name, (whose, members) in _RANGES.items():
        held = _is_range(arrays[name], owners=len(arrays[whose]), members=len(arrays[members]))
        yield f"{name}.npy", held, f"its ranges do not cover {members} from begin to end"
    for name, other in _POINTERS.items():
        highest = int(arrays[name].max(initial=0))
        yield (
            f"{name}.npy",
            highest < max(len(arrays[other]), 1),
            f"it names row {highest:,} of {other}, which has none",
        )
    for name, may_be_equal in _ASCENDING.items():
        yield f"{name}.npy", _ascends(arrays[name], may_be_equal=may_be_equal), "its rows are not in ascending order"
    yield from _checks_of_clinicians(arrays)
    yield "several_person.npy", _has_all_of_several(arrays), "it does not say whose the locations of some people are"


def _all_arrays(snapshot: Snapshot) -> dict[str, npt.NDArray[Any]]:
    """Give the arrays by name, and something as long as whatever else is counted in."""
    arrays = {each.name: getattr(snapshot.arrays, each.name) for each in fields(Arrays)}
    return arrays | {name: np.empty(rows, dtype=np.uint8) for name, rows in _lengths(arrays, snapshot).items()}


def _lengths(arrays: dict[str, npt.NDArray[Any]], snapshot: Snapshot) -> dict[str, int]:
    """Give how long things are that are no array of their own; "or none": one more, for what begins at the end."""
    return {
        "words": snapshot.words.row_count,
        "words_or_none": snapshot.words.row_count + 1,
        "several_people": len(np.unique(arrays["other_clinician"])),
        "several_or_none": len(arrays["several_person"]) + 1,
        "group_kind_or_none": len(arrays["group_kind"]) + 1,
        "country_kind_or_none": len(arrays["country_kind"]) + 1,
    }


def _is_range(starts: npt.NDArray[Any], *, owners: int, members: int) -> bool:
    return (
        len(starts) == owners + 1 and starts[0] == 0 and starts[-1] == members and _ascends(starts, may_be_equal=True)
    )


def _ascends(values: npt.NDArray[Any], *, may_be_equal: bool) -> bool:
    # Not `diff`: the difference of unsigned numbers is never below zero.
    return bool((values[1:] >= values[:-1]).all() if may_be_equal else (values[1:] > values[:-1]).all())


def _has_all_of_several(arrays: dict[str, npt.NDArray[Any]]) -> bool:
    """Say whether each location of people with several places is given to the one whose it is."""
    several, owner = np.unique(arrays["other_clinician"]), arrays["location_clinician"]
    return np.array_equal(several[arrays["several_person"]], owner[np.isin(owner, several)])


def _checks_of_clinicians(arrays: dict[str, npt.NDArray[np.int64]]) -> Iterator[tuple[str, bool, str]]:
    npi = arrays["clinician_npi"]
    wrong = npi[check_digits(first_nine=npi // 10) != npi % 10]
    yield "clinician_npi.npy", not len(wrong), f"it holds {wrong[:1].tolist()}, which is no NPI"
    own = arrays["location_clinician"][arrays["clinician_location"]]
    strays = np.flatnonzero(own != np.arange(len(npi)))
    yield (
        "clinician_location.npy",
        not len(strays),
        f"it gives clinician {npi[strays[:1]].tolist()} the location of somebody else",
    )
    has_one = np.bincount(arrays["location_clinician"], minlength=len(npi)) > 0
    yield "location_clinician.npy", bool(has_one.all()), "it has no location of some clinicians"
