"""The places of the body a text names, and those it only points back to: "the other one", "it aches there"."""

from __future__ import annotations

from collections.abc import Iterator

from unpinch.kernel import Side

from ._lexicon import RegionRule
from ._phrases import Label, Match, longest
from ._reading import Reading
from ._side_words import SideWord
from ._story import Story

# "aches in there"
_POINTS_WITHIN = 3
# "the right"
_ONLY_A_SIDE = 2
# "my left thigh, burning, on the outer side": said so soon after the place.
_FACE_WITHIN = 8
_FACES_OF_THIGH = ("front_thigh", "back_thigh", "outer_thigh", "inner_thigh")


def places_named(story: Story) -> tuple[Match, ...]:
    """Give the places of the body, in order; of "the left one" that of the place before it."""
    regions = story.reading.all("region")
    named = [match for match in longest(regions) if not _is_face_of_it(story.reading, match)]
    pointed = [*_ones(story, named), *_theres(story.reading, named), *_sides_of_it(story.reading)]
    pointed += _mines(story.reading, named)
    return tuple(_faced(story.reading, match) for match in sorted([*named, *pointed], key=lambda match: match.start))


def _ones(story: Story, named: list[Match]) -> Iterator[Match]:
    """Give "the right one", "the other", "la izquierda" as the place that was named before."""
    reading = story.reading
    for word in story.sides:
        if _stands_for_a_place(reading, word, named) and (before := _place_before(reading, word.start)):
            end = word.start + 2 if reading.word(word.start + 1) == "one" else word.start + 1
            yield Match(Label("region", before.label.id, before.label.lang), word.start, end)


def _stands_for_a_place(reading: Reading, word: SideWord, named: list[Match]) -> bool:
    """Say whether a side stands without its place: "the right one", but not "the right hip", "on the right"."""
    place = word.start
    if word.is_aside:
        return False
    if word.side is Side.BOTH:
        return word.of is None and not reading.is_one_of(place + 1, "side.nouns")
    start, end = reading.part(place)
    near = range(max(start, place - 2), min(end, place + 3))
    if any(match.start < near.stop and near.start < match.end for match in named):
        return False
    # "Polio leg, the right" names one place, not two.
    if end - start <= _ONLY_A_SIDE and any(match.end == start - 1 for match in named):
        return False
    if reading.word(place + 1) == "one":
        return True
    article = reading.is_one_of(place - 1, "side.articles", "side.articles_es")
    placed = reading.is_one_of(place - 2, "side.places", "side.places_es") or reading.word(place - 1) == "on"
    # "Not in the left leg, only in the right".
    placed = placed and not (reading.word(place - 2) == "in" and reading.is_one_of(place - 3, "sentence.only"))
    return article and not placed and not reading.is_one_of(place + 1, "side.nouns", "side.not_a_side")


def _theres(reading: Reading, named: list[Match]) -> Iterator[Match]:
    """Give "it aches in there", "dolor ahí" as the place that was named before."""
    for place in reading.places("side.there", 1, len(reading.tokens)):
        start, end = reading.part(place)
        hurts = reading.within("pain", max(start, place - _POINTS_WITHIN), place)
        own = any(start <= match.start < end for match in named)
        if hurts and not own and (before := _place_before(reading, place)):
            yield Match(Label("region", before.label.id, before.label.lang), place, place + 1)


def _sides_of_it(reading: Reading) -> Iterator[Match]:
    """Give "the back of it throbs", "down the side of it" as the place that was named before."""
    for place in reading.places("side.faces", 0, len(reading.tokens)):
        if reading.word(place + 1) == "of" and reading.word(place + 2) == "it":
            hurts = reading.within("pain", *reading.part(place))
            if hurts and (before := _place_before(reading, place)):
                yield Match(Label("region", before.label.id, before.label.lang), place, place + 3)


def _mines(reading: Reading, named: list[Match]) -> Iterator[Match]:
    """Give "mine is sore on the left", "el mio duele" as the place that was named before, of whomever."""
    for place in reading.places("side.mine", 1, len(reading.tokens)):
        part = reading.part(place)
        before = [match for match in longest(reading.all("region")) if match.end <= place]
        own = any(part[0] <= match.start < part[1] for match in named)
        if before and not own and reading.within("pain", *part):
            label = before[-1].label
            yield Match(Label("region", label.id, label.lang), place, place + 1)


def _faced(reading: Reading, match: Match) -> Match:
    """Give a thigh as the face of it that is told after: "my thigh burns, at the front", "por fuera"."""
    if match.label.id != "thigh":
        return match
    _, end = reading.sentence(match.start)
    last = min(end, match.end + _FACE_WITHIN)
    # What is told after another place is of that one.
    others = [other.start for other in reading.starting("region", match.end, last)]
    last = min(others, default=last)
    told = [(cue.start, face) for face in _FACES_OF_THIGH for cue in reading.starting(f"cue.{face}", match.start, last)]
    face = min(told)[1] if told else match.label.id
    return match._replace(label=match.label._replace(id=face))


def _is_face_of_it(reading: Reading, match: Match) -> bool:
    """Say whether "the back of it" is of what was named before: no place of its own."""
    of_it = reading.word(match.end) == "of" and reading.word(match.end + 1) == "it"
    return of_it and reading.is_one_of(match.end - 1, "side.faces")


def _place_before(reading: Reading, place: int) -> Match | None:
    """Give the last place named before that a body has two of, be it only to say that it is well."""
    regions = reading.lexicon.regions
    before = [match for match in longest(reading.all("region")) if match.end <= place]
    inside = [other for match in before[-2:] for other in reading.within("region", match.start, match.end)]
    paired = (match for match in (*reversed(before), *reversed(inside)) if _is_paired(regions[match.label.id]))
    return next(paired, None)


def _is_paired(rule: RegionRule) -> bool:
    return bool(rule.regions) and not rule.midline
