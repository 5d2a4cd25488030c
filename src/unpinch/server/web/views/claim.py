"""A clinician claims an NPI: starts, chooses a proof, enters a code, gives it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unpinch.server.profiles import claim_actions, claim_queries
from unpinch.server.profiles.claiming import CannotClaim, ClaimState, CodeAnswer, Proof
from unpinch.server.web import snapshot
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.claim_forms import ClaimForm, CodeForm, WayForm
from unpinch.server.web.claim_mail import send_code
from unpinch.server.web.claiming import became_clinician, is_clinician_no_longer, known_clinician, public_addresses
from unpinch.server.web.presenters import claim as words
from unpinch.server.web.watch import WatchedForm

from .errors import cannot_be_done

if TYPE_CHECKING:
    from unpinch.server.profiles.claim_models import Claim

MOST_ADDRESSES = 5


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Ask for the NPI, and show the claims of who asks; a claim that is live leads to its page."""
    if request.method != "POST":
        form = ClaimForm(initial={"npi": request.GET.get("npi", "")[:10]})
        return _start_page(request, form)
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return _start_page(request, form)
    npi = form.cleaned_data["npi"]
    try:
        known = known_clinician(npi)
    except snapshot.NoDirectory as missing:
        return cannot_be_done(request, words=str(missing), status=503, form=form)
    if known is None:
        form.add_error(
            "npi", _("Nobody in our directory has this number. A number of an organisation cannot be claimed.")
        )
        return _start_page(request, form)
    try:
        started = claim_actions.start(person=person_of(request), npi=npi, now=timezone.now())
    except CannotClaim as wrong:
        form.add_error("npi", words.why_not_words(wrong.why))
        return _start_page(request, form)
    return redirect("claim_one", number=started.pk)


def _start_page(request: HttpRequest, form: ClaimForm) -> HttpResponse:
    claims = [
        {"number": each.pk, "npi": each.npi, "state": words.state_words(ClaimState(each.state))}
        for each in claim_queries.claims_of(person=person_of(request))
    ]
    return render(request, "web/claim.html", {"form": form, "claims": claims})


@signed_in
@require_safe
def claim_one(request: HttpRequest, number: int) -> HttpResponse:
    """Show where a claim stands and what can be done."""
    return _page(request, _own(request, number))


@signed_in
@require_POST
def claim_ask(request: HttpRequest, number: int) -> HttpResponse:
    """Choose a proof for which whoever runs the site is needed."""
    mine, form = _own(request, number), WayForm(request.POST)
    if not form.is_valid():
        return _page(request, mine, form=form)
    try:
        claim_actions.ask_for(
            claim=mine, way=Proof(form.cleaned_data["way"]), words=form.cleaned_data["words"], now=timezone.now()
        )
    except CannotClaim as wrong:
        return _page(request, mine, form=form, notice=words.why_not_words(wrong.why))
    return _on(request, mine, form)


@signed_in
@require_POST
def claim_mail(request: HttpRequest, number: int) -> HttpResponse:
    """Mail a code to an address of the public file; which one is chosen by its place among them."""
    mine = _own(request, number)
    addresses = _addresses(mine)
    chosen = request.POST.get("address", "")
    if not (chosen.isascii() and chosen.isdigit() and int(chosen) < len(addresses)):
        raise Http404
    try:
        code = claim_actions.make_code(claim=mine, way=Proof.MAIL, by=mine.person, now=timezone.now())
    except CannotClaim as wrong:
        return _page(request, mine, notice=words.why_not_words(wrong.why))
    sent = send_code(
        code=code, to=addresses[int(chosen)], claimer=mine.person.name, npi=mine.npi, site=request.get_host()
    )
    if not sent:
        notice = _("The mail could not be sent. Try again later, or choose another way.")
        return _page(request, mine, notice=notice, status=503)
    return redirect("claim_one", number=mine.pk)


@signed_in
@require_POST
def claim_code(request: HttpRequest, number: int) -> HttpResponse:
    """Try a code."""
    mine, form = _own(request, number), CodeForm(request.POST)
    if form.is_valid():
        answer = claim_actions.enter_code(
            claim=mine, code=form.cleaned_data["code"], now=timezone.now(), on_proven=became_clinician
        )
        if answer is CodeAnswer.RIGHT:
            return _on(request, mine, form)
        form.add_error("code", words.answer_words(answer))
    return _page(request, mine, form=form)


@signed_in
@require_POST
def claim_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Give a claim up."""
    mine = _own(request, number)
    try:
        claim_actions.withdraw(claim=mine, now=timezone.now(), on_ended=is_clinician_no_longer)
    except CannotClaim as wrong:
        return _page(request, mine, notice=words.why_not_words(wrong.why))
    return redirect("claim_one", number=mine.pk)


def _own(request: HttpRequest, number: int) -> Claim:
    mine = claim_queries.own_claim(person=person_of(request), number=number)
    if mine is None:
        raise Http404
    return mine


def _addresses(mine: Claim) -> tuple[str, ...]:
    try:
        return public_addresses(mine.npi)[:MOST_ADDRESSES]
    except snapshot.NoDirectory:
        return ()


def _on(request: HttpRequest, mine: Claim, form: WatchedForm) -> HttpResponse:
    """Lead on to the page of the claim; where words call for help, show it with the help on top instead."""
    return _page(request, _own(request, mine.pk), form=form) if form.warning else redirect("claim_one", number=mine.pk)


def _page(
    request: HttpRequest, mine: Claim, *, form: WatchedForm | None = None, notice: str = "", status: int = 200
) -> HttpResponse:
    mine = _own(request, mine.pk)
    try:
        known = known_clinician(mine.npi)
    except snapshot.NoDirectory:
        known = None
    return render(request, "web/claim_one.html", _context(mine, known, form, notice), status=status)


def _context(mine: Claim, known: Any, form: WatchedForm | None, notice: str) -> dict[str, Any]:
    now = timezone.now()
    standing = claim_queries.standing(claim=mine, now=now)
    return {
        "claim": mine,
        "state": words.state_words(standing.state),
        "record": words.record_part(known, npi=mine.npi),
        "proof": words.proof_words(mine.proof),
        "way": words.way_words(mine.way) if mine.way else "",
        "is_open": standing.state in (ClaimState.STARTED, ClaimState.CODE_SENT),
        "is_proven": standing.state is ClaimState.PROVEN,
        "is_contested": standing.is_contested,
        "code": words.code_part(standing, now=now),
        "addresses": _addresses(mine),
        "history": words.history_lines(claim_queries.history_of(claim=mine)),
        "form": form,
        "way_form": form if isinstance(form, WayForm) else WayForm(),
        "code_form": form if isinstance(form, CodeForm) else CodeForm(),
        "notice": notice,
    }
