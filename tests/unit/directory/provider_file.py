"""Small provider files of plainly fictional people, in the publisher's form: for the tests of the directory."""

from datetime import UTC, datetime
from pathlib import Path

from unpinch import directory
from unpinch.directory._columns import HEADERS
from unpinch.directory._demonstration import published_header
from unpinch.kernel import npi_check_digit

BUILT_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEADER = published_header()
HARTFORD, WEST_HARTFORD, AUSTIN = "06105", "06117", "78701"


def npi(number):
    """Give an NPI that nobody has."""
    first_nine = f"{200_000_000 + number}"
    return first_nine + str(npi_check_digit(first_nine=first_nine))


def person(number, **values):
    """Give one row by the publisher's column names; `values` go by `HEADERS`' short names, `code_1`, `switch_1` ..."""
    chosen = {
        "npi": npi(number),
        "entity": "1",
        "last_name": "TEAPOT-KITE",
        "first_name": "SAMPLE",
        "line_1": "1 EXAMPLE ST",
        "city": "HARTFORD",
        "state": "CT",
        "postal": HARTFORD,
        "country": "US",
        "phone": "8605550100",
        "updated": "11/22/2025",
        "enumerated": "05/23/2005",
        "gender": "F",
        "code_1": "225100000X",
        "switch_1": "Y",
        **values,
    }
    return {_column(name): value for name, value in chosen.items()}


def _column(name):
    kind, _, slot = name.partition("_")
    if kind in ("code", "switch"):
        start = {"code": "Healthcare Provider Taxonomy Code", "switch": "Healthcare Provider Primary Taxonomy Switch"}
        return f"{start[kind]}_{slot}"
    return HEADERS[name][-1]


def provider_bytes(*rows, header=HEADER, newline="\n", quote='"'):
    """Give the bytes of a file with these rows."""
    lines = [",".join(f"{quote}{name}{quote}" for name in header)]
    lines += [",".join(f"{quote}{row.get(name.strip(), '')}{quote}" for name in header) for row in rows]
    return (newline.join(lines) + newline).encode()


def write_provider(path: Path, *rows, **form):
    """Write a file with these rows."""
    path.write_bytes(provider_bytes(*rows, **form))
    return path


def build(folder: Path, *rows, **more):
    """Build a snapshot of these rows; give it opened."""
    nppes = write_provider(folder / "npidata_pfile_20050523-20260608.csv", *rows)
    directory.build(nppes=nppes, out=folder / "snapshot", built_at=BUILT_AT, **more)
    return directory.open_snapshot(path=folder / "snapshot")


def search(snapshot, **question):
    """Ask, near Hartford unless said otherwise."""
    return directory.search(snapshot=snapshot, query=directory.Query(**{"near": HARTFORD, **question}))
