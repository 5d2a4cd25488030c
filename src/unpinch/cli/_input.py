"""Reading what a person typed, from an argument, a file or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from unpinch.kernel import UnpinchError

# One text a person types is far shorter; reading stops here so that a wrong file cannot fill the memory.
MOST_BYTES = 4_000_000


class WrongArguments(UnpinchError):
    """The arguments are each well formed, but do not go together."""


class NotText(UnpinchError):
    """The input is not UTF-8 text."""


def text_of(argument: str) -> str:
    """Give the text of an argument, or of standard input where it is `-`."""
    if argument == "-":
        return decoded(sys.stdin.buffer.read(MOST_BYTES), "standard input")
    # The shell passes bytes; those that are not UTF-8 arrive as lone surrogates.
    return decoded(argument.encode("utf-8", "surrogateescape"), "the text")


def lines_of(path: Path) -> Iterator[bytes]:
    """Give the lines of a file, without what ends them."""
    with path.open("rb") as lines:
        yield from (line.rstrip(b"\r\n") for line in lines)


def decoded(raw: bytes, where: str) -> str:
    """Read bytes as UTF-8, or say where they are not."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotText(f"{where} is not UTF-8 text. Save it as UTF-8 and try again.") from None
