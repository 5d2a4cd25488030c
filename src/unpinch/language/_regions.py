"""Where it hurts: lay words to regions of the body chart, and the findings that follow from them."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch.kernel import Finding, FindingStatus, Mark, Side

from ._lexicon import RegionRule
from ._phrases import Match, longest
from ._sides import side_of
from ._story import Story

# "Left hip, 4 months": a sentence this short that names a place names where it hurts.
_SHORT_SENTENCE = 10
# "pain and numbness in my left leg": the two share the place.
_SHARED_WITHIN = 2
# These findings are themselves pain, or say what moves it: the place they stand with hurts.
_PAINFUL = frozenset(
    {
        *("leg_pain", "pain_below_knee", "pain_both_legs", "leg_worse_than_back", "night_pain"),
        *("shooting", "burning", "spasm", "stiffness", "worse_sitting", "worse_standing", "worse_walking"),
        *("worse_bending", "worse_cough", "better_sitting", "better_walking", "better_lying"),
        *("minor_injury", "serious_accident", "poor_sleep", "work_loss", "disc_herniation_known"),
    }
)


@dataclass(frozen=True, slots=True)
class PainfulPlace:
    """A place that hurts: the lay words, the side, and the words that say that it hurts."""

    rule: RegionRule
    side: Side | None
    start: int
    end: int


def painful_places(story: Story) -> tuple[PainfulPlace, ...]:
    """Give the places the text says hurt, in order."""
    rules = story.reading.lexicon.regions
    places = []
    for match in longest(story.reading.all("region")):
        if story.is_so(match) and not story.scopes.is_past(match) and (pain := _pain_of(story, match)):
            rule = rules[match.label.id]
            side = side_of(story.reading, story.sides, match.start, match.end, midline=rule.midline)
            start, end = min(match.start, pain.start), max(match.end, pain.end)
            places.append(PainfulPlace(rule, side, start, end))
    return tuple(places)


def marks_of(places: tuple[PainfulPlace, ...]) -> tuple[Mark, ...]:
    """Give each region once, with its side: left and right together are both."""
    sides: dict[str, Side | None] = {}
    for place in places:
        for region in place.rule.regions:
            before = sides.get(region)
            sides[region] = Side.BOTH if before and place.side and before is not place.side else place.side or before
    return tuple(Mark(region, side) for region, side in sides.items())


def findings_of(story: Story, places: tuple[PainfulPlace, ...]) -> tuple[Finding, ...]:
    """Give `leg_pain` and `pain_below_knee` where a painful place makes them so."""
    groups = {
        "leg_pain": [place for place in places if place.rule.leg],
        "pain_below_knee": [place for place in places if place.rule.below_knee],
    }
    return tuple(_finding_of(story, name, chosen) for name, chosen in groups.items() if chosen)


def _finding_of(story: Story, name: str, places: list[PainfulPlace]) -> Finding:
    sides = {place.side for place in places} - {None}
    side = Side.BOTH if len(sides) > 1 else next(iter(sides), None)
    quote = story.reading.quote(places[0].start, places[0].end)
    return Finding(name, FindingStatus.PRESENT, side, quote)


def _pain_of(story: Story, match: Match) -> Match | None:
    """
    Give the words that say that this place hurts.

    They stand in the same part of the sentence, or elsewhere in it if this part says nothing else ("pain in my back,
    buttock and thigh"); a place that is only numb or weak does not hurt.
    """
    reading = story.reading
    part, sentence = reading.part(match.start, match.end), reading.sentence(match.start)
    said = [match for kind in ("pain", "sore_place") for match in reading.within(kind, *sentence)]
    said += [match for match in reading.within("finding", *sentence) if match.label.id in _PAINFUL]
    pains = [pain for pain in said if story.is_so(pain)]
    here = [pain for pain in pains if part[0] <= pain.start < part[1]]
    others = [other for other in reading.within("finding", *part) if other.label.id not in _PAINFUL]
    covering = [other for other in others if other.overlaps(match)]
    if covering and not any(_shares(pain, other) for pain in here for other in covering):
        return None
    if here:
        return min(here, key=lambda pain: abs(pain.start - match.start))
    if others or reading.within("absent", *part):
        return None
    if pains:
        return min(pains, key=lambda pain: abs(pain.start - match.start))
    return match if _is_bare(story, sentence) else None


def _shares(pain: Match, other: Match) -> bool:
    before = other.start - _SHARED_WITHIN <= pain.end <= other.start
    return before or (other.start <= pain.start and pain.end <= other.end)


def _is_bare(story: Story, sentence: tuple[int, int]) -> bool:
    """Say whether a sentence is a bare place, or a place and how bad it is."""
    start, end = sentence
    rated = any(story.reading.word(place) == "10" for place in range(start, end))
    return rated or (end - start <= _SHORT_SENTENCE and not story.reading.within("treatment", start, end))
