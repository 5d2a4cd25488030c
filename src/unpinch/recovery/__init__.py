"""Is it working: questionnaires and their scores, the expected course, on track or not. No clock, no database."""

from ._chart import CourseChart, CourseMark, CourseWords, course_svg
from ._course import PAIN_MOST, Entry, Felt, TreatmentEffect, follow
from ._errors import BadAnswer, BadEntry, RecoveryError
from ._measures import Change, Score, StartBackRisk, answers_from, change, items_of, measure_of, score
from ._published import (
    NO_LONGER_BOTHERS,
    NO_LONGER_BOTHERS_SOURCE,
    RECENT_DAYS,
    Anchored,
    CourseKind,
    PublishedCourse,
    published_course,
)
from ._standing import Progress, Standing, chance_no_longer_bothers, chance_of_half, progress

__all__ = [
    "NO_LONGER_BOTHERS",
    "NO_LONGER_BOTHERS_SOURCE",
    "PAIN_MOST",
    "RECENT_DAYS",
    "Anchored",
    "BadAnswer",
    "BadEntry",
    "Change",
    "CourseChart",
    "CourseKind",
    "CourseMark",
    "CourseWords",
    "Entry",
    "Felt",
    "Progress",
    "PublishedCourse",
    "RecoveryError",
    "Score",
    "Standing",
    "StartBackRisk",
    "TreatmentEffect",
    "answers_from",
    "chance_no_longer_bothers",
    "chance_of_half",
    "change",
    "course_svg",
    "follow",
    "items_of",
    "measure_of",
    "progress",
    "published_course",
    "score",
]
