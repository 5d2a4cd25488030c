"""A summary that somebody keeps: seen, sent ahead, shared by a link with a code, and deleted, by themselves alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from unpinch.server.booking import summary_actions, summary_queries
from unpinch.server.booking.summary_queries import KeptSummary
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.presenters.summary import kept_page, kept_summary
from unpinch.server.web.summary_forms import ShareForm, VisitForm

from .summary import pdf_answer


@signed_in
@require_safe
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a kept summary, with whom it goes to and who has looked."""
    return _page(request, _own(request, pk), form=ShareForm())


@signed_in
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a kept summary as a file."""
    made = kept_summary(_own(request, pk))
    if made is None:
        raise Http404
    return pdf_answer(made)


@signed_in
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a summary with a visit, or take it away from there."""
    found, form = _own(request, pk), VisitForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        summary_actions.attach(summary=found, booking_id=form.cleaned_data["visit"], now=timezone.now())
    except summary_actions.NoSuchVisit:
        raise Http404 from None
    return redirect("summary_kept", pk=pk)


@signed_in
@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link and its code, and show both this once: they are kept as digests."""
    found, form = _own(request, pk), ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    made = summary_actions.share(summary=found, days=form.cleaned_data["days"], now=timezone.now())
    address = request.build_absolute_uri(reverse("summary_shared", kwargs={"token": made.token}))
    return _page(request, found, form=ShareForm(), made={"address": address, "code": made.code, "share": made.share})


@signed_in
@require_POST
def stop(request: HttpRequest, pk: int, share_id: int) -> HttpResponse:
    """Close a link."""
    link = summary_queries.share_of(summary=_own(request, pk), share_id=share_id)
    if link is None:
        raise Http404
    summary_actions.stop(share=link, now=timezone.now())
    return redirect("summary_kept", pk=pk)


@signed_in
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a kept summary with its links, now."""
    summary_actions.delete(summary=_own(request, pk), actor=person_of(request), now=timezone.now())
    return redirect("summary")


def _own(request: HttpRequest, pk: int) -> KeptSummary:
    found = summary_queries.kept_one(person=person_of(request), summary_id=pk)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, found: KeptSummary, *, form: ShareForm, made: dict[str, object] | None = None
) -> HttpResponse:
    context = {"page": kept_page(found, now=timezone.now()), "form": form, "made": made}
    return render(request, "web/summary_kept.html", context)
