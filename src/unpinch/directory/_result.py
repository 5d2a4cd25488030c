"""Search, as the other rooms see it: a question goes in, a page of clinicians with reasons comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from unpinch import knowledge
from unpinch.kernel import Text, say

from ._clinician import Address, Clinician, read_clinician
from ._confidence import Confidence
from ._counts import by_assignment, facet_table
from ._factors import Factor, factors_of
from ._query import CheckedQuery, Place, Query, check_query
from ._reachability import NOTHING_KNOWN, Reachability
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
_TELEHEALTH_WORDS = {"yes": say("Sees people by video or phone"), "not_known": say("Video or phone not known")}
_GROUP_WORDS = {"yes": say("In a group practice"), "not_known": say("No group practice known")}
_ASSIGNMENT_WORDS = {
    "not_known": say("Not known whether they take Medicare's amount"),
    "yes": say("Takes Medicare's amount as payment in full"),
    "may_accept": say("May take Medicare's amount as payment in full"),
}


@dataclass(frozen=True)
class Match:
    """
    One clinician who matches, and why they stand where they stand.

    `score` is between 0 and 1, and is the sum of the points in `because`, all in whole thousandths. `specialty` is the
    one that was asked for, if any was, and `taxonomy` the code that makes it. `distance_miles` is from the point asked
    for to the point of the practice's ZIP code, None where no place was asked. `telehealth` and `in_group` say that
    Medicare's file names them so; False is not known. `assignment` is `yes`, `may_accept` or `not_known`.
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
    telehealth: bool
    in_group: bool
    assignment: str
    has_several_places: bool
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
    """
    All matches, counted by kind; somebody of two kinds counts in both. Kinds that nobody is are left out.

    `telehealth` and `group` count `yes` and `not_known`, `assignment` also `may_accept`: no file says no.
    """

    specialty: tuple[FacetCount, ...]
    gender: tuple[FacetCount, ...]
    telehealth: tuple[FacetCount, ...]
    group: tuple[FacetCount, ...]
    assignment: tuple[FacetCount, ...]


@dataclass(frozen=True)
class SearchResult:
    """
    One page of an answer.

    `total` counts every clinician who matches, exactly; `notes` say what the public files cannot answer. `results` are
    those of the page in their order, put into words when they are first asked for.
    """

    total: int
    page: int
    limit: int
    facets: Facets
    place: Place | None
    within_miles: float | None
    notes: tuple[Text, ...]
    is_demonstration: bool
    words: Callable[[], tuple[Match, ...]] = field(repr=False, compare=False)

    @cached_property
    def results(self) -> tuple[Match, ...]:
        """Give the clinicians of the page, best first."""
        return self.words()

    @property
    def pages(self) -> int:
        """Give how many pages there are."""
        return -(-self.total // self.limit)


def search(*, snapshot: Snapshot, query: Query, reachability: Reachability = NOTHING_KNOWN) -> SearchResult:
    """
    Find clinicians, best first, each with the reasons for their place.

    Points come from distance, how well the profession suits the care, shown experience with it, what the state lets it
    do (where needling was asked for), how fresh the record is, whether it has a phone number, whether a second
    publisher names the address, video visits, a phone number that the clinician confirmed, a visit that is free soon,
    and the name (where one was asked for). Nothing else can move a result.
    Equal scores are ordered by distance, then by NPI: pages neither repeat nor miss anybody.

    Parameters
    ----------
    snapshot
        From `open_snapshot`.
    query
        What is asked; see `Query`.
    reachability
        What clinicians have said here of reaching them.

    Raises
    ------
    BadQuery
        If it cannot be answered as asked; one line says what is wrong and what is allowed.
    """
    checked = check_query(query=query, snapshot=snapshot)
    found = find(snapshot=snapshot, query=checked, reachability=reachability)
    return SearchResult(
        total=found.counted.total,
        page=checked.page,
        limit=checked.limit,
        facets=_facets(snapshot=snapshot, found=found),
        place=checked.place,
        within_miles=checked.within_miles if checked.place else None,
        notes=_notes(snapshot=snapshot, query=checked),
        is_demonstration=snapshot.is_demonstration,
        words=lambda: tuple(
            _match(snapshot=snapshot, query=checked, found=found, rank=rank) for rank in range(len(found.page.row))
        ),
    )


def _match(*, snapshot: Snapshot, query: CheckedQuery, found: Found, rank: int) -> Match:
    row = int(found.page.row[rank])
    of_class = snapshot.arrays.group_class[snapshot.arrays.location_group[row]]
    bit = int(found.fit.shown[of_class])
    specialty = snapshot.specialties.ids[bit] if bit >= 0 else None
    clinician = read_clinician(snapshot=snapshot, location=row, care=query.care, specialty=specialty)
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
        distance_miles=float(found.page.miles[rank]) if query.place else None,
        address=clinician.address,
        phone=clinician.phone,
        place=clinician.place,
        telehealth=clinician.telehealth,
        in_group=clinician.in_group,
        assignment=clinician.assignment,
        has_several_places=clinician.has_several_places,
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
    counted, table = found.counted, facet_table(snapshot)
    names = {row.id: row.name for row in knowledge.specialties()}
    ids = snapshot.specialties.ids
    # Of thousands of combinations few are in one place.
    found_in = np.flatnonzero(counted.by_facet)
    telehealth, group = (int((counted.by_facet * each).sum()) for each in (table.telehealth, table.group))
    return Facets(
        specialty=_counts(
            {name: say(names.get(name, name)) for name in ids}, counted.by_facet[found_in] @ table.kinds[found_in]
        ),
        gender=_counts({name: _GENDER_WORDS[name] for name in GENDERS}, counted.by_gender),
        telehealth=_counts(_TELEHEALTH_WORDS, (telehealth, counted.total - telehealth)),
        group=_counts(_GROUP_WORDS, (group, counted.total - group)),
        assignment=_counts(_ASSIGNMENT_WORDS, by_assignment(counted, table)),
    )


def _counts(words: dict[str, Text], counts: Iterable[int]) -> tuple[FacetCount, ...]:
    # The table of kinds has room for more than there are.
    found = (
        FacetCount(id=name, text=words[name], count=int(count)) for name, count in zip(words, counts, strict=False)
    )
    return tuple(facet for facet in found if facet.count)


_VIDEO_ALONE = say(
    "Only clinicians whom Medicare's file names as seeing people by video or phone are shown. Others may too: call and"
    " ask."
)
_VIDEO_INVENTED = say("Only clinicians whom an invented file names as seeing people by video or phone are shown.")


def _notes(*, snapshot: Snapshot, query: CheckedQuery) -> tuple[Text, ...]:
    notes = []
    if snapshot.is_demonstration:
        notes.append(say("These clinicians are invented. This is a demonstration."))
    if query.telehealth and not snapshot.has_medicare_clinicians:
        notes.append(
            say("The public file does not say who sees people by video or phone. Nobody was left out: call and ask.")
        )
    if query.telehealth and snapshot.has_medicare_clinicians:
        notes.append(_VIDEO_INVENTED if snapshot.is_demonstration else _VIDEO_ALONE)
    return tuple(notes)
