"""All phrases of the lexicon, kept so that a text is held only against those that may be in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from ._phrases import Atoms, BadPhrase, Label, Lists, Phrase, Piece, Row
from ._tokens import SENTENCE_ENDS

# How many of the pieces that a phrase needs are looked for before the phrase is: nearly all have no more.
NEEDS_LOOKED_FOR = 3


@dataclass(frozen=True, slots=True)
class BookIndex:
    """
    What is known of all phrases together; phrases are named by their numbers.

    `words` and `stems` are all words and beginnings they know, the latter by their first three letters. `needs` gives
    for the rarest piece that a phrase needs, and for the next rarest ones, the phrases by the words that may begin it,
    as numbers in a line of text: few of the lines are ever read. `free` are the phrases that need fewer pieces. After a
    word of `walls` no phrase goes on but those of `far`, which name one. A set of phrases is a whole number: its bits
    are their numbers.
    """

    words: Atoms
    stems: Mapping[str, Atoms]
    needs: Sequence[Mapping[str, str]]
    free: Sequence[int]
    walls: Atoms
    far: int

    def as_plain(self) -> dict[str, Any]:
        """Give it as plain values, to be kept."""
        stems = {beginning: sorted(found) for beginning, found in self.stems.items()}
        return {
            "words": sorted(self.words),
            "stems": stems,
            "needs": self.needs,
            "free": [hex(phrases) for phrases in self.free],
            "walls": sorted(self.walls),
            "far": hex(self.far),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> BookIndex:
        """Read what `as_plain` gave."""
        return cls(
            words=frozenset(plain["words"]),
            stems={beginning: frozenset(found) for beginning, found in plain["stems"].items()},
            needs=plain["needs"],
            free=[int(phrases, 16) for phrases in plain["free"]],
            walls=frozenset(plain["walls"]),
            far=int(plain["far"], 16),
        )


class _Sets(dict[str, int]):
    """Sets of phrases by word, each made when it is first asked for."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._numbers = numbers

    def __missing__(self, atom: str) -> int:
        self[atom] = _set_of(map(int, self._numbers.get(atom, "").split()))
        return self[atom]


def _set_of(numbers: Iterable[int]) -> int:
    phrases = 0
    for number in numbers:
        phrases |= 1 << number
    return phrases


def _numbers_in(phrases: int) -> Iterator[int]:
    """Give the numbers in a set of phrases, in order."""
    bits = bin(phrases)[:1:-1]
    number = bits.find("1")
    while number >= 0:
        yield number
        number = bits.find("1", number + 1)


class PhraseBook:
    """
    All phrases of the lexicon, and which of them some words may hold.

    `skip` are words that may stand anywhere inside a phrase; `barriers` end a gap.
    """

    def __init__(
        self, *, phrases: Sequence[Phrase], steps: Steps, skip: Atoms, barriers: Atoms, index: BookIndex
    ) -> None:
        self.phrases, self.steps, self.skip, self.barriers, self.index = phrases, steps, skip, barriers, index
        self._needs = [(_Sets(numbers), free) for numbers, free in zip(index.needs, index.free, strict=True)]
        self._atoms: dict[str, Atoms] = {}
        self._frames: dict[int, Frame] = {}

    def atoms_of(self, word: str) -> Atoms:
        """Give all that the lexicon may call this word: itself and the beginnings it has in common with it."""
        if word in self._atoms:
            return self._atoms[word]
        atoms = frozenset([stem for stem in self.index.stems.get(word[:3], ()) if word.startswith(stem[:-1])])
        if word in self.index.words:
            # Remembered for the lexicon's own words only: nothing else that a person typed stays in memory.
            atoms = self._atoms[word] = atoms | {word}
        return atoms

    def likely(self, atoms: Atoms) -> int:
        """Give the set of phrases that these words may hold: one word of each piece they need is there."""
        likely = -1
        for phrases_by_word, free in self._needs:
            met = free
            for atom in atoms:
                met |= phrases_by_word[atom]
            likely &= met
        return likely

    def candidates(self, atoms: Atoms, far: int) -> Mapping[str, list[Frame]]:
        """
        Give the phrases that a stretch of a text may hold, by the words they may begin with there.

        `far` are those of the phrases that go on after a wall which the whole text may hold.
        """
        found: dict[str, list[Frame]] = defaultdict(list)
        for number in _numbers_in(self.likely(atoms) & ~self.index.far | far):
            frame = self._frames.get(number) or self._framed(number)
            for atom in frame.steps[0].first & atoms:
                found[atom].append(frame)
        return found

    def _framed(self, number: int) -> Frame:
        label, row = self.phrases[number]
        # What comes after a wall is in another stretch.
        needed = [] if self.index.far >> number & 1 else _needed(row[1:])
        later = tuple([self.steps.first_of(piece) for piece in needed])
        self._frames[number] = Frame(label, self.steps.of_row(row), later)
        return self._frames[number]


