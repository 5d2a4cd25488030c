"""Snapshots of several small public files of fictional clinicians joined: for the tests of the directory."""

from tests.unit.directory.provider_file import BUILT_AT, write_provider
from tests.unit.directory.sources.public_files import DOCTORS_HEADER, LOCATIONS_HEADER, SERVICES_HEADER, rows_as_csv
from unpinch import directory


def joined(folder, *people, locations=(), doctors=(), services=(), **more):
    """Build a snapshot of these rows of the files; give it opened."""
    given = {}
    for name, rows, header in (
        ("locations", locations, LOCATIONS_HEADER),
        ("doctors", doctors, DOCTORS_HEADER),
        ("services_2021", services, SERVICES_HEADER),
    ):
        if rows:
            given[name] = folder / f"{name}.csv"
            given[name].write_bytes(rows_as_csv(*rows, header=header))
    directory.build(
        nppes=write_provider(folder / "npidata.csv", *people),
        out=folder / "snapshot",
        built_at=BUILT_AT,
        locations=given.get("locations"),
        doctors=given.get("doctors"),
        medicare=[given["services_2021"]] if services else [],
        **more,
    )
    return directory.open_snapshot(path=folder / "snapshot")
