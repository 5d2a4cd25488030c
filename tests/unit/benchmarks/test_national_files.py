"""The full-size fictional files: same seed, same bytes; shares as stated; every number valid and nobody's."""

import hashlib

import polars as pl
import pytest

from benchmarks import national_files
from benchmarks.national_people import npis
from benchmarks.national_shares import header, shares
from unpinch.kernel import npi_check_digit

ROWS = 20_000
# Four standard errors of a share among so many rows, and a hair for shares near 0.
CLOSE = 0.016


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return national_files.write(folder=tmp_path_factory.mktemp("national"), rows=ROWS, seed=5)


def read(path):
    return pl.read_csv(path, infer_schema=False).fill_null("")


@pytest.fixture(scope="module")
def provider(files):
    return read(files.provider)


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        national_files.write(folder=tmp_path / name, rows=2_000, seed=seed)
        national_files.write_weekly(folder=tmp_path / name, rows=200, of_rows=2_000, seed=seed)
    assert digests(tmp_path / "one") == digests(tmp_path / "again")
    assert not set(digests(tmp_path / "one").values()) & set(digests(tmp_path / "other").values())


def test_every_value_of_the_provider_file_is_in_quotes(files):
    lines = files.provider.read_bytes().splitlines()
    assert len(lines) == ROWS + 1
    assert {line.count(b'"') for line in lines} == {2 * 330}
    assert sum(map(len, lines)) / ROWS == pytest.approx(1_230, rel=0.05)


def test_numbers_are_valid_and_begin_with_a_digit_that_nobody_has(provider):
    assert provider["NPI"].is_unique().all()
    assert all(
        npi[0] == "2" and npi[-1] == str(npi_check_digit(first_nine=npi[:9])) for npi in provider["NPI"].head(500)
    )
    assert not provider["NPI"].is_sorted()
    assert npis(pl.arange(9, eager=True).to_numpy()).n_unique() == 9


def test_a_deactivated_row_has_two_values(provider):
    gone = provider.filter(pl.col("Entity Type Code") == "")
    filled = {name for name in gone.columns if (gone[name] != "").any()}
    assert filled == {"NPI", "NPI Deactivation Date"}
    assert gone.height / ROWS == pytest.approx(shares()["row"]["deactivated"], abs=CLOSE)


def share_of(rows, condition):
    return rows.filter(condition).height / rows.height


def test_shares_of_rows_are_as_stated(provider):
    active = provider.filter(pl.col("Entity Type Code") != "")
    people = active.filter(pl.col("Entity Type Code") == "1")
    stated = shares()
    many = pl.sum_horizontal(
        (pl.col(f"Healthcare Provider Taxonomy Code_{slot}") != "").cast(pl.Int64) for slot in range(1, 16)
    )
    code, main = pl.col("Healthcare Provider Taxonomy Code_1"), pl.col("Healthcare Provider Primary Taxonomy Switch_1")
    assert share_of(active, pl.col("Entity Type Code") == "2") == pytest.approx(
        stated["row"]["organisation"], abs=CLOSE
    )
    assert share_of(active, pl.col("NPI Reactivation Date") != "") == pytest.approx(0.03, abs=CLOSE)
    assert share_of(people, pl.col("Provider Credential Text") != "") == pytest.approx(0.98, abs=CLOSE)
    assert share_of(active, main == "Y") == pytest.approx(stated["main_code"]["first"], abs=CLOSE)
    assert share_of(active, main == "X") == pytest.approx(stated["main_code"]["none"], abs=CLOSE)
    assert active.select(many)[:, 0].mean() == pytest.approx(1.30, abs=2 * CLOSE)
    assert share_of(people, code.str.starts_with("111N")) == pytest.approx(97_017 / 7_140_000, abs=CLOSE / 4)
    assert share_of(people, code == "225100000X") == pytest.approx(542 / 14_750, abs=CLOSE / 2)


def test_states_are_as_full_as_they_are(provider):
    states = provider["Provider Business Practice Location Address State Name"]
    counts = shares()["state"]
    for state in ("CA", "NY", "TX", "WY"):
        assert (states == state).sum() / ROWS == pytest.approx(counts[state] / sum(counts.values()), abs=CLOSE)


def test_other_files_are_as_long_as_theirs(files):
    total = shares()["total"]
    for name, of, within in (
        ("locations", "secondary_locations", 0.1),
        ("doctors", "doctors_rows", 0.1),
        ("services", "medicare_service_rows", 0.1),
        ("providers", "medicare_providers", 0.1),
    ):
        rows = read(getattr(files, name))
        assert tuple(rows.columns) == header(name)
        assert rows.height / ROWS == pytest.approx(total[of] / total["rows"], rel=within)


def test_whom_medicare_pays_is_in_the_provider_file_and_needling_is_rare(files, provider):
    services = read(files.services)
    assert services["Rndrng_NPI"].is_in(provider["NPI"].to_list()).all()
    assert services["Tot_Benes"].cast(pl.Int64).min() == 11
    assert (services["HCPCS_Cd"] == "97110").mean() > 0.005
    assert 0 < services["HCPCS_Cd"].is_in(["20560", "20561"]).mean() < 0.001


def test_a_week_changes_some_adds_some_and_takes_some_away(files, provider):
    week = read(national_files.write_weekly(folder=files.provider.parent, rows=1_000, of_rows=ROWS, seed=5))
    assert week.height == week["NPI"].n_unique() == 1_000
    assert week["NPI"].is_in(provider["NPI"].to_list()).mean() == pytest.approx(0.6)
    assert 0 < (week["Entity Type Code"] == "").mean() < 0.06
