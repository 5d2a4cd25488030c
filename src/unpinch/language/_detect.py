"""English or Spanish: told by the small words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ._tokens import fold

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def detect_language(text: str, small_words: Mapping[str, frozenset[str]]) -> str:
    """Give "en" or "es" by counting the small words of each; English where neither is heard."""
    words = [fold(word) for word in _WORD.findall(text)]
    english = sum(word in small_words["language.english"] for word in words)
    spanish = sum(word in small_words["language.spanish"] for word in words)
    return "es" if spanish > english else "en"
