"""From what a person told us to what we make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from unpinch import language, patterns, safety
from unpinch.kernel import (
    UNITED_STATES,
    Finding,
    FindingStatus,
    HelpLines,
    Mark,
    MarkKind,
    NeedlingAnswer,
    NeedlingScreen,
    Reason,
    Triage,
    Understanding,
)
from unpinch.knowledge import StructureKind

from ._help import needling_with, questions_with, triage_with
from ._marks import findings_from, joined, newly_meant, with_marked
from ._questions import next_questions


@dataclass(frozen=True)
class Story:
    """
    What a person told us. It is kept where it was given, and never reaches an address line or a log.

    `marks` are regions touched on the body chart, with what is felt there. `answers` are replies to questions and
    corrections, as pairs of a finding id and its status: they override what text and marks say. `examinations` are what
    a clinician found, each of `patterns.examinations()` once.
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    answers: tuple[tuple[str, FindingStatus], ...] = ()
    examinations: tuple[patterns.Examination, ...] = ()
    zip_code: str | None = None
    insurer: str | None = None


# The muscles that fit best; those after them are hardly ever the ones that are needled.
_MUSCLES_IN_QUESTION = 3


@dataclass(frozen=True)
class Reading:
    """What we make of a story: findings, urgency, the needling screen, what to ask next, and what the pattern fits."""

    story: Story
    understanding: Understanding
    triage: Triage
    needling: NeedlingScreen
    help_lines: HelpLines = UNITED_STATES

    @cached_property
    def fit(self) -> patterns.PatternFit:
        """Which structures the marks and findings fit; weighed when first asked for."""
        pain = self.understanding.pain
        return patterns.fit(
            marks=(*pain.regions, *self.understanding.nerve_marks),
            findings=self.understanding.findings,
            age_years=pain.age_years,
            duration_days=pain.duration_days,
            examinations=self.story.examinations,
        )

    @cached_property
    def hazards(self) -> tuple[Reason, ...]:
        """What lies near the needle in the muscles that fit best, in the order of fit; empty where needling is out."""
        if self.needling.status is NeedlingAnswer.AVOID:
            return ()
        muscles = [one.source for one in self.fit.fits if one.kind is StructureKind.MUSCLE]
        return safety.muscle_hazards(muscles=muscles[:_MUSCLES_IN_QUESTION])

    @cached_property
    def questions(self) -> tuple[safety.Question, ...]:
        """What to ask next, at most five; found when first asked for."""
        asked = next_questions(
            understanding=self.understanding, triage=self.triage, examinations=self.story.examinations
        )
        return questions_with(self.help_lines, asked)


def read(*, story: Story, lang: str | None = None, help_lines: HelpLines = UNITED_STATES) -> Reading:
    """
    Understand a story and judge it: how urgent, what about needles, which pattern.

    Parameters
    ----------
    story
        Text, marks, or both. A story without text is read from its marks and answers alone.
    lang
        `en` or `es`; None lets the text decide.
    help_lines
        The numbers that go into the sentences.

    Raises
    ------
    language.UnreadableText
        If the text is too long or is not text.
    """
    understanding = _with_answers(understanding=_understood(story=story, lang=lang), story=story)
    return Reading(
        story=story,
        understanding=understanding,
        triage=triage_with(help_lines, safety.assess(understanding=understanding)),
        needling=needling_with(help_lines, safety.screen_needling(understanding=understanding)),
        help_lines=help_lines,
    )


def replies_kept(*, earlier: Story, text: str, marks: tuple[Mark, ...]) -> tuple[tuple[str, FindingStatus], ...]:
    """
    Give the replies that still hold when a person tells the story anew.

    Replies belong to the words they were asked about: new words begin without them. What a person said was not so, and
    marks now, is so: a "no" to numbness between the legs must not silence a numb saddle that is marked later.
    """
    if earlier.text != text:
        return ()
    marked = newly_meant(marks=marks, before=earlier.marks)
    return tuple(
        (finding, status)
        for finding, status in earlier.answers
        if status is FindingStatus.PRESENT or finding not in marked
    )


def _understood(*, story: Story, lang: str | None) -> Understanding:
    if story.text.strip() or not (story.marks or story.answers):
        return language.understand(text=story.text, lang=lang)
    return Understanding(language=lang or "en")


def _with_answers(*, understanding: Understanding, story: Story) -> Understanding:
    """Put marks, answers and the fields beside the text over what the text says."""
    request = replace(
        understanding.request,
        zip_code=story.zip_code or understanding.request.zip_code,
        insurer=story.insurer or understanding.request.insurer,
    )
    answered = dict(story.answers)
    marks = joined((*understanding.pain.regions, *story.marks))
    told = with_marked(said=understanding.findings, marked=findings_from(marks, said=understanding.findings))
    said = tuple(finding for finding in told if finding.id not in answered)
    replies = tuple(Finding(id=finding, status=status) for finding, status in answered.items())
    pain = replace(understanding.pain, regions=tuple(mark for mark in marks if mark.kind is MarkKind.PAIN))
    nerve_marks = tuple(mark for mark in marks if mark.kind is not MarkKind.PAIN)
    return replace(understanding, findings=said + replies, pain=pain, request=request, nerve_marks=nerve_marks)
