"""What both services have in common: JSON that may be cut or changed, and words that were written by others."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from typing import Any

from unpinch.kernel import UnpinchError

_TAG = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|sc)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# The longest title in PubMed is far shorter; a line of the queue must stay a line.
_LONGEST_TITLE = 600


class CutAnswer(UnpinchError):
    """What arrived is no whole JSON; asking again may help."""


class BusyAnswer(UnpinchError):
    """The service says that it was asked too often; asking again later helps."""


class ChangedAnswer(UnpinchError):
    """The service answered in another form than its documents say; somebody must look at it."""


def json_object(answer: bytes, *, service: str) -> dict[str, Any]:
    """
    Read an answer as one JSON object.

    Raises
    ------
    CutAnswer
        If it is not whole JSON.
    BusyAnswer
        If it says that the service was asked too often, which may come with the status of a good answer.
    ChangedAnswer
        If it is JSON of another kind.
    """
    try:
        # Titles may hold raw line breaks, which strict JSON forbids.
        document = json.loads(answer, strict=False)
    except (ValueError, RecursionError):
        page = answer.lstrip()[:1] == b"<"
        what = "a web page came instead of an answer" if page else "the answer is cut or no JSON"
        raise CutAnswer(f"{service}: {what}") from None
    if not isinstance(document, dict):
        raise changed(service, "a JSON object")
    fault = document.get("error")
    if isinstance(fault, str) and "rate limit" in fault.lower():
        raise BusyAnswer(f"{service}: it says that it was asked too often")
    return document


def changed(service: str, missing: str) -> ChangedAnswer:
    """Make the error that says which part of an answer is not as documented."""
    return ChangedAnswer(
        f"{service}: the answer has changed, {missing} is missing or of another kind. Nothing was taken from it; "
        "report it, and look at the service by hand until it is mended."
    )


def part(document: Any, *names: str, kind: type | tuple[type, ...], service: str) -> Any:
    """Give the part of an answer at the end of a path of names, or say which is not there or of another kind."""
    value = document
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, kind):
        raise changed(service, ".".join(names))
    return value


def parts(document: Any, *names: str, service: str) -> list[dict[str, Any]]:
    """Give a list of JSON objects of an answer, or say that it is missing or of another kind."""
    found: list[dict[str, Any]] = part(document, *names, kind=list, service=service)
    if not all(isinstance(each, dict) for each in found):
        raise changed(service, ".".join(names))
    return found


def plain(words: object) -> str:
    r"""
    Give words of others as one plain line: no markup, and nothing that would steer a terminal.

    Examples
    --------
    >>> plain("Needling of <i>M. piriformis</i> &amp; exercise.\x1b[2J")
    'Needling of M. piriformis & exercise.[2J'
    """
    text = _TAG.sub("", html.unescape(_TAG.sub("", str(words or ""))))
    kept = "".join(letter if unicodedata.category(letter)[0] != "C" else " " * letter.isspace() for letter in text)
    return " ".join(kept.split())[:_LONGEST_TITLE]


def year_in(*dates: object) -> int | None:
    """
    Give the year of the first of several dates that has one.

    Examples
    --------
    >>> year_in("", "2004 Oct 28")
    2004
    """
    years = (_YEAR.match(str(each or "").strip()) for each in dates)
    return next((int(found[0]) for found in years if found), None)
