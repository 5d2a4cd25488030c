"""The private calendar of a desk, for the calendar program of its clinician."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from unpinch.server.booking import calendars


@require_safe
def private_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar to whoever has its address: programs that fetch calendars cannot sign in."""
    content = calendars.private_feed(token=token, now=timezone.now())
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, max_age=300)
    return answer
