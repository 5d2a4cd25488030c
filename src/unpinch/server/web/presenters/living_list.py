"""The list of articles: the living ones, and those that a presenter still writes."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch.knowledge.articles import articles

from .learn import ArticleCard, article_cards
from .living_article import living_article

# Articles from this place of the list on are about one treatment each.
FIRST_OF_TREATMENTS = 20


@dataclass(frozen=True)
class ArticleGroup:
    """Articles under one heading of the list."""

    id: str
    heading: str
    cards: tuple[ArticleCard, ...]


def article_groups() -> tuple[ArticleGroup, ...]:
    """Give the list; a living article takes the place of an older one with its address."""
    living = articles()
    first = tuple(_card(one.slug) for one in living if one.order < FIRST_OF_TREATMENTS)
    taken = {reverse("article", args=[one.slug]) for one in living}
    others = tuple(card for card in article_cards() if card.href not in taken)
    treatments = tuple(_card(one.slug) for one in living if one.order >= FIRST_OF_TREATMENTS)
    return (
        ArticleGroup("questions", _("Questions that people ask"), (*first, *others)),
        ArticleGroup("treatments", _("One treatment each"), treatments),
    )


def _card(slug: str) -> ArticleCard:
    article = living_article(slug)
    return ArticleCard(
        href=reverse("article", args=[slug]), title=article.title, summary=article.lead, checked=article.checked
    )
