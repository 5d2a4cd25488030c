"""About the site: what it is, how it ranks and weighs, every rule it decides by, and how often it is wrong."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from unpinch.kernel import HelpLines
from unpinch.patterns import kept_validation
from unpinch.scorecard import kept_figures
from unpinch.server.web.presenters.about import about_page
from unpinch.server.web.presenters.pattern_model import pattern_model_page
from unpinch.server.web.presenters.ranking import ranking_page
from unpinch.server.web.presenters.rules import known_group, rules_page
from unpinch.server.web.presenters.scorecard import scorecard_page


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, what it may not be used for, what happens to what you write."""
    return render(request, "web/about.html", {"page": about_page()})


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """Say how clinicians are ranked, from the very weights that rank them."""
    return render(request, "web/ranking.html", {"page": ranking_page()})


@require_safe
def pattern_model(request: HttpRequest) -> HttpResponse:
    """Say how the pattern fit works, what it can't tell, and how well it did."""
    return render(request, "web/pattern_model.html", {"page": pattern_model_page(kept_validation())})


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show every rule, or those that concern one group of findings."""
    body = _rules_body(
        group=known_group(request.GET.get("group", "")),
        is_open=request.GET.get("open") == "1",
        language=get_language() or "",
        help_lines=settings.HELP_LINES,
    )
    return render(request, "web/rules.html", {"body": body})


# Each choice of the filter, folded in and out, in each language: the files behind it stay as they are until a restart.
@lru_cache(maxsize=64)
def _rules_body(*, group: str, is_open: bool, language: str, help_lines: HelpLines) -> SafeString:
    home = reverse("rules") if group else ""
    context = {"page": rules_page(group=group), "is_open": is_open, "home": home}
    return SafeString(render_to_string("web/rules/body.html", context))


@require_safe
def scorecard(request: HttpRequest) -> HttpResponse:
    """Say how often we are wrong, with every mistake."""
    return render(request, "web/scorecard.html", {"page": scorecard_page(kept_figures())})
