"""
Download the public files, going on where an earlier try stopped.

What has arrived lies in `NAME.part`, beside it `NAME.part.json` with what tells one release from the next (ETag, date).
Only a file that is whole gets its name.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

import httpx

from ._patience import MEGABYTE, FetchFailed, NoRoom, NotThere, Patience, TryAgain, Words, WrongContent, say
from ._publishers import PUBLISHED, PublicFile, address_of

_TIMEOUT_SECONDS = 60.0
# Room that stays free beyond the file itself.
_SPARE_BYTES = 100 << 20
_PAGE_BEGINS_WITHIN = 512
_BUSY = (408, 425, 429)


@dataclass(frozen=True)
class Fetched:
    """A file that arrived whole."""

    path: Path
    size_bytes: int
    sha256: str
    url: str


@dataclass(frozen=True)
class _Release:
    """What tells the release that a part belongs to: nothing is added to the part of another one."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None

    @property
    def validator(self) -> str | None:
        """Give what to send as If-Range; a weak ETag cannot say that bytes are the same."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


def fetch(
    *,
    out: Path,
    file: PublicFile = PublicFile.PROVIDER,
    year: int | None = None,
    url: str | None = None,
    sha256: str | None = None,
    page: str | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Fetched:
    """
    Download a public file into a folder.

    Parameters
    ----------
    out
        Folder for the file; made where it is missing.
    file
        Which of the public files.
    year
        Year of a file of Medicare; None takes the newest.
    url
        Exact address; None looks up the newest release on the publisher's page.
    sha256
        Checksum that the file must have, 64 hexadecimal digits; None accepts any, unless the server publishes one.
    page
        Address of the page that says where the file is; None takes the publisher's.
    sleep, clock
        How to wait, and the time in seconds from any begin.

    Returns
    -------
    Fetched
        The file, its size and its checksum.

    Raises
    ------
    FetchFailed
        If it could not be downloaded. What has arrived is kept for the next try, unless it was proved wrong.
    """
    page = page or PUBLISHED[file].page
    _refuse_year(file=file, year=year)
    with _said_plainly(out):
        out.mkdir(parents=True, exist_ok=True)
    with httpx.Client(follow_redirects=True, timeout=_TIMEOUT_SECONDS, headers=_HEADERS) as client:
        patience = Patience(sleep=sleep)
        look_up = partial(_look_up, client=client, file=file, page=page, year=year)
        address = _checked_address(url or patience.call(look_up))
        download = _Download(client=client, url=address, out=out, clock=clock, page=page)
        with download.held():
            if download.is_there_already():
                return download.kept(expected=sha256)
            patience.call(download.go_on, progress=lambda: download.farthest)
            return download.finish(expected=sha256)


_HEADERS = {"User-Agent": "unpinch", "Accept-Encoding": "identity"}


def _checked_address(url: str) -> str:
    parts = urlsplit(url)
    is_web = parts.scheme in ("http", "https") and bool(parts.netloc)
    if not is_web or Path(unquote(parts.path)).name in ("", ".", ".."):
        raise NotThere(f"{url} is not the address of a file on the web. Give one that begins with https:// (--url).")
    return url


def _refuse_year(*, file: PublicFile, year: int | None) -> None:
    if year is not None and not PUBLISHED[file].is_yearly:
        yearly = " and ".join(each for each in PublicFile if PUBLISHED[each].is_yearly)
        raise NotThere(f"The file {file} has no years; only {yearly} have. Leave --year out.")


def _look_up(*, client: httpx.Client, file: PublicFile, page: str, year: int | None) -> str:
    try:
        answer = client.get(page)
    except httpx.HTTPError as trouble:
        raise TryAgain(f"{page} cannot be reached ({trouble or type(trouble).__name__})") from None
    _refuse_bad_status(answer, url=page, page=page)
    return address_of(file=file, text=answer.text, page=str(answer.url), year=year)


def _refuse_bad_status(answer: httpx.Response, *, url: str, page: str) -> None:
    if answer.status_code in _BUSY or answer.is_server_error:
        after = answer.headers.get("Retry-After", "")
        wait = float(after) if after.isdigit() else None
        raise TryAgain(f"{url}: the server answered {answer.status_code}", wait)
    if answer.is_error:
        raise NotThere(f"{url}: the server answered {answer.status_code}. Check the address, or look at {page}.")


class _Download:
    """One file on its way."""

    def __init__(self, *, client: httpx.Client, url: str, out: Path, clock: Callable[[], float], page: str) -> None:
        self.path = out / Path(unquote(urlsplit(url).path)).name
        self.farthest = 0
        self._client = client
        self._url = url
        self._page = page
        self._clock = clock
        self._part = self.path.with_name(f"{self.path.name}.part")
        self._notes = self.path.with_name(f"{self.path.name}.part.json")
        self._release = self._known_release()

    def _known_release(self) -> _Release:
        try:
            known = _Release(**json.loads(self._notes.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return _Release(url=self._url)
        return known if known.url == self._url else _Release(url=self._url)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep two downloads from writing to one part."""
        with _said_plainly(self._part), self._part.open("ab") as part:
            try:
                fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FetchFailed(f"{self._part}: another download of this file is running. Wait for it.") from None
            try:
                yield
            finally:
                if not self._size:
                    self._throw_away()

    @property
    def _size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def go_on(self) -> None:
        """Ask for what is missing, and write what comes, until the part is whole."""
        if self._is_whole():
            return
        begin = self._size if self._release.validator else 0
        headers = {"Range": f"bytes={begin}-", "If-Range": str(self._release.validator)} if begin else {}
        try:
            with self._client.stream("GET", self._url, headers=headers) as answer:
                self._receive(answer, begin=begin)
        except httpx.HTTPError as trouble:
            raise TryAgain(f"{self._url}: {_plain(trouble)} after {self._size:,} bytes") from None
        if not self._is_whole():
            raise TryAgain(f"{self._url}: {self._size:,} of {self._release.size_bytes:,} bytes arrived")

    def _is_whole(self) -> bool:
        return self._size > 0 and self._size == self._release.size_bytes

    def _receive(self, answer: httpx.Response, *, begin: int) -> None:
        if answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            self._start_over("the server has no more of this file")
        _refuse_bad_status(answer, url=self._url, page=self._page)
        if "html" in answer.headers.get("Content-Type", ""):
            raise WrongContent(f"{self._url}: this is a web page, not the file. Check the address (--url).")
        if answer.status_code == httpx.codes.PARTIAL_CONTENT:
            self._refuse_another_part(answer, begin=begin)
        else:
            begin = 0
            self._remember(_release_of(answer, url=self._url))
        self._refuse_full_disk(begin=begin)
        with _said_plainly(self._part), self._part.open("r+b") as part:
            part.truncate(begin)
            part.seek(begin)
            self._write(answer, part)
        if self._release.size_bytes is None:
            # The server did not say how long the file is; it ended the answer properly, so this is all of it.
            self._remember(_Release(**{**asdict(self._release), "size_bytes": self._size}))

    def _refuse_another_part(self, answer: httpx.Response, *, begin: int) -> None:
        begins, total = _content_range(answer)
        same = _release_of(answer, url=self._url).validator in (None, self._release.validator)
        if begins != begin or not same or total not in (None, self._release.size_bytes):
            self._start_over("the file on the server has changed")

    def _start_over(self, why: str) -> None:
        os.truncate(self._part, 0)
        self._remember(_Release(url=self._url))
        raise TryAgain(f"{self._url}: {why}; starting over")

    def _remember(self, release: _Release) -> None:
        self._release = release
        with _said_plainly(self._notes):
            self._notes.write_text(json.dumps(asdict(release)), encoding="utf-8")

    def _refuse_full_disk(self, *, begin: int) -> None:
        needed = (self._release.size_bytes or 0) - begin + _SPARE_BYTES
        free = shutil.disk_usage(self._part.parent).free
        if free < needed:
            raise NoRoom(
                f"{self._part.parent}: {needed // MEGABYTE:,} MB are needed and {free // MEGABYTE:,} MB are free. "
                "Free some space, or choose another --out."
            )

    def _write(self, answer: httpx.Response, part: IO[bytes]) -> None:
        words = Words(total=self._release.size_bytes, begin=part.tell(), clock=self._clock)
        try:
            # As it comes: chunks of a size of ours would lose what came last when the connection breaks.
            for chunk in answer.iter_raw():
                part.write(chunk)
                self.farthest = max(self.farthest, part.tell())
                words.at(part.tell())
        finally:
            part.flush()
            os.fsync(part.fileno())

    def is_there_already(self) -> bool:
        """Say whether an earlier download ended well: the file has its name, and the length that the server tells."""
        if not self.path.is_file():
            return False
        try:
            answer = self._client.head(self._url)
        except httpx.HTTPError:
            return False
        return answer.is_success and answer.headers.get("Content-Length") == str(self.path.stat().st_size)

    def kept(self, *, expected: str | None) -> Fetched:
        """Give the file of an earlier download."""
        self._throw_away()
        say(f"{self.path} is there already")
        return self._checked(self.path, expected=expected, published=None)

    def finish(self, *, expected: str | None) -> Fetched:
        """Check the whole part, and give it its name."""
        if wrong := self._wrong_content():
            self._throw_away()
            raise WrongContent(f"{self._url}: what arrived is {wrong}, and was thrown away. Check the address (--url).")
        try:
            fetched = self._checked(self._part, expected=expected, published=self._release.sha256)
        except WrongContent:
            self._throw_away()
            raise
        self._part.replace(self.path)
        self._notes.unlink(missing_ok=True)
        return fetched

    def _wrong_content(self) -> str | None:
        if self.path.suffix.lower() == ".zip" and not zipfile.is_zipfile(self._part):
            return "no zip"
        with self._part.open("rb") as content:
            # A server that has lost a file may send a page that says so, and call it what was asked for.
            is_page = content.read(_PAGE_BEGINS_WITHIN).lstrip().startswith(b"<")
        return "a web page" if is_page and self.path.suffix.lower() == ".csv" else None

    def _checked(self, file: Path, *, expected: str | None, published: str | None) -> Fetched:
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
        for wanted, whose in ((expected, "expected"), (published, "published")):
            if wanted and wanted.strip().lower() != found:
                raise WrongContent(
                    f"{self._url}: the checksum is {found}, and {wanted} was {whose}. Fetch again, or check --sha256."
                )
        return Fetched(path=self.path, size_bytes=file.stat().st_size, sha256=found, url=self._url)

    def _throw_away(self) -> None:
        self._part.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)


