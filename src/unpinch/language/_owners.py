"""Whose body is spoken of, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from ._phrases import Match
from ._reading import Reading, once_a_match, unless

# "picked up my little boy": a person who is lifted is named so soon.
_LIFTED_WITHIN = 4
# "her poor old back" is a place of her body, "her spare room mattress" is none.
_NAMES_WITHIN = 4
_BUT = frozenset({"but", "pero"})
_I = frozenset({"i", "yo"})
_AND = frozenset({"and", "y", "e"})
# "chocamos mi hermano y yo": a Spanish verb that ends so tells of the writer, too.
_OF_US = "mos"


class Whose(Enum):
    """Whose body a word is about."""

    UNSAID = auto()
    SELF = auto()
    OTHER = auto()
    ANIMAL = auto()
    ANYBODY = auto()


class Owners:
    """
    Answers whose body a word, or some words, are about.

    It holds from the word that says so ("my", "her", "my uncle") to the next such word or the end of the sentence.
    "he" and "she" are another person only where one was named, where the writer never speaks of themselves, or with a
    place of the body ("her legs"): else they are the doctor. A "my" or "me" that only places another person ("a woman
    in my class", "a friend of mine", "she told me") says nothing of the writer.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._selves = unless(reading, "cue.self", "cue.not_self")
        self.others = unless(reading, "cue.other_person", "cue.not_other_person")
        self._places = self._by_place()

    def __getitem__(self, place: int) -> Whose:
        return self._places[place]

    @once_a_match
    def of(self, match: Match) -> Whose:
        """
        Say whose body the words are about.

        Words that hold a "me" are the writer's ("a cow pinned me"), those that hold a "her" the other's ("a woman in
        my class can't feel between her legs").
        """
        owner = self._places[match.start]
        if self._belongs_to_other(match.end) or (not self._holds_self(match) and self._did(match.end)):
            return Whose.OTHER
        if owner in (Whose.OTHER, Whose.ANIMAL, Whose.ANYBODY):
            return Whose.SELF if self._holds_self(match) else owner
        is_theirs = self._reading.holds(match.start + 1, match.end, "sentence.their")
        return Whose.OTHER if is_theirs and not self._holds_self(match) else owner

    def _belongs_to_other(self, end: int) -> bool:
        """Say whether the next words say whose it is: "the thin bones of my aunt", "la hernia es de mi cuñado"."""
        reading = self._reading
        begin = end + 1 if reading.is_one_of(end, "sentence.copulas") else end
        of = next((place for place in (begin - 1, begin) if reading.is_one_of(place, "sentence.belongs_to")), None)
        return of is not None and any(other.start in (of + 1, of + 2) for other in self.others)

    def _did(self, end: int) -> bool:
        """Say whether the Spanish verb that ends here has another person as its subject: "chocó mi primo"."""
        reading = self._reading
        if reading.word(end - 1).endswith(_OF_US):
            return False
        return reading.is_one_of(end, "sentence.spanish_my") and any(other.start == end + 1 for other in self.others)

    def _holds_self(self, match: Match) -> bool:
        """Say whether the words hold a "me" or "my back"; "my son" and "with me helping" are not the writer's body."""
        holds = any(match.start < cue.start < match.end and not self._is_of_other(cue) for cue in self._selves)
        return holds or self._reading.word(match.end) == "me"

    def speaks_of_self(self) -> bool:
        """Say whether the writer is spoken of, not only as one to whom another belongs ("my mother")."""
        return any(not self._is_of_other(cue) for cue in self._selves)

    def _is_of_other(self, cue: Match) -> bool:
        """Hear "my mother", "mi viejo": a "my" that only names another person."""
        is_my = self._reading.is_one_of(cue.start, "sentence.my", "sentence.my_too")
        return is_my and any(other.start - cue.start in (0, 1, 2) for other in self.others)

    def writes_for_other(self) -> bool:
        """Say whether the text is told for another person: "I'm writing for my dad", "escribo por mi papá"."""
        told_for = self._reading.all("cue.on_behalf")
        return any(other.start - cue.end in (-1, 0, 1) for cue in told_for for other in self.others)

    def _bodies_of_others(self) -> Iterator[int]:
        """Give where "her" goes with a place of the body: that is never the doctor's."""
        reading = self._reading
        for cue in reading.all("cue.third_person"):
            if reading.starting("region", cue.start + 1, cue.start + 3) and reading.is_one_of(
                cue.start, "sentence.their"
            ):
                yield cue.start

    def _third_persons(self) -> Iterator[Match]:
        """Give where "he" or "her" stands, but not where the writer only has what is hers: "I use her mattress"."""
        reading = self._reading
        for cue in reading.all("cue.third_person"):
            start, _ = reading.part(cue.start)
            of_body = any(
                reading.starting(kind, cue.start, cue.start + _NAMES_WITHIN) for kind in ("region", "finding", "pain")
            )
            is_thing = reading.is_one_of(cue.start, "sentence.their") and not of_body
            if not (is_thing and reading.word(start) in _I):
                yield cue

    def _by_place(self) -> tuple[Whose, ...]:
        reading = self._reading
        marks = {cue.start: Whose.SELF for cue in self._selves}
        if self.others or not marks:
            marks |= {cue.start: Whose.OTHER for cue in self._third_persons()}
        else:
            marks |= dict.fromkeys(self._bodies_of_others(), Whose.OTHER)
        marks |= {other.start: Whose.OTHER for other in self.others}
        marks |= {cue.start: Whose.ANYBODY for cue in reading.all("cue.anybody")}
        marks |= {cue.start: Whose.ANIMAL for cue in unless(reading, "cue.animal", "cue.no_animal")}
        owners, now, subject = [], Whose.UNSAID, Whose.UNSAID
        starts, objects = set(reading.starts), set(reading.places("sentence.objects", 0, len(reading.tokens)))
        lifted, is_lifted = set(self._lifted()), False
        objects |= lifted
        for place, token in enumerate(reading.tokens):
            if place in starts:
                now = subject = Whose.UNSAID
            elif token.word == "," and subject is Whose.ANYBODY:
                now = subject = Whose.UNSAID  # "Hi everyone, both my legs are weak"
            elif token.word == "," or (is_lifted and token.word in _AND):
                now = subject
            elif now is Whose.ANYBODY and token.word in _BUT:
                now = subject = Whose.UNSAID  # "I don't want to bother anyone, but both legs gave way"
            now = marks.get(place, now)
            is_lifted = place in lifted or (is_lifted and place not in marks)
            # "I lift them, back hurts": after the comma it is the writer's again.
            subject = subject if place in objects else now
            owners.append(now)
        for start, end in self._told_before():
            owners[start:end] = [Whose.OTHER if owner is Whose.UNSAID else owner for owner in owners[start:end]]
        return tuple(owners)

    def _lifted(self) -> Iterator[int]:
        """Give who is only lifted or stumbled over: "picked up my toddler | and my back popped"."""
        reading = self._reading
        for other in (*self.others, *unless(reading, "cue.animal", "cue.no_animal")):
            near = range(max(other.start - _LIFTED_WITHIN, reading.part(other.start)[0]), other.start)
            if any(reading.is_one_of(place, "sentence.lifts") for place in near):
                yield other.start

    def _told_before(self) -> Iterator[tuple[int, int]]:
        """Give the words before the person they are about: "por el cáncer operaron | a mi esposo"."""
        reading = self._reading
        lifted = set(self._lifted())
        for other in self.others:
            if other.start in lifted:
                continue
            if reading.word(other.start - 2) == "a" and reading.is_one_of(other.start - 1, "sentence.spanish_my"):
                yield reading.part(other.start)[0], other.start
