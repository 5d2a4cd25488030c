"""Open the provider file, whether plain, gzipped or in the publisher's zip, as one stream of bytes."""

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
from pathlib import Path
from typing import IO, Any, Protocol, cast

from ._errors import BadProviderFile, CutFile, DamagedFile, NotTheProviderFile

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_MEMBER = re.compile(r"(^|/)npidata_pfile_[^/]*\.csv$", re.IGNORECASE)
_HEADER_MEMBER = re.compile(r"fileheader\.csv$", re.IGNORECASE)
_PERIOD = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")


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
    The bytes of the provider file, and how far on disk they have been read.

    `read(n)` gives at most `n` unpacked bytes, nothing at the end; faults of the packing become one clear line.
    """

    def __init__(self, *, path: Path, unpacked: _Readable, taken: Callable[[], int], total: int) -> None:
        self.path = path
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
            raise BadProviderFile(f"{self.path}: cannot be read ({wrong.strerror}). Check the disk.") from None


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
def open_source(*, path: Path) -> Iterator[tuple[Stream, Callable[[], Source]]]:
    """
    Open the provider file for reading once from begin to end.

    Yields
    ------
    tuple[Stream, Callable[[], Source]]
        The stream, and a function that describes the source; it reads the rest of the file if there is any.

    Raises
    ------
    BadProviderFile
        If there is no such file, it is empty, or it is packed in a way that cannot be opened.
    """
    _refuse_what_is_no_file(path)
    with _open(path) as raw:
        start = raw.read(len(_ZIP))
        raw.seek(0)
        if start == _ZIP:
            with _zip_member(path=path, raw=raw) as opened:
                yield opened
            return
        with ThreadPoolExecutor(max_workers=1) as digester:
            yield _counted_stream(path=path, counted=_Counted(raw, digester), is_gzip=start.startswith(_GZIP))


def _counted_stream(*, path: Path, counted: _Counted, is_gzip: bool) -> tuple[Stream, Callable[[], Source]]:
    # GzipFile needs no more than `read`, though its types ask for more.
    unpacked = gzip.GzipFile(fileobj=cast(IO[bytes], counted), mode="rb") if is_gzip else counted
    stream = Stream(path=path, unpacked=unpacked, taken=lambda: counted.taken, total=path.stat().st_size)
    return stream, lambda: _describe(path=path, member=None, sha256=counted.sha256())


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise BadProviderFile(f"{path}: this is a folder. Name the provider file in it (npidata_pfile_....csv).")
    if not path.exists():
        raise BadProviderFile(
            f"{path}: there is no such file. Check the name, or get it with `unpinch directory fetch`."
        )
    if path.stat().st_size == 0:
        raise BadProviderFile(f"{path}: the file is empty. {_DOWNLOAD_AGAIN}")


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as wrong:
        raise BadProviderFile(f"{path}: cannot be opened ({wrong.strerror}). Check who may read it.") from None


def _describe(*, path: Path, member: str | None, sha256: str) -> Source:
    return Source(
        name=path.name,
        member=member,
        size_bytes=path.stat().st_size,
        sha256=sha256,
        release_date=release_date(name=member or path.name),
    )


@contextmanager
def _zip_member(*, path: Path, raw: IO[bytes]) -> Iterator[tuple[Stream, Callable[[], Source]]]:
    try:
        bundle = zipfile.ZipFile(raw)
    except zipfile.BadZipFile:
        raise CutFile(f"{path}: the zip has no end; it was cut. {_DOWNLOAD_AGAIN}") from None
    with bundle:
        member = _provider_member(path=path, names=bundle.namelist())
        try:
            unpacked = bundle.open(member)
        except (NotImplementedError, RuntimeError) as wrong:
            raise BadProviderFile(
                f"{path}: {member} is packed in a way that cannot be opened here ({wrong}). Unpack it, give the .csv."
            ) from None
        except zipfile.BadZipFile as wrong:
            raise DamagedFile(f"{path}: the zip is damaged ({wrong}). {_DOWNLOAD_AGAIN}") from None
        with unpacked:
            total = bundle.getinfo(member).file_size
            yield (
                Stream(path=path, unpacked=unpacked, taken=unpacked.tell, total=total),
                lambda: _describe(path=path, member=member, sha256=_sha256_of(path)),
            )


def _provider_member(*, path: Path, names: list[str]) -> str:
    found = [name for name in names if _MEMBER.search(name) and not _HEADER_MEMBER.search(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotTheProviderFile(
            f"{path}: the zip holds {len(found)} provider files. Unpack it, and give the .csv meant."
        )
    raise NotTheProviderFile(
        f"{path}: the zip holds no npidata_pfile_....csv. Take the publisher's monthly or weekly zip."
    )


def _sha256_of(path: Path) -> str:
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
