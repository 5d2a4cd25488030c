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
    letter = _is_side_letter(reading, place)
    if reading.is_one_of(place, "side.left") or (letter and reading.word(place) == "l"):
        return Side.LEFT
    if reading.is_one_of(place, "side.right") or (letter and reading.word(place) == "r"):
        return Side.RIGHT
    return Side.BOTH if reading.is_one_of(place, "side.both") else None


def _is_side_letter(reading: Reading, place: int) -> bool:
    """Read "L leg", "on R" and "calf L", but not "L4"."""
    if reading.word(place) not in ("l", "r") or reading.word(place + 1)[:1].isdecimal():
        return False
    return reading.word(place + 1)[:1].isalpha() or reading.tokens[place].capital


def _is_of_body(reading: Reading, place: int, side: Side, bodies: frozenset[int]) -> bool:
    start, end = reading.part(place)
    followed = any(
        ahead in bodies or reading.is_one_of(ahead, "side.nouns") for ahead in range(place + 1, min(place + 4, end))
    )
    if side is Side.BOTH:
        return followed
    if _is_compared_with(reading, place):
        return False
    if reading.word(place) in ("l", "r"):
        named_before = place - 1 in bodies or reading.is_one_of(place - 1, "side.leads")
        return followed or (named_before and reading.tokens[place].capital)
    # Spanish names the side after the place: "la pierna derecha me arde".
    if place - 1 in bodies and reading.word(place) not in ("left", "right"):
        return True
    if (plain := _is_plainly(reading, place, bodies)) is not None:
        return plain
    joined = reading.is_one_of(place + 2, "side.left", "side.right") and reading.word(place + 1) in ("and", "or", "y")
    alone = end - start <= 2 or start < place == end - 1
    # Spanish names the side after the place ("la ingle derecha"); so do notes ("calf left").
    return followed or joined or alone or place - 1 in bodies or reading.is_one_of(place - 1, "side.leads")


def _is_plainly(reading: Reading, place: int, bodies: frozenset[int]) -> bool | None:
    """Say whether a word beside "left" or "right" tells that it is, or is not, a side of the body; None if not."""
    if _is_remainder(reading, place):
        return False
    ahead = range(place + 2, place + 4)
    if reading.word(place + 1) in ("of", "from") and any(reading.is_one_of(each, "side.middles") for each in ahead):
        return True
    if reading.is_one_of(place - 1, "side.articles") and reading.is_one_of(place - 2, "side.places"):
        return not reading.is_one_of(place + 1, "side.not_a_side")
    of_body = place + 1 in bodies and reading.is_one_of(place - 1, "side.unless_body")
    apart = reading.is_one_of(place - 1, "side.not_after") and not of_body
    return False if apart or reading.is_one_of(place + 1, "side.not_before") else None


def _is_remainder(reading: Reading, place: int) -> bool:
    """Hear "what is left is an ache" as what remains."""
    asked = reading.word(place - 1) in ("is", "was", "has") and reading.word(place - 2) in ("what", "that", "all")
    return asked and not reading.is_one_of(place + 1, "side.nouns")


def _is_compared_with(reading: Reading, place: int) -> bool:
    """Say whether it is the good side: "twice the left one", "bigger than on the right"."""
    before = range(max(place - _NEAR_BEFORE, reading.sentence(place)[0]), place)
    return any(reading.is_one_of(word, "side.compares") for word in before)


def side_of(
    reading: Reading, words: tuple[SideWord, ...], start: int, end: int, *, midline: bool = False
) -> Side | None:
    """
    Give the side that goes with the words from `start` up to `end`.

    The nearest wins: inside the words, right beside them, in the same part of the sentence, in the sentence; at last
    the one side the whole text is about. What lies in the middle (`midline`) takes only a side said with it or with
    the pain.
    """
    inside = _joint(word.side for word in starting(words, start, end))
    if inside:
        return inside
    if any(reading.is_one_of(place, "side.pairs") for place in range(start, end)):
        return Side.BOTH
    part = reading.part(start, end)
    beside = (
        _nearest(reading, words, max(part[0], start - _NEAR_BEFORE), start, start)
        or _nearest(reading, words, end, min(part[1], end + _NEAR_AFTER), start)
        or _said_next(reading, words, part[1])
    )
    if beside and (other := _said_next(reading, words, part[1])) and _takes_turns(reading, part[1]):
        return beside if other is beside else Side.BOTH
    if beside or midline:
        said = beside or _of_the_part(reading, words, part) or _of_the_pain(reading, words)
        return said or _said_alone(reading, words)
    spoken_of = (_nearest(reading, words, first, last, start) for first, last in (part, reading.sentence(start)))
    return next(filter(None, spoken_of), None) or _joint_if_one(words)


def _said_next(reading: Reading, words: tuple[SideWord, ...], end: int) -> Side | None:
    """Give the side that the next part or sentence names and says no more: "low back, right side"."""
    if end >= len(reading.tokens) - 1:
        return None
    start, after = reading.part(end + 1)
    sides = starting(words, start, after)
    said = [place for place in range(start, after) if not _is_beside_the_point(reading, place)]
    return _joint(word.side for word in sides) if sides and not said else None


def _takes_turns(reading: Reading, end: int) -> bool:
    """Say whether the next part tells of another time: "sometimes the left hip, sometimes the right"."""
    return any(reading.is_one_of(place, "side.by_turns") for place in range(*reading.part(end + 1)))


def _is_beside_the_point(reading: Reading, place: int) -> bool:
    skipped = bool(reading.words[place] & reading.lexicon.book.skip)
    return skipped or reading.is_one_of(place, "side.left", "side.right", "side.nouns", "side.leads", "side.by_turns")


def _of_the_part(reading: Reading, words: tuple[SideWord, ...], part: tuple[int, int]) -> Side | None:
    """Give the side named in this part, if it names one place only: "back pain low on the right"."""
    places = [match for match in reading.within("region", *part) if not reading.lexicon.regions[match.label.id].midline]
    return None if places else _joint(word.side for word in starting(words, *part))


def _of_the_pain(reading: Reading, words: tuple[SideWord, ...]) -> Side | None:
    """Give the side a pain is on where that is said apart from the place: "hurt my back ... spasms on the left"."""
    named = set()
    for word in words:
        part = reading.part(word.start)
        if reading.within("pain", *part) and not reading.within("region", *part):
            named.add(word.side)
    return _joint(named)


def _said_alone(reading: Reading, words: tuple[SideWord, ...]) -> Side | None:
    """Give the side that a part names and says no more: "... picking up the cat, right side"."""
    named = set()
    for word in words:
        start, end = reading.part(word.start)
        if all(_is_beside_the_point(reading, place) for place in range(start, end)):
            named.add(word.side)
    return _joint(named)


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
