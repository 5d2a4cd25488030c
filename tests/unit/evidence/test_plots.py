"""Drawings can be read, heard and printed, whatever the results and the words are."""

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.drawing import Axis, ends_of, plainly, width_of, wrapped
from unpinch.evidence import plots
from unpinch.evidence.plots import IntervalRow, NetworkEdge, NetworkNode

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Domínguez-Rodríguez and the Very Long Named Collaboration 2021 (leg pain, second outcome)"
FOREST = plots.ForestWords(
    title="Leg pain",
    description="Nine trials: 6 points better.",
    study="Trial",
    effect="Effect (95 % interval)",
    weight="Weight",
    left="better with needling",
    right="better with sham",
    notes=("Points of 0 to 100.",),
    empty="No trial has been found yet.",
)
INTERVALS = plots.IntervalWords(title="Pain soon", description="Each treatment.", zone="too small to notice")
FUNNEL = plots.FunnelWords(
    title="Funnel", description="No gap.", effect="Effect", error="Standard error", studies="a trial", filled="missing"
)
NETWORK = plots.NetworkWords(title="Network", description="Who with whom.", empty="Nothing was compared.")

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4))
NAMES = st.text(max_size=90)
ROWS = st.lists(
    st.tuples(NAMES, NUMBERS, st.floats(0, 1e5), st.floats(0, 1e5), NAMES, st.none() | st.floats(0, 100)).map(
        lambda parts: IntervalRow(
            parts[0], parts[1], parts[1] - parts[2], parts[1] + parts[3], parts[4], weight=parts[5]
        )
    ),
    max_size=12,
)
WIDTHS = st.sampled_from([240, 340, 559, 560, 880])


PLACES = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "font-size", "stroke-width")


def parsed(svg):
    """Read a drawing as XML and check what holds for every one."""
    root = ET.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    named = {part.get("id"): part for part in root.iter() if part.get("id")}
    assert named[root.get("aria-labelledby")].tag == f"{SVG}title"
    assert named[root.get("aria-describedby")].tag == f"{SVG}desc"
    # A strict content security policy allows neither.
    assert not any(part.get("style") or part.tag in {f"{SVG}style", f"{SVG}script"} for part in root.iter())
    places = [float(part.attrib[name]) for part in root.iter() for name in PLACES if name in part.attrib]
    assert all(math.isfinite(place) for place in places)
    return root


def words_of(root):
    return " ".join(part.text or "" for part in root.iter(f"{SVG}text"))


def far_from(root):
    """Give how far lines, circles, rectangles and beginnings of words stand outside of the drawing."""
    _, _, width, height = map(float, root.get("viewBox").split())
    across = [float(part.get(name)) for part in root.iter() for name in ("x1", "x2", "cx") if part.get(name)]
    down = [float(part.get(name)) for part in root.iter() for name in ("y1", "y2", "cy") if part.get(name)]
    for polygon in root.iter(f"{SVG}polygon"):
        if polygon.get("class") != "up-plot__area":
            across += [float(point.split(",")[0]) for point in polygon.get("points").split()]
    return max([0.0, *(-x for x in across), *(x - width for x in across), *(y - height for y in down)])


@given(rows=ROWS, width=WIDTHS, is_ratio=st.booleans())
def test_every_forest_is_a_drawing_within_its_frame(rows, width, is_ratio):
    if is_ratio:
        rows = [IntervalRow(r.name, r.estimate / 1e5, r.low / 1e5, r.high / 1e5, r.numbers) for r in rows]
    root = parsed(plots.forest_svg(name="f", rows=rows, words=FOREST, width=width, is_ratio=is_ratio))
    assert far_from(root) == 0.0
    if not rows:
        assert FOREST.empty in words_of(root)


@given(rows=ROWS, width=WIDTHS, smallest=st.none() | st.floats(0.01, 1e6))
def test_every_interval_chart_is_a_drawing_within_its_frame(rows, width, smallest):
    svg = plots.intervals_svg(name="i", rows=rows, words=INTERVALS, width=width, smallest_change=smallest)
    assert far_from(parsed(svg)) == 0.0


