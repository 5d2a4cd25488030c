"""The body chart on our pages: to mark on the first, to read on what we understood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from unpinch import navigator, patterns
from unpinch.kernel import Mark, Side
from unpinch.knowledge import StructureKind
from unpinch.server.web.components.body_chart import BodyChartOptions, ChartLayer, body_chart_context

from .muscles import muscle_href

# The name of the form field that holds the marks.
FIELD = "marks"
# As many structures to lay over the marks are in sight, and the muscle that fits best; the others are one step away.
LEADING_LAYERS = 3
_KINDS = (StructureKind.NERVE_ROOT, StructureKind.MUSCLE, StructureKind.JOINT, StructureKind.SPINE)


def chart_to_mark(marks: tuple[Mark, ...]) -> dict[str, Any]:
    """Give the chart that takes marks."""
    return body_chart_context(BodyChartOptions(marks=marks, name=FIELD))


def chart_to_read(reading: navigator.Reading) -> dict[str, Any]:
    """Give the chart that shows what was marked or said, over a structure that the reader may choose."""
    marks = (*reading.understanding.pain.regions, *reading.understanding.nerve_marks)
    return body_chart_context(
        BodyChartOptions(
            marks=marks,
            name=FIELD,
            read_only=True,
            layers=chart_layers(reading.fit.fits),
            layer_side=_one_side(marks),
            # Where nothing is marked nothing fits better than it is common: no structure is put forward.
            layer_is_chosen=bool(marks),
            unmapped=tuple(one.name.translated(_) for one in _layers(reading.fit.fits) if not one.parts),
        )
    )


def chart_layers(fits: Iterable[patterns.Fit]) -> tuple[ChartLayer, ...]:
    """Give what can be laid over the chart: the best fits first, then all others by kind, the best of each first."""
    drawn = [one for one in _layers(fits) if one.parts]
    muscle = next((one for one in drawn[LEADING_LAYERS:] if one.kind is StructureKind.MUSCLE), None)
    leading = [*drawn[:LEADING_LAYERS], *([muscle] if muscle else [])]
    others = sorted((one for one in drawn if one not in leading), key=lambda one: _KINDS.index(one.kind))
    return (
        *(_choice(one, group="") for one in leading),
        *(_choice(one, group=_group(one.kind)) for one in others),
    )


def _choice(layer: patterns.Layer, *, group: str) -> ChartLayer:
    return ChartLayer(layer, _short(layer), group=group, href=muscle_href(layer.structure))


def _layers(fits: Iterable[patterns.Fit]) -> list[patterns.Layer]:
    return [patterns.layer(structure=fit.source) for fit in fits if fit.kind is not StructureKind.OTHER]


def _short(layer: patterns.Layer) -> str:
    """Name a structure on a button: a part of its full name."""
    if layer.kind is StructureKind.NERVE_ROOT:
        return layer.structure
    if layer.kind is StructureKind.MUSCLE:
        return _(layer.structure.replace("_", " "))
    return layer.name.translated(_).partition(" (")[0]


def _group(kind: StructureKind) -> str:
    return {
        StructureKind.NERVE_ROOT: _("Other nerve roots"),
        StructureKind.MUSCLE: _("Other muscles"),
        StructureKind.JOINT: _("Joints and spine"),
        StructureKind.SPINE: _("Joints and spine"),
    }[kind]


def _one_side(marks: tuple[Mark, ...]) -> Side | None:
    """Give the side that all marks are on; None where they are on both, or it was not said."""
    sides = {mark.side for mark in marks}
    return sides.pop() if len(sides) == 1 else None
