"""One clinician, and what a visitor says is wrong about them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from unpinch import directory
from unpinch.kernel import NotAnNpi
from unpinch.server.booking import person_queries
from unpinch.server.profiles import claim_queries, queries
from unpinch.server.profiles.facts import WrongFact
from unpinch.server.web import snapshot, story
from unpinch.server.web.forms import FindForm, WrongForm
from unpinch.server.web.presenters.clinician import clinician_page, shown_fact
from unpinch.server.web.presenters.evidence_filters import Choice
from unpinch.server.web.presenters.find_address import search_address
from unpinch.server.web.presenters.next_free import next_free_lines
from unpinch.server.web.presenters.said import said_part
from unpinch.server.web.presenters.said_wrong import wrong_choices, wrong_lines
from unpinch.server.web.search import reasons_for
from unpinch.server.web.wrong import Said, say_wrong

from .errors import cannot_be_done


@require_safe
def clinician(request: HttpRequest, npi: str) -> HttpResponse:
    """Show one clinician."""
    try:
        known = directory.show(snapshot=snapshot.current(), npi=npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503)
    except (directory.NoSuchClinician, NotAnNpi):
        raise Http404 from None
    return render(request, "web/clinician.html", _context(request, known, form=WrongForm(), said=None))


def _context(request: HttpRequest, known: directory.Clinician, *, form: WrongForm, said: Said | None) -> dict[str, Any]:
    # The search that led here is in the address: place and filters, which say nothing of anybody.
    asked = FindForm(request.GET)
    now = timezone.now()
    match = reasons_for(asked, npi=known.npi, now=now) if request.GET else None
    back = search_address(asked.asked()) if match and not asked.has_private_words else ""
    lines = wrong_lines(queries.said_wrong(npis=[known.npi], now=now).get(known.npi, ()), today=now.date())
    chosen = form["wrong"].value() or ""
    choices = [Choice(value, words, value == chosen) for value, words in wrong_choices()]
    return {
        "page": clinician_page(known, knows_what_was_done=snapshot.knows_what_was_done(), match=match, back=back),
        "free": next_free_lines(bookable=person_queries.bookable(npis=[known.npi], now=now)).get(known.npi),
        "form": form,
        "said": said,
        "by_clinician": said_part(claim_queries.said_by(npis=[known.npi]).get(known.npi)),
        "is_claimed": claim_queries.holder_of(npi=known.npi) is not None,
        "wrong_lines": lines,
        "wrong_choices": choices,
    }


@require_POST
def report_wrong(request: HttpRequest, npi: str) -> HttpResponse:
    """Keep the report and lead back to the page, which shows it at once; help first, where the words ask for it."""
    form = WrongForm(request.POST)
    try:
        known = directory.show(snapshot=snapshot.current(), npi=npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503, form=form)
    except (directory.NoSuchClinician, NotAnNpi):
        raise Http404 from None
    said = _keep(request, known, form) if form.is_valid() else None
    if said in (Said.KEPT, Said.ALREADY_SAID) and not form.warning:
        return redirect(f"{reverse('clinician', args=[npi])}#said-wrong")
    context = _context(request, known, form=form, said=said)
    return render(request, "web/clinician.html", context, status=429 if said is Said.TOO_MANY else 200)


def _keep(request: HttpRequest, known: directory.Clinician, form: WrongForm) -> Said:
    wrong = WrongFact(form.cleaned_data["wrong"])
    return say_wrong(
        visitor=story.visitor(request),
        npi=known.npi,
        wrong=wrong,
        shown=shown_fact(known, wrong),
        words=form.cleaned_data["words"],
        now=timezone.now(),
    )
