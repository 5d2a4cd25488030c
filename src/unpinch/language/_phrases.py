"""
Phrases, and the notation they are written in.

A phrase is written as a clinician would read it, in this small notation:

- `word` is that word; `numb*` any word that begins so; `leg|foot` either; `pain?` may be missing;
- `(let go|know)` any of these phrases, which may be longer than a word;
- `<saddle>` any phrase of that list in `words.toml`; `#n` a number, `#fever` a temperature of a fever, `#year` a year;
- `..` up to 3 words between, `...` up to 7, `,..` up to 7 and over commas; never across the end of a sentence, a denial
  or a "but";
- `a & b` both, in either order, with up to 7 words between;
- `!far|long` must not follow.

Words that carry no meaning here ("my", "really", "left") may always stand between (`skip` in `scopes.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, overload

from unpinch.kernel import UnpinchError

Atoms = frozenset[str]
GAPS = {"..": 3, "...": 7, ",..": 7}
# "numb in, like, my whole left leg": more fillers in a row than this were not seen in people's own words.
MOST_FILLERS = 4
# A piece is a run of letters and signs, or all that stands in brackets.
_WORD = re.compile(r"!?\([^()]*\)\??|[^\s()]+")

# In brackets that hold none of these, as in "(leg|foot)", nothing is more than a word.
_MORE_THAN_WORDS = re.compile(r"[\s<!?]|\.\.")
_SHORT_STEM = re.compile(r"(?:^|\|)[^|]{0,2}\*(?:\||$)")


class BadPhrase(UnpinchError):
    """A phrase of the lexicon is not written in the notation; the message names it."""


# Labels, phrases and matches are named tuples: they are made and compared for every word of every text, and a tuple's
# making and hash are C.
class Label(NamedTuple):
    """What a phrase stands for: `kind` is finding, absent, region, treatment, insurer, cue, ...; `id` which one."""

    kind: str
    id: str
    lang: str


class Piece:
    """
    One piece of a phrase: words, named lists, phrases in brackets, or a gap.

    The same piece of two phrases is one object (see `_piece`), so that what is known of it is found by identity.
    """

    __slots__ = ("atoms", "gap", "lists", "optional", "over_commas", "refused", "rows")

    def __init__(
        self,
        *,
        atoms: Atoms = frozenset(),
        lists: tuple[str, ...] = (),
        rows: tuple[Row, ...] = (),
        gap: int = 0,
        over_commas: bool = False,
        optional: bool = False,
        refused: bool = False,
    ) -> None:
        self.atoms, self.lists, self.rows = atoms, lists, rows
        self.gap, self.over_commas = gap, over_commas
        self.optional, self.refused = optional, refused


Row = tuple[Piece, ...]
Lists = Mapping[str, tuple[Row, ...]]


class Phrase(NamedTuple):
    """A phrase and what it stands for."""

    label: Label
    pieces: Row


class Match(NamedTuple):
    """A phrase found: words `start` up to, not including, `end`."""

    label: Label
    start: int
    end: int

    def overlaps(self, other: Match) -> bool:
        """Say whether the two share a word."""
        return self.start < other.end and other.start < self.end


def longest(matches: Iterable[Match]) -> list[Match]:
    """Where matches overlap keep the longest, of equals the first: "back of my leg to the calf" is not also "calf"."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        places = range(match.start, match.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def parse(written: str, lang: str) -> tuple[Row, ...]:
    """Give the rows of pieces a phrase stands for: several where `&` leaves the order open or the first may miss."""
    if written.isalpha():
        return ((_piece(written, lang),),)
    halves = [_row(half, lang) for half in written.split(" & ")]
    if len(halves) == 1:
        return _beginnings(halves[0], written)
    if len(halves) != 2:
        raise BadPhrase(f"The phrase {written!r} joins more than two parts with &. Write two phrases.")
    first, second = halves
    gap = (_piece("...", lang),)
    return (*_beginnings(first + gap + second, written), *_beginnings(second + gap + first, written))


def _beginnings(row: Row, written: str) -> tuple[Row, ...]:
    """Give the row, and what is left of it where its first pieces may be missing."""
    if not row[0].optional:
        return (row,)
    if len(row) == 1 or row[1].gap or row[1].refused:
        raise BadPhrase(f"The phrase {written!r} must begin with a word or a list. Mend it.")
    return (row, *_beginnings(row[1:], written))


def _row(written: str, lang: str) -> Row:
    row = tuple([_piece(word, lang) for word in _WORD.findall(written)])
    for piece in row[:-1]:
        if piece.refused:
            raise BadPhrase(f"The phrase {written!r} goes on after what must not follow. Put the ! last.")
    if not row or row[0].gap or row[0].refused:
        raise BadPhrase(f"The phrase {written!r} must begin with a word or a list. Mend it.")
    if row[-1].gap:
        raise BadPhrase(f"The phrase {written!r} ends with a gap. Take it out.")
    return row


@cache
def _piece(word: str, lang: str) -> Piece:
    """Read one piece, once: of those written in the lexicon, half come again in another phrase."""
    if word.isalpha():
        return Piece(atoms=frozenset((word,)))
    if word in GAPS:
        return Piece(gap=GAPS[word], over_commas=word.startswith(","))
    refused = word.startswith("!") and len(word) > 1
    optional = word.endswith("?") and len(word) > 1 and not refused
    bare = word.removeprefix("!" if refused else "").removesuffix("?" if optional else "")
    if bare.startswith("("):
        bare = bare[1:-1]
        if _MORE_THAN_WORDS.search(bare):
            rows = tuple([row for phrase in bare.split("|") for row in parse(phrase, lang)])
            return Piece(rows=rows, optional=optional, refused=refused)
    names = bare.split("|")
    if "" in names or _SHORT_STEM.search(bare):
        raise BadPhrase(f"The piece {word!r} has an empty alternative, or fewer than 3 letters before *. Mend it.")
    lists = [name for name in names if name[0] == "<"]
    return Piece(
        atoms=frozenset(names).difference(lists),
        lists=tuple([f"{lang}:{name[1:-1]}" for name in lists]),
        optional=optional,
        refused=refused,
    )


class WrittenPhrases(Sequence[Phrase]):
    """Phrases as they are written, each read when it is asked for; `rows` says for how many rows each stands."""

    def __init__(self, written: Iterable[tuple[Label, str]], rows: Iterable[int]) -> None:
        counted = zip(written, rows, strict=True)
        self._written = [(label, each, row) for (label, each), count in counted for row in range(count)]

    def __len__(self) -> int:
        return len(self._written)

    @overload
    def __getitem__(self, number: int) -> Phrase: ...
    @overload
    def __getitem__(self, number: slice) -> list[Phrase]: ...
    def __getitem__(self, number: int | slice) -> Phrase | list[Phrase]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        label, written, row = self._written[number]
        return Phrase(label, parse(written, label.lang)[row])


class WrittenLists(Mapping[str, tuple[Row, ...]]):
    """Named lists of phrases as they are written, with their language, each read when it is asked for."""

    def __init__(self, written: Mapping[str, tuple[str, Sequence[str]]]) -> None:
        self._written = written
        self._read: dict[str, tuple[Row, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        if name not in self._read:
            lang, phrases = self._written[name]
            self._read[name] = tuple([row for phrase in phrases for row in parse(phrase, lang)])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)
