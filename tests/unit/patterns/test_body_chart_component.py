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
    MOST_LAYERS,
    BodyChartOptions,
    ChartLayer,
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


def chart_layer(structure, **options):
    layer = patterns.layer(structure=structure)
    return ChartLayer(layer, short=structure.replace("_", " "), **options)


LAYERS = (chart_layer("L5"), chart_layer("gluteus_minimus"), chart_layer("hip_joint", group="Joints"))


def over(**options):
    """Give a chart to read with layers to choose."""
    return page(marks=(Mark("heel", Side.LEFT),), read_only=True, layers=LAYERS, layer_side=Side.LEFT, **options)


def used(html, number):
    """Give what layers of a number draw: by part the shapes they use, over all views."""
    found = re.findall(rf'<g class="up-body__layer up-body__layer--{number}">(.*?</g>)</g>', html)
    parts = re.findall(r'<g class="up-body__laid--(\w+)" fill="url\(#body-chart-\w+\)">(.*?)</g>', "".join(found))
    return {(part, shape) for part, uses in parts for shape in re.findall(r'href="#([^"]+)"', uses)}


def ids_of(html, view):
    """Give the id of each shape of a view, by region and side."""
    drawing = html.split(f'data-up-body-drawing="{view}"')[1].split("</svg>")[0]
    ids = re.findall(r'<path id="(body-chart-\w+-\d+)" d="', drawing)
    return dict(zip([(s.region, s.side) for s in patterns.body_chart().view(view).shapes], ids, strict=True))


def test_a_layer_draws_each_part_on_its_side_with_the_shapes_of_the_chart():
    html = over()
    expected = {
        (part.value, identity)
        for part, regions in patterns.layer(structure="gluteus_minimus").parts
        for view in ("front", "back", "left", "right")
        for (region, side), identity in ids_of(html, view).items()
        if region in regions and side is Side.LEFT
    }
    assert used(html, 2) == expected
    assert {part for part, _shape in expected} == {"own", "primary", "rare"}


def test_each_layer_has_a_button_before_the_drawings_and_the_first_is_chosen():
    html = over()
    buttons = re.findall(r'<input class="up-body__over[^>]+type="radio"[^>]*>', html.split('class="up-body__stage"')[0])
    assert [re.findall(r'aria-label="([^"]+)"', button) for button in buttons] == [
        ["Nerve root L5"], ["Gluteus minimus muscle"], [], ["Hip joint"]
    ]  # fmt: skip
    assert [" checked" in button for button in buttons] == [True, False, False, False]
    assert len({attribute(button, "name") for button in buttons}) == 1
    assert {attribute(button, "id") for button in buttons} <= set(re.findall(r'<label [^>]*for="([^"]+)"', html))


def test_no_layer_is_chosen_where_none_should_be_put_forward():
    chosen = [
        button
        for button in re.findall(r'<input[^>]+type="radio"[^>]*>', over(layer_is_chosen=False))
        if " checked" in button
    ]
    assert [attribute(button, "id") for button in chosen] == ["body-chart-layer-0"]


def test_each_layer_is_told_in_words_with_its_hatches():
    told = over().split('class="up-body__told"')[1].split("</fieldset>")[0]
    minimus = re.sub(r"<[^>]+>", " ", told.split('up-body__layer--2">')[1].split('up-body__layer--3">')[0])
    assert "Gluteus minimus muscle , drawn on your left side" in minimus
    assert re.search(r"The muscle itself, where sore spots are looked for:\s+Upper buttock; Outer hip", minimus)
    assert re.search(r"Seldom felt:\s+Top of foot", minimus)
    assert 'fill="url(#body-chart-own)"' in told


def test_a_button_says_a_part_of_its_full_name():
    for title, short in re.findall(r'aria-label="([^"]+)"[^>]*><label[^>]*>([^<]+)</label>', over()):
        assert short.lower() in title.lower()


def test_the_style_sheet_shows_every_layer_there_can_be():
    style = (FOLDER / "body_chart" / "body_chart.css").read_text(encoding="utf-8")
    shown = re.findall(r"\.up-body__over--(\d+):checked ~ \* \.up-body__layer--(\d+)", style)
    assert shown == [(str(number), str(number)) for number in range(1, MOST_LAYERS + 1)]
    assert len(patterns.structures()) <= MOST_LAYERS


def test_each_part_of_a_layer_and_each_kind_of_mark_has_a_hatch_of_its_own():
    hatches = [*patterns.HATCHES.values(), *patterns.LAYER_HATCHES.values()]
    assert len({(one.path, one.turn) for one in hatches}) == len(MarkKind) + len(patterns.LayerPart)


def test_nothing_breaks_a_strict_content_policy_with_layers():
    assert not re.search(r"<script| style=|onclick|javascript:", over())


def test_two_charts_on_a_page_share_no_id():
    first, second = (set(re.findall(r' id="([^"]+)"', page(chart_id=name, name=name))) for name in ("mine", "theirs"))
    assert first
    assert not first & second


@pytest.mark.parametrize("chart", ["to_mark", "to_read"])
def test_every_reference_inside_has_its_target(chart):
    html = page() if chart == "to_mark" else over()
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', html)) <= {(i, "") for i in ids} | {("", i) for i in ids}


def test_the_drawings_are_under_45_kilobytes():
    drawings = re.findall(r'<svg class="up-body__drawing".*?</svg>', page(), re.DOTALL)
    assert len(drawings) == 4
    assert sum(map(len, drawings)) < 45_000


def with_all_layers():
    """Give the chart to read as it is at its largest: everything that can be laid over it, and every area marked."""
    drawn = [one for one in (patterns.layer(structure=one.id) for one in patterns.structures()) if one.parts]
    layers = tuple(chart_layer(one.structure, group="Others", href=f"/learn/muscles/{one.structure}/") for one in drawn)
    marks = tuple(Mark(region.id, None, kind) for region in knowledge.body_regions() for kind in MarkKind)
    return page(marks=marks, read_only=True, layers=layers)


@pytest.mark.parametrize("chart", [page, with_all_layers])
def test_the_whole_chart_is_under_40_kilobytes_on_the_way_to_a_phone(chart):
    folder = FOLDER / "body_chart"
    files = [(folder / name).read_bytes() for name in ("body_chart.css", "body_chart.js")]
    sent = [len(gzip.compress(part)) for part in (chart().encode(), *files)]
    assert sum(sent) < MOST_BYTES, sent
