"""
The peers that answer the same questions from the same rows: DuckDB, and PostgreSQL with PostGIS.

Both hold a table of places (one row a ZIP code) and a table of locations, in the order of the places; PostgreSQL has a
GiST index on the points and an index on the place of each location, which is faster than an index on the points of all
locations. One statement gives the best twenty, the exact total and the facets.
"""

import os
import shutil
import subprocess
import tempfile
from abc import ABC, abstractmethod
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import psycopg

from unpinch.directory import _traits, _weights, _zips
from unpinch.directory._rows import GENDERS

_METRES_A_MILE = 1609.344
_LOWER_HALF = np.uint64((1 << 32) - 1)
TRAITS = ("telehealth", "in_group", "assigned", "may_accept")


def flat_rows(snapshot):
    """Give the places, and all locations with what is known of each, as two frames."""
    arrays = snapshot.arrays
    place = np.repeat(np.arange(len(arrays.place_code)), np.diff(arrays.place_group))
    group = np.repeat(np.arange(len(place)), np.diff(arrays.group_location))
    of_class = arrays.group_class[group]
    kinds, traits = arrays.class_specialties[of_class], arrays.class_traits[of_class]
    assignment = _traits.assignment_of(traits)
    places = pl.DataFrame(
        {
            "place": np.arange(len(arrays.place_code)),
            "latitude": arrays.place_latitude,
            "longitude": arrays.place_longitude,
        }
    )
    rows = pl.DataFrame(
        {
            "place": place[group],
            "npi": arrays.clinician_npi[arrays.location_clinician],
            "kinds": (kinds & _LOWER_HALF).astype(np.int64),
            "main": (kinds >> np.uint64(32)).astype(np.int64),
            "gender": arrays.group_gender[group].astype(np.int16),
            "points": arrays.location_points.astype(np.int16),
            "several": _traits.has(traits, _traits.SEVERAL_PLACES),
            "telehealth": _traits.has(traits, _traits.TELEHEALTH),
            "in_group": _traits.has(traits, _traits.IN_A_GROUP),
            "assigned": assignment == _traits.ASSIGNMENTS.index("yes"),
            "may_accept": assignment == _traits.ASSIGNMENTS.index("may_accept"),
        }
    )
    return places, rows


def answer_of(result):
    """Give what is compared of an answer of ours: the best twenty, the total and the facets."""
    of = {
        name: {facet.id: facet.count for facet in getattr(result.facets, name)}
        for name in ("telehealth", "group", "assignment")
    }
    return (
        [int(match.npi) for match in result.results],
        result.total,
        {facet.id: facet.count for facet in result.facets.gender},
        {facet.id: facet.count for facet in result.facets.specialty},
        [of["telehealth"].get("yes", 0), of["group"].get("yes", 0)]
        + [of["assignment"].get(name, 0) for name in ("yes", "may_accept")],
    )


class Peer(ABC):
    """One peer, loaded; `ask` gives what `answer_of` gives."""

    name: str
    _near: str
    _from = "SELECT l.*, near.miles FROM ({near}) near JOIN location l USING (place) WHERE l.kinds & %(kind)s <> 0"
    _round: str

    def __init__(self, snapshot):
        self._ids = snapshot.specialties.ids
        self._bit_of = dict(zip(self._ids, (1 << bit for bit in range(len(self._ids))), strict=True))
        self._statement = _STATEMENT.format(
            found=self._from.format(near=self._near),
            round=self._round,
            genders=", ".join(f"count(*) FILTER (WHERE gender = {number})" for number in range(len(GENDERS))),
            kinds=", ".join(f"count(*) FILTER (WHERE kinds & {1 << bit} <> 0)" for bit in range(len(self._ids))),
            traits=", ".join(f"count(*) FILTER (WHERE {name})" for name in TRAITS),
        )

    def ask(self, *, place, within, kind):
        """Ask for one kind of clinician near a place."""
        weights = _weights.weights_for(needling=False, near=True, name=False)
        fit = weights.fit, round(weights.fit * _weights.SECOND_PROFESSION)
        values = {"lat": place.latitude, "lon": place.longitude, "within": float(within), "kind": self._bit_of[kind]}
        values |= {"main_fit": fit[0], "second_fit": fit[1], "distance": weights.distance}
        row = self._run(values)
        best, total, counts = row[0] or [], row[1], row[2:]
        genders, kinds = counts[: len(GENDERS)], counts[len(GENDERS) : -len(TRAITS)]
        return (
            list(best),
            total,
            {name: count for name, count in zip(GENDERS, genders, strict=True) if count},
            {name: count for name, count in zip(self._ids, kinds, strict=True) if count},
            list(counts[-len(TRAITS) :]),
        )

    @abstractmethod
    def _run(self, values):
        """Give the one row that the statement answers with."""


