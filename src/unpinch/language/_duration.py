"""How long it has hurt: which of the times a text names is that of the pain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from ._beside import but_beside, but_caused, but_joined, is_place_of_illness, what_goes_with
from ._bygone import is_bygone
from ._life_times import is_of_life
from ._newer import is_apart, topics_within
from ._owners import Whose
from ._phrases import Match
from ._severity import is_grade, is_patients_at, places_of_ratings
from ._story import Story
from ._time import LONG_AGO_DAYS, Span
from ._tokens import BREAKS, SENTENCE_ENDS
from ._topics import ORDER, OURS, About, Topic, distance, read_topics, time_cues

# Points of a time: whose it is counts most, then how plainly it is said.
_IN_PART, _NEXT_DOOR, _EARLIER, _ALONE = 40, 34, 28, 8
_NOW, _LED, _COUNTED, _PLAIN_WORD = 20, 2, 4, 3
# A time speaks at most of the two sentences before it.
_SENTENCES_BACK = 3
_FAR = 6
_NEWER = 20
# "hurt it yesterday" names a day; "last week" and longer are as often when something else was.
_RECENT_NAMED_DAYS = 3
# "surgery on my knee": a place so close after something else belongs to it.
_OBJECT_WITHIN = 3
_FOR_WITHIN = 4
# "three weeks ago, in March, and ever since then"
_PARTS_ON = 2
# "20 years of very hard desk work"
_OF_WITHIN = 5
_LOOSE = 4
_STRAIN = "minor_injury"


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


class _Times:
    """The times of one story, and what each of them is the time of."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._reading = story.reading
        self._topics = read_topics(story)
        spans = tuple(span for span in story.times if not is_of_life(story, span))
        self.spans = tuple(self._uncorrected(spans))
        told = story.reading.all("onset") or story.reading.all("course")
        self.tells_of_pain = bool(told) or any(topic.about is not About.IT for topic in self._topics)

    def points_of(self, span: Span) -> int:
        """Give how surely this is how long it has hurt, what is new before all; 0 where it is of something else."""
        start, end = self._part(span)
        if self._is_what_began_it(span, end):
            return _IN_PART
        is_newer = is_apart(self._reading, self._topics, span, start, end)
        if is_newer or not self._is_patients(span, start, end):
            return 0
        points = self._said_with(span, start, end)
        if points <= 0:
            return 0
        first = self._reading.sentence(start)[0] if self._is_bare(span, start, end) else start
        is_now = bool(self._cues("now", first, end))
        return points + _NOW * is_now + _LED * span.led + _COUNTED * (not span.named)

    def _is_patients(self, span: Span, start: int, end: int) -> bool:
        """Say whether the time is told of the person with the pain: "it hurts since my baby was born 2 months ago"."""
        since = next((place for place in range(start, span.start) if self._reading.is_one_of(place, "time.since")), 0)
        places = [span.start, *([since - 1] if since > start else ()), *([end + 1] if self._is_onset(end) else ())]
        if any(is_patients_at(self._story, place) for place in places):
            return True
        # "bent down to lift my son yesterday"
        strains = (match.start for match in self._reading.starting("finding", start, end) if match.label.id == _STRAIN)
        if any(is_patients_at(self._story, place) for place in strains):
            return True
        # "walking the dog two weeks ago I pulled my back": the places among the topics are the patient's.
        is_animals = self._story.scopes.whose[span.start] is Whose.ANIMAL
        return is_animals and any(topic.about is About.PLACE for topic in self._within(start, end))

    def _is_what_began_it(self, span: Span, end: int) -> bool:
        """Read "I delivered 10 days ago and ever since my tailbone hurts": what came then began the pain."""
        reading, last = self._reading, len(self._reading.tokens) - 1
        is_named = span.named and span.days > _RECENT_NAMED_DAYS
        if is_named or not (span.ago or span.named):
            return False
        # "corticoides desde hace 9 años": what goes on since then is no beginning.
        if any(reading.is_one_of(place, "time.since") for place in range(span.start - 2, span.start)):
            return False
        # "fell off a ladder twelve years ago. Today my back hurts"
        is_strain = span.days <= LONG_AGO_DAYS and self._is_strain(span, end)
        for _ in range(_PARTS_ON):
            start, end = reading.part(min(end + 1, last)) if end < last else (end, end)
            since = reading.within("time_of", start, end)
            ours = any(topic.about in (About.PAIN, About.PLACE) for topic in self._within(start, end))
            if any(other.start >= span.end and other.start < start for other in self.spans):
                return False
            ends_so = reading.is_one_of(end - 1, "time.since_at_end")
            if ours and (ends_so or is_strain or any(cue.label.id == "since_then" for cue in since)):
                return True
        start, end = self._part(span)
        cues = self._cues("since_then", span.end, end)
        return any(topic.start > cue.start for cue in cues for topic in self._within(cue.start, end) if topic.is_ours)

    def _is_strain(self, span: Span, end: int) -> bool:
        """Read "yesterday I carried a sofa and today my back won't straighten": nothing but pain is told next."""
        reading, last = self._reading, len(self._reading.tokens) - 1
        places = range(reading.part(span.start)[0], end)
        if end >= last or not any(reading.is_one_of(place, "time.strained") for place in places):
            return False
        # "fainted and fell yesterday" is when that was.
        if any(topic.about is About.SIGN for topic in self._within(places.start, end)):
            return False
        following = self._within(*reading.part(min(end + 1, last)))
        is_own = is_patients_at(self._story, span.start)
        return is_own and bool(following) and all(topic.is_ours for topic in following)

    def _part(self, span: Span) -> tuple[int, int]:
        """Give the part of the sentence with the time; a stop after "wks." ends it."""
        start, end = self._reading.part(span.start, span.end)
        stopped = self._reading.text[self._reading.tokens[span.end - 1].end :].startswith(".")
        return start, span.end if stopped else end

    def _cues(self, name: str, start: int, end: int) -> list[Match]:
        return time_cues(self._reading, name, start, end)

    def _uncorrected(self, spans: tuple[Span, ...]) -> Iterator[Span]:
        """Leave out a time that is taken back at once: "three months, well, more like four weeks"."""
        for span, following in zip_longest(spans, spans[1:]):
            if not following or not self._cues("correction", span.end, following.start):
                yield span

    def _said_with(self, span: Span, start: int, end: int) -> int:
        """Give the points for what stands in the same part of the sentence as the time."""
        # "anoche, dolor" is no name of the pain here: the word of the time is in it.
        near = tuple(topic for topic in self._within(start, end) if not span.start <= topic.start < span.end)
        said = self._but_since(span, self._with_until(span, but_beside(self._reading, span, near)), start)
        if said:
            return self._of_nearest(span, said) if self._could_be(span, said, start) else 0
        if self._leads_to_strain(span, end):
            return _IN_PART
        # "Yesterday? A nine." is when it was so bad, not when it began.
        is_aside = span.relative or (span.named and not span.led)
        is_bare = (
            self._is_bare(span, start, end) or self._cues("correction", start, end) or self._is_onset_of(span, start)
        )
        return self._said_around(span) if is_bare and not is_aside else 0

    def _with_until(self, span: Span, said: tuple[Topic, ...]) -> tuple[Topic, ...]:
        """Hear the beginning in "I was fine until nine days back"."""
        until = span.start - 1
        begins = span.ago and self._reading.is_one_of(until, "time.up_to")
        if not begins or any(topic.about in (About.SIGN, About.ELSE) for topic in said):
            return said
        return (*said, Topic(until, span.start, About.PAIN))

    def _could_be(self, span: Span, said: tuple[Topic, ...], start: int) -> bool:
        """Say whether the time is one of now and not only before or after something."""
        return not is_bygone(self._story, span, start) and (not span.relative or self._is_after_it(span, said))

    def _of_nearest(self, span: Span, said: tuple[Topic, ...]) -> int:
        """Give the points for the words nearest to the time."""
        told = self._what_came(min(said, key=lambda topic: self._nearness(topic, span)), said)
        nearest = what_goes_with(self._reading, told, span, said)
        is_for_it = nearest is told and self._is_for_it(span, nearest, said)
        if not self._is_ours(nearest, span) or is_for_it or self._is_of_else(span, said):
            return 0
        if span.named and not span.led and not self._is_beginning(span, nearest, said):
            return 0
        if nearest.about in (About.IT, About.COURSE) and not any(
            topic.about in (About.PAIN, About.PLACE) for topic in said
        ):
            whole = self._cues("whole", *self._part(span))  # "my thigh aches, my leg is weak, all of it 3 months"
            return _IN_PART - _FAR if whole or self._said_before(span) in (None, True) else 0
        plain = any(topic.about is About.PAIN for topic in said)
        newer = _NEWER * nearest.is_nerve
        return _IN_PART + _PLAIN_WORD * plain - newer - min(distance(nearest, span), _FAR)

    def _nearness(self, topic: Topic, span: Span) -> tuple[int, int]:
        return self._remoteness(topic, span), ORDER.index(topic.about)

    def _what_came(self, nearest: Topic, said: tuple[Topic, ...]) -> Topic:
        """Take the illness for what came in "me dio neumonía hace tres semanas"."""
        if nearest.about is not About.IT:
            return nearest
        signs = [topic for topic in said if topic.about is About.SIGN]
        named = any(topic.about in (About.PAIN, About.PLACE) for topic in said)
        if signs and not named and self._reading.is_one_of(nearest.start, "time.felt"):
            return signs[0]  # "my back hurts and since Monday I feel nothing below the belt"
        first = nearest.end + self._reading.is_one_of(nearest.end, "time.of_what_came")
        return next((topic for topic in said if not topic.is_ours and topic.start in (nearest.end, first)), nearest)

    def _remoteness(self, topic: Topic, span: Span) -> int:
        """Give how far the words are; what follows without a joining word is farther: "two months x-ray normal"."""
        reading = self._reading
        loose = topic.start >= span.end and not reading.is_one_of(span.end, "time.joined")
        # Spanish tells after "hace" what happened then.
        loose = loose and not reading.is_one_of(span.start - 1, "time.ago_before")
        # "fever since yesterday and a sore back"
        is_added = topic.start >= span.end and reading.word(span.end) in ("and", "y")
        # "it's 7 years on prednisone": what it is the time of says more than "it".
        far = _LOOSE * ((loose and not topic.is_ours) or is_added) + (topic.about is About.IT)
        return distance(topic, span) + far

    def _is_after_it(self, span: Span, said: tuple[Topic, ...]) -> bool:
        """Read "backache for three weeks after shoveling" and "low back three weeks from cleaning"."""
        reading = self._reading
        if self._is_since_strain(span, said) or self._lasts_still(span, said):
            return True
        if reading.is_one_of(span.end, "time.before_it") and not reading.is_one_of(span.end + 1, "time.that"):
            return False
        near = range(span.start - 2, span.start)
        led = reading.word(span.end) == "from" or any(reading.is_one_of(place, "time.lasting") for place in near)
        return led and any(topic.is_ours and topic.start < span.start for topic in said)

    def _is_since_strain(self, span: Span, said: tuple[Topic, ...]) -> bool:
        """Read "two weeks after lifting a sofa my back still aches": the strain is the beginning."""
        reading = self._reading
        after = range(span.end + 1, span.end + _OBJECT_WITHIN)
        strains = [match for match in reading.all("finding") if match.label.id == _STRAIN]
        strained = any(match.start in after or match.start == span.end for match in strains)
        return strained and any(topic.about in (About.PAIN, About.PLACE) for topic in said)

    def _lasts_still(self, span: Span, said: tuple[Topic, ...]) -> bool:
        """Read "8 weeks post marathon my thigh still hurts", which says more of the pain than of a birth."""
        reading, ours = self._reading, [topic for topic in said if topic.is_ours and topic.start > span.end]
        after = range(span.end, reading.sentence(span.start)[1])
        still = any(reading.is_one_of(place, "time.lasting_still") for place in after)
        return still and bool(ours) and len(ours) == len(said)

    def _is_onset_of(self, span: Span, start: int) -> bool:
        """Read "pulled my groin (right), | 6 days ago lifting the mower", "..., three weeks since the new car"."""
        reading = self._reading
        if span.relative:
            return False
        strained = span.ago and reading.is_one_of(span.end, "time.strained", "sentence.lifts")
        since = start == span.start and not span.ago and reading.is_one_of(span.end, "time.since")
        return strained or (since and reading.word(start - 1) == ",")

    def _leads_to_strain(self, span: Span, end: int) -> bool:
        """Read "leg day yesterday, felt a pull in my back": what happened on that day comes next."""
        reading, following = self._reading, self._reading.part(min(end + 1, len(self._reading.tokens) - 1))
        if not span.ago or span.relative or reading.word(end) in SENTENCE_ENDS:
            return False
        lifts = reading.is_one_of(following[0], "time.strained", "sentence.lifts")
        return lifts or any(match.label.id == _STRAIN for match in reading.starting("finding", *following))

    def _is_beginning(self, span: Span, nearest: Topic, said: tuple[Topic, ...]) -> bool:
        """Say whether "yesterday" is when it began: "went out yesterday"; "last year" only where that is said."""
        # "it was a 4 last month", "yesterday it was nine"
        was_so = self._reading.is_one_of(nearest.end - 1, "time.was")
        reached = nearest.about is About.IT and self._reading.is_one_of(nearest.end, "time.reached")
        after = range(nearest.end, nearest.end + 2) if was_so or reached else ()
        between = (*range(nearest.end, span.start), *after)
        rated = any(is_grade(self._reading, place) for place in between)
        if rated or distance(nearest, span) > _FAR or nearest.about is About.COURSE:
            return False
        is_joined = self._reading.word(span.start - 1) in ("and", "y")
        if nearest.start >= span.end and not is_joined and any(_is_before(topic, span) for topic in said):
            return False  # "fainted yesterday when I stood up"
        was = any(self._reading.is_one_of(place, "time.was") for place in (span.start - 1, span.start - 2))
        if span.days > _RECENT_NAMED_DAYS and was:
            return False  # "that was last year"
        if self._cues("able", *self._part(span)):
            return False  # "yesterday I could move it"
        return span.days <= _RECENT_NAMED_DAYS or any(topic.about in (About.IT, About.CAUSE) for topic in said)

    def _is_ours(self, topic: Topic, span: Span) -> bool:
        """An accident of these weeks is what began it; one of long ago is history."""
        return topic.is_ours or (topic.about is About.CAUSE and 0 < span.days <= LONG_AGO_DAYS)

    def _within(self, start: int, end: int) -> tuple[Topic, ...]:
        return topics_within(self._topics, start, end)

    def _but_since(self, span: Span, said: tuple[Topic, ...], start: int) -> tuple[Topic, ...]:
        """In "it hurts since I moved house three weeks ago" leave out what stands after "since"."""
        since = [place for place in range(start, span.start - 1) if self._reading.is_one_of(place, "time.since")]
        inside = tuple(topic for topic in said if since and since[-1] < topic.start < span.start)
        before = tuple(topic for topic in said if since and topic.start < since[-1])
        of_place = any(topic.about is About.PLACE for topic in inside)
        if before and not of_place and not any(topic.is_ours for topic in before):
            # "she dribbles ever since the fall last week"
            return before
        if any(topic.about is About.PAIN for topic in inside):
            return said
        return tuple(topic for topic in said if topic not in inside) or said

    def _is_for_it(self, span: Span, nearest: Topic, said: tuple[Topic, ...]) -> bool:
        """Say whether the pain is only what something else is for: "gabapentin for my back pain for three weeks"."""
        pains = [topic.start for topic in said if topic.about is About.PAIN and topic.end <= nearest.start]
        named = max(pains, default=0)
        others = [
            topic.end
            for topic in said
            if not self._is_ours(topic, span) and topic.start <= nearest.start and topic.end > named
        ]
        # "this back that started ten days ago" says itself when it began.
        if not others or (nearest.about is About.IT and span.ago):
            return False
        before = range(max(nearest.start - _FOR_WITHIN, *others), nearest.start)
        # The "for" of "for five days" leads to the time.
        led = any(self._reading.is_one_of(place, "time.meant_for") for place in before if place != span.start - 1)
        return led or (nearest.about is About.PLACE and nearest.start - max(others) <= _OBJECT_WITHIN)

    def _is_of_else(self, span: Span, said: tuple[Topic, ...]) -> bool:
        """Hear "20 years of desk work" as the time of the work: after "of" stands what it is the time of."""
        reading, after = self._reading, range(span.end, span.end + _OF_WITHIN)
        if not reading.is_one_of(span.end, "time.of") or reading.word(span.end + 1) in BREAKS | {""}:
            return False
        return not any(topic.is_ours and topic.start in after for topic in said)

    def _is_bare(self, span: Span, start: int, end: int) -> bool:
        """Say whether the part holds nothing but the time ("..., six weeks now"), and after what it began."""
        end = span.end if self._reading.is_one_of(span.end, "time.relative_after") else end
        places = (place for place in range(start, end) if not span.start <= place < span.end)
        cues = (cue for name in ("now", "correction", "aside", "whole") for cue in self._cues(name, start, end))
        said = {place for cue in cues for place in range(cue.start, cue.end)}
        said |= set(places_of_ratings(self._reading, start, end))
        return all(place in said or self._reading.is_one_of(place, "time.bare", "time.vague") for place in places)

    def _said_around(self, span: Span) -> int:
        """Give the points for a time that stands alone: it speaks of what was said last, or else of what follows."""
        start, end = self._part(span)
        is_told = self._cues("whole", start, end) or (span.ago and self._is_onset(end))
        before = True if is_told else self._said_before(span)
        if before is not None:
            return _NEXT_DOOR * before
        said = self._said_next(end)
        return _EARLIER * self._tells_of_pain(said, span) if said else _ALONE

    def _said_next(self, end: int) -> tuple[Topic, ...]:
        """Give what is told first after a time, what is ruled out passed over."""
        last = len(self._reading.tokens) - 1
        for _ in range(_PARTS_ON):
            start, end = self._reading.part(min(end + 1, last))
            if said := self._but_ruled_out(start, end):
                return said
        return ()

    def _is_onset(self, end: int) -> bool:
        """Read "..., two years ago, my back began to hurt": the part after a comma tells what began."""
        reading = self._reading
        if end >= len(reading.tokens) - 1 or reading.word(end) in SENTENCE_ENDS:
            return False
        said = {topic.about for topic in self._within(*reading.part(end + 1))}
        return About.IT in said and bool(said & {About.PAIN, About.PLACE}) and not said - OURS

    def _said_before(self, span: Span) -> bool | None:
        """Say whether what was said last before a time is the pain; None if nothing was."""
        reading, sentences = self._reading, 0
        place = reading.part(span.start, span.end)[0] - 1
        is_whole, asked = self._is_a_sentence(span), False
        while place > 0 and sentences < _SENTENCES_BACK + asked:
            sentences += reading.word(place) in SENTENCE_ENDS
            start, end = reading.part(place - 1)
            said = self._but_ruled_out(start, end)
            if said and all(topic.about is About.SIGN for topic in said) and self._is_added(start):
                start = reading.part(start - 2)[0]
                said = self._but_ruled_out(start, end)
            is_else = is_whole and all(topic.about in (About.ELSE, About.IT) for topic in said)
            asked = asked or (is_else and self._is_asked(start, end))
            if said and not (is_else and asked):
                return self._tells_of_pain(said, span) and not is_place_of_illness(
                    self._reading, self._topics, said, start
                )
            place = min(start, place) - 1
        return None

    def _is_added(self, start: int) -> bool:
        """Say whether a part begins after "and", not after a comma: "back pain plus a fever | and the shakes"."""
        reading = self._reading
        return start > 1 and reading.text[reading.tokens[start - 1].start].isalpha()

    def _but_ruled_out(self, start: int, end: int) -> tuple[Topic, ...]:
        """Leave out what is called fine: "peeing fine", "no surgery"."""
        said, reading = self._within(start, end), self._reading
        is_fine = any(reading.is_one_of(place, "time.ruled_out") for place in range(start, end))
        return tuple(topic for topic in said if topic.about is not About.ELSE) if is_fine else said

    def _is_a_sentence(self, span: Span) -> bool:
        """Say whether the time is a sentence by itself: "Been 3 months.", "Son 6 años de esto"."""
        start, end = self._reading.sentence(span.start)
        end -= self._reading.word(end - 1) in SENTENCE_ENDS
        return all(self._reading.word(place) != "," for place in range(start, end)) and self._is_bare(span, start, end)

    def _is_asked(self, start: int, end: int) -> bool:
        """Say whether these words only ask for something: "Is decompression worth paying for?"."""
        reading = self._reading
        wants = any(reading.is_one_of(place, "time.wanting") for place in range(reading.sentence(start)[0], end))
        last = reading.sentence(start)[1]
        return wants or reading.word(last) == "?" or reading.word(last - 1) == "?"

    def _tells_of_pain(self, said: tuple[Topic, ...], span: Span) -> bool:
        """Say whether the pain is named last, or only a sore place without a sign: not "my toes won't come up"."""
        said = but_caused(self._reading, but_joined(self._reading, said))
        last = max(said, key=lambda topic: (topic.end, topic.is_ours))
        plain = any(topic.about is About.PAIN for topic in said)
        return self._is_ours(last, span) and (plain or not any(topic.about is About.SIGN for topic in said))


def _is_before(topic: Topic, span: Span) -> bool:
    return not topic.is_ours and topic.end <= span.start
