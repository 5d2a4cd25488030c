"""Search, as the other rooms see it: a question goes in, a page of clinicians with reasons comes out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unpinch import knowledge
from unpinch.kernel import Text, say

from ._clinician import Address, Clinician, read_clinician
from ._confidence import Confidence
from ._factors import Factor, factors_of
from ._query import CheckedQuery, Place, Query, check_query
from ._rows import GENDERS
from ._scope import Allowed
from ._search import Found, find
from ._snapshot import Snapshot
from ._weights import THOUSAND

_GENDER_WORDS = {
    "female": say("Female"),
    "male": say("Male"),
    "other": say("Another gender"),
    "unknown": say("Gender not in the record"),
}


@dataclass(frozen=True)
class Match:
    """
    One clinician who matches, and why they stand where they stand.

    `score` is between 0 and 1, and is the sum of the points in `because`, all in whole thousandths. `specialty` is the
    one that was asked for, if any was, and `taxonomy` the code that makes it. `distance_miles` is from the point asked
    for to the point of the practice's ZIP code, None where no place was asked.
    """

    npi: str
    name: str
    credential: str
    gender: str
    specialty: str | None
    specialties: tuple[str, ...]
    taxonomy: str
    distance_miles: float | None
    address: Address
    phone: str
    place: Place
    score: float
    because: tuple[Factor, ...]
    allowed: Allowed
    confidence: Confidence
    is_demonstration: bool


@dataclass(frozen=True)
class FacetCount:
    """How many of all matches are of one kind."""

    id: str
    text: Text
    count: int


@dataclass(frozen=True)
class Facets:
    """All matches, counted by kind; somebody of two kinds counts in both. Kinds that nobody is are left out."""

    specialty: tuple[FacetCount, ...]
    gender: tuple[FacetCount, ...]


@dataclass(frozen=True)
class SearchResult:
    """
    One page of an answer.

    `total` counts every clinician who matches, exactly; `notes` say what the public files cannot answer.
    """

    total: int
    page: int
    limit: int
    results: tuple[Match, ...]
    facets: Facets
    place: Place | None
    within_miles: float | None
    notes: tuple[Text, ...]
    is_demonstration: bool

    @property
    def pages(self) -> int:
        """Give how many pages there are."""
        return -(-self.total // self.limit)


def search(*, snapshot: Snapshot, query: Query) -> SearchResult:
    """
    Find clinicians, best first, each with the reasons for their place.

    Points come from distance, how well the profession suits the care, what the state lets it do (where needling was
    asked for), how fresh the record is, whether it has a phone number, and the name (where one was asked for). Nothing
    else can move a result. Equal scores are ordered by distance, then by NPI: pages neither repeat nor miss anybody.

    Parameters
    ----------
    snapshot
        From `open_snapshot`.
    query
        What is asked; see `Query`.

    Raises
    ------
    BadQuery
        If it cannot be answered as asked; one line says what is wrong and what is allowed.
    """
    checked = check_query(query=query, snapshot=snapshot)
    found = find(snapshot=snapshot, query=checked)
    return SearchResult(
        total=int(found.matches.size.sum()),
        page=checked.page,
        limit=checked.limit,
        results=tuple(
            _match(snapshot=snapshot, query=checked, found=found, rank=rank) for rank in range(len(found.page.row))
        ),
        facets=_facets(snapshot=snapshot, found=found),
        place=checked.place,
        within_miles=checked.within_miles if checked.place else None,
        notes=_notes(snapshot=snapshot, query=checked),
        is_demonstration=snapshot.is_demonstration,
    )


def _match(*, snapshot: Snapshot, query: CheckedQuery, found: Found, rank: int) -> Match:
    place = found.page.place[rank]
    group = found.matches.group[place]
    bit = int(found.fit.shown[snapshot.arrays.group_class[group]])
    specialty = snapshot.specialties.ids[bit] if bit >= 0 else None
    clinician = read_clinician(
        snapshot=snapshot, location=int(found.page.row[rank]), care=query.care, specialty=specialty
    )
    factors = factors_of(
        snapshot=snapshot, query=query, found=found, rank=rank, clinician=clinician, specialty=specialty
    )
    return Match(
        npi=clinician.npi,
        name=clinician.name,
        credential=clinician.credential,
        gender=clinician.gender,
        specialty=specialty,
        specialties=clinician.specialties,
        taxonomy=_taxonomy(clinician=clinician, specialty=specialty),
        distance_miles=float(found.matches.miles[place]) if query.place else None,
        address=clinician.address,
        phone=clinician.phone,
        place=clinician.place,
        score=sum(round(factor.points * THOUSAND) for factor in factors) / THOUSAND,
        because=factors,
        allowed=clinician.allowed,
        confidence=clinician.confidence,
        is_demonstration=clinician.is_demonstration,
    )


def _taxonomy(*, clinician: Clinician, specialty: str | None) -> str:
    making = (taxonomy.code for taxonomy in clinician.taxonomies if specialty in taxonomy.specialties)
    return next(making, clinician.taxonomies[0].code if clinician.taxonomies else "")


def _facets(*, snapshot: Snapshot, found: Found) -> Facets:
    arrays, matches = snapshot.arrays, found.matches
    by_class = np.bincount(
        arrays.group_class[matches.group], weights=matches.size, minlength=len(arrays.class_specialties)
    )
    by_gender = np.bincount(arrays.group_gender[matches.group], weights=matches.size, minlength=len(GENDERS))
    bits = arrays.class_specialties[:, None] >> np.arange(len(snapshot.specialties.ids), dtype=np.uint64) & np.uint64(1)
    by_specialty = by_class @ bits
    names = {row.id: row.name for row in knowledge.specialties()}
    return Facets(
        specialty=_counts({name: say(names.get(name, name)) for name in snapshot.specialties.ids}, by_specialty),
        gender=_counts({name: _GENDER_WORDS[name] for name in GENDERS}, by_gender),
    )


def _counts(words: dict[str, Text], counts: np.ndarray) -> tuple[FacetCount, ...]:
    found = (FacetCount(id=name, text=words[name], count=int(count)) for name, count in zip(words, counts, strict=True))
    return tuple(facet for facet in found if facet.count)


def _notes(*, snapshot: Snapshot, query: CheckedQuery) -> tuple[Text, ...]:
    notes = []
    if snapshot.is_demonstration:
        notes.append(say("These clinicians are invented. This is a demonstration."))
    if query.telehealth:
        notes.append(
            say("The public file does not say who sees people by video or phone. Nobody was left out: call and ask.")
        )
    return tuple(notes)
