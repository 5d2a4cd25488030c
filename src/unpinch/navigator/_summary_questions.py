"""The questions that a person brings: about the cause, about the needle, about what is close by, and what else."""

from __future__ import annotations

from unpinch import knowledge
from unpinch.kernel import NeedlingAnswer, Reason, Text, say

from ._story import Reading
from ._summary_types import Speaker, SummaryLine, SummaryPart, SummarySection

_NEEDLES = frozenset({"dry_needling", "acupuncture"})
# Each comes from the file of needling safety, with its source: what to expect, and what should make one call.
_AFTER_A_NEEDLE = ("ae_major",)
_MOST_OF_CAUTIONS, _MOST_CLOSE_BY = 3, 2


def questions_section(reading: Reading, *, speak: Speaker) -> SummarySection:
    """Give the questions; those about needles only where needles are asked about or not ruled out."""
    found = [
        _plain(say("What do you think is the cause, and what else could it be?")),
        *_of_cautions(reading),
        *(_about_needles(reading) if reading.needling.status is not NeedlingAnswer.AVOID else ()),
        _plain(say("What would you do with me, and how would we know that it works?")),
        _plain(say("What else could help me, and what happens if I wait?")),
    ]
    lines = dict.fromkeys(SummaryLine(speak(words), source=source) for words, source in found)
    return SummarySection(SummaryPart.QUESTIONS, speak(say("Questions I want to ask")), lines=tuple(lines))


def _plain(words: Text) -> tuple[Text, str]:
    return words, ""


def _of_cautions(reading: Reading) -> list[tuple[Text, str]]:
    return _asked(reading.needling.reasons)[:_MOST_OF_CAUTIONS]


def _about_needles(reading: Reading) -> list[tuple[Text, str]]:
    # Other treatments are asked for, and needles are not: their questions would crowd out the others.
    wanted = frozenset(reading.understanding.request.treatments)
    if wanted and not wanted & _NEEDLES:
        return []
    rows = [row for row in knowledge.needling_cautions() if row.id in _AFTER_A_NEEDLE]
    return [
        _plain(say("How were you trained to needle, and are you licensed for it in this state?")),
        _plain(say("How many people like me did you needle in the past year?")),
        *_asked(reading.hazards)[:_MOST_CLOSE_BY],
        *((say(row.ask), row.source_url) for row in rows if row.ask),
    ]


def _asked(reasons: tuple[Reason, ...]) -> list[tuple[Text, str]]:
    """Give what each caution says to ask, each once."""
    asked: dict[str, tuple[Text, str]] = {}
    for reason in reasons:
        question = reason.text.values.get("question")
        if isinstance(question, Text):
            asked.setdefault(str(question), (question, reason.source))
    return list(asked.values())
