"""Find the phrases of a book in a row of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ._book import Candidates, PhraseBook
from ._phrases import MOST_FILLERS, Atoms, Label, Match
from ._steps import Alternatives, Step, pair_of


class Finder:
    """
    Finds the phrases of a book in one row of words.

    Of several ways through a phrase the first counts: shortest gap, longest phrase of a list. What is looked at is
    narrowed down in three steps, each of which only leaves out what cannot match: a stretch of words that no phrase
    goes out of; the phrases whose pieces are all in it; the places with all but their first piece still to come.

    Phrases of lists are looked up by their first two words (`Steps.first_of`): what stands at a place are its words and
    the pairs they make with the next ones.
    """

    def __init__(self, book: PhraseBook, words: Sequence[Atoms]) -> None:
        self._book = book
        self._reach = _reach([not book.skip.isdisjoint(atoms) for atoms in words])
        self._words = _with_pairs(words, self._reach, book.index.pairs)
        self._closed = [not book.barriers.isdisjoint(atoms) for atoms in words]
        self._stretches = list(_stretches(words, book.index.walls))
        self._known_ends: dict[tuple[Alternatives, int], tuple[int, ...]] = {}

    def matches(self) -> Iterator[Match]:
        """Give, for each start, the longest match of each label."""
        rests = [_rest(self._words[first:after]) for first, after in self._stretches]
        likely = self._book.likely([rest[0] for rest in rests])
        for (first, _), phrases, rest in zip(self._stretches, likely, rests, strict=True):
            candidates = self._book.candidates(phrases, rest[0])
            for start, following in enumerate(rest[1:], first):
                for label, end in self._longest(candidates, start, following).items():
                    yield Match(label, start, end)

    def _longest(self, candidates: Candidates, start: int, following: Atoms) -> Mapping[Label, int]:
        """Give the farthest end of each label; `following` are all words after `start`."""
        atoms = sorted(self._words[start])
        longest = {label: start + 1 for atom in atoms for label in self._book.words_alone[atom]}
        for label, steps, later in [frame for atom in atoms if atom in candidates for frame in candidates[atom]]:
            for need in later:
                if need.isdisjoint(following):
                    break
            else:
                end = self._end_of_row(steps, 0, start)
                if end > longest.get(label, start):
                    longest[label] = end
        return longest

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
        # A phrase whose first piece may be missing is written twice (`_phrases._beginnings`): here it is not missing.
        may_be_missing = step.refused or (step.optional and index)
        return self._end_of_row(steps, index + 1, at) if may_be_missing else -1

    def _end_after_gap(self, steps: tuple[Step, ...], index: int, at: int) -> int:
        gap, following, size = steps[index], steps[index + 1], len(self._words)
        for place in range(at, min(at + gap.gap, size) + 1):
            if not self._is_ruled_out(following, place) and (final := self._end_of_row(steps, index + 1, place)) >= 0:
                return final
            if place == size or self._closed[place] or (not gap.over_commas and "," in self._words[place]):
                return -1
        return -1

    def _is_ruled_out(self, step: Step, at: int) -> bool:
        """Say whether a piece that must be there can begin neither here nor after a filler; most of a gap is so."""
        if step.gap or step.optional or step.refused or self._reach[at] - at > 1:
            return False
        return at == len(self._words) or step.first.isdisjoint(self._words[at])

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


def _stretches(words: Sequence[Atoms], walls: Atoms) -> Iterator[tuple[int, int]]:
    """Give the stretches of the text that no phrase goes out of: each ends with a wall, which may end a phrase."""
    first = 0
    for place, atoms in enumerate(words, 1):
        if place == len(words) or (atoms and atoms <= walls):
            yield first, place
            first = place


def _with_pairs(words: Sequence[Atoms], reach: Sequence[int], pairs: Mapping[str, Atoms]) -> list[Atoms]:
    """Add to the words of each place the pairs they make with what may stand next."""
    paired = []
    for place, atoms in enumerate(words):
        found = [
            pair_of(one, other)
            for one in atoms
            if one in pairs
            for after in range(place + 1, reach[place + 1])
            if not pairs[one].isdisjoint(words[after])
            for other in pairs[one] & words[after]
        ]
        paired.append(atoms.union(found) if found else atoms)
    return paired


def _rest(stretch: Sequence[Atoms]) -> list[Atoms]:
    """Give, for each place and for the end, all words from there on."""
    rest = [frozenset[str]()]
    for atoms in reversed(stretch):
        rest.append(rest[-1] | atoms)
    return rest[::-1]
