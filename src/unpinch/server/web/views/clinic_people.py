"""Who works at a clinic: setting up a desk, inviting and joining; and booking for somebody who calls."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unpinch.server.accounts.queries import Role
from unpinch.server.booking import actions, desk_people, desk_queries, desk_time, queries
from unpinch.server.booking.claims import JustTaken
from unpinch.server.web.access import person_of, signed_in, with_role
from unpinch.server.web.clinic_claims import npis_of
from unpinch.server.web.clinic_desk import AtDesk, at_desk, clinic_page, done
from unpinch.server.web.clinic_forms import CallerForm, StartForm
from unpinch.server.web.presenters.clock import day_words, time_words

from .clinic import asked_day


@require_http_methods(["GET", "HEAD", "POST"])
@with_role(Role.CLINICIAN, Role.CLINIC_MANAGER)
def start(request: HttpRequest) -> HttpResponse:
    """Set up a clinic with a desk, for a clinician whose claim was approved."""
    person = person_of(request)
    npis = npis_of(person=person)
    form = StartForm(request.POST if request.method == "POST" else None, npis=npis, initial={"zone": person.zone})
    if form.is_bound and npis and form.is_valid():
        said = form.cleaned_data
        desk = desk_people.set_up_clinic(
            clinician=person,
            npi=said["npi"],
            name=said["name"],
            zone=said["zone"],
            phone=said["phone"],
            now=timezone.now(),
        )
        if not form.warning:
            at = AtDesk(person, desk, desk_queries.desks_of(person=person), is_manager=True)
            done(request, at, "set_up")
            return redirect(at.address("clinic_hours"))
    return render(request, "web/clinic/start.html", {"form": form, "has_claim": bool(npis)})


@require_safe
@at_desk
def people(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Show who works at the clinic."""
    return _people_page(request, at)


def _people_page(request: HttpRequest, at: AtDesk, *, link: str = "") -> HttpResponse:
    context = {
        "managers": [
            (one.pk, one.person.name, one.person_id == at.person.pk) for one in desk_queries.managers_of(desk=at.desk)
        ],
        "clinicians": [one.clinician.name for one in desk_queries.colleagues_of(desk=at.desk)],
        "link": link,
        "link_days": desk_people.INVITATION.days,
    }
    return clinic_page(request, at, "people", context)


@require_POST
@at_desk
def invite(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Make a link with which one person joins, and show it this once."""
    if not at.is_manager:
        raise Http404
    as_manager = request.POST.get("as") == "manager"
    token = desk_people.invite(clinic=at.desk.clinic, as_manager=as_manager, actor=at.person, now=timezone.now())
    link = request.build_absolute_uri(reverse("clinic_join", args=[token]))
    return _people_page(request, at, link=link)


@require_POST
@at_desk
def dismiss(request: HttpRequest, at: AtDesk, number: int) -> HttpResponse:
    """Take the management from somebody else; nobody takes it from themselves, so that one is always left."""
    found = [one for one in desk_queries.managers_of(desk=at.desk) if one.pk == number]
    if not at.is_manager or not found or found[0].person_id == at.person.pk:
        raise Http404
    desk_people.dismiss(manager=found[0], actor=at.person, now=timezone.now())
    done(request, at, "dismissed")
    return redirect(at.address("clinic_people"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Join a clinic by a link, once."""
    person, now = person_of(request), timezone.now()
    invitation = desk_people.invitation_of(token=token, now=now)
    if invitation is None:
        raise Http404
    npis = () if invitation.as_manager else npis_of(person=person)
    may_join = invitation.as_manager or bool(npis)
    if request.method == "POST" and may_join:
        npi = request.POST.get("npi", "")
        if not invitation.as_manager and npi not in {number for number, _name in npis}:
            npi = npis[0][0]
        try:
            clinic = desk_people.join(token=token, person=person, npi=npi, now=now)
        except desk_people.InvitationIsOver:
            raise Http404 from None
        desks = desk_queries.desks_of(person=person)
        joined = next((desk for desk in desks if desk.clinic_id == clinic.pk), None)
        if joined is None:
            return redirect("clinic_start")
        at = AtDesk(person, joined, desks, invitation.as_manager)
        done(request, at, "joined")
        return redirect(at.address("clinic"))
    context = {"name": invitation.clinic.name, "as_manager": invitation.as_manager, "npis": npis, "may_join": may_join}
    return render(request, "web/clinic/join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def book(request: HttpRequest, at: AtDesk) -> HttpResponse:
    """Book for somebody on the telephone: kind of visit and day, then time and name."""
    now = timezone.now()
    visits = [one for one in desk_queries.kinds_of_visit(desk=at.desk) if one.is_offered]
    asked = request.GET.get("visit", "")
    visit = next((one for one in visits if str(one.pk) == asked), visits[0] if visits else None)
    day = asked_day(request, "day", otherwise=at.today(now))
    form = CallerForm(request.POST) if request.method == "POST" else CallerForm(initial={"key": uuid.uuid4()})
    status = 200
    if form.is_bound and visit is not None and form.is_valid():
        said = form.cleaned_data
        try:
            booked = desk_time.book_for_a_caller(visit=visit, actor=at.person, now=now, **said)
        except (JustTaken, actions.NotOffered, actions.KeyOfAnother) as wrong:
            form.add_error("starts_at", str(wrong))
            status = 409
        else:
            done(request, at, "booked")
            if not form.warning:
                return redirect(at.address("clinic_booking", booked.pk))
    context = _book_context(at, visits=visits, visit=visit, day=day, form=form)
    return clinic_page(request, at, "book", context, status=status)


def _book_context(at: AtDesk, *, visits: list[Any], visit: Any, day: Any, form: CallerForm) -> dict[str, Any]:
    now = timezone.now()
    slots = queries.free_slots(visit=visit, within=at.days(day, 1), now=now) if visit and at.desk.is_open else ()
    chosen = str(form["starts_at"].value() or "")
    return {
        "form": form,
        "visits": [(one.pk, one.name, one == visit) for one in visits],
        "visit": visit.pk if visit else "",
        "day": day,
        "day_words": day_words(day),
        "slots": [
            (slot.starts_at.isoformat(), time_words(slot.starts_at, zone=at.zone), slot.starts_at.isoformat() == chosen)
            for slot in slots
        ],
        "earlier": at.address(
            "clinic_book", visit=visit.pk if visit else "", day=(day - timedelta(days=1)).isoformat()
        ),
        "later": at.address("clinic_book", visit=visit.pk if visit else "", day=(day + timedelta(days=1)).isoformat()),
        "no_slots": _("Nothing is free on this day for this visit. Choose another day."),
    }
