"""A text made ready: its words, what the lexicon finds in them, and where its parts begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeVar

from ._finder import Finder
from ._lexicon import Lexicon
from ._phrases import Atoms, Match
from ._tokens import BREAKS, Token, cut

# Fever begins at 38.0 C; what is above 43 C or 109 F is no body temperature.
# https://medlineplus.gov/ency/article/003090.htm is how people are told to read a thermometer.
_FEVER_C, _FEVER_F = (38.0, 43.0), (100.4, 109.0)
# No phrase of the lexicon spans more words, fillers included; a test holds it to that.
LONGEST_MATCH = 150
_START = attrgetter("start")
_YEARS = (1930, 2049)
# More is no amount of anything; a long enough row of digits would be infinite, and cannot be counted in days.
_LARGEST = 1e9
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_DECIMAL = re.compile(r"\d+([.,]\d+)?")


@dataclass(frozen=True)
class Reading:
    """
    One text, read once.

    `numbers` are the values of number words and digits by place; `found` are all matches by kind, in order;
    `breaks` are the places of commas and stops; `starts` the first place of each sentence.
    """

    text: str
    language: str
    lexicon: Lexicon
    tokens: tuple[Token, ...]
    words: tuple[Atoms, ...]
    numbers: Mapping[int, float]
    found: Mapping[str, tuple[Match, ...]]
    breaks: tuple[int, ...]
    starts: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """Give the person's own words from one place up to, not including, another."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def sentence(self, place: int) -> tuple[int, int]:
        """Give the first place of the sentence and the one after its last."""
        index = bisect_right(self.starts, place) - 1
        after = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.tokens)
        return self.starts[index], after

    def part(self, place: int, end: int | None = None) -> tuple[int, int]:
        """Give the part of the sentence, between commas, that holds the words from `place` up to `end`."""
        index = bisect_right(self.breaks, place)
        start = self.breaks[index - 1] + 1 if index else 0
        index = bisect_right(self.breaks, (end or place + 1) - 1)
        return start, self.breaks[index] if index < len(self.breaks) else len(self.tokens)

    def word(self, place: int) -> str:
        """Give the word at a place, or nothing outside the text."""
        return self._word_at.get(place, "")

    # Asked for many times at each place: one look into a dict is faster than minding both ends of a tuple.
    @cached_property
    def _word_at(self) -> Mapping[int, str]:
        return {place: token.word for place, token in enumerate(self.tokens)}

    def is_one_of(self, place: int, *names: str) -> bool:
        """Say whether the word at a place is one of some lists of `small_words.toml`."""
        word, lists = self._word_at.get(place, ""), self.lexicon.small_words
        for name in names:  # noqa: SIM110  # half of the calls name one list: `any` would cost twice as much
            if word in lists[name]:
                return True
        return False

    def all(self, kind: str) -> tuple[Match, ...]:
        """Give all matches of a kind, in order; a cue is a kind of its own: `cue.idiom`."""
        return self.found.get(kind, ())

    def starting(self, kind: str, start: int, end: int) -> tuple[Match, ...]:
        """Give the matches of a kind that begin at `start` or later and before `end`."""
        if kind not in self.found:
            return ()
        matches, starts = self.found[kind], self._starts_of[kind]
        first = bisect_left(starts, start)
        return matches[first : bisect_left(starts, end, lo=first)]

    @cached_property
    def _starts_of(self) -> Mapping[str, list[int]]:
        return {kind: [match.start for match in matches] for kind, matches in self.found.items()}

    def within(self, kind: str, start: int, end: int) -> tuple[Match, ...]:
        """Give the matches of a kind that lie between two places."""
        return tuple(match for match in self.starting(kind, start, end) if match.end <= end)

    def touching(self, kind: str, match: Match) -> tuple[Match, ...]:
        """Give the matches of a kind that share a word with this one."""
        near = self.starting(kind, match.start - LONGEST_MATCH, match.end)
        return tuple(other for other in near if other.overlaps(match))


class Starting(Protocol):
    """Something that begins at a place."""

    @property
    def start(self) -> int:
        """The place it begins at."""


AnyStarting = TypeVar("AnyStarting", bound=Starting)


