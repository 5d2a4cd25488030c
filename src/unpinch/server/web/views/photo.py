"""The picture of a clinician: sent, removed, and served."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unpinch.server.profiles import claim_queries, profile_actions
from unpinch.server.profiles.claiming import CannotClaim
from unpinch.server.profiles.pictures import MOST_BYTES, NoPicture, WhyNoPicture, drawn_anew
from unpinch.server.web import snapshot
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.claim_forms import ProfileForm
from unpinch.server.web.claiming import known_clinician, public_phones
from unpinch.server.web.presenters.claim import why_not_words
from unpinch.server.web.presenters.photo import why_no_picture_words

from .errors import cannot_be_done
from .profile import profile_page


@signed_in
@require_POST
def profile_photo(request: HttpRequest) -> HttpResponse:
    """Keep the picture that was sent, drawn anew, or say what is wrong with the file."""
    claim = claim_queries.proven_claim(person=person_of(request))
    if claim is None:
        return redirect("claim")
    sent = request.FILES.get("photo")
    try:
        if not isinstance(sent, UploadedFile):
            return _again(request, words=_("Choose a picture first."))
        profile_actions.show_photo(claim=claim, jpeg=drawn_anew(sent=_content(sent)), now=timezone.now())
    except NoPicture as wrong:
        return _again(request, words=why_no_picture_words(wrong.why))
    except CannotClaim as wrong:
        return cannot_be_done(request, words=why_not_words(wrong.why), status=409)
    return redirect(f"{reverse('profile')}#photo")


def _content(sent: UploadedFile) -> bytes:
    """Give the content of a file; of one that is too large it was not kept (`uploads`)."""
    if (sent.size or 0) > MOST_BYTES:
        raise NoPicture(WhyNoPicture.TOO_MANY_BYTES)
    content: bytes = sent.read()
    return content


def _again(request: HttpRequest, *, words: str) -> HttpResponse:
    claim = claim_queries.proven_claim(person=person_of(request))
    if claim is None:
        return redirect("claim")
    try:
        known = known_clinician(claim.npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503)
    form = ProfileForm(phones=public_phones(known) if known else ())
    return profile_page(request, claim, known, form=form, photo_error=words)


@signed_in
@require_POST
def profile_photo_remove(request: HttpRequest) -> HttpResponse:
    """Delete the picture."""
    claim = claim_queries.proven_claim(person=person_of(request))
    if claim is None:
        return redirect("claim")
    try:
        profile_actions.remove_photo(claim=claim, now=timezone.now())
    except CannotClaim as wrong:
        return cannot_be_done(request, words=why_not_words(wrong.why), status=409)
    return redirect(f"{reverse('profile')}#photo")


@require_safe
def photo(request: HttpRequest, npi: str, digest: str) -> HttpResponse:
    """Serve the picture of a clinician; another picture has another address, so this one may be kept."""
    jpeg = claim_queries.photo_of(npi=npi, digest=digest)
    if jpeg is None:
        raise Http404
    headers = {
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=86400",
    }
    return HttpResponse(jpeg, content_type="image/jpeg", headers=headers)
