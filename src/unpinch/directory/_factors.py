"""Why a result stands where it stands: each factor with its points, in words, with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from unpinch import knowledge
from unpinch.kernel import Text, say

from ._clinician import Clinician
from ._confidence import record_words
from ._order import is_agreed
from ._query import CheckedQuery
from ._reachability import FREE_WITHIN_DAYS
from ._scope import is_needling, profession_words
from ._search import Found
from ._snapshot import Snapshot
from ._source_pages import MEDICARE_CLINICIANS_PAGE, MEDICARE_SERVICES_PAGE, PROVIDER_FILE_PAGE
from ._weights import PHONE_POINTS, SECOND_SOURCE_POINTS, TELEHEALTH_POINTS, THOUSAND, distance_points
from ._zips import ZIP_SOURCE

# Nearer than can be said with one decimal.
SAME_PLACE_MILES = 0.05
_WEEKDAYS = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
_MONTHS = (
    *(say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("June")),
    *(say("July"), say("Aug"), say("Sept"), say("Oct"), say("Nov"), say("Dec")),
)


@dataclass(frozen=True)
class Factor:
    """
    One reason: `points` is a part of the score, in whole thousandths.

    `source` is where the text can be checked, empty for a free visit: the calendar is here, and no publisher has it.
    """

    factor: str
    points: float
    text: Text
    source: str


def factors_of(
    *,
    snapshot: Snapshot,
    query: CheckedQuery,
    found: Found,
    rank: int,
    clinician: Clinician,
    specialty: str | None,
) -> tuple[Factor, ...]:
    """Give the reasons for one row of the page; their points add up to its score."""
    arrays, row = snapshot.arrays, int(found.page.row[rank])
    group = int(arrays.location_group[row])
    of_class = arrays.group_class[group]
    factors = [_fit(points=int(found.fit.profession[of_class]), query=query, specialty=specialty)]
    if is_needling(care=query.care):
        may, scope = clinician.allowed, int(found.fit.scope[arrays.group_state[group], found.fit.shown[of_class]])
        factors.append(Factor("scope_of_practice", scope / THOUSAND, may.text, may.source))
    if found.weights.experience:
        points = int(found.fit.experience[of_class])
        factors.append(_experience(points=points, is_invented=snapshot.is_demonstration))
    if query.place:
        factors.append(_distance(miles=float(found.page.miles[rank]), most=found.weights.distance))
    if query.name:
        factors.append(_name(points=int(found.page.name_points[rank]), most=found.weights.name))
    factors.extend(_of_the_record(snapshot=snapshot, row=row, clinician=clinician))
    return (*factors, *_of_reaching(snapshot=snapshot, row=row, found=found))


def _of_reaching(*, snapshot: Snapshot, row: int, found: Found) -> tuple[Factor, Factor]:
    """Give what clinicians have said here of reaching them."""
    known = found.reachability
    confirmed, free = known.points_of(snapshot=snapshot, row=row, weights=found.weights)
    npi = str(snapshot.arrays.clinician_npi[snapshot.arrays.location_clinician[row]])
    return _phone_confirmed(points=confirmed), _free_slot(points=free, day=known.next_free.get(npi))


def _of_the_record(*, snapshot: Snapshot, row: int, clinician: Clinician) -> tuple[Factor, ...]:
    """Give what does not depend on the question; the points add up to those that the rows are kept in order of."""
    phone = PHONE_POINTS if clinician.phone else 0
    agreed = bool(is_agreed(snapshot.arrays.location_sources[row : row + 1])[0])
    second = SECOND_SOURCE_POINTS if agreed else 0
    video = TELEHEALTH_POINTS if clinician.telehealth else 0
    fresh = int(snapshot.arrays.location_points[row]) - phone - second - video
    factors = (_freshness(points=fresh, clinician=clinician), _phone(points=phone))
    if not snapshot.has_medicare_clinicians:
        return factors
    invented = snapshot.is_demonstration
    return (
        *factors,
        _second_source(points=second, is_invented=invented),
        _telehealth(points=video, is_invented=invented),
    )


def _second_source(*, points: int, is_invented: bool) -> Factor:
    agrees = say("Medicare's file gives the same street.")
    text = agrees if points else say("Medicare's file does not confirm this address.")
    if is_invented:
        agrees = say("The invented second file gives the same street.")
        text = agrees if points else say("The invented second file does not confirm this address.")
    return Factor("second_source", points / THOUSAND, text, MEDICARE_CLINICIANS_PAGE)


def _telehealth(*, points: int, is_invented: bool) -> Factor:
    yes, unknown = say("Sees people by video or phone, says Medicare's file."), say("Video or phone: not known.")
    if is_invented:
        yes = say("Sees people by video or phone, says an invented file.")
    return Factor("telehealth", points / THOUSAND, yes if points else unknown, MEDICARE_CLINICIANS_PAGE)


def _experience(*, points: int, is_invented: bool) -> Factor:
    shown = say("Medicare's files show that they do this.")
    text = shown if points else say("Medicare's files show nothing of this care, which says nothing about them.")
    if is_invented:
        shown = say("Invented files of the demonstration show that they do this.")
        text = shown if points else say("Invented files show nothing of this care, which says nothing about them.")
    return Factor("experience", points / THOUSAND, text, MEDICARE_SERVICES_PAGE)


def _fit(*, points: int, query: CheckedQuery, specialty: str | None) -> Factor:
    text, source = _fit_words(points=points, query=query, specialty=specialty)
    return Factor("profession_fit", points / THOUSAND, text, source)


def _fit_words(*, points: int, query: CheckedQuery, specialty: str | None) -> tuple[Text, str]:
    profession = profession_words(specialty) if specialty else say("This profession")
    if query.care:
        values = {"profession": profession, "care": say(query.care.name)}
        gives = say("{profession}: one of the professions that give this care ({care}).", **values)
        does_not = say("{profession}: not known as one that gives this care ({care}).", **values)
        return gives if points else does_not, query.care.source_url
    if query.specialties:
        return say("{profession}, as you asked.", profession=profession), PROVIDER_FILE_PAGE
    if not points:
        text = say("{profession}: not one that gives the treatments compared here.", profession=profession)
        return text, PROVIDER_FILE_PAGE
    treatment = next(row for row in knowledge.treatments() if specialty in row.specialties)
    return say("{profession}: gives treatments compared here.", profession=profession), treatment.source_url


def _distance(*, miles: float, most: int) -> Factor:
    points = int(distance_points(miles=np.array([miles]), most=most)[0])
    if miles < SAME_PLACE_MILES:
        text = say("In the place you asked for.")
    else:
        text = say("{miles} miles away, from ZIP code to ZIP code.", miles=f"{miles:.1f}")
    return Factor("distance", points / THOUSAND, text, ZIP_SOURCE)


def _name(*, points: int, most: int) -> Factor:
    exact, close = say("The name has every word you gave."), say("The name is close to what you gave.")
    return Factor("name", points / THOUSAND, exact if points == most else close, PROVIDER_FILE_PAGE)


def _freshness(*, points: int, clinician: Clinician) -> Factor:
    text = record_words(updated=clinician.updated_date, demonstration=clinician.is_demonstration)
    return Factor("freshness", points / THOUSAND, text, PROVIDER_FILE_PAGE)


def _phone_confirmed(*, points: int) -> Factor:
    yes, no = say("The clinician has confirmed this phone number here."), say("Nobody has confirmed this number here.")
    return Factor("phone_confirmed", points / THOUSAND, yes if points else no, PROVIDER_FILE_PAGE)


def _free_slot(*, points: int, day: date | None) -> Factor:
    """Say when somebody is next free; that nothing is known of a free time says nothing against them."""
    text = say(
        "No free time in a calendar here within {days} days. Most clinicians have no calendar here.",
        days=FREE_WITHIN_DAYS,
    )
    if day:
        text = say(
            "Next free: {weekday}, {month} {day}.",
            weekday=_WEEKDAYS[day.weekday()],
            month=_MONTHS[day.month - 1],
            day=day.day,
        )
    return Factor("free_slot", points / THOUSAND, text, "")


def _phone(*, points: int) -> Factor:
    text = say("The record has a phone number.") if points else say("The record has no phone number.")
    return Factor("phone", points / THOUSAND, text, PROVIDER_FILE_PAGE)
