"""The small parts the directory is made of: points, grid, words, weights, specialties, the demonstration."""

import csv
import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import zipcodes

from tests.unit.directory.provider_file import BUILT_AT
from unpinch import directory, knowledge
from unpinch.directory import _demonstration, _grid, _rows, _weights, _words, _zips
from unpinch.directory._columns import PRACTICE
from unpinch.directory._scope import AllowedAnswer
from unpinch.directory._specialties import SpecialtyBits, current_specialties
from unpinch.kernel import check_npi


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give the report, the rows and the snapshot of a demonstration."""
    folder = tmp_path_factory.mktemp("demonstration")
    nppes = folder / "fictional.csv"
    directory.write_demonstration(path=nppes, count=3000)
    report = directory.build(nppes=nppes, out=folder / "out", built_at=BUILT_AT, demonstration=True)
    with nppes.open(encoding="utf-8", newline="") as lines:
        return report, list(csv.DictReader(lines)), directory.open_snapshot(path=folder / "out")


class TestDistance:
    def test_it_agrees_with_another_formula(self):
        table = _zips.zip_table()
        here = table.slot[6105]
        miles = _zips.great_circle_miles(
            latitude=float(table.latitude[here]),
            longitude=float(table.longitude[here]),
            latitudes=table.latitude,
            longitudes=table.longitude,
        )
        phi, lam = np.radians(table.latitude), np.radians(table.longitude)
        vectors = np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
        along = np.arctan2(
            np.linalg.norm(np.cross(vectors[:, here], vectors, axisb=0), axis=1), vectors[:, here] @ vectors
        )
        assert np.allclose(miles, 3958.7613 * along, atol=1e-6)
        assert miles[here] == 0

    def test_the_other_end_of_the_earth_is_half_its_girth_away(self):
        ends = _zips.great_circle_miles(
            latitude=0, longitude=0, latitudes=np.array([0.0]), longitudes=np.array([180.0])
        )
        assert ends[0] == pytest.approx(math.pi * 3958.7613)

    def test_points_without_a_place_are_none(self):
        table = _zips.zip_table()
        assert not table.has_point[table.slot[9001]]
        assert table.has_point[table.slot[6105]]
        assert (~table.has_point).sum() == sum(float(entry["lat"]) == 0 for entry in zipcodes.list_all())


class TestGrid:
    @pytest.mark.parametrize(
        ("latitude", "longitude", "miles"),
        [
            (41.77, -72.7, 10),
            (41.77, -72.7, 500),
            (51.9, 179.9, 300),
            (51.9, -179.9, 300),
            (-14.3, -170.7, 25),
            (0.0, 0.0, 1),
            (89.9, 10.0, 50),
            (-90.0, 0.0, 500),
            (90.0, 180.0, 25),
            (71.3, -156.8, 500),
        ],
    )
    def test_no_place_within_is_left_out(self, latitude, longitude, miles):
        chance = np.random.default_rng(7)
        spread = np.degrees(1.5 * miles / 3958.7613)
        latitudes = np.clip(latitude + chance.uniform(-spread, spread, 4000), -90, 90)
        longitudes = (longitude + chance.uniform(-180, 180, 4000) * chance.random(4000) ** 4 + 180) % 360 - 180
        cells = _grid.cell_of(latitude=latitudes, longitude=longitudes)
        order = np.argsort(cells, kind="stable")
        near = _grid.places_around(latitude=latitude, longitude=longitude, miles=miles, cells=cells[order])
        distances = _zips.great_circle_miles(
            latitude=latitude, longitude=longitude, latitudes=latitudes[order], longitudes=longitudes[order]
        )
        within = set(np.flatnonzero(distances <= miles).tolist())
        assert within
        assert within <= set(near.tolist())
        assert len(near) == len(set(near.tolist()))

    def test_most_of_the_country_is_not_looked_at(self):
        table = _zips.zip_table()
        cells = np.sort(_grid.cell_of(latitude=table.latitude, longitude=table.longitude))
        near = _grid.places_around(latitude=41.77, longitude=-72.7, miles=25, cells=cells)
        assert len(near) < len(cells) / 20

    def test_empty_ranges_give_nothing(self):
        assert _grid.ranges(starts=np.array([5, 7]), stops=np.array([5, 9])).tolist() == [7, 8]
        assert _grid.ranges(starts=np.zeros(0, int), stops=np.zeros(0, int)).tolist() == []


class TestWeights:
    @pytest.mark.parametrize("needling", [True, False])
    @pytest.mark.parametrize(("near", "name"), [(True, False), (True, True), (False, True)])
    def test_they_add_up_to_a_full_score(self, needling, near, name):
        weights = _weights.weights_for(needling=needling, near=near, name=name)
        assert (weights.scope > 0) == (needling and not name)
        assert (weights.distance > 0) == near
        assert (weights.name > 0) == name
        assert min(weights.fit, weights.freshness, weights.phone) > 0

    def test_weights_that_do_not_add_up_are_refused(self):
        with pytest.raises(ValueError, match="1000"):
            replace(_weights.weights_for(needling=False, near=True, name=False), fit=1)

    def test_nearer_is_never_worse(self):
        miles = np.array([0, 0.01, 1, 9.99, 10, 10.01, 25, 500])
        points = _weights.distance_points(miles=miles, most=300)
        assert (np.diff(points) <= 0).all()
        assert points[[0, 4]].tolist() == [300, 150]

    def test_freshness_is_full_for_a_year_and_gone_after_ten(self):
        ages = np.array([0, 364, 365, 366, 2007, 3649, 3650, 3651, 30000, -1])
        points = _weights.freshness_points(age_days=ages)
        assert points.tolist() == [110, 110, 110, 110, 55, 0, 0, 0, 0, 0]
        assert (np.diff(points[:-1]) <= 0).all()

    def test_what_a_state_allows_counts_in_order(self):
        order = (
            AllowedAnswer.NO,
            AllowedAnswer.UNKNOWN,
            AllowedAnswer.UNCLEAR,
            AllowedAnswer.LIMITED,
            AllowedAnswer.YES,
        )
        assert [_weights.scope_points(answer=answer, most=150) for answer in order] == [0, 50, 50, 100, 150]


class TestWords:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            (("JOHN", "Q", "MCDONALD", ""), "John Q. McDonald"),
            (("MARY-ANN", "", "O'NEIL", "JR."), "Mary-Ann O'Neil Jr."),
            (("JOHN", "PAUL", "DE LA CRUZ", "III"), "John Paul De La Cruz III"),
            (("J.", "R", "SMITH", "II."), "J. R. Smith II"),
            (("JOSE", "", "RIVERA-MONTA�EZ", "SR"), "Jose Rivera-Monta�Ez Sr."),
            (("Ludwig", "van", "Beethoven", "M.D"), "Ludwig van Beethoven M.D"),
            (("", "", "MC", ""), "Mc"),
            (("D'ARCY", "", "L'O", ""), "D'Arcy L'o"),
        ],
    )
    def test_names_are_shown_as_people_write_them(self, name, shown):
        first, middle, last, suffix = name
        assert _words.shown_name(first=first, middle=middle, last=last, suffix=suffix) == shown

    @pytest.mark.parametrize(
        ("line", "shown"),
        [
            ("114 WOODLAND ST", "114 Woodland St"),
            ("PO BOX 7 NW", "PO Box 7 NW"),
            ("21ST AVE STE 4B", "21st Ave Ste 4B"),
            ("500 N Hiatus Rd Ste 200", "500 N Hiatus Rd Ste 200"),
            ("MCLEAN", "McLean"),
            ("", ""),
        ],
    )
    def test_addresses_are_shown_in_title_case(self, line, shown):
        assert _words.shown_address(line) == shown


class TestSpecialties:
    def test_each_prefix_makes_its_kind(self):
        bits = current_specialties()
        for row in knowledge.specialties():
            for prefix in row.taxonomy_prefixes:
                assert row.id in bits.of(bits.mask_of(prefix.ljust(10, "0")))
        assert bits.mask_of("122300000X") == bits.mask_of("") == 0

    def test_a_massage_therapist_is_no_occupational_therapist(self):
        bits = current_specialties()
        assert bits.of(bits.mask_of("225700000X")) == ("massage_therapist",)

    def test_there_can_be_32(self):
        names = tuple(str(number) for number in range(33))
        SpecialtyBits(ids=names[:32], prefixes=(("1",),) * 32)
        with pytest.raises(ValueError, match="32"):
            SpecialtyBits(ids=names, prefixes=(("1",),) * 33)


class TestDemonstration:
    def test_every_row_is_kept(self, made):
        report, rows, _snapshot = made
        assert (report.rows_read, report.rows_kept, report.rejected) == (3000, 3000, ())
        assert len(rows) == 3000

    def test_nobody_can_be_taken_for_real(self, made):
        for row in made[1]:
            assert row["NPI"].startswith("2")
            assert check_npi(npi=row["NPI"])
            assert row[f"{PRACTICE} Telephone Number"][3:8] == "55501"
            things = row["Provider Last Name (Legal Name)"].split("-")
            assert len(set(things) & set(_demonstration.THINGS)) == 2
            assert row["Provider First Name"] in _demonstration._FIRST_NAMES

    def test_all_states_have_some_at_zip_codes_that_exist(self, made):
        states = {row[f"{PRACTICE} State Name"] for row in made[1]}
        assert len(states) == 51
        for row in made[1][:50]:
            place = zipcodes.matching(row[f"{PRACTICE} Postal Code"])[0]
            assert place["state"] == row[f"{PRACTICE} State Name"]

    def test_every_kind_of_clinician_that_is_common_is_there(self, made):
        result = directory.search(snapshot=made[2], query=directory.Query(near="39.8,-98.6", within_miles=500))
        assert {"physical_therapist", "chiropractor", "primary_care"} <= {facet.id for facet in result.facets.specialty}
        known = {specialty for each in _demonstration._PROFESSIONS for specialty in _kinds(each.code)}
        assert known == set(current_specialties().ids)

    def test_it_has_the_columns_of_the_real_file(self, shared):
        with (shared / "data/nppes/header_v2_330col.csv").open(encoding="utf-8", newline="") as lines:
            assert tuple(next(csv.reader(lines))) == _demonstration.published_header()

    def test_the_same_seed_gives_the_same_file(self, tmp_path):
        for name, seed in (("a", 1), ("b", 1), ("c", 2)):
            directory.write_demonstration(path=tmp_path / name, count=60, seed=seed)
        a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
        assert a == b != c

    def test_few_are_as_many_as_asked(self, tmp_path):
        directory.write_demonstration(path=tmp_path / "one.csv", count=1)
        assert (tmp_path / "one.csv").read_text().count("\n") == 2
        with pytest.raises(ValueError, match="count"):
            directory.write_demonstration(path=tmp_path / "none.csv", count=0)

    def test_a_place_that_cannot_be_written_is_one_line(self, tmp_path):
        with pytest.raises(directory.CannotWriteSnapshot):
            directory.write_demonstration(path=tmp_path / "no" / "such" / "folder.csv", count=1)


def _kinds(code):
    bits = current_specialties()
    return bits.of(bits.mask_of(code))


def test_check_digits_of_a_column_are_those_of_the_kernel():
    first_nine = np.array([123456789, 200000000, 199999999, 100000000, 298765432])
    last = _rows.check_digits(first_nine=first_nine)
    for nine, digit in zip(first_nine.tolist(), last.tolist(), strict=True):
        assert check_npi(npi=f"{nine}{digit}")


def test_every_reason_has_words():
    assert set(_rows.REJECTION_WORDS) == set(directory.RejectedFor)


def test_day_zero_is_before_every_number():
    assert date(2000, 1, 1) < _rows.DAY_ZERO.replace(year=2005)
    assert len(_rows.GENDERS) <= 4
