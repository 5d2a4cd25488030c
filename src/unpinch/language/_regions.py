"""Where it hurts: lay words to regions of the body chart, and the findings that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
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
# What else may stand in the part of a place that is lent the pain of another part.
_WORDS_BESIDE_A_PLACE = 2
# "It then goes to the calf": what a pain does follows so soon.
_SUBJECT_WITHIN = 3
# These findings are themselves pain: the place they stand with hurts.
_PAIN_ITSELF = frozenset(
    {
        *("leg_pain", "pain_below_knee", "leg_worse_than_back", "night_pain"),
        *("shooting", "burning", "spasm", "stiffness", "severe_belly_pain"),
    }
)
# What makes a pain worse: a leg that is named right beside it hurts.
_MAKES_WORSE = frozenset({"worse_sitting", "worse_standing", "worse_walking", "worse_bending", "worse_cough"})
# These speak of a pain, which may be of another place: a back that is named with them hurts, a leg may not.
_OF_PAIN = _MAKES_WORSE | frozenset(
    {
        *("better_sitting", "better_walking", "better_lying", "poor_sleep", "work_loss"),
        *("minor_injury", "serious_accident", "disc_herniation_known", "pain_both_legs"),
    }
)
# With these a place may be named that hurts.
_SPEAKS_OF_PAIN = _PAIN_ITSELF | _OF_PAIN | {"cannot_walk", "stenosis_known", "bone_spur_known"}
# Where one of these was told, a leg that is named next has that sign and need not hurt.
_SIGNS_OF_A_LEG = frozenset(
    {
        *("numbness", "tingling", "weakness", "worsening_weakness", "foot_drop", "both_legs_weak", "saddle_numbness"),
        *("cold_pale_leg", "calf_swelling", "lymphedema", "local_skin_infection"),
    }
)
_NAMED_FOR_OTHER_REASONS = frozenset({"belly", "groin", "no_place"})


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
        if not _is_so(story, match) and not (story.is_patients(match) and _is_asked_for(story, match)):
            continue
        if not story.scopes.is_past(match) and (pain := _pain_of(story, match)):
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


def _is_so(story: Story, match: Match) -> bool:
    """Say whether the words are so; one asks only about what one has: "is there a stretch for my left hip?"."""
    scopes = story.scopes
    if not story.is_patients(match) or scopes.is_idiom(match):
        return False
    if scopes.is_denied(match) and not _is_never_without(story, match):
        return False
    return not scopes.is_imagined(match) or _is_asked_about(story, match)


def _is_never_without(story: Story, match: Match) -> bool:
    """Hear "I can't arch backward without pain in my back" as pain."""
    reading = story.reading
    start, _ = reading.part(match.start)
    withouts = [place for place in range(start, match.start) if reading.word(place) in ("without", "sin")]
    return bool(withouts) and any(reading.is_one_of(place, "sentence.without") for place in range(start, withouts[0]))


def _is_asked_about(story: Story, match: Match) -> bool:
    """Say whether it is neither feared nor a condition, but stands in a question of a place of one's own."""
    reading = story.reading
    start, end = reading.sentence(match.start)
    cues = reading.starting("cue.imagined_before", start, match.start)
    asked = all(reading.is_one_of(cue.start, "sentence.asks") for cue in cues)
    feared = any(reading.is_one_of(place, "sentence.fears") for place in range(start, match.start))
    of_ones_own = any(reading.is_one_of(place, "sentence.ones_own") for place in range(start, end))
    place = story.reading.lexicon.regions.get(match.label.id)
    return asked and not feared and (of_ones_own or (place is not None and not place.leg))


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
    return _said_pain_of(story, match) or (match if _hurts_by_being_named(story, match) else None)


def _said_pain_of(story: Story, match: Match) -> Match | None:
    """Give the words for a pain that go with this place."""
    reading = story.reading
    part, sentence = reading.part(match.start, match.end), reading.sentence(match.start)
    pains = _pains_within(story, match, sentence)
    here = [pain for pain in pains if part[0] <= pain.start < part[1] and not _is_of_other_place(story, pain, match)]
    others = _other_findings(story, part)
    covering = [other for other in others if other.overlaps(match)]
    if covering and not any(_shares(story, pain, other) for pain in here for other in covering):
        here = []
    if here:
        return min(here, key=lambda pain: abs(pain.start - match.start))
    if _is_asked_for(story, match) and not covering:
        return match
    if others or _denied_findings(story, part):
        return _added(story, match, pains) or _told_next(story, match, sentence)
    if pains and (lent := _lent(story, match, pains)):
        return lent
    if _goes_on(story, part, sentence) or (not pains and _is_bare(story, match, sentence)):
        return match
    return _told_next(story, match, sentence)


