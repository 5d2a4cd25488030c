"""The words that say that a place hurts."""

from __future__ import annotations

from ._phrases import Match
from ._reading import Reading
from ._signs import (
    MAKES_WORSE,
    OF_PAIN,
    PAIN_ITSELF,
    SIGNS_OF_A_LEG,
    denied_findings,
    findings_within,
    is_asked_for,
    is_so_here,
    not_of_pain,
    other_findings,
    soreness_of,
)
from ._story import Story

# "Left hip, 4 months": a sentence this short that names a place names where it hurts.
_SHORT_SENTENCE = 10
# "pain and numbness in my left leg": the two share the place.
_SHARED_WITHIN = 2
# What else may stand in the part of a place that is lent the pain of another part.
_WORDS_BESIDE_A_PLACE = 2
# "It then goes to the calf": what a pain does follows so soon.
SUBJECT_WITHIN = 3
# "pain in the leg", "burning on my outer thigh"
_IN_IT = frozenset({"in", "on", "along", "inside", "behind", "around", "down", "across", "en", "por"})


def pain_said_of(story: Story, match: Match) -> Match | None:
    """Give the words for a pain that go with this place."""
    reading = story.reading
    part, sentence = reading.part(match.start, match.end), reading.sentence(match.start)
    pains = _pains_within(story, match, sentence)
    here = [pain for pain in pains if part[0] <= pain.start < part[1] and not _is_of_other_place(story, pain, match)]
    others = other_findings(story, part)
    covering = [other for other in others if other.overlaps(match)]
    here += [pain for pain in pains if pain.end == part[0] - 1 and _is_one_row(story, pain, match)]
    if covering and not any(_shares(story, pain, other) for pain in here for other in covering):
        here = [pain for pain in here if _is_right_before(story, pain, match)]
    swollen = (other for other in covering if other.label.id in ("calf_swelling", "cold_pale_leg"))
    here += [sore for other in swollen if (sore := soreness_of(story, other))]
    if here:
        return min(here, key=lambda pain: abs(pain.start - match.start))
    asked_for = match if is_asked_for(story, match) and not covering else None
    if told := asked_for or hurts_where(story, part):
        return told
    if others or denied_findings(story, part):
        return _added(story, match, pains) or _told_next(story, match, sentence)
    if pains and (lent := _lent(story, match, pains)):
        return lent
    if _goes_on(story, part, sentence) or (not pains and _is_bare(story, match, sentence)):
        return match
    return _told_next(story, match, sentence)


def _is_right_before(story: Story, pain: Match, match: Match) -> bool:
    """Hear "pain in the right leg with numb toes" as pain in the leg, whatever sign is told with it."""
    reading = story.reading
    between = range(pain.end, match.start)
    in_it = any(reading.word(place) in _IN_IT for place in between)
    small = ("side.articles", "side.articles_es", "side.left", "side.right", "side.both", "side.narrows")
    return in_it and all(reading.word(place) in _IN_IT or reading.is_one_of(place, *small) for place in between)


def _is_one_row(story: Story, pain: Match, match: Match) -> bool:
    """Hear "an aching, numb right shin", "weak, sore left leg" as pain there: only words of the place stand between."""
    reading = story.reading
    if not reading.is_one_of(pain.end - 1, "sentence.hurting", "sentence.hurting_so") or pain.end - pain.start > 1:
        return False
    if reading.within("region", *reading.part(pain.start)):
        return False
    signs = [range(sign.start, sign.end) for sign in reading.starting("finding", pain.end, match.start)]
    of_place = ("side.left", "side.right", "side.both", "side.narrows")
    return all(
        any(place in sign for sign in signs) or reading.is_one_of(place, *of_place)
        for place in range(pain.end + 1, match.start)
    )


def _pains_within(story: Story, match: Match, sentence: tuple[int, int]) -> list[Match]:
    """Give what may say that a place hurts; a word for pain beside a place is no figure of speech."""
    reading = story.reading
    leg = reading.lexicon.regions[match.label.id].leg
    said = list(reading.within("pain", *sentence))
    alone = not other_findings(story, reading.part(match.start, match.end))
    # "bad leg", said with another sign, is bad by that.
    if not leg or not other_findings(story, sentence):
        said += reading.within("sore_place", *sentence)
    for finding in findings_within(story, sentence):
        near = finding.start - _SHARED_WITHIN <= match.end and match.start < finding.end
        speaks_of_pain = (near and alone and finding.label.id in MAKES_WORSE) if leg else finding.label.id in OF_PAIN
        if speaks_of_pain or finding.label.id in PAIN_ITSELF:
            said.append(finding)
    pains = [pain for pain in said if is_so_here(story, pain) and not story.scopes.is_past(pain)]
    return [pain for pain in pains if not _is_bother_of_sign(story, pain)]


