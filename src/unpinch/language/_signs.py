"""What a text says beside a place of the body: which signs are pain, and which are not."""

from __future__ import annotations

from collections.abc import Iterable

from ._phrases import Match
from ._story import Story

# These findings are themselves pain: the place they stand with hurts.
PAIN_ITSELF = frozenset(
    {
        *("leg_pain", "pain_below_knee", "leg_worse_than_back", "night_pain"),
        *("shooting", "burning", "spasm", "stiffness", "severe_belly_pain"),
    }
)
# What makes a pain worse: a leg that is named right beside it hurts.
MAKES_WORSE = frozenset({"worse_sitting", "worse_standing", "worse_walking", "worse_bending", "worse_cough"})
# These speak of a pain, which may be of another place: a back that is named with them hurts, a leg may not.
OF_PAIN = MAKES_WORSE | frozenset(
    {
        *("better_sitting", "better_walking", "better_lying", "poor_sleep", "work_loss"),
        *("minor_injury", "serious_accident", "disc_herniation_known", "pain_both_legs"),
    }
)
# With these a place may be named that hurts.
_SPEAKS_OF_PAIN = PAIN_ITSELF | OF_PAIN | {"cannot_walk", "stenosis_known", "bone_spur_known"}
# Where one of these was told, a leg that is named next has that sign and need not hurt.
SIGNS_OF_A_LEG = frozenset(
    {
        *("numbness", "tingling", "weakness", "worsening_weakness", "foot_drop", "both_legs_weak", "saddle_numbness"),
        *("cold_pale_leg", "calf_swelling", "lymphedema", "local_skin_infection"),
    }
)


def is_so_here(story: Story, match: Match) -> bool:
    """Say whether the words are so; one asks only about what one has: "is there a stretch for my left hip?"."""
    scopes = story.scopes
    if not story.is_patients(match) or scopes.is_idiom(match):
        return False
    if scopes.is_denied(match) and not (_is_never_without(story, match) or _is_so_lately(story, match)):
        return False
    return not scopes.is_imagined(match) or _is_asked_about(story, match)


def soreness_of(story: Story, calf: Match) -> Match | None:
    """Give the words that say that a swollen calf hurts, and name no other place: "hot, swollen and sore"."""
    reading, (start, end) = story.reading, story.reading.sentence(calf.start)
    for pain in reading.within("pain", start, end):
        hurts = reading.is_one_of(pain.start, "sentence.hurting", "sentence.hurting_so", "sentence.pains")
        # A clot is tender to the touch; that alone is no pain.
        if not hurts or reading.word(pain.start) == "tender" or not is_so_here(story, pain):
            continue
        first, last = reading.part(pain.start, pain.end)
        if all(place.overlaps(calf) or place.overlaps(pain) for place in reading.within("region", first, last)):
            return pain
    return None


def _is_never_without(story: Story, match: Match) -> bool:
    """Hear "I can't arch backward without pain in my back" as pain."""
    reading = story.reading
    start, _ = reading.part(match.start)
    withouts = [place for place in range(start, match.start) if reading.word(place) in ("without", "sin")]
    return bool(withouts) and any(reading.is_one_of(place, "sentence.without") for place in range(start, withouts[0]))


def _is_so_lately(story: Story, match: Match) -> bool:
    """Hear "never had a day of back pain until three weeks ago" as pain."""
    reading = story.reading
    return bool(reading.starting("cue.till_lately", *reading.part(match.start, match.end)))


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


def is_asked_for(story: Story, match: Match) -> bool:
    """Say whether help is asked for this place: "dry needling for my right glute"."""
    reading = story.reading
    start, _ = reading.sentence(match.start)
    first = match.start
    while first > start and (reading.words[first - 1] & reading.lexicon.book.skip):
        first -= 1
    return reading.is_one_of(first - 1, "sentence.on_behalf_of") and bool(
        reading.starting("treatment", start, first) or reading.word(reading.sentence(start)[1] - 1) == "?"
    )


def not_of_pain(findings: Iterable[Match]) -> list[Match]:
    return [finding for finding in findings if finding.label.id not in _SPEAKS_OF_PAIN]


def findings_within(story: Story, span: tuple[int, int]) -> list[Match]:
    """Give the findings between two places, but for those that mean something else here."""
    reading = story.reading
    return [
        finding
        for finding in reading.within("finding", *span)
        if finding.label.id not in PAIN_ITSELF
        or all(other.label.id != finding.label.id for other in reading.within("unless", *reading.part(*_ends(finding))))
    ]


def _ends(match: Match) -> tuple[int, int]:
    return match.start, match.end


def other_findings(story: Story, part: tuple[int, int]) -> list[Match]:
    painful = PAIN_ITSELF | OF_PAIN
    return [other for other in findings_within(story, part) if other.label.id not in painful]


def denied_findings(story: Story, part: tuple[int, int]) -> list[Match]:
    painful = PAIN_ITSELF | OF_PAIN
    return [other for other in story.reading.within("absent", *part) if other.label.id not in painful]
