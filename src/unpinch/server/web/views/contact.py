"""Asking the person named by the operator to get in touch."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from unpinch.server.web import story
from unpinch.server.web.contact import Outcome, ask_for_contact
from unpinch.server.web.forms import ContactForm
from unpinch.server.web.presenters.help import contact_panel

_STATUS = {Outcome.SENT: 200, Outcome.ALREADY_ASKED: 200, Outcome.TOO_MANY: 429, Outcome.FAILED: 503}


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Send the wish to be contacted, and say in plain words what came of it and whom to call meanwhile."""
    panel = contact_panel()
    contact = settings.CRISIS_CONTACT
    if contact is None or panel is None or not panel.can_be_asked:
        raise Http404
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _page(request, form, outcome="")
    outcome = ask_for_contact(
        contact=contact,
        visitor=story.visitor(request),
        reach=form.cleaned_data["reach"],
        site=request.get_host(),
        now=timezone.now(),
    )
    return _page(request, form, outcome=outcome.value, status=_STATUS[outcome])


def _page(request: HttpRequest, form: ContactForm, *, outcome: str, status: int = 200) -> HttpResponse:
    context = {"form": form, "outcome": outcome, "contact_is_below": True}
    return render(request, "web/contact.html", context, status=status)
