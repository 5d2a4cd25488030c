"""Times of what is over: an old bout of pain, a sign that went away."""

from __future__ import annotations

from ._reading import Reading
from ._story import Story
from ._time import LONG_AGO_DAYS, Span, is_year_named
from ._tokens import BREAKS, SENTENCE_ENDS
from ._topics import time_cues

# "hace cinco años se me dormían": what is over is told so soon after the time.
_HAD_WITHIN = 3


def is_bygone(story: Story, span: Span, start: int) -> bool:
    """Hear "six years ago I had sciatica" and "That was two years ago. Now my back hurts." as over."""
    reading, near = story.reading, range(start, span.end + _HAD_WITHIN)
    had = any(reading.is_one_of(place, "time.had") or is_imperfect(reading, place) for place in near)
    was = any(reading.is_one_of(place, "time.was") for place in near)
    end = reading.sentence(span.start)[1]
    is_over = had or (was and bool(time_cues(reading, "now", end, end + 1)))
    return (is_over and span.ago and span.days >= LONG_AGO_DAYS) or _is_dated(reading, span) or _has_gone(story, span)


def is_imperfect(reading: Reading, place: int) -> bool:
    """Hear "me molestaba" as told of then."""
    return reading.language == "es" and reading.word(place).endswith(("aba", "aban"))


def _has_gone(story: Story, span: Span) -> bool:
    """Hear "the hip pain I had for a month has cleared up" as over."""
    reading = story.reading
    start, end = reading.part(span.start, span.end)
    pains = reading.starting("pain", start, span.start)
    ended = reading.starting("cue.past_after", end, end + _HAD_WITHIN)
    joined = reading.word(end) in BREAKS - SENTENCE_ENDS
    if (span.ago and not span.led and ended and joined) or _is_but_gone(reading, end):
        return True  # "last week my foot was weak, it went away the same day"
    return any(story.scopes.is_past(pain) for pain in pains) and not time_cues(reading, "now", span.end, end)


def _is_but_gone(reading: Reading, end: int) -> bool:
    """Hear "bad for 3 weeks but resolved" as over."""
    but = end if reading.word(end) in ("but", "pero") else end - 1
    ended = reading.starting("cue.past_after", but + 1, but + 1 + _HAD_WITHIN)
    return reading.word(but) in ("but", "pero") and bool(ended)


def _is_dated(reading: Reading, span: Span) -> bool:
    """Hear "in bed for 3 days last winter" and "sciatica in 2018 for six months", "a week in June" as over."""
    start, end = reading.part(span.start, span.end)
    near = (*range(start, span.start), *range(span.end, end))
    if not span.ago and any(
        reading.word(place - 1) in ("in", "en")
        and (is_year_named(reading, place) or (place == span.end + 1 and reading.is_one_of(place, "time.months")))
        for place in near
    ):
        return True
    lasts = (place for place in range(span.end, end) if reading.is_one_of(place, "time.last"))
    return any(
        (reading.is_one_of(place + 1, "time.vague") or reading.word(place + 1) in reading.lexicon.unit_days)
        and not reading.is_one_of(place - 1, "time.since")
        for place in lasts
    )
