"""Find the phrases of a book in a row of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ._book import Alternatives, Frame, PhraseBook, Step
from ._phrases import MOST_FILLERS, Atoms, Label, Match


class Finder:
    """
    Finds the phrases of a book in one row of words.

    Of several ways through a phrase the first counts: shortest gap, longest phrase of a list. What is looked at is
    narrowed down in three steps, each of which only leaves out what cannot match: a stretch of words that no phrase
    goes out of; the phrases whose pieces are all in it; the places with all but their first piece still to come.
    """

    def __init__(self, book: PhraseBook, words: Sequence[Atoms]) -> None:
        self._book, self._words = book, words
        self._reach = _reach([not book.skip.isdisjoint(atoms) for atoms in words])
        self._closed = [not book.barriers.isdisjoint(atoms) for atoms in words]
        self._known_ends: dict[tuple[Alternatives, int], tuple[int, ...]] = {}

    def matches(self) -> Iterator[Match]:
        """Give, for each start, the longest match of each label."""
        far = self._book.likely(frozenset[str]().union(*self._words)) & self._book.index.far
        for first, after in self._stretches():
            stretch = self._words[first:after]
            rest = _rest(stretch)
            candidates = self._book.candidates(rest[0], far)
            for place, atoms in enumerate(stretch):
                frames = [frame for atom in sorted(atoms) if atom in candidates for frame in candidates[atom]]
                longest = self._longest(frames, first + place, rest[place], rest[place + 1])
                for label, end in longest.items():
                    yield Match(label, first + place, end)

    def _longest(self, frames: Sequence[Frame], start: int, here: Atoms, following: Atoms) -> Mapping[Label, int]:
        """Give the farthest end of each label; `here` are the words from `start` on, `following` those after it."""
        longest: dict[Label, int] = {}
        for label, steps, later in frames:
            rest = here if steps[0].optional else following
            for need in later:
                if need.isdisjoint(rest):
                    break
            else:
                end = self._end_of_row(steps, 0, start)
                if end > start and end > longest.get(label, start):
                    longest[label] = end
        return longest

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Give the stretches of the text that no phrase goes out of: each ends with a wall, which may end a phrase."""
        first = 0
        for place, atoms in enumerate(self._words, 1):
            if place == len(self._words) or (atoms and atoms <= self._book.index.walls):
                yield first, place
                first = place

    def _end_of_row(self, steps: tuple[Step, ...], index: int, at: int) -> int:
        """Give where the row ends if it matches from here, else -1."""
        words, reach = self._words, self._reach
        # As long as one word at one place decides, there is nothing to come back to.
        while index < len(steps):
            step = steps[index]
            if not step.is_one_word or (index and reach[at] - at > 1):
                return self._end_of_any_way(steps, index, at)
            if at == len(words) or step.first.isdisjoint(words[at]):
                return -1
            index, at = index + 1, at + 1
        return at

    def _end_of_any_way(self, steps: tuple[Step, ...], index: int, at: int) -> int:
        """Give where the row ends on the first way through it; the shortest gap that works is taken."""
        step = steps[index]
        if step.gap:
            return self._end_after_gap(steps, index, at)
        # Words that carry no meaning may stand before each piece but the first.
        for place in range(at, self._reach[at] if index else at + 1):
            if not step.first.isdisjoint(self._words[place]):
                for end in self._ends_at(step, place) if step.any_of else (place + 1,):
                    if step.refused:
                        return -1
                    if (final := self._end_of_row(steps, index + 1, end)) >= 0:
                        return final
        return self._end_of_row(steps, index + 1, at) if step.optional or step.refused else -1

    def _end_after_gap(self, steps: tuple[Step, ...], index: int, at: int) -> int:
        gap, size = steps[index], len(self._words)
        for place in range(at, min(at + gap.gap, size) + 1):
            if (final := self._end_of_row(steps, index + 1, place)) >= 0:
                return final
            if place == size or self._closed[place] or (not gap.over_commas and "," in self._words[place]):
                return -1
        return -1

    def _ends_at(self, step: Step, at: int) -> tuple[int, ...]:
        """Give all places where the piece may end if it begins here, those of a list or bracket longest first."""
        ends: tuple[int, ...] = () if step.atoms.isdisjoint(self._words[at]) else (at + 1,)
        for alternatives in step.any_of:
            ends += self._ends_of_any(alternatives, at)
        return ends

    def _ends_of_any(self, alternatives: Alternatives, at: int) -> tuple[int, ...]:
        atoms = self._words[at]
        one_word = () if alternatives.words.isdisjoint(atoms) else (at + 1,)
        rows = [row for atom in atoms for row in alternatives.longer.get(atom, ())]
        if not rows:
            return one_word
        if (alternatives, at) not in self._known_ends:
            # A list that names itself ends here.
            self._known_ends[alternatives, at] = ()
            ends = {self._end_of_row(self._book.steps.of_row(row), 0, at) for row in rows}.union(one_word)
            self._known_ends[alternatives, at] = tuple(sorted([end for end in ends if end > at], reverse=True))
        return self._known_ends[alternatives, at]


def _reach(passable: Sequence[bool]) -> list[int]:
    """Give, for each place, the one after the last where the next piece may stand: here, or after some fillers."""
    size, fillers = len(passable), 0
    reach = [size]
    for place in range(size - 1, -1, -1):
        fillers = fillers + 1 if passable[place] else 0
        reach.append(min(place + min(fillers, MOST_FILLERS) + 1, size))
    return reach[::-1]


def _rest(stretch: Sequence[Atoms]) -> list[Atoms]:
    """Give, for each place and for the end, all words from there on."""
    rest = [frozenset[str]()]
    for atoms in reversed(stretch):
        rest.append(rest[-1] | atoms)
    return rest[::-1]
