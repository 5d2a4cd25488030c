"""Which desk a page of the clinic is about, who may stand there, and what was done a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from unpinch.kernel import Period
from unpinch.server.accounts.queries import Person, Role
from unpinch.server.booking import desk_queries
from unpinch.server.booking.desk_queries import Desk

from .access import person_of, with_role
from .presenters.clinic import clinic_frame


@dataclass(frozen=True)
class AtDesk:
    """Somebody at a desk: their own, or one of a clinic that they manage."""

    person: Person
    desk: Desk
    desks: tuple[Desk, ...]
    is_manager: bool

    @property
    def zone(self) -> ZoneInfo:
        """Give the zone of the clinic's clock."""
        return ZoneInfo(self.desk.clinic.zone)

    def today(self, now: datetime) -> date:
        """Give the day it is at the clinic."""
        return now.astimezone(self.zone).date()

    def address(self, name: str, *args: Any, **query: Any) -> str:
        """Give the address of a page about this desk; the desk is named in it only where there is another."""
        asked = query | ({"desk": self.desk.pk} if len(self.desks) > 1 else {})
        return reverse(name, args=args) + (f"?{urlencode(asked)}" if asked else "")

    def days(self, first: date, count: int) -> Period:
        """Give so many days of the clinic's clock, from the midnight on which the first begins."""
        return Period(self._midnight(first), self._midnight(first + timedelta(days=count)))

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)


_View = Callable[..., HttpResponseBase]


def at_desk(view: _View) -> _View:
    """Let in who works at a desk; the address may say at which (`?desk=`). Another clinic's desk is not found."""

    @wraps(view)
    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = person_of(request)
        desks = desk_queries.desks_of(person=person)
        if not desks:
            return redirect("clinic_start")
        desk = _asked(desks, request.GET.get("desk"))
        at = AtDesk(person, desk, desks, desk_queries.manages(person=person, desk=desk))
        return view(request, at, *args, **kwargs)

    guarded: _View = with_role(Role.CLINICIAN, Role.CLINIC_MANAGER)(found)
    return guarded


def _asked(desks: tuple[Desk, ...], number: str | None) -> Desk:
    found = next((desk for desk in desks if number is None or str(desk.pk) == number), None)
    if found is None:
        raise Http404
    return found


def clinic_page(
    request: HttpRequest, at: AtDesk, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Show a page of the desk."""
    done = request.session.pop(_DONE, None)
    undo = request.session.get(_UNDO)
    is_of_this_desk = bool(done and done["desk"] == at.desk.pk)
    frame = clinic_frame(
        at=at,
        here=(request.resolver_match.url_name or "") if request.resolver_match else "",
        done=done["what"] if done and is_of_this_desk else "",
        undo=undo["number"] if undo and is_of_this_desk else "",
    )
    return render(request, f"web/clinic/{name}.html", {"clinic": frame, **context}, status=status)


_DONE, _UNDO = "clinic_done", "clinic_undo"


def done(request: HttpRequest, at: AtDesk, what: str, *, undo: dict[str, Any] | None = None) -> None:
    """Have the next page of this desk say what was done, and offer to take it back."""
    number = int(request.session.get("clinic_number", 0)) + 1
    request.session["clinic_number"] = number
    request.session[_DONE] = {"desk": at.desk.pk, "what": what}
    request.session.pop(_UNDO, None)
    if undo:
        request.session[_UNDO] = {**undo, "desk": at.desk.pk, "number": str(number)}


def undoing(request: HttpRequest, at: AtDesk, number: str) -> dict[str, Any] | None:
    """Give what the latest act was, once: a page that was left open takes nothing else back."""
    undo: dict[str, Any] | None = request.session.get(_UNDO)
    if not undo or undo["number"] != number or undo["desk"] != at.desk.pk:
        return None
    del request.session[_UNDO]
    return undo
