"""A search as the form asks it: what is found, the map of all of it, and the address that shows it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from unpinch import directory, navigator
from unpinch.kernel import Text, say
from unpinch.server.booking import free_soon, person_queries
from unpinch.server.profiles import claim_queries, queries

from . import snapshot
from .forms import FindForm
from .presenters.find import Around, ResultsPage, results_page
from .presenters.find_address import search_address
from .presenters.find_map import Cluster, Map, clusters_of, draw_map
from .presenters.find_wider import Way, any_name_way, chosen_filters, wider_ways
from .presenters.next_free import next_free_lines
from .presenters.said import said_tags
from .presenters.said_wrong import wrong_note

# Fits on a page; more are one touch away.
RESULTS_A_PAGE = 10
# Treatments that state law speaks of: their results say what the state lets the profession do.
RULED = ("dry_needling", "acupuncture")


@dataclass(frozen=True)
class _Found:
    """What was asked in the end, its answer, and all who match gathered by place."""

    query: directory.Query
    result: directory.SearchResult
    clusters: tuple[Cluster, ...]
    all_count: int


def results_of(form: FindForm, *, now: datetime) -> ResultsPage | None:
    """
    Give a page of results, or nothing where nothing was asked or the form has errors, which it is told of.

    Raises
    ------
    snapshot.NoDirectory
        If there is no directory to search.
    """
    if not form.is_valid() or not form.asks_something:
        return None
    try:
        found = _found(form, now=now)
    except directory.BadDistance as wrong:
        form.add_error("within", str(wrong))
    except directory.NothingAsked as wrong:
        form.add_error("name", str(wrong))
    except directory.BadQuery as wrong:
        form.add_error("near", str(wrong))
    else:
        return _page(form, found, now=now)
    return None


def address_of(form: FindForm, results: ResultsPage | None) -> str:
    """Give the address that shows this search again, or nothing where it would hold words that must not be in one."""
    total = results.total if results else 0
    return "" if form.has_private_words or _named_nobody(form, total) else search_address(form.asked())


def _named_nobody(form: FindForm, total: int) -> bool:
    """Say whether a name was asked for that nobody has: such words do not go into an address."""
    return bool(form.cleaned_data.get("name")) and not total


def _page(form: FindForm, found: _Found, *, now: datetime) -> ResultsPage:
    named_nobody = _named_nobody(form, found.result.total)
    asked = None if form.has_private_words or named_nobody else form.asked()
    npis = [match.npi for match in found.result.results]
    said = queries.said_wrong(npis=npis, now=now)
    around = Around(
        map=_map(form, found, asked=asked),
        filters=chosen_filters(form, asked=asked) if asked else (),
        wider=_wider(form, found, named_nobody=named_nobody),
        said_wrong={npi: wrong_note(facts, today=now.date()) for npi, facts in said.items()},
        said={npi: said_tags(each) for npi, each in claim_queries.said_by(npis=npis).items()},
        all_count=found.all_count,
        free=next_free_lines(bookable=person_queries.bookable(npis=npis, now=now)),
    )
    shows_rules = form.cleaned_data["care"] in RULED
    return results_page(found=found.result, asked=asked, shows_rules=shows_rules, around=around)


def _wider(form: FindForm, found: _Found, *, named_nobody: bool) -> tuple[Way, ...]:
    if form.has_private_words:
        return ()
    asked, query = form.asked(), replace(found.query, zip_codes=())
    if named_nobody:
        # The name must not stand in an address; without a place there is nothing left to ask.
        return any_name_way(query=query, asked=asked, count=_count) if query.near else ()
    return wider_ways(
        query=query,
        asked=asked,
        total=found.all_count,
        count=_count,
        flags_are_known=snapshot.knows_medicare_clinicians(),
    )


def _found(form: FindForm, *, now: datetime) -> _Found:
    """Search; words that are nobody's name and tell of the body do not keep back whoever is near."""
    query, known = form.query(limit=RESULTS_A_PAGE), _reachability(now)
    notes: tuple[Text, ...] = ()
    places = directory.places_of(snapshot=snapshot.current(), query=query)
    if not places and query.near and query.name and form.has_private_words:
        query = replace(query, name=None)
        places = directory.places_of(snapshot=snapshot.current(), query=query)
        notes = (
            say("We know nobody of that name, and it reads like words about your body. These are near you by place."),
        )
    result = navigator.clinicians(snapshot=snapshot.current(), query=query, reachability=known)
    clusters = _clusters(result, places)
    if at := form.cleaned_data["at"]:
        query = replace(query, zip_codes=_zip_codes(clusters, at))
        result = navigator.clinicians(snapshot=snapshot.current(), query=query, reachability=known)
    result = replace(result, notes=(*notes, *result.notes))
    return _Found(query=query, result=result, clusters=clusters, all_count=sum(place.count for place in places))


def _clusters(result: directory.SearchResult, places: tuple[directory.PlaceCount, ...]) -> tuple[Cluster, ...]:
    if result.place is None or result.within_miles is None:
        return ()
    return clusters_of(places=places, centre=result.place, reach_miles=result.within_miles)


def _zip_codes(clusters: tuple[Cluster, ...], at: str) -> tuple[str, ...]:
    """Give the ZIP codes of the dot that is asked for; one that is no dot any more stands for itself."""
    return next((cluster.zip_codes for cluster in clusters if cluster.zip_code == at), (at,))


def _map(form: FindForm, found: _Found, *, asked: dict[str, list[str]] | None) -> Map | None:
    result = found.result
    if not found.clusters or result.place is None or result.within_miles is None:
        return None
    first = (result.page - 1) * result.limit + 1
    return draw_map(
        clusters=found.clusters,
        centre=result.place,
        reach_miles=result.within_miles,
        town=lambda place: directory.town_of(snapshot=snapshot.current(), place=place),
        address=_addresses(asked),
        chosen=form.cleaned_data["at"] or None,
        ranked=[(first + number, match.npi, match.place.zip_code) for number, match in enumerate(result.results)],
    )


def _addresses(asked: dict[str, list[str]] | None) -> Callable[[str | None], str]:
    if asked is None:
        return lambda at: ""
    kept = {name: values for name, values in asked.items() if name not in ("at", "page")}
    return lambda at: search_address({**kept, "at": [at]} if at else kept)


def _count(query: directory.Query) -> int:
    return navigator.clinicians(snapshot=snapshot.current(), query=replace(query, limit=1, page=1)).total


def _reachability(now: datetime) -> directory.Reachability:
    """Give what clinicians have said of reaching them: all that may move a result and is in no public file."""
    soon = now + timedelta(days=directory.FREE_WITHIN_DAYS)
    free = free_soon.known().items()
    return directory.Reachability(
        confirmed_phones=claim_queries.confirmed_phones(now=now),
        next_free={npi: at.astimezone(ZoneInfo(zone)).date() for npi, (at, zone) in free if at < soon},
    )


def reasons_for(form: FindForm, *, npi: str, now: datetime) -> directory.Match | None:
    """Give why one clinician stands where they stand in a search; nothing where it would not find them."""
    if not form.is_valid() or not (form.cleaned_data["near"] or form.cleaned_data["care"]):
        return None
    query = replace(form.query(limit=1), npi=npi, name=None, page=1)
    try:
        found = navigator.clinicians(snapshot=snapshot.current(), query=query, reachability=_reachability(now))
    except directory.BadQuery:
        return None
    return next(iter(found.results), None)
