"""Names as they are searched (plain capital words) and as they are shown (capitals only where they belong)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import polars as pl

# A single letter is an initial: it is not a word of its own.
_WORD_LETTERS = 2
_APOSTROPHES = "['`\u2018\u2019\ufffd]"
# After accents are taken off, names in the public file have no other letters.
_NO_LETTERS = "[^A-Z]+"
_SMALL_SUFFIXES = {"JR": "Jr.", "SR": "Sr.", "JR.": "Jr.", "SR.": "Sr."}
_ROMAN = re.compile(r"(II|III|IV|VI{0,3}|IX|X)\.?$")
_KEPT_CAPITAL = frozenset(
    {"N", "S", "E", "W", "NE", "NW", "SE", "SW", "PO", "US", "VA", "MOB", "USA", "RR", "HC", "AFB"}
)
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ORDINAL = re.compile(r"\d+(ST|ND|RD|TH)$")


def name_words(name: str) -> tuple[str, ...]:
    """
    Give the words of a name as they are searched: no accents, no apostrophes, capital letters, initials kept.

    Examples
    --------
    >>> name_words("O'Brien-Muñoz, J.")
    ('OBRIEN', 'MUNOZ', 'J')
    """
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in decomposed if unicodedata.category(letter)[0] != "M").upper()
    return tuple(word for word in re.split(_NO_LETTERS, re.sub(_APOSTROPHES, "", plain)) if word)


def name_word_column(columns: tuple[str, ...]) -> pl.Expr:
    """Give the same words for whole columns, as lists, without initials."""
    plain = pl.concat_str(columns, separator=" ").str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    letters = plain.str.to_uppercase().str.replace_all(_APOSTROPHES, "").str.replace_all(_NO_LETTERS, " ")
    words = letters.str.strip_chars().str.split(" ")
    return words.list.eval(pl.element().filter(pl.element().str.len_chars() >= _WORD_LETTERS)).list.unique()


def shown_name(*, first: str, middle: str, last: str, suffix: str) -> str:
    """
    Give a name as a person writes it; what is already in small letters is left as it is.

    Examples
    --------
    >>> shown_name(first="MARY ANN", middle="J", last="O'BRIEN-MCDONALD", suffix="III")
    "Mary Ann J. O'Brien-McDonald III"
    """
    middle = f"{middle}." if len(middle) == 1 else middle
    words = " ".join(part for part in (first, middle, last) if part)
    return " ".join(part for part in (_in_title_case(words), _shown_suffix(suffix)) if part)


def _shown_suffix(suffix: str) -> str:
    if _ROMAN.match(suffix):
        return suffix.rstrip(".")
    return _SMALL_SUFFIXES.get(suffix, _in_title_case(suffix))


def shown_address(line: str) -> str:
    """
    Give an address line or a city in title case.

    Examples
    --------
    >>> shown_address("PO BOX 12 NE 5TH ST STE 4B")
    'PO Box 12 NE 5th St Ste 4B'
    """
    return _in_title_case(line, keep=_KEPT_CAPITAL)


# The same towns, streets and names come again and again.
@lru_cache(maxsize=1 << 16)
def _in_title_case(words: str, keep: frozenset[str] = frozenset()) -> str:
    if words != words.upper():
        return words
    return _TOKEN.sub(lambda token: _title(token[0], keep), words)


def _title(word: str, keep: frozenset[str]) -> str:
    if word in keep:
        return word
    if any(letter.isdigit() for letter in word):
        return word.lower() if _ORDINAL.match(word) else word
    head, apostrophe, tail = word.partition("'")
    if apostrophe and len(head) == 1 and len(tail) > 1:
        return f"{head}'{_title(tail, keep)}"
    if word.startswith("MC") and len(word) > 3:
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()
