"""The body chart as a picture that stands alone."""

from xml.etree import ElementTree as ET

import pytest

from unpinch import patterns
from unpinch.kernel import Mark, MarkKind, Side

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ("front", "back", "left", "right")


def hatched(picture, kind=MarkKind.PAIN):
    """Give the path data that are hatched as a kind."""
    found = [
        path.get("d", "") for path in ET.fromstring(picture).iter(f"{SVG}path") if path.get("fill") == f"url(#{kind})"
    ]
    return "".join(found)


def paths(view, region, *sides):
    shapes = patterns.body_chart().view(view).shapes
    return "".join(shape.path for shape in shapes if shape.region == region and shape.side in sides)


def title(picture):
    return ET.fromstring(picture).findtext(f"{SVG}title")


@pytest.mark.parametrize("theme", patterns.THEMES)
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_and_theme_is_a_picture_of_its_own(view, theme):
    picture = patterns.chart_svg(view=view, theme=theme)
    root = ET.fromstring(picture)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox", "").split()[2:] == [str(size) for size in _size(view)]
    assert "var(" not in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def _size(view):
    drawn = patterns.body_chart().view(view)
    return drawn.width, drawn.height


def test_a_mark_is_hatched_on_its_side_and_named():
    picture = patterns.chart_svg(view="back", marks=[Mark("calf_lateral", Side.LEFT)])
    assert hatched(picture) == paths("back", "calf_lateral", Side.LEFT)
    assert title(picture) == "Back. Pain: Left calf, outer half"


@pytest.mark.parametrize("side", [None, Side.BOTH])
def test_a_mark_without_a_side_is_on_both(side):
    picture = patterns.chart_svg(view="back", marks=[Mark("calf_lateral", side)])
    assert hatched(picture) == paths("back", "calf_lateral", Side.LEFT, Side.RIGHT)


def test_the_midline_is_marked_whatever_side_was_said():
    picture = patterns.chart_svg(view="back", marks=[Mark("coccyx", Side.LEFT)])
    assert hatched(picture) == paths("back", "coccyx", Side.BOTH)


@pytest.mark.parametrize("theme", patterns.THEMES)
def test_each_kind_has_its_own_hatch_and_a_region_may_have_several(theme):
    marks = [Mark("heel", Side.LEFT, kind) for kind in MarkKind]
    picture = patterns.chart_svg(view="back", marks=marks, theme=theme)
    assert all(hatched(picture, kind) == paths("back", "heel", Side.LEFT) for kind in MarkKind)
    tiles = {
        pattern.get("id"): pattern.findall(f"{SVG}path")[0].get("d")
        for pattern in ET.fromstring(picture).iter(f"{SVG}pattern")
    }
    assert set(tiles) == set(MarkKind)
    assert len(set(tiles.values())) == len(MarkKind)


def test_the_title_names_each_kind_with_its_areas():
    marks = [
        Mark("heel", None, MarkKind.NUMBNESS),
        Mark("heel", Side.LEFT),
        Mark("groin", Side.LEFT, MarkKind.WEAKNESS),
    ]
    assert title(patterns.chart_svg(view="back", marks=marks)) in (
        "Back. Pain: Left heel. Numbness: Left heel; Right heel",
        "Back. Pain: Left heel. Numbness: Right heel; Left heel",
    )


def test_a_mark_that_a_view_does_not_show_changes_nothing():
    assert patterns.chart_svg(view="front", marks=[Mark("coccyx")]) == patterns.chart_svg(view="front")


def test_a_layer_lies_under_the_marks_each_part_in_its_own_hatch():
    gluteus = patterns.layer(structure="gluteus_medius")
    picture = patterns.chart_svg(view="back", marks=[Mark("sacrum", Side.LEFT)], layer=gluteus, layer_side=Side.LEFT)
    for part, regions in gluteus.parts:
        shapes = "".join(paths("back", region, Side.LEFT) for region in regions)
        assert sorted(hatched(picture, part).split("z")) == sorted(shapes.split("z"))
    layers = [picture.index(f"url(#{part})") for part in ("primary", "rare", "own")]
    assert layers == sorted(layers)
    assert layers[-1] < picture.index("url(#pain)")


def test_a_layer_is_said_in_words_and_no_layer_is_not():
    layer = patterns.layer(structure="soleus")
    marks = [Mark("heel", Side.LEFT)]
    said = title(patterns.chart_svg(view="back", marks=marks, layer=layer, layer_side=Side.LEFT))
    assert said.startswith("Back. Pain: Left heel. soleus muscle, the muscle itself: Left calf, ")
    assert "often felt: Left Achilles tendon; Left heel" in said
    assert title(patterns.chart_svg(view="back", marks=marks)) == "Back. Pain: Left heel"


@pytest.mark.parametrize(
    ("asked", "hint"), [({"view": "top"}, "front, back"), ({"view": "back", "theme": "pink"}, "dark")]
)
def test_what_there_is_not_is_refused_in_one_line(asked, hint):
    with pytest.raises(patterns.UnknownChart, match=hint):
        patterns.chart_svg(**asked)
