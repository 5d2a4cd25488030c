"""Clinicians near a place: results with reasons that add up, counts by kind, the map, and what else to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch.directory import Address, Match, SearchResult
from unpinch.kernel import Text

from .find_address import search_address
from .find_map import Map
from .find_wider import Way
from .next_free import NextFree
from .numbers import count_words
from .wording import SourcedLine, joined, specialty_name, treatment_name

# Points are whole thousandths of a full score.
THOUSAND = 1000
# Nearer than one decimal can say: from the point of a ZIP code to that same point.
SAME_PLACE_MILES = 0.05
# So many reasons stand open beside a name; all of them are one touch away.
REASONS_SHOWN = 3
# What a card shows in a place of its own.
_SEEN_ANYWAY = ("scope_of_practice", "distance", "phone")


@dataclass(frozen=True)
class ReasonRow:
    """One reason with its points of 1,000."""

    words: Text
    points: int
    source: str


@dataclass(frozen=True)
class ResultRow:
    """
    One clinician in the list; `best` are the reasons with most points, `said_wrong` a clock that runs.

    `said` is what the clinician says.
    """

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
    total: int
    reasons: tuple[ReasonRow, ...]
    best: tuple[ReasonRow, ...]
    said_wrong: str
    said: tuple[str, ...]
    flags: tuple[str, ...]
    href: str
    free: NextFree | None


@dataclass(frozen=True)
class FacetRow:
    """How many of all matches are of one kind; `href` leads to them alone, empty where the search has no address."""

    value: str
    label: Text
    count: str
    href: str


@dataclass(frozen=True)
class PageLink:
    """The way to another page of results; without `href` the search form is sent again for it."""

    page: int
    href: str


@dataclass(frozen=True)
class ResultsPage:
    """
    One page of results.

    `all_words` counts all who match where `total` are only those of one place. `address` shows this search again, and
    is empty where the search may not stand in one.
    """

    total: int
    total_words: str
    all_words: str
    address: str
    rows: tuple[ResultRow, ...]
    specialties: tuple[FacetRow, ...]
    flags: Mapping[str, str]
    map: Map | None
    notes: tuple[Text, ...]
    page: int
    pages: int
    earlier: PageLink | None
    later: PageLink | None
    filters: tuple[Way, ...]
    wider: tuple[Way, ...]


@dataclass(frozen=True)
class Around:
    """What the page says beside the results themselves."""

    map: Map | None = None
    filters: tuple[Way, ...] = ()
    wider: tuple[Way, ...] = ()
    said_wrong: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_count: int = 0
    free: Mapping[str, NextFree] = field(default_factory=dict)


def results_page(
    *, found: SearchResult, asked: dict[str, list[str]] | None, shows_rules: bool, around: Around
) -> ResultsPage:
    """
    Give one page.

    `asked` is the query of the address, None where what was asked may not stand in one: the form then turns the pages.
    `shows_rules` says whether needling was asked for.
    """
    first = (found.page - 1) * found.limit + 1
    rows = tuple(
        _row(
            match,
            rank=first + number,
            shows_rules=shows_rules,
            around=around,
            asked=asked,
        )
        for number, match in enumerate(found.results)
    )
    return ResultsPage(
        total=found.total,
        total_words=count_words(found.total),
        all_words=count_words(around.all_count),
        address="" if asked is None else search_address(_without_page(asked)),
        rows=rows,
        specialties=_facets(found, asked),
        flags=_flags(found),
        map=around.map,
        notes=found.notes,
        page=found.page,
        pages=found.pages,
        earlier=_page_link(asked, page=found.page - 1) if found.page > 1 else None,
        later=_page_link(asked, page=found.page + 1) if found.page < found.pages else None,
        filters=around.filters,
        wider=around.wider,
    )


def _facets(found: SearchResult, asked: dict[str, list[str]] | None) -> tuple[FacetRow, ...]:
    return tuple(
        FacetRow(
            value=facet.id,
            label=facet.text,
            count=count_words(facet.count),
            href="" if asked is None else search_address({**_without_page(asked), "specialty": [facet.id]}),
        )
        for facet in found.facets.specialty
    )


def _flags(found: SearchResult) -> dict[str, str]:
    """Count those of whom Medicare's file says each thing, by the name of its filter."""
    facets = found.facets
    by_name = {"telehealth": facets.telehealth, "group": facets.group, "assignment": facets.assignment}
    return {name: count_words(facet.count) for name, each in by_name.items() for facet in each if facet.id == "yes"}


