"""The public files joined: several places, deactivated numbers, former names, traits, figures, and their accounts."""

import pytest

from tests.unit.directory.joined_files import joined
from tests.unit.directory.provider_file import AUSTIN, HARTFORD, WEST_HARTFORD, npi, person, search
from tests.unit.directory.sources.public_files import doctor, location, service
from unpinch import directory


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Four people: 1 also practises in West Hartford, by both other files; 2 has a second street; 3 is in Austin."""
    return joined(
        tmp_path_factory.mktemp("town"),
        person(1, line_1="3 EXAMPLE AVE", other_last_name="BISCUIT"),
        person(2),
        person(3, postal=AUSTIN, state="TX", city="AUSTIN"),
        person(4),
        locations=[location(1, line_1="2 Example Rd", postal=WEST_HARTFORD), location(2, line_1="9 Side St")],
        doctors=[
            doctor(1, **{"adr_ln_1": "3 Example Avenue", "ZIP Code": HARTFORD, "Telephone Number": "8605550100"}),
            doctor(1, **{"adr_ln_1": "2 EXAMPLE RD", "ZIP Code": WEST_HARTFORD, "Telephone Number": "8605550199"}),
            doctor(3, **{"ZIP Code": WEST_HARTFORD, "Telehlth": "", "Facility Name": "", "ind_assgn": "M"}),
            doctor(77),
        ],
        services=[service(1, HCPCS_Cd="97140", Tot_Benes="50", Tot_Srvcs="400")],
    )


class TestSeveralPlaces:
    def test_somebody_with_several_counts_once_at_the_nearest(self, town):
        for near, nearest in ((HARTFORD, HARTFORD), (WEST_HARTFORD, WEST_HARTFORD)):
            result = search(town, near=near, within_miles=20)
            assert result.total == 4
            one = next(match for match in result.results if match.npi == npi(1))
            assert (one.place.zip_code, one.distance_miles) == (nearest, 0)

    def test_they_are_found_only_where_they_are(self, town):
        assert {match.npi for match in search(town, near=AUSTIN).results} == {npi(3)}
        assert search(town, near=WEST_HARTFORD, within_miles=0.1).total == 2

    def test_in_some_zip_codes_only_those_count_who_are_nowhere_nearer(self, town):
        asked = {"zip_codes": (WEST_HARTFORD,), "within_miles": 20}
        assert {match.npi for match in search(town, near=HARTFORD, **asked).results} == {npi(3)}
        result = search(town, near=WEST_HARTFORD, **asked)
        assert {match.npi for match in result.results} == {npi(1), npi(3)}
        assert result.total == 2

    def test_where_no_place_is_asked_the_first_counts(self, town):
        result = search(town, near=None, specialties=("physical_therapist",))
        assert result.total == 4
        places = {match.npi: match.place.zip_code for match in result.results}
        assert places == {npi(1): HARTFORD, npi(2): HARTFORD, npi(3): AUSTIN, npi(4): HARTFORD}

    def test_the_page_shows_all_addresses_with_what_names_them(self, town):
        first, second = directory.show(snapshot=town, npi=npi(1)).practices
        assert first.sources == ("provider_file", "medicare_clinicians")
        assert (first.same_street, first.same_phone, first.other_phone) == (True, True, False)
        assert second.sources == ("provider_file_second", "medicare_clinicians")
        assert (second.same_street, second.same_phone, second.other_phone) == (True, False, True)

    def test_a_second_street_in_the_same_zip_code_is_shown_and_no_second_place(self, town):
        shown = directory.show(snapshot=town, npi=npi(2))
        assert [each.address.line_1 for each in shown.practices] == ["1 Example St", "9 Side St"]
        assert not shown.has_several_places

    def test_numbers_and_names_find_the_nearest_place(self, town):
        for question in ({"npi": npi(1)}, {"name": "biscuit"}):
            found = search(town, near=WEST_HARTFORD, **question)
            assert [(match.npi, match.place.zip_code) for match in found.results] == [(npi(1), WEST_HARTFORD)]
            assert search(town, near=AUSTIN, **question).total == 0
            assert search(town, near=None, **question).total == 1


class TestTraits:
    def test_filters_leave_those_who_are_known_so(self, town):
        for filters in ({"telehealth": True}, {"group": True}, {"assignment": True}):
            assert [match.npi for match in search(town, within_miles=500, **filters).results] == [npi(1)]
        assert search(town, near=None, telehealth=True, specialties=("physical_therapist",)).total == 1

    def test_facets_count_them(self, town):
        facets = search(town, near=None, specialties=("physical_therapist",)).facets
        counted = {name: {each.id: each.count for each in getattr(facets, name)} for name in ("telehealth", "group")}
        assert counted == {name: {"yes": 1, "not_known": 3} for name in ("telehealth", "group")}
        assert {each.id: each.count for each in facets.assignment} == {"not_known": 2, "yes": 1, "may_accept": 1}

    def test_the_page_shows_groups_and_figures(self, town):
        shown = directory.show(snapshot=town, npi=npi(1))
        assert shown.groups == (directory.Group(name="Fictional Spine, Group", members=12),)
        assert (shown.telehealth, shown.in_group, shown.assignment) == (True, True, "yes")
        assert shown.graduation_year == 2001
        (figure,) = shown.experience
        assert (figure.kind, figure.year, figure.services, figure.patients) == ("manual_therapy", 2021, 400, 50)
        assert shown.levels["manual_therapy"] > 0

    def test_shown_experience_gives_points(self, town):
        result = search(town, care="physical_therapy")
        assert result.results[0].npi == npi(1)
        points = {match.npi: {each.factor: each.points for each in match.because} for match in result.results}
        assert points[npi(1)]["experience"] > points[npi(4)]["experience"] == 0


class TestAccounts:
    def test_every_row_is_accounted_for(self, town):
        for account in town.manifest.accounts:
            assert account.rows_read == account.rows_kept + sum(account.rejected.values())
        counted = {account.what: (account.rows_read, account.clinicians) for account in town.manifest.accounts}
        assert counted == {"locations": (2, 2), "doctors": (4, 2), "medicare_services": (1, 1)}
        assert [source.name for source in town.manifest.sources] == [
            "npidata.csv",
            "locations.csv",
            "doctors.csv",
            "services_2021.csv",
        ]
