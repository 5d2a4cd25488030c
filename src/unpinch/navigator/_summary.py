"""The visit summary: one page that a person brings to a clinician, of the parts they chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from unpinch.kernel import CareLevel, Mark, say

from ._story import Reading
from ._summary_sections import legend, sections
from ._summary_types import MOST_NAME, Speaker, SummaryChoice, SummaryPart, VisitSummary, cut, level_section

# Left out of an emergency's page: nobody should read about needles on the way to the emergency room.
_NOT_IN_AN_EMERGENCY = frozenset({SummaryPart.PATTERN, SummaryPart.QUESTIONS, SummaryPart.NEEDLING})


def visit_summary(
    *,
    reading: Reading,
    choice: SummaryChoice,
    made_date: date,
    language: str = "en",
    gettext: Callable[[str], str] = lambda template: template,
) -> VisitSummary:
    """
    Make the page of a reading, with the parts that were chosen.

    Parameters
    ----------
    reading
        What was made of the story.
    choice
        Which parts, words of the person's own, whose page it is, and the paper.
    made_date
        The day that stands on the page.
    language, gettext
        The language of the page, and what speaks it.

    Returns
    -------
    VisitSummary
        The same for the same arguments. In an emergency it leads with what to do, whatever was chosen, and leaves out
        pattern, needling and questions.
    """
    speak = Speaker(gettext, reading.help_lines)
    is_emergency = reading.triage.level is CareLevel.EMERGENCY_NOW
    parts = choice.parts - _NOT_IN_AN_EMERGENCY - {SummaryPart.LEVEL} if is_emergency else choice.parts
    marks = _marks(reading) if SummaryPart.CHART in parts else ()
    return VisitSummary(
        language=language,
        title=speak(say("Summary for a visit")),
        paper=choice.paper,
        made_date=made_date,
        name=cut(choice.name.replace("\n", " "), most=MOST_NAME)[0],
        leads=level_section(reading.triage, speak=speak) if is_emergency else None,
        marks=marks,
        legend=legend(marks, speak=speak),
        sections=sections(reading=reading, choice=choice, parts=parts, speak=speak),
        foot=speak(say("Made with Unpinch from what I told. It is no diagnosis: nobody examined me for this page.")),
    )


def _marks(reading: Reading) -> tuple[Mark, ...]:
    return (*reading.understanding.pain.regions, *reading.understanding.nerve_marks)
