"""About the site, and how clinicians are ranked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unpinch.server.web.presenters.about import about_page
from unpinch.server.web.presenters.ranking import ranking_page


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, what it may not be used for, what happens to what you write."""
    return render(request, "web/about.html", {"page": about_page()})


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """Say how clinicians are ranked, from the very weights that rank them."""
    return render(request, "web/ranking.html", {"page": ranking_page()})
