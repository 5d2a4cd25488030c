"""Where it hurts: lay words to regions of the body chart, and the findings that follow from them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from unpinch.kernel import Finding, FindingStatus, Mark, Side

from ._findings import Heard
from ._hurting import SUBJECT_WITHIN, hurts_where, is_listed, pain_said_of
from ._lexicon import RegionRule
from ._phrases import Match
from ._places import places_named
from ._reading import Reading
from ._side_words import is_over
from ._sides import side_of
from ._signs import (
    SIGNS_OF_A_LEG,
    denied_findings,
    findings_within,
    is_asked_for,
    is_so_here,
    not_of_pain,
    other_findings,
)
from ._story import Story
from ._tokens import SENTENCE_ENDS

_THIS_TIME = frozenset({("this", "time"), ("esta", "vez"), ("these", "days")})
_NAMED_FOR_OTHER_REASONS = frozenset({"belly", "groin", "no_place"})


@dataclass(frozen=True, slots=True)
class PainfulPlace:
    """A place that hurts: the lay words, the side, and the words that say that it hurts."""

    rule: RegionRule
    side: Side | None
    start: int
    end: int


def painful_places(story: Story) -> tuple[PainfulPlace, ...]:
    """Give the places the text says hurt, in order; where it says so of none, a leg that is named hurts."""
    named = [match for match in places_named(story) if _may_hurt(story, match)]
    if places := [place for match in named if (place := _painful(story, match, _pain_of(story, match)))]:
        return tuple(places)
    return tuple(place for match in named if (place := _painful(story, match, _only_thing_told(story, match))))


def _may_hurt(story: Story, match: Match) -> bool:
    told = is_so_here(story, match) or (story.is_patients(match) and _is_pointed_at(story, match))
    return told and not is_over(story.reading, story.scopes, match) and not _is_of_last_time(story, match)


def _is_of_last_time(story: Story, match: Match) -> bool:
    """Hear "I had sciatica on the right. Now it's the left hip" as over, where another place is told of now."""
    reading = story.reading
    start, end = reading.sentence(match.start)
    if end >= len(reading.tokens) or reading.lexicon.regions[match.label.id].midline:
        return False
    had = reading.holds(start, match.start, "sentence.had")
    now = reading.is_one_of(end, "sentence.now") or (reading.word(end), reading.word(end + 1)) in _THIS_TIME
    return had and now and bool(reading.within("region", *reading.sentence(end)))


def _is_pointed_at(story: Story, match: Match) -> bool:
    """Say whether it is a place of now whatever is said of it: "I can't lift my kid with this back"."""
    pointed = story.reading.is_one_of(match.start - 1, "sentence.this") and not story.scopes.is_idiom(match)
    pointed = pointed or hurts_where(story, story.reading.part(match.start, match.end)) is not None
    pointed = pointed or _is_blamed(story.reading, match)
    return pointed or _only_hurts(story, match) or is_asked_for(story, match)


def _is_blamed(reading: Reading, match: Match) -> bool:
    """Hear "no puedo dormir por la pierna derecha", "can't work because of my hip" as a place that hurts."""
    before = match.start - 1
    while reading.is_one_of(before, "side.articles", "side.articles_es", "side.left", "side.right"):
        before -= 1
    because_of = reading.word(before) == "of" and reading.word(before - 1) in ("because", "cause", "cuz")
    por = reading.word(before) in ("por", "culpa") and reading.holds(*reading.part(match.start), "sentence.able")
    return because_of or por


def _only_hurts(story: Story, match: Match) -> bool:
    """Hear "no numbness in my left leg, just pain" as pain there."""
    reading = story.reading
    _, end = reading.part(match.start, match.end)
    if not reading.is_one_of(end + 1, "sentence.only"):
        return False
    start, after = reading.part(end + 1)
    return bool(reading.within("pain", start, min(after, start + SUBJECT_WITHIN)))


def _painful(story: Story, match: Match, pain: Match | None) -> PainfulPlace | None:
    if pain is None:
        return None
    rule = story.reading.lexicon.regions[match.label.id]
    side = side_of(story.reading, story.sides, match.start, match.end, midline=rule.midline)
    return PainfulPlace(rule, side, min(match.start, pain.start), max(match.end, pain.end))


def _only_thing_told(story: Story, match: Match) -> Match | None:
    """Give a leg that is named in a text that tells of no other sign: people write here of what hurts."""
    reading = story.reading
    if not reading.lexicon.regions[match.label.id].leg or reading.touching("treatment", match):
        return None
    if _is_said_painless(story, match):
        return None
    if _hurts_somewhere(story):
        return match
    told = [sign for sign in reading.all("finding") if sign.label.id in SIGNS_OF_A_LEG and story.is_so(sign)]
    denied = [sign for sign in reading.all("absent") if sign.overlaps(match)]
    return None if told or denied else match


def _hurts_somewhere(story: Story) -> bool:
    """Hear "... cada vez más débil, duele 6 de 10" as pain of the place that was named: no other is."""
    reading = story.reading
    return any(
        is_so_here(story, pain) and not reading.within("region", *reading.part(pain.start, pain.end))
        for pain in reading.all("pain")
        if reading.is_one_of(pain.start, "sentence.hurting")
        and not story.scopes.is_past(pain)
        # "burning up at 102"
        and not not_of_pain(reading.touching("finding", pain))
    )


def with_both_legs(places: tuple[PainfulPlace, ...], heard: Heard) -> tuple[PainfulPlace, ...]:
    """Give the places of the leg on both sides where both hurt: "the sciatica crossed to the right leg, too"."""
    if not any(match.label.id == "pain_both_legs" and status is FindingStatus.PRESENT for match, status in heard):
        return places
    return tuple(replace(place, side=Side.BOTH) if place.rule.leg else place for place in places)


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
    if _is_said_painless(story, match):
        return None
    if said := pain_said_of(story, match):
        return said
    if _is_blamed(story.reading, match):
        return match
    named = _hurts_by_being_named(story, match) or _is_named_with(story, match)
    return match if named or _is_complained_of(story, match) or _lies_on_its_way(story, match) else None


def _is_named_with(story: Story, match: Match) -> bool:
    """Say whether a leg is named in one breath with a place that hurts by being named: "my left butt and leg"."""
    reading = story.reading
    before = match.start - 1
    while reading.is_one_of(before, "side.articles", "side.articles_es", "side.left", "side.right"):
        before -= 1
    if reading.word(before) not in ("and", "y") or not is_so_here(story, match):
        return False
    joined = [other for other in reading.all("region") if other.end == before]
    return not findings_within(story, (match.start, match.end)) and any(
        is_so_here(story, other) and _hurts_by_being_named(story, other) for other in joined
    )


def _hurts_by_being_named(story: Story, match: Match) -> bool:
    """
    Say whether a place hurts since it is named at all: "my back can't take that chair".

    People write here of a back, a hip, a buttock that hurts; a leg may be numb or weak, and a belly is often a fear.
    """
    reading, rule = story.reading, story.reading.lexicon.regions[match.label.id]
    if rule.leg or reading.touching("treatment", match):
        return False
    # The groin is named of numbness or of a fear, too; "my left groin" is a place one points to.
    if rule.id in _NAMED_FOR_OTHER_REASONS and not (rule.id == "groin" and _has_a_side(story, match)):
        return False
    if any(reading.is_one_of(place, "sentence.of_the_spine_itself") for place in range(match.start, match.end)):
        return False
    near = not_of_pain(reading.within("finding", *reading.part(match.start, match.end)))
    if rule.midline:
        near = [sign for sign in near if sign.overlaps(match) or sign.label.id == "local_skin_infection"]
    return not near


def _has_a_side(story: Story, match: Match) -> bool:
    return any(word.of is not None and match.start <= word.of < match.end for word in story.sides)


def _is_said_painless(story: Story, match: Match) -> bool:
    """Say whether the next words say that it does not hurt: "me truena la cadera, pero no duele"."""
    reading = story.reading
    first, end = reading.part(match.start, match.end)
    own = [pain for pain in reading.within("pain", first, end) if story.is_so(pain)]
    if own or reading.word(end) in SENTENCE_ENDS:
        return False
    start, after = reading.part(end + 1)
    if reading.is_one_of(start, "sentence.painless"):
        return True
    pains = reading.within("pain", start, min(after, start + SUBJECT_WITHIN + 1))
    hurting = [pain for pain in pains if reading.is_one_of(pain.start, "sentence.hurting", "sentence.pains")]
    return bool(hurting) and story.scopes.is_denied(hurting[0]) and not reading.within("region", start, after)


def _is_complained_of(story: Story, match: Match) -> bool:
    """Say whether this is what the person comes for: "the shin is the main thing", "today's complaint is the groin"."""
    reading = story.reading
    part = reading.part(match.start, match.end)
    told = [cue for cue in reading.starting("cue.complaint", *part) if not story.scopes.is_denied(cue)]
    beside = findings_within(story, reading.sentence(match.start))
    signs = [sign for sign in beside if sign.label.id in SIGNS_OF_A_LEG]
    told_so = bool(told) or _is_what_it_is(story, match)
    return told_so and not signs and not denied_findings(story, part)


def _is_what_it_is(story: Story, match: Match) -> bool:
    """Hear "it's my left ankle", "ahora es la izquierda"."""
    reading = story.reading
    before = match.start - 1
    while reading.is_one_of(before, "side.articles", "side.articles_es", "side.left", "side.right"):
        before -= 1
    it_is = reading.word(before) == "is" and reading.word(before - 1) == "it"
    return it_is or (reading.word(before) == "es" and reading.language == "es")


def _lies_on_its_way(story: Story, match: Match) -> bool:
    """Say whether a pain gets there from another place: "from the hip ... now it's reached the ankle"."""
    reading = story.reading
    start, _ = reading.sentence(match.start)
    before = [place for place in reading.starting("region", start, match.start) if place.end <= match.start]
    if reading.is_one_of(match.end, "sentence.without"):
        return False
    # "from the buttock to the foot, with tingling": the pain gets there, the tingling is one thing more.
    last = match.start if reading.word(match.end) in ("with", "con") else reading.part(match.start, match.end)[1]
    if not before or other_findings(story, (before[-1].start, last)):
        return False
    between = range(before[-1].end, match.start)
    goes = any(reading.is_one_of(place, "sentence.gets_there") for place in between)
    if not (goes or is_listed(story, match)) or not is_so_here(story, before[-1]):
        return False
    return pain_said_of(story, before[-1]) is not None or _hurts_by_being_named(story, before[-1])
