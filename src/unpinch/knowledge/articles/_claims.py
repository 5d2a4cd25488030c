"""What an author may not say without a fact: numbers at all, and the words of a claim."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ._model import Article
from ._read import FOLDER
from ._sentences import Sentence, sentences

WORDS_FILE = "claim_words.toml"
_DIGIT = re.compile(r"\S*[\d%\u00bd\u00bc\u00be]\S*")
# Whom a question without a question mark begins with.
_ASKING = ("Ask ", "Find out ", "Tell ", "Look up ")


@dataclass(frozen=True)
class ClaimWords:
    """The reviewed words: each form with its kind; numbers apart, because no reference excuses them."""

    kinds: dict[str, str]
    numbers: frozenset[str]
    not_claims: tuple[str, ...]


@cache
def claim_words() -> ClaimWords:
    """Read the list of words."""
    lists = tomllib.loads((FOLDER / WORDS_FILE).read_text(encoding="utf-8"))
    phrases = lists.pop("not_claims")["phrases"]
    numbers = frozenset(lists.pop("number")["words"].split())
    kinds = {word: kind for kind, one in lists.items() for word in one["words"].split()}
    return ClaimWords(kinds=kinds, numbers=numbers, not_claims=tuple(phrases))


def bare_claims(article: Article) -> Iterator[str]:
    """Say every number and claim of an article that rests on nothing, each with file and line."""
    marked = {"question": 0, "definition": 0}
    for paragraph in article.paragraphs():
        for sentence in sentences(paragraph):
            yield from (f"{article.file}, line {sentence.line}: {wrong}" for wrong in _wrong_with(sentence))
            for mark in sentence.marks:
                marked[mark.kind] += 1
    for kind, count in (("questions", article.questions), ("definitions", article.definitions)):
        found = marked[kind.removesuffix("s")]
        if found != count:
            yield (
                f"{article.file}, line 1: its fields say {kind}: {count}, and {found} sentences are marked so."
                " Look at each, then mend the count."
            )


def _wrong_with(sentence: Sentence) -> Iterator[str]:
    if sentence.drawn is not None:
        return
    if sentence.text and not any(sign.isalnum() for sign in sentence.text):
        yield f"{sentence.text!r} follows a reference that ends its own sentence. Take it away."
    if not sentence.is_whole:
        yield (
            f"{_quoted(sentence)} runs into a reference that is a sentence by itself. End it first, or rest it on"
            " the fact with {cite ...}."
        )
    number = _number_in(sentence.text)
    if number:
        yield f"{number!r} is a number in the prose of {_quoted(sentence)}. Let a reference say it."
    yield from _claim_or_idle_mark(sentence)


def _claim_or_idle_mark(sentence: Sentence) -> Iterator[str]:
    word, kind = _claim_in(sentence.text)
    if sentence.marks:
        if not word:
            yield f"{_quoted(sentence)} holds no word of a claim, so it needs no mark. Take the mark away."
        elif sentence.marks[0].kind == "question" and not _asks(sentence.text):
            yield f"{_quoted(sentence)} is marked as a question and asks nothing. Rest it on a fact."
    # A count is a number and no source for what else the sentence says.
    elif word and not any(reference.kind == "cite" for reference in sentence.inside):
        yield (
            f"{word!r} ({kind}) makes {_quoted(sentence)} a claim that rests on nothing. Put the reference to a fact"
            " in its place, rest it on one with {cite ...}, or mark a question or definition as such."
        )


def _asks(text: str) -> bool:
    return text.endswith("?") or text.startswith(_ASKING)


def _quoted(sentence: Sentence) -> str:
    return f'"{" ".join(sentence.text.split())}"'


def _number_in(text: str) -> str:
    digit = _DIGIT.search(text)
    if digit:
        return digit[0]
    return next((word for word in _words(text) if word.casefold() in claim_words().numbers), "")


def _claim_in(text: str) -> tuple[str, str]:
    for phrase in claim_words().not_claims:
        text = re.sub(rf"\b{re.escape(phrase)}\b", " ", text, flags=re.IGNORECASE)
    kinds = claim_words().kinds
    return next(((word, kinds[word.casefold()]) for word in _words(text) if word.casefold() in kinds), ("", ""))


def _words(text: str) -> list[str]:
    """Give the words; the parts of a word with hyphens count too, and so does the whole."""
    found = re.findall(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*", text)
    return [part for word in found for part in dict.fromkeys((word, *re.split(r"[-'\u2019]", word)))]
