"""Pages for when something is wrong."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from unpinch.server.web.presenters.help import help_numbers
from unpinch.server.web.watch import WatchedForm

logger = logging.getLogger(__name__)

# Long enough not to be asked at every second, short enough not to send people away for good.
RETRY_AFTER_SECONDS = "300"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read."""
    return _notice(
        request,
        status=400,
        title=_("We could not read that request"),
        words=_("Your browser sent something that we cannot use. Go back and try again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for an address that is not there."""
    return render(request, "web/404.html", status=404)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that carries no valid proof of coming from our own page (CSRF)."""
    return _notice(
        request,
        status=403,
        title=_("That form was open too long"),
        words=_(
            "For your safety we did not use what it sent, and nothing was kept. Go back, reload the page and send it "
            "again. Cookies must be allowed for this site."
        ),
    )


def not_for_you(request: HttpRequest, *, words: str) -> HttpResponse:
    """Answer somebody who is signed in and may not open the page; `words` say whom it is for."""
    return _notice(request, status=403, title=_("This page is not for your account"), words=words)


def cannot_be_done(request: HttpRequest, *, words: str, status: int, form: WatchedForm | None = None) -> HttpResponse:
    """Answer when something that should be there is not, and say what to do; `form` is what was typed, if anything."""
    return _notice(request, status=status, title=_("This cannot be shown now"), words=words, form=form)


def _notice(
    request: HttpRequest, *, status: int, title: str, words: str, form: WatchedForm | None = None
) -> HttpResponse:
    return render(request, "web/notice.html", {"title": title, "words": words, "form": form}, status=status)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer after a fault, without database, session or anything else that may be the cause."""
    return HttpResponse(_bare("web/500.html", otherwise="Something went wrong on our side. Try again."), status=500)


def maintenance(request: HttpRequest) -> HttpResponse:
    """Answer while the site is being worked on."""
    words = _bare("web/maintenance.html", otherwise="Unpinch is being worked on. Try again in a few minutes.")
    return HttpResponse(words, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})


def _bare(template: str, *, otherwise: str) -> str:
    """Draw a template that needs nothing but the numbers to call; should even that fail, give one plain sentence."""
    try:
        return render_to_string(template, {"help": help_numbers()})
    except Exception:
        logger.exception("The page %s could not be drawn", template)
        return otherwise
