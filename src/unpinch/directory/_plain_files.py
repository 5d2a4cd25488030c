"""
The public files read again, plainly: every row looked at, one after the other, with nothing clever.

It says what the fast reading must find, and the tests hold the two against each other. It reads the files itself, and
shares nothing with the fast one but the words of a name, the levels of experience and the knowledge files.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from unpinch import knowledge
from unpinch.kernel import NotAnNpi, check_npi

from ._experience import levels
from ._states import STATES
from ._words import name_words
from ._zips import zip_entries

_PRACTICE = "Provider Business Practice Location Address"


@dataclass(frozen=True)
class PlainPlace:
    """One place of a clinician: a ZIP code with its point, and what is known of the address that is shown for it."""

    zip_code: str
    latitude: float
    longitude: float
    state: str
    phone: str
    is_agreed: bool


@dataclass(frozen=True)
class PlainAddress:
    """One address, as one row of a file has it; `publisher` is `nppes` or `medicare`."""

    zip_code: str
    state: str
    line_1: str
    phone: str
    publisher: str


@dataclass(frozen=True)
class PlainClinician:
    """
    One clinician, as read. `specialties` and `main_specialties` are ids; the first of `places` is the main one.

    `levels` are those of shown experience by kind of care.
    """

    npi: str
    words: tuple[str, ...]
    gender: str
    places: tuple[PlainPlace, ...]
    specialties: frozenset[str]
    main_specialties: frozenset[str]
    updated: date | None
    telehealth: bool
    in_group: bool
    assignment: str
    levels: Mapping[str, int]


@dataclass(frozen=True)
class PlainFiles:
    """The files besides the provider file, None where there is none; `services` is of the year 2021."""

    locations: Path | None = None
    doctors: Path | None = None
    services: Path | None = None
    deactivated: Path | None = None


def read_plainly(*, path: Path, files: PlainFiles = PlainFiles()) -> tuple[tuple[PlainClinician, ...], Counter[str]]:
    """Read unpacked files; give the clinicians, and how many rows of the provider file were rejected by reason."""
    kept: dict[str, dict[str, str]] = {}
    rejected: Counter[str] = Counter()
    for row in _rows(path):
        reason = _why_not(row) or ("duplicate" if row["NPI"] in kept else None)
        if reason:
            rejected[reason] += 1
        else:
            kept[row["NPI"]] = row
    for row in _rows(files.deactivated):
        if kept.pop(row["NPI"], None):
            rejected["in_deactivation_list"] += 1
    second, doctors = _rows(files.locations), _rows(files.doctors)
    clinicians = [_clinician(row, second, doctors) for row in kept.values()]
    shown = _levels(clinicians, _rows(files.services))
    return tuple(replace(each, levels=shown.get(each.npi, {})) for each in clinicians), rejected


def _rows(path: Path | None) -> list[dict[str, str]]:
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [{name.strip(): (value or "").strip() for name, value in row.items()} for row in csv.DictReader(lines)]


@cache
def zips() -> dict[str, dict[str, Any]]:
    """Give the ZIP codes with their points."""
    return {entry["zip_code"]: entry for entry in zip_entries()}


def _why_not(row: dict[str, str]) -> str | None:
    return _what_is_wrong_with_the_number(row["NPI"]) or _why_no_person(row) or _why_no_place(row)


def _what_is_wrong_with_the_number(npi: str) -> str | None:
    if len(npi) != 10:
        return "npi_wrong_length"
    if not (npi.isascii() and npi.isdigit() and npi[0] in "12"):
        return "npi_not_a_number"
    try:
        check_npi(npi=npi)
    except NotAnNpi:
        return "npi_check_digit"
    return None


def _why_no_person(row: dict[str, str]) -> str | None:
    deactivated, reactivated = (_date(row[f"NPI {which} Date"]) for which in ("Deactivation", "Reactivation"))
    if row["NPI Deactivation Date"]:
        active_again = reactivated is not None and (deactivated is None or reactivated >= deactivated)
        if row["Entity Type Code"] == "" or not active_again:
            return "deactivated"
    if row["Entity Type Code"] == "2":
        return "organisation"
    if row["Entity Type Code"] != "1":
        return "entity_unknown"
    if not row["Provider Last Name (Legal Name)"] and not row["Provider First Name"]:
        return "no_name"
    return None


def _why_no_place(row: dict[str, str]) -> str | None:
    zip_code = row[f"{_PRACTICE} Postal Code"].replace("-", "")
    country = row[f"{_PRACTICE} Country Code (If outside U.S.)"]
    if country not in ("", "US", "UM", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"):
        return "foreign"
    if not zip_code:
        return "no_practice_zip"
    if len(zip_code) not in (5, 9) or not (zip_code.isascii() and zip_code.isdigit()):
        return "zip_malformed"
    known = zips().get(zip_code[:5])
    if known is None:
        return "zip_unknown"
    return None if float(known["lat"]) or float(known["long"]) else "zip_without_point"


def _date(text: str) -> date | None:
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day, not a moment: it has no time zone
        except ValueError:
            continue
    return None


def _clinician(row: dict[str, str], second: list[dict[str, str]], doctors: list[dict[str, str]]) -> PlainClinician:
    codes = _codes(row)
    letter = row.get("Provider Sex Code", row.get("Provider Gender Code", "")).upper()
    names = [row[f"Provider {name}"] for name in _NAMES]
    mine = [doctor for doctor in doctors if doctor["NPI"] == row["NPI"]]
    return PlainClinician(
        npi=row["NPI"],
        words=tuple(word for word in name_words(" ".join(names)) if len(word) > 1),
        gender={"F": "female", "M": "male"}.get(letter, "other"),
        places=_places(_addresses(row, [each for each in second if each["NPI"] == row["NPI"]], mine)),
        specialties=_specialties(codes),
        main_specialties=_specialties(codes[:1]),
        updated=_date(row["Last Update Date"]),
        telehealth=any(doctor["Telehlth"].upper() == "Y" for doctor in mine),
        in_group=any(doctor["Facility Name"] for doctor in mine),
        assignment=_assignment(mine),
        levels={},
    )


_NAMES = ("First Name", "Middle Name", "Last Name (Legal Name)", "Other First Name", "Other Last Name")


def _assignment(doctors: list[dict[str, str]]) -> str:
    said = {(doctor["ind_assgn"] or doctor["grp_assgn"]).upper() for doctor in doctors}
    if "M" in said:
        return "may_accept"
    return "yes" if "Y" in said else "not_known"


def _addresses(row: dict[str, str], second: list[dict[str, str]], doctors: list[dict[str, str]]) -> list[PlainAddress]:
    """Give the main address, then those the clinician gave besides, then those of Medicare."""
    main = ("Provider First Line Business Practice Location Address", *(f"{_PRACTICE} {name}" for name in _PARTS))
    more = "Provider Secondary Practice Location Address"
    other = (f"{more}- Address Line 1", *(f"{more} - {name}" for name in _PARTS))
    theirs = ("adr_ln_1", "State", "ZIP Code", "Telephone Number")
    found = [_address(row, main, "nppes")]
    found += [_address(each, other, "nppes") for each in second]
    found += [_address(each, theirs, "medicare") for each in doctors]
    return [address for address in found if address.zip_code in zips() and _has_point(address.zip_code)]


_PARTS = ("State Name", "Postal Code", "Telephone Number")


def _has_point(zip_code: str) -> bool:
    return bool(float(zips()[zip_code]["lat"]) or float(zips()[zip_code]["long"]))


def _address(row: dict[str, str], columns: tuple[str, ...], publisher: str) -> PlainAddress:
    line_1, state, postal, phone = (row[column] for column in columns)
    zip_code = postal[:5]
    digits = "".join(digit for digit in phone if digit in "0123456789")
    return PlainAddress(
        zip_code=zip_code,
        state=_state(state.upper()) or zips().get(zip_code, {}).get("state", ""),
        line_1=line_1,
        phone=digits if len(digits) == 10 else "",
        publisher=publisher,
    )


def _state(written: str) -> str | None:
    """Give the two letters of a state, whether its name or its letters are written; None for another country's."""
    return next((state.code for state in STATES if written in (state.code, state.name.upper())), None)


