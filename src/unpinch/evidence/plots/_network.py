"""The network plot: which treatments were compared with which, and in how many trials."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from unpinch.drawing import (
    ACCENT,
    LEADING,
    ORDINARY,
    SMALL,
    BadDrawing,
    document,
    element,
    lines_at,
    width_of,
    words_at,
    wrapped,
)

from ._rows import NARROW, empty_drawn, notes_drawn

# More treatments than this are numbered, with a key: their names would run into each other.
_MOST_NAMED = 12
# With more comparisons than this, numbers at the lines would hide them.
_MOST_COUNTED = 15
_LARGEST_NODE, _SMALLEST_NODE = 20.0, 6.0
_SMALLEST_NUMBERED = 11.0
_WIDEST_LINE, _THINNEST_LINE = 10.0, 1.5


@dataclass(frozen=True)
class NetworkNode:
    """A treatment and how many people had it (or another size above 0)."""

    name: str
    size: float = 1.0


@dataclass(frozen=True)
class NetworkEdge:
    """A comparison: the two treatments' places in the list, counted from 0, and in how many trials."""

    one: int
    other: int
    trials: int


@dataclass(frozen=True)
class NetworkWords:
    """The words of a network plot; see `ForestWords`."""

    title: str
    description: str
    notes: tuple[str, ...] = ()
    empty: str = ""


def network_svg(
    *,
    name: str,
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    words: NetworkWords,
    width: float = 360.0,
) -> str:
    """
    Draw treatments on a circle, larger where more people had them, and lines, wider for more trials.

    Parameters
    ----------
    name, words, width
        As `forest_svg` says.
    nodes
        Clockwise from the top; below 560 pixels, or with more than 12, numbered with a key below. None gives
        `words.empty`.
    edges
        Comparisons.

    Raises
    ------
    BadDrawing
        If a line leads nowhere or to itself, has no trial, or a size is not above 0; as `forest_svg` says.

    Examples
    --------
    >>> words = NetworkWords(title="Who was compared", description="One comparison.")
    >>> nodes, edges = [NetworkNode("Needling"), NetworkNode("Sham")], [NetworkEdge(0, 1, 3)]
    >>> svg = network_svg(name="n", nodes=nodes, edges=edges, words=words)
    >>> svg.count("<circle"), svg.count("<line")
    (2, 1)
    """
    if not nodes:
        content, height = empty_drawn(words.empty or words.title, width=width)
        return _whole(name, words, content, width=width, height=height)
    _check(nodes, edges)
    is_numbered = width < NARROW or len(nodes) > _MOST_NAMED
    margin = 30.0 if is_numbered else 175.0
    radius = min(0.5 * width - margin, 60.0 + 26.0 * len(nodes), 230.0)
    edge_of_words = 6.0 if is_numbered else 2.0 * LEADING * ORDINARY
    centre = (0.5 * width, radius + _LARGEST_NODE + edge_of_words)
    places = _places(len(nodes), radius=radius, centre=centre)
    sizes = _sizes(nodes, least=_SMALLEST_NUMBERED if is_numbered else _SMALLEST_NODE)
    content = _edges(edges, places, centre=centre)
    content += "".join(_node(x, y, size) for (x, y), size in zip(places, sizes, strict=True))
    y = centre[1] + radius + _LARGEST_NODE + edge_of_words
    if is_numbered:
        content += "".join(_numeral(at, *place) for at, place in enumerate(places, start=1))
        key, y = _key(nodes, y, width=width)
        content += key
    else:
        content += "".join(
            _name(node.name, place, size, centre=centre, width=width)
            for node, place, size in zip(nodes, places, sizes, strict=True)
        )
    notes, y = notes_drawn(words.notes, y + 4.0, width=width)
    return _whole(name, words, content + notes, width=width, height=y + 4.0)


def _check(nodes: Sequence[NetworkNode], edges: Sequence[NetworkEdge]) -> None:
    for node in nodes:
        if not (math.isfinite(node.size) and node.size > 0.0):
            raise BadDrawing(f"Treatment {node.name!r} has size {node.size:g}, but a size is above 0. Leave it out.")
    for at, edge in enumerate(edges, start=1):
        if not (0 <= edge.one < len(nodes) and 0 <= edge.other < len(nodes)) or edge.one == edge.other:
            raise BadDrawing(f"Comparison {at} does not lead from one treatment of the list to another. Correct it.")
        if edge.trials < 1:
            raise BadDrawing(f"Comparison {at} has {edge.trials} trials, but it needs one. Leave it out.")


