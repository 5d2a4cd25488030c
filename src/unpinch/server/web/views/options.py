"""What helps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unpinch import navigator
from unpinch.kernel import CareLevel, Request
from unpinch.server.web import story
from unpinch.server.web.presenters.care import care_panel
from unpinch.server.web.presenters.find_address import find_address
from unpinch.server.web.presenters.options import known_wishes, options_page
from unpinch.server.web.presenters.treatment import treatment_page


@require_safe
def options(request: HttpRequest) -> HttpResponse:
    """Show all treatments side by side, in the order that suits this person; in an emergency only what to do now."""
    reading = story.read_and_judged(request)
    if reading and reading.triage.level is CareLevel.EMERGENCY_NOW:
        return render(request, "web/emergency.html", {"care": care_panel(reading.triage)})
    wishes = known_wishes(request.GET.getlist("matters"))
    condition = navigator.condition_of(reading=reading)
    ranked = navigator.options(reading=reading, condition=condition, priorities=wishes)
    path = navigator.care_path(reading=reading) if reading else None
    page = options_page(options=ranked, condition=condition, wishes=wishes, request=request_of(reading), path=path)
    return render(request, "web/options.html", {"page": page, "find_href": find_address(reading)})


@require_safe
def treatment(request: HttpRequest, treatment: str) -> HttpResponse:
    """Show one treatment."""
    reading = story.read_and_judged(request)
    if reading and reading.triage.level is CareLevel.EMERGENCY_NOW:
        return render(request, "web/emergency.html", {"care": care_panel(reading.triage)})
    condition = navigator.condition_of(reading=reading)
    known = {row.id: row for row in navigator.compare(condition=condition).treatments}
    if treatment not in known:
        raise Http404
    ranked = navigator.options(reading=reading, condition=condition)
    asked = request_of(reading)
    option = next((row for row in ranked if row.id == treatment), None)
    page = treatment_page(
        known=known[treatment],
        option=option if reading else None,
        insurer=asked.insurer if asked else None,
        condition=condition,
    )
    context = {"page": page, "find_href": find_address(reading, care=treatment)}
    return render(request, "web/treatment.html", context)


def request_of(reading: navigator.Reading | None) -> Request | None:
    """Give what this person asked for, if they told us anything."""
    return reading.understanding.request if reading else None
