"""One view of the body with marks and a pattern, as a picture of its own: for print, files and other software."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from unpinch.kernel import Mark, MarkKind, Side, Text, UnpinchError, say

from ._chart import MIDLINE_REGIONS, BodyView, Caption, RegionShape, body_chart
from ._hatches import HATCHES

# Steps of the pattern, faintest first: more cannot be told apart by eye.
STEPS = 4
# Enough to see where a mark is; the hatch of another kind still shows through.
_GROUND_OPACITY = 0.45
# Height of the letters in units of the view box, and how wide one is next to that, on the safe side.
_LETTERS, _WIDTH_OF_A_LETTER = 124, 0.55


@dataclass(frozen=True)
class ChartTheme:
    """Colours of a picture: a hatch and the ground under it for each kind of mark; `steps` are those of the pattern."""

    skin: str
    shadow: str
    line: str
    seam: str
    inks: Mapping[MarkKind, str]
    grounds: Mapping[MarkKind, str]
    steps: tuple[str, str, str, str]
    words: str


def _by_kind(pain: str, numbness: str, tingling: str, weakness: str) -> Mapping[MarkKind, str]:
    return dict(zip(MarkKind, (pain, numbness, tingling, weakness), strict=True))


THEMES: Mapping[str, ChartTheme] = {
    "light": ChartTheme(
        skin="#efe0d3", shadow="#dcc3b0", line="#70533f", seam="#fffaf3",
        inks=_by_kind("#a8160e", "#16477f", "#0a5c43", "#33261f"),
        grounds=_by_kind("#e8877b", "#9dbfe6", "#93d0b4", "#b8a497"),
        steps=("#ecdff1", "#d8c1e4", "#c2a0d4", "#a77abf"), words="#5e5265",
    ),
    "dark": ChartTheme(
        skin="#8d7263", shadow="#6f5648", line="#d9c0ae", seam="#4a372d",
        inks=_by_kind("#ffd7cf", "#cfe6ff", "#c5f5dd", "#fff1c9"),
        grounds=_by_kind("#b8392c", "#285a96", "#1c6b4d", "#4d3a1a"),
        steps=("#937a90", "#9d7ca8", "#ad84bf", "#c08fd6"), words="#c3b7c8",
    ),
    "contrast": ChartTheme(
        skin="#ffffff", shadow="#ffffff", line="#000000", seam="#000000",
        inks=dict.fromkeys(MarkKind, "#000000"), grounds=dict.fromkeys(MarkKind, "#ffffff"),
        steps=("#e0e0e0", "#bdbdbd", "#9a9a9a", "#777777"), words="#000000",
    ),
}  # fmt: skip


class UnknownChart(UnpinchError):
    """A view or theme that there is not."""


def chart_svg(
    *,
    view: str,
    marks: Sequence[Mark] = (),
    pattern: Sequence[tuple[str, float]] = (),
    pattern_side: Side | None = None,
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
    pattern
        A layer under the marks: how much each region belongs to a structure, 0 to 1, as `referral` gives it.
    pattern_side
        The side the pattern is drawn on; None for both.
    theme
        `light`, `dark` or `contrast`.

    Returns
    -------
    str
        An SVG document in the view box of the chart. Its title says in words what is marked.

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
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}" role="img">',
            f"<title>{escape(_title(drawn, marked))}</title>",
            _definitions(drawn, marked, colours),
            _body(drawn, colours),
            *_pattern_layer(drawn, dict(pattern), pattern_side, colours),
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


def _title(view: BodyView, marked: Mapping[MarkKind, Sequence[RegionShape]]) -> str:
    """Say in words what is marked: "Back. Pain: Left heel. Tingling: Left heel; Right heel"."""
    said = [_SAID[kind](_listed([shape.label for shape in shapes])) for kind, shapes in marked.items() if shapes]
    return ". ".join(str(words) for words in (view.label, *said))


def _listed(labels: Sequence[Text]) -> Text:
    """List labels as one text, each translated when it is read."""
    listed, *others = labels
    for label in others:
        listed = say("{areas}; {area}", areas=listed, area=label)
    return listed


def _definitions(view: BodyView, marked: Mapping[MarkKind, Sequence[RegionShape]], colours: ChartTheme) -> str:
    hatches = "".join(_hatch(kind, colours) for kind, shapes in marked.items() if shapes)
    return (
        f'<defs><path id="o" d={quoteattr(view.outline)}/><clipPath id="c"><use href="#o"/></clipPath>{hatches}</defs>'
    )


def _hatch(kind: MarkKind, colours: ChartTheme) -> str:
    one = HATCHES[kind]
    pen = f'stroke="{colours.inks[kind]}" stroke-width="{one.pen}" stroke-linecap="round"'
    return (
        f'<pattern id="{kind}" patternUnits="userSpaceOnUse" width="{one.size}" height="{one.size}" '
        f'patternTransform="rotate({one.turn})"><rect width="{one.size}" height="{one.size}" '
        f'fill="{colours.grounds[kind]}" fill-opacity="{_GROUND_OPACITY}"/>'
        f'<path d="{one.path}" {pen}/></pattern>'
    )


def _body(view: BodyView, colours: ChartTheme) -> str:
    return (
        f'<g clip-path="url(#c)"><use href="#o" fill="{colours.shadow}"/>'
        f'<use href="#o" fill="{colours.skin}" x="-32" y="-10"/></g>'
    )


def _pattern_layer(view: BodyView, weights: Mapping[str, float], side: Side | None, colours: ChartTheme) -> list[str]:
    shown = (shape for shape in view.shapes if side in (None, Side.BOTH, shape.side) or shape.side is Side.BOTH)
    stepped = ((shape, min(STEPS, 1 + int(weights.get(shape.region, 0.0) * STEPS))) for shape in shown)
    return [
        f'<path d="{shape.path}" fill="{colours.steps[step - 1]}"/>'
        for shape, step in stepped
        if weights.get(shape.region, 0.0) > 0
    ]


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