def _hurts_by_being_named(story: Story, match: Match) -> bool:
    """
    Say whether a place hurts since it is named at all: "my back can't take that chair".

    People write here of a back, a hip, a buttock that hurts; a leg may be numb or weak, and a belly is often a fear.
    """
    reading, rule = story.reading, story.reading.lexicon.regions[match.label.id]
    if rule.leg or rule.id in _NAMED_FOR_OTHER_REASONS or reading.touching("treatment", match):
        return False
    if any(reading.is_one_of(place, "sentence.of_the_spine_itself") for place in range(match.start, match.end)):
        return False
    near = _not_of_pain(reading.within("finding", *reading.part(match.start, match.end)))
    if rule.midline:
        near = [sign for sign in near if sign.overlaps(match) or sign.label.id == "local_skin_infection"]
    return not near


def _not_of_pain(findings: Iterable[Match]) -> list[Match]:
    return [finding for finding in findings if finding.label.id not in _SPEAKS_OF_PAIN]


def _pains_within(story: Story, match: Match, sentence: tuple[int, int]) -> list[Match]:
    """Give what may say that a place hurts; a word for pain beside a place is no figure of speech."""
    reading = story.reading
    leg = reading.lexicon.regions[match.label.id].leg
    said = list(reading.within("pain", *sentence))
    alone = not _other_findings(story, reading.part(match.start, match.end))
    # "bad leg", said with another sign, is bad by that.
    if not leg or not _other_findings(story, sentence):
        said += reading.within("sore_place", *sentence)
    for finding in _findings_within(story, sentence):
        near = finding.start - _SHARED_WITHIN <= match.end and match.start < finding.end
        speaks_of_pain = (near and alone and finding.label.id in _MAKES_WORSE) if leg else finding.label.id in _OF_PAIN
        if speaks_of_pain or finding.label.id in _PAIN_ITSELF:
            said.append(finding)
    return [pain for pain in said if _is_so(story, pain)]


def _findings_within(story: Story, span: tuple[int, int]) -> list[Match]:
    """Give the findings between two places, but for those that mean something else here."""
    reading = story.reading
    return [
        finding
        for finding in reading.within("finding", *span)
        if finding.label.id not in _PAIN_ITSELF
        or all(other.label.id != finding.label.id for other in reading.within("unless", *reading.part(*_ends(finding))))
    ]


def _ends(match: Match) -> tuple[int, int]:
    return match.start, match.end


def _other_findings(story: Story, part: tuple[int, int]) -> list[Match]:
    painful = _PAIN_ITSELF | _OF_PAIN
    return [other for other in _findings_within(story, part) if other.label.id not in painful]


def _denied_findings(story: Story, part: tuple[int, int]) -> list[Match]:
    painful = _PAIN_ITSELF | _OF_PAIN
    return [other for other in story.reading.within("absent", *part) if other.label.id not in painful]


def _is_of_other_place(story: Story, pain: Match, match: Match) -> bool:
    """Say whether the pain is of a place before what turns away: "my back hurts when I lift my leg"."""
    reading = story.reading
    first, last = sorted((pain, match), key=lambda each: each.start)
    turns = [place for place in range(first.end, last.start) if reading.is_one_of(place, "sentence.turns_away")]
    if not turns:
        return first is match and _has_its_own_place(story, match, pain)
    start, end = reading.part(pain.start, pain.end)
    placed = reading.within("region", start, turns[0]) if first is pain else reading.within("region", turns[-1], end)
    return any(not place.overlaps(match) for place in placed)


def _has_its_own_place(story: Story, match: Match, pain: Match) -> bool:
    """Say whether a pain after this place is of the place after it: "flat feet and pain in my back"."""
    reading = story.reading
    joined = any(reading.word(place) in ("and", "y") for place in range(match.end, pain.start))
    own = reading.starting("region", pain.end, pain.end + _SHARED_WITHIN + 2)
    between = reading.within("region", match.end, pain.start)
    return joined and bool(own) and not between


def _lent(story: Story, match: Match, pains: list[Match]) -> Match | None:
    """Give the pain of another part that holds for this place too: the last thing said before it, else the next."""
    reading = story.reading
    start, end = reading.sentence(match.start)
    said = [*pains, *_other_findings(story, (start, end)), *_denied_findings(story, (start, end))]
    if not _is_listed(story, match):
        return None
    if before := [each for each in said if each.end <= match.start]:
        last = max(before, key=lambda each: (each.end, each in pains))
        # "Hurts and tingles, mostly the last toes": both are of the toes.
        shared = [pain for pain in pains if pain.end <= last.start <= pain.end + _SHARED_WITHIN]
        return last if last in pains else next(iter(shared), None)
    after = min(said, key=lambda each: (each.start, each not in pains))
    return after if after in pains else None


