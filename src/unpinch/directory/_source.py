"""Open a public file, whether plain, gzipped or in the publisher's zip, as one stream of bytes."""

from __future__ import annotations

import gzip
import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Protocol, cast

from ._errors import BadSourceFile, CutFile, DamagedFile, NotTheFile

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
# The publisher's zip also holds each header alone, in a file of its own.
HEADER_MEMBER = re.compile(r"fileheader\.csv$", re.IGNORECASE)
_PERIOD = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")


@dataclass(frozen=True)
class FileKind:
    """
    One kind of public file.

    Attributes
    ----------
    words
        What it is, for messages: "the provider file".
    shown
        Its name as published, shortened: "npidata_pfile_....csv".
    member
        Tells its name inside a zip, where the publisher's zip holds others too.
    may_be_alone
        Whether the only .csv of a zip is taken for it, whatever its name.
    """

    words: str
    shown: str
    member: re.Pattern[str]
    may_be_alone: bool = False


def member_names(stem: str) -> re.Pattern[str]:
    """Give what tells a member of a zip by the begin of its name, in whatever folder."""
    return re.compile(rf"(^|/){stem}[^/]*\.csv$", re.IGNORECASE)


# Files of 2015 and before have no `pfile` in their name.
PROVIDER_FILE = FileKind("the provider file", "npidata_pfile_....csv", member_names("npidata_(pfile_)?"))


