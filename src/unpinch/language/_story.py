"""One reading with all that bends it, and whose pain it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ._phrases import Match
from ._reading import Reading
from ._scopes import Scopes, Whose
from ._sides import SideWord, side_words
from ._time import Span, spans


@dataclass(frozen=True)
class Story:
    """What every part of `understand` needs: the words, what bends them, sides, times, and whose pain it is."""

    reading: Reading
    scopes: Scopes
    sides: tuple[SideWord, ...]
    spans: tuple[Span, ...]
    is_about_other: bool = False

    def is_patients(self, match: Match) -> bool:
        """Say whether the words are about the person with the pain, who may not be the one who writes."""
        whose = self.scopes.whose[match.start]
        return whose is not Whose.ANIMAL and (whose is not Whose.OTHER or self.is_about_other)

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
    scopes = Scopes(reading)
    story = Story(reading, scopes, side_words(reading), spans(reading), is_about_other=True)
    claims = [match for kind in ("finding", "pain") for match in reading.all(kind) if story.is_so(match)]
    owners = {scopes.whose[match.start] for match in claims}
    if not reading.all("cue.self") and not reading.all("cue.other_person"):
        return story
    ill_now = any(scopes.whose[match.start] is Whose.OTHER and not _is_tale(reading, match) for match in claims)
    return replace(story, is_about_other=Whose.SELF not in owners and (ill_now or owners == {Whose.OTHER}))


def _is_tale(reading: Reading, match: Match) -> bool:
    """Say whether it is told as something that happened to another person: "ended up in a wheelchair"."""
    start, end = reading.part(match.start, match.end)
    return bool(reading.starting("cue.others_past", start, end))
