"""The words that name a side of the body, and what each of them is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unpinch.kernel import Side

from ._phrases import Label, Match, longest
from ._reading import Reading
from ._scopes import Scopes
from ._time import is_year_named
from ._tokens import SENTENCE_ENDS

_COMPARED_WITHIN = 5
# "the hip hurts on the left"
_SAID_OF_WITHIN = 4
# "I lie on my right side", "si giro a la izquierda".
_MOVED_WITHIN = 4
# "left leg, no sorry, right leg"
_CORRECTED_WITHIN = 10
_SIDE = Label("side", "side", "")
# "It was the right, now it's the left."
_ONCE_WITHIN = 3
_CROSSWISE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


@dataclass(frozen=True, slots=True)
class SideWord:
    """
    A word that names a side, and where.

    `of` is where the place stands that it is said of ("left *hip*", "*cadera* izquierda"), if one is beside it.
    `is_aside`: it is the side of what is over, or denied: where another is named, it says something of its own part of
    the sentence only.
    """

    start: int
    side: Side
    of: int | None = None
    is_aside: bool = False


def side_words(reading: Reading, scopes: Scopes) -> tuple[SideWord, ...]:
    """Give the words of the text that name a side of the body, in order; "the other" is the one not yet named."""
    regions = reading.all("region")
    bodies = _covered(regions)
    nowhere = _covered(match for match in longest(regions) if match.label.id == "no_place")
    found: list[SideWord] = []
    last: Side | None = None
    sides = _places_of_sides(reading)
    for place in range(len(reading.tokens)):
        if side := _side_named(reading, place, bodies) if place in sides else None:
            last = side if side is not Side.BOTH else last
            way = _is_way(reading, place)
            if not _is_healthy(reading, place) and (not way or _is_sore_to_lie_on(reading, place)):
                of = _said_of(reading, place, bodies)
                aside = way or of in nowhere or _is_aside(reading, scopes, place)
                found.append(SideWord(place, side, of, aside))
        elif last and _is_the_other(reading, place, bodies) and not _is_healthy(reading, place):
            found.append(SideWord(place, _CROSSWISE[last], _said_of(reading, place, bodies)))
        elif last and _is_the_same(reading, place):
            found.append(SideWord(place, last, _said_of(reading, place, bodies)))
    kept = [word for word in found if not _is_of_two_places(reading, word, found)]
    return tuple(word for word in kept if not _is_put_right(reading, word, kept))


def _is_of_two_places(reading: Reading, word: SideWord, found: list[SideWord]) -> bool:
    """Hear "knee and calf, both right", "los dos del lado izquierdo" as two places of one side."""
    if word.side is not Side.BOTH or word.of is not None:
        return False
    start, end = reading.part(word.start)
    beside = {other.side for other in found if other is not word and start <= other.start < end}
    regions = reading.within("region", start, end)
    return len(beside) == 1 and Side.BOTH not in beside and not regions


def _places_of_sides(reading: Reading) -> frozenset[int]:
    """Give the places where a side may be named: "left", "isquierda", "both", "l"."""
    sides = reading.lexicon.small_words["side.left"] | reading.lexicon.small_words["side.right"]
    letters = [place for place, token in enumerate(reading.tokens) if token.word in ("l", "r")]
    mended = [place for place, atoms in enumerate(reading.words) if not sides.isdisjoint(atoms)]
    lists = ("side.left", "side.right", "side.both", "side.two")
    return frozenset(letters).union(mended, *[reading.places(name, 0, len(reading.tokens)) for name in lists])


def _covered(matches: Iterable[Match]) -> frozenset[int]:
    return frozenset(place for match in matches for place in range(match.start, match.end))


def _said_of(reading: Reading, place: int, bodies: frozenset[int]) -> int | None:
    """Give the place a side is said of: right after it, or shortly before it."""
    start, end = reading.part(place)
    if reading.language == "es" and place - 1 in bodies:
        return place - 1
    after = place + 2 if reading.is_one_of(place + 1, "side.narrows") else place + 1
    if after in bodies and after < end:
        return after
    for before in range(place - 1, max(start, place - _SAID_OF_WITHIN) - 1, -1):
        if before in bodies:
            return before
        if reading.word(before) in ("and", "y", "or", "o"):
            return None
    return None


def _side_named(reading: Reading, place: int, bodies: frozenset[int]) -> Side | None:
    side = _side_at(reading, place)
    return side if side and _is_of_body(reading, place, side, bodies) else None


def _side_at(reading: Reading, place: int) -> Side | None:
    letter = _is_side_letter(reading, place)
    # "B/L", of which the slash is read as "or".
    if letter and reading.word(place) == "l" and reading.word(place - 2) == "b":
        return Side.BOTH
    if _is_any_of(reading, place, "side.left") or (letter and reading.word(place) == "l"):
        return Side.LEFT
    if _is_any_of(reading, place, "side.right") or (letter and reading.word(place) == "r"):
        return Side.RIGHT
    return Side.BOTH if reading.is_one_of(place, "side.both", "side.two") else None


def _is_any_of(reading: Reading, place: int, name: str) -> bool:
    """Say whether a word is of a list as it is written, or as it was mended: "isquierda"."""
    return reading.is_one_of(place, name) or not reading.words[place].isdisjoint(reading.lexicon.small_words[name])


def _is_side_letter(reading: Reading, place: int) -> bool:
    """Read "L leg", "on R" and "calf L", but not "L4"."""
    if reading.word(place) not in ("l", "r") or reading.word(place + 1)[:1].isdecimal():
        return False
    return reading.word(place + 1)[:1].isalpha() or reading.tokens[place].capital


def _is_of_body(reading: Reading, place: int, side: Side, bodies: frozenset[int]) -> bool:
    start, end = reading.part(place)
    ahead = range(place + 1, min(place + 4, end))
    followed = any(each in bodies or reading.is_one_of(each, "side.nouns", "side.limbs") for each in ahead)
    if side is Side.BOTH:
        return _is_both(reading, place, end, bodies, followed=followed)
    if _is_compared_with(reading, place) or _is_elsewhere(reading, place) or _is_opening(reading, place):
        return False
    if reading.word(place) in ("l", "r"):
        named_before = place - 1 in bodies or reading.is_one_of(place - 1, "side.leads", "side.letters")
        weighed = reading.word(place + 1) in ("l", "r") or end - start == 1
        return followed or (reading.tokens[place].capital and (named_before or weighed))
    # Spanish names the side after the place: "la pierna derecha me arde".
    named = place - 1 in bodies or reading.word(place - 1) in ("lado", "ladito", "costado")
    named = named or _is_after_sign(reading, place, bodies)
    if named and reading.word(place) not in ("left", "right"):
        return True
    if (plain := _is_plainly(reading, place, bodies)) is not None:
        return plain
    joins = ("and", "or", "y", "than", "que")
    joined = any(
        reading.is_one_of(place + 2 * way, "side.left", "side.right") and reading.word(place + way) in joins
        for way in (1, -1)
    )
    alone = end - start <= 2 or start < place == end - 1 or _is_all_said(reading, place, start, end)
    # Spanish names the side after the place ("la ingle derecha"); so do notes ("calf left").
    return followed or joined or alone or place - 1 in bodies or reading.is_one_of(place - 1, "side.leads")


def _is_all_said(reading: Reading, place: int, start: int, end: int) -> bool:
    """Hear "the right hip hurts, left a little too": the part says nothing else."""
    skip = reading.lexicon.book.skip
    more = ("side.by_turns", "side.pairing", "side.aslant", "side.acts", "side.both", "side.two")
    others = [each for each in range(start, end) if each != place]
    return all(reading.words[each] & skip or reading.is_one_of(each, *more) for each in others)


def _is_after_sign(reading: Reading, place: int, bodies: frozenset[int]) -> bool:
    """Hear the side that follows a sign of the place: "pantorrilla hinchada derecha", "pie caído izquierdo"."""
    is_spanish = reading.language == "es" and place - 2 in bodies
    return is_spanish and bool(reading.touching("finding", Match(_SIDE, place - 1, place)))


def _is_both(reading: Reading, place: int, end: int, bodies: frozenset[int], *, followed: bool) -> bool:
    """Say whether it is both of two places: "both legs", "the pair of them"; not "two toes", "both sat and stood"."""
    if reading.is_one_of(place, "side.two"):
        near = [each for each in (place + 1, place + 2) if each in bodies]
        sides = reading.word(place + 1) in ("lados", "sides")
        of_them = sides or (reading.word(place + 1) in ("of", "de") and reading.is_one_of(place + 2, "side.them"))
        return of_them or any(reading.is_one_of(each, "side.pairs") for each in near)
    if reading.is_one_of(place + 1, "side.elsewhere"):
        return False
    if followed or (reading.is_one_of(place, "side.bilateral") and place - 1 in bodies):
        return True
    if reading.is_one_of(place, "side.any_one"):
        return False
    joins = any(reading.word(each) in ("and", "y", "or", "o") for each in range(place, end))
    first, _ = reading.sentence(place)
    named_before = any(each in bodies for each in range(reading.sentence(max(first - 1, 0))[0], place))
    goes_on = place < end - 3 and not reading.is_one_of(place + 1, "side.acts")
    return named_before and not joins and not goes_on


def _is_straight_back(reading: Reading, place: int) -> bool:
    """Hear "the pain came right back" and "is right back to 6" as soon again."""
    returns = reading.word(place) == "right" and reading.word(place + 1) == "back"
    return returns and reading.is_one_of(place - 1, "side.returned")


def _is_plainly(reading: Reading, place: int, bodies: frozenset[int]) -> bool | None:
    """Say whether a word beside "left" or "right" tells that it is, or is not, a side of the body; None if not."""
    if _is_remainder(reading, place) or _is_straight_back(reading, place):
        return False
    if any(reading.is_one_of(each, "side.tests") for each in range(max(place - 3, reading.part(place)[0]), place)):
        return True
    ahead = range(place + 2, place + 4)
    if reading.word(place + 1) in ("of", "from") and any(reading.is_one_of(each, "side.middles") for each in ahead):
        return True
    on_the = reading.is_one_of(place - 1, "side.articles") and reading.is_one_of(place - 2, "side.places")
    if on_the or (reading.word(place - 1) == "on" and reading.word(place) == "left"):
        return not reading.is_one_of(place + 1, "side.not_a_side")
    named = place + 1 in bodies or reading.word(place + 1) == "sided"
    of_body = named and reading.is_one_of(place - 1, "side.unless_body")
    apart = reading.is_one_of(place - 1, "side.not_after") and not of_body
    moves = reading.language == "en" and reading.is_one_of(place + 1, "side.not_before")
    return False if apart or moves else None


def _is_remainder(reading: Reading, place: int) -> bool:
    """Hear "what is left is an ache" as what remains."""
    if reading.word(place + 1) == "of" and reading.word(place - 1) in ("much", "little", "some", "lot"):
        return True
    asked = reading.word(place - 1) in ("is", "was", "has") and reading.word(place - 2) in ("what", "that", "all")
    return asked and not reading.is_one_of(place + 1, "side.nouns")


def _is_compared_with(reading: Reading, place: int) -> bool:
    """Say whether it is the good side: "twice the left one", "bigger than on the right"."""
    before = range(max(place - _COMPARED_WITHIN, reading.sentence(place)[0]), place)
    if any(reading.is_one_of(word, "side.compares") for word in before):
        return True
    thans = [word for word in before if word >= place - 2 and reading.word(word) in ("than", "que")]
    # "Left more than right" hurts on both, "weaker than the right" on one.
    told = [than for than in thans if reading.word(than) == "than" or reading.word(than - 2) in ("mas", "menos", "tan")]
    return any(not reading.is_one_of(than - 1, "side.pairing", "side.left", "side.right") for than in told)


def _is_elsewhere(reading: Reading, place: int) -> bool:
    """Say whether it is the side of a hand or an eye: "my left wrist", "el hombro derecho"."""
    if reading.is_one_of(place + 1, "side.elsewhere"):
        # "right-hand side"
        return not reading.is_one_of(place + 2, "side.nouns")
    return reading.is_one_of(place - 1, "side.elsewhere")


def _is_opening(reading: Reading, place: int) -> bool:
    """Hear "Right, so I bent over" as no side."""
    if reading.word(place) != "right" or place != reading.sentence(place)[0]:
        return False
    after = place + 2 if reading.word(place + 1) == "," else place + 1
    return reading.is_one_of(after, "side.goes_on")


def _is_healthy(reading: Reading, place: int) -> bool:
    """Say whether this side is the good one: "my good leg is the left", "R side clear"."""
    # "X-ray of the right hip normal": a picture of what hurts.
    if reading.holds(*reading.part(place), "side.pictures"):
        return False
    return bool(reading.touching("cue.healthy_side", Match(_SIDE, place, place + 1)))


def _is_aside(reading: Reading, scopes: Scopes, place: int) -> bool:
    """Say whether it is the side of what is over, or is no side of the pain: "not the left"."""
    word = Match(_SIDE, place, place + 1)
    denied = any(reading.is_one_of(each, "side.denials") for each in range(place - 2, place))
    start, _ = reading.part(place)
    once = any(reading.is_one_of(each, "side.once") for each in range(max(start, place - _ONCE_WITHIN), place))
    return denied or once or scopes.is_idiom(word) or is_over(reading, scopes, word)


def is_over(reading: Reading, scopes: Scopes, match: Match) -> bool:
    """Say whether the words are of the past and over: "used to", "had it on the right in 2020"."""
    start, end = reading.part(match.start, match.end)
    # "Operated in 2018 and well until last month": what is told after is of later.
    later = [place for place in range(start, match.start) if reading.is_one_of(place, "sentence.and_then")]
    years = any(is_year_named(reading, place) for place in range(later[-1] if later else start, end))
    return scopes.is_past(match) or (years and scopes.is_told_as_past(match))


def _is_way(reading: Reading, place: int) -> bool:
    """Say whether it is the side one turns to or lies on: "if I twist to the left", "I sleep on my right side"."""
    before = range(max(place - _MOVED_WITHIN, reading.part(place)[0]), place)
    return any(
        reading.is_one_of(first, moves) and any(reading.is_one_of(each, way) for each in range(first + 1, place))
        for first in before
        for moves, way in (("side.turns", "side.towards"), ("side.lies", "side.lain_on"))
    )


def _is_sore_to_lie_on(reading: Reading, place: int) -> bool:
    """Hear "I can't sleep on my left side", "no aguanto acostarme del lado derecho" as the side that hurts."""
    start, _ = reading.part(place)
    lies = reading.places("side.lies", max(start, place - _MOVED_WITHIN), place)
    return bool(lies) and reading.holds(start, place, "side.not_lain_on")


def _is_the_same(reading: Reading, place: int) -> bool:
    """Hear "on that side", "del mismo lado" as the side named last."""
    return reading.is_one_of(place, "side.same") and reading.word(place + 1) in ("side", "lado")


def _is_the_other(reading: Reading, place: int, bodies: frozenset[int]) -> bool:
    """Hear "the other one screams", "me duele la otra"; not "the other day", nor "than the other"."""
    if not reading.is_one_of(place, "side.other") or not reading.is_one_of(place - 1, "side.articles", "side.leads"):
        return False
    if any(reading.is_one_of(each, "side.compares_other") for each in _before_in_part(reading, place)):
        return False
    named = place + 1 in bodies or reading.is_one_of(place + 1, "side.nouns")
    return named or reading.word(place + 1) in (*SENTENCE_ENDS, ",", "") or reading.is_one_of(place + 1, "side.acts")


def _before_in_part(reading: Reading, place: int) -> range:
    return range(max(place - _COMPARED_WITHIN, reading.part(place)[0]), place)


def _is_put_right(reading: Reading, word: SideWord, all_words: list[SideWord]) -> bool:
    """Say whether the other side is named right after instead: "left leg, no sorry, right leg"."""
    cues = reading.starting("cue.corrected", word.start + 1, word.start + _CORRECTED_WITHIN)
    return any(
        other.side is not word.side and cue.end <= other.start <= cue.end + _CORRECTED_WITHIN
        for cue in cues
        for other in all_words
    )


def as_match(word: SideWord) -> Match:
    """Give the word as a match, for what asks of matches."""
    return Match(_SIDE, word.start, word.start + 1)


def without_asides(words: tuple[SideWord, ...]) -> tuple[SideWord, ...]:
    """Leave out the sides of what is over or denied, if that leaves any."""
    return tuple(word for word in words if not word.is_aside) or words