def _places(count: int, *, radius: float, centre: tuple[float, float]) -> list[tuple[float, float]]:
    if count == 1:
        return [centre]
    turns = [2.0 * math.pi * at / count for at in range(count)]
    return [(centre[0] + radius * math.sin(turn), centre[1] - radius * math.cos(turn)) for turn in turns]


def _sizes(nodes: Sequence[NetworkNode], *, least: float) -> list[float]:
    """Give radii whose areas go with the sizes."""
    largest = max(node.size for node in nodes)
    return [max(least, _LARGEST_NODE * math.sqrt(node.size / largest)) for node in nodes]


def _node(x: float, y: float, radius: float) -> str:
    return element(
        "circle", class_="up-plot__node", cx=x, cy=y, r=radius, fill=ACCENT, stroke="currentColor", stroke_width=1.0
    )


def _numeral(at: int, x: float, y: float) -> str:
    # White on the accent is legible in the light and in the dark; the style sheet changes both together.
    return element(
        "text",
        str(at),
        class_="up-plot__numeral",
        x=x,
        y=y + 4.5,
        font_size=13.0,
        font_weight="700",
        text_anchor="middle",
        fill="#fff",
    )


def _edges(edges: Sequence[NetworkEdge], places: Sequence[tuple[float, float]], *, centre: tuple[float, float]) -> str:
    most = max((edge.trials for edge in edges), default=1)
    lines, counts = "", ""
    for edge in edges:
        (x1, y1), (x2, y2) = places[edge.one], places[edge.other]
        wide = max(_THINNEST_LINE, _WIDEST_LINE * edge.trials / most)
        lines += element(
            "line",
            class_="up-plot__edge",
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            stroke="currentColor",
            stroke_opacity=0.45,
            stroke_width=wide,
        )
        length = math.hypot(x2 - x1, y2 - y1)
        # On the outer side of the line, off its middle, so that numbers of crossing lines do not meet.
        away = 0.5 * wide + 8.0
        if (x1 - centre[0]) * (y2 - centre[1]) > (x2 - centre[0]) * (y1 - centre[1]):
            away = -away
        x = x1 + 0.42 * (x2 - x1) - away * (y2 - y1) / length
        y = y1 + 0.42 * (y2 - y1) + away * (x2 - x1) / length
        counts += words_at(str(edge.trials), x, y + 4.0, size=SMALL, anchor="middle", part="count")
    return lines + (counts if len(edges) <= _MOST_COUNTED else "")


def _name(words: str, place: tuple[float, float], radius: float, *, centre: tuple[float, float], width: float) -> str:
    """Write a treatment's name outside the circle, on the side on which it stands."""
    x, y = place
    across = (x - centre[0]) / max(1.0, math.hypot(x - centre[0], y - centre[1]))
    if abs(across) < 0.25:
        lines = wrapped(words, width=0.4 * width, size=ORDINARY)
        below = y > centre[1]
        top = y + radius + 16.0 if below else y - radius - 7.0 - (len(lines) - 1) * LEADING * ORDINARY
        return lines_at(lines, x, top, anchor="middle")
    room = (width - x if across > 0.0 else x) - radius - 14.0
    lines = wrapped(words, width=room, size=ORDINARY)
    top = y + 5.0 - 0.5 * (len(lines) - 1) * LEADING * ORDINARY
    side = radius + 7.0
    return lines_at(lines, x + side, top) if across > 0.0 else lines_at(lines, x - side, top, anchor="end")


def _key(nodes: Sequence[NetworkNode], y: float, *, width: float) -> tuple[str, float]:
    """List the numbered names, in two columns where there is room."""
    columns = 2 if width >= NARROW else 1
    wide = (width - 16.0) / columns
    half = math.ceil(len(nodes) / columns)
    drawn, lowest = "", y
    for column in range(columns):
        base = y + ORDINARY
        for at in range(column * half, min((column + 1) * half, len(nodes))):
            label = f"{at + 1}"
            indent = width_of("00 ", size=ORDINARY) + 4.0
            lines = wrapped(nodes[at].name, width=wide - indent - 8.0, size=ORDINARY)
            x = 8.0 + column * wide
            drawn += words_at(label, x, base, weight="700") + lines_at(lines, x + indent, base)
            base += max(1, len(lines)) * LEADING * ORDINARY + 3.0
        lowest = max(lowest, base)
    return drawn, lowest


def _whole(name: str, words: NetworkWords, content: str, *, width: float, height: float) -> str:
    return document(
        name=name,
        kind="network",
        title=words.title,
        description=words.description,
        width=width,
        height=height,
        content=content,
    )
