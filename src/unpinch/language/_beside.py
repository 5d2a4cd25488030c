"""What is told in one breath with the pain: the time of both is that of the pain."""

from __future__ import annotations

from ._reading import Reading
from ._time import Span
from ._topics import About, Topic

# "back pain after all the moving"
_CAUSED_WITHIN = 3
# "sin dormir por este dolor"
_KEPT_WITHIN = 3
# "fever with back pain"
_WITH_WITHIN = 3


def but_beside(reading: Reading, span: Span, said: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """Leave out what is said together with the pain, before the time or after it."""
    # "a temperature of 101 since last night": some words for a fever hold the time.
    before = tuple(
        topic for topic in said if topic.end <= span.start or (topic.about is About.SIGN and topic.start < span.start)
    )
    after = tuple(topic for topic in said if topic.start >= span.end)
    across = tuple(topic for topic in said if topic not in before and topic not in after)
    return _but_kept_from(reading, (*but_joined(reading, before), *across, *but_joined(reading, after)))


def _but_kept_from(reading: Reading, said: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """In "off work with my back 12 days" leave out the work: the pain keeps from it."""
    pains = [topic for topic in said if topic.about in (About.PAIN, About.PLACE)]
    return tuple(topic for topic in said if not any(_keeps_from(reading, pain, topic) for pain in pains))


def _keeps_from(reading: Reading, pain: Topic, topic: Topic) -> bool:
    kept = any(reading.is_one_of(place, "time.kept_from") for place in range(topic.start, topic.end))
    led = any(reading.is_one_of(place, "time.kept_by") for place in range(topic.end, pain.start))
    return topic.about is About.ELSE and kept and led and pain.start - topic.end <= _KEPT_WITHIN


def but_joined(reading: Reading, said: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """In "back pain and a fever since yesterday" leave out the fever: the time is that of both."""
    pains = [topic for topic in said if topic.about in (About.PAIN, About.PLACE) and not topic.is_nerve]
    added = [topic for topic in said if not topic.is_ours]
    # A place alone may be that of the sign ("kidney infection"); "my back has been bad" names the pain.
    named = any(topic.about is About.PAIN for topic in pains) or len({topic.start for topic in pains}) > 1
    if not named or not any(topic.about is About.SIGN for topic in added):
        return said
    gaps = [(max(topic.end for topic in pains), min(topic.start for topic in added))]
    gaps.append((max(topic.end for topic in added), min(topic.start for topic in pains)))
    return tuple(pains) if any(_is_joined(reading, *gap) for gap in gaps) else said


def _is_joined(reading: Reading, start: int, end: int) -> bool:
    """Say whether nothing but "and a", "plus I'm" stands between."""
    return start < end and all(reading.is_one_of(place, "time.added") for place in range(start, end))


def but_caused(reading: Reading, said: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """In "low back pain after the move" leave out the move: it is what the pain came from."""
    pains = [topic.end for topic in said if topic.about in (About.PAIN, About.PLACE)]
    first = min(pains, default=len(reading.tokens))
    return tuple(topic for topic in said if not (topic.start >= first and _is_a_cause(reading, topic)))


def _is_a_cause(reading: Reading, topic: Topic) -> bool:
    near = range(topic.start - _CAUSED_WITHIN, topic.start)
    return topic.about is About.ELSE and any(reading.is_one_of(place, "time.caused_by") for place in near)


def what_goes_with(reading: Reading, nearest: Topic, span: Span, said: tuple[Topic, ...]) -> Topic:
    """Take the pain for the fever in "from yesterday high fever with back pain": both began then."""
    is_sign = nearest.about in (About.SIGN, About.ELSE)
    # "fever since two days with back pain", "four days of shivers with a pain in my back"
    first = nearest.end if nearest.start >= span.end else span.end
    told_so = span.led or reading.is_one_of(span.end, "time.of")
    if not (is_sign and told_so and reading.is_one_of(first, "time.goes_with")):
        return nearest
    pains = (topic for topic in said if topic.is_ours and 0 < topic.start - first <= _WITH_WITHIN)
    return next(pains, nearest)


def is_place_of_illness(reading: Reading, topics: tuple[Topic, ...], said: tuple[Topic, ...], start: int) -> bool:
    """Hear "Lymphoedema, right leg, 20 years" as the place and time of the illness: no pain is told there."""
    first, end = reading.sentence(start)
    before = [topic for topic in topics if first <= topic.start < start]
    is_illness = any(topic.about is About.SIGN for topic in before) and not any(topic.is_ours for topic in before)
    sore = any(topic.about is About.PAIN and first <= topic.start < end for topic in topics)
    return is_illness and not sore and all(topic.about is About.PLACE for topic in said)
