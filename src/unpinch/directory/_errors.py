"""What can go wrong with the directory; every message is one line that says what is wrong, where, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unpinch.kernel import UnpinchError


class DirectoryError(UnpinchError):
    """Something about the directory could not be done."""


class BadWeights(DirectoryError):
    """The points of the ranking do not fit together; nobody is ranked by them."""


class BadSourceFile(DirectoryError):
    """A public file that was given cannot be used."""


class BadProviderFile(BadSourceFile):
    """The file given as national provider file cannot be used."""


class NotTheFile(BadSourceFile):
    """The file is something else: another file of the same publisher, a web page, a picture."""


class NotTheProviderFile(NotTheFile, BadProviderFile):
    """The file given as national provider file is something else."""


class MissingColumn(BadSourceFile):
    """A column the directory needs is not in the header, or comes twice."""


class CutFile(BadSourceFile):
    """The file ends too early."""


class DamagedFile(BadSourceFile):
    """The file was changed by another program, or its rows do not fit its header."""


class UnknownYear(BadSourceFile):
    """Neither the name of the file nor who gave it says of which year it is."""


class NothingToKeep(BadProviderFile):
    """No row of the file is an active clinician with a place."""


class BadUpdate(DirectoryError):
    """The weekly file does not suit the directory: it is older, or would make most of whom it names leave."""


class CannotWriteSnapshot(DirectoryError):
    """The snapshot could not be written; what was there before is untouched."""


class DiskFull(CannotWriteSnapshot):
    """There is no room left."""


class FolderInUse(CannotWriteSnapshot):
    """The folder to write to holds something that is not a snapshot."""


class AnotherCameFirst(CannotWriteSnapshot):
    """While an update was made, another version took the place of the one it was made from."""


class NoSuchVersion(DirectoryError):
    """The snapshot folder has no version of that name."""


class NotASnapshot(DirectoryError):
    """The folder is not a snapshot of this version."""


class DamagedSnapshot(DirectoryError):
    """The folder is a snapshot, and a part of it is missing or was changed."""


class NoSuchClinician(DirectoryError):
    """No clinician in the directory has that NPI."""


class BadQuery(DirectoryError):
    """The question cannot be answered as it was asked."""


class UnknownPlace(BadQuery):
    """The place is not a ZIP code we know a point for, nor a latitude and longitude."""


class BadDistance(BadQuery):
    """The distance is not one that can be searched."""


class UnknownSpecialty(BadQuery):
    """No such kind of clinician."""


class UnknownCare(BadQuery):
    """No such treatment."""


class NothingAsked(BadQuery):
    """Neither a place nor a name was given."""


class BadPage(BadQuery):
    """Page or number of results is out of range."""


# What a system says when there is no room: no space, over quota, larger than a file may be.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def said_plainly(*, path: Path) -> Iterator[None]:
    """Turn what the system says about writing to `path` into one line."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno in _NO_ROOM:
            raise DiskFull(
                f"{path}: the disk is full; nothing was kept. Free some space or choose another folder, and try again."
            ) from None
        raise CannotWriteSnapshot(
            f"{path}: cannot be written ({wrong.strerror or wrong}). Choose another folder, and run it again."
        ) from None
