"""Filters and tags for our templates."""

from __future__ import annotations

import re

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from unpinch.kernel import Text, say

register = template.Library()
# Of the narrowest phone a line holds about three of these; at each bar would be tens of thousands of places.
_LONG_ROW = re.compile(r"(\S{14,}?\|)(?=\S)")


@register.filter
def spoken(text: Text | str | None) -> str:
    """Say a sentence of the rooms or of a knowledge file in the language of the page, with the operator's numbers."""
    sentence = text if isinstance(text, Text) else say(text or "")
    return str(settings.HELP_LINES.fill(sentence).translated(gettext))


@register.filter
def breakable(words: str) -> SafeString:
    """Let a line end after a bar of a phrase of the lexicon, every so many characters, instead of within a word."""
    return SafeString(_LONG_ROW.sub(r"\1<wbr>", escape(words)))


@register.filter
def source_name(address: str) -> str:
    """Give the site an address belongs to: `https://www.nice.org.uk/guidance/ng59` is `nice.org.uk`."""
    if address.startswith("/"):
        return gettext("our own tables")
    host = address.split("//", 1)[-1].split("/", 1)[0]
    return host.removeprefix("www.")
