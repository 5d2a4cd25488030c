"""Filters and tags for our templates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from unpinch.kernel import Text

register = template.Library()


@register.filter
def spoken(text: Text | str | None) -> str:
    """Say a sentence of the rooms in the language of the page."""
    if isinstance(text, Text):
        return text.translated(gettext)
    return gettext(text) if text else ""


@register.filter
def source_name(address: str) -> str:
    """Give the site an address belongs to: `https://www.nice.org.uk/guidance/ng59` is `nice.org.uk`."""
    if address.startswith("/"):
        return gettext("our own tables")
    host = address.split("//", 1)[-1].split("/", 1)[0]
    return host.removeprefix("www.")