def _places(addresses: list[PlainAddress]) -> tuple[PlainPlace, ...]:
    """Give one place a ZIP code: the first address there is shown."""
    found = []
    for zip_code in dict.fromkeys(address.zip_code for address in addresses):
        here = [address for address in addresses if address.zip_code == zip_code]
        streets = {
            publisher: {_street(address.line_1) for address in here if address.publisher == publisher} - {""}
            for publisher in ("nppes", "medicare")
        }
        found.append(
            PlainPlace(
                zip_code=zip_code,
                latitude=float(zips()[zip_code]["lat"]),
                longitude=float(zips()[zip_code]["long"]),
                state=here[0].state,
                phone=here[0].phone,
                is_agreed=bool(streets["nppes"] & streets["medicare"]),
            )
        )
    return tuple(found)


def _street(line: str) -> str:
    number = re.match(r"\D{0,2}(\d+)", line)
    return number[1] if number else re.sub("[^A-Z0-9]", "", line.upper())


def _levels(clinicians: list[PlainClinician], services: list[dict[str, str]]) -> dict[str, dict[str, int]]:
    by_npi = {clinician.npi: clinician for clinician in clinicians}
    sums: dict[tuple[str, str], list[int]] = {}
    # A procedure stands once for each clinician and place; what comes again is no other.
    once = {(row["Rndrng_NPI"], row["HCPCS_Cd"], row["Place_Of_Srvc"]): row for row in reversed(services)}
    for row in once.values():
        kind = knowledge.care_of_code().get(row["HCPCS_Cd"])
        if kind and row["Rndrng_NPI"] in by_npi:
            sums.setdefault((row["Rndrng_NPI"], kind), []).append(int(row["Tot_Benes"]))
    if not sums:
        return {}
    care_rows = pl.DataFrame(
        [(int(npi), kind, 2021, 0.0, max(people), sum(people)) for (npi, kind), people in sums.items()],
        schema=["npi", "care", "year", "services", "patients", "patients_at_most"],
        orient="row",
    )
    main = pl.DataFrame(
        {"npi": [int(npi) for npi, _kind in sums], "specialty": [_main(by_npi[npi]) for npi, _kind in sums]}
    )
    found: dict[str, dict[str, int]] = {}
    for npi, kind, level in levels(care_rows=care_rows, specialty=main).select("npi", "care", "level").iter_rows():
        found.setdefault(str(npi), {})[kind] = level
    return found


def _main(clinician: PlainClinician) -> str:
    return next((row.id for row in by_detail() if row.id in clinician.main_specialties), "")


def by_detail() -> list[knowledge.Specialty]:
    """Give the kinds of clinician, the most particular first."""
    return sorted(knowledge.specialties(), key=lambda row: -min(len(prefix) for prefix in row.taxonomy_prefixes))


def _codes(row: dict[str, str]) -> list[str]:
    """Give the taxonomy codes, those marked as main first."""
    slots = range(1, 16)
    codes = [row.get(f"Healthcare Provider Taxonomy Code_{slot}", "") for slot in slots]
    is_main = [row.get(f"Healthcare Provider Primary Taxonomy Switch_{slot}", "") == "Y" for slot in slots]
    main = [code for code, yes in zip(codes, is_main, strict=True) if code and yes]
    return main + [code for code, yes in zip(codes, is_main, strict=True) if code and not yes]


def _specialties(codes: list[str]) -> frozenset[str]:
    return frozenset(
        row.id
        for row in knowledge.specialties()
        for code in codes
        if any(code.startswith(prefix) for prefix in row.taxonomy_prefixes)
    )