def _is_listed(story: Story, match: Match, *, beside: int = _WORDS_BESIDE_A_PLACE) -> bool:
    """Say whether the part says no more than where: "buttock and thigh", "then down to the calf"."""
    reading = story.reading
    start, end = reading.part(match.start, match.end)
    places = {place for each in reading.within("region", start, end) for place in range(each.start, each.end)}
    skip = reading.lexicon.book.skip
    more = [
        place
        for place in range(start, end)
        if place not in places
        and place not in reading.numbers
        and reading.word(place) not in reading.lexicon.unit_days
        and not reading.words[place] & skip
        and not reading.is_one_of(place, "sentence.of_route", "side.left", "side.right", "side.both", "side.nouns")
    ]
    return not [place for place in more if place > match.start] and len(more) <= beside


def _added(story: Story, match: Match, pains: list[Match]) -> Match | None:
    """Give the pain added to something else: "my leg went white, hurts like murder"."""
    reading = story.reading
    for pain in pains:
        start, end = reading.part(pain.start, pain.end)
        alone = start >= match.end and pain.start - start <= 1 and not reading.within("region", start, end)
        if alone and reading.is_one_of(pain.start, "sentence.hurting") and not _other_findings(story, (start, end)):
            return pain
    return None


def _shares(story: Story, pain: Match, other: Match) -> bool:
    """Say whether a pain and another sign are of the same place: "pain and numbness in", "numb and aching"."""
    before = other.start - _SHARED_WITHIN <= pain.end <= other.start
    inside = other.start <= pain.start and pain.end <= other.end
    after = other.end <= pain.start <= other.end + _SHARED_WITHIN
    hurting = story.reading.is_one_of(pain.start, "sentence.hurting")
    _, end = story.reading.part(pain.start)
    # "Numb on the outside and burns when touched": what follows names no place of its own.
    of_the_same = hurting and other.end <= pain.start and not story.reading.starting("region", other.end, end)
    return before or inside or (after and hurting) or of_the_same


def _goes_on(story: Story, part: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Say whether these words tell where the pain of the sentence before goes: "It runs down my shin"."""
    reading = story.reading
    first, after = part[0], min(part[0] + _SUBJECT_WITHIN, part[1])
    tells_where = any(reading.is_one_of(place, "sentence.of_pains_way") for place in range(first, after))
    if not sentence[0] or not tells_where or _other_findings(story, sentence):
        return False
    before = reading.sentence(sentence[0] - 1)
    return any(_is_so(story, pain) for pain in reading.within("pain", *before)) and not _other_findings(story, before)


def _told_next(story: Story, match: Match, sentence: tuple[int, int]) -> Match | None:
    """Give the pain that the next sentence tells of "it": "My left leg got stronger. It still aches"."""
    reading, (_, end) = story.reading, sentence
    if end >= len(reading.tokens) or reading.starting("region", match.end, end):
        return None
    start, after = reading.part(end)
    after = min(after, reading.sentence(end)[1])
    told = any(reading.is_one_of(place, "sentence.it") for place in range(start, min(start + _SUBJECT_WITHIN, after)))
    if not told or reading.within("region", start, after):
        return None
    pains = reading.within("pain", start, min(start + 2 * _SUBJECT_WITHIN, after))
    hurting = [pain for pain in pains if _is_so(story, pain) and reading.is_one_of(pain.start, "sentence.hurting")]
    return next((pain for pain in hurting if reading.word(pain.end) != "to"), None)


def _is_bare(story: Story, match: Match, sentence: tuple[int, int]) -> bool:
    """Say whether the words are a bare place, or a place and how bad it is: "left hip, 5 weeks", "it's my calf"."""
    reading = story.reading
    start, end = sentence
    signs = _other_findings(story, sentence) or _follows_another_sign(story, start)
    if _is_listed(story, match, beside=1) and not signs and not reading.within("treatment", start, end):
        return True
    if reading.lexicon.regions[match.label.id].leg:
        return False
    rated = any(reading.word(place) == "10" for place in range(start, end))
    return rated or (end - start <= _SHORT_SENTENCE and not reading.within("treatment", start, end))


def _is_asked_for(story: Story, match: Match) -> bool:
    """Say whether help is asked for this place: "dry needling for my right glute"."""
    reading = story.reading
    start, _ = reading.sentence(match.start)
    first = match.start
    while first > start and (reading.words[first - 1] & reading.lexicon.book.skip):
        first -= 1
    return reading.is_one_of(first - 1, "sentence.on_behalf_of") and bool(
        reading.starting("treatment", start, first) or reading.word(reading.sentence(start)[1] - 1) == "?"
    )


def _follows_another_sign(story: Story, start: int) -> bool:
    """Say whether the sentence before is of a sign that is no pain: "it went numb on Monday. Left foot."."""
    if not start:
        return False
    before = story.reading.sentence(start - 1)
    pains = [pain for pain in story.reading.within("pain", *before) if story.is_so(pain)]
    signs = [sign for sign in story.reading.within("finding", *before) if sign.label.id in _SIGNS_OF_A_LEG]
    return not pains and bool(signs)