def _is_bother_of_sign(story: Story, pain: Match) -> bool:
    """Hear "what bothers me is pins and needles in the foot" as no pain."""
    reading = story.reading
    bother = reading.is_one_of(pain.start, "sentence.bothers")
    return bother and bool(other_findings(story, reading.part(pain.start, pain.end)))


def _is_of_other_place(story: Story, pain: Match, match: Match) -> bool:
    """Say whether the pain is of a place before what turns away: "my back hurts when I lift my leg"."""
    reading = story.reading
    first, last = sorted((pain, match), key=lambda each: each.start)
    turns = [place for place in range(first.end, last.start) if reading.is_one_of(place, "sentence.turns_away")]
    if not turns:
        if first is pain:
            return _is_told_before_sign(story, pain, match)
        return _has_its_own_place(story, match, pain)
    start, end = reading.part(pain.start, pain.end)
    placed = reading.within("region", start, turns[0]) if first is pain else reading.within("region", turns[-1], end)
    return any(not place.overlaps(match) for place in placed)


def _is_told_before_sign(story: Story, pain: Match, match: Match) -> bool:
    """Say whether a pain has its place and this one another sign: "backache and pins and needles in my leg"."""
    reading = story.reading
    if not reading.lexicon.regions[match.label.id].leg:
        return False
    own = reading.starting("region", pain.start - _SHARED_WITHIN, pain.end)
    placed = any(place.end >= pain.start and not place.overlaps(match) for place in own)
    return placed and bool(not_of_pain(reading.within("finding", pain.end, match.start)))


def _has_its_own_place(story: Story, match: Match, pain: Match) -> bool:
    """Say whether a pain after this place is of the place after it: "flat feet and pain in my back"."""
    reading = story.reading
    joined = any(reading.word(place) in ("and", "y") for place in range(match.end, pain.start))
    _, end = reading.sentence(pain.start)
    own = reading.starting("region", pain.end, min(end, pain.end + _SHARED_WITHIN + 2))
    between = reading.within("region", match.end, pain.start)
    return joined and bool(own) and not between


def _lent(story: Story, match: Match, pains: list[Match]) -> Match | None:
    """Give the pain of another part that holds for this place too: the last thing said before it, else the next."""
    reading = story.reading
    start, end = reading.sentence(match.start)
    said = [*pains, *other_findings(story, (start, end)), *denied_findings(story, (start, end))]
    if not is_listed(story, match):
        return None
    if _is_joined_to_next(story, match) and (joined := [pain for pain in pains if pain.start >= match.end]):
        return joined[0]
    if before := [each for each in said if each.end <= match.start]:
        last = max(before, key=lambda each: (each.end, each in pains))
        # "Hurts and tingles, mostly the last toes": both are of the toes.
        shared = [pain for pain in pains if pain.end <= last.start <= pain.end + _SHARED_WITHIN]
        return last if last in pains else next(iter(shared), None)
    after = min(said, key=lambda each: (each.start, each not in pains))
    return after if after in pains else None


def _is_joined_to_next(story: Story, match: Match) -> bool:
    """Say whether this place and the next are one subject: "la rodilla y la espalda me duelen"."""
    reading = story.reading
    _, end = reading.part(match.start, match.end)
    if end >= len(reading.tokens) or reading.quote(end, end + 1).lower() not in ("and", "y"):
        return False
    return match.end == end and bool(reading.starting("region", end + 1, end + 1 + SUBJECT_WITHIN))


def is_listed(story: Story, match: Match, *, beside: int = _WORDS_BESIDE_A_PLACE) -> bool:
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


def hurts_where(story: Story, part: tuple[int, int]) -> Match | None:
    """Give the pain that is said to be there: "a rash across my back, right where it hurts", "donde me duele"."""
    reading = story.reading
    for first in (part[0], part[1] + 1):
        start, end = reading.part(first) if first < len(reading.tokens) else (first, first)
        wheres = reading.places("sentence.where", start, end)
        pains = [pain for pain in reading.within("pain", wheres[0], end) if is_so_here(story, pain)] if wheres else []
        if pains and not reading.within("region", wheres[0], end):
            return pains[0]
    return None


def _added(story: Story, match: Match, pains: list[Match]) -> Match | None:
    """Give the pain added to something else: "my leg went white, hurts like murder"."""
    reading = story.reading
    for pain in pains:
        start, end = reading.part(pain.start, pain.end)
        soon = pain.start - start <= 1 or (pain.start - start == _SHARED_WITHIN and _is_joined(reading, pain))
        alone = start >= match.end and soon and not reading.within("region", start, end)
        # "My left leg is numb and it hurts on the right": that is of another place.
        alone = alone and not reading.holds(start, end, "side.left", "side.right")
        # "No numbness in the leg, just pain".
        only = reading.is_one_of(start, "sentence.only") and pain.end == end
        hurts = only or reading.is_one_of(pain.start, "sentence.hurting") or _is_severe(reading, pain)
        if alone and hurts and not other_findings(story, (start, pain.end)):
            return pain
    return None


