"""Which of the publisher's files a monthly or weekly zip holds."""

from __future__ import annotations

import zipfile
from pathlib import Path

from unpinch.directory._errors import CutFile, NotTheFile
from unpinch.directory._source import HEADER_MEMBER, PROVIDER_FILE, FileKind, refuse_what_is_no_file

from . import endpoints, locations, other_names

_KINDS: dict[str, FileKind] = {
    "provider": PROVIDER_FILE,
    "locations": locations.LAYOUT,
    "other_names": other_names.LAYOUT,
    "endpoints": endpoints.LAYOUT,
}


def members(*, path: Path) -> dict[str, str]:
    """
    Say which files the publisher's monthly or weekly zip holds.

    Parameters
    ----------
    path
        The zip. Each reader takes it as it is, and finds its member.

    Returns
    -------
    dict[str, str]
        Name of the member by the name of its reader: `provider`, `locations`, `other_names`, `endpoints`. One that the
        zip lacks is not there; a plain or gzipped file holds none.

    Raises
    ------
    CutFile
        If the zip has no end.
    NotTheFile
        If two members could be the same file.
    """
    refuse_what_is_no_file(path=path, kind=PROVIDER_FILE)
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise CutFile(f"{path}: the zip has no end; it was cut. Download it again with `unpinch directory fetch`.")
        return {}
    with zipfile.ZipFile(path) as bundle:
        names = bundle.namelist()
    found = {word: _of_kind(kind=kind, names=names, path=path) for word, kind in _KINDS.items()}
    return {word: name for word, name in found.items() if name}


def _of_kind(*, kind: FileKind, names: list[str], path: Path) -> str | None:
    fits = [name for name in names if kind.member.search(name) and not HEADER_MEMBER.search(name)]
    if len(fits) > 1:
        raise NotTheFile(
            f"{path}: the zip holds {len(fits)} files that could be {kind.words}. Unpack it, and give the one meant."
        )
    return fits[0] if fits else None