@given(
    studies=st.lists(st.tuples(NUMBERS, st.floats(1e-3, 1e4), st.booleans()), max_size=20),
    width=WIDTHS,
    middle=NUMBERS,
)
def test_every_funnel_is_a_drawing(studies, width, middle):
    drawn = [plots.FunnelStudy(*study) for study in studies]
    area = plots.FunnelArea(1.96, "p > 0.05")
    root = parsed(plots.funnel_svg(name="f", studies=drawn, words=FUNNEL, middle=middle, areas=[area], width=width))
    marks = [part.get("class") for part in root if part.tag == f"{SVG}circle"]
    assert marks.count("up-plot__filled") == sum(study.is_filled for study in drawn)
    assert len(marks) == len(drawn)


@given(names=st.lists(NAMES, min_size=2, max_size=18), width=WIDTHS, chance=st.data())
def test_every_network_is_a_drawing_within_its_frame(names, width, chance):
    pairs = st.tuples(st.integers(0, len(names) - 1), st.integers(0, len(names) - 1)).filter(lambda p: p[0] != p[1])
    edges = [NetworkEdge(pair[0], pair[1], 1 + at) for at, pair in enumerate(chance.draw(st.lists(pairs, max_size=20)))]
    nodes = [NetworkNode(name, 1.0 + at) for at, name in enumerate(names)]
    root = parsed(plots.network_svg(name="n", nodes=nodes, edges=edges, words=NETWORK, width=width))
    assert far_from(root) == 0.0
    assert len(list(root.iter(f"{SVG}circle"))) == len(nodes)
    assert len(list(root.iter(f"{SVG}line"))) == len(edges)


@given(parts=st.lists(st.integers(0, 1000), min_size=0, max_size=3).map(sorted), width=WIDTHS)
def test_as_many_people_as_were_counted(parts, width):
    ends = [0, *parts, 1000]
    counts = [high - low for low, high in pairwise(ends)]
    groups = [plots.PeopleGroup(count, f"group {at}") for at, count in enumerate(counts)]
    words = plots.IconWords(title="People", description="1,000 people.")
    root = parsed(plots.icons_svg(name="p", groups=groups, words=words, width=width))
    used = [part.get("href") for part in root.iter(f"{SVG}use")]
    # One more stands in the key.
    assert [used.count(f"#p-{at}") - 1 for at in range(len(groups))] == counts
    assert {href[1:] for href in used} <= {part.get("id") for part in root.iter()}


def test_words_are_not_markup():
    rows = [IntervalRow('<script>alert("1")</script> & Co\x00', 1.0, 0.0, 2.0)]
    svg = plots.forest_svg(name="f", rows=rows, words=FOREST, width=880)
    assert "<script" not in svg
    assert "& Co" in words_of(parsed(svg))


def test_long_names_are_broken_into_lines_and_kept_whole():
    for width in (240, 340, 880):
        svg = plots.forest_svg(
            name="f", rows=[IntervalRow(LONG, 1.0, 0.0, 2.0, "1.0 (0.0 to 2.0)")], words=FOREST, width=width
        )
        assert LONG.split() == [word for word in words_of(parsed(svg)).split() if word in LONG.split()]


def test_a_very_wide_interval_is_cut_off_with_arrows():
    rows = [IntervalRow(f"Trial {at}", 0.5 * at, 0.5 * at - 2, 0.5 * at + 2) for at in range(5)]
    before = plots.forest_svg(name="f", rows=rows, words=FOREST)
    after = plots.forest_svg(name="f", rows=[*rows, IntervalRow("Small", 1.0, -400.0, 400.0)], words=FOREST)
    assert before.count("up-plot__arrow") == 0
    assert after.count("up-plot__arrow") == 2


def test_a_result_beyond_the_axis_is_an_arrow_even_without_an_interval():
    rows = [IntervalRow(f"Trial {at}", 0.5 * at, 0.5 * at - 2, 0.5 * at + 2) for at in range(5)]
    svg = plots.intervals_svg(name="i", rows=[*rows, IntervalRow("Far", 900.0)], words=INTERVALS)
    assert svg.count("up-plot__mark") == 5
    assert svg.count("up-plot__arrow") == 1


