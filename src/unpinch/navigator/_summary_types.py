"""What a visit summary is made of: its parts, what a person chooses, and the page itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from unpinch.kernel import UNITED_STATES, CareLevel, HelpLines, Mark, Text, Triage, say

# A page holds so much beside the rest in letters that can be read; what is longer is cut, and the page says so.
MOST_STORY, MOST_OWN_WORDS, MOST_NAME = 900, 400, 80
# A list of this many lines stays one; more lines than that run on, or they alone would fill the sheet.
_MOST_LINES = 10


class SummaryPart(StrEnum):
    """A part of the page that a person includes or leaves out, in the order of the page."""

    LEVEL = "level"
    STORY = "story"
    CHART = "chart"
    SAID = "said"
    TRIED = "tried"
    NEEDLING = "needling"
    PATTERN = "pattern"
    QUESTIONS = "questions"
    UNKNOWN = "unknown"


class Paper(StrEnum):
    """The size of the sheet."""

    LETTER = "letter"
    A4 = "a4"


@dataclass(frozen=True)
class SummaryChoice:
    """
    What a person wants on the page.

    `own_words` is what they add and `name` whose page it is, both as they typed them; either may be empty.
    """

    parts: frozenset[SummaryPart] = frozenset(SummaryPart)
    own_words: str = ""
    name: str = ""
    paper: Paper = Paper.LETTER


@dataclass(frozen=True)
class SummaryLine:
    """One line, with the words of the person that it rests on and the address where it can be read, if any."""

    words: str
    quote: str = ""
    source: str = ""


@dataclass(frozen=True)
class SummarySection:
    """One part of the page: what was typed, as it was typed, and lines; `note` says what was left out."""

    part: SummaryPart
    heading: str
    typed: str = ""
    lines: tuple[SummaryLine, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class VisitSummary:
    """
    The whole page, in one language; nothing is left to be worked out or translated.

    `leads` is the level of care where it is an emergency: it stands first, and cannot be left out. `marks` are drawn as
    charts; they are empty where the person left the chart out.
    """

    language: str
    title: str
    paper: Paper
    made_date: date
    name: str
    leads: SummarySection | None
    marks: tuple[Mark, ...]
    legend: tuple[str, ...]
    sections: tuple[SummarySection, ...]
    foot: str


@dataclass(frozen=True)
class Speaker:
    """Says the sentences of the page in its language, with the numbers to call."""

    gettext: Callable[[str], str] = field(default=lambda template: template)
    help_lines: HelpLines = UNITED_STATES

    def __call__(self, text: Text | str) -> str:
        """Give a sentence in the language of the page."""
        sentence = text if isinstance(text, Text) else say(text)
        return self.help_lines.fill(sentence).translated(self.gettext)


def level_section(triage: Triage, *, speak: Speaker) -> SummarySection:
    """Give the level of care with what to do and why."""
    heading = {
        CareLevel.EMERGENCY_NOW: say("Get emergency help now"),
        CareLevel.SAME_DAY: say("How urgent: speak to a clinician today"),
        CareLevel.WITHIN_2_WEEKS: say("How urgent: see a clinician within two weeks"),
        CareLevel.ROUTINE: say("How urgent: none of the warning signs was named"),
    }[triage.level]
    lines = [SummaryLine(speak(text)) for text in triage.what_to_do]
    lines += [SummaryLine(speak(reason.text), source=reason.source) for reason in triage.reasons]
    return SummarySection(SummaryPart.LEVEL, speak(heading), lines=tuple(dict.fromkeys(lines)))


def cut(typed: str, *, most: int) -> tuple[str, bool]:
    """
    Give typed words without invisible signs and cut after a word, and whether they were cut.

    Signs that turn the direction of the writing go too: they could make a line read as what it does not say.

    Examples
    --------
    >>> cut("one two  three", most=9)
    ('one two …', True)
    """
    seen = "".join(each for each in typed if each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co"))
    lines = [" ".join(line.split()) for line in seen.split("\n")]
    filled = [line for line in lines if line]
    whole = ("\n" if len(filled) <= _MOST_LINES else " ").join(filled)
    if len(whole) <= most:
        return whole, False
    kept = whole[: most + 1]
    end = max(kept.rfind(" "), kept.rfind("\n"))
    # One word as long as the page has no blank to be cut at.
    return f"{whole[: end if end > most // 2 else most]} …", True
