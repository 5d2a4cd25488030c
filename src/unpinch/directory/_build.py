"""Public files -> a snapshot, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from unpinch.kernel import Text

from ._assemble import assemble
from ._beside import Beside
from ._gather import Files
from ._manifest import Manifest, SourceAccount, write_manifest
from ._parts import PartWriter
from ._reader import Progress, ProviderReader
from ._release import publish, release_folder
from ._rows import REJECTION_WORDS, RejectedFor
from ._source import Source
from ._specialties import current_specialties
from ._step import OnStep, unseen
from ._weights import order_fingerprint
from ._write import write_content
from ._zips import zip_table


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

    `mended_rows` held bytes that are not UTF-8, and were read as cp1252. `source` is the provider file; `accounts` say
    what became of the rows of the other files.
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
    accounts: tuple[SourceAccount, ...]


def build(
    *,
    nppes: Path,
    out: Path,
    built_at: datetime,
    locations: Path | None = None,
    medicare: Sequence[str | Path] = (),
    doctors: Path | None = None,
    other_names: Path | None = None,
    endpoints: Path | None = None,
    deactivated: Path | None = None,
    demonstration: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """
    Make a snapshot of the national provider file, joined with other public files.

    Every active individual with a place is kept, of whatever profession. Columns are found by their names, whatever
    their number and order; licence numbers, other identifiers and tax numbers are never read. Each file is read once,
    in blocks: memory does not grow with the text of the provider file.

    Parameters
    ----------
    nppes
        The provider file as CMS publishes it: .csv, .csv.gz, or the monthly or weekly .zip. Of a zip, the further
        locations, other names and endpoints are read too, where no other file is given for them.
    out
        Folder of the snapshot. A snapshot that is there is replaced in one step; other content is refused.
    built_at
        When this is; with a time zone. Records are as old as they are on this day.
    locations
        Further practice locations (pl_pfile), or the zip that holds it.
    medicare
        Files of Medicare by Provider and Service, or by Provider, each of one year; `YEAR=FILE` where the name of the
        file does not say the year.
    doctors
        The Medicare Doctors and Clinicians file.
    other_names, endpoints
        The other files of the publisher's zip (othername_pfile, endpoint_pfile).
    deactivated
        The list of deactivated numbers: whoever is in it is left out.
    demonstration
        Whether the files are fictional; every page then says so.
    progress
        Called after each block.

    Returns
    -------
    BuildReport
        Rows read, kept, and rejected by reason, of every file.

    Raises
    ------
    BadSourceFile
        If a file is not what it should be, is cut or damaged, or nothing in the provider file can be kept.
    CannotWriteSnapshot
        If `out` cannot be written, or the disk is full. What was there before is untouched.

    References
    ----------
    https://download.cms.gov/nppes/NPI_Files.html
    """
    if built_at.tzinfo is None:
        raise ValueError("built_at must have a time zone")
    files = Files(
        locations=locations,
        medicare=tuple(str(file) for file in medicare),
        doctors=doctors,
        other_names=other_names,
        endpoints=endpoints,
        deactivated=deactivated,
    ).with_members_of(nppes)
    with release_folder(out=out) as (release, parts_folder):
        parts, workspace = PartWriter(release / parts_folder), release.parent
        specialties = current_specialties()
        reader = ProviderReader(
            nppes=nppes, spool=workspace / "spool.arrow", specialties=specialties, progress=progress
        )
        with Beside(files=files, progress=progress) as beside:
            reader.read(between=beside.complain)
            gathered = beside.gathered()
        content, accounts = assemble(reader=reader, gathered=gathered, workspace=workspace)
        counts = write_content(
            content=content, zips=zip_table(), today=built_at.date(), parts=parts, progress=_writing(progress)
        )
        manifest = Manifest(
            built_at=built_at,
            demonstration=demonstration,
            sources=(reader.source, *(account.source for account in accounts)),
            rows_read=reader.rows_read,
            mended_rows=reader.mended_rows,
            rejected=reader.rejected,
            counts=counts,
            specialties=dict(zip(specialties.ids, specialties.prefixes, strict=True)),
            kinds_of_care=gathered.kinds,
            accounts=accounts,
            order=order_fingerprint(),
            parts_folder=parts_folder,
            parts=dict(sorted(parts.parts.items())),
        )
        write_manifest(manifest=manifest, folder=release)
        publish(release=release, parts=parts_folder, out=out)
    return report_of(manifest=manifest, out=out)


def _writing(progress: Callable[[Progress], None] | None) -> OnStep:
    if progress is None:
        return unseen
    return lambda step: progress(Progress(step.done, step.done, step.total, step="writing"))


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
        accounts=manifest.accounts,
    )
