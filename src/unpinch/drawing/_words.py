"""How wide words are, and where their lines break: SVG does neither by itself."""

from __future__ import annotations

import re
import unicodedata

# Widths in parts of the font's size, as in common sans-serif fonts; a little generous, so that nothing is cut off.
_NARROW = frozenset("fijlrtI.,:;'|!()[]{} -·\N{NO-BREAK SPACE}")
_BROAD = frozenset("mwMW@%&—…+±=<>\N{MINUS SIGN}\N{LEFTWARDS ARROW}\N{RIGHTWARDS ARROW}")
_WIDTHS = {"narrow": 0.39, "broad": 0.92, "capital": 0.74, "ordinary": 0.63, "full": 1.05}

# A no-break space holds its words together.
_BLANKS = re.compile(r"[ \t\r\n]+")


def width_of(words: str, *, size: float) -> float:
    """Estimate the width of one line in pixels."""
    return size * sum(_WIDTHS[_kind(character)] for character in words)


def _kind(character: str) -> str:
    if character in _NARROW:
        return "narrow"
    if character in _BROAD:
        return "broad"
    if unicodedata.east_asian_width(character) in "WF":
        return "full"
    return "capital" if character.isupper() else "ordinary"


def wrapped(words: str, *, width: float, size: float) -> tuple[str, ...]:
    """Break words into lines of at most `width` pixels; a single word that is longer is broken too."""
    lines: list[str] = []
    for word in (part for whole in _BLANKS.split(words.strip()) for part in _pieces(whole, width=width, size=size)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size=size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _pieces(word: str, *, width: float, size: float) -> list[str]:
    pieces = [""] if word else []
    for character in word:
        if pieces[-1] and width_of(pieces[-1] + character, size=size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
