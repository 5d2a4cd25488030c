"""One view of the body with marks and a pattern, as a picture of its own: for print, files and other software."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from unpinch.kernel import Mark, Side, UnpinchError

from ._chart import MIDLINE_REGIONS, BodyView, Caption, RegionShape, body_chart

# Steps of the pattern, faintest first: more cannot be told apart by eye.
STEPS = 4
_HATCH = 46
# Height of the letters in units of the view box, and how wide one is next to that, on the safe side.
_LETTERS, _WIDTH_OF_A_LETTER = 124, 0.55


@dataclass(frozen=True)
class ChartTheme:
    """Colours of a picture; `steps` are those of the pattern, faintest first."""

    skin: str
    shadow: str
    line: str
    seam: str
    mark: str
    mark_soft: str
    steps: tuple[str, str, str, str]
    words: str


THEMES: Mapping[str, ChartTheme] = {
    "light": ChartTheme(
        skin="#efe0d3", shadow="#dcc3b0", line="#70533f", seam="#fffaf3", mark="#a8160e", mark_soft="#e8877b",
        steps=("#ecdff1", "#d8c1e4", "#c2a0d4", "#a77abf"), words="#5e5265",
    ),
    "dark": ChartTheme(
        skin="#8d7263", shadow="#6f5648", line="#d9c0ae", seam="#4a372d", mark="#ffd7cf", mark_soft="#b8392c",
        steps=("#937a90", "#9d7ca8", "#ad84bf", "#c08fd6"), words="#c3b7c8",
    ),
    "contrast": ChartTheme(
        skin="#ffffff", shadow="#ffffff", line="#000000", seam="#000000", mark="#000000", mark_soft="#ffffff",
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
        What is marked; a side of None or both means both sides.
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
    marked = [shape for shape in drawn.shapes if any(_is_of(mark, shape) for mark in marks)]
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}" role="img">',
            f"<title>{escape(_title(drawn, marked))}</title>",
            _definitions(drawn, colours),
            _body(drawn, colours),
            *_pattern_layer(drawn, dict(pattern), pattern_side, colours),
            *[_shape(shape, is_marked=shape in marked, colours=colours) for shape in drawn.shapes],
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


def _title(view: BodyView, marked: Sequence[RegionShape]) -> str:
    named = "; ".join(dict.fromkeys(str(shape.label) for shape in marked))
    return f"{view.label}: {named}" if named else str(view.label)


def _definitions(view: BodyView, colours: ChartTheme) -> str:
    return (
        f'<defs><path id="o" d={quoteattr(view.outline)}/><clipPath id="c"><use href="#o"/></clipPath>'
        f'<pattern id="h" patternUnits="userSpaceOnUse" width="{_HATCH}" height="{_HATCH}" '
        f'patternTransform="rotate(45)"><rect width="{_HATCH}" height="{_HATCH}" fill="{colours.mark_soft}" '
        f'fill-opacity="0.75"/><path d="M0 11h{_HATCH}" stroke="{colours.mark}" stroke-width="13"/></pattern></defs>'
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


def _shape(shape: RegionShape, *, is_marked: bool, colours: ChartTheme) -> str:
    fill, stroke, width = ("url(#h)", colours.mark, 17) if is_marked else ("none", colours.seam, 13)
    return f'<path d="{shape.path}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"/>'


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
