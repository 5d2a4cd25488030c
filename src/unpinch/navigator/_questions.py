"""What to ask next: signs of an emergency first, then what tells most about the pattern."""

from __future__ import annotations

from unpinch import patterns, safety
from unpinch.kernel import CareLevel, Triage, Understanding

_AT_MOST = 5
# Beside the emergency signs one other warning sign is asked each time; the rest is left for the pattern.
_OTHER_SIGNS_AT_ONCE = 1


def next_questions(
    *, understanding: Understanding, triage: Triage, examinations: tuple[patterns.Examination, ...] = ()
) -> tuple[safety.Question, ...]:
    """
    Give the next questions, at most five.

    Signs that are only suspected come first, then emergency signs that were not mentioned, one other warning sign, and
    the answers expected to tell most about the pattern; where nothing more is to be learnt about it, further warning
    signs. An unanswered question is never read as a "no". In an emergency nothing is asked about the pattern.
    """
    signs = safety.questions(understanding=understanding, limit=_AT_MOST)
    if triage.level is CareLevel.EMERGENCY_NOW:
        return signs
    urgent = [question for question in signs if question.level is CareLevel.EMERGENCY_NOW]
    others = [question for question in signs if question not in urgent]
    pattern = [_as_question(question) for question in _about_the_pattern(understanding, examinations)]
    first = [*urgent, *others[:_OTHER_SIGNS_AT_ONCE]]
    return tuple([*first, *pattern, *others[_OTHER_SIGNS_AT_ONCE:]][:_AT_MOST])


def _about_the_pattern(
    understanding: Understanding, examinations: tuple[patterns.Examination, ...]
) -> tuple[patterns.PatternQuestion, ...]:
    pain = understanding.pain
    marks = (*pain.regions, *understanding.nerve_marks)
    return patterns.worth_asking(
        marks=marks, findings=understanding.findings, age_years=pain.age_years, examinations=examinations
    )


def _as_question(question: patterns.PatternQuestion) -> safety.Question:
    return safety.Question(
        finding=question.finding,
        text=question.text,
        why=question.why,
        source=question.source,
        level=CareLevel.ROUTINE,
    )
