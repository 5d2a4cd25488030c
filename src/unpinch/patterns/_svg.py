"""One view of the body with marks and a pattern, as a picture of its own: for print, files and other software."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from unpinch.kernel import Mark, MarkKind, Side, Text, UnpinchError, say

from ._chart import MIDLINE_REGIONS, BodyView, Caption, RegionShape, body_chart
from ._hatches import HATCHES, LAYER_HATCHES, Hatch
from ._layers import Layer, LayerPart

# Enough to see where a mark is; the hatch of another kind still shows through.
_GROUND_OPACITY = 0.45
# Width of the line around a muscle itself.
_OWN_EDGE = 22
# Height of the letters in units of the view box, and how wide one is next to that, on the safe side.
_LETTERS, _WIDTH_OF_A_LETTER = 124, 0.55


@dataclass(frozen=True)
class ChartTheme:
    """Colours of a picture: a hatch and the ground under it for each kind of mark and each part of a layer."""

    skin: str
    shadow: str
    line: str
    seam: str
    inks: Mapping[MarkKind, str]
    grounds: Mapping[MarkKind, str]
    layer_inks: Mapping[LayerPart, str]
    layer_grounds: Mapping[LayerPart, str]
    words: str


def _by_part(own: str, primary: str, spillover: str, rare: str) -> Mapping[LayerPart, str]:
    return dict(zip(LayerPart, (own, primary, spillover, rare), strict=True))


def _by_kind(pain: str, numbness: str, tingling: str, weakness: str) -> Mapping[MarkKind, str]:
    return dict(zip(MarkKind, (pain, numbness, tingling, weakness), strict=True))


THEMES: Mapping[str, ChartTheme] = {
    "light": ChartTheme(
        skin="#efe0d3", shadow="#dcc3b0", line="#70533f", seam="#fffaf3",
        inks=_by_kind("#a8160e", "#16477f", "#0a5c43", "#33261f"),
        grounds=_by_kind("#e8877b", "#9dbfe6", "#93d0b4", "#b8a497"),
        layer_inks=_by_part("#7a4a00", "#75458f", "#8a63a3", "#8a63a3"),
        layer_grounds=_by_part("none", "#c2a0d4", "#dcc8e7", "#ecdff1"), words="#5e5265",
    ),
    "dark": ChartTheme(
        skin="#8d7263", shadow="#6f5648", line="#d9c0ae", seam="#4a372d",
        inks=_by_kind("#ffd7cf", "#cfe6ff", "#c5f5dd", "#fff1c9"),
        grounds=_by_kind("#b8392c", "#285a96", "#1c6b4d", "#4d3a1a"),
        layer_inks=_by_part("#ffd591", "#e3c4f2", "#e3c4f2", "#e3c4f2"),
        layer_grounds=_by_part("none", "#7a4f8f", "#84637f", "#8a6a70"), words="#c3b7c8",
    ),
    "contrast": ChartTheme(
        skin="#ffffff", shadow="#ffffff", line="#000000", seam="#000000",
        inks=dict.fromkeys(MarkKind, "#000000"), grounds=dict.fromkeys(MarkKind, "#ffffff"),
        layer_inks=_by_part("#000000", "#5c5c5c", "#5c5c5c", "#5c5c5c"),
        layer_grounds=_by_part("none", "#c8c8c8", "#e6e6e6", "#f4f4f4"), words="#000000",
    ),
}  # fmt: skip


class UnknownChart(UnpinchError):
    """A view or theme that there is not."""


def chart_svg(
    *,
    view: str,
    marks: Sequence[Mark] = (),
    layer: Layer | None = None,
    layer_side: Side | None = None,
    theme: str = "light",
) -> str:
    """
    Draw one view of the body with what is marked on it.

    Parameters
    ----------
    view
        `front`, `back`, `left` or `right`.
    marks
        What is marked, each kind with its own hatch; a side of None or both means both sides.
    layer
        A structure under the marks, as `patterns.layer` gives it: where it lies and where it is felt.
    layer_side
        The side the layer is drawn on; None for both.
    theme
        `light`, `dark` or `contrast`.

    Returns
    -------
    str
        An SVG document in the view box of the chart. Its title says in words what is marked and what is laid over it.

    Raises
    ------
    UnknownChart
        If there is no such view or theme.

    Examples
    --------
    >>> chart_svg(view="back", marks=[Mark("calf_lateral", Side.LEFT)])[:5]
    '<svg '
    """
    drawn, colours = _view(view), _theme(theme)
    marked = {kind: _shapes_of(kind, marks=marks, view=drawn) for kind in MarkKind}
    laid = _laid_over(layer, view=drawn, side=layer_side)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}" role="img">',
            f"<title>{escape(_title(drawn, marked, layer, laid))}</title>",
            _definitions(drawn, marked, laid, colours),
            _body(drawn, colours),
            *[_layer_part(part, shapes, colours) for part, shapes in _own_last(laid)],
            _seams(drawn, colours),
            *[_overlay(kind, shapes, colours) for kind, shapes in marked.items() if shapes],
            *_lines(drawn, colours),
            *_captions(drawn, colours),
            "</svg>",
        ]
    )


def _view(name: str) -> BodyView:
    try:
        return body_chart().view(name)
    except KeyError:
        raise UnknownChart(f"There is no view {name!r:.40}. Use front, back, left or right.") from None


def _theme(name: str) -> ChartTheme:
    if name not in THEMES:
        raise UnknownChart(f"There is no theme {name!r:.40}. Use {', '.join(THEMES)}.")
    return THEMES[name]


def _is_of(mark: Mark, shape: RegionShape) -> bool:
    if mark.region != shape.region:
        return False
    return mark.region in MIDLINE_REGIONS or mark.side in (None, Side.BOTH, shape.side)


def _shapes_of(kind: MarkKind, *, marks: Sequence[Mark], view: BodyView) -> list[RegionShape]:
    of_kind = [mark for mark in marks if mark.kind is kind]
    return [shape for shape in view.shapes if any(_is_of(mark, shape) for mark in of_kind)]


_SAID: Mapping[MarkKind, Callable[[Text], Text]] = {
    MarkKind.PAIN: lambda areas: say("Pain: {areas}", areas=areas),
    MarkKind.NUMBNESS: lambda areas: say("Numbness: {areas}", areas=areas),
    MarkKind.TINGLING: lambda areas: say("Tingling: {areas}", areas=areas),
    MarkKind.WEAKNESS: lambda areas: say("Weakness: {areas}", areas=areas),
}


_LAID: Mapping[LayerPart, Callable[[Text], Text]] = {
    LayerPart.OWN: lambda areas: say("the muscle itself: {areas}", areas=areas),
    LayerPart.PRIMARY: lambda areas: say("often felt: {areas}", areas=areas),
    LayerPart.SPILLOVER: lambda areas: say("felt at times: {areas}", areas=areas),
    LayerPart.RARE: lambda areas: say("seldom felt: {areas}", areas=areas),
}
_Laid = Mapping[LayerPart, Sequence[RegionShape]]


def _laid_over(layer: Layer | None, *, view: BodyView, side: Side | None) -> _Laid:
    """Give the shapes of each part of a layer that are seen in a view."""
    shown = [shape for shape in view.shapes if side in (None, Side.BOTH, shape.side) or shape.side is Side.BOTH]
    parts = layer.parts if layer else ()
    laid = {part: [shape for shape in shown if shape.region in regions] for part, regions in parts}
    return {part: shapes for part, shapes in laid.items() if shapes}


def _own_last(laid: _Laid) -> list[tuple[LayerPart, Sequence[RegionShape]]]:
    """Put the muscle itself on top: its pain may be felt where it lies."""
    return sorted(laid.items(), key=lambda one: one[0] is LayerPart.OWN)


def _title(view: BodyView, marked: Mapping[MarkKind, Sequence[RegionShape]], layer: Layer | None, laid: _Laid) -> str:
    """Say in words what is marked: "Back. Pain: Left heel. Nerve root S1, often felt: Left heel; Right heel"."""
    said = [_SAID[kind](_listed([shape.label for shape in shapes])) for kind, shapes in marked.items() if shapes]
    over = [_over(layer, _LAID[part](_listed([shape.label for shape in laid[part]]))) for part in laid if layer]
    return ". ".join(str(words) for words in (view.label, *said, *over))


def _over(layer: Layer, words: Text) -> Text:
    return say("{structure}, {areas}", structure=layer.name, areas=words)


def _listed(labels: Sequence[Text]) -> Text:
    """List labels as one text, each translated when it is read."""
    listed, *others = labels
    for label in others:
        listed = say("{areas}; {area}", areas=listed, area=label)
    return listed


def _definitions(
    view: BodyView, marked: Mapping[MarkKind, Sequence[RegionShape]], laid: _Laid, colours: ChartTheme
) -> str:
    # Over a layer the hatch alone: the layer shows through.
    opacity = 0 if laid else _GROUND_OPACITY
    of_marks = [
        _hatch(kind, HATCHES[kind], ink=colours.inks[kind], ground=colours.grounds[kind], opacity=opacity)
        for kind, shapes in marked.items()
        if shapes
    ]
    of_layer = [
        _hatch(part, LAYER_HATCHES[part], ink=colours.layer_inks[part], ground=colours.layer_grounds[part])
        for part in laid
    ]
    hatches = "".join([*of_marks, *of_layer])
    return (
        f'<defs><path id="o" d={quoteattr(view.outline)}/><clipPath id="c"><use href="#o"/></clipPath>{hatches}</defs>'
    )


def _hatch(name: str, one: Hatch, *, ink: str, ground: str, opacity: float = 1) -> str:
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{one.size}" height="{one.size}" '
        f'patternTransform="rotate({one.turn})"><rect width="{one.size}" height="{one.size}" '
        f'fill="{ground}" fill-opacity="{opacity}"/>'
        f'<path d="{one.path}" fill="none" stroke="{ink}" stroke-width="{one.pen}" stroke-linecap="round"/></pattern>'
    )


def _body(view: BodyView, colours: ChartTheme) -> str:
    return (
        f'<g clip-path="url(#c)"><use href="#o" fill="{colours.shadow}"/>'
        f'<use href="#o" fill="{colours.skin}" x="-32" y="-10"/></g>'
    )


def _layer_part(part: LayerPart, shapes: Sequence[RegionShape], colours: ChartTheme) -> str:
    paths = "".join(shape.path for shape in shapes)
    pen = f'stroke="{colours.layer_inks[part]}" stroke-width="{_OWN_EDGE}"' if part is LayerPart.OWN else ""
    return f'<path d="{paths}" fill="url(#{part})" {pen}/>'


def _seams(view: BodyView, colours: ChartTheme) -> str:
    paths = "".join(f'<path d="{shape.path}"/>' for shape in view.shapes)
    return f'<g fill="none" stroke="{colours.seam}" stroke-width="13" stroke-linejoin="round">{paths}</g>'


def _overlay(kind: MarkKind, shapes: Sequence[RegionShape], colours: ChartTheme) -> str:
    paths = "".join(shape.path for shape in shapes)
    pen = f'stroke="{colours.inks[kind]}" stroke-width="17" stroke-linejoin="round"'
    return f'<path d="{paths}" fill="url(#{kind})" {pen}/>'


def _lines(view: BodyView, colours: ChartTheme) -> list[str]:
    pen = f'fill="none" stroke="{colours.line}" stroke-linecap="round" stroke-linejoin="round"'
    lines = f'<path d="{view.lines}" {pen} stroke-width="9" opacity="0.7"/>'
    turned = f'<g transform="matrix(-1 0 0 1 {view.width} 0)">{lines}</g>' if view.symmetric else ""
    arm = f'<path d="{view.arm}" fill="{colours.skin}"/><path d="{view.arm_lines}" {pen} stroke-width="11"/>'
    return [f'<use href="#o" {pen} stroke-width="11"/>', lines, turned, arm if view.arm else ""]


def _captions(view: BodyView, colours: ChartTheme) -> list[str]:
    return [
        f'<text x="{_inside(one, view)}" y="{one.y}" fill="{colours.words}" font-family="sans-serif" '
        f'font-size="{_LETTERS}" text-anchor="middle">{escape(str(one.text))}</text>'
        for one in view.captions
    ]


def _inside(caption: Caption, view: BodyView) -> int:
    """Move a caption so far in that it is not cut off: a picture, other than a page, shows nothing beyond its edge."""
    half = round(len(str(caption.text)) * _LETTERS * _WIDTH_OF_A_LETTER / 2)
    return min(max(caption.x, half), view.width - half)
