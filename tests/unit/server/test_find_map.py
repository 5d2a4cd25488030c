"""The map of a search: true distances, dots that never touch, real outlines, few bytes."""

import math
import re
import zlib

import numpy as np
import pytest
import shapely
import zipcodes
from django.template.loader import render_to_string

from unpinch.directory import Place, PlaceCount
from unpinch.server.web import outlines
from unpinch.server.web.presenters.find_land import REACH, land_around, on_map
from unpinch.server.web.presenters.find_map import clusters_of, draw_map

NEW_YORK, ADAK, GUAM, HARTFORD = "10001", "99546", "96910", "06105"
MOST_BYTES = 30_000


def _place(code):
    entry = zipcodes.matching(code)[0]
    return Place(latitude=float(entry["lat"]), longitude=float(entry["long"]), zip_code=code)


def _miles(one, other):
    """Great-circle distance by the law of cosines: another formula than the map's."""
    lat1, lon1, lat2, lon2 = map(math.radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    inner = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return 3958.7613 * math.acos(min(inner, 1))


def _around(code, miles):
    """Give every ZIP code within reach as a place with a count that its number decides, most first."""
    centre = _place(code)
    known = [each for each in zipcodes.list_all() if float(each["lat"]) or float(each["long"])]
    places = []
    for each in known:
        point = Place(latitude=float(each["lat"]), longitude=float(each["long"]))
        if abs(point.latitude - centre.latitude) < 3 and (away := _miles(centre, point)) <= miles:
            count = 1 + zlib.crc32(each["zip_code"].encode()) % 900
            places.append(PlaceCount(each["zip_code"], point.latitude, point.longitude, away, count, row=0))
    return sorted(places, key=lambda place: (-place.count, place.zip_code))


@pytest.fixture(scope="module")
def dense():
    return _around(NEW_YORK, 100)


def _map(places, code, miles, **changes):
    centre = _place(code)
    return draw_map(
        **{
            "clusters": clusters_of(places=places, centre=centre, reach_miles=miles),
            "centre": centre,
            "reach_miles": miles,
            "town": lambda place: f"Town {place.zip_code}",
            "address": lambda at: (
                f"/find/?near={code}&within={miles:g}&care=dry_needling" + (f"&at={at}" if at else "")
            ),
            "chosen": None,
            "ranked": [],
            **changes,
        }
    )


@pytest.mark.parametrize("code", [NEW_YORK, ADAK, GUAM])
def test_distances_from_the_middle_are_true_and_north_is_up(code):
    centre, chance = _place(code), np.random.default_rng(7)
    points = [
        Place(latitude=centre.latitude + north, longitude=centre.longitude + east)
        for north, east in chance.uniform(-3, 3, (50, 2))
    ]
    drawn = on_map(
        longitudes=[point.longitude for point in points],
        latitudes=[point.latitude for point in points],
        centre=centre,
        reach_miles=100,
    )
    expected = [_miles(centre, point) * REACH / 100 for point in points]
    assert np.hypot(*drawn.T) == pytest.approx(expected, rel=1e-6)
    up = on_map(longitudes=[centre.longitude], latitudes=[centre.latitude + 1], centre=centre, reach_miles=100)[0]
    right = on_map(longitudes=[centre.longitude + 1], latitudes=[centre.latitude], centre=centre, reach_miles=100)[0]
    assert up[0] == pytest.approx(0, abs=1e-6)
    assert up[1] < 0 < right[0]
    middle = on_map(longitudes=[centre.longitude], latitudes=[centre.latitude], centre=centre, reach_miles=100)
    assert middle == pytest.approx(np.zeros((1, 2)))


def test_every_zip_code_is_in_one_cluster_and_no_two_dots_touch(dense):
    clusters = clusters_of(places=dense, centre=_place(NEW_YORK), reach_miles=100)
    codes = [code for cluster in clusters for code in cluster.zip_codes]
    assert sorted(codes) == sorted(place.zip_code for place in dense)
    assert sum(cluster.count for cluster in clusters) == sum(place.count for place in dense)
    assert 20 < len(clusters) < 90
    drawn = _map(dense, NEW_YORK, 100.0).dots
    for number, dot in enumerate(drawn):
        for other in drawn[number + 1 :]:
            assert math.hypot(dot.x - other.x, dot.y - other.y) > dot.radius + other.radius
        assert math.hypot(dot.x, dot.y) <= REACH + 1


def test_a_cluster_is_named_by_its_largest_zip_code_and_each_is_with_the_nearest_name(dense):
    centre = _place(NEW_YORK)
    by_code = {place.zip_code: place for place in dense}
    clusters = clusters_of(places=dense, centre=centre, reach_miles=100)
    heads = np.array([(cluster.x, cluster.y) for cluster in clusters])
    for cluster in clusters:
        assert cluster.zip_codes[0] == cluster.zip_code
        for code in cluster.zip_codes:
            place = by_code[code]
            point = on_map(longitudes=[place.longitude], latitudes=[place.latitude], centre=centre, reach_miles=100)[0]
            own = math.hypot(point[0] - cluster.x, point[1] - cluster.y)
            assert own <= np.hypot(*(heads - point).T).min() + 2


def test_nobody_makes_no_clusters():
    assert clusters_of(places=[], centre=_place(HARTFORD), reach_miles=25) == ()


@pytest.mark.parametrize("miles", [5.0, 25.0, 50.0, 100.0])
def test_the_densest_map_is_small(dense, miles):
    near = [place for place in dense if place.miles <= miles]
    drawn = _map(near, NEW_YORK, miles)
    page = render_to_string("web/parts/find_map.html", {"map": drawn})
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert len(svg.encode()) <= MOST_BYTES
    assert svg.count('<a class="up-map__link') == len(drawn.dots)


@pytest.mark.parametrize(
    ("code", "miles"), [(NEW_YORK, 5.0), (NEW_YORK, 80.0), (ADAK, 50.0), (ADAK, 500.0), (GUAM, 25.0), ("96813", 500.0)]
)
def test_land_is_drawn_wherever_people_practise(code, miles):
    place = _place(code)
    land = land_around(latitude=place.latitude, longitude=place.longitude, reach_miles=miles)
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", land.land)
    starts = [int(number) for pair in re.findall(r"M(-?\d+) (-?\d+)", land.land) for number in pair]
    assert max(map(abs, starts)) <= 520


def test_the_outlines_hold_the_zip_codes_of_their_state():
    codes = [each for each in zipcodes.list_all() if float(each["lat"]) and each["state"] in _STATES][::60]
    assert len(codes) > 60
    right = 0
    for each in codes:
        longitude, latitude = float(each["long"]), float(each["lat"])
        around = outlines.states().touching(west=longitude, south=latitude, east=longitude, north=latitude)
        inside = {one.name for one in around if _holds(one, longitude, latitude)}
        right += inside == {_STATES[each["state"]]}
    # Points of ZIP codes at the water's edge lie in no state.
    assert right >= 0.95 * len(codes)


_STATES = {"CT": "Connecticut", "TX": "Texas", "CA": "California", "OH": "Ohio", "VA": "Virginia", "FL": "Florida"}


def _holds(outline, longitude, latitude):
    rings = [shapely.polygons(ring) for ring in outline.rings]
    return sum(shapely.contains_xy(ring, longitude, latitude) for ring in rings) % 2 == 1


def test_a_county_has_its_name_and_the_map_writes_it():
    place = _place(HARTFORD)
    around = outlines.counties().touching(
        west=place.longitude, south=place.latitude, east=place.longitude, north=place.latitude
    )
    assert "Hartford" in [one.name for one in around if _holds(one, place.longitude, place.latitude)]
    land = land_around(latitude=place.latitude, longitude=place.longitude, reach_miles=25.0)
    assert {"Hartford", "Tolland"} <= {label.words for label in land.labels}


def test_no_name_is_written_under_a_dot(dense):
    near = [place for place in dense if place.miles <= 25]
    drawn = _map(near, NEW_YORK, 25.0)
    assert len(drawn.labels) < len(drawn.land.labels)
    for label in drawn.labels:
        assert all(math.hypot(dot.x - label.x, dot.y - label.y) > dot.radius for dot in drawn.dots)


@pytest.mark.parametrize(
    ("miles", "words"), [(5.0, "2 miles"), (25.0, "10 miles"), (100.0, "50 miles"), (1.5, "1 mile")]
)
def test_the_scale_is_as_long_as_it_says(miles, words):
    scale = _map([], HARTFORD, miles).scale
    assert scale.words == words
    assert scale.units == pytest.approx(float(words.split()[0]) * REACH / miles, abs=1)


def test_a_dot_says_in_words_what_it_shows(dense):
    near = [place for place in dense if place.miles <= 25]
    first = max(near, key=lambda place: place.count)
    drawn = _map(
        near, NEW_YORK, 25.0, chosen=first.zip_code, ranked=[(3, "1234567893", first.zip_code), (4, "x", None)]
    )
    dot = next(dot for dot in drawn.dots if dot.is_chosen)
    others = rf"Town {first.zip_code} {first.zip_code} and \d+ more ZIP codes"
    assert re.fullmatch(rf"{others}: [\d,]+ clinicians; \d+\.\d miles; in this list: 3", dot.spoken)
    assert dot.ranks == ((3, "1234567893"),)
    assert dot.href.endswith(f"&at={first.zip_code}")
    assert drawn.here.startswith(f"Town {first.zip_code}")
    assert sum(bool(each.ranks) for each in drawn.dots) == 1


@pytest.mark.parametrize(("count", "number"), [(1, "1"), (999, "999"), (1000, "1.0k"), (9999, "10.0k"), (12345, "12k")])
def test_a_large_count_is_shortened_in_the_dot_and_whole_in_the_table(count, number):
    place = _place(HARTFORD)
    one = PlaceCount(HARTFORD, place.latitude, place.longitude, 0.0, count, row=0)
    dot = _map([one], HARTFORD, 25.0).dots[0]
    assert (dot.number, dot.count.replace(",", "")) == (number, str(count))