class Frame(NamedTuple):
    """A phrase made ready to be looked for; `later` are words of which each must stand after its first piece."""

    label: Label
    steps: tuple[Step, ...]
    later: tuple[Atoms, ...]


def build_book(
    *, phrases: Sequence[Phrase], lists: Lists, skip: Atoms, barriers: Atoms, index: BookIndex | None = None
) -> PhraseBook:
    """
    Make the book of some phrases; `index` is theirs, where it is known already.

    Raises
    ------
    BadPhrase
        If a phrase names a list that `words.toml` does not have.
    """
    steps = Steps(lists)
    if index is None:
        pieces = _with_bracketed([*[phrase.pieces for phrase in phrases], *chain(*lists.values())])
        _refuse_unknown_lists(pieces, lists)
        walls = SENTENCE_ENDS & barriers - skip
        atoms = frozenset({","}).union(skip, barriers, *[piece.atoms for piece in pieces])
        needs, free = _by_need(phrases, steps)
        index = BookIndex(
            words=frozenset([atom for atom in atoms if not atom.endswith("*")]),
            stems=_by_beginning(atoms),
            needs=needs,
            free=free,
            walls=walls,
            far=_far(phrases, lists, walls),
        )
    return PhraseBook(phrases=phrases, steps=steps, skip=skip, barriers=barriers, index=index)


def _with_bracketed(rows: Iterable[Row]) -> set[Piece]:
    """Give the pieces of some rows, and those in their brackets, which hold no further brackets."""
    pieces = set(chain.from_iterable(rows))
    return pieces.union(*[row for piece in pieces for row in piece.rows])


def _refuse_unknown_lists(pieces: Iterable[Piece], lists: Lists) -> None:
    for name in {name for piece in pieces for name in piece.lists}:
        if name not in lists:
            raise BadPhrase(f"A phrase names the list {name}, which words.toml does not have. Add it or mend the name.")


def _far(phrases: Sequence[Phrase], lists: Lists, walls: Atoms) -> int:
    """Give the phrases that may go on after a wall: those that name one, but as their last word."""
    listed = {name: _with_bracketed(rows) for name, rows in lists.items()}
    naming: set[str] = set()
    while more := {name for name in listed.keys() - naming if _names(listed[name], walls, naming)}:
        naming |= more
    inside = [[phrase.pieces[:-1], *[row[:-1] for row in phrase.pieces[-1].rows]] for phrase in phrases]
    return _set_of(
        number
        for number, phrase in enumerate(phrases)
        if _names(_with_bracketed(inside[number]), walls, naming) or naming.intersection(phrase.pieces[-1].lists)
    )


def _names(pieces: Iterable[Piece], walls: Atoms, naming: set[str]) -> bool:
    return any(not walls.isdisjoint(piece.atoms) or not naming.isdisjoint(piece.lists) for piece in pieces)


def _by_need(phrases: Sequence[Phrase], steps: Steps) -> tuple[list[dict[str, str]], list[int]]:
    """
    Give the phrases by the words of the pieces they need, the rarest piece first; and those that need fewer pieces.

    A piece is as frequent as the phrases that need such a word are many: what the lexicon often names is often said.
    """
    needed = [_needed(phrase.pieces) for phrase in phrases]
    first = {piece: steps.first_of(piece) for piece in set(chain.from_iterable(needed))}
    named = Counter(chain.from_iterable([first[piece] for piece in chain.from_iterable(needed)]))
    weight = {piece: sum(map(named.__getitem__, atoms)) for piece, atoms in first.items()}
    needs: list[dict[str, list[str]]] = [{} for _ in range(NEEDS_LOOKED_FOR)]
    for number, pieces in enumerate(needed):
        for phrases_by_word, piece in zip(needs, sorted(pieces, key=weight.__getitem__), strict=False):
            for atom in first[piece]:
                phrases_by_word.setdefault(atom, []).append(str(number))
    free = [_set_of(n for n, pieces in enumerate(needed) if len(pieces) <= level) for level in range(NEEDS_LOOKED_FOR)]
    return [{atom: " ".join(numbers) for atom, numbers in each.items()} for each in needs], free


