"""Which articles there are, and what else there is to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch import knowledge

from .article import Article
from .nerve_words import PINCHED_NERVE
from .pinched_nerve import pinched_nerve_article
from .wording import checked_words

ARTICLES: dict[str, Callable[[], Article]] = {
    PINCHED_NERVE: pinched_nerve_article,
}


@dataclass(frozen=True)
class ArticleCard:
    """One line of the list."""

    href: str
    title: str
    summary: str
    checked: str


def article_cards() -> tuple[ArticleCard, ...]:
    """Give the list of articles, and the map of muscles beside them."""
    return (*(_card(slug, make()) for slug, make in ARTICLES.items()), _muscle_map_card())


def _card(slug: str, article: Article) -> ArticleCard:
    href = reverse("article", args=[slug])
    return ArticleCard(href=href, title=article.title, summary=article.lead, checked=article.checked)


def _muscle_map_card() -> ArticleCard:
    return ArticleCard(
        href=reverse("muscle_map"),
        title=_("Trigger-point map"),
        summary=_("From where it hurts to the muscles that clinicians name for it, with how sure that is."),
        checked=checked_words(knowledge.muscles()),
    )
