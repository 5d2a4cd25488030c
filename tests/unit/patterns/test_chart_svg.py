"""The body chart as a picture that stands alone."""

from xml.etree import ElementTree as ET

import pytest

from unpinch import patterns
from unpinch.kernel import Mark, Side

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("front", "back", "left", "right")
HATCH = "url(#h)"


def hatched(picture):
    return sum(path.get("fill") == HATCH for path in ET.fromstring(picture).iter(f"{SVG}path"))


@pytest.mark.parametrize("theme", patterns.THEMES)
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_and_theme_is_a_picture_of_its_own(view, theme):
    picture = patterns.chart_svg(view=view, theme=theme)
    root = ET.fromstring(picture)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox").split()[2:] == [str(size) for size in _size(view)]
    assert "var(" not in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def _size(view):
    drawn = patterns.body_chart().view(view)
    return drawn.width, drawn.height


def test_a_mark_is_hatched_on_its_side_and_named():
    picture = patterns.chart_svg(view="back", marks=[Mark("calf_lateral", Side.LEFT)])
    assert hatched(picture) == 1
    assert "Left calf, outer half" in ET.fromstring(picture).find(f"{SVG}title").text


@pytest.mark.parametrize("side", [None, Side.BOTH])
def test_a_mark_without_a_side_is_on_both(side):
    assert hatched(patterns.chart_svg(view="back", marks=[Mark("calf_lateral", side)])) == 2


def test_the_midline_is_marked_whatever_side_was_said():
    assert hatched(patterns.chart_svg(view="back", marks=[Mark("coccyx", Side.LEFT)])) == 1


def test_a_mark_that_a_view_does_not_show_changes_nothing():
    assert patterns.chart_svg(view="front", marks=[Mark("coccyx")]) == patterns.chart_svg(view="front")


def test_a_pattern_lies_under_the_marks_darker_for_more():
    picture = patterns.chart_svg(
        view="back", pattern=[("calf_lateral", 1.0), ("heel", 0.1)], pattern_side=Side.LEFT, theme="light"
    )
    steps = patterns.THEMES["light"].steps
    assert (picture.count(steps[3]), picture.count(steps[0])) == (1, 1)


@pytest.mark.parametrize(
    ("asked", "hint"), [({"view": "top"}, "front, back"), ({"view": "back", "theme": "pink"}, "dark")]
)
def test_what_there_is_not_is_refused_in_one_line(asked, hint):
    with pytest.raises(patterns.UnknownChart, match=hint):
        patterns.chart_svg(**asked)
