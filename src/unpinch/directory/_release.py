"""Put a snapshot in place whole or not at all, and replace one in a single step."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ._errors import FolderInUse, said_plainly
from ._manifest import MANIFEST, is_snapshot

PARTS = "parts-"


@contextmanager
def release_folder(*, out: Path) -> Iterator[tuple[Path, str]]:
    """
    Give a new folder beside `out` to build in, and the name of the folder for the parts in it.

    It is gone afterwards, whatever happens; `publish` takes its content away before that. One left behind by a build
    that was killed is removed first.

    Raises
    ------
    FolderInUse
        If `out` holds something that is not a snapshot.
    CannotWriteSnapshot
        If the system does not let us write there, now or while building.
    """
    _refuse_other_content(out)
    place = out.absolute()
    with said_plainly(path=out):
        place.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(place)
        building = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
        with _held(building):
            try:
                # Its own folder inside: the outer one is closed to other people, as temporary folders are.
                release = building / "release"
                parts = PARTS + building.name.removeprefix(_prefix(place))
                (release / parts).mkdir(parents=True)
                yield release, parts
            finally:
                shutil.rmtree(building, ignore_errors=True)


def _prefix(place: Path) -> str:
    return f".{place.name}.building-"


def _refuse_other_content(out: Path) -> None:
    if out.is_dir() and not is_snapshot(folder=out) and any(out.iterdir()):
        raise FolderInUse(f"{out}: this folder holds other things. Choose an empty or a new folder for --out.")
    if out.exists() and not out.is_dir():
        raise FolderInUse(f"{out}: this is a file. Choose an empty or a new folder for --out.")


def _remove_leftovers(place: Path) -> None:
    for folder in place.parent.glob(f"{_prefix(place)}*"):
        # A build that runs holds its folder; what nobody holds was left by one that was killed.
        with suppress(BlockingIOError), _held(folder):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path, *, wait: bool = False) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)


def publish(*, release: Path, parts: str, out: Path) -> None:
    """
    Put a finished release in place.

    A first one is renamed to `out`. In an earlier one, the new parts are put beside the old; then the new manifest
    takes the place of the old in one step. Programs that have the old one open go on reading it.
    """
    _sync(release / parts)
    _sync(release)
    # A link to a snapshot is a way to choose among several: its target is what is replaced.
    out = out.resolve()
    try:
        release.rename(out)
    except OSError as there:
        if there.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        _replace(release=release, parts=parts, out=out)
    _sync(out.absolute().parent)


def _replace(*, release: Path, parts: str, out: Path) -> None:
    # Held, so that of two builds that end together one does not remove what the other has just put there.
    with _held(out, wait=True):
        (release / parts).rename(out / parts)
        (release / MANIFEST).replace(out / MANIFEST)
        _sync(out)
        for earlier in out.glob(f"{PARTS}*"):
            if earlier.name != parts:
                shutil.rmtree(earlier, ignore_errors=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