def test_one_study_needs_no_pooled_effect_and_sixty_have_room():
    one = parsed(plots.forest_svg(name="f", rows=[IntervalRow("Li 2019", -9.0, -14.0, -4.0)], words=FOREST))
    many = parsed(
        plots.forest_svg(
            name="f",
            rows=[IntervalRow(f"Trial {at}", -at / 9, -at / 9 - 3, -at / 9 + 3) for at in range(60)],
            words=FOREST,
            pooled=IntervalRow("Together", -3.0, -4.0, -2.0),
            prediction=IntervalRow("A new trial", -3.0, -6.0, 0.0),
        )
    )
    assert [part.get("class") for part in one.iter(f"{SVG}polygon")] == []
    assert [part.get("class") for part in many.iter(f"{SVG}polygon")] == ["up-plot__pooled"]
    places = [float(part.get("y")) for part in many.iter(f"{SVG}text") if (part.text or "").startswith("Trial ")]
    assert min(b - a for a, b in pairwise(places)) > 20.0


def test_heavier_studies_have_larger_squares():
    rows = [IntervalRow("Light", 0.0, -1.0, 1.0, weight=2.0), IntervalRow("Heavy", 0.0, -1.0, 1.0, weight=30.0)]
    root = parsed(plots.forest_svg(name="f", rows=rows, words=FOREST))
    light, heavy = (float(part.get("width")) for part in root.iter(f"{SVG}rect"))
    assert heavy > 1.4 * light


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0.25, 4.0, ["0.25", "0.5", "1", "2", "4"]),
        (0.01, 100.0, ["0.01", "0.03", "0.1", "0.3", "1", "3", "10", "30", "100"]),
        (1e-6, 1e6, ["0.0001", "1", "10000"]),
        (0.9, 1.1, ["0.9", "0.95", "1", "1.05", "1.1"]),
    ],
)
def test_ratios_are_marked_at_numbers_that_people_know(low, high, marks):
    axis = Axis(math.log(low), math.log(high), 0.0, 600.0, is_ratio=True)
    found = [words for _, words in axis.marks(plainly)]
    assert set(marks) <= set(found) or found == marks
    assert axis.at(0.0) == pytest.approx(600.0 * math.log(1 / low) / math.log(high / low))


@given(low=NUMBERS, width=st.floats(1e-3, 1e5), pixels=st.integers(80, 900), is_ratio=st.booleans())
def test_marks_lie_on_the_axis_and_their_words_do_not_touch(low, width, pixels, is_ratio):
    shrink = 1e5 if is_ratio else 1.0
    axis = Axis(low / shrink, (low + width) / shrink, 10.0, 10.0 + pixels, is_ratio)
    places = [(axis.at(value), 0.5 * width_of(words, size=12.0)) for value, words in axis.marks(plainly)]
    assert all(axis.left - 1e-3 <= place <= axis.right + 1e-3 for place, _ in places)
    assert all(a + wide < b - broad for (a, wide), (b, broad) in pairwise(places))


@given(rows=ROWS.filter(bool))
def test_the_axis_holds_no_effect_and_most_estimates(rows):
    low, high = ends_of([(row.low, row.estimate, row.high) for row in rows])
    assert low < 0.0 < high
    assert sum(low <= row.estimate <= high for row in rows) >= len(rows) / 2


