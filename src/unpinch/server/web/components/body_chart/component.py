"""
What the template of the body chart needs, as plain values.

Options in, context out; the drawing itself is `patterns.body_chart()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import knowledge, patterns
from unpinch.kernel import Mark, MarkKind, Side

from .layers import ChartLayer, choices_context, drawn_context, hatches_context, told_context
from .values import mark_value, strength_name
from .words import STRENGTH_WORDS, kind_words, strength_words, strongest

ALL_VIEWS = ("front", "back", "left", "right")
# The values of marked checkboxes, kind by kind.
_Marked = dict[MarkKind, frozenset[str]]


@dataclass(frozen=True)
class BodyChartOptions:
    """
    How the chart is used on a page.

    Parameters
    ----------
    marks
        What is marked already; a side of None or both means both sides. The strength of a kind is its strongest mark's.
    name
        Name of the checkboxes; `values.py` says what they send. Their strength is `<name>-strength-<kind>`, with
        the id that Django's forms give it. Two charts to mark on a page need two names.
    chart_id
        Begins every other id in the chart; two charts on a page need two.
    read_only
        Show marks and layers, take none.
    layers
        Structures that a reader may lay under the marks, one at a time, the first at first; for a chart to read.
    layer_side
        The side they are drawn on; None for both.
    layer_is_chosen
        Whether the first layer is shown at first, or none.
    unmapped
        Names of structures that there is no layer for.
    views
        Which views to draw, in order.
    """

    marks: tuple[Mark, ...] = ()
    name: str = "mark"
    chart_id: str = "body-chart"
    read_only: bool = False
    layers: tuple[ChartLayer, ...] = ()
    layer_side: Side | None = None
    layer_is_chosen: bool = True
    unmapped: tuple[str, ...] = ()
    views: tuple[str, ...] = ALL_VIEWS


def body_chart_context(options: BodyChartOptions) -> dict[str, Any]:
    """Give what `body_chart/body_chart.html` takes as `chart`."""
    chart = patterns.body_chart()
    spoken = _spoken(chart)
    marked = {kind: _marked_areas(options.marks, kind=kind) for kind in MarkKind}
    order = [area for _part, regions in _parts() for region in regions for area in _areas(region, spoken)]
    return {
        "id": options.chart_id,
        "name": options.name,
        "version": chart.version,
        "read_only": options.read_only,
        "layers": choices_context(options.layers),
        "layer_count": len(options.layers),
        "layer_is_chosen": options.layer_is_chosen,
        "unmapped": "; ".join(options.unmapped),
        "layers_told": told_context(options.layers, side=options.layer_side),
        "layer_hatches": hatches_context(options.layers),
        "views": [_view(chart.view(name), options=options, marked=marked, order=order) for name in options.views],
        "kinds": [_kind(kind, options=options, marked=marked[kind], spoken=spoken) for kind in MarkKind],
        "status": _status(len(frozenset().union(*marked.values()))),
    }


def _marked_areas(marks: tuple[Mark, ...], *, kind: MarkKind) -> frozenset[str]:
    """Give the areas that are marked, each as `region:side`: a mark on both sides marks two."""
    areas: set[str] = set()
    for mark in marks:
        if mark.kind is not kind:
            continue
        if mark.region in patterns.MIDLINE_REGIONS:
            areas.add(_area(mark.region, Side.BOTH))
        elif mark.side in (None, Side.BOTH):
            areas |= {_area(mark.region, Side.LEFT), _area(mark.region, Side.RIGHT)}
        else:
            areas.add(_area(mark.region, mark.side))
    return frozenset(areas)


def _area(region: str, side: Side) -> str:
    return mark_value(Mark(region, side))


def _view(view: patterns.BodyView, *, options: BodyChartOptions, marked: _Marked, order: list[str]) -> dict[str, Any]:
    # A shape's number says which checkbox of each list is its own.
    numbers = [order.index(_area(shape.region, shape.side)) for shape in view.shapes]
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
        "shapes": [{"number": number, "path": shape.path} for number, shape in zip(numbers, view.shapes, strict=True)],
        "layers": drawn_context(options.layers, view=view, numbers=numbers, side=options.layer_side),
        "overlays": [{"kind": kind.value, "path": _overlay(view, marked[kind])} for kind in MarkKind],
        "says": _says(view, marked=marked, options=options),
    }


def _overlay(view: patterns.BodyView, areas: frozenset[str]) -> str:
    """Give all marked shapes of a view as one path."""
    return "".join(shape.path for shape in view.shapes if _area(shape.region, shape.side) in areas)


def _says(view: patterns.BodyView, *, marked: _Marked, options: BodyChartOptions) -> str:
    """Say in words what a drawing that cannot be marked shows."""
    label = view.label.translated(_)
    named = {
        kind: [shape.label.translated(_) for shape in view.shapes if _area(shape.region, shape.side) in areas]
        for kind, areas in marked.items()
    }
    if not options.read_only or not any(named.values()):
        return _("Drawing of the body: {view}").format(view=label)
    said = [_kind_and_areas(kind_words(kind), areas) for kind, areas in named.items() if areas]
    return _("Drawing of the body: {view}. Marked: {areas}").format(view=label, areas=". ".join(said))


def _kind_and_areas(kind: str, areas: list[str]) -> str:
    return _("{kind}: {areas}").format(kind=kind, areas="; ".join(areas))


def _spoken(chart: patterns.BodyChart) -> dict[str, str]:
    """Give each area with its spoken name, each once."""
    return {_area(shape.region, shape.side): shape.label.translated(_) for view in chart.views for shape in view.shapes}


def _kind(
    kind: MarkKind, *, options: BodyChartOptions, marked: frozenset[str], spoken: dict[str, str]
) -> dict[str, Any]:
    """Give what is shown of one kind: hatch, areas in words, strength, and the list that works without script."""
    of_kind = tuple(mark for mark in options.marks if mark.kind is kind)
    return {
        "name": kind.value,
        "label": kind_words(kind),
        "hatch": patterns.HATCHES[kind],
        "title": _title(kind, of_kind),
        "is_first": kind is MarkKind.PAIN,
        # Closed lists hide nothing that is marked.
        "is_open": kind is MarkKind.PAIN or bool(marked),
        "areas": "; ".join(words for area, words in spoken.items() if area in marked),
        "strength_name": strength_name(options.name, kind),
        "strengths": [
            {"value": value, "label": words, "is_chosen": value == strongest(of_kind)}
            for value, words in STRENGTH_WORDS.items()
        ],
        "groups": [
            {"legend": _part_words(part), "rows": [_row(region, kind, spoken, marked) for region in regions]}
            for part, regions in _parts()
        ],
    }


def _title(kind: MarkKind, marks: tuple[Mark, ...]) -> str:
    """Name a kind with its strength: "Numbness, a lot"."""
    label, strength = kind_words(kind), strength_words(marks)
    return _("{kind}, {strength}").format(kind=label, strength=strength) if strength else label


def _parts() -> list[tuple[str, list[knowledge.BodyRegion]]]:
    """Give the regions of each part of the body, in the order of the file."""
    together: dict[str, list[knowledge.BodyRegion]] = {}
    for region in knowledge.body_regions():
        together.setdefault(region.parent, []).append(region)
    return list(together.items())


def _areas(region: knowledge.BodyRegion, spoken: dict[str, str]) -> list[str]:
    """Give the areas of a region: left and right, or the one on the midline."""
    return [area for side in Side if (area := _area(region.id, side)) in spoken]


def _row(
    region: knowledge.BodyRegion, kind: MarkKind, spoken: dict[str, str], marked: frozenset[str]
) -> dict[str, Any]:
    return {
        "label": _(region.label),
        "boxes": [
            {
                "value": mark_value(Mark(region.id, side, kind)),
                "label": _spoken_box(spoken[area], kind),
                "side": _side_words(side),
                "is_checked": area in marked,
            }
            for side in Side
            if (area := _area(region.id, side)) in spoken
        ],
    }


def _spoken_box(area: str, kind: MarkKind) -> str:
    """Name a checkbox; pain goes without saying, and the drawing takes the names of its areas from there."""
    return area if kind is MarkKind.PAIN else _("{area}, {kind}").format(area=area, kind=kind_words(kind).lower())


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