# Somebody with several places counts once, at the nearest; of places equally near, at the first.
_STATEMENT = """
WITH found AS ({found}),
matched AS (
  SELECT * FROM found WHERE NOT several
  UNION ALL
  (SELECT DISTINCT ON (npi) * FROM found WHERE several ORDER BY npi, miles, place)
),
best AS (
  SELECT npi, miles, points + CASE WHEN main & %(kind)s <> 0 THEN %(main_fit)s ELSE %(second_fit)s END
    + {round}(%(distance)s * 10 / (10 + miles)) AS score
  FROM matched ORDER BY score DESC, miles, npi LIMIT 20
)
SELECT (SELECT array_agg(npi ORDER BY score DESC, miles, npi) FROM best), count(*), {genders}, {kinds}, {traits}
FROM matched
"""


class DuckDB(Peer):
    """DuckDB in memory, with as many threads as there are cores."""

    name = "DuckDB"
    _near = f"""
      SELECT place, miles FROM (
        SELECT place, 2 * {_zips.EARTH_RADIUS_MILES} * asin(sqrt(least(1.0,
          pow(sin(radians(latitude - %(lat)s) / 2), 2)
          + cos(radians(%(lat)s)) * cos(radians(latitude)) * pow(sin(radians(longitude - %(lon)s) / 2), 2)))) AS miles
        FROM place)
      WHERE miles <= %(within)s
    """
    _round = "round_even"

    def __init__(self, snapshot, rows):
        super().__init__(snapshot)
        # A duckdb parameter is written $name.
        for word in ("lat", "lon", "within", "kind", "main_fit", "second_fit", "distance"):
            self._statement = self._statement.replace(f"%({word})s", f"${word}")
        self._statement = self._statement.replace("round_even(", "round_even_0(")
        self._base = duckdb.connect(":memory:")
        self._base.execute("CREATE MACRO round_even_0(x) AS round_even(x, 0)")
        for name, frame in zip(("place", "location"), rows, strict=True):
            self._base.register("frame", frame.to_arrow())
            self._base.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
            self._base.unregister("frame")

    @property
    def version(self):
        return f"DuckDB {duckdb.__version__}"

    def _run(self, values):
        return self._base.execute(self._statement, values).fetchone()

    def close(self):
        self._base.close()


