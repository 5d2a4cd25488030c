"""
The directory against peers, in one run on one machine: what counts is the ratio, not the milliseconds.

The files are those of `benchmarks.national_files`; everybody in them is invented. Building is compared with Polars
reading the same columns of the same files and doing nothing with them; search with DuckDB, and with PostgreSQL and
PostGIS where they are installed, for the same questions and the same answers. `UNPINCH_BENCH_CLINICIANS` sets how many
rows the provider file has (default 100,000); figures for 9,000,000 are in docs/performance/directory.md.
"""

import os
import shutil

import pytest

from benchmarks import directory_measures as measures
from benchmarks import national_files
from benchmarks.directory_peers import DuckDB, PostGIS, flat_rows, postgres_cluster, why_no_postgis
from benchmarks.directory_questions import MILES
from unpinch import directory

ROWS = int(os.environ.get("UNPINCH_BENCH_CLINICIANS", "100000"))
WEEK = max(10, ROWS * national_files.FULL_WEEK // national_files.FULL_ROWS)
# What was aimed at, where it is reached at this size; for building and the peers well off what was measured, for the
# less there is to read and to find, the more weigh what every build and question costs.
LIMITS = {
    "build": 20,
    "update": 0.6,
    "median_ms": 1,
    "p99_ms": 5,
    "names_p99_ms": 20,
    "duckdb": 5,
    "postgis": {"cities": 1.5, "country": 0.3},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("bench")
    national_files.write(folder=path, rows=ROWS)
    return path


@pytest.fixture(scope="module")
def built(folder):
    """Build in a process of its own, so that its memory is its own."""
    return measures.in_a_process("build", folder, folder / "snapshot")


@pytest.fixture(scope="module")
def snapshot(folder, built):
    assert built["rows"] == ROWS
    return directory.open_snapshot(path=folder / "snapshot")


@pytest.fixture(scope="module")
def rows(snapshot):
    return flat_rows(snapshot)


@pytest.fixture(scope="module")
def duck(snapshot, rows):
    peer = DuckDB(snapshot, rows)
    yield peer
    peer.close()


@pytest.fixture(scope="module")
def postgis(snapshot, rows):
    if why := why_no_postgis():
        pytest.skip(why)
    with postgres_cluster() as connection:
        yield PostGIS(snapshot, rows, connection)


def test_building_against_a_bare_scan(folder, built):
    alone = measures.in_a_process("build", folder, folder / "alone", "alone")
    bare = measures.in_a_process("scan", folder)
    print(f"\nbuild of {ROWS:,} rows: {built['seconds']:.1f} s, {built['peak_bytes'] / measures.MB:,.0f} MB at most;")
    print(f"  {built['seconds'] / bare['seconds']:.1f} times a bare scan of all files;", end=" ")
    print(f"provider file alone {alone['seconds'] / bare['provider_seconds']:.1f} times")
    assert built["seconds"] < LIMITS["build"] * bare["seconds"]
    assert built["peak_bytes"] < 6 << 30


def test_size_of_the_snapshot(snapshot):
    size = measures.folder_bytes(snapshot.path)
    print(f"\nsnapshot: {size / measures.MB:,.0f} MB")
    assert size < 2.5e9


def test_updating_against_building(folder, built, tmp_path):
    weekly = national_files.write_weekly(folder=tmp_path, rows=WEEK, of_rows=ROWS)
    shutil.copytree(folder / "snapshot", tmp_path / "snapshot")
    updated = measures.in_a_process("update", tmp_path / "snapshot", weekly)
    share = updated["seconds"] / built["seconds"]
    print(f"\nupdate with {WEEK:,} rows: {share:.2f} of a build ({updated['seconds']:.1f} s)")
    assert share < LIMITS["update"]


def test_opening_and_own_memory(snapshot):
    second = measures.second_process(snapshot)
    print(f"\nopening: {second['seconds'] * 1e3:.0f} ms; own memory of a second process:", end=" ")
    added, whole = (second[name] / measures.MB for name in ("own_bytes_added", "own_bytes"))
    print(f"{added:.0f} MB for the snapshot, {whole:.0f} MB in all")
    assert second["seconds"] < 0.3
    assert second["own_bytes_added"] < 60 * measures.MB


def test_search(snapshot):
    whole, found = (measure(snapshot, count=1_000) for measure in (measures.searching, measures.finding))
    print(f"\nsearch: {whole['median_ms']:.2f} ms median, {whole['p99_ms']:.2f} ms 99th percentile;", end=" ")
    print(f"without words {found['median_ms']:.2f} and {found['p99_ms']:.2f}")
    assert found["median_ms"] < LIMITS["median_ms"]
    assert found["p99_ms"] < LIMITS["p99_ms"]


def test_names_misspelt(snapshot):
    taken = measures.naming(snapshot, count=200)
    print(f"\nmisspelt names: {taken['median_ms']:.1f} ms median, {taken['p99_ms']:.1f} ms 99th percentile")
    assert taken["p99_ms"] < LIMITS["names_p99_ms"]


@pytest.mark.parametrize("where", ["cities", "country"])
@pytest.mark.parametrize("within", MILES)
def test_search_against_duckdb(snapshot, duck, where, within):
    against(snapshot, duck, where, within, LIMITS["duckdb"])


@pytest.mark.parametrize("where", ["cities", "country"])
@pytest.mark.parametrize("within", MILES)
def test_search_against_postgis(snapshot, postgis, where, within):
    # In the country, and at this size, the index leaves a handful of rows.
    against(snapshot, postgis, where, within, LIMITS["postgis"][where])


def against(snapshot, peer, where, within, limit):
    """Ask both the same, hold the answers against each other, and give how many times faster we are."""
    compared = measures.compare(snapshot, peer, where=where, within=within)
    print(f"\n{within} miles, {where}: {compared['ours_ms']:.2f} ms,", end=" ")
    print(f"{compared['times']:.1f} times faster than {peer.version}")
    assert compared["times"] > limit
