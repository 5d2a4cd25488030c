"""People in 1,000: one small figure for each, so that a share can be seen and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unpinch.drawing import (
    ACCENT,
    LEADING,
    ORDINARY,
    SECOND,
    BadDrawing,
    document,
    element,
    lines_at,
    width_of,
    words_at,
    wrapped,
)

from ._rows import NARROW, notes_drawn

# How groups look, by their number; they differ in shape, not in colour alone: full (0), half full (1), hollow (2),
# hollow with a cross (3).
_LOOKS = ((), (0,), (0, 2), (0, 1, 2), (0, 1, 2, 3))
_MOST_GROUPS = 4
_BODY = "M1.2 11V7.2Q1.2 5 3.5 5T5.8 7.2V11Z"
_FIGURE = (7.0, 11.6)
# People stand in blocks of 10 by 5, which can be counted.
_BLOCK = (10, 5)


@dataclass(frozen=True)
class PeopleGroup:
    """So many of all people, and what became of them, in words."""

    people: int
    words: str


@dataclass(frozen=True)
class IconWords:
    """The words of a drawing of people; see `ForestWords`."""

    title: str
    description: str
    notes: tuple[str, ...] = ()


def icons_svg(
    *, name: str, groups: Sequence[PeopleGroup], words: IconWords, total: int = 1000, width: float = 360.0
) -> str:
    """
    Draw people, group after group.

    Parameters
    ----------
    name, words, width
        As `forest_svg` says.
    groups
        At most 4, in the order drawn; together exactly `total`. The key says each number in digits.
    total
        100 or 1,000 people.

    Raises
    ------
    BadDrawing
        If there are more than 4 groups, a number below 0, or a sum that is not `total`; as `forest_svg` says.

    Examples
    --------
    >>> groups = [PeopleGroup(12, "feel sore for a day"), PeopleGroup(988, "do not")]
    >>> svg = icons_svg(name="sore", groups=groups, words=IconWords(title="Soreness", description="12 in 1,000."))
    >>> svg.count("<use")
    1002
    """
    _check(groups, total)
    columns = 10 if total == 100 else 40 if width < NARROW else 50
    defined = "".join(element("g", _figure(look), id=f"{name}-{at}") for at, look in enumerate(_LOOKS[len(groups)]))
    figures, y = _crowd(name, groups, columns=columns, width=width)
    key, y = _key(name, groups, y + 8.0, width=width)
    notes, y = notes_drawn(words.notes, y + 4.0, width=width)
    return document(
        name=name,
        kind="people",
        title=words.title,
        description=words.description,
        width=width,
        height=y + 4.0,
        content=element("defs", defined) + figures + key + notes,
    )


def _check(groups: Sequence[PeopleGroup], total: int) -> None:
    if total not in {100, 1000}:
        raise BadDrawing(f"People are drawn in 100 or in 1000, not in {total}. Choose one of them.")
    if len(groups) > _MOST_GROUPS:
        raise BadDrawing(
            f"There are {len(groups)} groups of people, more than can be told apart. Draw at most {_MOST_GROUPS}."
        )
    for group in groups:
        if group.people < 0:
            raise BadDrawing(f"The group {group.words!r} has {group.people} people. Correct it.")
    if sum(group.people for group in groups) != total:
        raise BadDrawing(f"The groups have {sum(group.people for group in groups)} people together, not {total}.")


def _figure(look: int) -> str:
    """Draw one person, 7 by 11 units."""
    colour, width = (ACCENT, SECOND, "currentColor", "currentColor")[look], (0.9, 0.9, 0.7, 0.7)[look]
    filled = (colour, "none", "none", "none")[look]
    part = f"up-plot__person up-plot__person--{look + 1}"
    outline: dict[str, str | float] = {"class_": part, "fill": filled, "stroke": colour, "stroke_width": width}
    drawn = element("circle", cx=3.5, cy=2.3, r=1.8, **outline) + element("path", d=_BODY, **outline)
    if look == 1:
        # The head full, the body hollow.
        drawn += element("circle", class_=part, cx=3.5, cy=2.3, r=1.8, fill=colour)
    if look == 3:
        drawn += element("path", d="M2 6.5L5 10M5 6.5L2 10", **outline)
    return drawn


def _crowd(name: str, groups: Sequence[PeopleGroup], *, columns: int, width: float) -> tuple[str, float]:
    """Set all figures, row after row, and say how far down they go."""
    looks = [look for look, group in enumerate(groups) for _ in range(group.people)]
    gaps = columns // _BLOCK[0] - 1
    cell = min((width - 16.0 - 6.0 * gaps) / columns, 20.0)
    scale = 0.9 * cell / _FIGURE[0]
    row_height = scale * _FIGURE[1] * 1.08
    drawn = ""
    for at, look in enumerate(looks):
        row, column = divmod(at, columns)
        x = 8.0 + column * cell + 6.0 * (column // _BLOCK[0])
        y = 4.0 + row * row_height + 6.0 * (row // _BLOCK[1])
        drawn += element("use", href=f"#{name}-{look}", x=x / scale, y=y / scale)
    rows = len(looks) // columns
    bottom = 4.0 + rows * row_height + 6.0 * ((rows - 1) // _BLOCK[1])
    return element("g", drawn, transform=f"scale({scale:.4f})"), bottom


def _key(name: str, groups: Sequence[PeopleGroup], y: float, *, width: float) -> tuple[str, float]:
    drawn = ""
    wide = max((width_of(f"{group.people:,}", size=ORDINARY) for group in groups), default=0.0)
    for look, group in enumerate(groups):
        base = y + ORDINARY
        sign = element("use", href=f"#{name}-{look}")
        drawn += element("g", sign, transform=f"translate(8 {base - 14.0:.1f}) scale(1.5)")
        drawn += words_at(f"{group.people:,}", 28.0 + wide, base, anchor="end", weight="600", part="numbers")
        lines = wrapped(group.words, width=width - wide - 46.0, size=ORDINARY) or ("",)
        drawn += lines_at(lines, 36.0 + wide, base)
        y += len(lines) * LEADING * ORDINARY + 4.0
    return drawn, y
