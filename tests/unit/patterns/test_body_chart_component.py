"""The chart on a page: complete without script, honest about what is marked, and light."""

import re
from pathlib import Path

import pytest
from django.template import Context, Engine

from unpinch import knowledge, patterns
from unpinch.kernel import Mark, Side
from unpinch.server.web import components
from unpinch.server.web.components.body_chart import BodyChartOptions, body_chart_context

FOLDER = Path(components.__file__).parent
TEMPLATE = Engine(dirs=[str(FOLDER)], libraries={"i18n": "django.templatetags.i18n"}).get_template(
    "body_chart/body_chart.html"
)
BOTH_SIDES = {f"{region.id}:{side}" for region in knowledge.body_regions() for side in ("left", "right")}
MIDLINE = {f"{region}:{side}" for region in patterns.MIDLINE_REGIONS for side in ("left", "right")}
VALUES = BOTH_SIDES - MIDLINE | {f"{region}:both" for region in patterns.MIDLINE_REGIONS}


def page(**options):
    return TEMPLATE.render(Context({"chart": body_chart_context(BodyChartOptions(**options))}))


def boxes(html):
    return {attribute(box, "value"): box for box in re.findall(r"<input[^>]+>", html)}


def attribute(tag, name):
    return re.findall(rf'{name}="([^"]*)"', tag)[0]


def ticked(html):
    return {value for value, box in boxes(html).items() if " checked" in box}


def drawn_marks(html):
    return len(re.findall(r"<path data-n=\"\d+\" data-on fill=", html))


def test_every_region_can_be_ticked_without_script():
    assert set(boxes(page())) == VALUES


def test_every_box_has_a_spoken_name_of_its_own():
    names = [attribute(box, "aria-label") for box in boxes(page()).values()]
    assert len(set(names)) == len(names) == len(VALUES)
    assert "Left back of thigh, lower half" in names


def test_each_body_part_is_a_fieldset():
    html = page()
    assert html.count("<fieldset") == html.count("<legend") == len({r.parent for r in knowledge.body_regions()})


def test_without_script_the_list_is_open_and_what_needs_script_is_hidden():
    html = page()
    assert re.search(r"<details[^>]* open>", html)
    needing = re.findall(r"<[^>]+data-up-body-needs-script[^>]*>", html)
    assert len(needing) == 2
    assert all(tag.endswith(" hidden>") for tag in needing)


@pytest.mark.parametrize("markup", ["<script", " style=", "onclick", "javascript:"])
def test_nothing_breaks_a_strict_content_policy(markup):
    assert markup not in page()


def test_the_boxes_have_the_name_the_page_asks_for():
    assert all('name="marks"' in box for box in boxes(page(name="marks")).values())


@pytest.mark.parametrize(
    ("mark", "values"),
    [
        (Mark("heel", Side.LEFT), {"heel:left"}),
        (Mark("heel", Side.BOTH), {"heel:left", "heel:right"}),
        (Mark("heel"), {"heel:left", "heel:right"}),
        (Mark("coccyx", Side.LEFT), {"coccyx:both"}),
        (Mark("coccyx"), {"coccyx:both"}),
    ],
)
def test_marks_are_ticked_and_drawn(mark, values):
    html = page(marks=(mark,))
    assert ticked(html) == values
    views = [view for view in patterns.body_chart().views for s in view.shapes if f"{s.region}:{s.side}" in values]
    assert drawn_marks(html) == len(views)


def test_a_shape_points_to_its_own_box():
    context = body_chart_context(BodyChartOptions())
    order = [box["value"] for group in context["groups"] for row in group["rows"] for box in row["boxes"]]
    for view, drawn in zip(context["views"], patterns.body_chart().views, strict=True):
        assert [order[shape["number"]] for shape in view["shapes"]] == [f"{s.region}:{s.side}" for s in drawn.shapes]


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ((), "Nothing is marked yet."),
        ((Mark("heel", Side.LEFT),), "1 area is marked."),
        ((Mark("heel"),), "2 areas are marked."),
    ],
)
def test_the_number_of_marks_is_said(marks, words):
    assert words in page(marks=marks)


def test_a_chart_to_read_takes_no_marks_and_says_what_it_shows():
    html = page(marks=(Mark("heel", Side.LEFT),), read_only=True)
    assert boxes(html) == {}
    assert "<button" not in html
    assert "Drawing of the body: Back. Marked: Left heel" in html
    assert "data-n=" not in html


@pytest.mark.parametrize(("weight", "step"), [(0.0, 0), (0.1, 1), (0.4, 2), (0.74, 3), (0.75, 4), (1.0, 4)])
def test_a_pattern_is_drawn_in_steps_on_its_side(weight, step):
    options = BodyChartOptions(
        read_only=True, pattern=(("heel", weight),), pattern_side=Side.LEFT, pattern_name="nerve root S1"
    )
    steps = {(s["label"], s["step"]) for view in body_chart_context(options)["views"] for s in view["shapes"]}
    assert ("Left heel", step) in steps
    assert ("Right heel", 0) in steps


def test_two_charts_on_a_page_share_no_id():
    first, second = (set(re.findall(r' id="([^"]+)"', page(chart_id=name))) for name in ("mine", "theirs"))
    assert first
    assert not first & second


def test_every_reference_inside_has_its_target():
    html = page()
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', html)) <= {(i, "") for i in ids} | {("", i) for i in ids}


def test_the_drawings_are_under_45_kilobytes():
    drawings = re.findall(r'<svg class="up-body__drawing".*?</svg>', page(), re.DOTALL)
    assert len(drawings) == 4
    assert sum(map(len, drawings)) < 45_000
