"""What a clinician says about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unpinch.server.profiles import claim_queries, profile_actions
from unpinch.server.profiles.additions import Said
from unpinch.server.profiles.claiming import CannotClaim
from unpinch.server.web import snapshot
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.claim_forms import ProfileForm
from unpinch.server.web.claiming import known_clinician, public_phones
from unpinch.server.web.presenters.claim import record_part, when_words, why_not_words
from unpinch.server.web.presenters.find import phone_words
from unpinch.server.web.presenters.photo import photo_limits
from unpinch.server.web.presenters.said import said_names, value_words

from .errors import cannot_be_done

if TYPE_CHECKING:
    from unpinch.directory import Clinician
    from unpinch.server.profiles.claim_models import Claim


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show what is said, and keep what is said anew; who has proven no NPI is led to the claim."""
    claim = claim_queries.proven_claim(person=person_of(request))
    if claim is None:
        return redirect("claim")
    try:
        known = known_clinician(claim.npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503)
    phones = public_phones(known) if known else ()
    if request.method != "POST":
        return profile_page(request, claim, known, form=ProfileForm(phones=phones))
    form = ProfileForm(request.POST, phones=phones)
    if not form.is_valid():
        return profile_page(request, claim, known, form=form)
    try:
        profile_actions.say(claim=claim, said=form.said(), phones=phones, now=timezone.now())
    except CannotClaim as wrong:
        return cannot_be_done(request, words=why_not_words(wrong.why), status=409, form=form)
    return profile_page(request, claim, known, form=form) if form.warning else redirect("profile")


def profile_page(
    request: HttpRequest, claim: Claim, known: Clinician | None, *, form: ProfileForm, photo_error: str = ""
) -> HttpResponse:
    """Draw the page; `photo_error` is what is wrong with a picture that was sent."""
    said = claim_queries.said_in(claim=claim)
    chosen = {what: form[what.value].value() if form.is_bound else said.values.get(what) for what in Said}
    context = {
        "claim": claim,
        "record": record_part(known, npi=claim.npi),
        "form": form,
        "parts": _choices(form, chosen),
        "training": chosen[Said.TRAINING] or "",
        "dates": {what.value: each.isoformat() for what, each in said.dates.items()},
        "photo": said.photo_digest,
        "photo_since": said.photo_date.isoformat() if said.photo_date else "",
        "photo_error": photo_error,
        "photo_limits": photo_limits(),
        "before": _before(claim),
    }
    return render(request, "web/profile.html", context)


def _choices(form: ProfileForm, chosen: dict[Said, Any]) -> dict[str, list[tuple[str, str, bool]]]:
    """Give the boxes of each part, with whether they are ticked."""
    parts = {}
    for what in Said:
        if what is Said.TRAINING:
            continue
        ticked = chosen[what] or ()
        ticked = (ticked,) if isinstance(ticked, str) else ticked
        parts[what.value] = [
            (value, phone_words(value) if what is Said.PHONES else label, value in ticked)
            for value, label in form.fields[what.value].choices  # type: ignore[attr-defined]  # the stubs: base class
            if value
        ]
    return parts


def _before(claim: Claim) -> list[dict[str, str]]:
    return [
        {
            "what": said_names()[Said(row.what)],
            "words": value_words(Said(row.what), row.value) or _("nothing"),
            "from": when_words(row.said_at),
            "until": when_words(row.replaced_at) if row.replaced_at else "",
        }
        for row in claim_queries.said_before(claim=claim)
    ]
