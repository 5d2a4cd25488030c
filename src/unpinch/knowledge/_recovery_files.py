"""The rows of the files on how pain goes on."""

from __future__ import annotations

from ._load import load
from ._recovery import CourseAnchor, OutcomeMeasure, QuestionnaireItem


def course_anchors() -> tuple[CourseAnchor, ...]:
    """Give what publications say of how many people are better on a day."""
    return load(CourseAnchor, "course_anchors.csv")


def outcome_measures() -> tuple[OutcomeMeasure, ...]:
    """Give the questionnaires and scales that may freely be used."""
    return load(OutcomeMeasure, "outcome_measures.csv")


def questionnaire_items() -> tuple[QuestionnaireItem, ...]:
    """Give their questions, in the order of each questionnaire."""
    return load(QuestionnaireItem, "questionnaire_items.csv")
