"""The chart on a page: complete without script, honest about what is marked, and light."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import Context, Engine

from unpinch import knowledge, patterns
from unpinch.kernel import Mark, MarkKind, Side
from unpinch.server.web import components
from unpinch.server.web.components.body_chart import (
    BodyChartOptions,
    all_values,
    body_chart_context,
    mark_value,
    read_mark,
)

FOLDER = Path(components.__file__).parent
TEMPLATE = Engine(dirs=[str(FOLDER)], libraries={"i18n": "django.templatetags.i18n"}).get_template(
    "body_chart/body_chart.html"
)
BOTH_SIDES = {f"{region.id}:{side}" for region in knowledge.body_regions() for side in ("left", "right")}
MIDLINE = {f"{region}:{side}" for region in patterns.MIDLINE_REGIONS for side in ("left", "right")}
AREAS = BOTH_SIDES - MIDLINE | {f"{region}:both" for region in patterns.MIDLINE_REGIONS}
OTHER_KINDS = [kind for kind in MarkKind if kind is not MarkKind.PAIN]
VALUES = AREAS | {f"{area}:{kind}" for area in AREAS for kind in OTHER_KINDS}
# What a phone has to fetch for the chart, page part, style and script together.
MOST_BYTES = 40_000


def page(**options):
    return TEMPLATE.render(Context({"chart": body_chart_context(BodyChartOptions(**options))}))


def boxes(html):
    return {attribute(box, "value"): box for box in re.findall(r'<input[^>]+type="checkbox"[^>]*>', html)}


def attribute(tag, name):
    return re.findall(rf'{name}="([^"]*)"', tag)[0]


def ticked(html):
    return {value for value, box in boxes(html).items() if " checked" in box}


def drawn(html, kind=MarkKind.PAIN):
    """Give the path data that are hatched as a kind, view by view."""
    return re.findall(rf'data-up-body-marks="{kind}" fill="url\(#body-chart-{kind}\)" d="([^"]*)"', html)


def paths(areas):
    views = patterns.body_chart().views
    return ["".join(s.path for s in view.shapes if f"{s.region}:{s.side}" in areas) for view in views]


def test_every_region_can_be_ticked_without_script():
    assert set(boxes(page())) == VALUES


def test_every_box_has_a_spoken_name_of_its_own():
    names = [attribute(box, "aria-label") for box in boxes(page()).values()]
    assert len(set(names)) == len(names) == len(VALUES)
    assert "Left back of thigh, lower half" in names


def test_each_body_part_is_a_fieldset():
    html = page()
    parts = len({region.parent for region in knowledge.body_regions()})
    # The palette is one more.
    assert html.count("<fieldset") == html.count("<legend") == parts * len(MarkKind) + 1


def test_without_script_the_list_of_pain_is_open_the_others_are_folded_and_what_needs_script_is_hidden():
    html = page()
    assert re.search(r"<details[^>]* data-up-body-lists open>", html)
    assert opened(html) == {"pain"}
    needing = re.findall(r"<[^>]+data-up-body-needs-script[^>]*>", html)
    assert len(needing) == 3
    assert all(tag.endswith(" hidden>") for tag in needing)


def opened(html):
    return set(re.findall(r'<details[^>]* data-up-body-list="(\w+)" open>', html))


def test_a_folded_list_hides_nothing_that_is_marked():
    assert opened(page(marks=(Mark("heel", Side.LEFT, MarkKind.TINGLING),))) == {"pain", "tingling"}


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
    assert drawn(html) == paths(values)


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_each_kind_is_ticked_in_its_own_list_and_drawn_in_its_own_hatch(kind):
    html = page(marks=(Mark("heel", Side.LEFT, kind), Mark("heel", Side.LEFT)))
    assert ticked(html) == {"heel:left", f"heel:left:{kind}"}
    assert drawn(html, kind) == drawn(html, MarkKind.PAIN) == paths({"heel:left"})
    assert all(drawn(html, other) == ["", "", "", ""] for other in OTHER_KINDS if other is not kind)


def test_the_lists_name_the_same_areas_in_the_same_order():
    values = list(boxes(page()))
    pain = values[: len(AREAS)]
    for number, kind in enumerate(MarkKind):
        of_kind = values[number * len(AREAS) : (number + 1) * len(AREAS)]
        assert of_kind == pain if kind is MarkKind.PAIN else of_kind == [f"{area}:{kind}" for area in pain]


def test_every_value_means_one_mark():
    assert {mark_value(read_mark(value)) for value in all_values()} == set(all_values()) >= VALUES
    assert read_mark("heel") == Mark("heel")
    assert read_mark("heel:left") == Mark("heel", Side.LEFT)
    assert read_mark("heel::weakness") == Mark("heel", None, MarkKind.WEAKNESS)


@pytest.mark.parametrize(("strength", "chosen"), [(None, None), (1, "1"), (3, "3")])
def test_how_strong_a_kind_is_can_be_said_and_is_kept(strength, chosen):
    html = page(marks=(Mark("heel", Side.LEFT, MarkKind.NUMBNESS, strength), Mark("heel")), name="marks")
    selects = dict(re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL))
    assert set(selects) == {f"marks-strength-{kind}" for kind in MarkKind}
    assert re.findall(r'value="(\d)" selected', selects["marks-strength-numbness"]) == [chosen] * bool(chosen)
    assert "selected" not in selects["marks-strength-pain"]


def test_a_shape_points_to_its_own_box():
    context = body_chart_context(BodyChartOptions())
    pain = context["kinds"][0]
    order = [box["value"] for group in pain["groups"] for row in group["rows"] for box in row["boxes"]]
    for view, drawn in zip(context["views"], patterns.body_chart().views, strict=True):
        assert [order[shape["number"]] for shape in view["shapes"]] == [f"{s.region}:{s.side}" for s in drawn.shapes]


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ((), "Nothing is marked yet."),
        ((Mark("heel", Side.LEFT),), "1 area is marked."),
        ((Mark("heel"),), "2 areas are marked."),
        ((Mark("heel", Side.LEFT), Mark("heel", Side.LEFT, MarkKind.NUMBNESS)), "1 area is marked."),
    ],
)
def test_the_number_of_marks_is_said(marks, words):
    assert words in page(marks=marks)


def test_a_chart_to_read_takes_no_marks_and_says_what_it_shows():
    html = page(marks=(Mark("heel", Side.LEFT),), read_only=True)
    assert not re.search("<(input|select|button|details)", html)
    assert "Drawing of the body: Back. Marked: Pain: Left heel" in html
    assert "data-n=" not in html


def test_a_chart_to_read_says_what_each_hatch_means_and_how_strong_it_is():
    marks = (Mark("heel", Side.LEFT, MarkKind.NUMBNESS, 2), Mark("heel", Side.LEFT, MarkKind.WEAKNESS))
    html = page(marks=marks, read_only=True)
    keys = [re.sub(r"<[^>]+>", "", key).strip() for key in re.findall(r"<li.*?</li>", html, re.DOTALL)]
    assert keys == ["Numbness, some: Left heel", "Weakness: Left heel"]
    assert 'fill="url(#body-chart-numbness)"/></svg>' in html


@pytest.mark.parametrize(("weight", "step"), [(0.0, 0), (0.1, 1), (0.4, 2), (0.74, 3), (0.75, 4), (1.0, 4)])
def test_a_pattern_is_drawn_in_steps_on_its_side(weight, step):
    options = BodyChartOptions(
        read_only=True, pattern=(("heel", weight),), pattern_side=Side.LEFT, pattern_name="nerve root S1"
    )
    steps = {(s["label"], s["step"]) for view in body_chart_context(options)["views"] for s in view["shapes"]}
    assert ("Left heel", step) in steps
    assert ("Right heel", 0) in steps


def test_two_charts_on_a_page_share_no_id():
    first, second = (set(re.findall(r' id="([^"]+)"', page(chart_id=name, name=name))) for name in ("mine", "theirs"))
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


def test_the_whole_chart_is_under_40_kilobytes_on_the_way_to_a_phone():
    folder = FOLDER / "body_chart"
    files = [(folder / name).read_bytes() for name in ("body_chart.css", "body_chart.js")]
    sent = [len(gzip.compress(part)) for part in (page().encode(), *files)]
    assert sum(sent) < MOST_BYTES, sent
