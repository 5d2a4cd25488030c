"""Pieces of phrases made ready to be looked for, and the words by which they are looked up."""

from __future__ import annotations

from collections.abc import Sequence

from ._phrases import Atoms, Lists, Piece, Row

# "(left|right) <foot>" would be looked up by a thousand pairs of words; from here on the first word does.
_MOST_PAIRS = 200


class Step:
    """
    A piece made ready to be looked for.

    `first` are the words it may begin with (see `Steps.first_of`). `any_of` are the lists and brackets it names, if one
    of them holds a phrase that may be longer than a word; `atoms` the words that it names itself.
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
    """Phrases of which any may stand at a place: `words` are those of one word, `longer` the others by first words."""

    __slots__ = ("longer", "words")

    def __init__(self, rows: Sequence[Row], steps: Steps) -> None:
        self.words = frozenset[str]().union(*[row[0].atoms for row in rows if is_one_word(row)])
        self.longer: dict[str, list[Row]] = {}
        for row in rows:
            if not is_one_word(row):
                for atom in steps.first_of_row(row):
                    self.longer.setdefault(atom, []).append(row)


def is_one_word(row: Row) -> bool:
    """Say whether a row is a single word."""
    return len(row) == 1 and not (row[0].lists or row[0].rows or row[0].refused)


class Steps:
    """Makes pieces ready, each when it is first asked for: one text needs little of the lexicon."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._pairs = _Pairs(lists)
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
        """
        Give the words a piece may begin with; for the longer phrases in it, their first two words as a pair.

        Lists such as <cannot> begin with "i", "my" and "no", which stand everywhere: two of three phrases that begin
        with a list would be tried where the list itself is not.
        """
        return self._pairs.of_piece(piece)

    def first_of_row(self, row: Row) -> Atoms:
        """Give the words a row may begin with: pairs, if its first two pieces are no lists, brackets or gaps."""
        return self._pairs.of_row(row)


class _Words:
    """The single words that pieces may begin with."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._of_lists: dict[str, Atoms] = {}
        self._of_pieces: dict[Piece, Atoms] = {}

    def of_piece(self, piece: Piece) -> Atoms:
        """Give the words a piece may begin with."""
        if not (piece.lists or piece.rows):
            return piece.atoms
        if piece not in self._of_pieces:
            named = [self._of_list(name) for name in piece.lists]
            self._of_pieces[piece] = piece.atoms.union(*named, *[self.of_row(row) for row in piece.rows])
        return self._of_pieces[piece]

    def _of_list(self, name: str) -> Atoms:
        if name not in self._of_lists:
            # A list that names itself begins as its other phrases do.
            self._of_lists[name] = frozenset()
            self._of_lists[name] = frozenset[str]().union(*[self.of_row(row) for row in self._lists[name]])
        return self._of_lists[name]

    def of_row(self, row: Row) -> Atoms:
        """Give the words a row of pieces may begin with."""
        return self.of_piece(row[0])


class _Pairs(_Words):
    """The words that pieces may begin with, and of the rows in them the first two words, joined by a space."""

    def __init__(self, lists: Lists) -> None:
        super().__init__(lists)
        self._words = _Words(lists)

    def of_row(self, row: Row) -> Atoms:
        """Give pairs of words where the first two pieces say them."""
        first = self.of_piece(row[0])
        second = frozenset[str]() if row[0].lists or row[0].rows else self._second_of(row[1:])
        if not second or len(first) * len(second) > _MOST_PAIRS:
            return first
        return frozenset([pair_of(one, other) for one in first for other in second])

    def _second_of(self, rest: Row) -> Atoms:
        """Give the words that must stand next; none if nothing must, or not right there."""
        if not rest or rest[0].gap or rest[0].refused:
            return frozenset()
        words = self._words.of_piece(rest[0])
        if not rest[0].optional:
            return words
        following = self._second_of(rest[1:])
        return words | following if following else following


def pair_of(one: str, other: str) -> str:
    """Give two words that stand together as one."""
    return f"{one} {other}"