def starting(items: tuple[AnyStarting, ...], start: int, end: int) -> tuple[AnyStarting, ...]:
    """Give the items, sorted by where they begin, that begin at `start` or later and before `end`."""
    first = bisect_left(items, start, key=_START)
    return items[first : bisect_left(items, end, lo=first, key=_START)]


def unless(reading: Reading, name: str, exception: str) -> tuple[Match, ...]:
    """
    Give the cues of a kind that share no word with one of the kind that looks like it and is none.

    The longer of the two says more: "worried my leg" is of a leg that hurts, "worried my leg will" is a fear.
    """
    return tuple(
        cue
        for cue in reading.all(name)
        if not any(other.end - other.start >= cue.end - cue.start for other in reading.touching(exception, cue))
    )


def read_text(text: str, language: str, lexicon: Lexicon) -> Reading:
    """Cut a text into words and find every phrase of the lexicon in it."""
    tokens = _joined(cut(text, lexicon.spelling), lexicon.small_words["sentence.new_subject"])
    numbers = _numbers(tokens, lexicon, language)
    words = tuple(_atoms(token, numbers.get(place), lexicon, language) for place, token in enumerate(tokens))
    found: dict[str, list[Match]] = defaultdict(list)
    for match in Finder(lexicon.book, words).matches():
        # What bends a meaning is read in one language only: Spanish "he" is not English "he". Signs are read in both,
        # since many people mix them.
        kind = match.label.kind
        if kind != "cue" or match.label.lang == language:
            found[f"cue.{match.label.id}" if kind == "cue" else kind].append(match)
    breaks = BREAKS | lexicon.small_words["sentence.turns"]
    starts = [place for place, token in enumerate(tokens) if not place or token.sentence != tokens[place - 1].sentence]
    return Reading(
        text=text,
        language=language,
        lexicon=lexicon,
        tokens=tokens,
        words=words,
        numbers=numbers,
        found={kind: tuple(matches) for kind, matches in found.items()},
        breaks=tuple(place for place, token in enumerate(tokens) if token.word in breaks),
        starts=tuple(starts),
    )


def _joined(tokens: tuple[Token, ...], new_subject: Atoms) -> tuple[Token, ...]:
    """Read "and" before a new subject as a comma, and a slash between words as "or"."""
    joined = list(tokens)
    for place in range(1, len(tokens) - 1):
        token, after = tokens[place], tokens[place + 1]
        if token.word in ("and", "y") and after.word in new_subject:
            joined[place] = Token(",", token.start, token.end, token.sentence)
        elif token.word == "/" and not (tokens[place - 1].word[:1].isdecimal() and after.word[:1].isdecimal()):
            joined[place] = Token("or", token.start, token.end, token.sentence)
    return tuple(joined)


def _numbers(tokens: tuple[Token, ...], lexicon: Lexicon, language: str) -> dict[int, float]:
    numbers = {}
    for place, token in enumerate(tokens):
        if token.word[0].isdecimal():
            numbers[place] = _value(token.word)
        elif token.word in lexicon.number_words and (language == "es" or token.word not in lexicon.spanish_numbers):
            numbers[place] = lexicon.number_words[token.word]
    return numbers


def _value(digits: str) -> float:
    if _THOUSANDS.fullmatch(digits) or not _DECIMAL.fullmatch(digits):
        digits = "".join(sign for sign in digits if sign.isdecimal())
    return min(float(digits.replace(",", ".")), _LARGEST)


def _atoms(token: Token, number: float | None, lexicon: Lexicon, language: str) -> Atoms:
    atoms = lexicon.book.atoms_of(token.word)
    if token.word in lexicon.small_words["sentence.stands_alone"]:
        return frozenset(atom for atom in atoms if not atom.endswith("*"))
    if number is not None:
        return atoms | _number_atoms(token.word, number)
    if not atoms and token.word[0].isalpha():
        atoms = lexicon.book.atoms_of(lexicon.spelling.mend(token.word, language))
    return atoms


def _number_atoms(word: str, number: float) -> Atoms:
    atoms = {"#n"}
    if _FEVER_C[0] <= number <= _FEVER_C[1] or _FEVER_F[0] <= number <= _FEVER_F[1]:
        atoms.add("#fever")
    if len(word) == 4 and _YEARS[0] <= number <= _YEARS[1]:
        atoms.add("#year")
    return frozenset(atoms)
