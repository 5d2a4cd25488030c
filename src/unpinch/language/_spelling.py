"""Put misspelt words right: red-flag words must be heard however they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Below this a slip of one letter makes another word as often as not ("pee", "per"; "numb", "dumb").
SHORTEST_MENDED = 5
# From this length two slips still leave the word plain ("incontinance").
TWO_SLIPS_FROM = 8


@dataclass(frozen=True)
class Spelling:
    """
    How words are written out and mended.

    `targets` are the words a misspelling may be mended to, by language and first letter; `known` are words that are
    right as they are.
    """

    written_out: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, str]
    takes_is: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    known: frozenset[str]
    targets: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def from_table(cls, table: Mapping[str, Any], vocabulary: Iterable[str]) -> Spelling:
        """Make it from `spelling.toml` and all the words of the lexicon."""
        right = table["not_misspelt"]
        whole = {lang: tuple(sorted(words)) for lang, words in table["targets"].items()}
        return cls(
            written_out={word: tuple(full.split()) for word, full in table["written_out"].items()},
            endings=table["endings"],
            takes_is=frozenset(table["takes_is"]),
            abbreviations=frozenset(table["abbreviations"]),
            titles=frozenset(table["titles"]),
            known=frozenset(vocabulary).union(*whole.values(), *right.values()),
            targets={lang: _by_first_letter(words) for lang, words in whole.items()},
        )

    def expand(self, word: str) -> tuple[str, ...]:
        """Give the words a contraction or abbreviation stands for, or nothing."""
        return self.written_out.get(word, ())

    def mend(self, word: str, lang: str) -> str:
        """
        Give the word of the lexicon this one is a slip of, or the word itself.

        One slip (a letter wrong, missing, added or two swapped) from five letters on, two from eight on; the first
        letter must be right.
        """
        if len(word) < SHORTEST_MENDED or word in self.known:
            return word
        slips = 2 if len(word) >= TWO_SLIPS_FROM else 1
        targets = self.targets[lang].get(word[0], ())
        near = process.extractOne(word, targets, scorer=OSA.distance, score_cutoff=slips)
        return near[0] if near else word


def _by_first_letter(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    targets: dict[str, list[str]] = defaultdict(list)
    for word in words:
        targets[word[0]].append(word)
    return {letter: tuple(found) for letter, found in targets.items()}
