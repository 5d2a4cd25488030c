"""Who may open the page of a visit: whose it is or who booked it, signed in; or who has opened its signed link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from unpinch.server.accounts.queries import Person
from unpinch.server.booking import person_queries
from unpinch.server.booking.person_queries import OwnVisit

_KEY = "visits_by_link"
# More than anybody has ahead of them; the oldest are forgotten.
_MOST = 20


@dataclass(frozen=True)
class Reached:
    """A visit, who acts on it, and whether they came by its link: then they are not shown what is about a body."""

    visit: OwnVisit
    actor: Person
    by_link: bool

    @property
    def reason(self) -> str:
        """Give what the record says of how it was reached."""
        return "by link" if self.by_link else ""


def remember_link(request: HttpRequest, *, key: UUID) -> None:
    """Let this browser open a visit whose signed link it came with, until it is closed or signs out."""
    others = [one for one in request.session.get(_KEY, []) if one != str(key)]
    request.session[_KEY] = [*others, str(key)][-_MOST:]


def reached(request: HttpRequest, *, key: UUID) -> Reached | None:
    """Give a visit to who may see it."""
    now = timezone.now()
    if isinstance(request.user, Person):
        own = person_queries.own_visit(key=key, person=request.user, now=now)
        if own:
            return Reached(own, request.user, by_link=False)
    if str(key) in request.session.get(_KEY, []):
        visit = person_queries.own_visit(key=key, person=None, now=now)
        if visit:
            return Reached(visit, person_queries.person_of_visit(key=key), by_link=True)
    return None


def of_visit(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the visit that its address names; 404 where it is somebody else's, as if it were not there."""

    @wraps(view)
    def guarded(request: HttpRequest, key: UUID) -> HttpResponse:
        found = reached(request, key=key)
        if found:
            return view(request, found)
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(reverse("visit", args=[key]), reverse("account_login"))

    return guarded
