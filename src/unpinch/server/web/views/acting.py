"""Acting for someone else, seen from both sides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unpinch.server.people import acting, deletion, queries
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.account_forms import DependantForm, HelperForm

# Both forms stand on one page.
_DEPENDANT, _HELPER = "dependant_%s", "helper_%s"


@require_safe
@signed_in
def people(request: HttpRequest) -> HttpResponse:
    """Show whom somebody acts for, who acts for them, and what was asked."""
    return _page(request)


def _page(request: HttpRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    mine = acting.mine(person=person)
    proved = queries.address_is_proved(person=person)
    context = {
        "form": next(iter(forms.values()), None),
        "dependant_form": forms.get("dependant", DependantForm(auto_id=_DEPENDANT)),
        "helper_form": forms.get("helper", HelperForm(auto_id=_HELPER)),
        "i_act_for": [each for each in mine if each.actor == person],
        "without_account": {each.pk for each in mine if not acting.has_account(each.for_person)},
        "act_for_me": [each for each in mine if each.for_person == person],
        "questions": acting.questions_to(person=person, now=now) if proved else (),
        "asked_days": acting.ASKED_DAYS,
    }
    return render(request, "web/account/acting.html", context, status=status)


@require_POST
@signed_in
def add_dependant(request: HttpRequest) -> HttpResponse:
    """Add a child or somebody else without an account."""
    form = DependantForm(request.POST, auto_id=_DEPENDANT)
    if not form.is_valid():
        return _page(request, dependant=form)
    try:
        acting.add_dependant(actor=person_of(request), name=form.cleaned_data["name"], now=timezone.now())
    except acting.ActingRefused as refused:
        form.add_error("name", str(refused))
    if form.errors or form.warning:
        return _page(request, dependant=form)
    return _done(request, _("You can now book for them: choose for whom a visit is when you book."))


@require_POST
@signed_in
def ask_helper(request: HttpRequest) -> HttpResponse:
    """Ask somebody to act for the person who is signed in."""
    form = HelperForm(request.POST, auto_id=_HELPER)
    if not form.is_valid():
        return _page(request, helper=form)
    try:
        acting.ask_to_act(for_person=person_of(request), email=form.cleaned_data["email"], now=timezone.now())
    except acting.ActingRefused as refused:
        form.add_error("email", str(refused))
    if form.errors or form.warning:
        return _page(request, helper=form)
    # The same words whether or not there is such an account.
    return _done(request, _("Your question is kept. Tell them to sign in with that address and open their account."))


@require_POST
@signed_in
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Say yes or no to somebody who asked."""
    person = person_of(request)
    if not queries.address_is_proved(person=person):
        raise Http404
    try:
        acting.answer(acting_id=number, person=person, agrees=request.POST.get("agree") == "yes", now=timezone.now())
    except ObjectDoesNotExist:
        raise Http404 from None
    return _done(request, _("Your answer is kept."))


@require_POST
@signed_in
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """End it, from either side; somebody without an account for whom nobody else acts is deleted."""
    person, now = person_of(request), timezone.now()
    try:
        if request.POST.get("delete") == "yes":
            deletion.delete_dependant(acting_id=number, actor=person, now=now)
        else:
            acting.stop(acting_id=number, person=person, now=now)
    except ObjectDoesNotExist:
        raise Http404 from None
    return _done(request, _("That has ended."))


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("acting")
