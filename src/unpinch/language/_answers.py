"""What is said of words after them: answers, what came true after all, what is over since."""

from __future__ import annotations

from ._phrases import Match
from ._reading import Reading, once_a_match, starting, unless
from ._tokens import BREAKS, SENTENCE_ENDS

# What takes a statement back begins the next one: "... numb? (I'm not, ...)".
_RETRACTED_WITHIN = 2
# Questions and warnings stand in a row of a few sentences before they are answered: "Weak? Numb? Fever? No to all."
_ANSWERED_WITHIN = 8
# "Do you soil yourself? I always said no. As of last night it's a yes."
_CAME_TRUE_WITHIN = 3
_SHORT_ANSWER = 4
_DENIES_WITHIN = 2
# Of a statement, as against a question, only what begins the next sentence takes it back.
_BEGINS_WITHIN = 6
# "Both legs hurt, wait no, let me be precise: the right leg hurts": farther it is another matter.
_CORRECTED_WITHIN = 12
_SAYS_NOTHING = 2
# "The tight chest, too."
_SHORT_SENTENCE = 7
# "Last year | I had an MRI"
_TELLS = frozenset({"i", "we", "they", "he", "she"})
_NEW_THING = frozenset({"a", "an", "the", "my", "two"})
# "The whole thing cleared up", "The op fixed it" are of what was said.
_BACK_TO_IT = frozenset({"it", "that", "them", "this"})
_ALL_OF_IT = frozenset(
    {"whole", "thing", "problem", "trouble", "feeling", "sensation", "symptoms", "issue", "lot", "rest"}
)


