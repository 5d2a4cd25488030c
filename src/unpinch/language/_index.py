"""What is known of all phrases together, so that a text is held only against those that may be in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ._phrases import Atoms, BadPhrase, Lists, Phrase, Piece, Row
from ._steps import Steps, is_one_word
from ._tokens import SENTENCE_ENDS

# How many of the pieces that a phrase needs are looked for before the phrase is: nearly all have no more.
NEEDS_LOOKED_FOR = 3


@dataclass(frozen=True, slots=True)
class BookIndex:
    """
    What is known of all phrases together; phrases are named by their numbers.

    `words` and `stems` are all words and beginnings they know, the latter by their first three letters. `pairs` gives
    for a word those that make a pair with it. `alone` are the phrases that are one word, by that word.

    `openings` numbers, for a word or pair, the pieces that may begin with it. `needs` gives the phrases by the number
    of the rarest piece that they need, and by those of the next rarest ones; numbers stand in a line of text, since few
    of the lines are ever read. `free` are the phrases that need fewer pieces. After a word of `walls` no phrase goes on
    but those of `far`, which name one. A set of phrases is a whole number: its bits are their numbers.
    """

    words: Atoms
    stems: Mapping[str, Atoms]
    pairs: Mapping[str, Atoms]
    alone: Mapping[str, str]
    openings: Mapping[str, str]
    needs: Sequence[Sequence[str]]
    free: Sequence[int]
    walls: Atoms
    far: int

    def as_plain(self) -> dict[str, Any]:
        """Give it as plain values, to be kept."""
        return {
            "words": sorted(self.words),
            "stems": {beginning: sorted(found) for beginning, found in self.stems.items()},
            "pairs": {one: sorted(others) for one, others in self.pairs.items()},
            "alone": self.alone,
            "openings": self.openings,
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
            pairs={one: frozenset(others) for one, others in plain["pairs"].items()},
            alone=plain["alone"],
            openings=plain["openings"],
            needs=plain["needs"],
            free=[int(phrases, 16) for phrases in plain["free"]],
            walls=frozenset(plain["walls"]),
            far=int(plain["far"], 16),
        )


def index_of(*, phrases: Sequence[Phrase], lists: Lists, skip: Atoms, barriers: Atoms, steps: Steps) -> BookIndex:
    """
    Index some phrases.

    Raises
    ------
    BadPhrase
        If a phrase names a list that `words.toml` does not have.
    """
    pieces = _with_bracketed([*[phrase.pieces for phrase in phrases], *chain(*lists.values())])
    _refuse_unknown_lists(pieces, lists)
    walls = SENTENCE_ENDS & barriers - skip
    atoms = frozenset({","}).union(skip, barriers, *[piece.atoms for piece in pieces])
    needed = [[] if is_one_word(phrase.pieces) else needed_of(phrase.pieces) for phrase in phrases]
    openings, needs = _by_need(needed, steps)
    return BookIndex(
        words=frozenset([atom for atom in atoms if not atom.endswith("*")]),
        stems=_by_beginning(atoms),
        pairs=_pairs(pieces, steps),
        alone=_alone(phrases),
        openings=openings,
        needs=needs,
        free=[
            set_of(n for n, pieces in enumerate(needed) if 0 < len(pieces) <= level)
            for level in range(NEEDS_LOOKED_FOR)
        ],
        walls=walls,
        far=_far(phrases, lists, walls),
    )


def set_of(numbers: Iterable[int]) -> int:
    """Give phrases as one set."""
    phrases = 0
    for number in numbers:
        phrases |= 1 << number
    return phrases


def numbers_in(phrases: int) -> list[int]:
    """Give the numbers in a set of phrases, in order."""
    numbers = []
    # From the highest down, so that what is left gets shorter: four times as fast as to read them off `bin`.
    while phrases:
        numbers.append(phrases.bit_length() - 1)
        phrases ^= 1 << numbers[-1]
    return numbers[::-1]


def needed_of(row: Row) -> list[Piece]:
    """Give the pieces that the phrase cannot be there without."""
    return [piece for piece in row if not (piece.gap or piece.optional or piece.refused)]


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
    return set_of(
        number
        for number, phrase in enumerate(phrases)
        if _names(_with_bracketed(inside[number]), walls, naming) or naming.intersection(phrase.pieces[-1].lists)
    )


def _names(pieces: Iterable[Piece], walls: Atoms, naming: set[str]) -> bool:
    return any(not walls.isdisjoint(piece.atoms) or not naming.isdisjoint(piece.lists) for piece in pieces)


def _by_need(needed: Sequence[Sequence[Piece]], steps: Steps) -> tuple[dict[str, str], list[list[str]]]:
    """
    Give, by the words they begin with, the numbers of the pieces that are needed; and by these numbers the phrases that
    need them most, second and third: the rarest piece first.

    A piece is as frequent as the phrases that need such a word are many: what the lexicon often names is often said.
    """
    first = {piece: steps.first_of(piece) for piece in chain.from_iterable(needed)}
    named = Counter(chain.from_iterable([first[piece] for piece in chain.from_iterable(needed)]))
    weight = {piece: sum(map(named.__getitem__, atoms)) for piece, atoms in first.items()}
    # Pieces that begin with the same words are one.
    opening = {atoms: number for number, atoms in enumerate(dict.fromkeys(first.values()))}
    needs: list[list[list[int]]] = [[[] for _ in opening] for _ in range(NEEDS_LOOKED_FOR)]
    for number, pieces in enumerate(needed):
        for phrases, piece in zip(needs, sorted(pieces, key=weight.__getitem__), strict=False):
            phrases[opening[first[piece]]].append(number)
    by_atom: dict[str, list[int]] = defaultdict(list)
    for atoms, number in opening.items():
        for atom in atoms:
            by_atom[atom].append(number)
    return _in_lines(by_atom), [[_line(numbers) for numbers in each] for each in needs]


def _alone(phrases: Sequence[Phrase]) -> dict[str, str]:
    """Give the phrases that are one word, by that word."""
    alone: dict[str, list[int]] = defaultdict(list)
    for number, phrase in enumerate(phrases):
        if is_one_word(phrase.pieces):
            for atom in phrase.pieces[0].atoms:
                alone[atom].append(number)
    return _in_lines(alone)


def _in_lines(numbers: Mapping[str, Sequence[int]]) -> dict[str, str]:
    return {atom: _line(each) for atom, each in numbers.items()}


def _line(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _pairs(pieces: Iterable[Piece], steps: Steps) -> dict[str, Atoms]:
    """Give for each word those that make a pair with it, at the beginning of some phrase of a list or bracket."""
    pairs: dict[str, set[str]] = defaultdict(set)
    for atom in frozenset[str]().union(*[steps.first_of(piece) for piece in pieces]):
        one, _, other = atom.partition(" ")
        if other:
            pairs[one].add(other)
    return {one: frozenset(others) for one, others in pairs.items()}


def _by_beginning(atoms: Iterable[str]) -> Mapping[str, Atoms]:
    stems: dict[str, set[str]] = defaultdict(set)
    for atom in atoms:
        if atom.endswith("*"):
            stems[atom[:3]].add(atom)
    return {beginning: frozenset(found) for beginning, found in stems.items()}
