"""The forest plot: every study's effect, what they come to together, and where a new one would lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unpinch.drawing import ORDINARY, Axis, Written, document, ends_of, line, plainly, words_at

from ._rows import (
    Columns,
    IntervalRow,
    Mark,
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
class ForestWords:
    """
    The words of a forest plot, in the reader's language.

    Attributes
    ----------
    title, description
        For those who do not see it: what it is, and what it shows.
    study, effect, weight
        Heads of the columns.
    left, right
        What it means to lie left or right of no effect, such as "better with needling".
    notes
        Sentences below, such as how much the studies differ.
    empty
        What stands there when there is no study.
    """

    title: str
    description: str
    study: str
    effect: str
    weight: str = ""
    left: str = ""
    right: str = ""
    notes: tuple[str, ...] = ()
    empty: str = ""


def forest_svg(
    *,
    name: str,
    rows: Sequence[IntervalRow],
    words: ForestWords,
    pooled: IntervalRow | None = None,
    prediction: IntervalRow | None = None,
    is_ratio: bool = False,
    width: float = 360.0,
    written: Written = plainly,
) -> str:
    """
    Draw a forest plot.

    Parameters
    ----------
    name
        Identifier of the drawing, one of its kind on the page.
    rows
        Studies, in the order drawn; one is enough, none gives `words.empty`.
    words
        What is written and read out.
    pooled, prediction
        What they come to (a diamond), and where a new study would lie (a dashed line).
    is_ratio
        Whether effects are logarithms of ratios; the axis then shows ratios, equal steps for equal factors.
    width
        Of the drawing in pixels, at least 240; below 560 names stand above their intervals. It has as much height as it
        needs.
    written
        Writes a number of the axis.

    Returns
    -------
    str
        An SVG element. Its parts have classes: `up-plot__mark`, `__interval`, `__arrow`, `__pooled`, `__axis`,
        `__none`, `__text`, `__numbers`, `__tick`.

    Raises
    ------
    BadDrawing
        If a number is not finite, an interval does not hold its estimate, or the name or width is none.

    Examples
    --------
    >>> words = ForestWords(title="Pain", description="Two trials.", study="Trial", effect="Effect")
    >>> svg = forest_svg(name="pain", rows=[IntervalRow("Li 2019", -9.0, -14.0, -4.0)], words=words)
    >>> svg.startswith("<svg") and "Li 2019" in svg
    True
    """
    if not rows:
        content, height = empty_drawn(words.empty or words.title, width=width)
        return _whole(name, words, content, width=width, height=height)
    marked: list[tuple[IntervalRow, Mark]] = [(row, "square") for row in checked(rows)]
    marked += [(row, "diamond") for row in checked([pooled] if pooled else [])]
    marked += [(row, "band") for row in checked([prediction] if prediction else [])]
    every = [row for row, _ in marked]
    columns = columns_of(every, heads=(words.study, words.effect, words.weight), width=width)
    axis = Axis(
        *ends_of([interval_of(row) for row in every], always=_always(pooled)), columns.left, columns.right, is_ratio
    )
    heads, y = _heads(words, every, columns)
    drawn, rule = [], ""
    for row, mark in marked:
        if mark == "diamond":
            rule = line(0.0, y, width, y, part="rule", width=0.5)
            y += 6.0
        drawn.append(row_drawn(row, y, columns=columns, axis=axis, mark=mark))
        y = drawn[-1].below
    # Upright lines stand behind the marks.
    behind = upright(axis.at(0.0), drawn, part="none")
    behind += upright(axis.at(pooled.estimate), drawn, part="middle", dashes="2 4") if pooled else ""
    content = heads + rule + behind + "".join(row.svg for row in drawn)
    content += axis.drawn(y, written)
    sides, y = sides_drawn(words.left, words.right, y + 26.0, columns=columns, axis=axis)
    notes, y = notes_drawn(words.notes, y + 4.0, width=width)
    return _whole(name, words, content + sides + notes, width=width, height=y + 4.0)


def _always(pooled: IntervalRow | None) -> tuple[float, ...]:
    return (0.0, *interval_of(pooled)) if pooled else (0.0,)


def _heads(words: ForestWords, rows: Sequence[IntervalRow], columns: Columns) -> tuple[str, float]:
    base = ORDINARY + 4.0
    drawn = words_at(words.study, 8.0, base, weight="600")
    drawn += words_at(words.effect, columns.numbers_at, base, anchor="end", weight="600")
    if not columns.is_narrow and any(row.share for row in rows):
        drawn += words_at(words.weight, columns.share_at, base, anchor="end", weight="600")
    drawn += line(0.0, base + 8.0, columns.width, base + 8.0, part="rule", width=0.5)
    return drawn, base + 16.0


def _whole(name: str, words: ForestWords, content: str, *, width: float, height: float) -> str:
    return document(
        name=name,
        kind="forest",
        title=words.title,
        description=words.description,
        width=width,
        height=height,
        content=content,
    )
