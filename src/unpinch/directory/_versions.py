"""
The versions a snapshot folder keeps: which there are, and which of them answers.

`manifest.json` is the one that answers. `versions/<name>.json` are the manifests of all that can be chosen, that one
among them; each names its own folder of parts. A version is named by the day it was built, and by a number after that
where the day had several.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ._errors import CannotWriteSnapshot, NoSuchVersion
from ._held import held, sync
from ._manifest import MANIFEST, VERSIONS, read_manifest
from ._snapshot import open_snapshot

PARTS = "parts-"
# The one that answers and the one before it: a bad release is undone in a step, and the disk holds two of 2.5 GB.
VERSIONS_KEPT = 2
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d+))?")


@dataclass(frozen=True)
class Version:
    """
    One version that can be chosen.

    `release_date` is that of the newest file in it, None where no file name has a date. `size_bytes` is what its parts
    take on disk.
    """

    name: str
    built_at: datetime
    is_answering: bool
    clinicians: int
    size_bytes: int
    release_date: str | None
    parts_folder: str


def versions(*, path: Path) -> tuple[Version, ...]:
    """
    Give the versions of a snapshot folder, the newest first.

    Those of another format of the program are listed too; only choosing them is refused.

    Parameters
    ----------
    path
        The snapshot folder.

    Returns
    -------
    tuple[Version, ...]
        Empty where the folder is no snapshot, or one that was made before versions were kept.
    """
    answering = _parts_folder(path / MANIFEST)
    found = (_read(path=file, answering=answering) for file in (path / VERSIONS).glob("*.json"))
    return tuple(sorted((version for version in found if version), key=_age, reverse=True))


def _age(version: Version) -> tuple[datetime, int]:
    matched = _NAME.fullmatch(version.name)
    return version.built_at, int(matched[2] or 1) if matched else 0


def _read(*, path: Path, answering: str | None) -> Version | None:
    """Read of one manifest what every format of the program has; None where it cannot be read or is no version."""
    if not _NAME.fullmatch(path.stem):
        return None
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        dates = [str(source["release_date"]) for source in document["sources"] if source["release_date"]]
        return Version(
            name=path.stem,
            built_at=datetime.fromisoformat(document["built_at"]),
            is_answering=document["parts_folder"] == answering,
            clinicians=int(document["counts"]["clinicians"]),
            size_bytes=sum(int(part["size_bytes"]) for part in document["parts"].values()),
            release_date=max(dates, default=None),
            parts_folder=str(document["parts_folder"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _parts_folder(manifest: Path) -> str | None:
    try:
        return str(json.loads(manifest.read_text(encoding="utf-8"))["parts_folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def use_version(*, path: Path, name: str) -> Version:
    """
    Let another version answer, in one step.

    Programs that have the present one open go on reading it; the site changes over at its next question. Nothing is
    built or copied, so that a bad release is undone at once.

    Parameters
    ----------
    path
        The snapshot folder.
    name
        A name of `versions`.

    Returns
    -------
    Version
        The one that answers now.

    Raises
    ------
    NotASnapshot
        If the folder is none, or the version was made by a program that this one cannot read.
    NoSuchVersion
        If no version has that name; those that there are are named.
    DamagedSnapshot
        If a part of it is missing or has another size; the present one goes on answering.
    CannotWriteSnapshot
        If the folder cannot be written to.
    """
    if not (path / VERSIONS).is_dir():
        # Says what is wrong where there is no snapshot; a damaged manifest of one with versions is what this mends.
        read_manifest(folder=path)
    place = path.resolve()
    with _written(path), held(place, wait=True):
        register_answering(folder=place)
        _named(path=place, name=name)
        open_snapshot(path=place, version=name)
        copy_whole(place / VERSIONS / f"{name}.json", to=place / MANIFEST)
    return _named(path=place, name=name)


def _named(*, path: Path, name: str) -> Version:
    found = versions(path=path)
    for version in found:
        if version.name == name:
            return version
    others = ", ".join(version.name for version in found) or "none"
    raise NoSuchVersion(f"{path}: there is no version {name!r} here. There are: {others}.")


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        raise CannotWriteSnapshot(
            f"{path}: cannot be written ({wrong.strerror or wrong}); the version that answered goes on doing so. Mend "
            "that and run it again."
        ) from None


def copy_whole(source: Path, *, to: Path) -> None:
    """Copy a manifest so that whoever reads `to` finds the old content or the new, never a part of it."""
    beside = to.with_name(f".{to.name}.new")
    with beside.open("wb") as raw:
        raw.write(source.read_bytes())
        raw.flush()
        os.fsync(raw.fileno())
    beside.replace(to)
    sync(to.parent)


def register(*, manifest: Path, folder: Path) -> str:
    """Add a manifest to the versions of a folder under a name that none of them has; give that name."""
    (folder / VERSIONS).mkdir(exist_ok=True)
    built_at = datetime.fromisoformat(json.loads(manifest.read_text(encoding="utf-8"))["built_at"])
    day = f"{built_at.astimezone(UTC):%Y-%m-%d}"
    taken = [int(matched[2] or 1) for matched in _names(folder) if matched[1] == day]
    name = f"{day}-{max(taken) + 1}" if taken else day
    copy_whole(manifest, to=folder / VERSIONS / f"{name}.json")
    return name


def _names(folder: Path) -> Iterator[re.Match[str]]:
    matches = (_NAME.fullmatch(file.stem) for file in (folder / VERSIONS).glob("*.json"))
    return (matched for matched in matches if matched)


def register_answering(*, folder: Path) -> str | None:
    """
    Add the version that answers to the list where it is not in it; give its folder of parts.

    It is not where a program of before versions made it. None where its manifest cannot be read: then it is none.
    """
    answering = _parts_folder(folder / MANIFEST)
    listed = {version.parts_folder for version in versions(path=folder)}
    if answering is None or answering in listed:
        return answering
    with suppress(ValueError, KeyError, TypeError):
        register(manifest=folder / MANIFEST, folder=folder)
    return answering


def prune(*, folder: Path, keep: int, first: tuple[str | None, ...]) -> None:
    """
    Remove all but `keep` versions, and parts that belong to none.

    Those whose folders of parts are in `first` are kept before any other, in this order; then the newest.
    """
    found = versions(path=folder)
    ranked = sorted(
        found, key=lambda each: first.index(each.parts_folder) if each.parts_folder in first else len(first)
    )
    kept = ranked[: max(keep, 1)]
    names = {f"{version.name}.json" for version in kept}
    for file in (folder / VERSIONS).iterdir():
        # What is no version goes too: a copy that was cut by a kill, or one that nobody can read.
        if file.name not in names:
            file.unlink(missing_ok=True)
    parts = {version.parts_folder for version in kept}
    for earlier in folder.glob(f"{PARTS}*"):
        if earlier.name not in parts:
            shutil.rmtree(earlier, ignore_errors=True)
