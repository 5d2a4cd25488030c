"""Where those who match practise, and a search in some ZIP codes only."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from unpinch import directory

ASKED: tuple[dict[str, Any], ...] = (
    {"near": "10001", "within_miles": 100.0},
    {"near": "06105", "within_miles": 60.0, "care": "dry_needling"},
    {"near": "78701", "within_miles": 300.0, "gender": "female"},
    {"name": "teapot"},
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("places")
    directory.write_demonstration(path=folder / "rows.csv", count=3000)
    built_at = datetime(2026, 11, 1, tzinfo=UTC)
    directory.build(nppes=folder / "rows.csv", out=folder / "directory", built_at=built_at, demonstration=True)
    return directory.open_snapshot(path=folder / "directory")


def _everybody(snapshot, **asked):
    first = directory.search(snapshot=snapshot, query=directory.Query(**asked, limit=200))
    rest = (directory.Query(**asked, limit=200, page=page) for page in range(2, first.pages + 1))
    return [
        *first.results,
        *(match for query in rest for match in directory.search(snapshot=snapshot, query=query).results),
    ]


@pytest.mark.parametrize("asked", ASKED)
def test_places_count_exactly_those_who_match_most_first(snapshot, asked):
    places = directory.places_of(snapshot=snapshot, query=directory.Query(**asked))
    counted = Counter(match.place.zip_code for match in _everybody(snapshot, **asked))
    assert {place.zip_code: place.count for place in places} == counted
    assert len(places) > 10
    assert [place.count for place in places] == sorted(counted.values(), reverse=True)


def test_a_place_knows_its_distance_and_its_town(snapshot):
    asked = ASKED[0]
    shown = {match.place.zip_code: match for match in _everybody(snapshot, **asked)}
    for place in directory.places_of(snapshot=snapshot, query=directory.Query(**asked)):
        match = shown[place.zip_code]
        assert place.miles == pytest.approx(match.distance_miles)
        assert (place.latitude, place.longitude) == (match.place.latitude, match.place.longitude)
        assert directory.town_of(snapshot=snapshot, place=place) == match.address.city


@pytest.mark.parametrize("asked", ASKED)
def test_some_zip_codes_only_are_the_same_answer_with_the_others_left_out(snapshot, asked):
    chosen = tuple(place.zip_code for place in directory.places_of(snapshot=snapshot, query=directory.Query(**asked)))[
        1:7
    ]
    everybody = _everybody(snapshot, **asked)
    inside = [(match.npi, match.score) for match in everybody if match.place.zip_code in chosen]
    result = directory.search(snapshot=snapshot, query=directory.Query(**asked, zip_codes=chosen, limit=200))
    assert [(match.npi, match.score) for match in result.results] == inside
    assert result.total == len(inside) > 6
    assert result.total < len(everybody)


def test_a_zip_code_out_of_reach_holds_nobody(snapshot):
    query = directory.Query(near="10001", within_miles=25.0, zip_codes=("78701", "99999"))
    assert directory.search(snapshot=snapshot, query=query).total == 0


@pytest.mark.parametrize("wrong", ["", "1234", "abcde", "061051", "٠٦١٠٥"])
def test_what_is_no_zip_code_is_refused(snapshot, wrong):
    query = directory.Query(near="10001", zip_codes=(wrong,))
    with pytest.raises(directory.UnknownPlace, match="is not a ZIP code to look in"):
        directory.search(snapshot=snapshot, query=query)
