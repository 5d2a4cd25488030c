"""The desk of whoever runs the site: claims that wait, codes to read over the phone, decisions with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from unpinch import directory
from unpinch.server.accounts.queries import Role
from unpinch.server.profiles import claim_actions, claim_queries
from unpinch.server.profiles.claiming import CannotClaim, ClaimState, Proof
from unpinch.server.web import snapshot
from unpinch.server.web.access import person_of, with_role
from unpinch.server.web.claim_forms import DecisionForm
from unpinch.server.web.claiming import became_clinician, is_clinician_no_longer, known_clinician
from unpinch.server.web.presenters import claim as words

if TYPE_CHECKING:
    from unpinch.server.profiles.claim_models import Claim

MOST_PROVEN_SHOWN = 50


@with_role(Role.OPERATOR)
@require_safe
def operator(request: HttpRequest) -> HttpResponse:
    """Show what waits."""
    context = {
        "waiting": [_line(each) for each in claim_queries.open_claims()],
        "proven": [_line(each) for each in claim_queries.proven_claims(limit=MOST_PROVEN_SHOWN)],
    }
    return render(request, "web/operator.html", context)


@with_role(Role.OPERATOR)
@require_safe
def operator_claim(request: HttpRequest, number: int) -> HttpResponse:
    """Show one claim beside the public record."""
    return _page(request, _claim(number))


@with_role(Role.OPERATOR)
@require_POST
def operator_code(request: HttpRequest, number: int) -> HttpResponse:
    """Make a code to be read over the phone; it is shown this once."""
    claim = _claim(number)
    try:
        code = claim_actions.make_code(claim=claim, way=Proof.PHONE, by=person_of(request), now=timezone.now())
    except CannotClaim as wrong:
        return _page(request, claim, notice=words.why_not_words(wrong.why), status=409)
    return _page(request, claim, code=code)


@with_role(Role.OPERATOR)
@require_POST
def operator_decide(request: HttpRequest, number: int) -> HttpResponse:
    """Approve, refuse or take back, with a reason that the claimer reads."""
    claim, form = _claim(number), DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, form=form)
    try:
        _decide(request, claim, do=form.cleaned_data["do"], reason=form.cleaned_data["reason"])
    except CannotClaim as wrong:
        return _page(request, claim, form=form, notice=words.why_not_words(wrong.why), status=409)
    return _page(request, claim, form=form) if form.warning else redirect("operator_claim", number=number)


def _decide(request: HttpRequest, claim: Claim, *, do: str, reason: str) -> None:
    by, now = person_of(request), timezone.now()
    if do == "approve":
        claim_actions.approve(claim=claim, by=by, reason=reason, now=now, on_proven=became_clinician)
    elif do == "refuse":
        claim_actions.refuse(claim=claim, by=by, reason=reason, now=now)
    else:
        claim_actions.take_back(claim=claim, by=by, reason=reason, now=now, on_ended=is_clinician_no_longer)


def _claim(number: int) -> Claim:
    claim = claim_queries.any_claim(number=number)
    if claim is None:
        raise Http404
    return claim


def _known(npi: str) -> directory.Clinician | None:
    try:
        return known_clinician(npi)
    except snapshot.NoDirectory:
        return None


def _line(claim: Claim) -> dict[str, Any]:
    record = words.record_part(_known(claim.npi), npi=claim.npi)
    return {
        "number": claim.pk,
        "record": record,
        "claimer": claim.person.name,
        "since": words.when_words(claim.started_at),
        "state": words.state_words(ClaimState(claim.state)),
        "way": words.way_words(claim.way),
        "is_contested": bool(claim_queries.others_of(claim=claim)),
    }


def _page(
    request: HttpRequest,
    claim: Claim,
    *,
    form: DecisionForm | None = None,
    notice: str = "",
    code: str = "",
    status: int = 200,
) -> HttpResponse:
    claim = _claim(claim.pk)
    standing = claim_queries.standing(claim=claim, now=timezone.now())
    context = {
        "claim": claim,
        "state": words.state_words(standing.state),
        "way": words.way_words(claim.way),
        "record": words.record_part(_known(claim.npi), npi=claim.npi),
        "others": [_line(each) for each in claim_queries.others_of(claim=claim)],
        "is_open": standing.state in (ClaimState.STARTED, ClaimState.CODE_SENT),
        "is_proven": standing.state is ClaimState.PROVEN,
        "sent": words.code_part(standing, now=timezone.now()),
        "history": words.history_lines(claim_queries.history_of(claim=claim)),
        "form": form or DecisionForm(),
        "notice": notice,
        "code": f"{code[:3]} {code[3:]}" if code else "",
    }
    return render(request, "web/operator_claim.html", context, status=status)
