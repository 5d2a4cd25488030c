"""What was worked out from some files, kept beside Python's byte code and in its way: never needed, never stale."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any


class Kept:
    """
    A file in the folder of the byte code, named by a digest of all that its content was worked out from.

    Where one of those changes, another file is looked for, and the old one goes when the new one is kept. Where the
    folder cannot be written, nothing is kept and the work is done each time. The content is plain JSON: reading it
    runs nothing.
    """

    def __init__(self, *, name: str, beside: str, sources: Sequence[Path]) -> None:
        self._name, self._folder = name, Path(importlib.util.cache_from_source(beside)).parent
        self._path = self._folder / f"{name}.{_digest(*[source.read_bytes() for source in sources])}.json"

    def load(self) -> Any | None:
        """Give what was kept, or None; what is damaged was not kept."""
        try:
            digest, _, content = self._path.read_bytes().partition(b"\n")
        except OSError:
            return None
        return json.loads(content) if digest == _digest(content).encode() else None

    def save(self, content: Any) -> None:
        """Keep plain values, whole or not at all, in the place of what was kept under this name before."""
        written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        hidden = self._folder / f".{self._name}.{os.getpid()}"
        # As with byte code, a folder that cannot be written is no fault.
        with suppress(OSError):
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                hidden.write_bytes(_digest(written).encode() + b"\n" + written)
                for path in self._folder.glob(f"{self._name}.*.json"):
                    path.unlink(missing_ok=True)
                hidden.replace(self._path)
            finally:
                hidden.unlink(missing_ok=True)


def _digest(*contents: bytes) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for content in contents:
        # With its length, so that a word moved from one file to the next is a change.
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()
