"""Smooth curves through landmarks: the pencil the body chart is drawn with."""

from __future__ import annotations

import math

Point = tuple[float, float]

# Straight pieces a curve is made of between two landmarks. Seven leave less than 0.05 units between curve and piece
# where the figure bends most (the toes); the corners that are not needed are dropped when the shapes are cut.
_PIECES = 7
# Two landmarks in one place would divide by nothing.
_LEAST_KNOT = 1e-3
# Which knots each level of the pyramid mixes between.
_PYRAMID = (((0, 1), (1, 2), (2, 3)), ((0, 2), (1, 3)), ((1, 2),))


def points(landmarks: str) -> tuple[Point, ...]:
    """
    Read landmarks written as SVG writes points.

    Examples
    --------
    >>> points("0,0 12,1.6")
    ((0.0, 0.0), (12.0, 1.6))
    """
    pairs = (pair.split(",") for pair in landmarks.split())
    return tuple((float(x), float(y)) for x, y in pairs)


def curve(landmarks: str) -> tuple[Point, ...]:
    """
    Draw one line through landmarks: smooth, but with a corner wherever `|` stands after a landmark.

    Parameters
    ----------
    landmarks
        `x,y` pairs with blanks between them. `a b | c d` is a smooth stretch from a to b, a corner in b, and a smooth
        stretch from b over c to d.

    References
    ----------
    Centripetal Catmull-Rom splines make no loops and no cusps: Yuksel C, Schaefer S, Keyser J. Computer-Aided Design
    2011;43:747-755. doi:10.1016/j.cad.2010.08.008
    """
    stretches = [points(part) for part in landmarks.split("|")]
    line: tuple[Point, ...] = _smooth(stretches[0])
    for stretch in stretches[1:]:
        line += _smooth((line[-1], *stretch))[1:]
    return line


def ring(landmarks: str) -> tuple[Point, ...]:
    """Draw one closed line, smooth all round."""
    through = points(landmarks)
    return _through(through, before=through[-1], after=(through[0], through[1]))


def _smooth(through: tuple[Point, ...]) -> tuple[Point, ...]:
    if len(through) < 3:
        return through
    return (
        *_through(through, before=_beyond(through[1], through[0]), after=(_beyond(through[-2], through[-1]),)),
        through[-1],
    )


def _beyond(inner: Point, end: Point) -> Point:
    return (2 * end[0] - inner[0], 2 * end[1] - inner[1])


def _through(through: tuple[Point, ...], *, before: Point, after: tuple[Point, ...]) -> tuple[Point, ...]:
    chain = (before, *through, *after)
    return tuple(
        _between(*chain[start : start + 4], share=piece / _PIECES)
        for start in range(len(chain) - 3)
        for piece in range(_PIECES)
    )


def _between(before: Point, start: Point, end: Point, after: Point, *, share: float) -> Point:
    """Give the point of the spline at `share` of the way from `start` to `end` (the pyramid of Barry and Goldman)."""
    knots = [0.0]
    for left, right in ((before, start), (start, end), (end, after)):
        knots.append(knots[-1] + max(math.sqrt(math.dist(left, right)), _LEAST_KNOT))
    at = knots[1] + (knots[2] - knots[1]) * share
    row = [before, start, end, after]
    for level in _PYRAMID:
        row = [_mix(row[i], row[i + 1], (at - knots[a]) / (knots[b] - knots[a])) for i, (a, b) in enumerate(level)]
    return row[0]


def _mix(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
