"""What bends the meaning of words: denial, fear, the past, an old unchanged trouble, idiom, and whose body it is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from ._phrases import Match
from ._reading import Reading, starting
from ._tokens import SENTENCE_ENDS

# "no numbness, weakness, trouble with the bladder or ..." goes on as long as the items stay this short.
_LONGEST_LIST_ITEM = 8
# A denial or a fear reaches no farther in the longest sentence.
_REACH = 40
# A denial after the finding stands close to it: "fever: none".
_DENIED_WITHIN = 2


class Whose(Enum):
    """Whose body a word is about."""

    UNSAID = auto()
    SELF = auto()
    OTHER = auto()
    ANIMAL = auto()


class Scopes:
    """Answers, for any place of one reading, what bends its meaning."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        taken = _places(reading.all("finding"))
        self._stops = frozenset(cue.start for cue in reading.all("cue.stop"))
        self._told = frozenset(cue.start for cue in reading.all("cue.now_it_is"))
        self._denials = tuple(
            cue for cue in _unless(reading, "cue.denied_before", "cue.not_a_denial") if cue.start not in taken
        )
        self._fears = _unless(reading, "cue.imagined_before", "cue.not_imagined")
        self.whose = _owners(reading)

    def is_idiom(self, match: Match) -> bool:
        """Say whether the words are part of a figure of speech."""
        return bool(self._reading.touching("cue.idiom", match))

    def is_denied(self, match: Match) -> bool:
        """Say whether the words are said not to be so: "no ...", "... : none"."""
        return self._denied_before(match) or self._denied_after(match) or self._answered_no(match)

    def is_imagined(self, match: Match) -> bool:
        """Say whether the words are feared, asked about in general, or imagined, and did not come true."""
        near = starting(self._fears, self._reach_of(match), match.start)
        feared = any(fear.end <= match.end and self._is_feared_up_to(fear.end, match.start) for fear in near)
        return feared and not self._came_true(match)

    def _is_feared_up_to(self, end: int, start: int) -> bool:
        """Say whether a fear or an advice reaches here: up to where it is told what is ("and this morning I ...")."""
        return self._reaches(end, start) and self._told.isdisjoint(range(end, start))

    def _came_true(self, match: Match) -> bool:
        """Say whether what was feared is said to be there: "... and now I have it"."""
        reading = self._reading
        _, end = reading.sentence(match.start)
        _, after = reading.sentence(end) if end < len(reading.tokens) else (end, end)
        return bool(reading.starting("cue.came_true", match.end, after))

    def is_past(self, match: Match) -> bool:
        """Say whether the words are of the past and over: "used to be numb", "foot drop, fully recovered"."""
        start, end = self._reading.part(match.start, match.end)
        before = self._reading.starting("cue.past_before", start, match.start)
        after = self._reading.starting("cue.past_after", match.end, end)
        return bool(before or after or self._said_next(end, "cue.past_after"))

    def is_long_standing(self, match: Match) -> bool:
        """Say whether the words are about an old trouble that did not change."""
        start, end = self._reading.part(match.start, match.end)
        old, new = self._age_cues(start, end)
        return bool(old or self._called_old(end)) and not new and not self._said_next(end, "cue.changed")

    def _called_old(self, end: int) -> bool:
        """Say whether the next part says so: "weak bladder, that is not new"."""
        cues = self._said_next(end, "cue.long_standing")
        return any(not self._age_cues(cue.start, cue.end)[1] for cue in cues)

    def _said_next(self, end: int, name: str) -> tuple[Match, ...]:
        """Give the cues of a kind in the part that begins after `end`, if it speaks of nothing else."""
        reading = self._reading
        if end >= len(reading.tokens) - 1:
            return ()
        start, after = reading.part(end + 1)
        says_more = any(reading.within(kind, start, after) for kind in ("finding", "pain", "region"))
        return () if says_more else reading.starting(name, start, after)

    def _age_cues(self, start: int, end: int) -> tuple[list[Match], list[Match]]:
        """Give what says "old" and what says "new" between two places; "nothing new" says old."""
        old = self._reading.starting("cue.long_standing", start, end)
        new = self._reading.starting("cue.new", start, end)
        return list(old), [cue for cue in new if not any(cue.overlaps(other) for other in old)]

    def _denied_before(self, match: Match) -> bool:
        near = starting(self._denials, self._reach_of(match), match.start)
        return any(self._goes_on(denial.end, match) for denial in near)

    def _reach_of(self, match: Match) -> int:
        """Give the first place from which a denial or a fear could reach these words."""
        start, _ = self._reading.sentence(match.start)
        return max(start, match.start - _REACH)

    def _goes_on(self, end: int, match: Match) -> bool:
        """Say whether a denial still reaches the match: up to a "but", and through a list but not a new statement."""
        if not self._reaches(end, match.start):
            return False
        tokens = self._reading.tokens
        breaks = [place for place in range(end, match.start) if tokens[place].word in (",", "and", "y")]
        ends = [*breaks[1:], match.start] if breaks else []
        return all(self._is_list_item(first + 1, after, match) for first, after in zip(breaks, ends, strict=True))

    def _is_list_item(self, first: int, after: int, match: Match) -> bool:
        """Say whether what stands between two commas is one more thing of the same list."""
        if after - first > _LONGEST_LIST_ITEM:
            return False
        reading = self._reading
        if reading.is_one_of(first, "sentence.goes_on"):
            return True
        places = range(first, after + 1 if after == match.start else after)
        opening = next((place for place in places if not reading.is_one_of(place, "sentence.joins_a_list")), -1)
        has_verb = any(reading.is_one_of(place, "sentence.verbs") for place in places)
        return not has_verb and not reading.is_one_of(opening, "sentence.says_something")

    def _reaches(self, end: int, start: int) -> bool:
        return not any(
            place in self._stops or self._reading.word(place) in SENTENCE_ENDS for place in range(end, start)
        )

    def _denied_after(self, match: Match) -> bool:
        cues = self._reading.starting("cue.denied_after", match.end, match.end + _DENIED_WITHIN + 1)
        return any(self._open_between(match.end, cue.start) for cue in cues)

    def _answered_no(self, match: Match) -> bool:
        """Say whether it was asked for and answered: "asked about numbness and I said no"."""
        start, end = self._reading.sentence(match.start)
        asked = self._reading.starting("cue.asked", start, match.start)
        return bool(asked and self._reading.starting("cue.answered_no", match.end, end))

    def _open_between(self, end: int, start: int) -> bool:
        return all(self._reading.word(place) not in SENTENCE_ENDS | {","} for place in range(end, start))


