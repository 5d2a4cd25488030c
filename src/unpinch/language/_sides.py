"""Left, right or both: the side that goes with some words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unpinch.kernel import Side

from ._reading import Reading, starting

_NEAR_BEFORE, _NEAR_AFTER = 4, 4


@dataclass(frozen=True, slots=True)
class SideWord:
    """A word that names a side, and where."""

    start: int
    side: Side


def side_words(reading: Reading) -> tuple[SideWord, ...]:
    """Give the words of the text that name a side of the body, in order."""
    bodies = frozenset(place for match in reading.all("region") for place in range(match.start, match.end))
    found = []
    for place in range(len(reading.tokens)):
        side = _named_side(reading, place)
        if side and _is_of_body(reading, place, side, bodies):
            found.append(SideWord(place, side))
    return tuple(found)


def _named_side(reading: Reading, place: int) -> Side | None:
    word, before_word = reading.word(place), reading.word(place + 1)[:1].isalpha()
    if reading.is_one_of(place, "side.left") or (word == "l" and before_word):
        return Side.LEFT
    if reading.is_one_of(place, "side.right") or (word == "r" and before_word):
        return Side.RIGHT
    return Side.BOTH if reading.is_one_of(place, "side.both") else None


def _is_of_body(reading: Reading, place: int, side: Side, bodies: frozenset[int]) -> bool:
    start, end = reading.part(place)
    followed = any(
        ahead in bodies or reading.is_one_of(ahead, "side.nouns") for ahead in range(place + 1, min(place + 4, end))
    )
    if side is Side.BOTH or reading.word(place) in ("l", "r"):
        return followed
    of_body = place + 1 in bodies and reading.is_one_of(place - 1, "side.unless_body")
    if reading.is_one_of(place + 1, "side.not_before"):
        return False
    if reading.is_one_of(place - 1, "side.not_after") and not of_body:
        return False
    joined = reading.is_one_of(place + 2, "side.left", "side.right") and reading.word(place + 1) in ("and", "or", "y")
    alone = end - start <= 2 or start < place == end - 1
    # Spanish names the side after the place ("la ingle derecha"); so do notes ("calf left").
    return followed or joined or alone or place - 1 in bodies or reading.is_one_of(place - 1, "side.leads")


def side_of(
    reading: Reading, words: tuple[SideWord, ...], start: int, end: int, *, midline: bool = False
) -> Side | None:
    """
    Give the side that goes with the words from `start` up to `end`.

    The nearest wins: inside the words, right beside them, in the same part of the sentence, in the sentence; at last
    the one side the whole text is about. What lies in the middle (`midline`) takes only a side said right beside it.
    """
    inside = _joint(word.side for word in starting(words, start, end))
    if inside:
        return inside
    if any(reading.is_one_of(place, "side.pairs") for place in range(start, end)):
        return Side.BOTH
    part_start, part_end = reading.part(start, end)
    before = _nearest(reading, words, max(part_start, start - _NEAR_BEFORE), start, start)
    if before or (after := _nearest(reading, words, end, min(part_end, end + _NEAR_AFTER), start)):
        return before or after
    if midline:
        return None
    sentence = reading.sentence(start)
    for first, last in ((part_start, part_end), sentence):
        if near := _nearest(reading, words, first, last, start):
            return near
    return _joint_if_one(words)


def _nearest(reading: Reading, words: tuple[SideWord, ...], first: int, last: int, place: int) -> Side | None:
    """Give the side named nearest to a place; "left and right" is both."""
    near = sorted(starting(words, first, last), key=lambda word: abs(word.start - place))
    if not near:
        return None
    beside = starting(words, near[0].start - 2, near[0].start + 3)
    return Side.BOTH if any(_paired(reading, near[0], other) for other in beside) else near[0].side


def _paired(reading: Reading, word: SideWord, other: SideWord) -> bool:
    """Say whether two sides are named together: "left and right"."""
    first, last = sorted((word.start, other.start))
    return last - first == 2 and reading.word(first + 1) in ("and", "y") and word.side is not other.side


def _joint(sides: Iterable[Side]) -> Side | None:
    named = set(sides)
    if not named:
        return None
    return named.pop() if len(named) == 1 else Side.BOTH


def _joint_if_one(words: tuple[SideWord, ...]) -> Side | None:
    named = {word.side for word in words}
    return named.pop() if len(named) == 1 else None
