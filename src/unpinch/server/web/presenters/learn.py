"""Which articles there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from .article import Article
from .dry_needling import dry_needling_article

ARTICLES: dict[str, Callable[[], Article]] = {"dry-needling-for-sciatica": dry_needling_article}


@dataclass(frozen=True)
class ArticleCard:
    """One line of the list."""

    href: str
    title: str
    summary: str
    checked: str


def article_cards() -> tuple[ArticleCard, ...]:
    """Give the list of articles."""
    return tuple(_card(slug, make()) for slug, make in ARTICLES.items())


def _card(slug: str, article: Article) -> ArticleCard:
    href = reverse("article", args=[slug])
    return ArticleCard(href=href, title=article.title, summary=article.lead, checked=article.checked)
