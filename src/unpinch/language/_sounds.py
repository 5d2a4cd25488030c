"""How Spanish sounds: a word written as it is heard ("horina", "tovillo", "me kema") is found by its sound."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

# Shorter, too many words sound alike.
_SHORTEST_WORD = 4
_SHORTEST_STEM = 5
# Letters by what they sound like, in this order; the words are in lower case and have no accents.
_LETTERS = (
    ("ch|sh", "C"),
    ("qu(?=[ei])|q|ck|c(?![ei])", "k"),
    ("z|c(?=[ei])|x", "s"),
    ("h", ""),
    ("v|w", "b"),
    ("ll", "y"),
    # "ayre", "reyna"
    ("(?<=[aeo])y(?![aeiou])", "i"),
    ("gu(?=[ei])", "G"),
    ("g(?=[ei])", "j"),
    ("G", "g"),
    ("n(?=[bp])", "m"),
    # At the end of a syllable the Caribbean swaps them: "fuelza", "ayel".
    ("[rl](?![aeiouyrl])", "L"),
    (r"(.)\1+", r"\1"),
)
_SOUNDS = tuple((re.compile(letters), sound) for letters, sound in _LETTERS)
# What is swallowed there: "cansao", "rejpirar", "jinchada".
_SWALLOWED = tuple(
    (re.compile(written), meant)
    for written, meant in (("ao(s?)$", r"ado\1"), ("io(s?)$", r"ido\1"), ("j(?=[bcdfglmnpqrtvyz])", "s"), ("^ji", "i"))
)
# "botao": the beginning of the word may be known, and yet the whole is another word.
SWALLOWED_D = ("ao", "aos")
_WORD = re.compile(r"[a-z]+\*?")


@dataclass(frozen=True)
class Sounds:
    """The words of the lexicon, and the beginnings of words it knows, by their sound."""

    words: dict[str, str]
    stems: dict[str, str]

    @classmethod
    def of_phrases(cls, phrases: Iterable[str]) -> Self:
        """Make it from phrases as they are written."""
        written = sorted({word for phrase in phrases for word in _WORD.findall(phrase)})
        stems = [word[:-1] for word in written if word.endswith("*")]
        return cls(
            words={sound(word): word for word in written if not word.endswith("*")},
            stems={sound(stem): stem for stem in stems if len(stem) >= _SHORTEST_STEM},
        )

    def word_like(self, word: str) -> str:
        """Give the word, or the beginning of one, that sounds like this one; else the word itself."""
        if len(word) < _SHORTEST_WORD or not word.isalpha():
            return word
        # People write "pexo" for "pecho" more often than they misspell a word with a real x.
        heard = tuple(dict.fromkeys(sound(each) for each in (word.replace("x", "ch"), word, _as_meant(word))))
        for each in heard:
            if each in self.words:
                return self.words[each]
        return next((stem for each in heard if (stem := self._stem_of(each))), word)

    def _stem_of(self, heard: str) -> str:
        ends = range(len(heard), _SHORTEST_STEM - 1, -1)
        return next((self.stems[heard[:end]] for end in ends if heard[:end] in self.stems), "")


def sound(word: str) -> str:
    """Give what a word sounds like."""
    for letters, heard in _SOUNDS:
        word = letters.sub(heard, word)
    return word


def with_d(word: str) -> str:
    """
    Give a word with the d that is swallowed at its end.

    Examples
    --------
    >>> with_d("botao")
    'botado'
    """
    stem, ending, plural = word.rpartition("ao")
    return f"{stem}ado{plural}" if ending else word


def _as_meant(word: str) -> str:
    for written, meant in _SWALLOWED:
        word = written.sub(meant, word)
    return word