class PostGIS(Peer):
    """PostgreSQL with PostGIS, reached through a socket."""

    name = "PostgreSQL with PostGIS"
    # The index finds the places in a circle that is a hair wider, and the distance on the sphere decides.
    _near = f"""
      SELECT place, miles FROM (
        SELECT place, ST_DistanceSphere(point::geometry, ST_MakePoint(%(lon)s, %(lat)s)) / {_METRES_A_MILE} AS miles
        FROM place WHERE ST_DWithin(
          point, ST_MakePoint(%(lon)s, %(lat)s)::geography, %(within)s * {_METRES_A_MILE} * 1.001, false)) all_near
      WHERE miles <= %(within)s
    """
    _round = "round"

    def __init__(self, snapshot, rows, connection):
        super().__init__(snapshot)
        self._base = connection
        places, locations = rows
        self._base.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        self._base.execute("DROP TABLE IF EXISTS place, location")
        self._base.execute("CREATE TABLE place (place int, latitude float8, longitude float8)")
        self._base.execute(
            "CREATE TABLE location (place int, npi bigint, kinds bigint, main bigint, gender smallint, points smallint,"
            " several bool, telehealth bool, in_group bool, assigned bool, may_accept bool)"
        )
        self._copy("place", places)
        self._copy("location", locations)
        self._index()
        for name in ("place", "location"):
            self._base.execute(f"VACUUM (ANALYZE, FREEZE) {name}")

    def _index(self):
        self._base.execute("ALTER TABLE place ADD point geography(Point)")
        self._base.execute("UPDATE place SET point = ST_MakePoint(longitude, latitude)::geography")
        self._base.execute("CREATE INDEX ON place USING gist (point)")
        self._base.execute("CREATE INDEX ON location (place)")

    def _copy(self, name, frame):
        with self._base.cursor().copy(f"COPY {name} FROM STDIN (FORMAT csv)") as copy:
            for part in frame.iter_slices(100_000):
                copy.write(part.write_csv(include_header=False))

    @property
    def version(self):
        postgres, postgis = self._base.execute(
            "SELECT current_setting('server_version'), postgis_lib_version()"
        ).fetchone()
        return f"PostgreSQL {postgres.split()[0]}, PostGIS {postgis}"

    def _run(self, values):
        return self._base.execute(self._statement, values, prepare=True).fetchone()


class UsualPostGIS(PostGIS):
    """The design most people begin with: each row with its own point, and a GiST index on them."""

    name = "PostgreSQL with PostGIS, a point a row"
    _from = f"""
      SELECT * FROM (
        SELECT *, ST_DistanceSphere(point::geometry, ST_MakePoint(%(lon)s, %(lat)s)) / {_METRES_A_MILE} AS miles
        FROM location WHERE kinds & %(kind)s <> 0 AND ST_DWithin(
          point, ST_MakePoint(%(lon)s, %(lat)s)::geography, %(within)s * {_METRES_A_MILE} * 1.001, false)) all_near
      WHERE miles <= %(within)s
    """

    def _index(self):
        self._base.execute(
            "CREATE TABLE pointed AS SELECT l.*, ST_MakePoint(longitude, latitude)::geography AS point"
            " FROM location l JOIN place USING (place)"
        )
        self._base.execute("DROP TABLE location")
        self._base.execute("ALTER TABLE pointed RENAME TO location")
        self._base.execute("CREATE INDEX ON location USING gist (point)")


# Our name for each, and whether it needs PostgreSQL.
PEERS = {"duckdb": (DuckDB, False), "postgis": (PostGIS, True), "postgis_usual": (UsualPostGIS, True)}


def why_no_postgis():
    """Say why PostgreSQL with PostGIS cannot be asked here, or None where it can."""
    if not _programs():
        return "PostgreSQL is not installed (Debian: apt-get install postgresql postgresql-15-postgis-3)"
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return "PostGIS is not installed (Debian: apt-get install postgresql-15-postgis-3)"
    return None


def _programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def postgres_cluster(*, memory_mb=1024):
    """Run a private cluster that listens on no port, as an unprivileged user, and give a connection to it."""
    folder = Path(tempfile.mkdtemp(prefix="unpinch-postgres-"))
    # PostgreSQL does not run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    options = (
        f"-k {folder} -c listen_addresses= -c shared_buffers={memory_mb}MB -c work_mem=64MB -c fsync=off -c jit=off"
    )

    def run(program, *words):
        subprocess.run(
            [*as_user, _programs() / program, "-D", folder / "data", *words], check=True, stdout=subprocess.DEVNULL
        )

    run("initdb", "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C")
    run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
    try:
        with psycopg.connect(f"host={folder} user=bench dbname=postgres", autocommit=True) as connection:
            yield connection
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)