def _release_of(answer: httpx.Response, *, url: str) -> _Release:
    length = answer.headers.get("Content-Length", "")
    return _Release(
        url=url,
        etag=answer.headers.get("ETag"),
        last_modified=answer.headers.get("Last-Modified"),
        size_bytes=int(length) if length.isdigit() else None,
        sha256=_published_sha256(answer),
    )


def _published_sha256(answer: httpx.Response) -> str | None:
    """Read the checksum of the whole file that a server may send along (RFC 9530, and RFC 3230 before it)."""
    for header, pattern in (("Repr-Digest", r"sha-256=:([^:]+):"), ("Digest", r"sha-256=([^,\s]+)")):
        if found := re.search(pattern, answer.headers.get(header, ""), re.IGNORECASE):
            return base64.b64decode(found[1]).hex()
    return None


def _content_range(answer: httpx.Response) -> tuple[int | None, int | None]:
    found = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", ""))
    if not found:
        return None, None
    return int(found[1]), int(found[2]) if found[2].isdigit() else None


def _plain(trouble: httpx.HTTPError) -> str:
    if isinstance(trouble, httpx.TimeoutException):
        return "the server went silent"
    if isinstance(trouble, httpx.ConnectError):
        return "cannot be reached"
    return "the connection broke" if isinstance(trouble, httpx.TransportError) else str(trouble)


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as trouble:
        raise NoRoom(
            f"{path}: cannot be written ({trouble.strerror}). Free some space or choose another --out; the same "
            "command goes on where it stopped."
        ) from None
