"""Cut a text into words that know where they came from, so that every quote is verbatim."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from unpinch.kernel import UnpinchError

from ._spelling import Spelling

# Long enough for any story a person tells, short enough that a page still answers at once.
MAX_CHARACTERS = 20_000
# The categories Cc and Cs of Unicode, which never change, without the white space among them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
SENTENCE_ENDS = frozenset({".", "!", "?", ";"})
BREAKS = SENTENCE_ENDS | {",", ":"}
_PIECE = re.compile(
    r"(?P<short>\bw/o\b|\bb/c\b|\by/o\b|\bw/|\bs/p\b|\bh/o\b|\bn/v\b|\bc/o\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:(?:'|\*+)[^\W\d_]+)*)"
    r"|(?P<end>[.!?;\n…¡¿]+)"
    r"|(?P<comma>[,()\[\]\u2013\u2014]|(?<=\s)-+(?=\s)|--+)"
    r"|(?P<colon>:)"
    r"|(?P<mark>[-/#$%°+&])",
    re.IGNORECASE,
)
_MARKS = {"&": "and", "+": "and"}
# Only these may be passed over, see `_says_nothing`.
_MAY_SAY_NOTHING = frozenset(".-#°")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})


class UnreadableText(UnpinchError):
    """The text cannot be read: it is empty, far too long, or not text; the message says which."""


# A named tuple: one is made for every word, and a tuple is made four times as fast as a frozen dataclass.
class Token(NamedTuple):
    """
    One word or mark.

    `word` is lower case, without accents, contractions written out; `start` and `end` are offsets in the text.
    `sentence` counts sentences; `capital` says that the person wrote it in capitals ("VA", "ER", "DVT").
    """

    word: str
    start: int
    end: int
    sentence: int
    capital: bool = False


def check_readable(text: str) -> None:
    """
    Refuse what cannot be a person's own words.

    Raises
    ------
    UnreadableText
        If the text is blank, longer than `MAX_CHARACTERS`, or holds control characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise UnreadableText(
            f"The text has {len(text):,} characters and we read at most {MAX_CHARACTERS:,}. Tell it in fewer words."
        )
    if not text.strip():
        raise UnreadableText("There is no text to read. Tell us what hurts, in your own words.")
    if _CONTROL.search(text):
        raise UnreadableText("This is not plain text: it holds control characters. Paste the words alone.")


def cut(text: str, spelling: Spelling) -> tuple[Token, ...]:
    """Give the words of a text in order, contractions written out and accents taken off."""
    tokens: list[Token] = []
    sentence = 0
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        kind, raw = piece.lastgroup, piece.group()
        if raw in _MAY_SAY_NOTHING and _says_nothing(piece, tokens, spelling):
            continue
        words = _spelled_out(fold(raw), spelling) if kind == "word" else _words_of(kind, raw, spelling)
        # Two words may come from one ("can't"): both carry the whole, so a quote never cuts a word in two.
        start, end = piece.span()
        capital = len(words) == 1 and raw.isupper()
        tokens += [Token(word, start, end, sentence, capital) for word in words]
        sentence += words[0] in SENTENCE_ENDS
    return tuple(tokens)


def _says_nothing(piece: re.Match[str], before: list[Token], spelling: Spelling) -> bool:
    """Pass over the stop of "approx." and the hyphen of "back-of-thigh"."""
    raw, text, start, end = piece.group(), piece.string, piece.start(), piece.end()
    if raw == "." and before and before[-1].end == start:
        inside = len(before[-1].word) == 1 and text[end : end + 1].isalpha()
        return inside or _is_abbreviated(
            fold(text[before[-1].start : start]), text[end : end + 2].lstrip()[:1], spelling
        )
    if raw == "-":
        return not (text[max(start - 1, 0) : start].isdecimal() and text[end : end + 1].isdecimal())
    return raw != "."


def _is_abbreviated(word: str, following: str, spelling: Spelling) -> bool:
    """Say whether a stop belongs to the word; before a capital only a title keeps it ("Dr. Lee", "2 wks. Oscar")."""
    return word in spelling.titles or (word in spelling.abbreviations and not following.isupper())


def _words_of(kind: str | None, raw: str, spelling: Spelling) -> tuple[str, ...]:
    """Give what stands for a number or a sign."""
    if kind == "short":
        return spelling.expand(raw.lower()) or (raw.lower(),)
    if kind == "end":
        return (_end_mark(raw),)
    if kind == "comma":
        return (",",)
    return (_MARKS.get(raw, raw),)


def _end_mark(raw: str) -> str:
    if "?" in raw:
        return "?"
    return ";" if raw == ";" else "."


def fold(raw: str) -> str:
    """
    Give a word in the form it is compared in.

    Examples
    --------
    >>> fold("Niña")
    'nina'
    """
    if raw.isascii():
        return raw.lower()
    decomposed = unicodedata.normalize("NFKD", raw.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)) or raw


def _spelled_out(word: str, spelling: Spelling) -> tuple[str, ...]:
    """Write out "can't", "won't", "I've"; take the possessive off "Hodgkin's"."""
    if written := spelling.expand(word):
        return written
    if "'" not in word:
        return (word,)
    stem, _, ending = word.rpartition("'")
    if ending == "t" and stem.endswith("n") and len(stem) > 1:
        return (stem[:-1], "not")
    if ending in spelling.endings:
        extra = spelling.endings[ending]
        return (stem, extra) if ending != "s" or stem in spelling.takes_is else (stem,)
    return (stem.replace("'", ""), ending)
