"""
What bends the meaning of words: denial, fear, the past, an old unchanged trouble, idiom, and whose body it is.

A cue opens a bend, which reaches as far as people mean it to, never past the sentence:

- denied ("no ...") up to a "but" and through a list, not into a new statement; denied outright ("it isn't that ...") up
  to a "but";
- imagined (feared, warned of, asked or said in general, of "your" body) up to where it is told what is ("and this
  morning I ..."); after an "if", its own clause; after a "when", too, where it says what to do then ("when ..., ring
  her");
- past: the part of the sentence between commas; after a frame ("back in 2011") all that is told as past.

What is said after may bend, too (`_answers`): "none of that", "all clear", "and now I have it", "full recovery". Whose
body it is has rules of its own (`_owners`). A sign stated anywhere counts over a bent mention (`_findings`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ._answers import Answers
from ._owners import Owners
from ._phrases import Match
from ._reading import Reading, starting, unless
from ._tokens import BREAKS, SENTENCE_ENDS

# "no numbness, weakness, trouble with the bladder or ..." goes on as long as the items stay this short.
_LONGEST_LIST_ITEM = 8
# A denial or a fear reaches no farther in the longest sentence.
_REACH = 40
# A denial after the finding stands close to it: "fever: none"; so does a fear: "numbness, is that a risk".
_DENIED_WITHIN = 2
_FEARED_WITHIN = 3
_NEXT_ITEM = frozenset({",", ":", "and", "y"})
_BEFORE_NO = frozenset({",", "?", ":"})
# "if it ever came to where I couldn't walk": farther from its "if" it is what follows from it ("if I sit my leg ...").
_IF_WITHIN = 8
_ONE_SUBJECT = 1


class Scopes:
    """Answers, for any place of one reading, what bends its meaning."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        taken = frozenset(_own_denials(reading))
        self._stops = frozenset(cue.start for cue in reading.all("cue.stop"))
        self._told = frozenset(cue.start for cue in reading.all("cue.now_it_is"))
        self._denials = tuple(
            cue
            for cue in unless(reading, "cue.denied_before", "cue.not_a_denial")
            if taken.isdisjoint(_negations(reading, cue))
        )
        self._fears = unless(reading, "cue.imagined_before", "cue.not_imagined")
        self._past_before = unless(reading, "cue.past_before", "cue.not_past")
        self._past_after = unless(reading, "cue.past_after", "cue.not_past")
        self._past_frames = unless(reading, "cue.past_frame", "cue.not_past")
        self._ifs = unless(reading, "cue.if", "cue.not_if")
        self._answers = Answers(reading)
        self.whose = Owners(reading)

    def came_true(self, match: Match) -> bool:
        """Say whether it is said after that it happened to the writer: "... other people. Last night I did"."""
        return self._answers.came_true(match)

    def is_disowned(self, match: Match) -> bool:
        """Say whether what is said of another is said not to be so of the writer."""
        return self._answers.is_disowned(match)

    def is_idiom(self, match: Match) -> bool:
        """Say whether the words are part of a figure of speech."""
        return bool(self._reading.touching("cue.idiom", match))

    def is_denied(self, match: Match) -> bool:
        """Say whether the words are said not to be so: "no ...", "... : none", "... Not me"."""
        return (
            self._denied_before(match)
            or self._denied_outright(match)
            or self._denied_after(match)
            or self._denied_at_end(match)
            or self._is_answered_no(match)
            or self._answers.is_retracted(match)
        )

    def _is_answered_no(self, match: Match) -> bool:
        answers = self._answers
        return answers.is_answered_no(match, is_open=self._is_raised(match)) and not answers.came_true(match)

    def is_imagined(self, match: Match) -> bool:
        """Say whether the words are feared, asked about in general, or imagined, and did not come true."""
        return self._is_raised(match) and not self._answers.came_true(match)

    def _is_raised(self, match: Match) -> bool:
        """Say whether the words are spoken of as what could be."""
        near = starting(self._fears, self._reach_of(match), match.start)
        return (
            any(fear.end <= match.end and self._reaches_untold(fear.end, match.start) for fear in near)
            or self._is_condition(match)
            or any(cue.start <= match.start for cue in self._reading.touching("cue.nearly", match))
            or self._feared_after(match)
            or any(self._reading.is_one_of(place, "sentence.your") for place in range(match.start, match.end))
        )

    def _is_condition(self, match: Match) -> bool:
        """Say whether the words follow an "if", or a "when" that says what to do then."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        if reading.word(end - 1) == "?":
            return False
        first = max(start, match.start - _IF_WITHIN)
        cues = starting(self._ifs, first, match.start)
        if reading.starting("cue.told_to", start, end):
            cues += reading.starting("cue.when", first, match.start)
        return any(self._is_first_clause(cue.end, match.start) for cue in cues)

    def _is_first_clause(self, end: int, start: int) -> bool:
        """Say whether between an "if" and the words no new clause begins: "if I sit | my leg goes numb"."""
        reading = self._reading
        between = range(end, start)
        subjects = sum(reading.is_one_of(place, "sentence.subjects") for place in between)
        return subjects <= _ONE_SUBJECT and not any(reading.word(place) in BREAKS for place in between)

    def _feared_after(self, match: Match) -> bool:
        """Say whether it is said right after that the words are only feared or asked: "numbness a sign of ...?"."""
        cues = self._reading.starting("cue.imagined_after", match.end, match.end + _FEARED_WITHIN + 1)
        return any(self._open_between(match.end, cue.start) for cue in cues)

    def _reaches_untold(self, end: int, start: int) -> bool:
        """Say whether a bend reaches here: up to a "but" and to where it is told what is ("and this morning I ...")."""
        return self._reaches(end, start) and self._told.isdisjoint(range(end, start))

    def is_past(self, match: Match) -> bool:
        """Say whether the words are of the past and over: "used to be numb", "foot drop, fully recovered"."""
        start, end = self._reading.part(match.start, match.end)
        before = starting(self._past_before, start, match.start) and not self._is_told_till_now(match)
        after = starting(self._past_after, match.end, end)
        return bool(
            before
            or after
            or self._answers.said_next(end, "cue.past_after")
            or self._answers.is_narrowed(match)
            or (self._answers.is_over_since(match) and not self.is_called_new(match))
            or (self.is_told_as_past(match) and self._is_framed(match.start, end))
        )

    def _is_told_till_now(self, match: Match) -> bool:
        """Say whether the words go on from then to now: "used to be left, lately it's the right as well"."""
        reading = self._reading
        goes_over = any(reading.word(place) in BREAKS for place in range(match.start, match.end))
        return goes_over and bool(reading.starting("cue.new", match.start, match.end))

    def is_nearly(self, match: Match) -> bool:
        """Say whether the words tell of what all but happened: "casi me desmayo"."""
        return bool(self._reading.touching("cue.almost", match))

    def is_told_as_past(self, match: Match) -> bool:
        """Say whether a past verb stands in this part of the sentence, and nothing that says it goes on."""
        reading = self._reading
        start, end = reading.part(match.start, match.end)
        tells = any(reading.is_one_of(place, "sentence.past_verbs") for place in range(start, end))
        goes_on = any(reading.is_one_of(place, "sentence.goes_on_since") for place in range(start, end))
        return tells and not goes_on

    def _is_framed(self, start: int, end: int) -> bool:
        """Say whether a time long ago was named before in the sentence, and no newer one since."""
        first, _ = self._reading.sentence(start)
        frames = starting(self._past_frames, first, start)
        return bool(frames) and not self._reading.starting("cue.new", frames[-1].end, end)

    def is_long_standing(self, match: Match) -> bool:
        """Say whether the words are about an old trouble that did not change."""
        start, end = self._reading.part(match.start, match.end)
        old, new = self._age_cues(start, end)
        return bool(old or self._called_old(end)) and not new and not self._answers.said_next(end, "cue.changed")

    def is_called_new(self, match: Match) -> bool:
        """Say whether the words are said to be new: "now", "since yesterday", "out of nowhere"."""
        return bool(self._age_cues(*self._reading.part(match.start, match.end))[1])

    def _called_old(self, end: int) -> bool:
        """Say whether the next part says so: "weak bladder, that is not new"."""
        cues = self._answers.said_next(end, "cue.long_standing")
        return any(not self._age_cues(cue.start, cue.end)[1] for cue in cues)

    def _age_cues(self, start: int, end: int) -> tuple[list[Match], list[Match]]:
        """Give what says "old" and what says "new" between two places; "nothing new" says old."""
        old = self._reading.starting("cue.long_standing", start, end)
        new = self._reading.starting("cue.new", start, end)
        return list(old), [cue for cue in new if not any(cue.overlaps(other) for other in old)]

    def _denied_before(self, match: Match) -> bool:
        """Say whether a "no" before reaches the words; what is itself a denial ("ni las siento") it does not turn."""
        if self._is_negative(match):
            return False
        near = starting(self._denials, self._reach_of(match), match.start)
        return any(self._goes_on(denial.end, match) for denial in near)

    def _denied_outright(self, match: Match) -> bool:
        """Say whether it is said that it is not so in so many words: "it isn't that I can't walk"."""
        near = self._reading.starting("cue.denied_outright", self._reach_of(match), match.start)
        return any(self._reaches_untold(cue.end, match.start) for cue in near)

    def _reach_of(self, match: Match) -> int:
        """Give the first place from which a denial or a fear could reach these words."""
        start, _ = self._reading.sentence(match.start)
        return max(start, match.start - _REACH)

    def _goes_on(self, end: int, match: Match) -> bool:
        """Say whether a denial still reaches the match: up to a "but", and through a list but not a new statement."""
        if not self._reaches_untold(end, match.start):
            return False
        tokens = self._reading.tokens
        breaks = [place for place in range(end, match.start) if tokens[place].word in _NEXT_ITEM]
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
        if any(reading.is_one_of(place, "sentence.of_none") for place in places):
            return True
        has_verb = any(reading.is_one_of(place, "sentence.verbs") for place in places)
        return not has_verb and not reading.is_one_of(opening, "sentence.says_something")

    def _reaches(self, end: int, start: int) -> bool:
        return not any(
            place in self._stops or self._reading.word(place) in SENTENCE_ENDS for place in range(end, start)
        )

    def _is_negative(self, match: Match) -> bool:
        """Say whether a denial is part of the words: after "no siento" a "nada" denies nothing more."""
        return any(self._reading.is_one_of(place, "sentence.without") for place in range(match.start, match.end))

    def _denied_after(self, match: Match) -> bool:
        if self._is_negative(match):
            return False
        cues = self._reading.starting("cue.denied_after", match.end, match.end + _DENIED_WITHIN + 1)
        return any(self._open_between(match.end, cue.start) for cue in cues)

    def _denied_at_end(self, match: Match) -> bool:
        """Say whether a "no" ends the part right after the words: "suicidal, no.", "fiebre no"."""
        if self._is_negative(match):
            return False
        reading = self._reading
        cues = reading.starting("cue.denied_at_end", match.end, match.end + _DENIED_WITHIN)
        return any(
            self._answers.is_end(cue.end)
            and all(reading.word(place) in _BEFORE_NO for place in range(match.end, cue.start))
            for cue in cues
        )

    def _open_between(self, end: int, start: int) -> bool:
        return all(self._reading.word(place) not in SENTENCE_ENDS | {","} for place in range(end, start))


def _own_denials(reading: Reading) -> Iterator[int]:
    """Give the places of denials that are part of a sign ("can not feel"), and deny nothing."""
    for match in reading.all("finding"):
        if not is_twice_denied(reading, match):
            for place in range(match.start, match.end):
                if reading.is_one_of(place, "sentence.negatives"):
                    yield place


def is_twice_denied(reading: Reading, match: Match) -> bool:
    """Say whether a denial that begins the words is of a loss: "no control" is a sign, "no loss of control" is none."""
    return reading.is_one_of(match.start, "sentence.without") and any(
        reading.is_one_of(match.start + ahead, "sentence.troubles") for ahead in (1, 2)
    )


def _negations(reading: Reading, cue: Match) -> set[int]:
    """Give where the "no" of a denial stands: of "I am not", the last word; a sign that begins with it keeps it."""
    places = {place for place in range(cue.start, cue.end) if reading.is_one_of(place, "sentence.without")}
    return places or {cue.start}
