"""The pages of one's own account beside those of the accounts library."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unpinch.server.accounts import consent_words
from unpinch.server.people import actions, deletion, queries
from unpinch.server.people.export import export
from unpinch.server.web.access import person_of, roles, signed_in
from unpinch.server.web.account_forms import DELETE_WORD, DeleteForm, SettingsForm
from unpinch.server.web.presenters.record import record_lines
from unpinch.server.web.zones import all_zones

from .errors import cannot_be_done


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show what an account holds, and the way to each part of it."""
    person = person_of(request)
    context = {
        "person": person,
        "counts": queries.counts(person=person),
        "roles": sorted(str(role.label) for role in roles(request)),
    }
    return render(request, "web/account/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_settings(request: HttpRequest) -> HttpResponse:
    """Show and change name, zone and language."""
    person = person_of(request)
    now_kept = {"name": person.name, "zone": person.zone, "language": person.language}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=now_kept)
    if form.is_valid():
        actions.change_settings(person=person, now=timezone.now(), **form.cleaned_data)
        if not form.warning:
            messages.success(request, _("Your settings are saved."))
            return redirect("my_settings")
    return render(request, "web/account/settings.html", {"form": form, "zones": all_zones()})


@require_safe
@signed_in
def consents(request: HttpRequest) -> HttpResponse:
    """Show what was agreed to, in which words and when, and when it was taken back."""
    return render(request, "web/account/consents.html", {"consents": queries.consents(person=person_of(request))})


@require_POST
@signed_in
def change_consent(request: HttpRequest, what: str) -> HttpResponse:
    """Agree to something, or take it back."""
    if what not in {words.what for words in consent_words.WORDS}:
        raise Http404
    person, now = person_of(request), timezone.now()
    if request.POST.get("agree") == "yes":
        actions.agree(person=person, what=what, now=now)
    else:
        try:
            actions.withdraw(person=person, what=what, now=now)
        except actions.CannotBeWithdrawn as refused:
            return cannot_be_done(request, words=str(refused), status=409)
    return redirect("consents")


@require_safe
@signed_in
def my_record(request: HttpRequest) -> HttpResponse:
    """Show who did or saw what about the person."""
    person = person_of(request)
    asked = request.GET.get("page", "1")
    page = queries.my_record(person=person, page=int(asked) if asked.isascii() and asked.isdigit() else 1)
    context = {"page": page, "lines": record_lines(list(page.object_list), reader=person)}
    return render(request, "web/account/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Say what the archive holds, and give it."""
    if request.method != "POST":
        return render(request, "web/account/my_data.html")
    now = timezone.now()
    archive = export(person=person_of(request), now=now)
    name = f"unpinch-{now:%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(archive, content_type="application/zip", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required
def delete_account(request: HttpRequest) -> HttpResponse:
    """Say what is deleted and what stays, and delete it once the word was typed."""
    person, now = person_of(request), timezone.now()
    form = DeleteForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "word": DELETE_WORD, "person": person}
    if form.is_valid():
        try:
            deletion.delete_account(person=person, now=now)
        except deletion.NotYet:
            return render(request, "web/account/delete.html", _what_goes(request, context), status=409)
        logout(request)
        return render(request, "web/account/deleted.html")
    return render(request, "web/account/delete.html", _what_goes(request, context))


def _what_goes(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    person, now = person_of(request), timezone.now()
    return {
        **context,
        "obstacles": deletion.obstacles(person=person, now=now),
        "dependants": deletion.goes_with(person=person),
    }
