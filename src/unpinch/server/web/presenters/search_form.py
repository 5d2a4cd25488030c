"""The search form with what is chosen, and how many there are of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from unpinch import navigator

from .evidence_filters import Choice
from .find import ResultsPage

if TYPE_CHECKING:
    from unpinch.server.web.forms import FindForm

DISTANCES_MILES = (5, 10, 25, 50, 100)
USUAL_MILES = 25


@dataclass(frozen=True)
class KindChoice:
    """One kind of clinician, with how many of the results are of it (empty where nothing was searched)."""

    value: str
    label: str
    is_chosen: bool
    count: str


@dataclass(frozen=True)
class FlagChoice:
    """One thing that Medicare's file says of some, with how many of the results it says it of."""

    name: str
    label: str
    is_chosen: bool
    count: str


@dataclass(frozen=True)
class SearchForm:
    """What the form shows."""

    near: str
    name: str
    distances: tuple[Choice, ...]
    cares: tuple[Choice, ...]
    genders: tuple[Choice, ...]
    flags: tuple[FlagChoice, ...]
    kinds: tuple[KindChoice, ...]
    has_kinds: bool


def search_form(
    form: FindForm, *, reading: navigator.Reading | None, results: ResultsPage | None, flags_are_known: bool
) -> SearchForm:
    """
    Give the form as it was sent; a ZIP code from the story stands in the box until another is asked for.

    `flags_are_known` says whether the directory holds Medicare's clinicians file, from which alone they are known.
    """
    from_story = (reading.understanding.request.zip_code or "") if reading else ""
    near = form["near"].value()
    return SearchForm(
        near=from_story if near is None else near,
        name=form["name"].value() or "",
        distances=_distances(str(form["within"].value() or USUAL_MILES)),
        cares=_choices(form, "care"),
        genders=_choices(form, "gender"),
        flags=_flags(form, results, are_known=flags_are_known),
        kinds=_kinds(form, results),
        has_kinds=bool(form["specialty"].value()),
    )


def _distances(chosen: str) -> tuple[Choice, ...]:
    usual = [str(miles) for miles in DISTANCES_MILES]
    shown = usual if chosen in usual else [*usual, chosen]
    return tuple(Choice(miles, _("%(miles)s miles") % {"miles": miles}, miles == chosen) for miles in shown)


def _choices(form: FindForm, name: str) -> tuple[Choice, ...]:
    chosen = form[name].value() or ""
    choices = form.fields[name].choices  # type: ignore[attr-defined]  # the stubs give the base class
    return tuple(Choice(value, str(label), value == chosen) for value, label in choices)


FLAGS = ("telehealth", "group", "assignment")


def _flags(form: FindForm, results: ResultsPage | None, *, are_known: bool) -> tuple[FlagChoice, ...]:
    if not are_known:
        return ()
    counts = results.flags if results else {}
    return tuple(
        FlagChoice(
            name=name,
            label=str(dict(form.fields[name].choices)["1"]),  # type: ignore[attr-defined]  # the stubs give the base class
            is_chosen=form[name].value() == "1",
            count=counts.get(name, ""),
        )
        for name in FLAGS
    )


def _kinds(form: FindForm, results: ResultsPage | None) -> tuple[KindChoice, ...]:
    chosen = set(form["specialty"].value() or ())
    counts = {facet.value: facet.count for facet in results.specialties} if results else {}
    choices = form.fields["specialty"].choices  # type: ignore[attr-defined]  # as above
    return tuple(KindChoice(value, str(label), value in chosen, counts.get(value, "")) for value, label in choices)
