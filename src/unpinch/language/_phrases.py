"""
Find phrases in a row of words.

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
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unpinch.kernel import UnpinchError

Atoms = frozenset[str]
GAPS = {"..": 3, "...": 7, ",..": 7}
# "numb in, like, my whole left leg": more fillers in a row than this were not seen in people's own words.
MOST_FILLERS = 4
# A piece is a run of letters and signs, or all that stands in brackets.
_WORD = re.compile(r"!?\([^()]*\)\??|[^\s()]+")


class BadPhrase(UnpinchError):
    """A phrase of the lexicon is not written in the notation; the message names it."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a phrase stands for: `kind` is finding, absent, region, treatment, insurer, cue, ...; `id` which one."""

    kind: str
    id: str
    lang: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a phrase: words, named lists, phrases in brackets, or a gap."""

    atoms: Atoms = frozenset()
    lists: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    gap: int = 0
    over_commas: bool = False
    optional: bool = False
    refused: bool = False


Row = tuple[Piece, ...]
Lists = Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and what it stands for."""

    label: Label
    pieces: Row


@dataclass(frozen=True, slots=True)
class Match:
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
    """Give the rows of pieces a phrase stands for: two where `&` leaves the order open, or the first may be missing."""
    halves = [_row(half, lang) for half in written.split(" & ")]
    if len(halves) == 1:
        row = halves[0]
        return (row, row[1:]) if row[0].optional else (row,)
    if len(halves) != 2:
        raise BadPhrase(f"The phrase {written!r} joins more than two parts with &. Write two phrases.")
    first, second = halves
    gap = (Piece(gap=GAPS["..."]),)
    return (first + gap + second, second + gap + first)


def _row(written: str, lang: str) -> Row:
    row = tuple(_piece(word, written, lang) for word in _WORD.findall(written))
    if any(piece.refused for piece in row[:-1]):
        raise BadPhrase(f"The phrase {written!r} goes on after what must not follow. Put the ! last.")
    if not row or row[0].gap or row[0].refused or (row[0].optional and (len(row) == 1 or row[1].gap)):
        raise BadPhrase(f"The phrase {written!r} must begin with a word or a list. Mend it.")
    if row[-1].gap:
        raise BadPhrase(f"The phrase {written!r} ends with a gap. Take it out.")
    return row


def _piece(word: str, written: str, lang: str) -> Piece:
    if word in GAPS:
        return Piece(gap=GAPS[word], over_commas=word.startswith(","))
    refused = word.startswith("!") and len(word) > 1
    optional = word.endswith("?") and len(word) > 1 and not refused
    word = word.removeprefix("!" if refused else "").removesuffix("?" if optional else "")
    if word.startswith("("):
        rows = tuple(_row(phrase, lang) for phrase in word[1:-1].split("|"))
        return Piece(rows=rows, optional=optional, refused=refused)
    names = word.split("|")
    if not all(names) or any(name.endswith("*") and len(name) < 4 for name in names):
        raise BadPhrase(f"The phrase {written!r} has an empty alternative, or fewer than 3 letters before *. Mend it.")
    lists = tuple(f"{lang}:{name[1:-1]}" for name in names if name.startswith("<"))
    atoms = frozenset(name for name in names if not name.startswith("<"))
    return Piece(atoms=atoms, lists=lists, optional=optional, refused=refused)


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """
    All phrases of the lexicon, each indexed by its rarest piece.

    `lists` are the phrases of the named lists of `words.toml`, keyed `language:name` and by first word; `words` and
    `stems` are all words and beginnings the phrases know; `skip` may stand anywhere inside a phrase; `barriers` end a
    gap. `by_rarest` gives the phrases that cannot be there unless this word is; `firsts` the words each of them may
    begin with, by its number.
    """

    lists: Mapping[str, Mapping[str, tuple[Row, ...]]]
    skip: Atoms
    barriers: Atoms
    phrases: tuple[Phrase, ...]
    by_rarest: Mapping[str, tuple[int, ...]]
    firsts: tuple[Atoms, ...]
    words: Atoms
    stems: Mapping[str, Atoms]

    def atoms_of(self, word: str) -> Atoms:
        """Give all that the lexicon may call this word: itself and the beginnings it has in common with it."""
        stems = (stem for stem in self.stems.get(word[:3], ()) if word.startswith(stem[:-1]))
        return frozenset(stems) | ({word} & self.words)

    def candidates(self, atoms: Atoms) -> Mapping[str, list[Phrase]]:
        """Give the phrases a text with these words may hold, by the words they may begin with there."""
        numbers = {number for atom in atoms for number in self.by_rarest.get(atom, ())}
        found: dict[str, list[Phrase]] = defaultdict(list)
        for number in sorted(numbers):
            for atom in self.firsts[number] & atoms:
                found[atom].append(self.phrases[number])
        return found


