"""Booking: the days with free times, the choice kept while somebody signs in, and the hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from unpinch import directory
from unpinch.kernel import NotAnNpi
from unpinch.scheduling import SchedulingError
from unpinch.server.accounts.queries import Person
from unpinch.server.booking import choosing, person_queries
from unpinch.server.booking.actions import NotOffered
from unpinch.server.booking.claims import JustTaken
from unpinch.server.booking.person_queries import VisitOffered
from unpinch.server.people import acting
from unpinch.server.web import booking, snapshot
from unpinch.server.web.booking import Chosen
from unpinch.server.web.presenters.book import Asked, book_page, notice_words, visit_facts
from unpinch.server.web.presenters.times import moment, when_words
from unpinch.server.web.visit_access import Reached, remember_link
from unpinch.server.web.zones import keep_zone, zone_of

from .errors import bad_request, cannot_be_done
from .without_calendar import call_page, emergency_first


@require_safe
def book(request: HttpRequest, npi: str) -> HttpResponse:
    """Show the free times of a clinician, or what to do where they have no calendar here."""
    moved = booking.to_move(request, request.GET.get("change", ""))
    # Who must be seen now is not shown times of tomorrow; a visit that is there already can be moved all the same.
    help_now = None if moved else emergency_first(request)
    if help_now:
        return help_now
    visits = person_queries.offered_by(npi=npi)
    return _times(request, npi, visits, moved) if visits else call_page(request, npi=npi)


def _times(request: HttpRequest, npi: str, visits: Sequence[VisitOffered], moved: Reached | None) -> HttpResponse:
    now = timezone.now()
    number = booking.visit_number(request.GET.get("visit", ""))
    visit = next((one for one in visits if one.id == number), visits[0])
    zone = zone_of(request, clinic=visit.zone)
    asked = Asked(
        npi=npi,
        visit_id=visit.id,
        first_date=_day(request.GET.get("from", "")),
        change=str(moved.visit.key) if moved else "",
        zone=request.GET.get("zone", "") and zone,
    )
    slots = person_queries.times_of(visit_id=visit.id, now=now)
    context = {
        "page": book_page(visits=visits, slots=slots, asked=asked, zone=zone, now=now),
        "name": _name(npi, visit),
        "npi": npi,
        "key": uuid4(),
        "moved": _moved(moved),
        "people": () if moved else booking.people_to_book_for(request),
    }
    return keep_zone(request, render(request, "web/book.html", context))


def _moved(moved: Reached | None) -> dict[str, object] | None:
    """Give the visit that is to move: its key, and when it is now."""
    if moved is None:
        return None
    visit = moved.visit
    when = when_words(visit.starts_at, zone=visit.zone or visit.visit.zone, clinic_zone=visit.visit.zone)
    return {"key": visit.key, "when": when}


def _name(npi: str, visit: VisitOffered) -> str:
    """Give the name of the public record, or, where the directory does not know them, their own."""
    try:
        known = directory.show(snapshot=snapshot.current(), npi=npi)
    except (snapshot.NoDirectory, directory.NoSuchClinician, NotAnNpi):
        return visit.clinician
    return known.name


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


@require_safe
def time(request: HttpRequest, npi: str) -> HttpResponse:
    """Show a choice, kept in the address while somebody signs in or makes an account; nothing is held yet."""
    chosen = booking.read_chosen(request.GET, npi=npi)
    if chosen is None:
        return redirect("book", npi=npi)
    now = timezone.now()
    free = person_queries.times_of(visit_id=chosen.visit.id, now=now)
    if chosen.starts_at not in {slot.starts_at for slot in free}:
        return _gone(request, chosen, now=now, status=200)
    back = urlencode({"next": request.get_full_path()})
    context = {
        "chosen": chosen,
        "name": _name(npi, chosen.visit),
        "when": moment(chosen.starts_at, zone=chosen.zone, clinic_zone=chosen.visit.zone),
        "facts": visit_facts(chosen.visit),
        "notice": notice_words(chosen.visit.notice_hours),
        "is_known": request.user.is_authenticated,
        "people": () if chosen.change else booking.people_to_book_for(request, chosen=chosen.for_person),
        "sign_in": f"{reverse('account_login')}?{back}",
        "sign_up": f"{reverse('account_signup')}?{back}",
    }
    return render(request, "web/book_time.html", context)


@require_POST
def hold(request: HttpRequest, npi: str) -> HttpResponse:
    """Hold the time for ten minutes and lead to it; or ask who it is, or say that it was just taken."""
    chosen = booking.read_chosen(request.POST, npi=npi)
    if chosen is None:
        return bad_request(request)
    moved = booking.to_move(request, request.POST.get("change", ""))
    actor = moved.actor if moved else request.user
    if not isinstance(actor, Person):
        return redirect(chosen.address)
    person = _who_comes(chosen, moved=moved, actor=actor)
    now = timezone.now()
    try:
        held = choosing.choose(choice=chosen.choice(person=person, actor=actor), now=now)
    except (JustTaken, NotOffered):
        return _gone(request, chosen, now=now, status=409)
    except SchedulingError as refused:
        return cannot_be_done(request, words=str(refused), status=409)
    if moved and moved.by_link:
        # Who came by the link of the visit before sees the one that replaces it.
        remember_link(request, key=held.key)
    return redirect("visit", key=held.key)


def _who_comes(chosen: Chosen, *, moved: Reached | None, actor: Person) -> Person:
    """Give who will come: whose visit is moved, or for whom it is booked."""
    if moved:
        return person_queries.person_of_visit(key=moved.visit.key)
    try:
        return acting.whom(actor=actor, person_id=chosen.for_person)
    except Person.DoesNotExist:
        raise Http404 from None


def _gone(request: HttpRequest, chosen: Chosen, *, now: datetime, status: int) -> HttpResponse:
    """Say that the time is no longer free, and offer the nearest ones that are."""
    near = person_queries.nearest_free(visit_id=chosen.visit.id, wanted_at=chosen.starts_at, now=now)
    zone, clinic = chosen.zone, chosen.visit.zone
    context = {
        "chosen": chosen,
        "when": when_words(chosen.starts_at, zone=zone, clinic_zone=clinic),
        "near": [moment(slot.starts_at, zone=zone, clinic_zone=clinic) for slot in near],
        "key": uuid4(),
    }
    return render(request, "web/book_taken.html", context, status=status)