@dataclass(frozen=True)
class Source:
    """One file that went into a snapshot. `release_date` is read from its name, None where the name has no date."""

    name: str
    member: str | None
    size_bytes: int
    sha256: str
    release_date: date | None


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Stream:
    """
    The bytes of a public file, and how far on disk they have been read.

    `read(n)` gives at most `n` unpacked bytes, nothing at the end; faults of the packing become one clear line.
    """

    def __init__(
        self,
        *,
        path: Path,
        unpacked: _Readable,
        taken: Callable[[], int],
        total: int,
        kind: FileKind = PROVIDER_FILE,
        member: str | None = None,
    ) -> None:
        self.path = path
        self.kind = kind
        self.member = member
        self.total_bytes = total
        self._unpacked = unpacked
        self._taken = taken

    @property
    def taken_bytes(self) -> int:
        """Give how many bytes of `total_bytes` have been read."""
        return self._taken()

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes; empty at the end."""
        try:
            return self._unpacked.read(size)
        except EOFError:
            raise CutFile(f"{self.path}: the packed file ends too early. {_DOWNLOAD_AGAIN}") from None
        except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as wrong:
            raise DamagedFile(f"{self.path}: the packed file is damaged ({wrong}). {_DOWNLOAD_AGAIN}") from None
        except OSError as wrong:
            raise BadSourceFile(f"{self.path}: cannot be read ({wrong.strerror}). Check the disk.") from None


_DOWNLOAD_AGAIN = "Download it again with `unpinch directory fetch`."


class _Counted:
    """
    A file that keeps count and digest of what was read from it, so that large files are read only once.

    The digest is taken in a thread of its own, one block behind: it takes as long as reading the columns does.
    """

    def __init__(self, raw: IO[bytes], digester: ThreadPoolExecutor) -> None:
        self._raw = raw
        self._digester = digester
        self._digest = hashlib.sha256()
        self._behind: Future[Any] = digester.submit(int)
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        block = self._raw.read(size)
        self.taken += len(block)
        self._behind.result()
        self._behind = self._digester.submit(self._digest.update, block)
        return block

    def sha256(self) -> str:
        """Give the digest of everything; the file has been read to its end by then."""
        self._behind.result()
        return self._digest.hexdigest()


@contextmanager
def open_source(*, path: Path, kind: FileKind = PROVIDER_FILE) -> Iterator[tuple[Stream, Callable[[], Source]]]:
    """
    Open a public file for reading once from begin to end.

    Parameters
    ----------
    path
        The file: plain, gzipped, or a zip that holds it.
    kind
        Which file it should be; finds it in the zip.

    Yields
    ------
    tuple[Stream, Callable[[], Source]]
        The stream, and a function that describes the source; it reads the rest of the file if there is any.

    Raises
    ------
    BadSourceFile
        If there is no such file, it is empty, or it is packed in a way that cannot be opened.
    """
    refuse_what_is_no_file(path=path, kind=kind)
    with _open(path) as raw:
        start = raw.read(len(_ZIP))
        raw.seek(0)
        if start == _ZIP:
            with _zip_member(path=path, raw=raw, kind=kind) as opened:
                yield opened
            return
        with ThreadPoolExecutor(max_workers=1) as digester:
            counted = _Counted(raw, digester)
            yield _counted_stream(path=path, counted=counted, is_gzip=start.startswith(_GZIP), kind=kind)


def _counted_stream(
    *, path: Path, counted: _Counted, is_gzip: bool, kind: FileKind
) -> tuple[Stream, Callable[[], Source]]:
    # GzipFile needs no more than `read`, though its types ask for more.
    unpacked = gzip.GzipFile(fileobj=cast(IO[bytes], counted), mode="rb") if is_gzip else counted
    stream = Stream(path=path, unpacked=unpacked, taken=lambda: counted.taken, total=path.stat().st_size, kind=kind)
    return stream, lambda: _describe(path=path, member=None, sha256=counted.sha256())


def refuse_what_is_no_file(*, path: Path, kind: FileKind) -> None:
    """Refuse a folder, an empty file, and a name that nothing has."""
    if path.is_dir():
        raise BadSourceFile(f"{path}: this is a folder. Name {kind.words} in it ({kind.shown}).")
    if not path.exists():
        raise BadSourceFile(f"{path}: there is no such file. Check the name, or get it with `unpinch directory fetch`.")
    if path.stat().st_size == 0:
        raise BadSourceFile(f"{path}: the file is empty. {_DOWNLOAD_AGAIN}")


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as wrong:
        raise BadSourceFile(f"{path}: cannot be opened ({wrong.strerror}). Check who may read it.") from None


def _describe(*, path: Path, member: str | None, sha256: str) -> Source:
    return Source(
        name=path.name,
        member=member,
        size_bytes=path.stat().st_size,
        sha256=sha256,
        release_date=release_date(name=member or path.name),
    )


@contextmanager
def _zip_member(*, path: Path, raw: IO[bytes], kind: FileKind) -> Iterator[tuple[Stream, Callable[[], Source]]]:
    try:
        bundle = zipfile.ZipFile(raw)
    except zipfile.BadZipFile:
        raise CutFile(f"{path}: the zip has no end; it was cut. {_DOWNLOAD_AGAIN}") from None
    with bundle:
        member = _find_member(path=path, names=bundle.namelist(), kind=kind)
        try:
            unpacked = bundle.open(member)
        except (NotImplementedError, RuntimeError) as wrong:
            raise BadSourceFile(
                f"{path}: {member} is packed in a way that cannot be opened here ({wrong}). Unpack it, give the .csv."
            ) from None
        except zipfile.BadZipFile as wrong:
            raise DamagedFile(f"{path}: the zip is damaged ({wrong}). {_DOWNLOAD_AGAIN}") from None
        with unpacked:
            total = bundle.getinfo(member).file_size
            yield (
                Stream(path=path, unpacked=unpacked, taken=unpacked.tell, total=total, kind=kind, member=member),
                lambda: describe_file(path=path, member=member),
            )


def _find_member(*, path: Path, names: list[str], kind: FileKind) -> str:
    tables = [name for name in names if not HEADER_MEMBER.search(name)]
    found = [name for name in tables if kind.member.search(name)]
    if not found and kind.may_be_alone:
        found = [name for name in tables if name.lower().endswith(".csv")]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotTheFile(
            f"{path}: the zip holds {len(found)} files that could be {kind.words}. Unpack it, and give the one meant."
        )
    raise NotTheFile(f"{path}: the zip holds no {kind.shown}. Take the publisher's zip.")


def describe_file(*, path: Path, member: str | None = None) -> Source:
    """Describe a file that has been read; its checksum is taken anew."""
    return _describe(path=path, member=member, sha256=_sha256_of(path, path.stat().st_mtime_ns))


# Several readers take their member from one zip, whose checksum takes a second each time.
@lru_cache(maxsize=8)
def _sha256_of(path: Path, _changed_ns: int) -> str:
    with path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def release_date(*, name: str) -> date | None:
    """
    Read the release date off a file name: the last date in it.

    Examples
    --------
    >>> release_date(name="npidata_pfile_20050523-20250608.csv")
    datetime.date(2025, 6, 8)
    >>> release_date(name="npidata.csv") is None
    True
    """
    for year, month, day in reversed(_PERIOD.findall(name)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
