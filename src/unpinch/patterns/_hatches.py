"""How marks and what is laid over them are drawn: each by its own hatch, to be told apart without its colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unpinch.kernel import MarkKind

from ._layers import LayerPart


@dataclass(frozen=True)
class Hatch:
    """
    A square tile that is laid over a marked region again and again.

    `size` is its edge and `pen` the width of the line, in units of the view box; `path` is drawn with round ends, so
    that a line without length is a dot. `turn` is how far the tiling is turned, in degrees.
    """

    size: int
    path: str
    pen: int
    turn: int = 0


# Lines that slant, lines that lie level, dots, and crosses: none is made of another, so they can lie over each other.
HATCHES: Mapping[MarkKind, Hatch] = {
    MarkKind.PAIN: Hatch(size=46, path="M-9 11h64", pen=13, turn=45),
    MarkKind.NUMBNESS: Hatch(size=62, path="M-9 31h80", pen=17),
    MarkKind.TINGLING: Hatch(size=80, path="M20 20h0M60 60h0", pen=30),
    MarkKind.WEAKNESS: Hatch(size=116, path="M12 12l34 34m0-34l-34 34M70 70l34 34m0-34l-34 34", pen=13),
}
# Rings for where a muscle lies; upright lines for where it is felt, the closer together the more, and dashes for
# seldom: marks lie over them, and slanting, level, dotted and crossed belong to those.
LAYER_HATCHES: Mapping[LayerPart, Hatch] = {
    LayerPart.OWN: Hatch(size=128, path="M32 10a22 22 0 1 0 .1 0zM96 74a22 22 0 1 0 .1 0z", pen=16),
    LayerPart.PRIMARY: Hatch(size=34, path="M17-9v52", pen=11),
    LayerPart.SPILLOVER: Hatch(size=84, path="M42-9v102", pen=9),
    LayerPart.RARE: Hatch(size=96, path="M24 8v32M72 56v32", pen=9),
}
