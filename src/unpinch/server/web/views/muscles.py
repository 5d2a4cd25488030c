"""The trigger-point map, and one muscle."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unpinch.server.web.presenters.muscle import muscle_chart, muscle_page
from unpinch.server.web.presenters.muscle_map import muscle_map_chart, muscle_map_page
from unpinch.server.web.presenters.muscles import muscle_by_id


@require_safe
def muscle_map(request: HttpRequest) -> HttpResponse:
    """Lead from where it is felt to the muscles, and show where each is felt."""
    return render(request, "web/muscle_map.html", {"page": muscle_map_page(), "chart": muscle_map_chart()})


@require_safe
def muscle(request: HttpRequest, muscle: str) -> HttpResponse:
    """Show one muscle; who may needle it, for the state that was asked for."""
    known = muscle_by_id().get(muscle)
    if known is None:
        raise Http404
    page = muscle_page(known, state=request.GET.get("state", ""))
    return render(request, "web/muscle.html", {"page": page, "chart": muscle_chart(known)})