def build_book(*, phrases: Sequence[Phrase], lists: Lists, skip: Atoms, barriers: Atoms) -> PhraseBook:
    """Index the phrases by the rarest piece each of them needs."""
    rows = [phrase.pieces for phrase in phrases] + [row for rows in lists.values() for row in rows]
    every = frozenset(atom for row in rows for atom in _all_atoms(row)) | skip | barriers | {","}
    common = Counter(atom for row in rows for atom in set(_all_atoms(row)))
    opening = _Opening(lists)
    by_rarest: dict[str, list[int]] = defaultdict(list)
    for number, phrase in enumerate(phrases):
        needed = (opening.of(piece) for piece in phrase.pieces if not (piece.gap or piece.optional or piece.refused))
        for atom in min(needed, key=lambda atoms: sum(common[atom] for atom in atoms)):
            by_rarest[atom].append(number)
    stems: dict[str, set[str]] = defaultdict(set)
    for atom in every:
        if atom.endswith("*"):
            stems[atom[:3]].add(atom)
    return PhraseBook(
        lists={name: _by_first(listed, opening) for name, listed in lists.items()},
        skip=skip,
        barriers=barriers,
        phrases=tuple(phrases),
        by_rarest={atom: tuple(found) for atom, found in by_rarest.items()},
        firsts=tuple(opening.of(phrase.pieces[0]) for phrase in phrases),
        words=frozenset(atom for atom in every if not atom.endswith("*")),
        stems={start: frozenset(found) for start, found in stems.items()},
    )


def _by_first(rows: Sequence[Row], opening: _Opening) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for atom in opening.of(row[0]):
            found[atom].append(row)
    return {atom: tuple(listed) for atom, listed in found.items()}


class _Opening:
    """The words a piece may begin with."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._known: dict[str, Atoms] = {}

    def of(self, piece: Piece) -> Atoms:
        """
        Give the words a piece may begin with.

        Raises
        ------
        BadPhrase
            If it names a list that `words.toml` does not have.
        """
        named = (self._of_list(name) for name in piece.lists)
        return piece.atoms.union(*named, *(self.of(row[0]) for row in piece.rows))

    def _of_list(self, name: str) -> Atoms:
        if name not in self._lists:
            raise BadPhrase(f"A phrase names the list {name}, which words.toml does not have. Add it or mend the name.")
        if name not in self._known:
            self._known[name] = frozenset()
            self._known[name] = frozenset[str]().union(*(self.of(row[0]) for row in self._lists[name]))
        return self._known[name]


def _all_atoms(row: Row) -> Iterator[str]:
    for piece in row:
        yield from piece.atoms
        for inner in piece.rows:
            yield from _all_atoms(inner)


class Finder:
    """Finds the phrases of a book in one row of words."""

    def __init__(self, book: PhraseBook, words: Sequence[Atoms]) -> None:
        self._book = book
        self._words = words
        self._passable = [bool(atoms & book.skip) for atoms in words]
        self._closed = [bool(atoms & book.barriers) for atoms in words]
        self._commas = ["," in atoms for atoms in words]
        self._ends: dict[tuple[str, int], tuple[int, ...]] = {}

    def matches(self) -> Iterator[Match]:
        """Give, for each start, the longest match of each label."""
        candidates = self._book.candidates(frozenset[str]().union(*self._words))
        for start, atoms in enumerate(self._words):
            longest: dict[Label, int] = {}
            for atom in sorted(atoms):
                for phrase in candidates.get(atom, ()):
                    end = self._end_of_row(phrase.pieces, 0, start)
                    if end > longest.get(phrase.label, start):
                        longest[phrase.label] = end
            for label, end in longest.items():
                yield Match(label, start, end)

    def _end_of_row(self, pieces: Row, index: int, at: int) -> int:
        """Give where the row ends if it matches from here, else -1; the shortest gap that works is taken."""
        if index == len(pieces):
            return at
        piece = pieces[index]
        if piece.gap:
            return self._end_after_gap(pieces, index, at)
        places = self._places(at, index)
        if piece.refused:
            refused = any(self._ends_at(piece, place) for place in places)
            return -1 if refused else self._end_of_row(pieces, index + 1, at)
        for place in places:
            for end in self._ends_at(piece, place):
                if (final := self._end_of_row(pieces, index + 1, end)) >= 0:
                    return final
        return self._end_of_row(pieces, index + 1, at) if piece.optional else -1

    def _end_after_gap(self, pieces: Row, index: int, at: int) -> int:
        piece = pieces[index]
        for place in range(at, min(at + piece.gap, len(self._words)) + 1):
            if (final := self._end_of_row(pieces, index + 1, place)) >= 0:
                return final
            if place == len(self._words) or self._closed[place] or (self._commas[place] and not piece.over_commas):
                return -1
        return -1

    def _places(self, at: int, index: int) -> range:
        """Give the places where the next piece may stand: here, or after words that carry no meaning."""
        last = min(at + (MOST_FILLERS if index else 0) + 1, len(self._words))
        end = at
        while end < last and self._passable[end]:
            end += 1
        return range(at, min(end + 1, last))

    def _ends_at(self, piece: Piece, at: int) -> tuple[int, ...]:
        ends: tuple[int, ...] = (at + 1,) if self._words[at] & piece.atoms else ()
        for name in piece.lists:
            ends += self._ends_of_list(name, at)
        return ends + self._ends_of_rows(piece.rows, at) if piece.rows else ends

    def _ends_of_list(self, name: str, at: int) -> tuple[int, ...]:
        """Give all places where a phrase of the list that begins here may end, longest first."""
        key = (name, at)
        if key not in self._ends:
            self._ends[key] = ()
            listed = self._book.lists[name]
            rows = [row for atom in self._words[at] for row in listed.get(atom, ())]
            self._ends[key] = self._ends_of_rows(rows, at) if rows else ()
        return self._ends[key]

    def _ends_of_rows(self, rows: Sequence[Row], at: int) -> tuple[int, ...]:
        ends = {self._end_of_row(row, 0, at) for row in rows}
        return tuple(sorted((end for end in ends if end > at), reverse=True))
