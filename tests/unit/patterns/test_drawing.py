"""Curves, paths and cutting: the tools the chart is drawn with."""

import pytest
import shapely
from shapely import box

from unpinch.patterns._curves import curve, points, ring
from unpinch.patterns._cut import BELT, Cut, cut
from unpinch.patterns._path import shape_path, spline_path
from unpinch.patterns._sheet import Sheet, filled

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def rectangle(left, top, right, bottom):
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def test_a_curve_goes_through_its_landmarks():
    landmarks = "0,0 5,5 10,0 20,3"
    drawn = curve(landmarks)
    for mark in points(landmarks):
        assert min(abs(x - mark[0]) + abs(y - mark[1]) for x, y in drawn) == pytest.approx(0, abs=1e-9)


def test_a_bar_makes_a_corner():
    """Before the corner the line stays straight; without it, it swings out to come round."""
    assert max(y for _, y in curve("0,0 5,0 | 10,10")) == 10
    assert all(y == pytest.approx(0, abs=1e-9) for x, y in curve("0,0 5,0 10,0 | 10,10") if x < 9.9)
    assert any(abs(y) > 0.01 for x, y in curve("0,0 5,0 10,0 10,10") if x < 9.9)


def test_a_ring_is_smooth_where_it_closes():
    closed = ring("0,0 10,0 10,10 0,10")
    assert min(x for x, _ in closed) < -0.5
    assert closed[0] == (0.0, 0.0)


def test_two_landmarks_in_one_place_do_no_harm():
    assert all(abs(x) < 20 and abs(y) < 20 for x, y in curve("0,0 5,5 5,5 10,0"))


def test_regions_share_the_body_without_overlap_or_rest():
    pieces = cut(
        body=box(0, 0, 10, 10),
        cuts=[Cut("left", rectangle(-5, -5, 4, 15)), Cut("right", rectangle(0, -5, 15, 15))],
        tolerance=0.1,
        rest_tolerance=0.1,
    )
    areas = {region: shape.area for region, shape in pieces.regions}
    assert areas == {"left": pytest.approx(40), "right": pytest.approx(60)}
    assert pieces.rest.is_empty


def test_what_no_cutter_touches_is_the_rest_and_the_belt_belongs_to_it():
    pieces = cut(
        body=box(0, 0, 10, 30),
        cuts=[Cut("leg", rectangle(-5, 20, 15, 35)), Cut(BELT, rectangle(-5, 10, 15, 25))],
        tolerance=0.1,
        rest_tolerance=0.1,
    )
    assert [region for region, _ in pieces.regions] == ["leg"]
    assert pieces.rest.area == pytest.approx(200)


def test_a_splinter_goes_to_the_neighbour_it_touches_most():
    """`late` reaches over the top of `first` and would keep a strip there."""
    pieces = cut(
        body=box(0, 0, 10, 10),
        cuts=[Cut("first", rectangle(-5, 1, 6, 15)), Cut("late", rectangle(-5, 0.5, 15, 15)), Cut("top", SQUARE)],
        tolerance=0.01,
        rest_tolerance=0.01,
    )
    shapes = dict(pieces.regions)
    assert all(shape.geom_type == "Polygon" for shape in shapes.values())
    assert sum(shape.area for shape in shapes.values()) == pytest.approx(100)


def test_a_hole_is_written_as_a_second_ring():
    with_hole = box(0, 0, 30, 30).difference(box(10, 10, 20, 20))
    assert shape_path(with_hole).count("z") == 2


def test_rounding_does_not_add_up_along_a_path():
    line = shapely.LineString([(step * 10.4, 0) for step in range(11)])
    steps = [int(step) for step in shape_path(line).split("l")[1].split()[::2]]
    assert sum(steps) == 104


def test_a_line_of_two_points_is_one_stretch():
    assert spline_path([(0, 0), (9, 3)]).count("s") == 0


def test_a_placed_sheet_moves_body_cuts_and_lines_alike():
    sheet = Sheet(filled(SQUARE), (Cut("heel", SQUARE),), (SQUARE,))
    placed = sheet.placed(scale=2, flip=True, at=(100, 50))
    assert placed.body.bounds == pytest.approx((80, 50, 100, 70), abs=0.5)
    assert placed.cuts[0].line == placed.lines[0] == ((100, 50), (80, 50), (80, 70), (100, 70))
