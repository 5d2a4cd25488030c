"""What can be asked of the directory, and what is refused."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from unpinch import knowledge
from unpinch.kernel import NotAnNpi, check_npi

from ._errors import BadDistance, BadPage, BadQuery, NothingAsked, UnknownCare, UnknownPlace, UnknownSpecialty
from ._snapshot import Snapshot
from ._words import name_words

USUAL_MILES = 25.0
# Farther than this is a journey, not a visit; it also bounds how many cells one question can touch.
MILES_AT_MOST = 500.0
RESULTS_AT_MOST = 200
# More than everybody in the country at one a page.
PAGES_AT_MOST = 10_000_000
_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?", re.ASCII)
_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)\s*,\s*([+-]?\d{1,3}(?:\.\d+)?)\s*", re.ASCII)
GENDERS_ASKED = ("female", "male")


@dataclass(frozen=True, kw_only=True)
class Query:
    """
    One question.

    Parameters
    ----------
    near
        A ZIP code (`06105`, `06105-1208`) or `LAT,LON` in degrees; None searches the whole country, where something
        else must be asked for.
    within_miles
        Statute miles, above 0 and up to 500; None is 25.
    specialties
        Ids of `specialties.csv`; a clinician of any of them matches. Empty: those who give `care`; else everybody.
    care
        Id of a treatment. It chooses the kinds of clinician where `specialties` is empty, and always the order.
    name
        Words of a name; misspellings are tolerated.
    gender
        `female` or `male`, as the public record has it.
    zip_codes
        Only practices in these ZIP codes (5 digits each), of those within reach; empty: in all.
    telehealth
        Only who is known to see people by video or phone. Where no file says who does, nobody is left out, and the
        answer says so.
    group
        Only who is known to belong to a group practice.
    assignment
        Only who is known to take Medicare's amount as payment in full.
    npi
        Only the clinician with this number.
    limit, page
        Up to 200 results a page; pages count from 1.
    """

    near: str | None = None
    within_miles: float | None = None
    specialties: tuple[str, ...] = ()
    care: str | None = None
    name: str | None = None
    gender: str | None = None
    telehealth: bool | None = None
    group: bool | None = None
    assignment: bool | None = None
    npi: str | None = None
    limit: int = 20
    page: int = 1
    zip_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A point on earth in degrees, and the ZIP code it stands for, if any."""

    latitude: float
    longitude: float
    zip_code: str | None = None


@dataclass(frozen=True)
class CheckedQuery:
    """A question that can be answered: the place found, ids known, numbers in range, the name as words."""

    place: Place | None
    within_miles: float
    specialties: tuple[str, ...]
    care: knowledge.Treatment | None
    name: tuple[str, ...]
    gender: str | None
    telehealth: bool
    group: bool
    assignment: bool
    npi: int | None
    limit: int
    page: int
    zip_codes: tuple[int, ...] = ()


def check_query(*, query: Query, snapshot: Snapshot) -> CheckedQuery:
    """
    Check a question, and find its place.

    Raises
    ------
    BadQuery
        If it cannot be answered; one line says what is wrong and what is allowed.
    """
    name = name_words(query.name or "")
    asks = name or query.specialties or query.care or query.npi
    if query.near is None and not asks:
        raise NothingAsked(
            "Say where to look (a ZIP code or LAT,LON), for whom (a kind of clinician or a care), or a name with "
            "letters in it."
        )
    if query.gender is not None and query.gender not in GENDERS_ASKED:
        raise BadQuery(f"There is no gender {query.gender!r} to ask for. Use {' or '.join(GENDERS_ASKED)}.")
    _refuse_bad_pages(query)
    return CheckedQuery(
        place=None if query.near is None else find_place(near=query.near, snapshot=snapshot),
        within_miles=_miles(query.within_miles),
        specialties=_specialties(asked=query.specialties, snapshot=snapshot),
        care=_treatment(query.care),
        name=name,
        gender=query.gender,
        telehealth=bool(query.telehealth),
        group=bool(query.group),
        assignment=bool(query.assignment),
        npi=_npi(query.npi),
        limit=query.limit,
        page=query.page,
        zip_codes=tuple(map(_zip_number, query.zip_codes)),
    )


