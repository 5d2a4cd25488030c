"""What is said of words after them: answers, what came true after all, what is over since."""

from __future__ import annotations

from ._phrases import Match
from ._reading import Reading
from ._tokens import BREAKS

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


class Answers:
    """Answers, for words of one reading, what the words after them say of them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def is_asked(self, match: Match) -> bool:
        """Say whether the words are in a question that is not the writer's about themselves: "Leg weakness?"."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        return reading.word(end - 1) == "?" and not reading.starting("cue.self", start, end)

    def is_answered_no(self, match: Match, *, is_open: bool) -> bool:
        """Say whether "none of that" follows; after what is `is_open` (asked, warned of) "all clear" says so, too."""
        reading = self._reading
        start, end = reading.sentence(match.start)
        is_open = is_open or self.is_asked(match) or bool(reading.starting("cue.asked", start, match.start))
        cues = ("cue.none_of_it", "cue.answered_no", "cue.all_clear") if is_open else ("cue.none_of_it",)
        if any(reading.starting(name, match.end, end) for name in cues):
            return True
        for _ in range(_ANSWERED_WITHIN if is_open else 1):
            if end >= len(reading.tokens):
                return False
            first, end = end, reading.sentence(end)[1]
            within = end if is_open else min(end, first + _BEGINS_WITHIN)
            if any(reading.starting(name, first, within) for name in cues) or (is_open and self._is_no(first, end)):
                return True
            if self._states(first, end):
                return False
        return False

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

    def is_disowned(self, match: Match) -> bool:
        """Say whether it comes next that it is not so of the writer: "my husband is on warfarin, not me"."""
        return bool(self._begins_next(match, "cue.not_me"))

    def _begins_next(self, match: Match, name: str) -> tuple[Match, ...]:
        reading = self._reading
        _, end = reading.sentence(match.start)
        _, part_end = reading.part(match.start, match.end)
        cues = (reading.starting(name, after, after + _RETRACTED_WITHIN) for after in {end, part_end + 1})
        return tuple(
            cue
            for found in cues
            for cue in found
            if cue.start >= match.end and not reading.is_one_of(cue.start - 1, "sentence.without")
        )

    def _is_confirmed(self, match: Match) -> bool:
        """Say whether a "no" goes on with a denial that is part of the words: "if you can't pee". I can't."""
        reading = self._reading
        negative = any(reading.is_one_of(place, "sentence.without") for place in range(match.start, match.end))
        return negative and any(self.is_end(cue.end) for cue in self._begins_next(match, "cue.same_denial"))

    def came_true(self, match: Match) -> bool:
        """Say whether what was feared is said to be there: "... and now I have it"."""
        reading = self._reading
        end = match.start
        for _ in range(_CAME_TRUE_WITHIN):
            end = reading.sentence(end)[1] if end < len(reading.tokens) else end
        told = reading.starting("cue.came_true", match.end, end)
        return any(not self._is_denied(cue) for cue in told) or self._is_confirmed(match)

    def _is_denied(self, cue: Match) -> bool:
        """Say whether a denial stands right before: "none of that has happened"."""
        before = range(cue.start - _DENIES_WITHIN, cue.start)
        return any(self._reading.is_one_of(place, "sentence.negatives") for place in before)

    def is_over_since(self, match: Match) -> bool:
        """Say whether the next sentence begins with when it was, or that it is over: "That was two years ago."."""
        reading = self._reading
        _, end = reading.sentence(match.start)
        _, after = reading.part(end) if end < len(reading.tokens) else (end, end)
        return any(
            self.is_end(cue.end) or cue.end >= after - 1 for cue in reading.starting("cue.that_was", end, end + 1)
        )

    def is_narrowed(self, match: Match) -> bool:
        """Say whether of two sides only one is left: "it went down both legs, since then just the right"."""
        reading = self._reading
        if not any(reading.is_one_of(place, "side.both", "side.pairs") for place in range(match.start, match.end)):
            return False
        _, end = reading.sentence(match.start)
        _, after = reading.sentence(end) if end < len(reading.tokens) else (end, end)
        return bool(reading.starting("cue.narrowed", match.end, after))

    def said_next(self, end: int, name: str) -> tuple[Match, ...]:
        """Give the cues of a kind in the part that begins after `end`, if it speaks of nothing else."""
        reading = self._reading
        if end >= len(reading.tokens) - 1:
            return ()
        start, after = reading.part(end + 1)
        cues = reading.starting(name, start, after)
        more = (other for kind in ("finding", "pain", "region") for other in reading.within(kind, start, after))
        # The "back" of "back to normal" is no place.
        return () if any(not any(other.overlaps(cue) for cue in cues) for other in more) else cues

    def is_end(self, place: int) -> bool:
        """Say whether a part of the sentence ends here."""
        reading = self._reading
        return place >= len(reading.tokens) or reading.word(place) in BREAKS