@given(words=st.text(alphabet="abcdefgh ijkMW-", max_size=200), width=st.integers(30, 300))
def test_lines_fit_and_lose_nothing(words, width):
    lines = wrapped(words, width=width, size=14.0)
    assert all(width_of(each, size=14.0) <= width for each in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_phone_has_numbers_and_a_key_and_a_desk_has_names():
    nodes, edges = [NetworkNode("Needling"), NetworkNode("Sham")], [NetworkEdge(0, 1, 3)]
    phone = parsed(plots.network_svg(name="n", nodes=nodes, edges=edges, words=NETWORK, width=340))
    desk = parsed(plots.network_svg(name="n", nodes=nodes, edges=edges, words=NETWORK, width=880))
    assert re.findall(r"\w+", words_of(phone)) == ["3", "1", "2", "1", "Needling", "2", "Sham"]
    assert re.findall(r"\w+", words_of(desk)) == ["3", "Needling", "Sham"]


def test_nothing_to_draw_is_said():
    for svg in (
        plots.forest_svg(name="f", rows=[], words=FOREST),
        plots.network_svg(name="n", nodes=[], edges=[], words=NETWORK),
        plots.funnel_svg(name="f", studies=[], words=FUNNEL),
        plots.intervals_svg(name="i", rows=[], words=INTERVALS),
    ):
        assert len(words_of(parsed(svg))) > 5


def test_the_zone_reaches_as_far_as_the_smallest_change_to_both_sides():
    rows = [IntervalRow("Needling", -9.0, -14.0, -4.0)]
    svg = plots.intervals_svg(name="i", rows=rows, words=INTERVALS, smallest_change=5.0, width=340)
    root = parsed(svg)
    zone = next(part for part in root.iter(f"{SVG}rect") if part.get("class") == "up-plot__zone")
    none = next(part for part in root.iter(f"{SVG}line") if part.get("class") == "up-plot__none")
    assert float(zone.get("x")) + 0.5 * float(zone.get("width")) == pytest.approx(float(none.get("x1")), abs=0.05)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda: plots.forest_svg(name="f", rows=[IntervalRow("A", math.nan)], words=FOREST), "Row 1 .A."),
        (lambda: plots.forest_svg(name="f", rows=[IntervalRow("A", 1.0, 2.0, 3.0)], words=FOREST), "hold its estimate"),
        (lambda: plots.forest_svg(name="f", rows=[IntervalRow("A", 1.0, 0.0)], words=FOREST), "hold its estimate"),
        (lambda: plots.forest_svg(name="1 f", rows=[IntervalRow("A", 1.0)], words=FOREST), "cannot name a drawing"),
        (lambda: plots.forest_svg(name="f", rows=[IntervalRow("A", 1.0)], words=FOREST, width=100), "at least 240"),
        (lambda: plots.forest_svg(name="f", rows=[], words=FOREST, width=100), "at least 240"),
        (
            lambda: plots.forest_svg(
                name="f",
                rows=[IntervalRow("A", 1.0)],
                words=plots.ForestWords(title=" ", description="", study="", effect=""),
            ),
            "no title",
        ),
        (
            lambda: plots.intervals_svg(name="i", rows=[IntervalRow("A", 1.0)], words=INTERVALS, smallest_change=0.0),
            "above 0",
        ),
        (lambda: plots.funnel_svg(name="f", studies=[plots.FunnelStudy(1.0, 0.0)], words=FUNNEL), "Study 1"),
        (lambda: plots.network_svg(name="n", nodes=[NetworkNode("A", 0.0)], edges=[], words=NETWORK), "size 0"),
        (
            lambda: plots.network_svg(name="n", nodes=[NetworkNode("A")], edges=[NetworkEdge(0, 1, 1)], words=NETWORK),
            "Comparison 1",
        ),
        (
            lambda: plots.network_svg(
                name="n", nodes=[NetworkNode("A"), NetworkNode("B")], edges=[NetworkEdge(0, 1, 0)], words=NETWORK
            ),
            "0 trials",
        ),
        (lambda: people([999]), "999 people together"),
        (lambda: people([1001, -1]), "-1 people"),
        (lambda: people([200] * 5), "5 groups"),
        (lambda: people([50], total=50), "not in 50"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_one_sentence(asked, said):
    with pytest.raises(plots.BadDrawing, match=said) as caught:
        asked()
    assert "\n" not in str(caught.value)


def people(counts, total=1000):
    groups = [plots.PeopleGroup(count, f"group {at}") for at, count in enumerate(counts)]
    return plots.icons_svg(name="p", groups=groups, words=plots.IconWords(title="P", description="P"), total=total)
