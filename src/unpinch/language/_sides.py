"""Left, right or both: the side that goes with some words."""

from __future__ import annotations

from collections.abc import Iterable

from unpinch.kernel import Side

from ._reading import Reading, starting
from ._side_words import SideWord, without_asides

_NEAR_BEFORE, _NEAR_AFTER = 4, 4
_PAIRED_WITHIN = 4


def side_of(
    reading: Reading, words: tuple[SideWord, ...], start: int, end: int, *, midline: bool = False
) -> Side | None:
    """
    Give the side that goes with the words from `start` up to `end`.

    The nearest wins: inside the words or said of them, right beside them, in the same part of the sentence, in the
    sentence; at last the side the sentences before are about, or the one side of the whole text. What lies in the
    middle (`midline`) takes only a side said with it or with the pain.
    """
    inside = _joint(word.side for word in starting(words, start, end))
    if own := inside or _said_of(reading, words, start, end):
        return own
    if _is_a_pair(reading, start, end) or (not midline and _is_below_the_waist(reading, start, end)):
        return Side.BOTH
    if midline:
        words = _said_of_no_other(reading, words)
    if beside := _beside(reading, words, start, end):
        return beside
    return _of_the_middle(reading, words, start, end) if midline else _of_the_text(reading, words, start, end)


def _is_a_pair(reading: Reading, start: int, end: int) -> bool:
    """Hear "my hips" as both; not "one of my hips", "una de las rodillas"."""
    if not any(reading.is_one_of(place, "side.pairs") for place in range(start, end)):
        return False
    first = max(start - _NEAR_BEFORE, reading.part(start)[0])
    ones = [place for place in range(first, start) if reading.word(place) in ("one", "una", "uno")]
    return not any(reading.word(place + 1) in ("of", "de") for place in ones)


def _said_of_no_other(reading: Reading, words: tuple[SideWord, ...]) -> tuple[SideWord, ...]:
    """Leave out the sides of legs: "low back pain and right leg weakness" says none of the back."""
    legs = (match for match in reading.all("region") if reading.lexicon.regions[match.label.id].leg)
    places = {place for leg in legs for place in range(leg.start, leg.end)}
    return tuple(word for word in words if word.of not in places)


def _beside(reading: Reading, words: tuple[SideWord, ...], start: int, end: int) -> Side | None:
    """Give the side named right beside the words, or in the next part if that says no more."""
    part = reading.part(start, end)
    next_side = _said_next(reading, without_asides(words), part[1])
    beside = (
        _nearest(reading, words, max(part[0], start - _NEAR_BEFORE), start, start)
        or _nearest(reading, words, end, min(part[1], end + _NEAR_AFTER), start)
        or next_side
    )
    if beside and next_side and next_side is not beside and _takes_turns(reading, part[1]):
        return Side.BOTH
    return beside


def _of_the_middle(reading: Reading, words: tuple[SideWord, ...], start: int, end: int) -> Side | None:
    """Give the side for a place in the middle: one said in its part, or of the pain."""
    main = without_asides(words)
    said = _of_the_part(reading, words, reading.part(start, end)) or _of_the_pain(reading, main)
    return said or _said_alone(reading, main) or _said_of_no_place(reading, main, start)


def _of_the_text(reading: Reading, words: tuple[SideWord, ...], start: int, end: int) -> Side | None:
    """Give the side for a place that a body has two of, from what is said around it."""
    main = without_asides(words)
    return (
        _nearest(reading, words, *reading.part(start, end), start)
        or _both_alone(reading, main, start)
        or _nearest(reading, main, *reading.sentence(start), start)
        or _joint_if_one(main)
        or _spoken_of_before(reading, main, start)
    )


def _said_of(reading: Reading, words: tuple[SideWord, ...], start: int, end: int) -> Side | None:
    """Give the side said of one of these words; what is joined to it, or takes turns with it, makes it both."""
    main = starting(without_asides(words), *reading.sentence(start)) or words
    own = [word for word in main if word.of is not None and start <= word.of < end]
    if not own or len({word.side for word in own}) > 1:
        return Side.BOTH if own else None
    _, after = reading.part(own[-1].start)
    other = _said_next(reading, main, after)
    if other and _takes_turns(reading, after):
        return own[0].side if other is own[0].side else Side.BOTH
    return _nearest(reading, words, own[0].start, own[-1].start + 1, own[0].start)


def _both_alone(reading: Reading, words: tuple[SideWord, ...], start: int) -> Side | None:
    """Hear "now I've got a matching pair, hip to heel, both on fire" as both."""
    said = starting(words, *reading.sentence(start))
    return Side.BOTH if any(word.side is Side.BOTH and word.of is None for word in said) else None


def _spoken_of_before(reading: Reading, words: tuple[SideWord, ...], place: int) -> Side | None:
    """Give the one side that the last sentence before to name any is about."""
    before = starting(words, 0, reading.sentence(place)[0])
    if not before:
        return None
    return _joint_if_one(starting(words, *reading.sentence(before[-1].start)))


def _is_below_the_waist(reading: Reading, start: int, end: int) -> bool:
    """Hear "numb from the waist down", "de la cintura para abajo" as both."""
    first = max(start - _NEAR_BEFORE, reading.part(start)[0])
    last = min(end + _NEAR_AFTER, reading.part(start)[1])
    waists = [place for place in range(first, max(end, last)) if reading.word(place) in ("waist", "cintura")]
    return any(reading.word(place + ahead) in ("down", "abajo") for place in waists for ahead in (1, 2))


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
    named = reading.is_one_of(place, "side.left", "side.right", "side.nouns", "side.leads", "side.middles")
    named = named or reading.is_one_of(place, "side.both", "side.two")
    return skipped or named or reading.is_one_of(place, "side.by_turns", "side.pairing", "side.aslant")


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


def _said_of_no_place(reading: Reading, words: tuple[SideWord, ...], start: int) -> Side | None:
    """Give the side a rating is of, where it names no place: "nothing on the left, 6/10 on the right, low back"."""
    said = starting(words, *reading.sentence(start))
    parts = ((word, reading.part(word.start)) for word in said)
    rated = (word.side for word, part in parts if any(reading.word(place) == "10" for place in range(*part)))
    return _joint(rated)


def _nearest(reading: Reading, words: tuple[SideWord, ...], first: int, last: int, place: int) -> Side | None:
    """Give the side named nearest to a place; "left and right" is both."""
    near = sorted(starting(words, first, last), key=lambda word: abs(word.start - place))
    if not near:
        return None
    beside = starting(words, near[0].start - _PAIRED_WITHIN, near[0].start + _PAIRED_WITHIN + 1)
    return Side.BOTH if any(_paired(reading, near[0], other) for other in beside) else near[0].side


def _paired(reading: Reading, word: SideWord, other: SideWord) -> bool:
    """Say whether two sides are named together: "left and right", "R > L", "left more than right"."""
    first, last = sorted((word.start, other.start))
    between = all(reading.is_one_of(place, "side.pairing") for place in range(first + 1, last))
    return between and word.side is not other.side


def _joint(sides: Iterable[Side]) -> Side | None:
    named = set(sides)
    if not named:
        return None
    return named.pop() if len(named) == 1 else Side.BOTH


def _joint_if_one(words: tuple[SideWord, ...]) -> Side | None:
    named = {word.side for word in words}
    return named.pop() if len(named) == 1 else None
