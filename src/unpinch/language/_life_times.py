"""Times that tell of a life and of no trouble: an age, how far on a pregnancy is."""

from __future__ import annotations

from ._age import YOUNGEST_PLAIN, is_age
from ._reading import LONGEST_MATCH, Reading
from ._story import Story
from ._time import DAYS_A_YEAR, Span


def is_of_life(story: Story, span: Span) -> bool:
    """Say whether a time is an age or how far on a pregnancy is."""
    return _is_age(story.reading, span) or _is_of_child(story, span)


def _is_of_child(story: Story, span: Span) -> bool:
    """Hear "37 weeks tomorrow" and "embarazada de 30 semanas" as how far on a pregnancy is."""
    near = story.reading.starting("finding", span.start - LONGEST_MATCH, span.start + 1)
    before = span.start - (story.reading.word(span.start - 1) in ("de", "con"))
    told = (match for match in near if match.label.id == "pregnant" and story.is_so(match))
    return any(match.end >= span.end or match.end == before for match in told)


def _is_age(reading: Reading, span: Span) -> bool:
    return span.days >= YOUNGEST_PLAIN * DAYS_A_YEAR and span.start in reading.numbers and is_age(reading, span.start)
