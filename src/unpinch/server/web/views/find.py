"""Clinicians: the search, and one of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from unpinch import directory, navigator
from unpinch.kernel import CareLevel, NotAnNpi
from unpinch.server.web import snapshot
from unpinch.server.web.forms import FindForm
from unpinch.server.web.presenters.clinician import clinician_page
from unpinch.server.web.presenters.find import ResultsPage, results_page
from unpinch.server.web.presenters.search_form import search_form
from unpinch.server.web.presenters.understand import care_panel

from .errors import cannot_be_done
from .options import read_story

# Fits on a page and on the map; more are one touch away.
RESULTS_A_PAGE = 10
# Treatments that state law speaks of: their results say what the state lets the profession do.
RULED = ("dry_needling", "acupuncture")


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Search clinicians; htmx gets the results alone, a part of the same template."""
    reading = read_story(request)
    if reading and reading.triage.level is CareLevel.EMERGENCY_NOW:
        if is_htmx(request):
            # The whole page must change, not the list of results in it.
            return HttpResponseClientRedirect(request.path)
        return render(request, "web/emergency.html", {"care": care_panel(reading)})
    form = FindForm(request.GET)
    try:
        results = _results(request, form)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503)
    template = "web/parts/results.html" if is_htmx(request) else "web/find.html"
    context = {"form": form, "search": search_form(form, reading=reading, results=results), "results": results}
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response


def _results(request: HttpRequest, form: FindForm) -> ResultsPage | None:
    if not form.is_valid() or not form.asks_something:
        return None
    try:
        found = navigator.clinicians(snapshot=snapshot.current(), query=form.query(limit=RESULTS_A_PAGE))
    except directory.BadDistance as wrong:
        form.add_error("within", str(wrong))
    except directory.NothingAsked as wrong:
        form.add_error("name", str(wrong))
    except directory.BadQuery as wrong:
        form.add_error("near", str(wrong))
    else:
        asked = {name: request.GET.getlist(name) for name in form.fields if request.GET.getlist(name)}
        return results_page(found=found, asked=asked, shows_rules=form.cleaned_data["care"] in RULED)
    return None


def is_htmx(request: HttpRequest) -> bool:
    """Say whether the page asks for a part of itself."""
    return bool(getattr(request, "htmx", False))


@require_safe
def clinician(request: HttpRequest, npi: str) -> HttpResponse:
    """Show one clinician."""
    try:
        known = directory.show(snapshot=snapshot.current(), npi=npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503)
    except (directory.NoSuchClinician, NotAnNpi):
        raise Http404 from None
    return render(request, "web/clinician.html", {"page": clinician_page(known)})
