"""
The parts that all drawings are written with.

Drawings hold no style: colours stand in presentation attributes that a style sheet may overrule by class, and words and
lines are in `currentColor`, so that a dark page and print have them right without one.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable

from ._errors import BadDrawing

SMALL, ORDINARY, LARGE = 12.0, 14.0, 16.0
# From one line to the next, in parts of the size.
LEADING = 1.3
# Seen well enough (3 to 1) on white and on near-black alike.
ACCENT, SECOND = "#94639e", "#c07420"

_LEAST_WIDTH = 240.0
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def number(value: float) -> str:
    """Write a coordinate with as few characters as it needs."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def element(tag: str, content: str = "", /, **attributes: str | float | None) -> str:
    """Write an element; underscores in names are hyphens (`class_` is class), and None is left out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def _value(value: str | float | None) -> str:
    return escaped(value) if isinstance(value, str) else number(value or 0.0)


def escaped(words: str) -> str:
    """Make words safe to stand in a document; control characters, which XML does not allow, become blanks."""
    plain = "".join(" " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in words)
    return html.escape(plain, quote=True)


def words_at(
    words: str,
    x: float,
    y: float,
    *,
    size: float = ORDINARY,
    anchor: str | None = None,
    weight: str | None = None,
    part: str = "text",
) -> str:
    """Write one line of text; `y` is its base line."""
    return element(
        "text",
        escaped(words),
        class_=f"up-plot__{part}",
        x=x,
        y=y,
        font_size=size,
        font_weight=weight,
        text_anchor=anchor,
    )


def lines_at(lines: Iterable[str], x: float, y: float, *, size: float = ORDINARY, anchor: str | None = None) -> str:
    """Write lines of text below each other; `y` is the base line of the first."""
    return "".join(
        words_at(line, x, y + at * LEADING * size, size=size, anchor=anchor) for at, line in enumerate(lines)
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, part: str, width: float = 1.0, dashes: str | None = None
) -> str:
    """Draw a line in the colour of the words."""
    return element(
        "line",
        class_=f"up-plot__{part}",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        stroke="currentColor",
        stroke_width=width,
        stroke_dasharray=dashes,
    )


def document(*, name: str, kind: str, title: str, description: str, width: float, height: float, content: str) -> str:
    """
    Wrap a drawing with its size, its title and its description.

    Raises
    ------
    BadDrawing
        If the name is no identifier, the width too small, or there is no title: it is what is read out.
    """
    if not _ID.fullmatch(name):
        raise BadDrawing(f"{name!r} cannot name a drawing. Use letters, digits, - and _, a letter first.")
    if not width >= _LEAST_WIDTH:
        raise BadDrawing(f"A drawing {width:g} pixels wide has no room for words. Make it at least {_LEAST_WIDTH:g}.")
    if not title.strip():
        raise BadDrawing(f"The drawing {name!r} has no title. Give one: it is read out instead of the drawing.")
    return element(
        "svg",
        element("title", escaped(title), id=f"{name}-title")
        + element("desc", escaped(description) or " ", id=f"{name}-desc")
        + content,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"up-plot up-plot--{kind}",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        fill="currentColor",
        font_family="system-ui, 'Liberation Sans', 'Noto Sans', sans-serif",
    )
