"""One's own visits: held, confirmed, moved, cancelled; with an account, or by the signed link of one visit."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unpinch import scheduling
from unpinch.server.booking import actions, choosing, links, person_queries
from unpinch.server.booking.invitations import invitation_of
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.booking_forms import NoteForm
from unpinch.server.web.presenters.visits import visit_page, visits_page
from unpinch.server.web.visit_access import Reached, of_visit, reached, remember_link
from unpinch.server.web.zones import zone_of


@require_safe
@signed_in
def visits(request: HttpRequest) -> HttpResponse:
    """Show the visits of who is signed in, and what they wait for."""
    person, now = person_of(request), timezone.now()
    page = visits_page(
        visits=person_queries.own_visits(person=person, now=now),
        waiting=person_queries.waiting_of(person=person, now=now),
        zone=zone_of(request, clinic=""),
        now=now,
    )
    return render(request, "web/visits.html", {"page": page})


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Open the visit of a signed link, in this browser; the link itself does nothing to it."""
    key = links.key_in(token=token)
    visit = person_queries.own_visit(key=key, person=None, now=timezone.now()) if key else None
    # A link in an old e-mail leads to where the visit has moved.
    while visit and visit.moved_to:
        visit = person_queries.own_visit(key=visit.moved_to, person=None, now=timezone.now())
    if visit is None or visit.ends_at <= timezone.now():
        return render(request, "web/visit_link_over.html", status=404)
    if reached(request, key=visit.key) is None:
        remember_link(request, key=visit.key)
    return redirect("visit", key=visit.key)


@require_safe
@of_visit
def visit(request: HttpRequest, found: Reached) -> HttpResponse:
    """Show a visit; one that has moved is where it has moved to."""
    if found.visit.moved_to and reached(request, key=found.visit.moved_to):
        return redirect("visit", key=found.visit.moved_to)
    return _page(request, found, form=NoteForm(initial={"note": "" if found.by_link else found.visit.note}))


def _page(
    request: HttpRequest, found: Reached, *, form: NoteForm, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {**_about(request, found), "form": form, "problem": problem}
    return render(request, "web/visit.html", context, status=status)


def _about(request: HttpRequest, found: Reached) -> dict[str, Any]:
    own, now = found.visit, timezone.now()
    zone = own.zone or zone_of(request, clinic=own.visit.zone)
    page = visit_page(own, zone=zone, now=now, by_link=found.by_link)
    return {"page": page, "by_link": found.by_link, "summary": "" if found.by_link else reverse("summary")}


@require_POST
@of_visit
def confirm(request: HttpRequest, found: Reached) -> HttpResponse:
    """Book what is held, with the note; help first, where its words call for it."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        actions.confirm(
            booking_id=found.visit.id,
            actor=found.actor,
            now=timezone.now(),
            note=form.cleaned_data["note"],
            reason=found.reason,
        )
    except scheduling.NotPossibleNow as refused:
        return _page(request, _again(request, found), form=form, problem=str(refused), status=409)
    if form.warning:
        return _page(request, _again(request, found), form=form)
    return redirect("visit", key=found.visit.key)


def _again(request: HttpRequest, found: Reached) -> Reached:
    """Give the visit as it stands now."""
    now_found = reached(request, key=found.visit.key)
    if now_found is None:
        raise Http404
    return now_found


@require_POST
@of_visit
def let_go(request: HttpRequest, found: Reached) -> HttpResponse:
    """Give up a hold, and go back to the free times."""
    choosing.let_go(booking_id=found.visit.id, now=timezone.now())
    offered = found.visit.visit
    return redirect(f"{reverse('book', args=[offered.npi])}?visit={offered.id}")


@require_http_methods(["GET", "HEAD", "POST"])
@of_visit
def cancel(request: HttpRequest, found: Reached) -> HttpResponse:
    """Say what cancelling means, and cancel where that was asked for."""
    problem = ""
    if request.method == "POST":
        try:
            actions.cancel(booking_id=found.visit.id, actor=found.actor, now=timezone.now(), reason=found.reason)
        except scheduling.NotPossibleNow as refused:
            problem, found = str(refused), _again(request, found)
        else:
            return redirect("visit", key=found.visit.key)
    if not problem and found.visit.state is not scheduling.BookingState.CONFIRMED:
        return redirect("visit", key=found.visit.key)
    context = {**_about(request, found), "problem": problem}
    return render(request, "web/visit_cancel.html", context, status=409 if problem else 200)


@require_safe
@of_visit
def calendar_file(request: HttpRequest, found: Reached) -> HttpResponse:
    """Give a confirmed visit as a file for a calendar."""
    if found.visit.state is not scheduling.BookingState.CONFIRMED:
        raise Http404
    address = request.build_absolute_uri(reverse("visit", args=[found.visit.key]))
    file = scheduling.visit_file(invitation_of(visit=found.visit, link=address))
    return HttpResponse(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="visit.ics"'},
    )
