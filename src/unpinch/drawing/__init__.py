"""What drawings of all rooms are made with: SVG without style, words that fit, axes. Standard library only."""

from ._axis import Axis, Written, ends_of, plainly
from ._errors import BadDrawing
from ._svg import (
    ACCENT,
    LARGE,
    LEADING,
    ORDINARY,
    SECOND,
    SMALL,
    document,
    element,
    escaped,
    line,
    lines_at,
    number,
    words_at,
)
from ._words import width_of, wrapped

__all__ = [
    "ACCENT",
    "LARGE",
    "LEADING",
    "ORDINARY",
    "SECOND",
    "SMALL",
    "Axis",
    "BadDrawing",
    "Written",
    "document",
    "element",
    "ends_of",
    "escaped",
    "line",
    "lines_at",
    "number",
    "plainly",
    "width_of",
    "words_at",
    "wrapped",
]
