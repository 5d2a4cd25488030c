"""What a download needs besides the network: patience, words on the way, and names for what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from unpinch.kernel import UnpinchError

MEGABYTE = 1_000_000
# In a row without a single new byte; each waits twice as long as the one before, a minute at most.
TRIES_WITHOUT_PROGRESS = 6
_LONGEST_WAIT_SECONDS = 60.0
_SECONDS_BETWEEN_WORDS = 2.0

Result = TypeVar("Result")


class FetchFailed(UnpinchError):
    """The file could not be downloaded; what has arrived is kept, and the same command goes on from there."""


class NotThere(FetchFailed):
    """The server has no such file, or the page names none."""


class WrongContent(FetchFailed):
    """What arrived is not the file: its checksum differs, or it is a web page."""


class NoRoom(FetchFailed):
    """The disk has no room for the file."""


class TryAgain(Exception):
    """A try that failed, while the next may not; says why."""

    def __init__(self, why: str, wait_seconds: float | None = None) -> None:
        super().__init__(why)
        self.wait_seconds = wait_seconds


class Patience:
    """Tries again, waiting longer each time, as long as something new arrives now and then."""

    def __init__(self, *, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep

    def call(self, work: Callable[[], Result], progress: Callable[[], int] = lambda: 0) -> Result:
        tries, reached = 0, progress()
        while True:
            try:
                return work()
            except TryAgain as failed:
                why, wait = str(failed), failed.wait_seconds
            tries, reached = (0 if progress() > reached else tries + 1), max(progress(), reached)
            if tries >= TRIES_WITHOUT_PROGRESS:
                raise FetchFailed(f"{why}. Run the same command again later; it goes on where it stopped.")
            wait = min(wait or 2.0**tries, _LONGEST_WAIT_SECONDS)
            say(f"{why}; trying again in {wait:.0f} s")
            self._sleep(wait)


class Words:
    """Says now and then how much has arrived, how fast, and how long it may take."""

    def __init__(self, *, total: int | None, begin: int, clock: Callable[[], float]) -> None:
        self._total, self._begin, self._clock = total, begin, clock
        self._began_at = self._spoke_at = clock()
        if begin:
            say(f"going on from {begin // MEGABYTE:,} MB")

    def at(self, size: int) -> None:
        now = self._clock()
        if now - self._spoke_at < _SECONDS_BETWEEN_WORDS:
            return
        self._spoke_at = now
        speed = (size - self._begin) / max(now - self._began_at, 1e-9)
        words = f"{size // MEGABYTE:,} MB"
        if self._total:
            left = (self._total - size) / max(speed, 1)
            words += f" of {self._total // MEGABYTE:,} MB ({size / self._total:.0%}), about {left:.0f} s left"
        say(f"{words}, {speed / MEGABYTE:.1f} MB/s")


def say(words: str) -> None:
    """Say something on the way, apart from the answer."""
    print(words, file=sys.stderr)
