"""The words of a text that say what a time is the time of: the pain, where it is, or something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from ._findings import means_else
from ._phrases import Match
from ._reading import LONGEST_MATCH, Reading, starting
from ._signs import soreness_of
from ._story import Story
from ._time import Span

# The pain itself, and what goes with it: how long a numb toe lasts is how long the trouble lasts.
_OF_PAIN = frozenset({
    *("leg_pain", "pain_below_knee", "pain_both_legs", "leg_worse_than_back", "night_pain", "shooting", "burning"),
    *("spasm", "stiffness", "numbness", "tingling", "weakness", "minor_injury"),
    *("worse_sitting", "worse_standing", "worse_walking", "worse_bending", "worse_cough"),
    *("better_sitting", "better_walking", "better_lying"),
})  # fmt: skip
# These may be newer than the pain: where both have a time that of the pain counts.
_OF_NERVES = frozenset({"numbness", "tingling", "weakness"})
# What the pain does to a life neither makes a time the pain's nor takes it away, where the time stands alone.
_NEUTRAL = frozenset(
    {
        "poor_sleep",
        "work_loss",
        "cannot_walk",
        "needle_fear",
        "disc_herniation_known",
        "stenosis_known",
        "bone_spur_known",
    }
)


class About(Enum):
    """What some words are about."""

    PAIN = auto()
    PLACE = auto()
    IT = auto()
    COURSE = auto()
    CAUSE = auto()
    SIGN = auto()
    ELSE = auto()


# Of two that stand equally near the first counts.
ORDER = (About.PAIN, About.PLACE, About.CAUSE, About.SIGN, About.ELSE, About.IT, About.COURSE)
_CUES = {"pain": About.PAIN, "it": About.IT, "else": About.ELSE}
OURS = frozenset({About.PAIN, About.PLACE, About.IT, About.COURSE})


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that say what a time is the time of."""

    start: int
    end: int
    about: About
    is_nerve: bool = False
    is_posture: bool = False

    @property
    def is_ours(self) -> bool:
        """Say whether it is the pain, where it is, or "it"."""
        return self.about in OURS


def read_topics(story: Story) -> tuple[Topic, ...]:
    """Give all words that say what a time is the time of, in order, those inside a longer name left out."""
    topics = _uncovered(tuple(sorted(_topics(story), key=lambda topic: topic.start)))
    topics = tuple(topic for topic in topics if not _is_of_leak(topic, topics))
    nerves = [topic for topic in topics if topic.is_nerve]
    return tuple(replace(topic, is_nerve=True) if _is_place_of(topic, nerves) else topic for topic in topics)


def _is_of_leak(topic: Topic, topics: tuple[Topic, ...]) -> bool:
    """Say whether it only tells when something else comes: "se me sale el pipí | al reír"."""
    return topic.is_posture and any(not other.is_ours and topic.start <= other.end < topic.end for other in topics)


def _is_place_of(topic: Topic, nerves: list[Topic]) -> bool:
    """Say whether it is a numb, tingling or weak place: "tingling in the big toe"."""
    is_place = topic.about is About.PLACE
    return topic.is_nerve or (is_place and any(topic.start < nerve.end and nerve.start < topic.end for nerve in nerves))


def _topics(story: Story) -> Iterator[Topic]:
    """Give all words that say what a time is the time of."""
    reading = story.reading
    yield from (Topic(match.start, match.end, About.ELSE) for match in reading.all("treatment"))
    fallen = _fallen(story)
    for cue in reading.all("time_of"):
        about = _CUES.get(cue.label.id)
        if about and not any(cue.overlaps(match) for match in fallen):
            yield Topic(cue.start, cue.end, about)
    for cue in reading.all("onset"):
        yield Topic(cue.start, cue.end, About.CAUSE if cue.label.id == "injury" else About.IT)
    yield from (Topic(cue.start, cue.end, About.COURSE) for cue in reading.all("course"))
    strains = [match for match in reading.all("finding") if match.label.id == "minor_injury"]
    for match in reading.all("finding"):
        # "slipped on a wet floor", "fell on my butt on the ice": what one fell on is no sign.
        if match.label.id not in _OF_PAIN and any(strain.start < match.start < strain.end for strain in strains):
            continue
        is_over = match.label.id in _OF_PAIN and (story.scopes.is_past(match) or means_else(story, match))
        if match.label.id not in _NEUTRAL and story.is_so(match) and not is_over:
            yield _about_finding(story, match)
    yield from _pains(story)


def _fallen(story: Story) -> list[Match]:
    """Give the words for "cannot walk" where both legs are weak: their time is that of a new sign."""
    so = [match for match in story.reading.all("finding") if match.label.id in ("cannot_walk", "both_legs_weak")]
    legs = any(match.label.id == "both_legs_weak" and story.is_so(match) for match in so)
    return [match for match in so if match.label.id == "cannot_walk"] if legs else []


def _pains(story: Story) -> Iterator[Topic]:
    """Give the pains and the places of the patient, figures of speech and what is denied left out."""
    reading = story.reading
    for kind, about in (("pain", About.PAIN), ("sore_place", About.PLACE), ("region", About.PLACE)):
        for match in reading.all(kind):
            # "bad", "trouble": no pain by themselves.
            placed = kind != "sore_place" or reading.within("region", *reading.part(match.start, match.end))
            denied = kind == "pain" and story.scopes.is_denied(match)
            # A belly is named of many things that are no pain.
            named = match.label.id not in ("no_place", "belly")
            if named and placed and not denied and story.is_patients(match) and not story.scopes.is_idiom(match):
                yield Topic(match.start, match.end, about)


def _about_finding(story: Story, match: Match) -> Topic:
    """Say what a finding is about; a sign told over commas stands where it ends: "a week of pain, today a fever"."""
    last = story.reading.part(match.end - 1)[0]
    if match.label.id == "serious_accident":
        return Topic(match.start, match.end, About.CAUSE)
    if match.label.id == "calf_swelling" and soreness_of(story, match):
        return Topic(max(match.start, last), match.end, About.PAIN)
    if match.label.id in _OF_PAIN:
        is_posture = match.label.id.startswith(("worse_", "better_"))
        start = max(match.start, last) if is_posture else match.start
        return Topic(start, match.end, About.PAIN, match.label.id in _OF_NERVES, is_posture)
    return Topic(max(match.start, last), match.end, About.SIGN)


def _uncovered(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Drop the words that belong to a longer name: "back" in "back surgery", "work" in "cannot work"."""
    return tuple(
        topic
        for topic in topics
        if not any(
            other.end >= topic.end and _covers(other, topic)
            for other in starting(topics, topic.end - LONGEST_MATCH, topic.end)
        )
    )


def _covers(other: Topic, topic: Topic) -> bool:
    inside = other.start <= topic.start and topic.end <= other.end
    if other.about is About.SIGN and topic.about is About.PAIN and topic.start < other.start < topic.end <= other.end:
        # "tengo dormidas | las partes": the longer says where.
        return True
    longer = other.end - other.start > topic.end - topic.start
    if topic.is_ours and not other.is_ours:
        return inside
    return inside and longer and (other.is_ours or other.about is About.CAUSE) and topic.about is About.ELSE


def time_cues(reading: Reading, name: str, start: int, end: int) -> list[Match]:
    """Give the cues of one kind ("now", "whole") that begin between two places."""
    return [cue for cue in reading.starting("time_of", start, end) if cue.label.id == name]


def distance(topic: Topic, span: Span) -> int:
    """Give how many words stand between a topic and a time."""
    return max(topic.start - span.end, span.start - topic.end, 0)
