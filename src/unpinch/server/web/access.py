"""
Who may open an address.

A view says it on the line above itself: `signed_in`, or `with_role(...)`. Another person's thing is 404, as if it were
not there: look for it among the person's own (`queries.…(person=person_of(request))`) and let it not be found. Who is
signed in and lacks the role reads in words whom the page is for. Every address stands in `tests/spec/permissions`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from unpinch.server.accounts.queries import Person, Role, roles_of

from .views import errors

_View = TypeVar("_View", bound=Callable[..., HttpResponseBase])
_Guard = Callable[[_View], _View]


def person_of(request: HttpRequest) -> Person:
    """Give who is signed in; only where `signed_in` or `with_role` stands above."""
    person = request.user
    if not isinstance(person, Person):
        raise TypeError("this view needs @signed_in or @with_role")
    return person


def roles(request: HttpRequest) -> frozenset[Role]:
    """Give the roles of who is signed in, asked once a request; none for a visitor."""
    known: frozenset[Role] | None = getattr(request, "known_roles", None)
    if known is None:
        person = getattr(request, "user", None)
        known = roles_of(person=person) if isinstance(person, Person) else frozenset()
        request.known_roles = known  # type: ignore[attr-defined]  # ours, for the time of this request
    return known


def signed_in(view: _View) -> _View:
    """Ask who it is, first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.user.is_authenticated else _to_sign_in(request)

    return guarded  # type: ignore[return-value]  # the same view, guarded


def with_role(*allowed: Role) -> _Guard:
    """Let in who has one of the roles; others who are signed in read whom the page is for."""

    def guard(view: _View) -> _View:
        @signed_in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs) if roles(request) & set(allowed) else _not_for_you(request, allowed)

        return guarded  # type: ignore[return-value]  # see above

    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    answer = redirect_to_login(_back_to(request), resolve_url(settings.LOGIN_URL))
    # htmx would put the page of the sign-in into a corner of the page.
    return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer


def _back_to(request: HttpRequest) -> str:
    """Give the page to come back to: a form that was sent is not sent again, its page is shown."""
    if request.method in ("GET", "HEAD") and not getattr(request, "htmx", False):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return urlsplit(came_from).path or "/"
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _not_for_you(request: HttpRequest, allowed: tuple[Role, ...]) -> HttpResponse:
    names = ", ".join(str(role.label) for role in allowed)
    return errors.not_for_you(
        request,
        words=_("It is for somebody with this role: %(roles)s. Your account does not have it.") % {"roles": names},
    )
