"""The waiting list: a person joins it for a kind of visit, and leaves it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from unpinch.scheduling import OFFER
from unpinch.server.accounts.queries import Person
from unpinch.server.booking import person_queries, waiting_actions
from unpinch.server.booking.choosing import NoSuchVisit
from unpinch.server.booking.person_queries import VisitOffered
from unpinch.server.people.acting import whom
from unpinch.server.web import booking
from unpinch.server.web.access import person_of, signed_in
from unpinch.server.web.booking_forms import WaitingForm
from unpinch.server.web.presenters.times import hours_words
from unpinch.server.web.zones import zone_of

from .errors import cannot_be_done

# So many days are filled in: long enough for somebody to cancel, short enough to still want it.
_USUAL_DAYS = 28


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def waiting(request: HttpRequest, visit: int) -> HttpResponse:
    """Ask when somebody could come, and put them on the list."""
    offered = person_queries.visit_offered(visit_id=visit)
    if offered is None:
        raise Http404
    now = timezone.now()
    change = request.POST.get("change", "") or request.GET.get("change", "")
    form = _form(request, offered, now=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            waiting_actions.join(
                person=whom(actor=person_of(request), person_id=request.POST.get("for", "")),
                actor=person_of(request),
                visit_id=visit,
                can_come=waiting_actions.CanCome(
                    earliest_date=said["earliest_date"],
                    latest_date=said["latest_date"],
                    mornings="mornings" in said["halves"],
                    afternoons="afternoons" in said["halves"],
                ),
                now=now,
                instead_of=booking.read_key(change),
                zone=zone_of(request, clinic=offered.zone),
            )
        except NoSuchVisit as refused:
            return cannot_be_done(request, words=str(refused), status=409)
        except Person.DoesNotExist:
            raise Http404 from None
        return redirect("visits")
    people = () if change else booking.people_to_book_for(request, chosen=request.POST.get("for", ""))
    context = {"form": form, "visit": offered, "change": change, "offer": hours_words(OFFER), "people": people}
    return render(request, "web/waiting.html", context)


def _form(request: HttpRequest, offered: VisitOffered, *, now: datetime) -> WaitingForm:
    today = now.astimezone(ZoneInfo(offered.zone)).date()
    usual = {
        "earliest_date": today.isoformat(),
        "latest_date": (today + timedelta(days=_USUAL_DAYS)).isoformat(),
        "halves": ["mornings", "afternoons"],
    }
    return WaitingForm(request.POST if request.method == "POST" else None, initial=usual, today=today)


@require_POST
@signed_in
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Take somebody off the list."""
    if not waiting_actions.leave(person=person_of(request), entry_id=number, now=timezone.now()):
        raise Http404
    return redirect("visits")
