"""The interval chart: results side by side against the smallest change that people notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unpinch.drawing import (
    LEADING,
    SMALL,
    Axis,
    BadDrawing,
    Written,
    document,
    element,
    ends_of,
    lines_at,
    plainly,
    wrapped,
)

from ._rows import (
    DrawnRow,
    IntervalRow,
    checked,
    columns_of,
    empty_drawn,
    interval_of,
    notes_drawn,
    row_drawn,
    sides_drawn,
    upright,
)


@dataclass(frozen=True)
class IntervalWords:
    """
    The words of an interval chart; see `ForestWords`.

    `zone` says what the shaded zone is, such as "too small to notice (less than 10 points)".
    """

    title: str
    description: str
    zone: str = ""
    left: str = ""
    right: str = ""
    notes: tuple[str, ...] = ()
    empty: str = ""


def intervals_svg(
    *,
    name: str,
    rows: Sequence[IntervalRow],
    words: IntervalWords,
    smallest_change: float | None = None,
    is_ratio: bool = False,
    width: float = 360.0,
    written: Written = plainly,
) -> str:
    """
    Draw results on one axis, with the zone in which a difference is too small to matter.

    Parameters
    ----------
    name, words, is_ratio, width, written
        As `forest_svg` says.
    rows
        Results on one scale, in the order drawn; a row without interval is a dot alone.
    smallest_change
        The smallest change that matters, > 0, in units of the effects: the zone goes as far to both sides of none.
        None: no zone.

    Raises
    ------
    BadDrawing
        As `forest_svg` says; also if the smallest change is not above 0.

    Examples
    --------
    >>> words = IntervalWords(title="Pain soon", description="One result.", zone="too small to notice")
    >>> svg = intervals_svg(name="soon", rows=[IntervalRow("Needling", -9.0)], words=words, smallest_change=10.0)
    >>> "too small to notice" in svg
    True
    """
    if smallest_change is not None and not smallest_change > 0.0:
        raise BadDrawing(f"The smallest change that matters is {smallest_change:g}, but it is above 0. Correct it.")
    if not rows:
        content, height = empty_drawn(words.empty or words.title, width=width)
        return _whole(name, words, content, width=width, height=height)
    columns = columns_of(checked(rows), heads=("", "", ""), width=width)
    zone = (-smallest_change, smallest_change) if smallest_change else ()
    ends = ends_of([interval_of(row) for row in rows], always=(0.0, *zone))
    axis = Axis(*ends, columns.left, columns.right, is_ratio)
    label, top = _zone_words(words.zone, axis, width=width) if zone else ("", 8.0)
    y, drawn = top + 4.0, []
    for row in rows:
        drawn.append(row_drawn(row, y, columns=columns, axis=axis, mark="dot"))
        y = drawn[-1].below
    behind = _zone(axis, zone, drawn, top=top, bottom=y) + upright(axis.at(0.0), drawn, part="none")
    content = behind + label + "".join(row.svg for row in drawn)
    content += axis.drawn(y, written)
    sides, y = sides_drawn(words.left, words.right, y + 26.0, columns=columns, axis=axis)
    notes, y = notes_drawn(words.notes, y + 4.0, width=width)
    return _whole(name, words, content + sides + notes, width=width, height=y + 4.0)


def _zone(axis: Axis, zone: Sequence[float], drawn: Sequence[DrawnRow], *, top: float, bottom: float) -> str:
    if not zone:
        return ""
    left, right = (axis.within(end) for end in zone)
    shade = element(
        "rect",
        class_="up-plot__zone",
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        fill="currentColor",
        fill_opacity=0.1,
    )
    return shade + "".join(upright(x, drawn, part="edge", dashes="3 3") for x in (left, right))


def _zone_words(words: str, axis: Axis, *, width: float) -> tuple[str, float]:
    """Write what the zone is above its middle, as near to it as the drawing allows; give it and the edge below."""
    lines = wrapped(words, width=min(width - 16.0, 320.0), size=SMALL)
    half = 0.5 * min(width - 16.0, 320.0)
    middle = min(max(axis.at(0.0), 8.0 + half), width - 8.0 - half)
    return lines_at(lines, middle, SMALL + 4.0, size=SMALL, anchor="middle"), len(lines) * LEADING * SMALL + 10.0


def _whole(name: str, words: IntervalWords, content: str, *, width: float, height: float) -> str:
    return document(
        name=name,
        kind="intervals",
        title=words.title,
        description=words.description,
        width=width,
        height=height,
        content=content,
    )
