"""The body chart: four views, each with its outline and one shape a region and side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import shapely
from shapely import affinity, box, unary_union
from shapely.geometry.base import BaseGeometry

from unpinch import knowledge
from unpinch.kernel import Side, Text, say

from ._curves import Point
from ._cut import Pieces, cut
from ._feet import foot_from_above, foot_from_below, foot_from_inside
from ._front_and_back import back_half, front_half
from ._path import shape_path, spline_path
from ._sheet import Sheet
from ._side import arm_from_the_side, from_the_side

# Goes up when a region is added, removed or moved to another part of the body, and when marks say more; stored with
# them. Version 2: marks have a kind and a strength.
CHART_VERSION = "2"
MIDLINE_REGIONS = frozenset({"coccyx", "perineum_saddle"})
_NAMES = ("Achilles",)


@dataclass(frozen=True)
class RegionShape:
    """
    One region on one side of the body, as seen in one view.

    `path` is closed path data, sometimes of two parts: on the figure and on the larger foot beside it. `label` is the
    spoken name, such as "Left back of thigh, lower half". A region on the midline has side `both`.
    """

    region: str
    side: Side
    path: str
    label: Text


@dataclass(frozen=True)
class Caption:
    """Words inside a drawing, centred at `x`, `y`."""

    x: int
    y: int
    text: Text


@dataclass(frozen=True)
class BodyView:
    """
    One view of the figure: `front`, `back`, `left` or `right`.

    All path data are in the view box `0 0 width height`. `outline` is the whole body and the larger feet; `lines` only
    make it look like a body; in a `symmetric` view they are those of one half, to be drawn again with x as `width - x`.
    `arm`, where there is one, lies in front of it and `arm_lines` are its edge.
    """

    name: str
    label: Text
    width: int
    height: int
    outline: str
    lines: str
    symmetric: bool
    arm: str
    arm_lines: str
    shapes: tuple[RegionShape, ...]
    captions: tuple[Caption, ...]


@dataclass(frozen=True)
class BodyChart:
    """The chart. Marks are stored with its `version`."""

    version: str
    views: tuple[BodyView, ...]

    def view(self, name: str) -> BodyView:
        """Give one view by its name; KeyError for another name."""
        return {view.name: view for view in self.views}[name]


_Region = tuple[str, Side, BaseGeometry]


@dataclass(frozen=True)
class _Layout:
    """Where the parts of a view go: width of the view box, the figure's origin in it, and whether it is turned over."""

    name: str
    label: Text
    width: int
    origin: Point
    captions: tuple[Caption, ...]
    flipped: bool = False

    def put(self, shape: BaseGeometry) -> BaseGeometry:
        """Move a shape from the figure's own units into the view box, on the grid."""
        x, y = self.origin
        across = [-_SCALE if self.flipped else _SCALE, 0, 0, _SCALE, x * _SCALE, y * _SCALE]
        return shapely.set_precision(affinity.affine_transform(shape, across), 1, mode="pointwise")

    def put_line(self, line: Sequence[Point]) -> list[Point]:
        """Move a line likewise."""
        turn = -1 if self.flipped else 1
        return [((x * turn + self.origin[0]) * _SCALE, (y + self.origin[1]) * _SCALE) for x, y in line]


_HEIGHT = 664
# One unit of the drawing is ten of the view box, so that path data are whole numbers: a quarter shorter.
_SCALE = 10
_CROWN_Y = 12
# Above this the edge of the arm melts into shoulder and chest.
_ARMPIT_Y = 1580
_FAR = 10_000
# As coarse as one cannot see on a phone or a desk; toes, heads and hands are round and need more corners.
_FIGURE_TOLERANCE = 1.0
_FOOT_TOLERANCE = 0.7
_HEAD_TOLERANCE = 0.6
_ARM_TOLERANCE = 0.18
_LEFT_HAND, _RIGHT_HAND = say("Left"), say("Right")
_FRONT = _Layout(
    "front",
    say("Front"),
    320,
    (160, _CROWN_Y),
    (
        Caption(52, 100, _RIGHT_HAND),
        Caption(268, 100, _LEFT_HAND),
        Caption(50, 442, say("Top of foot")),
        Caption(270, 442, say("Top of foot")),
    ),
)
_BACK = _Layout(
    "back",
    say("Back"),
    320,
    (160, _CROWN_Y),
    (
        Caption(52, 100, _LEFT_HAND),
        Caption(268, 100, _RIGHT_HAND),
        Caption(52, 462, say("Sole")),
        Caption(268, 462, say("Sole")),
    ),
)
_RIGHT = _Layout("right", say("Right side"), 240, (72, _CROWN_Y), (Caption(196, 470, say("Inner side")),))
_LEFT = _Layout("left", say("Left side"), 240, (168, _CROWN_Y), (Caption(44, 470, say("Inner side")),), flipped=True)


