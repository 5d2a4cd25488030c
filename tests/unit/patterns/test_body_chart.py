"""The body chart: complete, without overlaps or gaps, inside its outline, and short."""

import itertools
import re

import pytest
import shapely
from shapely import Polygon

from unpinch import knowledge, patterns
from unpinch.kernel import Side

CHART = patterns.body_chart()
REGIONS = {region.id: region for region in knowledge.body_regions()}
DRAWN_IN = {"front": ("front",), "back": ("back",), "side": ("left", "right")}
# Everything is on a grid of whole units, so that what does not overlap shares no area at all.
NOTHING = 1e-6


def polygons(path):
    """Read closed path data as we write them: `M` and relative `l`, whole numbers."""
    found = []
    for ring in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        steps = zip(numbers[::2], numbers[1::2], strict=True)
        found.append(Polygon(list(itertools.accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1])))))
    # A ring inside another is a hole, such as between arm and trunk.
    holes = [inner for inner in found if any(outer.contains(inner) for outer in found if outer is not inner)]
    return [ring for ring in found if ring not in holes], holes


def area_of(path):
    filled, holes = polygons(path)
    return shapely.union_all(filled).difference(shapely.union_all(holes))


@pytest.fixture(scope="module", params=["front", "back", "left", "right"])
def view(request):
    return CHART.view(request.param)


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_every_region_can_be_marked_on_both_sides(region):
    sides = {shape.side for view in CHART.views for shape in view.shapes if shape.region == region}
    assert sides == ({Side.BOTH} if region in patterns.MIDLINE_REGIONS else {Side.LEFT, Side.RIGHT})


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_a_region_is_drawn_in_the_views_its_fact_names(region):
    for named in REGIONS[region].views:
        for name in DRAWN_IN[named]:
            assert region in {shape.region for shape in CHART.view(name).shapes}, name


def test_there_are_no_shapes_but_regions(view):
    assert {shape.region for shape in view.shapes} <= set(REGIONS)


def test_a_region_and_side_comes_once_in_a_view(view):
    named = [(shape.region, shape.side) for shape in view.shapes]
    assert len(named) == len(set(named))


def test_side_views_show_one_side_only():
    assert {shape.side for shape in CHART.view("left").shapes} == {Side.LEFT}
    assert {shape.side for shape in CHART.view("right").shapes} == {Side.RIGHT}


def test_the_persons_left_is_right_in_front_and_left_behind():
    def middle_of(view, side):
        shape = next(
            one for one in CHART.view(view).shapes if one.region in ("shin", "calf_lateral") and one.side is side
        )
        return area_of(shape.path).centroid.x

    assert middle_of("front", Side.LEFT) > middle_of("front", Side.RIGHT)
    assert middle_of("back", Side.LEFT) < middle_of("back", Side.RIGHT)


def test_shapes_do_not_overlap(view):
    areas = {(shape.region, shape.side): area_of(shape.path) for shape in view.shapes}
    for (one, first), (other, second) in itertools.combinations(areas.items(), 2):
        assert first.intersection(second).area < NOTHING, (one, other)


def test_shapes_lie_inside_the_outline(view):
    outline = area_of(view.outline)
    for shape in view.shapes:
        assert area_of(shape.path).difference(outline).area < NOTHING, shape.region


def test_legs_have_no_gaps(view):
    """From the knee down, what is body is a region: figure, and the larger foot beside it."""
    below_the_knee = shapely.box(0, 4700, view.width, view.height)
    regions = shapely.union_all([area_of(shape.path) for shape in view.shapes])
    assert area_of(view.outline).intersection(below_the_knee).difference(regions).area < NOTHING


def test_a_shape_is_one_piece_on_the_figure_and_one_on_the_larger_foot(view):
    for shape in view.shapes:
        parts = polygons(shape.path)[0]
        assert len(parts) <= 2, shape.region
        assert min(part.area for part in parts) > 1500, f"{shape.region} leaves a splinter"


def test_everything_is_inside_the_view_box(view):
    left, top, right, bottom = area_of(view.outline).bounds
    assert (left, top) >= (0, 0)
    assert right <= view.width
    assert bottom <= view.height


def test_the_figure_is_seven_and_a_half_heads_tall():
    x = CHART.view("right")
    chin = 88
    assert 7 <= (x.height / 10 - 24) / chin <= 7.7


def test_the_left_side_is_the_right_side_turned_over():
    left, right = (
        {shape.region: area_of(shape.path) for shape in CHART.view(name).shapes} for name in ("left", "right")
    )
    assert set(left) == set(right)
    for region, shape in left.items():
        assert shape.area == pytest.approx(right[region].area)


def test_shapes_have_spoken_names():
    names = {(s.region, s.side): str(s.label) for view in CHART.views for s in view.shapes}
    assert names["posterior_thigh_distal", Side.LEFT] == "Left back of thigh, lower half"
    assert names["achilles", Side.RIGHT] == "Right Achilles tendon"
    assert names["coccyx", Side.BOTH] == "Tailbone"
    assert len(set(names.values())) == len(names)


def test_names_can_be_translated():
    shape = next(s for s in CHART.view("back").shapes if s.region == "heel" and s.side is Side.LEFT)
    spanish = {"Left {region}": "{region}, lado izquierdo", "heel": "Talón"}
    assert shape.label.translated(lambda words: spanish[words]) == "Talón, lado izquierdo"


def test_each_view_names_itself_and_only_flat_views_are_symmetric():
    assert [(view.name, str(view.label), view.symmetric, bool(view.arm)) for view in CHART.views] == [
        ("front", "Front", True, False),
        ("back", "Back", True, False),
        ("left", "Left side", False, True),
        ("right", "Right side", False, True),
    ]


def test_an_unknown_view_is_refused():
    with pytest.raises(KeyError, match="top"):
        CHART.view("top")


def test_the_chart_is_drawn_once():
    assert patterns.body_chart() is CHART
    assert CHART.version == patterns.CHART_VERSION


def test_all_path_data_stay_under_40_kilobytes():
    paths = [[v.outline, v.lines, v.arm, v.arm_lines, *(s.path for s in v.shapes)] for v in CHART.views]
    assert sum(len(path) for view in paths for path in view) < 40_000