def _is_severe(reading: Reading, pain: Match) -> bool:
    """Hear "my leg went white, pain is too much"."""
    return reading.is_one_of(pain.start, "sentence.pains") and reading.is_one_of(pain.end, "sentence.copulas")


def _is_joined(reading: Reading, pain: Match) -> bool:
    """Hear the second of two in "calf swollen, warm and sore"."""
    return reading.word(pain.start - 1) in ("and", "y")


def _shares(story: Story, pain: Match, other: Match) -> bool:
    """Say whether a pain and another sign are of the same place: "pain and numbness in", "numb and aching"."""
    before = other.start - _SHARED_WITHIN <= pain.end <= other.start
    inside = other.start <= pain.start and pain.end <= other.end
    after = other.end <= pain.start <= other.end + _SHARED_WITHIN
    # "fría y con un dolor que no se aguanta"
    first = pain.start - 1 - story.reading.is_one_of(pain.start - 1, "side.articles_es", "pain.articles")
    with_pain = story.reading.word(first) in ("with", "con")
    hurting = with_pain or story.reading.is_one_of(pain.start, "sentence.hurting")
    _, end = story.reading.part(pain.start)
    # "Numb on the outside and burns when touched": what follows names no place of its own.
    of_the_same = hurting and other.end <= pain.start and not story.reading.starting("region", other.end, end)
    own = story.reading.starting("region", pain.start - _SHARED_WITHIN, pain.end)
    # "Low back pain and right leg weakness": the pain has a place of its own.
    before = before and not any(place.end == pain.start or place.overlaps(pain) for place in own)
    return before or inside or (after and hurting) or of_the_same


def _goes_on(story: Story, part: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Say whether these words tell where the pain of the sentence before goes: "It runs down my shin"."""
    reading = story.reading
    first, after = part[0], min(part[0] + SUBJECT_WITHIN, part[1])
    tells_where = any(reading.is_one_of(place, "sentence.of_pains_way") for place in range(first, after))
    if reading.starting("cue.what_i_have", *part) and not other_findings(story, sentence):
        return True
    if not sentence[0] or not tells_where or other_findings(story, sentence):
        return False
    before = reading.sentence(sentence[0] - 1)
    return any(is_so_here(story, pain) for pain in reading.within("pain", *before)) and not other_findings(
        story, before
    )


def _told_next(story: Story, match: Match, sentence: tuple[int, int]) -> Match | None:
    """Give the pain that the next sentence tells of "it": "My left leg got stronger. It still aches"."""
    reading, (_, end) = story.reading, sentence
    if end >= len(reading.tokens) or reading.starting("region", match.end, end):
        return None
    start, after = reading.part(end)
    after = min(after, reading.sentence(end)[1])
    told = any(reading.is_one_of(place, "sentence.it") for place in range(start, min(start + SUBJECT_WITHIN, after)))
    if not told or reading.within("region", start, after):
        return None
    pains = reading.within("pain", start, min(start + 2 * SUBJECT_WITHIN, after))
    hurting = [pain for pain in pains if is_so_here(story, pain) and reading.is_one_of(pain.start, "sentence.hurting")]
    return next((pain for pain in hurting if reading.word(pain.end) != "to"), None)


def _is_bare(story: Story, match: Match, sentence: tuple[int, int]) -> bool:
    """Say whether the words are a bare place, or a place and how bad it is: "left hip, 5 weeks", "it's my calf"."""
    reading = story.reading
    start, end = sentence
    signs = other_findings(story, sentence) or _follows_another_sign(story, start)
    if is_listed(story, match, beside=1) and not signs and not reading.within("treatment", start, end):
        return True
    if reading.lexicon.regions[match.label.id].leg:
        return _is_rated_at_once(reading, match)
    rated = any(reading.word(place) == "10" for place in range(start, end))
    return rated or (end - start <= _SHORT_SENTENCE and not reading.within("treatment", start, end))


def _is_rated_at_once(reading: Reading, match: Match) -> bool:
    """Hear "left leg 8/10", "right calf: 7 out of 10" as pain there."""
    first = match.end + (reading.word(match.end) in (",", ":"))
    return first in reading.numbers and any(reading.word(place) == "10" for place in range(first + 1, first + 4))


def _follows_another_sign(story: Story, start: int) -> bool:
    """Say whether the sentence before is of a sign that is no pain: "it went numb on Monday. Left foot."."""
    if not start:
        return False
    before = story.reading.sentence(start - 1)
    pains = [pain for pain in story.reading.within("pain", *before) if story.is_so(pain)]
    signs = [sign for sign in story.reading.within("finding", *before) if sign.label.id in SIGNS_OF_A_LEG]
    return not pains and any(story.is_so(sign) for sign in signs)
