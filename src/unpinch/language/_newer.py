"""Times of what is newer, or older, than the pain: a foot that went numb, a leg that joined in."""

from __future__ import annotations

from ._bygone import is_imperfect
from ._reading import LONGEST_MATCH, Reading, starting
from ._time import DAYS_A_YEAR, Span
from ._topics import About, Topic, time_cues

# A numb foot of so few days beside a pain without a time is newer than the pain.
_NEW_DAYS = 6


def topics_within(topics: tuple[Topic, ...], start: int, end: int) -> tuple[Topic, ...]:
    """Give the topics that have a word between two places."""
    return tuple(topic for topic in starting(topics, start - LONGEST_MATCH, end) if topic.end > start)


def is_apart(reading: Reading, topics: tuple[Topic, ...], span: Span, start: int, end: int) -> bool:
    """Say whether the time is only that of a sign told apart from the pain."""
    return (
        _is_numb_apart(reading, topics, span, start, end)
        or _is_of_other_leg(reading, topics, span, start, end)
        or _is_when_moved(reading, span, start, end)
    )


def _is_numb_apart(reading: Reading, topics: tuple[Topic, ...], span: Span, start: int, end: int) -> bool:
    """Read "my back hurts and since last night my foot is numb": so new, or so old, is the foot only."""
    is_new = (span.led or span.named) and span.days <= _NEW_DAYS
    # "my leg was weak a fortnight ago. Buttock pain": how the leg was then.
    then = span.ago and any(_is_told_of_then(reading, place) for place in range(start, span.start))
    if not is_new and not then and span.days < DAYS_A_YEAR:
        return False
    said = [topic for topic in topics_within(topics, start, end) if topic.is_ours]
    is_numb = any(topic.is_nerve for topic in said) and all(topic.is_nerve for topic in said)
    others = (topic for topic in topics if topic.end <= start or topic.start >= end)
    # "since Tuesday's flight my foot drags" tells of no pain at all.
    painless = is_new and all(topic.is_nerve or topic.about not in (About.PAIN, About.PLACE) for topic in topics)
    return is_numb and (painless or any(topic.about is About.PAIN and not topic.is_nerve for topic in others))


def _is_told_of_then(reading: Reading, place: int) -> bool:
    return reading.is_one_of(place, "time.was") or is_imperfect(reading, place)


def _is_of_other_leg(reading: Reading, topics: tuple[Topic, ...], span: Span, start: int, end: int) -> bool:
    """Read "first the left leg, since last week the right one as well": so new is the other leg only."""
    if not span.led or not any(topic.is_ours and topic.start < start for topic in topics):
        return False
    legs = reading.starting("finding", start - LONGEST_MATCH, end)
    both = any(match.label.id == "pain_both_legs" and match.end > start for match in legs)
    return both and any(reading.is_one_of(place, "time.as_well") for place in range(start, end))


def _is_when_moved(reading: Reading, span: Span, start: int, end: int) -> bool:
    """Read "it was the left leg and last night it spread to the right": so new is the other side only."""
    return bool(time_cues(reading, "moved", max(start, span.start - LONGEST_MATCH), end)) and (span.ago or span.led)