def find_place(*, near: str, snapshot: Snapshot) -> Place:
    """
    Find the point of a ZIP code, or read a latitude and longitude.

    Raises
    ------
    UnknownPlace
        If it is neither, or the ZIP code does not exist or has no known point.
    """
    if zip_code := _ZIP.fullmatch(near.strip()):
        return zip_place(code=zip_code[1], snapshot=snapshot)
    point = _POINT.fullmatch(near)
    if not point:
        raise UnknownPlace(
            f"{near!r:.60} is not a place we can find. Give a 5-digit ZIP code, or LAT,LON such as 41.77,-72.70."
        )
    latitude, longitude = float(point[1]), float(point[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise UnknownPlace(f"{near!r:.60} is not on earth. Latitude goes from -90 to 90, longitude from -180 to 180.")
    return Place(latitude=latitude, longitude=longitude)


def zip_place(*, code: str, snapshot: Snapshot) -> Place:
    """
    Give the point of a ZIP code.

    Raises
    ------
    UnknownPlace
        If there is no such code, or nobody knows where it lies.
    """
    arrays = snapshot.arrays
    slot = int(np.searchsorted(arrays.zip_code, int(code)))
    if slot == len(arrays.zip_code) or arrays.zip_code[slot] != int(code):
        raise UnknownPlace(f"There is no ZIP code {code}. Check it, or give LAT,LON.")
    latitude, longitude = float(arrays.zip_latitude[slot]), float(arrays.zip_longitude[slot])
    if latitude == 0 and longitude == 0:
        raise UnknownPlace(f"We do not know where the ZIP code {code} lies. Give a ZIP code nearby, or LAT,LON.")
    return Place(latitude=latitude, longitude=longitude, zip_code=code)


def _npi(asked: str | None) -> int | None:
    if asked is None:
        return None
    try:
        return int(check_npi(npi=asked.strip()))
    except NotAnNpi as wrong:
        raise BadQuery(str(wrong)) from None


def _zip_number(code: str) -> int:
    found = _ZIP.fullmatch(code)
    if not found:
        raise UnknownPlace(f"{code!r:.60} is not a ZIP code to look in. Give 5 digits.")
    return int(found[1])


def _miles(asked: float | None) -> float:
    if asked is None:
        return USUAL_MILES
    if not (math.isfinite(asked) and 0 < asked <= MILES_AT_MOST):
        raise BadDistance(f"{asked:g} miles cannot be searched. Give more than 0 and at most {MILES_AT_MOST:g} miles.")
    return float(asked)


def _specialties(*, asked: tuple[str, ...], snapshot: Snapshot) -> tuple[str, ...]:
    for name in asked:
        if name not in snapshot.specialties.ids:
            raise UnknownSpecialty(
                f"There is no kind of clinician {name!r:.60}. Use one of: {', '.join(snapshot.specialties.ids)}."
            )
    return tuple(dict.fromkeys(asked))


def _treatment(asked: str | None) -> knowledge.Treatment | None:
    if asked is None:
        return None
    treatments = {row.id: row for row in knowledge.treatments() if row.role is knowledge.TreatmentRole.TREATMENT}
    if asked not in treatments:
        raise UnknownCare(f"There is no treatment {asked!r:.60}. Use one of: {', '.join(treatments)}.")
    return treatments[asked]


def _refuse_bad_pages(query: Query) -> None:
    if not 1 <= query.limit <= RESULTS_AT_MOST:
        raise BadPage(f"{query.limit} results a page cannot be given. Ask for 1 to {RESULTS_AT_MOST}.")
    if not 1 <= query.page <= PAGES_AT_MOST:
        raise BadPage(f"There is no page {query.page:.0e}. Pages count from 1 to {PAGES_AT_MOST:,}.")
