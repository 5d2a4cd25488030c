"""Log lines that hold addresses, ids and counts, and never what a person wrote."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

_ErrorInformation = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_QUERY = re.compile(r"\?\S*")
# A part of an address that is long and holds capitals, small letters and figures is a secret of a link, no page's name.
_SECRET = re.compile(r"(?<=/)(?=[^/\s]*[A-Z])(?=[^/\s]*[a-z])(?=[^/\s]*[0-9])[A-Za-z0-9_:=-]{22,}")


class PrivateFormatter(logging.Formatter):
    """
    Write addresses without query and without the secrets of private links, and a fault as its kind and its places.

    The message of a fault is left out: it may hold a person's words.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is the standard library's)
        """Give the line with every query cut off, and every secret of a link left out."""
        return _SECRET.sub("(secret)", _QUERY.sub("", super().formatMessage(record)))

    def formatException(self, ei: _ErrorInformation) -> str:  # noqa: N802 (the name is the standard library's)
        """Give the kind and the places without the message."""
        kind, _, places = ei
        name = kind.__name__ if kind else "unknown"
        return "".join(traceback.format_tb(places)) + f"{name} (its message is kept out of the log)"