def _places(matches: Iterable[Match]) -> frozenset[int]:
    return frozenset(place for match in matches for place in range(match.start, match.end))


def _unless(reading: Reading, name: str, exception: str) -> tuple[Match, ...]:
    return tuple(cue for cue in reading.all(name) if not reading.touching(exception, cue))


def _owners(reading: Reading) -> tuple[Whose, ...]:
    """
    Say for each place whose body is spoken of.

    It holds from the word that says so ("my", "her", "my uncle") to the next such word or the end of the sentence.
    "he" and "she" are another person only where one was named, or where the writer never speaks of themselves: else
    they are the doctor.
    """
    marks: dict[int, Whose] = {}
    selves = {cue.start for cue in reading.all("cue.self")}
    others = {cue.start for cue in reading.all("cue.other_person")}
    for place in selves:
        marks[place] = Whose.SELF
    if others or not selves:
        marks |= {cue.start: Whose.OTHER for cue in reading.all("cue.third_person")}
    marks |= dict.fromkeys(others, Whose.OTHER)
    marks |= {cue.start: Whose.ANIMAL for cue in reading.all("cue.animal")}
    owners, now = [], Whose.UNSAID
    for place in range(len(reading.tokens)):
        if place and reading.tokens[place].sentence != reading.tokens[place - 1].sentence:
            now = Whose.UNSAID
        now = marks.get(place, now)
        owners.append(now)
    return tuple(owners)
