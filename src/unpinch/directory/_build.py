"""The national provider file -> a snapshot, whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from unpinch.kernel import Text

from ._blocks import read_blocks
from ._errors import NothingToKeep
from ._manifest import Manifest, Rejected, write_manifest
from ._names import NameWords
from ._order import ByNpi, Numbers, gather_numbers, order_by_npi, write_order
from ._parts import PartWriter
from ._release import publish, release_folder
from ._rows import (
    CLINICIAN_TEXT,
    LOCATION_TEXT,
    REJECTION_WORDS,
    TEXT_COLUMNS,
    KeptRows,
    RejectedFor,
    RejectedRows,
    sort_block,
)
from ._source import Source, open_source
from ._specialties import SpecialtyBits, current_specialties
from ._spool import Spool
from ._weights import order_fingerprint
from ._zips import zip_table


@dataclass(frozen=True)
class Progress:
    """How far a build is: rows read so far, and bytes read of all there are (unpacked bytes for a zip)."""

    rows_read: int
    bytes_read: int
    bytes_total: int


@dataclass(frozen=True)
class RejectedCount:
    """How many rows were rejected for one reason, in words, and the first of them (the header is row 1)."""

    reason: RejectedFor
    rows: int
    first_row: int
    text: Text


@dataclass(frozen=True)
class BuildReport:
    """
    What became of every row: `rows_read` is `rows_kept` and all of `rejected`, exactly.

    `mended_rows` held bytes that are not UTF-8, and were read as cp1252.
    """

    out: Path
    source: Source
    built_at: datetime
    demonstration: bool
    rows_read: int
    rows_kept: int
    rejected: tuple[RejectedCount, ...]
    mended_rows: int
    places: int


def build(
    *,
    nppes: Path,
    out: Path,
    built_at: datetime,
    demonstration: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """
    Make a snapshot of the national provider file.

    Every active individual with a place is kept, of whatever profession. Columns are found by their names, whatever
    their number and order; licence numbers, other identifiers and tax numbers are never read. The file is read once,
    in blocks: memory does not grow with the text in it.

    Parameters
    ----------
    nppes
        The provider file as CMS publishes it: .csv, .csv.gz, or the monthly or weekly .zip.
    out
        Folder of the snapshot. A snapshot that is there is replaced in one step; other content is refused.
    built_at
        When this is; with a time zone. Records are as old as they are on this day.
    demonstration
        Whether the file is fictional; every page then says so.
    progress
        Called after each block.

    Returns
    -------
    BuildReport
        Rows read, kept, and rejected by reason.

    Raises
    ------
    BadProviderFile
        If the file is not the provider file, is cut or damaged, or nothing in it can be kept.
    CannotWriteSnapshot
        If `out` cannot be written, or the disk is full. What was there before is untouched.

    References
    ----------
    https://download.cms.gov/nppes/NPI_Files.html
    """
    if built_at.tzinfo is None:
        raise ValueError("built_at must have a time zone")
    with release_folder(out=out) as (release, parts_folder):
        parts = PartWriter(release / parts_folder)
        reader = _Reader(nppes=nppes, spool=release.parent / "spool.arrow", progress=progress)
        reader.read()
        by_npi = reader.in_order()
        counts = _write_parts(reader=reader, by_npi=by_npi, built_at=built_at, parts=parts)
        manifest = Manifest(
            built_at=built_at,
            demonstration=demonstration,
            counts=counts,
            order=order_fingerprint(),
            parts_folder=parts_folder,
            parts=parts.parts,
            **reader.account(),
        )
        write_manifest(manifest=manifest, folder=release)
        publish(release=release, parts=parts_folder, out=out)
    return report_of(manifest=manifest, out=out)


def report_of(*, manifest: Manifest, out: Path) -> BuildReport:
    """Give the report of a build again, as the snapshot remembers it."""
    return BuildReport(
        out=out,
        source=manifest.sources[0],
        built_at=manifest.built_at,
        demonstration=manifest.demonstration,
        rows_read=manifest.rows_read,
        rows_kept=manifest.counts["clinicians"],
        rejected=tuple(
            RejectedCount(row.reason, row.rows, row.first_row, REJECTION_WORDS[row.reason]) for row in manifest.rejected
        ),
        mended_rows=manifest.mended_rows,
        places=manifest.counts["places"],
    )


class _Reader:
    """Reads the file once: text goes to the spool, numbers stay in memory, rejected rows are counted."""

    source: Source
    numbers: Numbers

    def __init__(self, *, nppes: Path, spool: Path, progress: Callable[[Progress], None] | None) -> None:
        self.specialties: SpecialtyBits = current_specialties()
        self.words = NameWords()
        self.rows_read = self.mended_rows = 0
        self._nppes = nppes
        self._progress = progress
        self._kept: list[KeptRows] = []
        self._rows_kept = 0
        self._rejected: Counter[RejectedFor] = Counter()
        self._first: dict[RejectedFor, int] = {}
        self._spool_path = spool

    def read(self) -> None:
        self.spool = Spool(path=self._spool_path, columns=TEXT_COLUMNS)
        with self.spool, open_source(path=self._nppes) as (stream, describe):
            columns, blocks = read_blocks(stream=stream)
            for block in blocks:
                kept, rejected = sort_block(
                    block=block, columns=columns, zips=zip_table(), specialties=self.specialties, path=self._nppes
                )
                self._add(kept=kept, rejected=rejected)
                self.rows_read += block.rows.height
                self.mended_rows += block.mended_rows
                if self._progress:
                    self._progress(Progress(self.rows_read, stream.taken_bytes, stream.total_bytes))
            self.source = describe()

    def _add(self, *, kept: KeptRows, rejected: tuple[RejectedRows, ...]) -> None:
        self.spool.add(kept.text)
        self.words.add(text=kept.text, first_row=self._rows_kept)
        self._rows_kept += kept.text.height
        # The text is on disk now; what stays is some 30 bytes a row.
        self._kept.append(replace(kept, text=kept.text.clear()))
        for each in rejected:
            self._rejected[each.reason] += each.rows
            self._first.setdefault(each.reason, each.first_row)

    def in_order(self) -> ByNpi:
        if not self._rows_kept:
            raise NothingToKeep(self._why_nothing())
        self.numbers = gather_numbers(self._kept)
        self._kept.clear()
        by_npi = order_by_npi(self.numbers)
        if len(by_npi.repeated_rows):
            self._rejected[RejectedFor.DUPLICATE] = len(by_npi.repeated_rows)
            self._first[RejectedFor.DUPLICATE] = int(by_npi.repeated_rows[0])
        return by_npi

    def account(self) -> dict[str, Any]:
        """Give what the manifest says of the file."""
        return {
            "sources": (self.source,),
            "rows_read": self.rows_read,
            "mended_rows": self.mended_rows,
            "rejected": self.rejected,
            "specialties": dict(zip(self.specialties.ids, self.specialties.prefixes, strict=True)),
        }

    def _why_nothing(self) -> str:
        if not self.rows_read:
            return f"{self._nppes}: there are no rows after the header. Take the file as it is published."
        why = "; ".join(f"{REJECTION_WORDS[each.reason]}: {each.rows:,}" for each in self.rejected)
        return (
            f"{self._nppes}: none of its {self.rows_read:,} rows can be kept ({why}). Check that it is the file meant."
        )

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        found = (reason for reason in RejectedFor if self._rejected[reason])
        return tuple(Rejected(reason, self._rejected[reason], self._first[reason]) for reason in found)


def _write_parts(*, reader: _Reader, by_npi: ByNpi, built_at: datetime, parts: PartWriter) -> dict[str, int]:
    clinician = write_order(numbers=reader.numbers, by_npi=by_npi, zips=zip_table(), today=built_at.date(), parts=parts)
    parts.text("clinicians", CLINICIAN_TEXT, reader.spool.in_order(by_npi.order, CLINICIAN_TEXT))
    parts.text("locations", LOCATION_TEXT, reader.spool.in_order(by_npi.order[clinician], LOCATION_TEXT))
    words = reader.words.write(parts=parts, clinician_of_row=by_npi.clinician_of_row)
    return {
        "clinicians": len(by_npi.order),
        "locations": len(clinician),
        "places": len(np.unique(reader.numbers.zip_slot[by_npi.order])),
        "name_words": words,
    }
