"""
The directory again, plain and slow: every clinician looked at, one after the other, with nothing clever.

It says what the fast search must answer, and the tests hold them against each other. It shares nothing with it but the
words of a name, the questions and the knowledge files; `_plain_files` reads the files as plainly.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA

from unpinch import knowledge

from ._match_names import letters_that_may_differ
from ._plain_files import PlainClinician, PlainPlace, by_detail, read_plainly, zips
from ._query import USUAL_MILES, Query
from ._words import name_words

__all__ = ["PlainMatch", "read_plainly", "search_plainly"]


@dataclass(frozen=True)
class PlainMatch:
    """One clinician who matches, with their points in thousandths, and the ZIP code where they count."""

    npi: str
    points: int
    miles: float
    zip_code: str


def search_plainly(
    *,
    clinicians: Iterable[PlainClinician],
    query: Query,
    today: date,
    telehealth_is_known: bool = True,
    confirmed: Mapping[str, frozenset[str]] | None = None,
    free: Collection[str] = (),
) -> tuple[PlainMatch, ...]:
    """
    Give all who match, best first; the ZIP code and the ids of the question must exist.

    Where no file says who sees people by video (`telehealth_is_known` is False), asking for it leaves nobody out.
    `confirmed` are the phone numbers that clinicians confirmed, by NPI; `free` is who has a visit free soon.
    """
    found = []
    for clinician in clinicians:
        nearest = _nearest(clinician, query)
        if nearest is None or not _is_asked_for(clinician, query):
            continue
        miles, place = nearest
        if query.telehealth and telehealth_is_known and not clinician.telehealth:
            continue
        letters = _differing_letters(clinician, query)
        if letters is None or (query.zip_codes and place.zip_code not in query.zip_codes):
            continue
        points = _points(clinician, place, query, miles=miles, letters=letters, today=today)
        if place.phone and place.phone in (confirmed or {}).get(clinician.npi, ()):
            points += _most_points(query)["phone_confirmed"]
        points += _most_points(query)["free_slot"] if clinician.npi in free else 0
        found.append(PlainMatch(clinician.npi, points, miles, place.zip_code))
    return tuple(sorted(found, key=lambda match: (-match.points, match.miles, match.npi)))


def _nearest(clinician: PlainClinician, query: Query) -> tuple[float, PlainPlace] | None:
    """Give the nearest place, None where all are farther than asked; the first, 0 miles away, where none was asked."""
    if query.near is None:
        return 0.0, clinician.places[0]
    reached = [(_miles(place, query.near), place) for place in clinician.places]
    reached = [each for each in reached if each[0] <= (query.within_miles or USUAL_MILES)]
    return min(reached, key=lambda each: (each[0], each[1].zip_code), default=None)


def _miles(place: PlainPlace, near: str) -> float:
    if "," in near:
        latitude, longitude = (float(number) for number in near.split(","))
    else:
        here = zips()[near[:5]]
        latitude, longitude = float(here["lat"]), float(here["long"])
    phi, other = math.radians(latitude), math.radians(place.latitude)
    chord = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(place.longitude - longitude) / 2) ** 2
    )
    return 2 * 3958.7613 * math.asin(math.sqrt(min(chord, 1)))


def _is_asked_for(clinician: PlainClinician, query: Query) -> bool:
    wanted = query.specialties or (_treatment(query.care).specialties if query.care else ())
    return (
        (not wanted or bool(clinician.specialties & set(wanted)))
        and query.gender in (None, clinician.gender)
        and (not query.group or clinician.in_group)
        and (not query.assignment or clinician.assignment == "yes")
        and query.npi in (None, clinician.npi)
    )


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


def _points(
    clinician: PlainClinician, place: PlainPlace, query: Query, *, miles: float, letters: int, today: date
) -> int:
    words = name_words(query.name or "")
    most = _most_points(query)
    shown = _shown_specialty(clinician, query)
    points = _fit_points(clinician, query, shown, most["profession_fit"])
    if query.care in ("dry_needling", "acupuncture"):
        points += round(most["scope_of_practice"] * _scope_share(place, query, shown))
    points += round(most["experience"] * _level(clinician, query) / 7)
    points += round(most["distance"] * 10 / (10 + miles))
    if words:
        points += round(most["name"] * (1 - letters / sum(len(word) for word in words)))
    points += round(most["freshness"] * _freshness_share(clinician, today))
    points += most["phone"] if place.phone else 0
    points += most["second_source"] if place.is_agreed else 0
    return points + (most["telehealth"] if clinician.telehealth else 0)


def _level(clinician: PlainClinician, query: Query) -> int:
    """Give the highest level of shown experience with a kind of care that is a sign of the care asked for."""
    signs = [row.id for row in knowledge.kinds_of_care() if query.care in row.treatments]
    return max((clinician.levels.get(kind, 0) for kind in signs), default=0)


def _most_points(query: Query) -> dict[str, int]:
    """Give the most points of each factor, as the file of points has them for this question."""
    if name_words(query.name or ""):
        question = "name_place" if query.near else "name"
    elif query.care in ("dry_needling", "acupuncture"):
        question = "needling_place" if query.near else "needling"
    elif any(query.care in row.treatments for row in knowledge.kinds_of_care()):
        question = "care_place" if query.near else "care"
    else:
        question = "place" if query.near else "anywhere"
    return {row.factor.value: row.most_points for row in knowledge.ranking_weights() if row.question.value == question}


def _suiting(query: Query) -> tuple[str, ...]:
    if query.care:
        return _treatment(query.care).specialties
    return query.specialties or tuple(name for row in knowledge.treatments() for name in row.specialties)


def _shown_specialty(clinician: PlainClinician, query: Query) -> str | None:
    """Give the specialty a clinician is shown as: one asked for, the main one first, the most particular first."""
    wanted = set(query.specialties or _suiting(query))
    main, every = clinician.main_specialties, clinician.specialties
    for candidates in (main & wanted, every & wanted, main, every):
        for row in by_detail():
            if row.id in candidates:
                return row.id
    return None


def _fit_points(clinician: PlainClinician, query: Query, shown: str | None, most: int) -> int:
    if shown not in _suiting(query):
        return 0
    return most if shown in clinician.main_specialties else round(most * 0.8)


def _scope_share(place: PlainPlace, query: Query, shown: str | None) -> float:
    if query.care == "acupuncture" and shown != "acupuncturist":
        return 1 / 3
    for state in (place.state, "US"):
        for row in knowledge.scope_of_practice():
            if (row.state, row.specialty) == (state, shown):
                if state == "US" and query.care == "dry_needling":
                    return 1 / 3
                return {"yes": 1.0, "limited": 2 / 3, "unclear": 1 / 3, "no": 0.0}[row.may_dry_needle.value]
    return 1 / 3


def _freshness_share(clinician: PlainClinician, today: date) -> float:
    if clinician.updated is None:
        return 0.0
    age = max((today - clinician.updated).days, 0)
    return min(max((3650 - age) / (3650 - 365), 0), 1)
