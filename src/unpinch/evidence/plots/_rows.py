"""Rows of intervals under each other on one axis: what the forest plot and the interval chart share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unpinch.drawing import (
    ACCENT,
    LEADING,
    ORDINARY,
    SECOND,
    SMALL,
    Axis,
    BadDrawing,
    element,
    line,
    lines_at,
    width_of,
    words_at,
    wrapped,
)

Mark = Literal["square", "dot", "diamond", "band"]

# Below this width, names stand above their intervals instead of beside them.
NARROW = 560.0
_MARGIN = 8.0
# Height of the strip in which an interval is drawn, and room between rows.
_STRIP, _GAP = 20.0, 8.0
# A name takes at most this share of a wide drawing.
_NAME_SHARE = 0.32
_COLUMN_GAP = 14.0


@dataclass(frozen=True)
class IntervalRow:
    """
    One row.

    Attributes
    ----------
    name
        What it is of; broken into lines where it is long.
    estimate
        On the scale of the analysis: logarithms of ratios.
    low, high
        Ends of its interval; None where none is known.
    numbers
        Estimate and interval in words.
    share
        In words, its weight; empty where it has none.
    weight
        Its part of all weights in percent, for the size of its mark; None for a mark of one size.
    """

    name: str
    estimate: float
    low: float | None = None
    high: float | None = None
    numbers: str = ""
    share: str = ""
    weight: float | None = None


@dataclass(frozen=True)
class Columns:
    """Where the parts of a row stand, in pixels; without room beside the axis, names and numbers stand above it."""

    width: float
    is_narrow: bool
    name_width: float
    left: float
    right: float
    numbers_at: float
    share_at: float


def checked(rows: Sequence[IntervalRow]) -> tuple[IntervalRow, ...]:
    """Refuse rows that cannot be drawn, naming the first."""
    for at, row in enumerate(rows, start=1):
        known = [value for value in (row.low, row.estimate, row.high) if value is not None]
        if not all(math.isfinite(value) for value in known):
            raise BadDrawing(f"Row {at} ({row.name}) has a number that is not finite. Leave out that row.")
        if (row.low is None) != (row.high is None) or known != sorted(known):
            raise BadDrawing(f"Row {at} ({row.name}) has an interval that does not hold its estimate. Correct it.")
    return tuple(rows)


def interval_of(row: IntervalRow) -> tuple[float, float, float]:
    """Give low, estimate and high; all the estimate where no interval is known."""
    return (row.estimate if row.low is None else row.low, row.estimate, row.estimate if row.high is None else row.high)


def columns_of(rows: Sequence[IntervalRow], *, heads: tuple[str, str, str], width: float) -> Columns:
    """Divide the width among names, axis, numbers and weights."""
    inner = width - 2.0 * _MARGIN
    if width < NARROW:
        return Columns(width, True, inner, _MARGIN + 6.0, width - _MARGIN - 6.0, width - _MARGIN, width - _MARGIN)
    name, numbers, share = (
        max((width_of(words, size=ORDINARY) for words in column), default=0.0)
        for column in (
            [heads[0], *(row.name for row in rows)],
            [heads[1], *(row.numbers for row in rows)],
            ["" if not any(row.share for row in rows) else heads[2], *(row.share for row in rows)],
        )
    )
    name = min(name, _NAME_SHARE * inner)
    share_at = width - _MARGIN
    numbers_at = share_at - (share + _COLUMN_GAP if share else 0.0)
    left = _MARGIN + name + _COLUMN_GAP
    right = numbers_at - min(numbers, 0.3 * inner) - _COLUMN_GAP
    return Columns(width, False, name, left, right, numbers_at, share_at)


@dataclass(frozen=True)
class DrawnRow:
    """A row, where the next begins, and from where to where lines that all rows share do not cross its words."""

    svg: str
    below: float
    clear: tuple[float, float]


def row_drawn(row: IntervalRow, y: float, *, columns: Columns, axis: Axis, mark: Mark) -> DrawnRow:
    """Draw a row whose upper edge is at `y`."""
    weight = "600" if mark == "diamond" else None
    if columns.is_narrow:
        lines, down = _narrow_words(row, columns)
        base = y + ORDINARY
        parts = [
            words_at(each, _MARGIN, base + at * LEADING * ORDINARY, weight=weight) for at, each in enumerate(lines)
        ]
        last = base + (len(lines) - 1 + down) * LEADING * ORDINARY
        parts.append(words_at(row.numbers, columns.numbers_at, last, size=ORDINARY, anchor="end", weight=weight))
        middle = last + 6.0 + 0.5 * _STRIP
        below = middle + 0.5 * _STRIP + 0.5 * _GAP
        clear = (middle - 0.5 * _STRIP, middle + 0.5 * _STRIP)
        return DrawnRow("".join(parts) + _interval(row, middle, axis=axis, mark=mark), below, clear)
    lines = wrapped(row.name, width=columns.name_width, size=ORDINARY)
    height = max(len(lines) * LEADING * ORDINARY, _STRIP)
    middle = y + 0.5 * height
    base = middle - 0.5 * (len(lines) - 1) * LEADING * ORDINARY + 0.35 * ORDINARY
    parts = [words_at(each, _MARGIN, base + at * LEADING * ORDINARY, weight=weight) for at, each in enumerate(lines)]
    for words, x in ((row.numbers, columns.numbers_at), (row.share, columns.share_at)):
        if words:
            parts.append(words_at(words, x, middle + 0.35 * ORDINARY, anchor="end", weight=weight, part="numbers"))
    below = y + height + _GAP
    return DrawnRow("".join(parts) + _interval(row, middle, axis=axis, mark=mark), below, (y, below))


def upright(x: float, drawn: Sequence[DrawnRow], *, part: str, dashes: str | None = None) -> str:
    """Draw an upright line through all rows, in pieces where it would cross words."""
    pieces: list[tuple[float, float]] = []
    for top, bottom in (row.clear for row in drawn):
        if pieces and top - pieces[-1][1] < 1.0:
            pieces[-1] = (pieces[-1][0], bottom)
        else:
            pieces.append((top, bottom))
    return "".join(line(x, top, x, bottom, part=part, dashes=dashes) for top, bottom in pieces)


def _narrow_words(row: IntervalRow, columns: Columns) -> tuple[tuple[str, ...], int]:
    """Give the lines of a name, and how many lines below its last the numbers stand."""
    lines = wrapped(row.name, width=columns.name_width, size=ORDINARY) or ("",)
    used = width_of(lines[-1], size=ORDINARY) + _COLUMN_GAP + width_of(row.numbers, size=ORDINARY)
    return lines, 0 if used <= columns.name_width else 1


def _interval(row: IntervalRow, y: float, *, axis: Axis, mark: Mark) -> str:
    low, estimate, high = interval_of(row)
    if mark == "band":
        return _cut_line(low, high, y, axis=axis, width=2.0, dashes="6 4")
    x = axis.at(estimate)
    is_seen = axis.left <= x <= axis.right
    if mark == "diamond":
        points = (
            (axis.within(low), y),
            (axis.within(estimate), y - 8.0),
            (axis.within(high), y),
            (axis.within(estimate), y + 8.0),
        )
        ends = _arrows(low, high, y, axis=axis)
        return _polygon(points, part="pooled", colour=SECOND) + ends
    # A result without interval that lies beyond the ends is an arrow.
    drawn = _cut_line(low, high, y, axis=axis, width=1.75) if high > low or not is_seen else ""
    if not is_seen:
        return drawn
    if mark == "dot":
        return drawn + element("circle", class_="up-plot__mark", cx=x, cy=y, r=5.0, fill=ACCENT)
    half = 2.5 + 4.5 * math.sqrt(min(max(row.weight if row.weight is not None else 20.0, 0.0), 100.0) / 40.0)
    half = min(half, 0.45 * _STRIP)
    return drawn + element(
        "rect", class_="up-plot__mark", x=x - half, y=y - half, width=2.0 * half, height=2.0 * half, fill=ACCENT
    )


def _cut_line(low: float, high: float, y: float, *, axis: Axis, width: float, dashes: str | None = None) -> str:
    if high < axis.low or low > axis.high:
        return _arrows(low, high, y, axis=axis)
    drawn = line(axis.within(low), y, axis.within(high), y, part="interval", width=width, dashes=dashes)
    return drawn + _arrows(low, high, y, axis=axis)


def _arrows(low: float, high: float, y: float, *, axis: Axis) -> str:
    """Draw an arrow at each end of the axis that the interval goes beyond."""
    drawn = ""
    if low < axis.low:
        drawn += _polygon(((axis.left - 5.0, y), (axis.left + 3.0, y - 5.0), (axis.left + 3.0, y + 5.0)), part="arrow")
    if high > axis.high:
        drawn += _polygon(
            ((axis.right + 5.0, y), (axis.right - 3.0, y - 5.0), (axis.right - 3.0, y + 5.0)), part="arrow"
        )
    return drawn


def _polygon(points: Sequence[tuple[float, float]], *, part: str, colour: str = "currentColor") -> str:
    written = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("polygon", class_=f"up-plot__{part}", points=written, fill=colour)


def sides_drawn(left: str, right: str, y: float, *, columns: Columns, axis: Axis) -> tuple[str, float]:
    """Write below the axis what lies to the left and to the right of no effect; give it and the edge below."""
    first, last = _MARGIN, columns.width - _MARGIN
    # Words part at no effect, or as near to it as leaves room for both.
    room = 0.3 * (last - first) if columns.is_narrow else 130.0
    middle = min(max(axis.at(0.0), first + room), last - room)
    on_left = (
        wrapped(f"\N{LEFTWARDS ARROW}\N{NO-BREAK SPACE}{left}", width=middle - first - 8.0, size=SMALL) if left else ()
    )
    on_right = (
        wrapped(f"{right}\N{NO-BREAK SPACE}\N{RIGHTWARDS ARROW}", width=last - middle - 8.0, size=SMALL)
        if right
        else ()
    )
    drawn = lines_at(on_left, middle - 8.0, y + SMALL, size=SMALL, anchor="end")
    drawn += lines_at(on_right, middle + 8.0, y + SMALL, size=SMALL)
    return drawn, y + max(len(on_left), len(on_right)) * LEADING * SMALL + 4.0


def notes_drawn(notes: Sequence[str], y: float, *, width: float) -> tuple[str, float]:
    """Write notes below a drawing; give them and the edge below."""
    lines = [each for note in notes for each in wrapped(note, width=width - 2.0 * _MARGIN, size=SMALL)]
    return lines_at(lines, _MARGIN, y + SMALL, size=SMALL), y + len(lines) * LEADING * SMALL + 4.0


def empty_drawn(words: str, *, width: float) -> tuple[str, float]:
    """Write that there is nothing to draw; give it and the height it needs."""
    lines = wrapped(words, width=width - 4.0 * _MARGIN, size=ORDINARY)
    height = (len(lines) + 2) * LEADING * ORDINARY
    frame = element(
        "rect",
        class_="up-plot__frame",
        x=1.0,
        y=1.0,
        width=width - 2.0,
        height=height - 2.0,
        rx=8.0,
        fill="none",
        stroke="currentColor",
        stroke_opacity=0.4,
        stroke_dasharray="6 4",
    )
    return frame + lines_at(lines, 2.0 * _MARGIN, 1.5 * LEADING * ORDINARY, size=ORDINARY), height
