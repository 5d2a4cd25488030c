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
# Holds the manifests of all versions that can be chosen; see `_versions`.
VERSIONS = "versions"
# The count of people with several places.
SEVERAL = "clinicians_with_several_places"
FORMAT = "unpinch-directory"
# Goes up when a program of before could not read what we write.
FORMAT_VERSION = 3


@dataclass(frozen=True)
class Rejected:
    """How many rows were rejected for one reason, and which came first (the header is row 1)."""

    reason: RejectedFor
    rows: int
    first_row: int


# What the files besides the provider file are called in a manifest.
LOCATIONS, OTHER_NAMES, ENDPOINTS, DEACTIVATED = "locations", "other_names", "endpoints", "deactivated"
SERVICES, TOTALS, DOCTORS = "medicare_services", "medicare_totals", "doctors"


@dataclass(frozen=True)
class SourceAccount:
    """
    What became of every row of one file besides the provider file: `rows_read` is `rows_kept` and all of `rejected`.

    `what` is one of the names above, `year` the year that the file is about, None where it is about none;
    `rejected` counts rows by reason. `clinicians` says how many clinicians of the directory it says something of.
    """

    what: str
    source: Source
    rows_read: int
    rows_kept: int
    rejected: Mapping[str, int]
    mended_rows: int
    clinicians: int
    year: int | None = None


@dataclass(frozen=True)
class UpdateAccount:
    """
    What a weekly file changed.

    Of its rows, `rows_read` is `added`, `replaced`, `same` and all of `rejected`. Of the clinicians, there were
    `replaced`, `unchanged` and all of `removed` before, and there are `added`, `replaced` and `unchanged` now; `same`
    are some of the unchanged. `removed` counts by what made them leave: "weekly_file", "deactivation_list" or
    "place_unknown".
    """

    updated_at: datetime
    sources: tuple[Source, ...]
    rows_read: int
    mended_rows: int
    rejected: Mapping[str, int]
    added: int
    replaced: int
    same: int
    unchanged: int
    removed: Mapping[str, int]


@dataclass(frozen=True)
class Manifest:
    """
    What a snapshot says of itself.

    `sources` begins with the provider file; `accounts` say what became of the rows of the others. `kinds_of_care` are
    in the order of their levels in the traits.
    `counts` says how many clinicians, locations, places (ZIP codes with somebody), groups and name words there are;
    `rows_read`, `rejected` and `accounts` are of the build: `rows_read` is `counts["clinicians"]` and all of `rejected`
    before the first of `updates`, which say what became of the clinicians since, in order. `order` is what the order of
    rows rests on.
    """

    built_at: datetime
    demonstration: bool
    sources: tuple[Source, ...]
    rows_read: int
    mended_rows: int
    rejected: tuple[Rejected, ...]
    counts: Mapping[str, int]
    specialties: Mapping[str, tuple[str, ...]]
    kinds_of_care: tuple[str, ...]
    accounts: tuple[SourceAccount, ...]
    order: Mapping[str, int]
    parts_folder: str
    parts: Mapping[str, Part]
    updates: tuple[UpdateAccount, ...] = ()


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


def _document(folder: Path, name: str = MANIFEST) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return document


def read_manifest(*, folder: Path, version: str | None = None) -> Manifest:
    """
    Read the manifest of a snapshot: of the version that answers, or of another one by its name.

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
    name = MANIFEST if version is None else f"{VERSIONS}/{version}.json"
    try:
        document = _document(folder, name)
        _refuse_other_versions(document=document, folder=folder)
        return _read(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DamagedSnapshot(f"{folder}: its {name} cannot be read. {BUILD_AGAIN}") from None


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
        kinds_of_care=tuple(str(kind) for kind in document["kinds_of_care"]),
        accounts=tuple(
            SourceAccount(**{**account, "source": _read_source(account["source"])}) for account in document["accounts"]
        ),
        order={name: int(number) for name, number in document["order"].items()},
        parts_folder=str(document["parts_folder"]),
        parts={name: Part(**part) for name, part in document["parts"].items()},
        updates=tuple(_read_update(update) for update in document["updates"]),
    )


def _read_update(update: dict[str, Any]) -> UpdateAccount:
    return UpdateAccount(
        **{
            **update,
            "updated_at": datetime.fromisoformat(update["updated_at"]),
            "sources": tuple(_read_source(source) for source in update["sources"]),
        }
    )


def _read_source(source: dict[str, Any]) -> Source:
    released = source["release_date"]
    return Source(**{**source, "release_date": date.fromisoformat(released) if released else None})
