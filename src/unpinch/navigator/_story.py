"""From what a person told us to what we make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from unpinch import language, patterns, safety
from unpinch.kernel import Finding, FindingStatus, Mark, NeedlingScreen, Side, Triage, Understanding


@dataclass(frozen=True)
class Story:
    """
    What a person told us. It is kept where it was given, and never reaches an address line or a log.

    `marks` are regions touched on the body chart. `answers` are replies to questions and corrections, as pairs of a
    finding id and its status: they override what the text says.
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    answers: tuple[tuple[str, FindingStatus], ...] = ()
    zip_code: str | None = None
    insurer: str | None = None


@dataclass(frozen=True)
class Reading:
    """What we make of a story: findings, urgency, the needling screen, what to ask next, and what the pattern fits."""

    story: Story
    understanding: Understanding
    triage: Triage
    needling: NeedlingScreen
    questions: tuple[safety.Question, ...]
    fit: patterns.PatternFit


def read(*, story: Story, lang: str | None = None) -> Reading:
    """
    Understand a story and judge it: how urgent, what about needles, which pattern.

    Parameters
    ----------
    story
        Text, marks, or both. A story without text is read from its marks and answers alone.
    lang
        `en` or `es`; None lets the text decide.

    Raises
    ------
    language.UnreadableText
        If the text is too long or is not text.
    """
    understanding = _with_answers(understanding=_understood(story=story, lang=lang), story=story)
    pain = understanding.pain
    return Reading(
        story=story,
        understanding=understanding,
        triage=safety.assess(understanding=understanding),
        needling=safety.screen_needling(understanding=understanding),
        questions=safety.questions(understanding=understanding),
        fit=patterns.fit(
            marks=pain.regions,
            findings=understanding.findings,
            age_years=pain.age_years,
            duration_days=pain.duration_days,
        ),
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
    said = tuple(finding for finding in understanding.findings if finding.id not in answered)
    replies = tuple(Finding(id=finding, status=status) for finding, status in answered.items())
    pain = replace(understanding.pain, regions=_joined(understanding.pain.regions + story.marks))
    return replace(understanding, findings=said + replies, pain=pain, request=request)


def _joined(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Say each region once: left and right together are both sides, and a known side wins over an unknown one."""
    sides: dict[str, set[Side]] = {}
    for mark in marks:
        sides.setdefault(mark.region, set()).update({mark.side} if mark.side else ())
    return tuple(Mark(region=region, side=_one_side(found)) for region, found in sides.items())


def _one_side(found: set[Side]) -> Side | None:
    return (next(iter(found)) if len(found) == 1 else Side.BOTH) if found else None
