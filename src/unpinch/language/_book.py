"""All phrases of the lexicon, kept so that a text is held only against those that may be in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from ._index import BookIndex, index_of, needed_of, numbers_in, set_of
from ._phrases import Atoms, Label, Lists, Phrase
from ._steps import Step, Steps


class _Sets(dict[str, int]):
    """Sets of phrases by word, each made when it is first asked for."""

    def __init__(self, openings: Mapping[str, str], phrases: Sequence[str]) -> None:
        self._openings, self._phrases = openings, phrases

    def __missing__(self, atom: str) -> int:
        pieces = map(int, self._openings.get(atom, "").split())
        self[atom] = set_of(int(number) for piece in pieces for number in self._phrases[piece].split())
        return self[atom]


class _Labels(dict[str, tuple[Label, ...]]):
    """What the phrases of one word stand for, by word, each made when it is first asked for."""

    def __init__(self, numbers: Mapping[str, str], phrases: Sequence[Phrase]) -> None:
        self._numbers, self._phrases = numbers, phrases

    def __missing__(self, atom: str) -> tuple[Label, ...]:
        self[atom] = tuple([self._phrases[int(number)].label for number in self._numbers.get(atom, "").split()])
        return self[atom]


class PhraseBook:
    """
    All phrases of the lexicon, and which of them some words may hold.

    `skip` are words that may stand anywhere inside a phrase; `barriers` end a gap.
    """

    def __init__(
        self, *, phrases: Sequence[Phrase], steps: Steps, skip: Atoms, barriers: Atoms, index: BookIndex
    ) -> None:
        self.phrases, self.steps, self.skip, self.barriers, self.index = phrases, steps, skip, barriers, index
        self._needs = [(_Sets(index.openings, each), free) for each, free in zip(index.needs, index.free, strict=True)]
        self.words_alone = _Labels(index.alone, phrases)
        self._atoms: dict[str, Atoms] = {}
        self._frames: dict[int, tuple[Atoms, Frame]] = {}

    def atoms_of(self, word: str) -> Atoms:
        """Give all that the lexicon may call this word: itself and the beginnings it has in common with it."""
        if word in self._atoms:
            return self._atoms[word]
        atoms = frozenset([stem for stem in self.index.stems.get(word[:3], ()) if word.startswith(stem[:-1])])
        if word in self.index.words:
            # Remembered for the lexicon's own words only: nothing else that a person typed stays in memory.
            atoms = self._atoms[word] = atoms | {word}
        return atoms

    def likely(self, stretches: Sequence[Atoms]) -> list[int]:
        """
        Give, for each stretch of a text, the set of phrases that its words may hold: one of each piece is there.

        A phrase that goes on after a wall may be held by the whole text.
        """
        likely, far = [~self.index.far] * len(stretches), self.index.far
        for phrases_by_word, free in self._needs:
            met = [reduce(or_, map(phrases_by_word.__getitem__, atoms), free) for atoms in stretches]
            likely = [phrases & here for phrases, here in zip(likely, met, strict=True)]
            far &= reduce(or_, met, 0)
        return [phrases | far for phrases in likely]

    def candidates(self, likely: int, atoms: Atoms) -> Candidates:
        """Give the likely phrases of a stretch by the words they may begin with there."""
        found: dict[str, list[Frame]] = defaultdict(list)
        for number in numbers_in(likely):
            first, frame = self._frames.get(number) or self._framed(number)
            for atom in first & atoms:
                found[atom].append(frame)
        return found

    def _framed(self, number: int) -> tuple[Atoms, Frame]:
        label, row = self.phrases[number]
        # What comes after a wall is in another stretch.
        needed = [] if self.index.far >> number & 1 else needed_of(row[1:])
        later = tuple([self.steps.first_of(piece) for piece in needed])
        self._frames[number] = self.steps.first_of(row[0]), Frame(label, self.steps.of_row(row), later)
        return self._frames[number]


class Frame(NamedTuple):
    """A phrase made ready to be looked for; `later` are words of which each must stand after its first piece."""

    label: Label
    steps: tuple[Step, ...]
    later: tuple[Atoms, ...]


Candidates = Mapping[str, Sequence[Frame]]


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
        index = index_of(phrases=phrases, lists=lists, skip=skip, barriers=barriers, steps=steps)
    return PhraseBook(phrases=phrases, steps=steps, skip=skip, barriers=barriers, index=index)
