"""One reading with all that bends it, and whose pain it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ._owners import Whose
from ._phrases import Match
from ._reading import Reading, unless
from ._scopes import Scopes
from ._side_words import SideWord, as_match, side_words
from ._time import Span, all_times, spans


@dataclass(frozen=True)
class Story:
    """What every part of `understand` needs: the words, what bends them, sides, times, and whose pain it is."""

    reading: Reading
    scopes: Scopes
    sides: tuple[SideWord, ...]
    times: tuple[Span, ...]
    spans: tuple[Span, ...]
    is_about_other: bool = False
    is_for_other: bool = False

    def is_patients(self, match: Match) -> bool:
        """Say whether the words are about the person with the pain, who may not be the one who writes."""
        whose = self.scopes.whose.of(match)
        if whose is Whose.SELF:
            return not self.is_for_other
        if whose is Whose.ANYBODY:
            return self.scopes.came_true(match)
        if whose is Whose.OTHER and not self.is_about_other:
            return self.scopes.is_mine_too(match)
        return whose is not Whose.ANIMAL and (whose is not Whose.OTHER or self.is_about_other)

    def is_told_of_other_now(self, match: Match) -> bool:
        """Say whether the words tell of another person, alive, as they are now."""
        is_other = self.scopes.whose.of(match) is Whose.OTHER
        return is_other and not _is_tale(self.reading, match) and not self.reading.all("cue.dead")

    def is_meant(self, match: Match) -> bool:
        """Say whether the words are meant as they stand: no figure of speech, no fear, the patient's own."""
        return self.is_patients(match) and not self.scopes.is_idiom(match) and not self.scopes.is_imagined(match)

    def is_so(self, match: Match) -> bool:
        """Say whether the words are meant and not denied."""
        return self.is_meant(match) and not self.scopes.is_denied(match)


def tell(reading: Reading) -> Story:
    """
    Weigh a reading, and find out whose pain it is.

    It is the other person's if one is spoken of as now ill and the writer claims nothing for themselves: "my husband
    can't pee" is about the husband; "my uncle ended up in a wheelchair, I am just stiff" is not about the uncle.
    """
    story = _told(reading)
    sides = (word if story.is_patients(as_match(word)) else replace(word, is_aside=True) for word in story.sides)
    return replace(story, sides=tuple(sides))


def _told(reading: Reading) -> Story:
    scopes = Scopes(reading)
    times = tuple(all_times(reading))
    story = Story(reading, scopes, side_words(reading, scopes), times, spans(times), is_about_other=True)
    whose = scopes.whose
    if whose.writes_for_other():
        return replace(story, is_for_other=True)
    if not whose.others and not whose.speaks_of_self():
        return story
    return replace(
        story, is_about_other=not unless(reading, "cue.as_for_me", "cue.not_self") and _is_told_of_other(story)
    )


def _is_told_of_other(story: Story) -> bool:
    """Say whether another person is spoken of as now ill and the writer claims nothing for themselves."""
    reading, whose = story.reading, story.scopes.whose
    claims = [match for kind in ("finding", "pain") for match in reading.all(kind) if story.is_so(match)]
    owners = {whose.of(match) for match in claims}
    # "I lift her daily; that's how I did my back": a place of one's own body is a claim, too.
    owners |= {Whose.SELF for match in reading.all("region") if _is_own_place(reading, match)}
    if Whose.SELF in owners:
        return False
    if _is_likened(story, claims):
        return False
    not_mine = _said_not_mine(story)
    others = [match for match in claims if whose.of(match) is Whose.OTHER and match.label.id not in not_mine]
    acute = [match for match in others if _is_acute(reading, match)]
    # Where the writer says nothing of themselves, an illness of long standing is told of the other, too.
    is_dead = bool(reading.all("cue.dead"))
    told = acute if whose.speaks_of_self() or is_dead else others
    # "his back has gone bad", "moaning about her back"
    told += [match for match in reading.all("region") if _is_place_of_other(story, match)]
    ill_now = any(not _is_tale(reading, match) for match in told)
    lately = any(reading.starting("cue.new", *reading.part(match.start, match.end)) for match in acute)
    # Where nobody else is spoken of, a tale is the patient's: "my dad wet his pants and didn't know it".
    is_alone = bool(acute) and owners == {Whose.OTHER} and not whose.speaks_of_self()
    return ill_now or (not is_dead and (is_alone or lately))


def _is_likened(story: Story, claims: list[Match]) -> bool:
    """Hear "my calf cramps, mom has calf cramps, too" as told of the writer first: "too" likens the other to them."""
    reading, others = story.reading, story.scopes.whose.others
    first = others[0].start if others else 0
    told_first = any(claim.end <= first and story.scopes.whose.of(claim) is Whose.UNSAID for claim in claims)
    return told_first and reading.holds(first, reading.sentence(first)[1], "sentence.carries_on")


def _said_not_mine(story: Story) -> set[str]:
    """Give what the writer says not to have: "my cousin rolled his van last week, I haven't been in any wreck"."""
    scopes = story.scopes
    own = (match for match in story.reading.all("finding") if scopes.whose.of(match) is Whose.SELF)
    return {match.label.id for match in own if scopes.is_denied(match)}


def _is_own_place(reading: Reading, match: Match) -> bool:
    """Hear "my back", "me truena la espalda", but not "me da's leg"."""
    first = max(match.start - 3, reading.part(match.start)[0])  # "My uncle called me. His bottom is numb"
    mine = [place for place in range(first, match.start) if reading.word(place) == "me"]
    return reading.is_one_of(match.start - 1, "sentence.my") or any(
        not reading.starting("cue.other_person", place, place + 2) for place in mine
    )


def _is_place_of_other(story: Story, match: Match) -> bool:
    reading = story.reading
    named = reading.starting("cue.third_person", match.start - 2, match.start)
    # "le duele a mi esposo la cintura"
    start, _ = reading.part(match.start)
    them = [place for place in range(start, match.start) if reading.word(place) in ("le", "les")]
    owner = story.scopes.whose.of(match)
    if owner is Whose.OTHER:
        return bool(named or them or _is_owned_before(reading, match))
    # "Mi viejo tuvo cáncer. Hace dos semanas le duele la espalda"
    # "... El dolor lo despierta"
    last = reading.sentence(start)[1]
    is_struck = any(
        reading.word(place) in ("lo", "la") and reading.is_one_of(place + 1, "sentence.strikes")
        for place in range(start, last)
    )
    return owner is Whose.UNSAID and (
        is_struck or any(reading.starting("pain", place + 1, place + 2) for place in them)
    )


def _is_owned_before(reading: Reading, match: Match) -> bool:
    """Hear "my wife's low back"."""
    before = reading.tokens[max(match.start - 1, 0)]
    return reading.text[before.start : reading.tokens[match.start].start].strip().endswith(("'s", "\u2019s"))


def _is_acute(reading: Reading, match: Match) -> bool:
    """Say whether it is a trouble of now and no history: "my mother has cancer, so I worry" is not about her."""
    if match.label.kind != "finding":
        return True
    rule = reading.lexicon.findings[match.label.id]
    return not (rule.lasting or rule.time or rule.history)


def _is_tale(reading: Reading, match: Match) -> bool:
    """Say whether it is told as something that happened to another person: "ended up in a wheelchair"."""
    start, end = reading.part(match.start, match.end)
    # "Dad has had back pain for six weeks" goes on.
    return any(start <= cue.start < end for cue in unless(reading, "cue.others_past", "cue.others_still"))
