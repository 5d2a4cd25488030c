"""A snapshot and a weekly file -> the next version of the snapshot, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from unpinch.kernel import say

from ._errors import BadUpdate, NothingToKeep
from ._gather import Files, Gathered, gather
from ._join import ADDRESS_TEXT, MorePlaces, more_places
from ._manifest import DEACTIVATED, LOCATIONS, UpdateAccount, write_manifest
from ._merge import BoolArray, Merged, Weekly, merge
from ._parts import PartWriter
from ._people import More, People, clinician_of
from ._reader import Progress, ProviderReader
from ._release import publish, release_folder
from ._reopen import Reopened, reopen
from ._rows import RejectedFor
from ._snapshot import Snapshot, open_snapshot
from ._source import Source
from ._specialties import current_specialties
from ._spool import Spool, TextRows
from ._step import OnStep, Step, unseen
from ._traits import SECOND_PLACE
from ._versions import VERSIONS_KEPT, Version, versions
from ._weights import order_fingerprint
from ._write import Content, write_content
from ._zips import IntArray, zip_table

# A weekly file makes 3 in 100 of those it names leave. Where it is most of them, and not a handful, its columns have
# been swapped or its rows were cut.
_MANY_LEAVING, _LARGE_SHARE = 1000, 0.5


@dataclass(frozen=True)
class UpdateReport:
    """What an update changed, and the version that it made."""

    path: Path
    version: Version
    account: UpdateAccount
    clinicians: int


def update(
    *,
    path: Path,
    nppes: Path,
    updated_at: datetime,
    locations: Path | None = None,
    deactivated: Path | None = None,
    keep: int = VERSIONS_KEPT,
    progress: OnStep = unseen,
) -> UpdateReport:
    """
    Make the next version of a snapshot from the one that answers and a weekly file.

    Changed rows replace those that were there, new ones are added; who is in a row that is rejected, or in the list of
    deactivated numbers, leaves. What other files said of a clinician stays: experience, groups, further places.
    Everybody's record is as old as it is on this day. Searches are answered as after a build from the whole file with
    the same changes; levels of experience are compared with those of others anew at the next build.

    Parameters
    ----------
    path
        The snapshot folder.
    nppes
        The weekly file as CMS publishes it: .csv, .csv.gz or .zip. A later whole file will do, too.
    updated_at
        When this is; with a time zone.
    locations
        Further practice locations of the same week (pl_pfile): all that those in the weekly file have. Of a weekly zip
        they are read too; without them everybody keeps those they had.
    deactivated
        The list of deactivated numbers.
    keep
        How many versions stay.
    progress
        Called on the way.

    Returns
    -------
    UpdateReport
        What changed.

    Raises
    ------
    BadSourceFile
        If a file is not what it should be, is cut or damaged.
    BadUpdate
        If the weekly file is older than what the snapshot holds, or would make most of those it names leave.
    NotASnapshot, DamagedSnapshot
        If there is no snapshot that can be brought up to date; it has to be built.
    CannotWriteSnapshot
        If the folder cannot be written, the disk is full, or another version came first. The present one goes on.

    References
    ----------
    https://download.cms.gov/nppes/NPI_Files.html
    """
    if updated_at.tzinfo is None:
        raise ValueError("updated_at must have a time zone")
    snapshot = open_snapshot(path=path)
    with release_folder(out=path) as (release, parts_folder):
        parts = PartWriter(release / parts_folder)
        updating = _Updating(snapshot=snapshot, nppes=nppes, spool=release.parent / "spool.arrow", progress=progress)
        updating.read(_files(nppes=nppes, locations=locations, deactivated=deactivated))
        content, merged = updating.merge()
        counts = write_content(
            content=content, zips=zip_table(), today=updated_at.date(), parts=parts, progress=progress
        )
        account = updating.account(merged=merged, updated_at=updated_at)
        manifest = replace(
            snapshot.manifest,
            built_at=updated_at,
            sources=(*snapshot.manifest.sources, *account.sources),
            counts=counts,
            specialties=dict(zip(updating.specialties.ids, updating.specialties.prefixes, strict=True)),
            order=order_fingerprint(),
            parts_folder=parts_folder,
            parts=parts.parts,
            updates=(*snapshot.manifest.updates, account),
        )
        write_manifest(manifest=manifest, folder=release)
        publish(release=release, parts=parts_folder, out=path, keep=keep, instead_of=snapshot.manifest.parts_folder)
    return UpdateReport(path=path, version=_answering(path), account=account, clinicians=counts["clinicians"])


def _files(*, nppes: Path, locations: Path | None, deactivated: Path | None) -> Files:
    given = Files(locations=locations, deactivated=deactivated)
    # The publisher's zip holds the further places of the same week.
    return replace(given, locations=given.with_members_of(nppes).locations)


def _answering(path: Path) -> Version:
    return next(version for version in versions(path=path) if version.is_answering)


class _Updating:
    """One update: reads the files, decides who leaves, merges, and gives the account of it."""

    def __init__(self, *, snapshot: Snapshot, nppes: Path, spool: Path, progress: OnStep) -> None:
        self.specialties = current_specialties()
        self._snapshot = snapshot
        self._nppes = nppes
        self._progress = progress
        self._reader = ProviderReader(
            nppes=nppes, spool=spool, specialties=self.specialties, progress=_as_steps(progress)
        )

    def read(self, files: Files) -> None:
        """Read the weekly file and those beside it."""
        self._has_locations = files.locations is not None
        self._gathered: Gathered = gather(files=files, progress=_as_steps(self._progress))
        self._reader.read()
        self._refuse_older(self._reader.source)

    def _refuse_older(self, source: Source) -> None:
        """Complain about a weekly file of a day before the newest provider file in the snapshot."""
        manifest = self._snapshot.manifest
        held = [manifest.sources[0], *(update.sources[0] for update in manifest.updates)]
        newest = max((each.release_date for each in held if each.release_date), default=date.min)
        if source.release_date and source.release_date < newest:
            raise BadUpdate(
                f"{self._nppes}: it is of {source.release_date}, and the directory holds a file of {newest} already. "
                "Take a later weekly file."
            )

    def merge(self) -> tuple[Content, Merged]:
        """Give what the new version is written from."""
        old = reopen(snapshot=self._snapshot, zips=zip_table(), specialties=self.specialties)
        people, addresses, names = self._reader.in_order(may_be_nobody=True)
        listed = self._gathered.frames[DEACTIVATED]["npi"]
        stays = ~_named(listed, people.npi)
        self._reader.reject(reason=RejectedFor.IN_DEACTIVATION_LIST, rows=int((~stays).sum()))
        new = np.cumsum(stays) - 1
        has_name = stays[names.clinician]
        people = people.only(stays)
        weekly = Weekly(
            people=people,
            addresses=replace(addresses.only(stays), clinician=np.arange(int(stays.sum()))),
            names=More(clinician=new[names.clinician[has_name]], text=names.text.filter(has_name)),
            text=TextRows(self._reader.spool_path),
            places=self._places(people),
        )
        gone = self._leaving(old=old, weekly=weekly, listed=listed)
        texts = (
            TextRows(*old.people_text, self._reader.spool_path),
            TextRows(*old.address_text, self._reader.spool_path, *self._spooled(weekly.places)),
        )
        content, merged = merge(old=old, weekly=weekly, gone=gone, texts=texts, zips=zip_table())
        if not len(content.people.npi):
            raise NothingToKeep(
                f"{self._nppes}: after this update nobody would be left. Check that it is the file meant."
            )
        return content, merged

    def _places(self, people: People) -> MorePlaces | None:
        """Give the further places of those in the weekly file; None where no file of them was given."""
        if not self._has_locations:
            return None
        frame = self._gathered.frames[LOCATIONS]
        return more_places(frames=[(frame, SECOND_PLACE)], people=people, zips=zip_table())

    def _spooled(self, places: MorePlaces | None) -> tuple[Path, ...]:
        if places is None:
            return ()
        path = self._reader.spool_path.with_name("places.arrow")
        with Spool(path=path, columns=ADDRESS_TEXT) as spool:
            spool.add(places.text)
        return (path,)

    def _leaving(self, *, old: Reopened, weekly: Weekly, listed: pl.Series) -> BoolArray:
        """Say of everybody in the snapshot whether they leave, and count why."""
        ours = old.people.npi
        kept = _named(pl.Series(weekly.people.npi), ours)
        in_list = _named(listed, ours)
        by_file = _named(pl.Series(self._reader.rejected_npi), ours) & ~kept & ~in_list
        by_place = old.without_place & ~kept & ~in_list & ~by_file
        self._refuse_many(leaving=int(by_file.sum()), named=int((by_file | kept).sum()))
        why = {"weekly_file": by_file, "deactivation_list": in_list, "place_unknown": by_place}
        self._before = len(ours)
        self._removed = {reason: int(who.sum()) for reason, who in why.items()}
        return by_file | in_list | by_place

    def _refuse_many(self, *, leaving: int, named: int) -> None:
        if leaving > _MANY_LEAVING and leaving > _LARGE_SHARE * named:
            raise BadUpdate(
                f"{self._nppes}: it would make {leaving:,} of the {named:,} clinicians it names leave. Check that its "
                "columns are as they are published; nothing was changed."
            )

    def account(self, *, merged: Merged, updated_at: datetime) -> UpdateAccount:
        """Say what changed."""
        return UpdateAccount(
            updated_at=updated_at,
            sources=(self._reader.source, *(account.source for _what, account, _npi in self._gathered.accounts)),
            rows_read=self._reader.rows_read,
            mended_rows=self._reader.mended_rows,
            rejected={each.reason.value: each.rows for each in self._reader.rejected},
            added=merged.added,
            replaced=merged.replaced,
            same=merged.same,
            unchanged=self._before - merged.replaced - sum(self._removed.values()),
            removed=self._removed,
        )


def _named(npi: pl.Series, people: IntArray) -> BoolArray:
    """Say of everybody in `people`, shape (clinicians,), whether their number is in a list."""
    place = clinician_of(npi=npi, people=people)
    named = np.zeros(len(people), dtype=np.bool_)
    named[place[place >= 0]] = True
    return named


def _as_steps(progress: OnStep) -> Callable[[Progress], None]:
    def say_step(reading: Progress) -> None:
        what = say("reading {file}", file=reading.file)
        progress(Step(what=what, done=reading.bytes_read, total=reading.bytes_total, unit="bytes"))

    return say_step
