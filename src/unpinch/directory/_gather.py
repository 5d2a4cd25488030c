"""Read the public files besides the provider file, each with an account of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from unpinch import knowledge

from ._errors import NotTheFile
from ._manifest import DEACTIVATED, DOCTORS, ENDPOINTS, LOCATIONS, OTHER_NAMES, SERVICES, TOTALS
from ._reader import Progress
from .sources import Account, OnProgress, members, year_and_path
from .sources import deactivated as deactivated_file
from .sources import doctors as doctors_file
from .sources import endpoints as endpoints_file
from .sources import locations as locations_file
from .sources import medicare_services as services_file
from .sources import medicare_totals as totals_file
from .sources import other_names as other_names_file

_SIMPLE = {
    LOCATIONS: locations_file,
    DOCTORS: doctors_file,
    OTHER_NAMES: other_names_file,
    ENDPOINTS: endpoints_file,
    DEACTIVATED: deactivated_file,
}
_SCHEMAS = {
    **{what: module.SCHEMA for what, module in _SIMPLE.items()},
    SERVICES: services_file.SCHEMA,
    TOTALS: totals_file.SCHEMA,
}


@dataclass(frozen=True)
class Files:
    """The files to join; None, or none, where there is none. `medicare` are paths, or YEAR=path."""

    locations: Path | None = None
    medicare: tuple[str, ...] = ()
    doctors: Path | None = None
    other_names: Path | None = None
    endpoints: Path | None = None
    deactivated: Path | None = None

    def with_members_of(self, nppes: Path) -> Files:
        """
        Take what is not given from the publisher's zip.

        Raises
        ------
        BadSourceFile
            If there is no such file, or it is a zip that was cut.
        """
        inside = members(path=nppes)
        return replace(
            self,
            locations=self.locations or (nppes if LOCATIONS in inside else None),
            other_names=self.other_names or (nppes if OTHER_NAMES in inside else None),
            endpoints=self.endpoints or (nppes if ENDPOINTS in inside else None),
        )


@dataclass(frozen=True, eq=False)
class Gathered:
    """
    What the files say: a frame for each kind of file (empty where there was none), and the accounts in order.

    `kinds` are the ids of the kinds of care that procedures are counted as.
    """

    frames: dict[str, pl.DataFrame]
    accounts: tuple[tuple[str, Account, pl.Series], ...]
    kinds: tuple[str, ...]


def gather(*, files: Files, progress: Callable[[Progress], None] | None = None) -> Gathered:
    """
    Read the files.

    Raises
    ------
    BadSourceFile
        If one is not what it should be, is cut or damaged.
    """
    frames: dict[str, list[pl.DataFrame]] = {what: [] for what in _SCHEMAS}
    accounts = []

    def take(what: str, frame: pl.DataFrame, account: Account) -> None:
        frames[what].append(frame)
        accounts.append((what, account, frame["npi"].unique()))

    for what, module in _SIMPLE.items():
        path = getattr(files, what)
        if path is not None:
            take(what, *module.read(path=path, progress=_saying(path, progress)))
    for given in files.medicare:
        take(*_read_medicare(given=given, progress=progress))
    return Gathered(
        frames={what: pl.concat(found) if found else _SCHEMAS[what].to_frame() for what, found in frames.items()},
        accounts=tuple(accounts),
        kinds=tuple(row.id for row in knowledge.kinds_of_care()),
    )


def _read_medicare(*, given: str, progress: Callable[[Progress], None] | None) -> tuple[str, pl.DataFrame, Account]:
    year, path = year_and_path(given=given)
    saying = _saying(path, progress)
    try:
        return SERVICES, *services_file.read(
            path=path, care_of_code=knowledge.care_of_code(), year=year, progress=saying
        )
    except NotTheFile as wrong:
        # The two files of Medicare are given in the same way.
        try:
            return TOTALS, *totals_file.read(path=path, year=year, progress=saying)
        except NotTheFile:
            raise wrong from None


def _saying(path: Path, progress: Callable[[Progress], None] | None) -> OnProgress | None:
    if progress is None:
        return None
    return lambda rows, taken, total: progress(Progress(rows, taken, total, file=path.name))
