"""The invented files of the demonstration: true to the publishers' forms, to each other, and plainly invented."""

import csv
from dataclasses import astuple
from datetime import UTC, datetime

import polars as pl
import pytest

from unpinch import directory, knowledge
from unpinch.directory import _demonstration, _demonstration_files, _demonstration_services

COUNT = 3000


def _read(path):
    return pl.read_csv(path, infer_schema=False).fill_null("")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    files = directory.write_demonstration_files(folder=folder, count=COUNT)
    report = directory.build(
        nppes=files.nppes,
        locations=files.locations,
        doctors=files.doctors,
        medicare=files.medicare,
        out=folder / "directory",
        built_at=datetime(2026, 11, 1, tzinfo=UTC),
        demonstration=True,
    )
    return files, report


@pytest.fixture(scope="module")
def provider(made):
    rows = _read(made[0].nppes)
    return rows.select(pl.col(theirs).alias(ours) for ours, theirs in _demonstration_files._PROVIDER_COLUMNS.items())


@pytest.fixture(scope="module")
def doctors(made):
    return _read(made[0].doctors)


@pytest.fixture(scope="module")
def services(made):
    return pl.concat(_read(path).with_columns(year=pl.lit(path.stem.split("_")[3])) for path in made[0].medicare)


def test_the_provider_file_is_the_one_that_is_written_alone(made, tmp_path):
    directory.write_demonstration(path=tmp_path / "alone.csv", count=COUNT)
    assert (tmp_path / "alone.csv").read_bytes() == made[0].nppes.read_bytes()


def test_every_row_is_kept_but_those_of_other_care(made):
    report = made[1]
    assert (report.rows_kept, report.rejected) == (COUNT, ())
    assert [(account.what, account.year) for account in report.accounts] == [
        ("locations", None),
        ("doctors", None),
        ("medicare_services", 2022),
        ("medicare_services", 2023),
    ]
    for account in report.accounts:
        assert account.rows_kept > 300
        assert set(account.rejected) == ({"other_care"} if account.year else set())
        assert account.rows_read == account.rows_kept + sum(account.rejected.values())


@pytest.mark.parametrize(
    ("header", "real"),
    [
        (_demonstration_files.LOCATIONS_HEADER, "nppes/header_pl_pfile.csv"),
        (_demonstration_files.DOCTORS_HEADER, "dac/header_dac_2026_31col.csv"),
        (_demonstration_services.HEADER, "medicare_puf/header_by_provider_and_service_2023_28col.csv"),
    ],
    ids=["locations", "doctors", "services"],
)
def test_they_have_the_columns_of_the_real_files(header, real, shared):
    with (shared / "data" / real).open(encoding="utf-8", newline="") as lines:
        assert tuple(next(csv.reader(lines))) == header


def test_the_same_seed_gives_the_same_files(tmp_path):
    written = {}
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        (tmp_path / name).mkdir()
        files = directory.write_demonstration_files(folder=tmp_path / name, count=200, seed=seed)
        nppes, locations, doctors, medicare = astuple(files)
        written[name] = [path.read_bytes() for path in (nppes, locations, doctors, *medicare)]
    assert written["a"] == written["b"]
    assert all(one != other for one, other in zip(written["a"], written["c"], strict=True))


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_clinicians_make_a_directory_too(tmp_path, count):
    files = directory.write_demonstration_files(folder=tmp_path, count=count)
    report = directory.build(
        nppes=files.nppes,
        locations=files.locations,
        doctors=files.doctors,
        medicare=files.medicare,
        out=tmp_path / "directory",
        built_at=datetime(2026, 11, 1, tzinfo=UTC),
        demonstration=True,
    )
    assert report.rows_kept == count


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    with pytest.raises(directory.CannotWriteSnapshot):
        directory.write_demonstration_files(folder=tmp_path / "missing", count=1)


def test_one_in_six_has_a_further_place_in_the_same_state(made, provider):
    rows = _read(made[0].locations)
    assert rows["NPI"].is_unique().all()
    assert 0.14 < rows.height / COUNT < 0.19
    both = rows.join(provider, left_on="NPI", right_on="npi", how="left")
    second = "Provider Secondary Practice Location Address"
    assert (both[f"{second} - State Name"] == both["state"]).all()
    assert (both[f"{second} - Postal Code"] != both["postal"]).mean() > 0.7


