"""How long it has hurt: which of the times a text names is that of the pain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import zip_longest

from ._phrases import Match
from ._reading import LONGEST_MATCH, starting
from ._severity import is_patients_at
from ._story import Story
from ._time import LONG_AGO_DAYS, Span, all_times
from ._tokens import SENTENCE_ENDS

# The pain itself, and what goes with it: how long a numb toe lasts is how long the trouble lasts.
_OF_PAIN = frozenset({
    *("leg_pain", "pain_below_knee", "pain_both_legs", "leg_worse_than_back", "night_pain", "shooting", "burning"),
    *("spasm", "stiffness", "numbness", "tingling", "weakness", "minor_injury"),
    *("worse_sitting", "worse_standing", "worse_walking", "worse_bending", "worse_cough"),
    *("better_sitting", "better_walking", "better_lying"),
})  # fmt: skip
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
# Points of a time: whose it is counts most, then how plainly it is said.
_IN_PART, _NEXT_DOOR, _EARLIER, _ALONE = 40, 34, 28, 8
_NOW, _LED, _COUNTED, _PLAIN_WORD = 20, 2, 4, 3
# A time speaks at most of the two sentences before it.
_SENTENCES_BACK = 3
_FAR = 6
# "hurt it yesterday" names a day; "last week" and longer are as often when something else was.
_RECENT_NAMED_DAYS = 2
# "surgery on my knee": a place so close after something else belongs to it.
_OBJECT_WITHIN = 3
_FOR_WITHIN = 4
_LOOSE = 4


class _About(Enum):
    """What some words are about."""

    PAIN = auto()
    PLACE = auto()
    IT = auto()
    COURSE = auto()
    CAUSE = auto()
    SIGN = auto()
    ELSE = auto()


# Of two that stand equally near the first counts.
_ORDER = (_About.PAIN, _About.PLACE, _About.CAUSE, _About.SIGN, _About.ELSE, _About.IT, _About.COURSE)
_CUES = {"pain": _About.PAIN, "it": _About.IT, "else": _About.ELSE}
_OURS = frozenset({_About.PAIN, _About.PLACE, _About.IT, _About.COURSE})


@dataclass(frozen=True, slots=True)
class _Topic:
    """Words that say what a time is the time of."""

    start: int
    end: int
    about: _About

    @property
    def is_ours(self) -> bool:
        """Say whether it is the pain, where it is, or "it"."""
        return self.about in _OURS


def read_duration(story: Story) -> int | None:
    """
    Give how many days the pain has lasted.

    It is the time said with the pain, not that of a pill, an operation, a birth or a new warning sign; a present flare
    counts over an old history. None where it is a range, or only since when is said ("since Tuesday").
    """
    times = _Times(story)
    weighed = [(times.points_of(span), -span.start, span) for span in times.spans]
    weighed = [entry for entry in weighed if entry[0] > 0]
    if not weighed or not times.tells_of_pain:
        return None
    best = max(weighed, key=lambda entry: entry[:2])[2]
    return best.days if best.exact else None


def _topics(story: Story) -> Iterator[_Topic]:
    """Give all words that say what a time is the time of."""
    reading = story.reading
    yield from (_Topic(match.start, match.end, _About.ELSE) for match in reading.all("treatment"))
    for cue in reading.all("time_of"):
        if about := _CUES.get(cue.label.id):
            yield _Topic(cue.start, cue.end, about)
    for kind, about in (("onset", _About.IT), ("course", _About.COURSE)):
        yield from (_Topic(cue.start, cue.end, about) for cue in reading.all(kind))
    for match in reading.all("finding"):
        if match.label.id not in _NEUTRAL and story.is_so(match):
            yield _Topic(match.start, match.end, _about_finding(match))
    yield from _pains(story)


def _pains(story: Story) -> Iterator[_Topic]:
    """Give the pains and the places of the patient, figures of speech and what is denied left out."""
    reading = story.reading
    for kind, about in (("pain", _About.PAIN), ("sore_place", _About.PLACE), ("region", _About.PLACE)):
        for match in reading.all(kind):
            # "bad", "trouble": no pain by themselves.
            placed = kind != "sore_place" or reading.within("region", *reading.part(match.start, match.end))
            denied = kind == "pain" and story.scopes.is_denied(match)
            if placed and not denied and story.is_patients(match) and not story.scopes.is_idiom(match):
                yield _Topic(match.start, match.end, about)


def _about_finding(match: Match) -> _About:
    if match.label.id == "serious_accident":
        return _About.CAUSE
    return _About.PAIN if match.label.id in _OF_PAIN else _About.SIGN


class _Times:
    """The times of one story, and what each of them is the time of."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._reading = story.reading
        self._topics = _uncovered(tuple(sorted(_topics(story), key=lambda topic: topic.start)))
        self.spans = tuple(self._uncorrected(tuple(all_times(story.reading))))
        told = story.reading.all("onset") or story.reading.all("course")
        self.tells_of_pain = bool(told) or any(topic.about is not _About.IT for topic in self._topics)

    def points_of(self, span: Span) -> int:
        """Give how surely this is how long it has hurt; 0 where it is the time of something else."""
        if not is_patients_at(self._story, span.start):
            return 0
        start, end = self._part(span)
        points = self._said_with(span, start, end)
        if points <= 0:
            return 0
        is_now = bool(self._cues("now", start, end))
        return points + _NOW * is_now + _LED * span.led + _COUNTED * (not span.named)

    def _part(self, span: Span) -> tuple[int, int]:
        """Give the part of the sentence with the time; a stop after "wks." ends it."""
        start, end = self._reading.part(span.start, span.end)
        stopped = self._reading.text[self._reading.tokens[span.end - 1].end :].startswith(".")
        return start, span.end if stopped else end

    def _cues(self, name: str, start: int, end: int) -> list[Match]:
        return [cue for cue in self._reading.starting("time_of", start, end) if cue.label.id == name]

    def _uncorrected(self, spans: tuple[Span, ...]) -> Iterator[Span]:
        """Leave out a time that is taken back at once: "three months, well, more like four weeks"."""
        for span, following in zip_longest(spans, spans[1:]):
            if not following or not self._cues("correction", span.end, following.start):
                yield span

    def _said_with(self, span: Span, start: int, end: int) -> int:
        """Give the points for what stands in the same part of the sentence as the time."""
        # "anoche, dolor" is no name of the pain here: the word of the time is in it.
        near = tuple(topic for topic in self._within(start, end) if not span.start <= topic.start < span.end)
        said = self._but_since(span, near, start)
        if said:
            return self._of_nearest(span, said) if self._could_be(span, said, start) else 0
        # "Yesterday? A nine." is when it was so bad, not when it began.
        is_aside = span.relative or (span.named and not span.led)
        is_bare = self._is_bare(span, start, end) or self._cues("correction", start, end)
        return self._said_around(span) if is_bare and not is_aside else 0

    def _could_be(self, span: Span, said: tuple[_Topic, ...], start: int) -> bool:
        """Say whether the time is one of now and not only before or after something."""
        return not self._is_history(span, start) and (not span.relative or self._is_after_it(span, said))

    def _of_nearest(self, span: Span, said: tuple[_Topic, ...]) -> int:
        """Give the points for the words nearest to the time."""
        nearest = min(said, key=lambda topic: (self._remoteness(topic, span), _ORDER.index(topic.about)))
        if not self._is_ours(nearest, span) or self._is_for_it(span, nearest, said):
            return 0
        if span.named and not span.led and not self._is_beginning(span, nearest, said):
            return 0
        if nearest.about is _About.IT and not any(topic.about in (_About.PAIN, _About.PLACE) for topic in said):
            return _IN_PART - _FAR if self._said_before(span) in (None, True) else 0
        plain = any(topic.about is _About.PAIN for topic in said)
        return _IN_PART + _PLAIN_WORD * plain - min(_distance(nearest, span), _FAR)

    def _remoteness(self, topic: _Topic, span: Span) -> int:
        """Give how far the words are; what follows without a joining word is farther: "two months x-ray normal"."""
        reading = self._reading
        loose = topic.start >= span.end and not reading.is_one_of(span.end, "time.joined")
        # Spanish tells after "hace" what happened then.
        loose = loose and not reading.is_one_of(span.start - 1, "time.ago_before")
        return _distance(topic, span) + _LOOSE * (loose and not topic.is_ours)

    def _is_after_it(self, span: Span, said: tuple[_Topic, ...]) -> bool:
        """Read "backache for three weeks after shoveling" and "low back three weeks from cleaning"."""
        reading = self._reading
        if reading.is_one_of(span.end, "time.before_it") and not reading.is_one_of(span.end + 1, "time.that"):
            return False
        near = range(span.start - 2, span.start)
        led = reading.word(span.end) == "from" or any(reading.is_one_of(place, "time.lasting") for place in near)
        return led and any(topic.is_ours and topic.start < span.start for topic in said)

    def _is_history(self, span: Span, start: int) -> bool:
        """Hear "six years ago I had sciatica" as over."""
        had = any(self._reading.is_one_of(place, "time.had") for place in range(start, span.end + 3))
        return had and span.ago and span.days >= LONG_AGO_DAYS

    def _is_beginning(self, span: Span, nearest: _Topic, said: tuple[_Topic, ...]) -> bool:
        """Say whether "yesterday" is when it began: "went out yesterday"; "last year" only where that is said."""
        if _distance(nearest, span) > _FAR or nearest.about is _About.COURSE:
            return False
        return span.days <= _RECENT_NAMED_DAYS or any(topic.about in (_About.IT, _About.CAUSE) for topic in said)

    def _is_ours(self, topic: _Topic, span: Span) -> bool:
        """An accident of these weeks is what began it; one of long ago is history."""
        return topic.is_ours or (topic.about is _About.CAUSE and 0 < span.days <= LONG_AGO_DAYS)

    def _within(self, start: int, end: int) -> tuple[_Topic, ...]:
        near = starting(self._topics, start - LONGEST_MATCH, end)
        return tuple(topic for topic in near if topic.end > start)

    def _but_since(self, span: Span, said: tuple[_Topic, ...], start: int) -> tuple[_Topic, ...]:
        """In "it hurts since I moved house three weeks ago" leave out what stands after "since"."""
        since = [place for place in range(start, span.start - 1) if self._reading.is_one_of(place, "time.since")]
        inside = tuple(topic for topic in said if since and since[-1] < topic.start < span.start)
        if any(topic.about is _About.PAIN for topic in inside):
            return said
        return tuple(topic for topic in said if topic not in inside) or said

    def _is_for_it(self, span: Span, nearest: _Topic, said: tuple[_Topic, ...]) -> bool:
        """Say whether the pain is only what something else is for: "gabapentin for my back pain for three weeks"."""
        pains = [topic.start for topic in said if topic.about is _About.PAIN and topic.end <= nearest.start]
        named = max(pains, default=0)
        others = [
            topic.end
            for topic in said
            if not self._is_ours(topic, span) and topic.start <= nearest.start and topic.end > named
        ]
        if not others:
            return False
        before = range(max(nearest.start - _FOR_WITHIN, *others), nearest.start)
        led = any(self._reading.is_one_of(place, "time.meant_for") for place in before)
        return led or (nearest.about is _About.PLACE and nearest.start - max(others) <= _OBJECT_WITHIN)

    def _is_bare(self, span: Span, start: int, end: int) -> bool:
        """Say whether the part holds nothing but the time ("..., six weeks now"), and after what it began."""
        end = span.end if self._reading.is_one_of(span.end, "time.relative_after") else end
        places = (place for place in range(start, end) if not span.start <= place < span.end)
        cues = (*self._cues("now", start, end), *self._cues("correction", start, end))
        said = {place for cue in cues for place in range(cue.start, cue.end)}
        return all(place in said or self._reading.is_one_of(place, "time.bare", "time.vague") for place in places)

    def _said_around(self, span: Span) -> int:
        """Give the points for a time that stands alone: it speaks of what was said last, or else of what follows."""
        before = self._said_before(span)
        if before is not None:
            return _NEXT_DOOR * before
        _, after = self._part(span)
        said = self._within(*self._reading.part(min(after + 1, len(self._reading.tokens) - 1)))
        return _EARLIER * self._tells_of_pain(said, span) if said else _ALONE

    def _said_before(self, span: Span) -> bool | None:
        """Say whether what was said last before a time is the pain; None if nothing was."""
        reading, sentences = self._reading, 0
        place = reading.part(span.start, span.end)[0] - 1
        while place > 0 and sentences < _SENTENCES_BACK:
            sentences += reading.word(place) in SENTENCE_ENDS
            start, end = reading.part(place - 1)
            if said := self._within(start, end):
                return self._tells_of_pain(said, span)
            place = min(start, place) - 1
        return None

    def _tells_of_pain(self, said: tuple[_Topic, ...], span: Span) -> bool:
        """Say whether the pain is named last, or only a sore place without a sign: not "my toes won't come up"."""
        last = max(said, key=lambda topic: (topic.end, topic.is_ours))
        plain = any(topic.about is _About.PAIN for topic in said)
        return self._is_ours(last, span) and (plain or not any(topic.about is _About.SIGN for topic in said))


def _uncovered(topics: tuple[_Topic, ...]) -> tuple[_Topic, ...]:
    """Drop the words that belong to a longer name: "back" in "back surgery", "work" in "cannot work"."""
    return tuple(
        topic
        for topic in topics
        if not any(_covers(other, topic) for other in starting(topics, topic.end - LONGEST_MATCH, topic.start + 1))
    )


def _covers(other: _Topic, topic: _Topic) -> bool:
    inside = other.start <= topic.start and topic.end <= other.end
    longer = other.end - other.start > topic.end - topic.start
    if topic.is_ours and not other.is_ours:
        return inside
    return inside and longer and other.is_ours and topic.about is _About.ELSE


def _distance(topic: _Topic, span: Span) -> int:
    return max(topic.start - span.end, span.start - topic.end, 0)