def _needed(row: Row) -> list[Piece]:
    """Give the pieces that the phrase cannot be there without."""
    return [piece for piece in row if not (piece.gap or piece.optional or piece.refused)]


def _by_beginning(atoms: Iterable[str]) -> Mapping[str, Atoms]:
    stems: dict[str, set[str]] = defaultdict(set)
    for atom in atoms:
        if atom.endswith("*"):
            stems[atom[:3]].add(atom)
    return {beginning: frozenset(found) for beginning, found in stems.items()}


class Step:
    """
    A piece made ready to be looked for.

    `first` are the words it may begin with. `any_of` are the lists and brackets it names, if one of them holds a phrase
    that may be longer than a word; `atoms` the words that it names itself.
    """

    __slots__ = ("any_of", "atoms", "first", "gap", "is_one_word", "optional", "over_commas", "refused")

    def __init__(self, piece: Piece, first: Atoms, any_of: Sequence[Alternatives]) -> None:
        may_be_longer = any(alternatives.longer for alternatives in any_of)
        self.first, self.atoms = first, piece.atoms if may_be_longer else first
        self.any_of = tuple(any_of) if may_be_longer else ()
        self.gap, self.over_commas = piece.gap, piece.over_commas
        self.optional, self.refused = piece.optional, piece.refused
        self.is_one_word = not (may_be_longer or piece.gap or piece.optional or piece.refused)


class Alternatives:
    """Phrases of which any may stand at a place: `words` are those of one word, `longer` the others by first word."""

    __slots__ = ("longer", "words")

    def __init__(self, rows: Sequence[Row], steps: Steps) -> None:
        self.words = frozenset[str]().union(*[row[0].atoms for row in rows if _is_one_word(row)])
        self.longer: dict[str, list[Row]] = {}
        for row in rows:
            if not _is_one_word(row):
                for atom in steps.first_of(row[0]):
                    self.longer.setdefault(atom, []).append(row)


def _is_one_word(row: Row) -> bool:
    return len(row) == 1 and not (row[0].lists or row[0].rows or row[0].refused)


class Steps:
    """Makes pieces ready, each when it is first asked for: one text needs little of the lexicon."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._first_of_lists: dict[str, Atoms] = {}
        self._first: dict[Piece, Atoms] = {}
        self._alternatives: dict[str, Alternatives] = {}
        self._ready: dict[Piece, Step] = {}
        self._rows: dict[Row, tuple[Step, ...]] = {}

    def of_row(self, row: Row) -> tuple[Step, ...]:
        """Give the steps of a row of pieces."""
        if row not in self._rows:
            self._rows[row] = tuple([self._step(piece) for piece in row])
        return self._rows[row]

    def _step(self, piece: Piece) -> Step:
        if piece not in self._ready:
            any_of = [self._of_list(name) for name in piece.lists]
            any_of += [Alternatives(piece.rows, self)] if piece.rows else []
            self._ready[piece] = Step(piece, self.first_of(piece), any_of)
        return self._ready[piece]

    def _of_list(self, name: str) -> Alternatives:
        if name not in self._alternatives:
            self._alternatives[name] = Alternatives(self._lists[name], self)
        return self._alternatives[name]

    def first_of(self, piece: Piece) -> Atoms:
        """Give the words a piece may begin with."""
        if not (piece.lists or piece.rows):
            return piece.atoms
        if piece not in self._first:
            named = [self._first_of_list(name) for name in piece.lists]
            self._first[piece] = piece.atoms.union(*named, *[self.first_of(row[0]) for row in piece.rows])
        return self._first[piece]

    def _first_of_list(self, name: str) -> Atoms:
        if name not in self._first_of_lists:
            # A list that names itself begins as its other phrases do.
            self._first_of_lists[name] = frozenset()
            self._first_of_lists[name] = frozenset[str]().union(*[self.first_of(row[0]) for row in self._lists[name]])
        return self._first_of_lists[name]