def test_phones_are_kept_for_fiction_and_names_are_things(made, doctors):
    places = _read(made[0].locations)
    numbers = [*doctors["Telephone Number"], *places["Provider Secondary Practice Location Address - Telephone Number"]]
    assert all(len(number) == 10 and number[3:8] == "55501" for number in numbers)
    groups = set(doctors["Facility Name"]) - {""}
    assert len(groups) > 100
    for name in groups:
        invented, *things, group = name.split()
        assert (invented, group) == ("INVENTED", "GROUP")
        assert set(things) <= set(_demonstration.THINGS)


def test_the_clinicians_file_mostly_says_what_the_provider_file_says(doctors, provider):
    both = doctors.join(provider, left_on="NPI", right_on="npi", how="left")
    assert (both["Provider Last Name"] == both["last_name"]).all()
    assert (both["gndr"] == both["gender"]).all()
    at_first = both.filter(pl.col("adr_ln_1") == pl.col("line_1"))
    assert 0.8 < at_first.height / both["NPI"].n_unique() < 0.97
    assert 0.07 < (at_first["Telephone Number"] != at_first["phone"]).mean() < 0.13
    one_each = doctors.unique("NPI")
    assert 0.16 < (one_each["Telehlth"] == "Y").mean() < 0.24
    assert set(both["code"]).isdisjoint({"171100000X", "225700000X"})


def test_a_group_has_as_many_members_as_are_in_the_file(doctors):
    members = (
        doctors.filter(pl.col("org_pac_id") != "")
        .group_by("org_pac_id")
        .agg(pl.col("NPI").n_unique(), pl.col("num_org_mem").unique(), pl.col("Facility Name").n_unique())
    )
    assert (members["num_org_mem"].list.len() == 1).all()
    assert (members["num_org_mem"].list.first().cast(pl.Int64) == members["NPI"]).all()
    assert (members["Facility Name"] == 1).all()
    alone = doctors.filter(pl.col("org_pac_id") == "")
    assert set(alone["Facility Name"]) == set(alone["num_org_mem"]) == {""}


@pytest.mark.parametrize("code", ["225100000X", "111N00000X"])
def test_about_half_of_a_profession_have_rows(provider, services, code):
    of_code = provider.filter(pl.col("code") == code)["npi"]
    assert 0.4 < of_code.is_in(services["Rndrng_NPI"].unique().to_list()).mean() < 0.55


def test_counts_are_those_that_medicare_would_publish(services):
    patients, done = services["Tot_Benes"].cast(pl.Int64), services["Tot_Srvcs"].cast(pl.Int64)
    assert patients.min() == 11
    assert (done >= patients).all()
    assert services.select("Rndrng_NPI", "year", "HCPCS_Cd", "Place_Of_Srvc").is_unique().all()
    codes = set(services["HCPCS_Cd"])
    assert codes <= {*knowledge.care_of_code(), "99213"}
    assert set(services["HCPCS_Desc"]) == set(services["Avg_Mdcr_Pymt_Amt"]) == {""}


def test_needles_are_rare_and_every_other_care_is_there(services):
    care = services["HCPCS_Cd"].replace_strict(knowledge.care_of_code(), default="other")
    by_care = dict(care.value_counts().iter_rows())
    assert {row.id for row in knowledge.kinds_of_care()} <= set(by_care)
    assert by_care["needling"] < 0.02 * services.height
    needled = services.filter(pl.Series(care == "needling"))
    assert not needled["Rndrng_Prvdr_Type"].str.contains("PHYSICAL THERAPIST").any()


def test_who_is_shown_has_the_name_and_place_of_the_provider_file(services, provider):
    both = services.join(provider, left_on="Rndrng_NPI", right_on="npi", how="left")
    for theirs, ours in (("Last_Org_Name", "last_name"), ("St1", "line_1"), ("Zip5", "postal")):
        assert (both[f"Rndrng_Prvdr_{theirs}"] == both[ours]).all()
