"""Put a snapshot in place whole or not at all, and replace one in a single step."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ._errors import AnotherCameFirst, FolderInUse, said_plainly
from ._held import held, sync
from ._manifest import MANIFEST, is_snapshot
from ._versions import PARTS, VERSIONS_KEPT, prune, register, register_answering


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
        with _building(place) as building:
            try:
                # Its own folder inside: the outer one is closed to other people, as temporary folders are.
                release = building / "release"
                parts = PARTS + building.name.removeprefix(_prefix(place))
                (release / parts).mkdir(parents=True)
                yield release, parts
            finally:
                shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _building(place: Path) -> Iterator[Path]:
    """Give a new folder to build in, held."""
    while True:
        building = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
        with ExitStack() as stack:
            # Between the two steps another build that starts can take it for a leftover: then there is another try.
            with suppress(FileNotFoundError):
                stack.enter_context(held(building, wait=True))
            if building.is_dir():
                yield building
                return


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
        with suppress(BlockingIOError, FileNotFoundError), held(folder):
            shutil.rmtree(folder, ignore_errors=True)


def publish(*, release: Path, parts: str, out: Path, keep: int = VERSIONS_KEPT, instead_of: str | None = None) -> None:
    """
    Put a finished release in place, as one more version that is the one to answer.

    A first one is renamed to `out`. In an earlier one, the new parts are put beside the old; then the new manifest
    takes the place of the old in one step. Programs that have the old one open go on reading it.

    Parameters
    ----------
    release, parts
        As `release_folder` gave them; the manifest is written.
    out
        Where it goes.
    keep
        How many versions stay: the new one first, then the one it replaces, then the newest of the others.
    instead_of
        The folder of parts that must be the one that answers now, as of what an update was made from.

    Raises
    ------
    AnotherCameFirst
        If it is not; nothing was changed.
    """
    sync(release / parts)
    sync(release / MANIFEST)
    # A link to a snapshot is a way to choose among several: its target is what is replaced.
    out = out.resolve()
    if instead_of is not None or not _put_first(release=release, out=out):
        _replace(release=release, parts=parts, out=out, keep=keep, instead_of=instead_of)
    sync(out.absolute().parent)


def _put_first(*, release: Path, out: Path) -> bool:
    """Rename the release to `out`; give False where something is there."""
    register(manifest=release / MANIFEST, folder=release)
    sync(release)
    try:
        release.rename(out)
    except OSError as there:
        if there.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        return False
    return True


def _replace(*, release: Path, parts: str, out: Path, keep: int, instead_of: str | None) -> None:
    # Held, so that of two builds that end together one does not remove what the other has just put there.
    with held(out, wait=True):
        replaced = register_answering(folder=out)
        if instead_of is not None and replaced != instead_of:
            raise AnotherCameFirst(
                f"{out}: another version took the place of the one this update was made from. Run the update again."
            )
        (release / parts).rename(out / parts)
        register(manifest=release / MANIFEST, folder=out)
        (release / MANIFEST).replace(out / MANIFEST)
        sync(out)
        prune(folder=out, keep=keep, first=(parts, replaced))
