"""
What can be laid over the marks of a chart to read: one structure at a time, chosen with radio buttons.

All layers are in the page and a style sheet shows the chosen one, so that choosing needs no script. A layer uses the
shapes of the chart (`<use>`) instead of drawing them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from unpinch import knowledge, patterns
from unpinch.kernel import Side
from unpinch.patterns import LayerPart

# The style sheet has a rule for each number.
MOST_LAYERS = 48


@dataclass(frozen=True)
class ChartLayer:
    """
    One structure to choose.

    `short` is on its button, and is part of the full name of `layer`. Those without a `group` stay in sight; the others
    are folded away under the name of their group. `href` leads to more about it.
    """

    layer: patterns.Layer
    short: str
    group: str = ""
    href: str = ""


def choices_context(layers: Sequence[ChartLayer]) -> list[dict[str, Any]]:
    """Give the groups of buttons, those in sight first; the first layer is chosen at first."""
    numbered = enumerate(layers, start=1)
    return [
        {
            "title": title,
            "choices": [
                {"number": number, "short": one.short, "name": _sentence(_name(one)), "is_first": number == 1}
                for number, one in group
            ],
        }
        for title, group in groupby(numbered, key=lambda one: one[1].group)
    ]


def told_context(layers: Sequence[ChartLayer], *, side: Side | None) -> list[dict[str, Any]]:
    """Say in words what each layer shows."""
    return [
        {
            "number": number,
            "name": _sentence(_name(one)),
            "side": _side_words(side),
            "href": one.href,
            "sources": one.layer.sources,
            "parts": [
                {"name": part.value, "label": part_words(part), "areas": _areas(regions)}
                for part, regions in one.layer.parts
            ],
        }
        for number, one in enumerate(layers, start=1)
    ]


def drawn_context(
    layers: Sequence[ChartLayer], *, view: patterns.BodyView, numbers: Sequence[int], side: Side | None
) -> list[dict[str, Any]]:
    """Give for each layer that is seen in a view the numbers of its shapes, part by part, the muscle itself on top."""
    shapes = [(shape.region, number) for shape, number in zip(view.shapes, numbers, strict=True) if _is_on(shape, side)]
    drawn = [
        {"number": number, "parts": [part for part in _drawn_parts(one.layer, shapes) if part["shapes"]]}
        for number, one in enumerate(layers, start=1)
    ]
    return [one for one in drawn if one["parts"]]


def _drawn_parts(layer: patterns.Layer, shapes: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    own_last = sorted(layer.parts, key=lambda one: one[0] is LayerPart.OWN)
    return [
        {"name": part.value, "shapes": [number for region, number in shapes if region in regions]}
        for part, regions in own_last
    ]


def hatches_context(layers: Sequence[ChartLayer]) -> list[dict[str, Any]]:
    """Give the hatch of each part that some layer has."""
    used = {part for one in layers for part, _regions in one.layer.parts}
    return [{"name": part.value, "hatch": patterns.LAYER_HATCHES[part]} for part in LayerPart if part in used]


def part_words(part: LayerPart) -> str:
    """Say what a part of a layer means."""
    return {
        LayerPart.OWN: _("The muscle itself, where sore spots are looked for"),
        LayerPart.PRIMARY: _("Often felt"),
        LayerPart.SPILLOVER: _("Felt at times"),
        LayerPart.RARE: _("Seldom felt"),
    }[part]


def _is_on(shape: patterns.RegionShape, side: Side | None) -> bool:
    return side in (None, Side.BOTH, shape.side) or shape.side is Side.BOTH


def _name(one: ChartLayer) -> str:
    return one.layer.name.translated(_)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _side_words(side: Side | None) -> str:
    return {Side.LEFT: _("drawn on your left side"), Side.RIGHT: _("drawn on your right side")}.get(
        side or Side.BOTH, _("drawn on both sides")
    )


def _areas(regions: Sequence[str]) -> str:
    labels = {region.id: region.label for region in knowledge.body_regions()}
    return "; ".join(_(labels[region]) for region in regions)
