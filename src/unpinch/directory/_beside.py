"""Read the smaller public files in a second thread while the provider file is read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from ._gather import Files, Gathered, gather
from ._reader import Progress


class _NoLongerWanted(Exception):
    """The provider file could not be read: what is read beside it is not needed."""


class Beside:
    """Reads files beside something else, inside a `with`; after a fault in there it stops at the next block."""

    def __init__(self, *, files: Files, progress: Callable[[Progress], None] | None) -> None:
        self._progress = progress
        self._is_wanted, self._is_waited_for = True, False
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._reading = self._worker.submit(gather, files=files, progress=self._say)

    def _say(self, progress: Progress) -> None:
        if not self._is_wanted:
            raise _NoLongerWanted
        # Two files that are told of by turns could not be followed: this one waits until it is waited for.
        if self._is_waited_for and self._progress:
            self._progress(progress)

    def complain(self) -> None:
        """
        Say at once what is wrong with the files, and not when everything else has been read.

        Raises
        ------
        BadSourceFile
            If one of them is not what it should be.
        """
        if self._reading.done():
            self._reading.result()

    def gathered(self) -> Gathered:
        """
        Wait for what the files say.

        Raises
        ------
        BadSourceFile
            If one of them is not what it should be.
        """
        self._is_waited_for = True
        return self._reading.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, where: TracebackType | None
    ) -> None:
        """Stop reading."""
        self._is_wanted = kind is None
        self._worker.shutdown()
