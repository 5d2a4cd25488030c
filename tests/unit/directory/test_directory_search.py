"""Search: who is found, in which order, why, and which questions are refused."""

import csv
import gzip
import math

import pytest
import zipcodes

from tests.unit.directory.provider_file import AUSTIN, BUILT_AT, HARTFORD, WEST_HARTFORD, build, npi, person, search
from unpinch import directory, knowledge
from unpinch.directory import AllowedAnswer
from unpinch.kernel import NotAnNpi

REAL = "data/nppes/npidata_329col_practitioners_CT-MA-RI_20181204.csv.gz"


def found(result):
    return [match.npi for match in result.results]


def points(match):
    return {factor.factor: factor.points for factor in match.because}


def miles_between(one, other):
    """Great-circle distance by the law of cosines of spherical trigonometry: another formula than the one tested."""
    here, there = zipcodes.matching(one)[0], zipcodes.matching(other)[0]
    lat1, lon1, lat2, lon2 = (math.radians(float(place[key])) for place in (here, there) for key in ("lat", "long"))
    inner = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return 3958.7613 * math.acos(min(inner, 1))


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Give a directory of eight: two towns near each other and one far away, several kinds."""
    return build(
        tmp_path_factory.mktemp("town"),
        person(1, first_name="ANNE", last_name="TEAPOT"),
        person(2, first_name="BERT", last_name="O'LANTERN-KITE", postal=WEST_HARTFORD, gender="M"),
        person(3, code_1="111N00000X", last_name="TEAPOTT", middle_name="QUILL"),
        person(4, code_1="171100000X", last_name="PUDDLE", phone="", postal=WEST_HARTFORD),
        person(
            5,
            code_1="111N00000X",
            switch_1="N",
            code_2="225100000X",
            switch_2="Y",
            updated="01/01/2010",
            last_name="WAFFLE",
        ),
        person(6, code_1="122300000X", last_name="THIMBLE"),
        person(7, state="TX", postal=AUSTIN, city="AUSTIN", last_name="TEAPOT", gender="X"),
        person(8, code_1="", switch_1="", last_name="SAUCER", gender=""),
    )


@pytest.fixture(scope="module")
def real(shared, tmp_path_factory):
    """Give the directory of the 2,000 real rows."""
    out = tmp_path_factory.mktemp("real") / "snapshot"
    directory.build(nppes=shared / REAL, out=out, built_at=BUILT_AT)
    return directory.open_snapshot(path=out)


class TestWhoIsFound:
    def test_only_those_within_the_distance_edge_included(self, town):
        edge = float(search(town, specialties=("acupuncturist",)).results[0].distance_miles)
        assert 1 < edge < 4
        for within, total in ((edge, 7), (math.nextafter(edge, 0), 5), (edge + 0.01, 7), (0.001, 5)):
            assert search(town, within_miles=within).total == total

    def test_distance_is_from_zip_point_to_zip_point(self, town):
        match = search(town, specialties=("acupuncturist",)).results[0]
        assert match.distance_miles == pytest.approx(miles_between(HARTFORD, WEST_HARTFORD), abs=1e-6)
        assert search(town, within_miles=0.1).results[0].distance_miles == 0

    def test_a_point_may_be_given_instead_of_a_zip(self, town):
        here = zipcodes.matching(HARTFORD)[0]
        by_point = search(town, near=f" {here['lat']}, {here['long']} ")
        assert found(by_point) == found(search(town))
        assert by_point.place == directory.Place(float(here["lat"]), float(here["long"]))

    def test_a_clinician_is_of_each_kind_that_a_code_makes(self, town):
        assert set(found(search(town, specialties=("physical_therapist",)))) == {npi(1), npi(2), npi(5)}
        assert set(found(search(town, specialties=("chiropractor",)))) == {npi(3), npi(5)}
        both = search(town, specialties=("chiropractor", "physical_therapist"))
        assert both.total == 4

    def test_care_finds_those_who_give_it(self, town):
        gives = next(row for row in knowledge.treatments() if row.id == "acupuncture").specialties
        assert {"acupuncturist", "chiropractor"} <= set(gives)
        assert "physical_therapist" not in gives
        assert set(found(search(town, care="acupuncture"))) == {npi(3), npi(4), npi(5)}

    def test_specialties_win_over_care(self, town):
        result = search(town, care="acupuncture", specialties=("physical_therapist",))
        assert set(found(result)) == {npi(1), npi(2), npi(5)}
        assert {points(match)["profession_fit"] for match in result.results} == {0}

    def test_care_that_needs_no_clinician_leaves_nobody_out(self, town):
        assert search(town, care="heat_self_care").total == search(town).total

    def test_everybody_is_found_where_nothing_is_asked(self, town):
        assert search(town).total == 7
        assert search(town, near=AUSTIN).total == 1
        assert search(town, near="96910").total == 0

    def test_gender(self, town):
        assert found(search(town, gender="male")) == [npi(2)]
        assert search(town, gender="female").total == 5

    def test_telehealth_leaves_nobody_out_and_says_so(self, town):
        result = search(town, telehealth=True)
        assert result.total == 7
        assert "video" in str(result.notes[0])
        assert search(town).notes == ()

    def test_facets_count_all_matches_not_the_page(self, town):
        facets = search(town, limit=1).facets
        assert {facet.id: facet.count for facet in facets.specialty} == {
            "physical_therapist": 3,
            "chiropractor": 2,
            "acupuncturist": 1,
        }
        assert {facet.id: facet.count for facet in facets.gender} == {"unknown": 1, "female": 5, "male": 1}
        assert {str(facet.text) for facet in facets.gender} == {"Female", "Male", "Gender not in the record"}


class TestNames:
    @pytest.mark.parametrize(
        ("name", "numbers"),
        [
            ("teapot", {1, 3, 7}),
            ("Teapott", {1, 3, 7}),
            ("taepot", {1, 7}),
            ("anne teapot", {1}),
            ("teapot anne", {1}),
            ("ann teapot", set()),
            ("a teapot", {1}),
            ("OLANTERN", {2}),
            ("o'lantrn kite", {2}),
            ("quill", {3}),
            ("xylophone", set()),
        ],
    )
    def test_misspelt_names_are_found(self, town, name, numbers):
        assert set(found(search(town, near=None, name=name))) == {npi(number) for number in numbers}

    def test_near_a_place_only_those_there(self, town):
        assert set(found(search(town, name="teapot"))) == {npi(1), npi(3)}
        assert search(town, name="teapot").total == 2
        assert {facet.id for facet in search(town, name="teapot").facets.specialty} == {
            "physical_therapist",
            "chiropractor",
        }

    def test_the_right_spelling_comes_first(self, town):
        first, second = search(town, name="teapott", specialties=("chiropractor", "physical_therapist")).results
        assert (first.npi, second.npi) == (npi(3), npi(1))
        assert points(first)["name"] == 0.43
        assert points(second)["name"] == round(0.43 * (1 - 1 / 7), 3)

    def test_without_a_place_there_is_no_distance(self, town):
        match = search(town, near=None, name="puddle").results[0]
        assert match.distance_miles is None
        assert set(points(match)) == {"profession_fit", "name", "freshness", "phone", "phone_confirmed", "free_slot"}


class TestOrder:
    def test_points_add_up_to_the_score(self, town):
        questions: tuple[dict[str, object], ...] = (
            {},
            {"care": "dry_needling"},
            {"care": "acupuncture", "name": "puddle"},
            {"specialties": ("chiropractor",)},
            {"near": None, "name": "teapot"},
        )
        for question in questions:
            for match in search(town, **question).results:
                assert sum(factor.points for factor in match.because) == pytest.approx(match.score, abs=1e-12)
                assert match.score == round(match.score, 3)
                assert 0 <= match.score <= 1

    def test_every_reason_has_words_and_a_source(self, town):
        for question in ({}, {"care": "dry_needling"}, {"name": "teapot"}):
            for match in search(town, **question).results:
                for each in (*match.because, match.allowed, *match.confidence.facts):
                    assert str(each.text)
                    assert "{" not in str(each.text)
                    # The calendar is here; no publisher has it.
                    is_calendar = getattr(each, "factor", "") == "free_slot"
                    assert each.source == "" if is_calendar else each.source.startswith("https://")

    def test_a_main_profession_fits_better_than_a_second_one(self, town):
        result = search(town, specialties=("chiropractor",))
        assert found(result) == [npi(3), npi(5)]
        assert [points(match)["profession_fit"] for match in result.results] == [0.43, 0.344]

    def test_the_best_have_all_points_that_one_file_can_give(self, town):
        best = search(town, specialties=("physical_therapist",)).results[0]
        # A second source and video visits stand in other files, and nobody confirmed a number or has a calendar.
        assert (best.npi, best.score) == (npi(1), 0.91)

    def test_what_nobody_asked_does_not_count(self, town):
        assert "scope_of_practice" not in points(search(town, care="physical_therapy").results[0])
        assert "name" not in points(search(town).results[0])

    def test_equal_scores_are_ordered_by_number(self, tmp_path):
        twins = build(tmp_path, *(person(number) for number in (7, 3, 9, 1)))
        assert found(search(twins)) == sorted(npi(number) for number in (7, 3, 9, 1))

    def test_pages_neither_repeat_nor_miss(self, town):
        whole = found(search(town, limit=200))
        for limit in (1, 2, 3, 7, 8):
            pages = [found(search(town, limit=limit, page=page)) for page in range(1, 10)]
            assert [number for page in pages for number in page] == whole
        assert search(town, limit=3).pages == 3
        assert found(search(town, page=99)) == []

    def test_the_specialty_shown_is_one_that_was_asked(self, town):
        shown = {match.npi: match for match in search(town, specialties=("chiropractor",)).results}[npi(5)]
        assert (shown.specialty, shown.taxonomy) == ("chiropractor", "111N00000X")
        assert shown.specialties == ("physical_therapist", "chiropractor")
        either = {match.npi: match for match in search(town).results}
        assert (either[npi(5)].specialty, either[npi(5)].taxonomy) == ("physical_therapist", "225100000X")
        assert (either[npi(6)].specialty, either[npi(6)].taxonomy) == (None, "122300000X")
        assert (either[npi(8)].specialty, either[npi(8)].taxonomy) == (None, "")

    def test_the_most_particular_kind_is_shown(self, tmp_path):
        doctor = search(build(tmp_path, person(1, code_1="2081P2900X"))).results[0]
        assert doctor.specialties == ("pain_medicine", "physiatrist")
        assert doctor.specialty == "pain_medicine"


class TestRefusedQuestions:
    @pytest.mark.parametrize(
        ("question", "error", "hint"),
        [
            ({"near": None}, directory.NothingAsked, "ZIP code or LAT,LON"),
            ({"near": None, "name": " 12 - "}, directory.NothingAsked, "letters"),
            ({"near": "00000"}, directory.UnknownPlace, "no ZIP code 00000"),
            ({"near": "99999"}, directory.UnknownPlace, "no ZIP code 99999"),
            ({"near": "09001"}, directory.UnknownPlace, "do not know where the ZIP code 09001 lies"),
            ({"near": "Hartford"}, directory.UnknownPlace, "'Hartford' is not a place"),
            ({"near": "6105"}, directory.UnknownPlace, "5-digit"),
            ({"near": "٠٦١٠٥"}, directory.UnknownPlace, "5-digit"),
            ({"near": ""}, directory.UnknownPlace, "5-digit"),
            ({"near": "91,0"}, directory.UnknownPlace, "not on earth"),
            ({"near": "0,180.5"}, directory.UnknownPlace, "not on earth"),
            ({"near": "nan,0"}, directory.UnknownPlace, "is not a place"),
            ({"near": "1,2,3"}, directory.UnknownPlace, "is not a place"),
            ({"within_miles": 0}, directory.BadDistance, "0 miles"),
            ({"within_miles": -1}, directory.BadDistance, "-1 miles"),
            ({"within_miles": 500.1}, directory.BadDistance, "at most 500"),
            ({"within_miles": math.nan}, directory.BadDistance, "nan"),
            ({"within_miles": math.inf}, directory.BadDistance, "inf"),
            ({"specialties": ("wizard",)}, directory.UnknownSpecialty, "physical_therapist"),
            ({"care": "leeches"}, directory.UnknownCare, "dry_needling"),
            ({"care": "sham_needling"}, directory.UnknownCare, "dry_needling"),
            ({"gender": "purple"}, directory.BadQuery, "female or male"),
            ({"limit": 0}, directory.BadPage, "1 to 200"),
            ({"limit": 201}, directory.BadPage, "1 to 200"),
            ({"page": 0}, directory.BadPage, "count from 1"),
        ],
    )
    def test_it_is_one_line_that_says_what_is_allowed(self, town, question, error, hint):
        with pytest.raises(error) as refused:
            search(town, **question)
        assert isinstance(refused.value, directory.BadQuery)
        assert hint in str(refused.value)
        assert "\n" not in str(refused.value)

    @pytest.mark.parametrize(
        "question", [{"within_miles": 500}, {"near": "06105-1208"}, {"near": " 061051208"}, {"limit": 200}]
    )
    def test_what_is_just_allowed_is_answered(self, town, question):
        assert search(town, **question).total == 7

    def test_usual_distance_is_25_miles(self, town):
        assert search(town).within_miles == 25


class TestShow:
    def test_all_that_is_public_is_shown(self, town):
        shown = directory.show(snapshot=town, npi=npi(2))
        assert shown.name == "Bert O'Lantern-Kite"
        assert shown.gender == "male"
        assert shown.phone == "8605550100"
        assert shown.address == directory.Address("1 Example St", "", "Hartford", "CT", WEST_HARTFORD)
        assert shown.taxonomies == (directory.Taxonomy("225100000X", ("physical_therapist",)),)
        assert (str(shown.updated_date), str(shown.enumerated_date)) == ("2025-11-22", "2005-05-23")
        assert shown.place.zip_code == WEST_HARTFORD
        assert shown.source.startswith("https://")
        assert not shown.is_demonstration

    def test_an_npi_of_nobody_here_is_named(self, town):
        for number in (npi(99), "1234567893", npi(99_999_999)):
            with pytest.raises(directory.NoSuchClinician, match=number):
                directory.show(snapshot=town, npi=number)

    @pytest.mark.parametrize("number", ["", "123", "1234567890", "abcdefghij", "²234567893"])
    def test_what_is_no_npi_is_named(self, town, number):
        with pytest.raises(NotAnNpi):
            directory.show(snapshot=town, npi=number)

    def test_what_the_record_cannot_say_is_said(self, town):
        confidence = directory.show(snapshot=town, npi=npi(1)).confidence
        assert confidence.age_days == 365
        known = {fact.what: fact.known for fact in confidence.facts}
        assert known == {
            "address": True,
            "phone": True,
            "new_patients": False,
            "this_care": False,
            "insurance": False,
            "telehealth": False,
        }
        without = directory.show(snapshot=town, npi=npi(4)).confidence
        assert {fact.what: fact.known for fact in without.facts}["phone"] is False

    def test_a_record_without_a_date_says_so(self, tmp_path):
        shown = directory.show(snapshot=build(tmp_path, person(1, updated="")), npi=npi(1))
        assert (shown.updated_date, shown.confidence.age_days) == (None, None)
        assert "does not say when" in str(shown.confidence.facts[0].text)

    def test_credentials_of_the_third_version_are_parted_by_commas(self, tmp_path):
        assert (
            directory.show(snapshot=build(tmp_path, person(1, credential="MD | PHD")), npi=npi(1)).credential
            == "MD, PHD"
        )


class TestAllowed:
    def test_it_is_what_the_scope_file_says_for_state_and_profession(self, tmp_path):
        states = ("CT", "CA", "NY", "FL", "TX", "TN")
        snapshot = build(tmp_path, *(person(number, state=state) for number, state in enumerate(states)))
        rules = {(row.state, row.specialty): row for row in knowledge.scope_of_practice()}
        for match in search(snapshot, care="dry_needling").results:
            row = rules[match.address.state, "physical_therapist"]
            assert match.allowed.answer == row.may_dry_needle.value
            assert (match.allowed.state, match.allowed.as_of) == (row.state, row.as_of)
            assert match.allowed.source == row.source_url
            if row.conflict:
                assert row.conflict in str(match.allowed.text)

    def test_points_follow_the_answer(self, tmp_path):
        snapshot = build(tmp_path, *(person(number, state=state) for number, state in enumerate(("CA", "CT", "FL"))))
        scores = {
            match.allowed.answer: points(match)["scope_of_practice"]
            for match in search(snapshot, care="dry_needling").results
        }
        assert scores == {AllowedAnswer.NO: 0, AllowedAnswer.UNCLEAR: 0.053, AllowedAnswer.YES: 0.16}

    def test_a_profession_without_a_rule_is_unknown_and_says_so(self, town):
        match = search(town, care="dry_needling", specialties=("chiropractor",)).results[0]
        assert match.allowed.answer is AllowedAnswer.UNKNOWN
        assert "found no rule" in str(match.allowed.text)
        assert match.allowed.source.startswith("https://")

    def test_a_profession_we_do_not_know_is_unknown(self, town):
        dentist = {match.npi: match for match in search(town).results}[npi(6)]
        assert dentist.allowed.answer is AllowedAnswer.UNKNOWN
        assert "this profession" in str(dentist.allowed.text)

    def test_acupuncture_is_answered_for_acupuncturists_only(self, town):
        answers = {match.specialty: match.allowed for match in search(town, care="acupuncture").results}
        assert answers["acupuncturist"].answer is AllowedAnswer.YES
        assert answers["acupuncturist"].treatment == "acupuncture"
        assert "all states" in str(answers["acupuncturist"].text)
        assert answers["chiropractor"].answer is AllowedAnswer.UNKNOWN

    def test_a_statement_on_all_states_does_not_settle_dry_needling_in_one(self, town):
        match = search(town, care="dry_needling", specialties=("acupuncturist",)).results[0]
        assert match.allowed.answer is AllowedAnswer.UNCLEAR
        assert "found no rule of the state" in str(match.allowed.text)
        assert points(match)["scope_of_practice"] == 0.053

    def test_a_rule_of_the_state_goes_before_a_statement_on_all(self, tmp_path):
        snapshot = build(tmp_path, person(1, state="CA", code_1="171100000X"))
        assert search(snapshot, care="dry_needling").results[0].allowed.answer is AllowedAnswer.YES

    def test_anything_else_asks_about_dry_needling(self, town):
        for care in (None, "discectomy"):
            for match in search(town, care=care, specialties=("physical_therapist",)).results:
                assert match.allowed.treatment == "dry_needling"

    def test_a_state_written_out_is_understood(self, tmp_path):
        snapshot = build(tmp_path, person(1, state="CONNECTICUT"), person(2, state="QUEENSLAND"))
        assert [match.allowed.state for match in search(snapshot).results] == ["CT", "CT"]


class TestTheRealSample:
    def test_physical_therapists_near_hartford_are_those_of_the_file(self, real, shared):
        with gzip.open(shared / REAL, "rt", encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        place = "Provider Business Practice Location Address Postal Code"
        expected = {}
        for row in rows:
            codes = [row[f"Healthcare Provider Taxonomy Code_{slot}"] for slot in range(1, 16)]
            zip_code = row[place][:5]
            if any(code.startswith("2251") for code in codes) and zipcodes.matching(zip_code):
                miles = miles_between("06105", zip_code)
                if miles <= 40:
                    expected[row["NPI"]] = miles
        result = search(real, specialties=("physical_therapist",), within_miles=40, limit=200)
        assert len(expected) > 5
        assert {match.npi: match.distance_miles for match in result.results} == pytest.approx(expected, abs=1e-5)
        assert result.total == len(expected)

    def test_they_are_real_people_with_name_and_phone(self, real):
        only = search(real, specialties=("physical_therapist",), within_miles=10)
        assert only.total == len(only.results) == 1
        assert only.results[0].taxonomy.startswith("2251")
        assert len(only.results[0].phone) == 10

    def test_a_statement_on_acupuncture_does_not_settle_dry_needling(self, town):
        match = search(town, care="dry_needling", specialties=("acupuncturist",)).results[0]
        assert match.allowed.answer is AllowedAnswer.UNCLEAR
        assert "acupuncture needles" in str(match.allowed.text)
        assert points(match)["scope_of_practice"] == 0.053
