"""What a snapshot says of itself: format, when and of what it was made, what is in it, what each part must weigh."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ._errors import DamagedSnapshot, NotASnapshot
from ._parts import Part
from ._rows import RejectedFor
from ._source import Source

MANIFEST = "manifest.json"
FORMAT = "unpinch-directory"
# Goes up when a program of before could not read what we write.
FORMAT_VERSION = 1


@dataclass(frozen=True)
class Rejected:
    """How many rows were rejected for one reason, and which came first (the header is row 1)."""

    reason: RejectedFor
    rows: int
    first_row: int


@dataclass(frozen=True)
class Manifest:
    """
    What a snapshot says of itself.

    `counts` says how many clinicians, locations, places (ZIP codes with somebody), groups and name words there are;
    `rows_read` is `counts["clinicians"]` and all of `rejected`. `order` is what the order of rows rests on.
    """

    built_at: datetime
    demonstration: bool
    sources: tuple[Source, ...]
    rows_read: int
    mended_rows: int
    rejected: tuple[Rejected, ...]
    counts: Mapping[str, int]
    specialties: Mapping[str, tuple[str, ...]]
    order: Mapping[str, int]
    parts_folder: str
    parts: Mapping[str, Part]


def write_manifest(*, manifest: Manifest, folder: Path) -> None:
    """Write the manifest; it comes last, so that a folder without it is not a snapshot."""
    document = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(manifest)}
    (folder / MANIFEST).write_text(json.dumps(document, indent=1, default=str) + "\n", encoding="utf-8")


def is_snapshot(*, folder: Path) -> bool:
    """Say whether the folder holds a snapshot of any version."""
    try:
        return bool(_document(folder).get("format") == FORMAT)
    except (OSError, ValueError, AttributeError):
        return False


def _document(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return document


def read_manifest(*, folder: Path) -> Manifest:
    """
    Read the manifest of a snapshot.

    Raises
    ------
    NotASnapshot
        If the folder is none, or of another version.
    DamagedSnapshot
        If the manifest cannot be read.
    """
    if not (folder / MANIFEST).is_file():
        raise NotASnapshot(
            f"{folder}: there is no directory of clinicians here. Make one with `unpinch directory build --nppes FILE "
            f"--out {folder}`."
        )
    try:
        document = _document(folder)
        _refuse_other_versions(document=document, folder=folder)
        return _read(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DamagedSnapshot(f"{folder}: its {MANIFEST} cannot be read. {BUILD_AGAIN}") from None


BUILD_AGAIN = "Build it again with `unpinch directory build`."


def _refuse_other_versions(*, document: dict[str, Any], folder: Path) -> None:
    if document["format"] != FORMAT:
        raise NotASnapshot(f"{folder}: its {MANIFEST} is not that of a directory of clinicians. Choose another folder.")
    if document["format_version"] != FORMAT_VERSION:
        raise NotASnapshot(
            f"{folder}: it has version {document['format_version']} of the format, and this program reads version "
            f"{FORMAT_VERSION}. {BUILD_AGAIN}"
        )


def _read(document: dict[str, Any]) -> Manifest:
    return Manifest(
        built_at=datetime.fromisoformat(document["built_at"]),
        demonstration=bool(document["demonstration"]),
        sources=tuple(_read_source(source) for source in document["sources"]),
        rows_read=int(document["rows_read"]),
        mended_rows=int(document["mended_rows"]),
        rejected=tuple(
            Rejected(reason=RejectedFor(row["reason"]), rows=int(row["rows"]), first_row=int(row["first_row"]))
            for row in document["rejected"]
        ),
        counts={name: int(count) for name, count in document["counts"].items()},
        specialties={name: tuple(prefixes) for name, prefixes in document["specialties"].items()},
        order={name: int(number) for name, number in document["order"].items()},
        parts_folder=str(document["parts_folder"]),
        parts={name: Part(**part) for name, part in document["parts"].items()},
    )


def _read_source(source: dict[str, Any]) -> Source:
    released = source["release_date"]
    return Source(**{**source, "release_date": date.fromisoformat(released) if released else None})