class Answers:
    """Answers, for words of one reading, what the words after them say of them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @once_a_match
    def is_asked(self, match: Match) -> bool:
        """Say whether the words are in a question that is not the writer's about themselves: "Leg weakness?"."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        _, last = reading.part(match.start, match.end)
        # "weakness x 24h, T10 level, history of a fall? none": what is counted in a part of its own is told, not asked.
        is_told = last < end - 1 and any(reading.word(place)[:1].isdecimal() for place in range(match.end, last))
        return reading.word(end - 1) == "?" and not is_told and not reading.starting("cue.self", start, end)

    def is_asked_of_past(self, match: Match) -> bool:
        """Say whether the words are asked, and it is said that they are over: "The tingling? Gone since Monday"."""
        end = self._reading.sentence(match.start)[1]
        return self.is_asked(match) and bool(self._reading.starting("cue.past_after", end, end + 1))

    def is_answered_no(self, match: Match, *, is_open: bool) -> bool:
        """Say whether "none of that" follows; after what is `is_open` (asked, warned of) "all clear" says so, too."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        is_open = is_open or self.is_asked(match) or bool(reading.starting("cue.asked", start, match.start))
        cues = ("cue.none_of_it", "cue.answered_no", "cue.all_clear") if is_open else ("cue.none_of_it",)
        found = tuple(unless(reading, name, "cue.not_an_answer") for name in cues)
        if any(starting(said, match.end, end) for said in found):
            return True
        for _ in range(_ANSWERED_WITHIN if is_open else 1):
            if end >= len(reading.tokens):
                return False
            first, end = end, reading.sentence(end)[1]
            within = end if is_open else min(end, first + _BEGINS_WITHIN)
            noes = [cue for said in found for cue in starting(said, first, within) if not self._names_another(cue)]
            if not is_open:
                noes = [cue for cue in noes if not self._is_of_another(first, cue)]
            # "I have none", "I have neither" begin as a yes does.
            says_yes = reading.starting("cue.yes", first, first + 1) and all(cue.start > first for cue in noes)
            if not (is_open and says_yes) and (
                noes or (is_open and (self._is_no(first, end) or self._is_well(match, first, end)))
            ):
                return True
            if self._states(first, end) or says_yes:
                return False
        return False

    def _is_of_another(self, start: int, cue: Match) -> bool:
        """Say whether the denial is of what its own sentence names before it: "Pain I have none"."""
        kinds = ("pain", "region", "finding", "absent", "treatment")
        return any(self._reading.starting(kind, start, cue.start) for kind in kinds)

    def _is_well(self, match: Match, start: int, end: int) -> bool:
        """Say whether it follows that all is well with it: "Trouble peeing? I pee fine"."""
        return any(other.label.id == match.label.id for other in self._reading.starting("absent", start, end))

    def _is_no(self, start: int, end: int) -> bool:
        """Say whether a sentence begins with a bare "no", or is a short one that ends with it: "Good grief no."."""
        cues = self._reading.starting("cue.denied_at_end", start, min(end, start + _SHORT_ANSWER))
        return any(self.is_end(cue.end) and (cue.start == start or cue.end >= end - 1) for cue in cues)

    def _states(self, start: int, end: int) -> bool:
        """Say whether a sentence tells of a sign, and does not only ask for one."""
        reading = self._reading
        return reading.word(end - 1) != "?" and bool(reading.starting("finding", start, end))

    def is_retracted(self, match: Match) -> bool:
        """Say whether what comes next takes the words back: "crapping myself. Not literally"."""
        return not self._is_confirmed(match) and any(
            self.is_end(cue.end) for cue in self._begins_next(match, "cue.retracted")
        )

    def is_mine_too(self, match: Match) -> bool:
        """Say whether the next sentence begins with it being so of the writer: "... Mine have", "Now it's me"."""
        # "My gran's legs don't work. Mine do": what is denied of her is not so of the writer.
        if any(self._reading.is_one_of(place, "sentence.negatives") for place in range(match.start, match.end)):
            return False
        end = self._reading.sentence(match.start)[1]
        return bool(self._reading.starting("cue.mine_too", end, end + _RETRACTED_WITHIN))

    def is_disowned(self, match: Match) -> bool:
        """Say whether it comes next that it is not so of the writer: "my husband is on warfarin, not me"."""
        return bool(self._begins_next(match, "cue.not_me"))

    def _begins_next(self, match: Match, name: str) -> tuple[Match, ...]:
        reading = self._reading
        if not reading.all(name):
            return ()
        _, end = reading.sentence(match.start)
        _, part_end = reading.part(match.start, match.end)
        # "I get winded tying my shoes, that's not like me": new, and no denial.
        told = unless(reading, name, "cue.not_an_answer")
        cues = (starting(told, after, after + _RETRACTED_WITHIN) for after in {end, part_end + 1})
        return tuple(
            cue
            for found in cues
            for cue in found
            if cue.start >= match.end
            and not reading.is_one_of(cue.start - 1, "sentence.without")
            and not self._names_another(cue)
        )

    def _names_another(self, cue: Match) -> bool:
        """Say whether what a "none" is of stands before it in the sentence: "Can't pee. | Dolor no tengo ninguno"."""
        reading = self._reading
        start, _ = reading.part(cue.start)
        named = (one for kind in ("finding", "pain", "region") for one in reading.starting(kind, start, cue.start))
        return any(one.end == cue.start for one in named)

    def _is_confirmed(self, match: Match) -> bool:
        """Say whether a "no" goes on with a denial that is part of the words: "if you can't pee". I can't."""
        reading = self._reading
        negative = reading.holds(match.start, match.end, "sentence.without")
        return negative and any(self.is_end(cue.end) for cue in self._begins_next(match, "cue.same_denial"))

    def came_true(self, match: Match) -> bool:
        """Say whether what was feared is said to be there: "... and now I have it"."""
        reading = self._reading
        end = match.start
        counted = 0
        while counted < _CAME_TRUE_WITHIN and end < len(reading.tokens):
            start, end = reading.sentence(end)
            counted += end - start > _SAYS_NOTHING  # "Well." says nothing.
        told = reading.starting("cue.came_true", match.end, end)
        return any(not self._is_denied(cue) for cue in told) or self._is_confirmed(match)

    def _is_denied(self, cue: Match) -> bool:
        """Say whether a denial stands right before: "none of that has happened"."""
        before = range(cue.start - _DENIES_WITHIN, cue.start)
        return any(self._reading.is_one_of(place, "sentence.negatives") for place in before)

    def is_over_since(self, match: Match) -> bool:
        """Say whether the next sentence begins with when it was, or that it is over: "That was two years ago."."""
        reading = self._reading
        if not reading.all("cue.that_was"):
            return False
        _, end = reading.sentence(match.start)
        _, after = reading.part(end) if end < len(reading.tokens) else (end, end)
        return any(
            self.is_end(cue.end) or cue.end >= after - 1 for cue in reading.starting("cue.that_was", end, end + 1)
        )

    def is_narrowed(self, match: Match) -> bool:
        """Say whether of two sides only one is left: "it went down both legs, since then just the right"."""
        reading = self._reading
        if not self._is_two_sided(match):
            return False
        return bool(reading.starting("cue.narrowed", match.end, self._after_next(match)))

    def is_corrected(self, match: Match) -> bool:
        """Say whether it is put right after: "both legs hurt, wait no, the right one"; "numb, no, not numb, sore"."""
        reading = self._reading
        end = self._after_next(match) if reading.all("cue.corrected") else match.end
        for cue in reading.starting("cue.corrected", match.end, min(end, match.end + _CORRECTED_WITHIN)):
            after = range(cue.end, min(end, cue.end + _CORRECTED_WITHIN))
            if self._is_two_sided(match):
                one = any(reading.is_one_of(place, "side.left", "side.right", "sentence.only") for place in after)
                if one and not any(reading.is_one_of(place, "side.both", "sentence.as_well") for place in after):
                    return True
            again = reading.starting("finding", after.start, after.stop)
            if any(other.label.id == match.label.id and self._has_no_before(other) for other in again):
                return True
        return False

    def _has_no_before(self, match: Match) -> bool:
        return self._reading.is_one_of(match.start - 1, "sentence.without")

    def _is_two_sided(self, match: Match) -> bool:
        return self._reading.holds(match.start, match.end, "side.both", "side.pairs")

    def _after_next(self, match: Match) -> int:
        """Give where the sentence after the one of these words ends."""
        reading = self._reading
        _, end = reading.sentence(match.start)
        return reading.sentence(end)[1] if end < len(reading.tokens) else end

    def said_next(self, end: int, name: str) -> tuple[Match, ...]:
        """
        Give the cues of a kind in the part that begins after `end`, if it speaks of nothing else.

        A part of a word or two says nothing: "feet like ice, both, since I was a child". An older trouble is something
        else: "I wet myself. Had a prolapse years ago but that was repaired".
        """
        reading = self._reading
        while reading.all(name) and end < len(reading.tokens) - 1:
            start, after = reading.part(end + 1)
            cues = reading.starting(name, start, after)
            if reading.word(end) in SENTENCE_ENDS and self._begins_own_tale(start, cues):
                return ()
            # "The right only once last year": the other side is something else, too.
            if reading.starting("cue.old_other", start, after) or reading.holds(
                start, min(start + 2, after), "side.left", "side.right"
            ):
                return ()
            more = (other for kind in ("finding", "pain", "region") for other in reading.within(kind, start, after))
            # The "back" of "back to normal" is no place.
            if any(not any(other.overlaps(cue) for cue in cues) for other in more):
                return ()
            if cues or not 0 < after - start <= _SAYS_NOTHING or reading.word(end) not in {",", ";"}:
                return cues
            end = after
        return ()

    def _begins_own_tale(self, start: int, cues: tuple[Match, ...]) -> bool:
        """Say whether a sentence tells of something else: "Last year I had an MRI", "My headache cleared up"."""
        reading = self._reading
        if any(reading.word(place) in _BACK_TO_IT for cue in cues for place in range(cue.start, cue.end + 1)):
            return False
        first = next((cue.end for cue in cues if cue.start == start), start)
        if reading.word(first) in _TELLS:
            return reading.word(first + 2) in _NEW_THING
        is_named = reading.word(first) in _NEW_THING and reading.word(first + 1) not in _ALL_OF_IT
        return is_named and all(cue.start > first + 1 for cue in cues)

    def pointed_back(self, end: int, name: str) -> tuple[Match, ...]:
        """Give the cues of a kind in a later part of the sentence that sums up: "..., those are all old friends"."""
        reading = self._reading
        _, last = reading.sentence(end - 1)
        while reading.all(name) and end < last - 1:
            start, end = reading.part(end + 1)
            if reading.is_one_of(start, "sentence.points_back") and (cues := reading.starting(name, start, end)):
                return cues
        return ()

    def is_changed(self, match: Match) -> bool:
        """Say whether it goes on, up to the end of the next sentence, that it is no longer as it was."""
        reading = self._reading
        end, last = reading.part(match.start, match.end)[1], self._after_next(match)
        # "always had a weak bladder but this is different, ..."
        if self._says_changed(match.end, end) and self._is_still_of(match, match.end, end):
            return True
        while end < last - 1:
            start, end = reading.part(end + 1)
            # "What is new: sciatica to my ankle"
            told = reading.sentence(start)[1] if reading.word(end) == ":" else end
            if self._says_changed(start, end) and self._is_still_of(match, start, told):
                return True
        return False

    def _is_asked_and_denied(self, match: Match) -> bool:
        """Say whether the answer to what was asked is no: "Peeing ok? Nope"."""
        end = self._reading.sentence(match.start)[1]
        after = self._reading.sentence(end)[1] if end < len(self._reading.tokens) else end
        return self.is_asked(match) and self._is_no(end, after)

    def _says_changed(self, start: int, end: int) -> bool:
        """Say whether a part says that something changed; "no worse, no better" does not."""
        reading = self._reading
        old = reading.starting("cue.long_standing", start, end)
        return any(
            not any(cue.overlaps(other) for other in old) and not reading.is_one_of(cue.start - 1, "sentence.negatives")
            for cue in reading.starting("cue.changed", start, end)
        )

    def is_undone(self, match: Match) -> bool:
        """Say whether what was well is so no more: "I peed fine until last night", "... Not any more"."""
        reading = self._reading
        start, end = reading.part(match.start, match.end)
        if reading.starting("cue.till_lately", start, end) or self._is_asked_and_denied(match):
            return True
        _, after = reading.part(end + 1) if end + 1 < len(reading.tokens) else (end, end)
        begins = reading.starting("cue.undone", end + 1, end + 1 + _RETRACTED_WITHIN)
        short = reading.starting("cue.same_denial", end + 1, end + 1 + _RETRACTED_WITHIN)
        if any(self.is_end(cue.end) for cue in short):
            return True
        return bool(begins) and self._is_still_of(match, end + 1, after)

    def is_so_now(self, match: Match) -> bool:
        """Say whether it goes on that it is so now: "I wasn't pregnant last time. I am now!"."""
        reading = self._reading
        if not reading.all("cue.so_now"):
            return False
        end = reading.sentence(match.start)[1]
        cues = reading.starting("cue.so_now", match.end, end + _RETRACTED_WITHIN)
        return any(self.is_end(cue.end) for cue in cues)

    def is_over_too(self, match: Match) -> bool:
        """Say whether a sentence only adds to what is over: "The numbness has gone. The tight chest, too."."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        if start == 0 or end - start > _SHORT_SENTENCE or not reading.holds(match.end, end, "sentence.carries_on"):
            return False
        first, _ = reading.sentence(start - 1)
        return bool(reading.starting("cue.past_after", first, start))

    def _is_still_of(self, match: Match, start: int, end: int) -> bool:
        """Say whether a part speaks of no other sign, pain or place."""
        reading = self._reading
        if reading.within("pain", start, end) or reading.within("region", start, end):
            return False
        return all(other.label.id == match.label.id for other in reading.within("finding", start, end))

    def is_end(self, place: int) -> bool:
        """Say whether a part of the sentence ends here."""
        reading = self._reading
        return place >= len(reading.tokens) or reading.word(place) in BREAKS
