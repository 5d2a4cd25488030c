"""The one drawing of a course: scores, what is felt, the band ahead, the published course, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unpinch.drawing import ACCENT, SECOND, SMALL, Axis, document, element, line, number, width_of, words_at

from ._course import PAIN_MOST, Entry, Felt, TreatmentEffect, follow
from ._published import PublishedCourse

BAND_SHARE = 0.8
# A point for each pixel or two is as fine as a line can be seen.
_POINTS_AT_MOST = 180
_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 10.0, 30.0, 40.0
_HEIGHT = 300.0
_LABEL_GAP = 6.0


@dataclass(frozen=True)
class CourseWords:
    """The words of the drawing, translated; `day` is written below the axis with `{day}`."""

    title: str
    description: str
    day: str
    half: str
    no_longer_bothers: str


@dataclass(frozen=True)
class CourseMark:
    """Something that was done, on a day since the record began."""

    day: float
    words: str


@dataclass(frozen=True)
class CourseChart:
    """
    What is drawn: from day 0 to `last_day`, with `today` between them.

    `half` is half of the pain at the start, `bothers` the pain below which it no longer bothers, both 0 to 10; None
    leaves its line out.
    """

    course: PublishedCourse
    entries: Sequence[Entry]
    today: float
    last_day: float
    marks: Sequence[CourseMark] = ()
    effects: Sequence[TreatmentEffect] = ()
    half: float | None = None
    bothers: float | None = None


def course_svg(*, chart: CourseChart, words: CourseWords, name: str = "course", width: float = 640.0) -> str:
    """
    Draw a course as SVG without style of its own.

    Raises
    ------
    BadDrawing
        If the width leaves no room for words.
    """
    axes = _Axes(
        Axis(0.0, max(chart.last_day, 1.0), _LEFT, width - _RIGHT),
        Axis(PAIN_MOST, 0.0, _TOP, _HEIGHT - _BOTTOM),
    )
    felt = follow(course=chart.course, entries=chart.entries, days=_days(chart), effects=chart.effects)
    content = "".join(
        (
            _published(axes, chart),
            _band(axes, [each for each in felt if each.day >= chart.today], part="ahead"),
            _goals(axes, chart, words),
            _marks(axes, chart.marks),
            _scores(axes, chart.entries),
            _felt(axes, felt, today=chart.today),
            _today(axes, chart.today),
            _scales(axes, words),
        )
    )
    return document(
        name=name,
        kind="course",
        title=words.title,
        description=words.description,
        width=width,
        height=_HEIGHT,
        content=content,
    )


@dataclass(frozen=True)
class _Axes:
    days: Axis
    pain: Axis

    def at(self, day: float, pain: float) -> tuple[float, float]:
        return self.days.within(day), self.pain.within(pain)


def _days(chart: CourseChart) -> list[float]:
    step = max(1.0, chart.last_day / _POINTS_AT_MOST)
    count = int(chart.last_day / step)
    return sorted({*(at * step for at in range(count + 1)), chart.today, chart.last_day})


def _published(axes: _Axes, chart: CourseChart) -> str:
    alone = follow(course=chart.course, entries=(), days=_days(chart))
    middle = _path([axes.at(each.day, each.mean) for each in alone])
    return _band(axes, alone, part="published") + _line(
        middle, part="published-mean", colour="currentColor", dashes="2 4"
    )


def _band(axes: _Axes, felt: Sequence[Felt], *, part: str) -> str:
    limits = [(each.day, *each.band(BAND_SHARE)) for each in felt]
    there = [axes.at(day, high) for day, _low, high in limits]
    back = [axes.at(day, low) for day, low, _high in reversed(limits)]
    if not there:
        return ""
    colour, shade = (ACCENT, 0.28) if part == "ahead" else ("currentColor", 0.08)
    around = _path([*there, *back]) + "Z"
    return element("path", class_=f"up-plot__{part}", d=around, fill=colour, fill_opacity=shade, stroke="none")


def _felt(axes: _Axes, felt: Sequence[Felt], *, today: float) -> str:
    so_far = _path([axes.at(each.day, each.mean) for each in felt if each.day <= today])
    ahead = _path([axes.at(each.day, each.mean) for each in felt if each.day >= today])
    return _line(so_far, part="felt", colour=ACCENT, width=3.0) + _line(
        ahead, part="felt", colour=ACCENT, width=2.0, dashes="6 4"
    )


def _scores(axes: _Axes, entries: Sequence[Entry]) -> str:
    return "".join(_dot(*axes.at(entry.day, entry.pain), is_hollow=entry.is_sore) for entry in entries)


def _dot(x: float, y: float, *, is_hollow: bool) -> str:
    fill = "none" if is_hollow else "currentColor"
    return element("circle", class_="up-plot__score", cx=x, cy=y, r=2.5, fill=fill, stroke="currentColor")


def _goals(axes: _Axes, chart: CourseChart, words: CourseWords) -> str:
    goals = [(chart.half, words.half), (chart.bothers, words.no_longer_bothers)]
    lines = []
    for pain, said in goals:
        if pain is None:
            continue
        y = axes.pain.at(pain)
        lines.append(line(axes.days.left, y, axes.days.right, y, part="goal", width=1.0, dashes="1 3"))
        lines.append(words_at(said, axes.days.right, y - 4.0, size=SMALL, anchor="end", part="goal-words"))
    return "".join(lines)


def _marks(axes: _Axes, marks: Sequence[CourseMark]) -> str:
    """Draw what was done as lines from top to bottom, its words above; words that would meet others are left out."""
    drawn, free_from = [], axes.days.left
    for mark in sorted(marks, key=lambda each: each.day):
        x = axes.days.within(mark.day)
        y1, y2 = _TOP - 4.0, axes.pain.right
        drawn.append(element("line", class_="up-plot__done", x1=x, x2=x, y1=y1, y2=y2, stroke=SECOND, stroke_width=2.0))
        wide = width_of(mark.words, size=SMALL)
        start = min(x, axes.days.right - wide)
        if start >= free_from:
            drawn.append(words_at(mark.words, start, _TOP - 10.0, size=SMALL, part="done-words"))
            free_from = start + wide + _LABEL_GAP
    return "".join(drawn)


def _today(axes: _Axes, today: float) -> str:
    x = axes.days.within(today)
    return line(x, axes.pain.left, x, axes.pain.right, part="today", width=1.0)


def _scales(axes: _Axes, words: CourseWords) -> str:
    left, bottom = axes.days.left, axes.pain.right
    parts = [line(left, axes.pain.left, left, bottom, part="axis"), axes.days.drawn(bottom, lambda day: f"{day:g}")]
    for pain in range(0, 11, 2):
        y = axes.pain.at(pain)
        parts.append(words_at(str(pain), left - 6.0, y + 4.0, size=SMALL, anchor="end", part="tick"))
    return "".join([*parts, words_at(words.day, axes.days.right, bottom + 34.0, size=SMALL, anchor="end", part="tick")])


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) if points else ""


def _line(path: str, *, part: str, colour: str, width: float = 1.5, dashes: str | None = None) -> str:
    if not path:
        return ""
    return element(
        "path",
        class_=f"up-plot__{part}",
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dashes,
        stroke_linejoin="round",
    )
