"""How clinicians are ranked, told from the very numbers that rank them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch import directory

from .article import Cell, Table
from .numbers import number_words

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class RankingPage:
    """The table of most points, and what each factor does."""

    weights: Table
    factors: tuple[tuple[str, str], ...]


def ranking_page() -> RankingPage:
    """Give the page."""
    return RankingPage(weights=_weights(), factors=_factors())


def _weights() -> Table:
    asked = {
        _("A place"): directory.weights_for(needling=False, near=True, name=False),
        _("A place and needling"): directory.weights_for(needling=True, near=True, name=False),
        _("A name"): directory.weights_for(needling=False, near=False, name=True),
        _("A name near a place"): directory.weights_for(needling=False, near=True, name=True),
    }
    names = {
        "fit": _("Profession"),
        "scope": _("State rules"),
        "distance": _("Distance"),
        "name": _("Name"),
        "freshness": _("Freshness"),
        "phone": _("Phone"),
    }
    rows = tuple(
        (Cell(what), *(Cell(str(getattr(weights, name))) for name in names)) for what, weights in asked.items()
    )
    return Table(_("Most points each thing can give, of 1000"), (_("What you ask for"), *names.values()), rows)


def _factors() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Profession"),
            _(
                "All points when the clinician's main profession is one that gives the care you asked for, or the "
                "kind you asked for; %(share)s percent of them when it is one of several they name."
            )
            % {"share": number_words(100 * directory.SECOND_PROFESSION)},
        ),
        (
            _("State rules"),
            _(
                "Counts only when you ask for needling: all points where the rule we read lets the profession do "
                "it, two thirds where it allows some, a third where it is not settled or we found none, none "
                "where it forbids it."
            ),
        ),
        (
            _("Distance"),
            _(
                "All points in your own ZIP code, half of them %(miles)s miles away, fewer the farther; never "
                "more for being farther. We know ZIP codes, not streets."
            )
            % {"miles": number_words(directory.HALF_DISTANCE_MILES)},
        ),
        (
            _("Freshness"),
            _(
                "All points when the record was updated within %(fresh)s year, none after %(stale)s years, a "
                "straight line in between."
            )
            % {
                "fresh": number_words(directory.FRESH_DAYS / DAYS_A_YEAR),
                "stale": number_words(directory.STALE_DAYS / DAYS_A_YEAR),
            },
        ),
        (_("Phone"), _("All points when the record has a phone number.")),
        (_("Name"), _("All points when every word you gave is in the name, fewer the more letters differ.")),
    )
