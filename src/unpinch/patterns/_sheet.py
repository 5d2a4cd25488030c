"""What one drawing is made of before it is cut: outline, cutters, lines."""

from __future__ import annotations

from dataclasses import dataclass

from shapely import Polygon, affinity, unary_union
from shapely.geometry.base import BaseGeometry

from ._curves import Point, points
from ._cut import Cut


@dataclass(frozen=True)
class Sheet:
    """
    A drawing, or half of one.

    `body` is filled; `cuts` make its regions; `lines` are drawn over it and carry no meaning: collarbones, folds, toes.
    """

    body: BaseGeometry
    cuts: tuple[Cut, ...]
    lines: tuple[tuple[Point, ...], ...]

    def placed(self, *, scale: float = 1, flip: bool = False, at: Point = (0, 0)) -> Sheet:
        """Give the drawing larger or smaller, turned over if asked, and with its origin moved to `at`."""
        sides = -scale if flip else scale

        def move(line: tuple[Point, ...]) -> tuple[Point, ...]:
            return tuple((x * sides + at[0], y * scale + at[1]) for x, y in line)

        return Sheet(
            body=affinity.affine_transform(self.body, [sides, 0, 0, scale, *at]),
            cuts=tuple(Cut(one.region, move(one.line)) for one in self.cuts),
            lines=tuple(move(line) for line in self.lines),
        )


def filled(*outlines: tuple[Point, ...]) -> BaseGeometry:
    """Fill closed outlines and melt them into one body."""
    # A hair's breadth out and in again closes the seams where limbs meet.
    return unary_union([Polygon(line).buffer(0) for line in outlines]).buffer(0.4).buffer(-0.4)


def strokes(*landmarks: str) -> tuple[tuple[Point, ...], ...]:
    """Read lines to be drawn over a body."""
    return tuple(points(line) for line in landmarks)
