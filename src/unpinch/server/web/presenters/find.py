"""Clinicians near a place: results with reasons that add up, counts by kind, a small map of our own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch import navigator
from unpinch.directory import Address, Match, Place, SearchResult
from unpinch.kernel import Text

from .wording import SourcedLine, joined, specialty_name

# Points are whole thousandths of a full score.
THOUSAND = 1000
# Half the map in units of its view box; the search radius reaches up to here.
MAP_REACH = 100.0
# One degree of latitude on the sphere of the contract (mean radius 3958.7613 miles).
MILES_A_DEGREE = 2 * math.pi * 3958.7613 / 360


@dataclass(frozen=True)
class ReasonRow:
    """One reason with its points of 1,000."""

    words: Text
    points: int
    source: str


@dataclass(frozen=True)
class ResultRow:
    """One clinician in the list."""

    rank: int
    npi: str
    name: str
    credential: str
    kinds: str
    distance: str
    address: str
    phone: str
    phone_link: str
    allowed: SourcedLine | None
    allowed_kind: str
    freshness: Text
    total: int
    reasons: tuple[ReasonRow, ...]


@dataclass(frozen=True)
class FacetRow:
    """How many of all matches are of one kind."""

    value: str
    label: Text
    count: int


@dataclass(frozen=True)
class MapDot:
    """Where results lie; those of one ZIP code share a dot. `label` is the number of the first in the list."""

    x: float
    y: float
    label: str
    radius: float


@dataclass(frozen=True)
class Map:
    """The map: the search circle, a ring at half its reach, the dots."""

    dots: tuple[MapDot, ...]
    reach_words: str
    half_words: str
    spoken: str


@dataclass(frozen=True)
class PageLink:
    """The way to another page of results; without `href` the search form is sent again for it."""

    page: int
    href: str


@dataclass(frozen=True)
class ResultsPage:
    """One page of results."""

    total: int
    total_words: str
    rows: tuple[ResultRow, ...]
    specialties: tuple[FacetRow, ...]
    map: Map | None
    notes: tuple[Text, ...]
    page: int
    pages: int
    earlier: PageLink | None
    later: PageLink | None


def find_address(reading: navigator.Reading | None, *, care: str | None = None) -> str:
    """Give the address of the search that suits this person: place and filters, nothing of the story."""
    near = reading.understanding.request.zip_code if reading else None
    asked: list[tuple[str, str]] = []
    if near:
        query = navigator.care_query(reading=reading, near=near)
        asked = [("near", near), ("within", f"{query.within_miles:g}")]
        kinds = [] if care else [("specialty", name) for name in query.specialties]
        asked += [("care", chosen)] if (chosen := care or query.care) else kinds
    elif care:
        asked = [("care", care)]
    return reverse("find") + (f"?{urlencode(asked)}" if asked else "")


def search_address(asked: dict[str, list[str]]) -> str:
    """Give the address of a search; `asked` is its query."""
    return reverse("find") + (f"?{urlencode(asked, doseq=True)}" if asked else "")


def results_page(*, found: SearchResult, asked: dict[str, list[str]] | None, shows_rules: bool) -> ResultsPage:
    """
    Give one page.

    `asked` is the query of the address, None where what was asked may not stand in one: the form then turns the pages.
    `shows_rules` says whether needling was asked for.
    """
    first = (found.page - 1) * found.limit + 1
    rows = tuple(
        _row(match, rank=first + number, shows_rules=shows_rules) for number, match in enumerate(found.results)
    )
    return ResultsPage(
        total=found.total,
        total_words=f"{found.total:,}",
        rows=rows,
        specialties=tuple(FacetRow(facet.id, facet.text, facet.count) for facet in found.facets.specialty),
        map=_map(found, first=first),
        notes=found.notes,
        page=found.page,
        pages=found.pages,
        earlier=_page_link(asked, page=found.page - 1) if found.page > 1 else None,
        later=_page_link(asked, page=found.page + 1) if found.page < found.pages else None,
    )


def _page_link(asked: dict[str, list[str]] | None, *, page: int) -> PageLink:
    return PageLink(page=page, href="" if asked is None else search_address({**asked, "page": [str(page)]}))


def _row(match: Match, *, rank: int, shows_rules: bool) -> ResultRow:
    reasons = tuple(ReasonRow(each.text, round(each.points * THOUSAND), each.source) for each in match.because)
    return ResultRow(
        rank=rank,
        npi=match.npi,
        name=match.name,
        credential=match.credential,
        kinds=joined(specialty_name(name) for name in match.specialties),
        distance=distance_words(match.distance_miles),
        address=address_words(match.address),
        phone=phone_words(match.phone),
        phone_link=match.phone,
        allowed=SourcedLine(match.allowed.text, match.allowed.source) if shows_rules else None,
        allowed_kind=str(match.allowed.answer),
        freshness=match.confidence.facts[0].text,
        total=round(match.score * THOUSAND),
        reasons=reasons,
    )


def distance_words(miles: float | None) -> str:
    """Say a distance."""
    if miles is None:
        return ""
    return _("%(miles)s miles") % {"miles": f"{miles:.1f}"}


def address_words(address: Address) -> str:
    """Write an address in a line."""
    street = ", ".join(part for part in (address.line_1, address.line_2) if part)
    return ", ".join(part for part in (street, address.city, f"{address.state} {address.zip_code}".strip()) if part)


def phone_words(phone: str) -> str:
    """Write a ten-digit number as people dial it."""
    return f"({phone[:3]}) {phone[3:6]}-{phone[6:]}" if len(phone) == 10 else phone


def _map(found: SearchResult, *, first: int) -> Map | None:
    if found.place is None or found.within_miles is None or not found.results:
        return None
    where: dict[tuple[float, float], list[int]] = {}
    for number, match in enumerate(found.results):
        where.setdefault(_on_map(match.place, centre=found.place, reach=found.within_miles), []).append(first + number)
    dots = tuple(MapDot(x, y, str(ranks[0]), 8.0 if len(ranks) == 1 else 10.5) for (x, y), ranks in where.items())
    return Map(
        # Drawn last to first, so that the best lies on top.
        dots=dots[::-1],
        reach_words=_("%(miles)s miles") % {"miles": f"{found.within_miles:g}"},
        half_words=f"{found.within_miles / 2:g}",
        spoken=_("Map: %(count)d places around the middle, within %(miles)s miles. The list says the same.")
        % {"count": len(dots), "miles": f"{found.within_miles:g}"},
    )


def _on_map(place: Place, *, centre: Place, reach: float) -> tuple[float, float]:
    """Place a point on a flat map around the centre: east right, north up; true enough for a sketch."""
    east = (place.longitude - centre.longitude) * math.cos(math.radians(centre.latitude)) * MILES_A_DEGREE
    north = (place.latitude - centre.latitude) * MILES_A_DEGREE
    return round(east / reach * MAP_REACH, 1), round(-north / reach * MAP_REACH, 1)
