"""Articles."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unpinch.server.web.presenters.learn import ARTICLES
from unpinch.server.web.presenters.living_article import living_article, living_slugs
from unpinch.server.web.presenters.living_list import article_groups


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """List the articles."""
    return render(request, "web/learn.html", {"groups": article_groups()})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one article."""
    if slug in living_slugs():
        return render(request, "web/living_article.html", {"article": living_article(slug)})
    if slug not in ARTICLES:
        raise Http404
    return render(request, "web/article.html", {"article": ARTICLES[slug]()})
