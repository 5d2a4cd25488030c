"""The funnel plot: do small studies lie to one side?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from unpinch.drawing import (
    ACCENT,
    LEADING,
    SMALL,
    Axis,
    BadDrawing,
    Written,
    document,
    element,
    line,
    lines_at,
    plainly,
    width_of,
    words_at,
    wrapped,
)

from ._rows import empty_drawn, notes_drawn

_LEFT, _RIGHT = 48.0, 16.0
# Height of the drawn area in parts of its width, and at most.
_SHAPE, _TALLEST = 0.72, 420.0
_POINT = 4.5
_ERROR_MARKS = 5


@dataclass(frozen=True)
class FunnelStudy:
    """A study: its effect (logarithm of a ratio), its standard error, and whether trim and fill added it."""

    effect: float
    se: float
    is_filled: bool = False


@dataclass(frozen=True)
class FunnelArea:
    """An area around no effect with |effect| < `slope` * standard error, and what it says, such as "p > 0.05"."""

    slope: float
    words: str


@dataclass(frozen=True)
class FunnelWords:
    """
    The words of a funnel plot; see `ForestWords`.

    `effect` and `error` stand at the axes; `studies`, `filled` and `limits` say what the marks and the sides of the
    funnel are.
    """

    title: str
    description: str
    effect: str
    error: str
    studies: str = ""
    filled: str = ""
    limits: str = ""
    notes: tuple[str, ...] = ()
    empty: str = ""


def funnel_svg(
    *,
    name: str,
    studies: Sequence[FunnelStudy],
    words: FunnelWords,
    middle: float = 0.0,
    slope: float = 1.96,
    areas: Sequence[FunnelArea] = (),
    is_ratio: bool = False,
    width: float = 360.0,
    written: Written = plainly,
) -> str:
    """
    Draw a funnel plot: effects to the right, standard errors downwards, exact studies at the top.

    Parameters
    ----------
    name, words, is_ratio, width, written
        As `forest_svg` says.
    studies
        Filled ones are drawn hollow.
    middle, slope
        The tip of the funnel, and its half width for each unit of standard error.
    areas
        Around no effect, shaded; the innermost is the darkest.

    Raises
    ------
    BadDrawing
        If a number is not finite, or a standard error not above 0; as `forest_svg` says.

    Examples
    --------
    >>> words = FunnelWords(title="Funnel", description="Two.", effect="Effect", error="Standard error")
    >>> svg = funnel_svg(name="f", studies=[FunnelStudy(-1, 0.5), FunnelStudy(-0.4, 0.1)], words=words, middle=-0.5)
    >>> svg.count("<circle")
    2
    """
    if not studies:
        content, height = empty_drawn(words.empty or words.title, width=width)
        return _whole(name, words, content, width=width, height=height)
    for at, study in enumerate(studies, start=1):
        if not (math.isfinite(study.effect) and math.isfinite(study.se) and study.se > 0.0):
            raise BadDrawing(f"Study {at} has an effect or standard error that cannot be drawn. Leave it out.")
    deepest = 1.06 * max(study.se for study in studies)
    axis = _axis(studies, middle=middle, half=slope * deepest, width=width, is_ratio=is_ratio)
    # Said above the axis, not beside it: upright words are hard to read, and long ones do not fit.
    said = wrapped(f"\N{DOWNWARDS ARROW}\N{NO-BREAK SPACE}{words.error}", width=width - 16.0, size=SMALL)
    top = len(said) * LEADING * SMALL + 12.0
    box = _Box(axis, top, top + min(_SHAPE * (axis.right - axis.left), _TALLEST), deepest)
    content = lines_at(said, 8.0, SMALL + 2.0, size=SMALL)
    content += _shapes(box, middle=middle, slope=slope, areas=areas, clip=f"{name}-inside") + _errors(box, written)
    content += "".join(_dot(axis.at(study.effect), box.down(study.se), is_filled=study.is_filled) for study in studies)
    content += axis.drawn(box.bottom, written)
    content += words_at(words.effect, 0.5 * (axis.left + axis.right), box.bottom + 38.0, size=SMALL, anchor="middle")
    key, y = _key(words, areas, any(study.is_filled for study in studies), box.bottom + 50.0, width=width)
    notes, y = notes_drawn(words.notes, y + 4.0, width=width)
    return _whole(name, words, content + key + notes, width=width, height=y + 4.0)


@dataclass(frozen=True)
class _Box:
    """Where effects and standard errors stand."""

    axis: Axis
    top: float
    bottom: float
    deepest: float

    def down(self, se: float) -> float:
        return self.top + se / self.deepest * (self.bottom - self.top)


def _axis(studies: Sequence[FunnelStudy], *, middle: float, half: float, width: float, is_ratio: bool) -> Axis:
    held = [middle - half, middle + half, 0.0, *(study.effect for study in studies)]
    room = 0.04 * (max(held) - min(held))
    return Axis(min(held) - room, max(held) + room, _LEFT, width - _RIGHT, is_ratio)


def _shapes(box: _Box, *, middle: float, slope: float, areas: Sequence[FunnelArea], clip: str) -> str:
    axis, top, bottom = box.axis, box.top, box.bottom
    inside = element("rect", x=axis.left, y=top, width=axis.right - axis.left, height=bottom - top)
    shaded = "".join(_triangle(box, area.slope * box.deepest) for area in areas)
    sides = "".join(
        line(axis.at(middle), top, axis.at(middle + side * slope * box.deepest), bottom, part="limit", dashes="5 4")
        for side in (-1.0, 1.0)
    )
    sides += line(axis.at(middle), top, axis.at(middle), bottom, part="middle", width=1.25)
    sides += line(axis.at(0.0), top, axis.at(0.0), bottom, part="none", width=0.75)
    return element("clipPath", inside, id=clip) + element("g", shaded + sides, clip_path=f"url(#{clip})")


def _triangle(box: _Box, half: float) -> str:
    tip, left, right = (box.axis.at(value) for value in (0.0, -half, half))
    points = f"{tip:.1f},{box.top:.1f} {left:.1f},{box.bottom:.1f} {right:.1f},{box.bottom:.1f}"
    return element("polygon", class_="up-plot__area", points=points, fill="currentColor", fill_opacity=0.08)


def _errors(box: _Box, written: Written) -> str:
    """Draw the axis of standard errors, 0 at the top."""
    left = box.axis.left
    drawn = line(left, box.top, left, box.bottom, part="axis")
    scale = Axis(0.0, box.deepest, box.top, box.bottom)
    marks = scale.marks(written)
    for value, label in marks[:: max(1, len(marks) // _ERROR_MARKS)]:
        y = scale.at(value)
        drawn += line(left - 5.0, y, left, y, part="axis")
        drawn += words_at(label, left - 8.0, y + 4.0, size=SMALL, anchor="end", part="tick")
    return drawn


def _dot(x: float, y: float, *, is_filled: bool) -> str:
    if is_filled:
        return element(
            "circle",
            class_="up-plot__filled",
            cx=x,
            cy=y,
            r=_POINT - 0.5,
            fill="none",
            stroke="currentColor",
            stroke_width=1.5,
        )
    return element("circle", class_="up-plot__mark", cx=x, cy=y, r=_POINT, fill=ACCENT, fill_opacity=0.85)


def _key(
    words: FunnelWords, areas: Sequence[FunnelArea], has_filled: bool, y: float, *, width: float
) -> tuple[str, float]:
    """Say what the marks are, one below the other where they do not stand beside each other."""
    signs = [(words.studies, _dot(8.0, -4.0, is_filled=False))]
    if has_filled:
        signs.append((words.filled, _dot(8.0, -4.0, is_filled=True)))
    signs.append((words.limits, line(0.0, -4.0, 16.0, -4.0, part="limit", dashes="5 4")))
    # The area of a level is darker by one shade for each that lies around it.
    signs += [(area.words, _shade() * (len(areas) - at)) for at, area in enumerate(areas)]
    x, row, drawn = 8.0, y + SMALL, ""
    for said, sign in signs:
        lines = wrapped(said, width=width - 40.0, size=SMALL)
        if not lines:
            continue
        wide = 24.0 + max(width_of(each, size=SMALL) for each in lines) + 16.0
        if x > 8.0 and x + wide > width:
            x, row = 8.0, row + LEADING * SMALL + 3.0
        drawn += element("g", sign + lines_at(lines, 22.0, 0.0, size=SMALL), transform=f"translate({x:.1f} {row:.1f})")
        row += (len(lines) - 1) * LEADING * SMALL
        x += wide
    return drawn, row + 10.0


def _shade() -> str:
    return element(
        "rect", class_="up-plot__area", y=-11.0, width=16.0, height=13.0, fill="currentColor", fill_opacity=0.08
    )


def _whole(name: str, words: FunnelWords, content: str, *, width: float, height: float) -> str:
    return document(
        name=name,
        kind="funnel",
        title=words.title,
        description=words.description,
        width=width,
        height=height,
        content=content,
    )