@cache
def body_chart() -> BodyChart:
    """
    Draw the body chart: front, back, left and right, with every region of `body_regions.csv` on both sides.

    The figure is a neutral adult seven and a half heads tall, drawn by hand as smooth lines through landmarks; it is
    not traced and shows no particular person. Regions are cut out of the outline, so neighbours share their borders
    and nothing overlaps. Path data are whole numbers; ten units are about a pixel.

    Returns
    -------
    BodyChart
        Made once and kept.
    """
    front = _two_sided(
        layout=_FRONT, half=front_half(), foot=foot_from_above().placed(scale=0.94, at=(108, 488)), half_is=Side.LEFT
    )
    back = _two_sided(
        layout=_BACK, half=back_half(), foot=foot_from_below().placed(scale=0.98, at=(108, 470)), half_is=Side.RIGHT
    )
    return BodyChart(
        CHART_VERSION,
        (front, back, _one_sided(layout=_LEFT, side=Side.LEFT), _one_sided(layout=_RIGHT, side=Side.RIGHT)),
    )


def _two_sided(*, layout: _Layout, half: Sheet, foot: Sheet, half_is: Side) -> BodyView:
    other = Side.RIGHT if half_is is Side.LEFT else Side.LEFT
    pieces = _pieces(half, foot)
    regions: list[_Region] = []
    for region, shape in pieces.regions:
        if region in MIDLINE_REGIONS:
            regions.append((region, Side.BOTH, unary_union([shape, _mirror(shape)])))
        else:
            regions += [(region, half_is, shape), (region, other, _mirror(shape))]
    rest = unary_union([pieces.rest, _mirror(pieces.rest)])
    return _drawn(layout=layout, regions=regions, rest=rest, lines=(*half.lines, *foot.lines))


def _one_sided(*, layout: _Layout, side: Side) -> BodyView:
    figure, arm = from_the_side(), arm_from_the_side()
    foot = foot_from_inside().placed(scale=1.1, flip=True, at=(118, 566))
    pieces = _pieces(figure, foot)
    regions = [(region, side, shape) for region, shape in pieces.regions]
    lines = [*figure.lines, *foot.lines]
    return _drawn(layout=layout, regions=regions, rest=pieces.rest, lines=lines, arm=arm)


def _mirror(shape: BaseGeometry) -> BaseGeometry:
    return affinity.scale(shape, -1, 1, origin=(0, 0))


def _pieces(figure: Sheet, foot: Sheet) -> Pieces:
    """Cut figure and foot, and put together what belongs to one region."""
    body = cut(body=figure.body, cuts=figure.cuts, tolerance=_FIGURE_TOLERANCE, rest_tolerance=_HEAD_TOLERANCE)
    inset = cut(body=foot.body, cuts=foot.cuts, tolerance=_FOOT_TOLERANCE, rest_tolerance=_FOOT_TOLERANCE)
    together: dict[str, list[BaseGeometry]] = {}
    for region, shape in (*body.regions, *inset.regions):
        together.setdefault(region, []).append(shape)
    regions = tuple((region, unary_union(shapes)) for region, shapes in together.items())
    return Pieces(regions=regions, rest=unary_union([body.rest, inset.rest]))


def _drawn(
    *,
    layout: _Layout,
    regions: list[_Region],
    rest: BaseGeometry,
    lines: Iterable[Sequence[Point]],
    arm: Sheet | None = None,
) -> BodyView:
    """Put everything into the view box and write it as path data."""
    outline = shapely.unary_union([layout.put(rest), *(layout.put(shape) for _, _, shape in regions)], grid_size=1)
    arm_shape = layout.put(arm.body.simplify(_ARM_TOLERANCE)) if arm else None
    return BodyView(
        name=layout.name,
        label=layout.label,
        width=layout.width * _SCALE,
        height=_HEIGHT * _SCALE,
        outline=shape_path(outline),
        symmetric=arm is None,
        lines="".join(spline_path(layout.put_line(line)) for line in lines),
        arm=shape_path(arm_shape) if arm_shape else "",
        arm_lines=_arm_lines(arm_shape, [layout.put_line(line) for line in arm.lines]) if arm_shape and arm else "",
        shapes=tuple(
            RegionShape(region, side, shape_path(layout.put(shape)), _spoken(region, side))
            for region, side, shape in regions
        ),
        captions=tuple(Caption(one.x * _SCALE, one.y * _SCALE, one.text) for one in layout.captions),
    )


def _arm_lines(arm: BaseGeometry, lines: Sequence[Sequence[Point]]) -> str:
    """Draw the edge of an arm, open above where it grows out of the shoulder."""
    edge = shapely.line_merge(arm.boundary.difference(box(-_FAR, -_FAR, _FAR, _ARMPIT_Y)))
    edges = [shape_path(line) for line in shapely.get_parts(edge)]
    return "".join([*edges, *(spline_path(line) for line in lines)])


def _spoken(region: str, side: Side) -> Text:
    label = next(row.label for row in knowledge.body_regions() if row.id == region)
    if side is Side.BOTH:
        return say(label)
    inner = say(label if label.startswith(_NAMES) else label[:1].lower() + label[1:])
    return say("Left {region}", region=inner) if side is Side.LEFT else say("Right {region}", region=inner)