def _without_page(asked: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in asked.items() if name != "page"}


def _page_link(asked: dict[str, list[str]] | None, *, page: int) -> PageLink:
    return PageLink(page=page, href="" if asked is None else search_address({**asked, "page": [str(page)]}))


# Of a search, what the page of a clinician needs to say why they stand where they stand: never a name.
_ASKED_OF_ONE = ("near", "within", "care", "specialty", "gender", "telehealth", "group", "assignment")


def _clinician_address(npi: str, asked: dict[str, list[str]] | None) -> str:
    kept = {name: values for name, values in (asked or {}).items() if name in _ASKED_OF_ONE}
    return reverse("clinician", args=[npi]) + (f"?{urlencode(kept, doseq=True)}" if kept else "")


def _row(
    match: Match, *, rank: int, shows_rules: bool, around: Around, asked: dict[str, list[str]] | None
) -> ResultRow:
    reasons = tuple(ReasonRow(each.text, round(each.points * THOUSAND), each.source) for each in match.because)
    told = (reason for reason, each in zip(reasons, match.because, strict=True) if each.factor not in _SEEN_ANYWAY)
    best = sorted((reason for reason in told if reason.points), key=lambda reason: -reason.points)
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
        allowed=_allowed(match) if shows_rules else None,
        allowed_kind=str(match.allowed.answer),
        total=round(match.score * THOUSAND),
        reasons=reasons,
        best=tuple(best[:REASONS_SHOWN]),
        said_wrong=around.said_wrong.get(match.npi, ""),
        said=around.said.get(match.npi, ()),
        flags=tuple(_flags_of(match)),
        href=_clinician_address(match.npi, asked),
        free=around.free.get(match.npi),
    )


def _allowed(match: Match) -> SourcedLine:
    """Say in a line what the state allows; the whole sentence stands among the reasons."""
    words = {
        "yes": _("%(care)s allowed in %(state)s"),
        "no": _("%(care)s not allowed in %(state)s"),
        "limited": _("%(care)s allowed with limits in %(state)s"),
    }.get(str(match.allowed.answer), _("%(care)s in %(state)s: not clear, ask"))
    state = match.allowed.state or _("this state")
    return SourcedLine(words % {"care": treatment_name(match.allowed.treatment), "state": state}, match.allowed.source)


def _flags_of(match: Match) -> Iterator[str]:
    """Say in a word or two what Medicare's file says of somebody; what it does not say is not known."""
    if match.telehealth:
        yield _("video or phone")
    if match.in_group:
        yield _("group practice")
    if match.assignment == "yes":
        yield _("takes Medicare's amount")
    if match.has_several_places:
        yield _("several places")


def distance_words(miles: float | None) -> str:
    """Say a distance."""
    if miles is None:
        return ""
    if miles < SAME_PLACE_MILES:
        return _("same ZIP code")
    return _("%(miles)s miles") % {"miles": f"{miles:.1f}"}


def address_words(address: Address) -> str:
    """Write an address in a line."""
    street = ", ".join(part for part in (address.line_1, address.line_2) if part)
    return ", ".join(part for part in (street, address.city, f"{address.state} {address.zip_code}".strip()) if part)


def phone_words(phone: str) -> str:
    """Write a ten-digit number as people dial it."""
    return f"({phone[:3]}) {phone[3:6]}-{phone[6:]}" if len(phone) == 10 else phone
