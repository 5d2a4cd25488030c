"""A search as the form asks it: what is found, and the address that shows it again."""

from __future__ import annotations

from dataclasses import replace

from unpinch import directory, navigator
from unpinch.kernel import say

from . import snapshot
from .forms import FindForm
from .presenters.find import ResultsPage, results_page, search_address

# Fits on a page and on the map; more are one touch away.
RESULTS_A_PAGE = 10
# Treatments that state law speaks of: their results say what the state lets the profession do.
RULED = ("dry_needling", "acupuncture")


def results_of(form: FindForm) -> ResultsPage | None:
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
        found = _found(form)
    except directory.BadDistance as wrong:
        form.add_error("within", str(wrong))
    except directory.NothingAsked as wrong:
        form.add_error("name", str(wrong))
    except directory.BadQuery as wrong:
        form.add_error("near", str(wrong))
    else:
        asked = None if form.has_private_words else form.asked()
        return results_page(found=found, asked=asked, shows_rules=form.cleaned_data["care"] in RULED)
    return None


def address_of(form: FindForm, results: ResultsPage | None) -> str:
    """Give the address that shows this search again, or nothing where it would hold words that must not be in one."""
    found_nobody_by_name = bool(form.cleaned_data.get("name")) and not (results and results.total)
    return "" if form.has_private_words or found_nobody_by_name else search_address(form.asked())


def _found(form: FindForm) -> directory.SearchResult:
    """Search; words that are nobody's name and tell of the body do not keep back whoever is near."""
    query = form.query(limit=RESULTS_A_PAGE)
    found = navigator.clinicians(snapshot=snapshot.current(), query=query)
    if found.total or not (query.near and query.name and form.has_private_words):
        return found
    nearby = navigator.clinicians(snapshot=snapshot.current(), query=replace(query, name=None))
    note = say("We know nobody of that name, and it reads like words about your body. These are near you by place.")
    return replace(nearby, notes=(note, *nearby.notes))
