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
from ._reading import Reading, once_a_match, starting, unless
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
_HURTS_WITHIN = 2
_IFS = frozenset({"if", "si"})
_GOES_ON = frozenset({"ni", "o", "u"})
_CAME = frozenset({"back", "on"})
_COMPARES = frozenset({"like", "as", "than"})
# "no es que pierda el control": a denial and the loss it denies are as near as this.
_LOSS_WITHIN = 5


class Scopes:
    """Answers, for any place of one reading, what bends its meaning."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        taken = frozenset(_own_denials(reading))
        self._stops = frozenset(cue.start for cue in reading.all("cue.stop"))
        self._statements = frozenset(cue.start for cue in reading.all("cue.new_statement"))
        self._told = frozenset(cue.start for cue in reading.all("cue.now_it_is"))
        self._denials = tuple(
            cue
            for cue in unless(reading, "cue.denied_before", "cue.not_a_denial")
            if taken.isdisjoint(_negations(reading, cue))
        )
        self._last_noes = unless(reading, "cue.denied_at_end", "cue.not_at_end")
        self._fears = unless(reading, "cue.imagined_before", "cue.not_imagined")
        self._past_before = unless(reading, "cue.past_before", "cue.not_past")
        self._past_inside = unless(reading, "cue.past_inside", "cue.not_past")
        self._past_after = unless(reading, "cue.past_after", "cue.not_past")
        self._past_frames = unless(reading, "cue.past_frame", "cue.not_past")
        self._ifs = unless(reading, "cue.if", "cue.not_if")
        self._answers = Answers(reading)
        self.whose = Owners(reading)

    def came_true(self, match: Match) -> bool:
        """Say whether it is said after that it happened to the writer: "... other people. Last night I did"."""
        return self._answers.came_true(match)

    def is_mine_too(self, match: Match) -> bool:
        """Say whether what is said of another is said to be so of the writer as well: "... Mine have, too"."""
        return self._answers.is_mine_too(match)

    def is_so_now(self, match: Match) -> bool:
        """Say whether what was not so is said to be so now: "I wasn't pregnant last time. I am now!"."""
        return self._answers.is_so_now(match)

    def is_disowned(self, match: Match) -> bool:
        """Say whether what is said of another is said not to be so of the writer."""
        return self._answers.is_disowned(match)

    @once_a_match
    def is_idiom(self, match: Match) -> bool:
        """Say whether the words are part of a figure of speech."""
        return bool(self._reading.touching("cue.idiom", match))

    @once_a_match
    def is_denied(self, match: Match) -> bool:
        """Say whether the words are said not to be so: "no ...", "... : none", "... Not me"."""
        return not self.is_so_now(match) and (
            self._denied_before(match)
            or self._denied_outright(match)
            or self._denied_after(match)
            or self._denied_at_end(match)
            or self._is_answered_no(match)
            or self._answers.is_retracted(match)
            or self._answers.is_corrected(match)
        )

    def _is_answered_no(self, match: Match) -> bool:
        answers = self._answers
        return answers.is_answered_no(match, is_open=self._is_raised(match)) and not answers.came_true(match)

    def is_imagined(self, match: Match) -> bool:
        """Say whether the words are feared, asked about in general, or imagined, and did not come true."""
        return self._is_raised(match) and not self._answers.came_true(match)

    @once_a_match
    def _is_raised(self, match: Match) -> bool:
        """Say whether the words are spoken of as what could be."""
        if self._reading.starting("cue.asked_of_now", self._reading.sentence(match.start)[0], match.start):
            return False
        near = starting(self._fears, self._reach_of(match), match.start)
        return (
            any(
                fear.end <= match.end
                and self._reaches(fear.end, match.start)
                and (self._is_if(fear) or self._statements.isdisjoint(range(fear.end, match.start)))
                and self._told.isdisjoint(range(fear.end, match.end))
                for fear in near
            )
            or self._is_condition(match)
            or any(cue.start <= match.start for cue in self._reading.touching("cue.nearly", match))
            or self._feared_after(match)
            or any(self._is_of_anybody(place) for place in range(match.start - 1, match.end))
        )

    def _is_if(self, fear: Match) -> bool:
        """Say whether a fear is an "if", which goes on through a list of what could be: "si no orino, o me ..."."""
        return any(self._reading.word(place) in _IFS for place in range(fear.start, fear.end + 1))

    def _is_of_anybody(self, place: int) -> bool:
        """Say whether a "your" stands here; "like your lip after the dentist" only compares."""
        reading = self._reading
        return reading.is_one_of(place, "sentence.your") and reading.word(place - 1) not in _COMPARES

    def _is_condition(self, match: Match) -> bool:
        """Say whether the words follow an "if", or a "when" that says what to do then."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        if reading.word(end - 1) == "?":
            return False
        first = max(start, match.start - _IF_WITHIN)
        cues = starting(self._ifs, first, match.start)
        # "when I wipe, I can't tell that ..." tells nobody anything.
        told = reading.starting("cue.told_to", start, end)
        if any(reading.word(cue.start - 1) != "not" for cue in told):
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
        if self._reading.starting("cue.written_of", match.end, match.end + 1):
            return True
        cues = self._reading.starting("cue.imagined_after", match.end, match.end + _FEARED_WITHIN + 1)
        return any(self._open_between(match.end, cue.start) for cue in cues)

    def _reaches_untold(self, end: int, start: int) -> bool:
        """Say whether a bend reaches here: up to a "but" and to where it is told what is ("and this morning I ...")."""
        return self._reaches(end, start) and self._told.isdisjoint(range(end, start))

    @once_a_match
    def is_past(self, match: Match) -> bool:
        """Say whether the words are of the past and over: "used to be numb", "foot drop, fully recovered"."""
        start, end = self._reading.part(match.start, match.end)
        before = starting(self._past_before, start, match.start) and not self._is_told_till_now(match)
        after = [cue for cue in starting(self._past_after, match.end, end) if not self._is_of_pain_only(cue, match)]
        inside = [cue for cue in starting(self._past_inside, match.start, match.end) if cue.end <= match.end]
        return not self.is_so_now(match) and bool(
            before
            or after
            or (inside and not self._is_told_till_now(match))
            or self._answers.is_asked_of_past(match)
            or any(
                cue in self._past_after and not self._is_of_pain_only(cue, match)
                for cue in self._answers.said_next(end, "cue.past_after")
            )
            or self._answers.is_narrowed(match)
            or self._answers.is_over_too(match)
            or (self._answers.is_over_since(match) and not self.is_called_new(match))
            or (self.is_told_as_past(match) and self._is_framed(match.start, end))
        )

    def _is_of_pain_only(self, cue: Match, match: Match) -> bool:
        """Say whether it is the pain that is over and not the sign: "my foot is numb and no longer hurts"."""
        if self._is_negative(match) and self._reading.holds(cue.start, cue.end, "sentence.no_longer"):
            return True  # "can't tell if I'm bursting or not anymore" is of now
        hurts = any(
            self._reading.is_one_of(place, "sentence.hurting") for place in range(cue.start, cue.end + _HURTS_WITHIN)
        )
        return hurts and not any(match.overlaps(pain) for pain in self._reading.touching("pain", match))

    def _is_told_till_now(self, match: Match) -> bool:
        """Say whether the words go on from then to now: "used to be left, lately it's the right as well"."""
        reading = self._reading
        goes_over = any(reading.word(place) in BREAKS for place in range(match.start, match.end))
        return goes_over and bool(reading.starting("cue.new", match.start, match.end))

    def is_nearly(self, match: Match) -> bool:
        """Say whether the words tell of what all but happened: "casi me desmayo"."""
        return bool(self._reading.touching("cue.almost", match))

    @once_a_match
    def is_told_as_past(self, match: Match) -> bool:
        """Say whether a past verb stands in this part of the sentence, and nothing that says it goes on."""
        reading = self._reading
        start, end = reading.part(match.start, match.end)
        verbs = reading.places("sentence.past_verbs", start, end)
        # "came back four months ago": it is there since.
        verbs = [place for place in verbs if reading.word(place) != "came" or reading.word(place + 1) not in _CAME]
        return bool(verbs) and not reading.holds(start, end, "sentence.goes_on_since")

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

    def is_undone(self, match: Match) -> bool:
        """Say whether what was well is so no more: "I peed fine until last night", "... Not any more"."""
        return self._answers.is_undone(match)

    def is_changed(self, match: Match) -> bool:
        """Say whether an old trouble is said to be no longer as it was: "... What isn't normal: I don't feel it"."""
        return self._answers.is_changed(match)

    def is_called_new(self, match: Match) -> bool:
        """Say whether the words are said to be new: "now", "since yesterday", "out of nowhere"."""
        return bool(self._age_cues(*self._reading.part(match.start, match.end))[1])

    def _called_old(self, end: int) -> bool:
        """Say whether the next part says so: "weak bladder, that is not new"."""
        answers = self._answers
        cues = answers.said_next(end, "cue.long_standing") or answers.pointed_back(end, "cue.long_standing")
        return any(not self._age_cues(cue.start, cue.end)[1] and not self._is_guess(cue) for cue in cues)

    def _is_guess(self, cue: Match) -> bool:
        """Say whether it is only asked or guessed that it is old: "is it my age?", "será por la edad"."""
        reading = self._reading
        if reading.word(reading.sentence(cue.start)[1] - 1) == "?":
            return True
        return any(new.start < cue.start for new in reading.touching("cue.new", cue))

    def _age_cues(self, start: int, end: int) -> tuple[list[Match], list[Match]]:
        """Give what says "old" and what says "new" between two places; "nothing new" says old."""
        old = self._reading.starting("cue.long_standing", start, end)
        new = self._reading.starting("cue.new", start, end)
        return list(old), [cue for cue in new if not any(o.start <= cue.start and cue.end <= o.end for o in old)]

    def _denied_before(self, match: Match) -> bool:
        """Say whether a "no" before reaches the words; what is itself a denial ("ni las siento") it does not turn."""
        if self._is_negative(match):
            return False
        near = starting(self._denials, self._reach_of(match), match.start)
        return any(self._goes_on(denial.end, match) for denial in near)

    def _denied_outright(self, match: Match) -> bool:
        """Say whether it is said that it is not so in so many words: "it isn't that I can't walk"."""
        reading = self._reading
        cues = reading.starting("cue.denied_outright", self._reach_of(match), match.start)
        near = [cue for cue in cues if not self._is_unfelt(cue)]
        # "no me orino" (I don't wet myself) holds the words of "no orino" (I can't pee).
        is_none = any(not self._is_unfelt(cue) for cue in reading.starting("cue.no_leak", match.start, match.start + 1))
        return is_none or any(
            self._goes_on(cue.end, match) and not (self._is_negative(match) and self._is_apart(cue.end, match.start))
            for cue in near
        )

    def _is_unfelt(self, cue: Match) -> bool:
        """Say whether a denial is of feeling it, not of it: "no siento cuando me orino"."""
        return self._reading.holds(cue.start + 1, cue.end, "sentence.feels")

    def _is_apart(self, end: int, start: int) -> bool:
        """Say whether a comma parts them: "I didn't fall or anything, | can't pee"."""
        return any(self._reading.word(place) in BREAKS for place in range(end, start))

    def _reach_of(self, match: Match) -> int:
        """Give the first place from which a denial or a fear could reach these words."""
        start, _ = self._reading.sentence(match.start)
        return max(start, match.start - _REACH)

    def _goes_on(self, end: int, match: Match) -> bool:
        """Say whether a denial still reaches the match: up to a "but", and through a list but not a new statement."""
        if not self._reaches_untold(end, match.start) or self._reading.starting("cue.rather", match.start, match.end):
            return False
        if self._is_stated(end, match):
            return False
        tokens = self._reading.tokens
        breaks = [place for place in range(end, match.start) if tokens[place].word in _NEXT_ITEM]
        ends = [*breaks[1:], match.start] if breaks else []
        if (
            breaks
            and "," in (tokens[breaks[-1]].word, tokens[breaks[-1] - 1].word)
            and self._ends_noes(breaks[-1], match)
        ):
            return False
        return all(self._is_list_item(first + 1, after, match) for first, after in zip(breaks, ends, strict=True))

    def _is_stated(self, end: int, match: Match) -> bool:
        """Say whether a statement begins in between and no list goes on: "sin golpe, me oriné"; not "... ni me"."""
        if self._statements.isdisjoint(range(end, match.start)):
            return False
        _, last = self._reading.sentence(match.start)
        return not any(self._reading.word(place) in _GOES_ON for place in range(match.end, last))

    def _ends_noes(self, last: int, match: Match) -> bool:
        """Say whether the items before had a "no" each and this has none: "no fracture, no tumor, mild bulge"."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        noes = {cue.start for cue in self._denials if start <= cue.start < last}
        # The first may stand anywhere ("MRI says no fracture"), the others begin what stands between two commas.
        each = sum(reading.word(place - 1) in _NEXT_ITEM for place in noes)
        goes_on = any(reading.is_one_of(place, "sentence.goes_on") for place in range(last, end))
        return bool(each) and len(noes) > 1 and not goes_on

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
        # "no surgeries, 29, both my legs are numb": the words themselves may be a statement.
        last = match.end if after == match.start else after
        has_verb = any(reading.is_one_of(place, "sentence.verbs") for place in range(first, last))
        return not has_verb and not reading.is_one_of(opening, "sentence.says_something")

    def _reaches(self, end: int, start: int) -> bool:
        return not any(
            place in self._stops or self._reading.word(place) in SENTENCE_ENDS for place in range(end, start)
        )

    @once_a_match
    def _is_negative(self, match: Match) -> bool:
        """Say whether a denial is part of the words: after "no siento" a "nada" denies nothing more."""
        return self._reading.holds(match.start, match.end, "sentence.without")

    def _denied_after(self, match: Match) -> bool:
        if self._is_negative(match):
            return False
        cues = self._reading.starting("cue.denied_after", match.end, match.end + _DENIED_WITHIN + 1)
        return any(self._open_between(match.end, cue.start) for cue in cues)

    def _denied_at_end(self, match: Match) -> bool:
        """Say whether a "no" ends the part right after the words: "suicidal, no.", "fiebre no"."""
        # "sin fuerza en el tobillo no": a second denial takes back a "without", not a "can't feel".
        if self._is_negative(match) and self._reading.word(match.start) != "sin":
            return False
        reading = self._reading
        cues = starting(self._last_noes, match.end, match.end + _DENIED_WITHIN)
        return any(
            self._answers.is_end(cue.end)
            and all(reading.word(place) in _BEFORE_NO for place in range(match.end, cue.start))
            for cue in cues
        )

    def _open_between(self, end: int, start: int) -> bool:
        ends = SENTENCE_ENDS | {","}
        return all(self._reading.word(place) not in ends and place not in self._stops for place in range(end, start))


def _own_denials(reading: Reading) -> Iterator[int]:
    """Give the places of denials that are part of a sign ("can not feel"), and deny nothing."""
    for match in reading.all("finding"):
        if not is_twice_denied(reading, match):
            yield from reading.places("sentence.negatives", match.start, match.end)


def is_twice_denied(reading: Reading, match: Match) -> bool:
    """Say whether a denial in the words is of a loss: "no control" is a sign, "no loss of control" is none."""
    denies = reading.places("sentence.without", match.start, match.end)
    # "I don't have erection | problems"
    begins = range(match.start + 1, min(match.end, match.start + _LOSS_WITHIN))
    follows = bool(denies) and reading.is_one_of(match.end, "sentence.troubles")
    return follows or (match.start in denies and any(reading.is_one_of(place, "sentence.troubles") for place in begins))


def _negations(reading: Reading, cue: Match) -> set[int]:
    """Give where the "no" of a denial stands: of "I am not", the last word; a sign that begins with it keeps it."""
    return set(reading.places("sentence.without", cue.start, cue.end)) or {cue.start}
