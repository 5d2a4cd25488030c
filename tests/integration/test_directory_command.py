"""`unpinch directory build`, `search` and `show` with all public files, in their machine-readable form."""

import json

import pytest

from tests.unit.directory.provider_file import HARTFORD, WEST_HARTFORD, npi, person, write_provider
from tests.unit.directory.sources.public_files import (
    DOCTORS_HEADER,
    LOCATIONS_HEADER,
    SERVICES_HEADER,
    doctor,
    location,
    rows_as_csv,
    service,
)
from unpinch import cli


@pytest.fixture
def command(capsys):
    """Give a function that runs a command and gives its JSON document."""

    def run(*words):
        assert cli.main([*(str(word) for word in words), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def built(tmp_path, command):
    """Give the folder of a directory of two people, and the report of its build."""
    places, doctors, services = (tmp_path / name for name in ("pl.csv", "dac.csv", "services.csv"))
    places.write_bytes(rows_as_csv(location(1, postal=WEST_HARTFORD), location(99), header=LOCATIONS_HEADER))
    doctors.write_bytes(rows_as_csv(doctor(1), header=DOCTORS_HEADER))
    services.write_bytes(rows_as_csv(service(1, HCPCS_Cd="97140"), header=SERVICES_HEADER))
    report = command(
        *("directory", "build", "--nppes", write_provider(tmp_path / "npi.csv", person(1), person(2))),
        *("--locations", places, "--clinicians", doctors, "--medicare", f"2021={services}", "--out", tmp_path / "out"),
    )
    return tmp_path / "out", report


def test_the_report_accounts_for_every_file(built):
    _out, report = built
    assert report["read"] == report["kept"] == 2
    accounts = {account["what"]: account for account in report["accounts"]}
    assert set(accounts) == {"locations", "doctors", "medicare_services"}
    for account in accounts.values():
        assert account["read"] == account["kept"] + sum(account["rejected"].values())
        assert account["clinicians"] == 1
    assert accounts["medicare_services"]["year"] == 2021


def test_a_search_counts_once_and_filters(built, command):
    search = ("directory", "search", "--directory", built[0], "--near", HARTFORD)
    everybody = command(*search)
    assert everybody["total"] == 2
    assert everybody["facets"] == {
        "specialty": {"physical_therapist": 2},
        "gender": {"female": 2},
        "telehealth": {"yes": 1, "not_known": 1},
        "group": {"yes": 1, "not_known": 1},
        "assignment": {"not_known": 1, "yes": 1},
    }
    for filters in (["--telehealth"], ["--group"], ["--assignment"], ["--npi", npi(1)]):
        assert [match["npi"] for match in command(*search, *filters)["results"]] == [npi(1)]


def test_the_whole_country_can_be_asked_for_a_care(built, command):
    found = command("directory", "search", "--directory", built[0], "--care", "physical_therapy")
    assert found["total"] == 2
    first = found["results"][0]
    assert (first["npi"], first["distance_miles"]) == (npi(1), None)
    points = {reason["factor"]: reason["points"] for reason in first["because"]}
    assert points["experience"] > 0
    assert sum(points.values()) == pytest.approx(first["score"], abs=1e-9)


def test_one_clinician_is_shown_with_all_places_and_figures(built, command):
    shown = command("directory", "show", npi(1), "--directory", built[0])
    assert [place["address"]["zip"][:5] for place in shown["places"]] == [HARTFORD, WEST_HARTFORD, HARTFORD]
    assert [group["name"] for group in shown["groups"]] == ["Fictional Spine, Group"]
    assert [(row["care"], row["year"], row["patients"]) for row in shown["experience"]] == [
        ("manual_therapy", 2021, 20)
    ]
    kinds = {row["care"]: row for row in shown["shown_care"]}
    assert kinds["manual_therapy"]["lines"]
    assert kinds["manual_therapy"]["level"] > 0
    assert kinds["needling"]["level"] == 0
    assert kinds["needling"]["cannot_say"]


def test_a_wrong_file_ends_the_build_with_one_line(tmp_path, capsys):
    nppes = write_provider(tmp_path / "npi.csv", person(1))
    assert (
        cli.main(
            ["directory", "build", "--nppes", str(nppes), "--clinicians", str(nppes), "--out", str(tmp_path / "o")]
        )
        == 1
    )
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert "npi.csv" in complaint
    assert not (tmp_path / "o").exists()
