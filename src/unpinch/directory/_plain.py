"""
The directory again, plain and slow: every row looked at, one after the other, with nothing clever.

It says what the fast one must answer, and the tests hold them against each other. It reads the provider file itself,
and shares nothing with the fast one but the words of a name, the questions and the knowledge files.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from unpinch import knowledge
from unpinch.kernel import NotAnNpi, check_npi

from ._match_names import letters_that_may_differ
from ._query import USUAL_MILES, Query
from ._words import name_words
from ._zips import zip_entries

_PRACTICE = "Provider Business Practice Location Address"


@dataclass(frozen=True)
class PlainClinician:
    """One clinician, as read. `specialties` and `main_specialties` are ids."""

    npi: str
    words: tuple[str, ...]
    gender: str
    state: str
    latitude: float
    longitude: float
    specialties: frozenset[str]
    main_specialties: frozenset[str]
    updated: date | None
    has_phone: bool


@dataclass(frozen=True)
class PlainMatch:
    """One clinician who matches, with their points in thousandths."""

    npi: str
    points: int
    miles: float


def read_plainly(*, path: Path) -> tuple[tuple[PlainClinician, ...], Counter[str]]:
    """Read an unpacked provider file; give the clinicians, and how many rows were rejected for which reason."""
    kept: dict[str, PlainClinician] = {}
    rejected: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            values = {name.strip(): (value or "").strip() for name, value in row.items()}
            reason = _why_not(values) or ("duplicate" if values["NPI"] in kept else None)
            if reason:
                rejected[reason] += 1
            else:
                kept[values["NPI"]] = _clinician(values)
    return tuple(kept.values()), rejected


@cache
def _zips() -> dict[str, dict[str, Any]]:
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
    known = _zips().get(zip_code[:5])
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


def _clinician(row: dict[str, str]) -> PlainClinician:
    place = _zips()[row[f"{_PRACTICE} Postal Code"][:5]]
    codes = _codes(row)
    letter = row.get("Provider Sex Code", row.get("Provider Gender Code", "")).upper()
    digits = [digit for digit in row[f"{_PRACTICE} Telephone Number"] if digit in "0123456789"]
    names = (row["Provider First Name"], row["Provider Middle Name"], row["Provider Last Name (Legal Name)"])
    return PlainClinician(
        npi=row["NPI"],
        words=tuple(word for word in name_words(" ".join(names)) if len(word) > 1),
        gender={"F": "female", "M": "male"}.get(letter, "other"),
        state=place["state"] if len(row[f"{_PRACTICE} State Name"]) != 2 else row[f"{_PRACTICE} State Name"].upper(),
        latitude=float(place["lat"]),
        longitude=float(place["long"]),
        specialties=_specialties(codes),
        main_specialties=_specialties(codes[:1]),
        updated=_date(row["Last Update Date"]),
        has_phone=len(digits) == 10,
    )


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


def search_plainly(*, clinicians: Iterable[PlainClinician], query: Query, today: date) -> tuple[PlainMatch, ...]:
    """Give all who match, best first; the ZIP code and the ids of the question must exist."""
    found = []
    for clinician in clinicians:
        miles = _miles(clinician, query)
        if miles is None or not _is_asked_for(clinician, query):
            continue
        letters = _differing_letters(clinician, query)
        if letters is None:
            continue
        found.append(PlainMatch(clinician.npi, _points(clinician, query, miles, letters, today), miles))
    return tuple(sorted(found, key=lambda match: (-match.points, match.miles, match.npi)))


def _miles(clinician: PlainClinician, query: Query) -> float | None:
    """Give the distance; 0 where no place is asked, None where it is farther than asked."""
    if query.near is None:
        return 0.0
    if "," in query.near:
        latitude, longitude = (float(number) for number in query.near.split(","))
    else:
        place = _zips()[query.near[:5]]
        latitude, longitude = float(place["lat"]), float(place["long"])
    phi, other = math.radians(latitude), math.radians(clinician.latitude)
    chord = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(clinician.longitude - longitude) / 2) ** 2
    )
    miles = 2 * 3958.7613 * math.asin(math.sqrt(min(chord, 1)))
    return miles if miles <= (query.within_miles or USUAL_MILES) else None


def _is_asked_for(clinician: PlainClinician, query: Query) -> bool:
    wanted = query.specialties or (_treatment(query.care).specialties if query.care else ())
    return (not wanted or bool(clinician.specialties & set(wanted))) and query.gender in (None, clinician.gender)


def _treatment(care: str) -> knowledge.Treatment:
    return next(row for row in knowledge.treatments() if row.id == care)


def _differing_letters(clinician: PlainClinician, query: Query) -> int | None:
    """Give in how many letters the name differs from the one asked for; None where it is another name."""
    total = 0
    for word in name_words(query.name or ""):
        if len(word) == 1:
            closest = 0 if any(own.startswith(word) for own in clinician.words) else 1
        else:
            closest = min((OSA.distance(word, own) for own in clinician.words), default=99)
        if closest > letters_that_may_differ(word):
            return None
        total += closest
    return total


def _points(clinician: PlainClinician, query: Query, miles: float, letters: int, today: date) -> int:
    is_needling = query.care in ("dry_needling", "acupuncture")
    words = name_words(query.name or "")
    most_for_scope = 150 if is_needling else 0
    most_for_fit = (300 if words else 500) - most_for_scope
    most_for_distance = (100 if words else 300) if query.near else 0
    most_for_name = (400 if query.near else 500) if words else 0
    shown = _shown_specialty(clinician, query)
    points = _fit_points(clinician, query, shown, most_for_fit)
    if is_needling:
        points += round(most_for_scope * _scope_share(clinician, query, shown))
    points += round(most_for_distance * 10 / (10 + miles))
    if words:
        points += round(most_for_name * (1 - letters / sum(len(word) for word in words)))
    return points + _freshness_points(clinician, today) + (80 if clinician.has_phone else 0)


def _suiting(query: Query) -> tuple[str, ...]:
    if query.care:
        return _treatment(query.care).specialties
    return query.specialties or tuple(name for row in knowledge.treatments() for name in row.specialties)


def _shown_specialty(clinician: PlainClinician, query: Query) -> str | None:
    """Give the specialty a clinician is shown as: one asked for, the main one first, the most particular first."""
    wanted = set(query.specialties or _suiting(query))
    by_detail = sorted(knowledge.specialties(), key=lambda row: -min(len(prefix) for prefix in row.taxonomy_prefixes))
    main, every = clinician.main_specialties, clinician.specialties
    for candidates in (main & wanted, every & wanted, main, every):
        for row in by_detail:
            if row.id in candidates:
                return row.id
    return None


def _fit_points(clinician: PlainClinician, query: Query, shown: str | None, most: int) -> int:
    if shown not in _suiting(query):
        return 0
    return most if shown in clinician.main_specialties else round(most * 0.8)


def _scope_share(clinician: PlainClinician, query: Query, shown: str | None) -> float:
    if query.care == "acupuncture" and shown != "acupuncturist":
        return 1 / 3
    for state in (clinician.state, "US"):
        for row in knowledge.scope_of_practice():
            if (row.state, row.specialty) == (state, shown):
                if state == "US" and query.care == "dry_needling":
                    return 1 / 3
                return {"yes": 1.0, "limited": 2 / 3, "unclear": 1 / 3, "no": 0.0}[row.may_dry_needle.value]
    return 1 / 3


def _freshness_points(clinician: PlainClinician, today: date) -> int:
    if clinician.updated is None:
        return 0
    age = max((today - clinician.updated).days, 0)
    return round(120 * min(max((3650 - age) / (3650 - 365), 0), 1))
