"""
What the template of the body chart needs, as plain values.

Options in, context out; the drawing itself is `patterns.body_chart()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import knowledge, patterns
from unpinch.kernel import Mark, Side

ALL_VIEWS = ("front", "back", "left", "right")
# Steps of the pattern overlay, faintest first: more cannot be told apart by eye.
_STEPS = 4


@dataclass(frozen=True)
class BodyChartOptions:
    """
    How the chart is used on a page.

    Parameters
    ----------
    marks
        What is marked already; a side of None or both means both sides.
    name
        Name of the checkboxes; their values are `region:side`, such as `calf_lateral:left` or `coccyx:both`.
    chart_id
        Begins every id in the chart; two charts on a page need two.
    read_only
        Show marks and pattern, take none.
    pattern
        A layer under the marks: how much each region belongs to a structure, 0 to 1, as `patterns.referral` gives it.
    pattern_side
        The side the pattern is drawn on; None for both.
    pattern_name
        What the layer shows, for the legend: "Nerve root S1".
    views
        Which views to draw, in order.
    """

    marks: tuple[Mark, ...] = ()
    name: str = "mark"
    chart_id: str = "body-chart"
    read_only: bool = False
    pattern: tuple[tuple[str, float], ...] = ()
    pattern_side: Side | None = None
    pattern_name: str = ""
    views: tuple[str, ...] = ALL_VIEWS


def body_chart_context(options: BodyChartOptions) -> dict[str, Any]:
    """Give what `body_chart/body_chart.html` takes as `chart`."""
    chart = patterns.body_chart()
    marked = _marked_values(options.marks)
    groups = _groups(chart, marked=marked)
    boxes = [box["value"] for group in groups for row in group["rows"] for box in row["boxes"]]
    return {
        "id": options.chart_id,
        "name": options.name,
        "version": chart.version,
        "read_only": options.read_only,
        "pattern_name": options.pattern_name,
        "views": [_view(chart.view(name), options=options, marked=marked, boxes=boxes) for name in options.views],
        "groups": groups,
        "status": _status(len(marked)),
        "marked_words": [words for value, words in _spoken(chart).items() if value in marked],
    }


def _marked_values(marks: tuple[Mark, ...]) -> frozenset[str]:
    """Give the values of the checkboxes that are ticked: a mark on both sides ticks two."""
    midline = patterns.MIDLINE_REGIONS
    values: set[str] = set()
    for mark in marks:
        if mark.region in midline:
            values.add(f"{mark.region}:{Side.BOTH}")
        elif mark.side in (None, Side.BOTH):
            values |= {f"{mark.region}:{Side.LEFT}", f"{mark.region}:{Side.RIGHT}"}
        else:
            values.add(f"{mark.region}:{mark.side}")
    return frozenset(values)


def _view(
    view: patterns.BodyView, *, options: BodyChartOptions, marked: frozenset[str], boxes: list[str]
) -> dict[str, Any]:
    shapes = [_shape(shape, options=options, marked=marked, boxes=boxes) for shape in view.shapes]
    return {
        "name": view.name,
        "label": view.label.translated(_),
        "width": view.width,
        "height": view.height,
        "outline": view.outline,
        "lines": view.lines,
        "symmetric": view.symmetric,
        "arm": view.arm,
        "arm_lines": view.arm_lines,
        "captions": [{"x": one.x, "y": one.y, "text": one.text.translated(_)} for one in view.captions],
        "shapes": shapes,
        "says": _says(view, shapes=shapes, options=options),
    }


def _shape(
    shape: patterns.RegionShape, *, options: BodyChartOptions, marked: frozenset[str], boxes: list[str]
) -> dict[str, Any]:
    """Give one shape; `number` says which checkbox of the list is its own."""
    value = f"{shape.region}:{shape.side}"
    on_side = options.pattern_side in (None, Side.BOTH, shape.side) or shape.side is Side.BOTH
    weight = dict(options.pattern).get(shape.region, 0.0) if on_side else 0.0
    return {
        "number": boxes.index(value),
        "path": shape.path,
        "label": shape.label.translated(_),
        "is_marked": value in marked,
        "step": _step(weight),
    }


def _step(weight: float) -> int:
    """Give 0 for nothing and 1 to 4 for more and more."""
    return 0 if weight <= 0 else min(_STEPS, 1 + int(weight * _STEPS))


def _says(view: patterns.BodyView, *, shapes: list[dict[str, Any]], options: BodyChartOptions) -> str:
    """Say in words what a drawing that cannot be marked shows."""
    label = view.label.translated(_)
    named = "; ".join(shape["label"] for shape in shapes if shape["is_marked"])
    if not options.read_only or not named:
        return _("Drawing of the body: {view}").format(view=label)
    return _("Drawing of the body: {view}. Marked: {areas}").format(view=label, areas=named)


def _spoken(chart: patterns.BodyChart) -> dict[str, str]:
    """Give each value with its spoken name, each once."""
    return {f"{shape.region}:{shape.side}": shape.label.translated(_) for view in chart.views for shape in view.shapes}


def _groups(chart: patterns.BodyChart, *, marked: frozenset[str]) -> list[dict[str, Any]]:
    """Give the list that works without script: body part, region, sides."""
    spoken = _spoken(chart)
    parts = groupby(knowledge.body_regions(), key=lambda region: region.parent)
    together: dict[str, list[knowledge.BodyRegion]] = {}
    for part, regions in parts:
        together.setdefault(part, []).extend(regions)
    return [
        {"legend": _part_words(part), "rows": [_row(region, spoken=spoken, marked=marked) for region in regions]}
        for part, regions in together.items()
    ]


def _row(region: knowledge.BodyRegion, *, spoken: dict[str, str], marked: frozenset[str]) -> dict[str, Any]:
    sides = [side for side in (Side.LEFT, Side.RIGHT, Side.BOTH) if f"{region.id}:{side}" in spoken]
    values = [(side, f"{region.id}:{side}") for side in sides]
    return {
        "label": _(region.label),
        "boxes": [
            {"value": value, "label": spoken[value], "side": _side_words(side), "is_checked": value in marked}
            for side, value in values
        ],
    }


def _side_words(side: Side) -> str:
    return {Side.LEFT: _("Left"), Side.RIGHT: _("Right"), Side.BOTH: _("Here")}[side]


def _part_words(part: str) -> str:
    words = {
        "trunk": _("Back and belly"),
        "buttock": _("Buttock"),
        "hip": _("Hip and groin"),
        "pelvis": _("Between the legs"),
        "thigh": _("Thigh"),
        "knee": _("Knee"),
        "lower_leg": _("Lower leg"),
        "ankle": _("Ankle"),
        "foot": _("Foot"),
    }
    return words.get(part, part)


def _status(count: int) -> str:
    if not count:
        return _("Nothing is marked yet.")
    return ngettext("{count} area is marked.", "{count} areas are marked.", count).format(count=count)
