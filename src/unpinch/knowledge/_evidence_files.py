"""The rows of the files of evidence."""

from __future__ import annotations

from ._evidence import Claim, ComparedWith, Guideline, Harm, MinimalChange, PooledResult, TimeCourse
from ._load import load
from ._trial import Trial


def trials() -> tuple[Trial, ...]:
    """Give the trial rows, as published."""
    return load(Trial, "trials.csv")


def pooled_results() -> tuple[PooledResult, ...]:
    """Give the published pooled results."""
    return load(PooledResult, "pooled_results.csv")


def compared_with() -> tuple[ComparedWith, ...]:
    """Give what pooled results compare treatments with."""
    return load(ComparedWith, "compared_with.csv")


def minimal_changes() -> tuple[MinimalChange, ...]:
    """Give the smallest changes in a score that matter to a person."""
    return load(MinimalChange, "minimal_changes.csv")


def harms() -> tuple[Harm, ...]:
    """Give the harms with their denominators."""
    return load(Harm, "harms.csv")


def time_course() -> tuple[TimeCourse, ...]:
    """Give how long things take."""
    return load(TimeCourse, "time_course.csv")


def guidelines() -> tuple[Guideline, ...]:
    """Give what guidelines recommend."""
    return load(Guideline, "guidelines.csv")


def claims() -> tuple[Claim, ...]:
    """Give what clinics claim, and our verdict."""
    return load(Claim, "claims.csv")
