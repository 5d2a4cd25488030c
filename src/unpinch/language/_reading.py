"""A text made ready: its words, what the lexicon finds in them, and where its parts begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from operator import attrgetter
from typing import Protocol, TypeVar

from ._finder import Finder
from ._lexicon import Lexicon
from ._phrases import Atoms, Match
from ._sounds import SWALLOWED_D, with_d
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
_TENS, _UNITS = frozenset(range(20, 100, 10)), frozenset(range(1, 10))
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
_DECIMAL = re.compile(r"\d+([.,]\d+)?")
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


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
        return self._sentence_at.get(place) or self._sentence_around(place)

    # Asked for at the same places again and again.
    @cached_property
    def _sentence_at(self) -> Mapping[int, tuple[int, int]]:
        sentences = zip(self.starts, (*self.starts[1:], len(self.tokens)), strict=False)
        return {place: (start, end) for start, end in sentences for place in range(start, end)}

    def _sentence_around(self, place: int) -> tuple[int, int]:
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

    def places(self, name: str, start: int, end: int) -> Sequence[int]:
        """Give the places of the words of a list of `small_words.toml`, from `start` up to `end`."""
        found = self._places_of[name]
        first = bisect_left(found, start)
        return found[first : bisect_left(found, end, lo=first)]

    def holds(self, start: int, end: int, *names: str) -> bool:
        """Say whether a word of some lists of `small_words.toml` stands between two places."""
        for name in names:  # noqa: SIM110  # as in `is_one_of`
            if self.places(name, start, end):
                return True
        return False

    @cached_property
    def _places_of(self) -> Mapping[str, Sequence[int]]:
        return _PlacesOfLists(self.tokens, self.lexicon.small_words)

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
        found = self.starting(kind, start, end)
        return tuple([match for match in found if match.end <= end]) if found else ()

    def touching(self, kind: str, match: Match) -> tuple[Match, ...]:
        """Give the matches of a kind that share a word with this one."""
        near = self.starting(kind, match.start - LONGEST_MATCH, match.end)
        return tuple([other for other in near if match.start < other.end]) if near else ()


class _PlacesOfLists(dict[str, Sequence[int]]):
    """The places of the words of each list of small words, looked up when first asked for: most have none."""

    def __init__(self, tokens: Iterable[Token], small_words: Mapping[str, Atoms]) -> None:
        self._small_words = small_words
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(tokens):
            self._by_word[token.word].append(place)

    def __missing__(self, name: str) -> Sequence[int]:
        words = self._by_word.keys() & self._small_words[name]
        self[name] = sorted([place for word in words for place in self._by_word[word]])
        return self[name]


def once_a_match(answer: Callable[[Asked, Match], Answer]) -> Callable[[Asked, Match], Answer]:
    """
    Remember what is answered of a match for as long as its text is read.

    Findings, pains and places are weighed by several parts of `understand`: three of four questions were asked before.
    """
    name = f"{answer.__name__} by match"

    @wraps(answer)
    def remembered(self: Asked, match: Match) -> Answer:
        known: dict[Match, Answer] = vars(self).setdefault(name, {})
        if match not in known:
            known[match] = answer(self, match)
        return known[match]

    return remembered


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
    known: dict[tuple[str, str], tuple[Match, ...]] = vars(reading).setdefault("cues unless", {})
    if (name, exception) not in known:
        known[name, exception] = _unless(reading, name, exception)
    return known[name, exception]


def _unless(reading: Reading, name: str, exception: str) -> tuple[Match, ...]:
    return tuple(
        cue
        for cue in reading.all(name)
        if not any(other.end - other.start >= cue.end - cue.start for other in reading.touching(exception, cue))
    )


def read_text(text: str, language: str, lexicon: Lexicon) -> Reading:
    """Cut a text into words and find every phrase of the lexicon in it."""
    cut_up = _whole_numbers(cut(text, lexicon.spelling), lexicon.number_words)
    if language == "es":
        cut_up = tuple(_no_year(cut_up, text, lexicon.small_words))
    tokens = _joined(cut_up, lexicon.small_words["sentence.new_subject"])
    numbers = _numbers(tokens, lexicon, language)
    after = (*(token.word for token in tokens[1:]), "")
    words = tuple(
        _atoms(token, numbers.get(place), following, lexicon, language)
        for place, (token, following) in enumerate(zip(tokens, after, strict=False))
    )
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


def _whole_numbers(tokens: tuple[Token, ...], values: Mapping[str, float]) -> tuple[Token, ...]:
    """Read "eighty two" and "ochenta y dos" as 82."""
    whole: list[Token] = []
    for token in tokens:
        tens = whole[-2:] if len(whole) > 1 and whole[-1].word == "y" else whole[-1:]
        if tens and values.get(tens[0].word) in _TENS and values.get(token.word) in _UNITS:
            value = int(values[tens[0].word] + values[token.word])
            whole[-len(tens) :] = [Token(str(value), tens[0].start, token.end, token.sentence)]
        else:
            whole.append(token)
    return tuple(whole)


def _no_year(tokens: tuple[Token, ...], text: str, lists: Mapping[str, Atoms]) -> Iterator[Token]:
    """Read "ano" as "recto" unless a year is meant, which people write without its tilde as well: "hace un ano"."""
    for place, token in enumerate(tokens):
        if token.word == "ano" and text[token.start : token.end].lower() == "ano":
            before = tokens[place - 1].word if place else ""
            after = tokens[place + 1].word if place + 1 < len(tokens) else ""
            is_year = before in lists["time.before_year"] or before.isdecimal() or after in lists["time.after_year"]
            yield token if is_year else token._replace(word="recto")
        else:
            yield token


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


def _atoms(token: Token, number: float | None, following: str, lexicon: Lexicon, language: str) -> Atoms:
    atoms = lexicon.book.atoms_of(token.word)
    if token.word in lexicon.small_words["sentence.stands_alone"]:
        return frozenset(atom for atom in atoms if not atom.endswith("*"))
    if number is not None:
        return atoms | _number_atoms(token.word, number, following)
    if not atoms and token.word[0].isalpha():
        atoms = lexicon.book.atoms_of(_mended(token.word, lexicon, language))
    if language == "es" and token.word.endswith(SWALLOWED_D):
        atoms |= lexicon.book.atoms_of(with_d(token.word))
    return atoms


def _mended(word: str, lexicon: Lexicon, language: str) -> str:
    mended = lexicon.spelling.mend(word, language)
    if mended == word and language == "es" and word not in lexicon.spelling.known:
        return lexicon.sounds.word_like(word)
    return mended


def _number_atoms(word: str, number: float, following: str) -> Atoms:
    atoms = {"#n"}
    # "38F" is a woman of 38.
    if (_FEVER_C[0] <= number <= _FEVER_C[1] and following != "f") or _FEVER_F[0] <= number <= _FEVER_F[1]:
        atoms.add("#fever")
    if len(word) == 4 and _YEARS[0] <= number <= _YEARS[1]:
        atoms.add("#year")
    return frozenset(atoms)
