"""The review queue on disk: one JSON file in the state folder, whole or not at all, for one writer at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unpinch import evidence
from unpinch.kernel import UnpinchError

NAME = "evidence-review.json"


class QueueInUse(UnpinchError):
    """Another command is writing the review queue."""


class QueueNotWritten(UnpinchError):
    """The file of the review queue could not be written; the earlier one is as it was."""


class ReviewFile:
    """
    The file of the review queue.

    Parameters
    ----------
    folder
        The state folder; made where it is missing, once something is written.
    """

    def __init__(self, *, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> evidence.ReviewQueue:
        """
        Give the queue; an empty one where there is no file yet.

        Raises
        ------
        evidence.BadQueue
            If the file is no review queue.
        """
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return evidence.ReviewQueue()
        return evidence.read_queue(text, name=str(self.path))

    def write(self, queue: evidence.ReviewQueue) -> None:
        """Write the queue beside the earlier file, and only then put it in its place."""
        beside = self.path.with_name(f"{NAME}.new")
        with self._said_plainly():
            with beside.open("wb") as file:
                file.write(evidence.queue_text(queue))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep others from writing meanwhile: what they read before would be lost."""
        with self._said_plainly():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = self.path.with_name(f"{NAME}.lock").open("ab")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise QueueInUse(f"{self.path}: another command is writing it. Wait until that one is done.") from None
            yield

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except OSError as trouble:
            raise QueueNotWritten(
                f"{self.path}: it cannot be written ({trouble.strerror}). Free some space or set UNPINCH_STATE to a "
                "folder you may write to; nothing of the earlier file is lost."
            ) from None
