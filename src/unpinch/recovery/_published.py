"""
How pain goes on, on average and from person to person, as far as publications say.

The share of the first pain that is left after a day falls from 1 to a floor, at one rate: `floor + (1 - floor)
exp(-day / rate)`. Floor and rate are those that come nearest to what publications say of certain days
(`course_anchors.csv`), with the spread between people between that of the trials' arms at first and the largest of an
arm later on. Where publications disagree the curve lies between them, and `PublishedCourse.anchors` shows each beside
what the curve says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import numpy as np
from scipy.optimize import least_squares
from scipy.special import expit, logit, ndtr

from unpinch import knowledge

# 12 weeks: where trials and guidelines part recent pain from pain that lasts.
RECENT_DAYS = 84
# Leg pain of 17.5 of 100 or less is where people in the Norwegian study called themselves well (haugen2011).
NO_LONGER_BOTHERS = 1.75
NO_LONGER_BOTHERS_SOURCE = "https://pmc.ncbi.nlm.nih.gov/articles/PMC3175874"
IMPROVED_SHARE = 0.7
# What one person's scores differ by from one day to the next with nothing changed, as a standard deviation. No
# publication in the knowledge files says; ours, unsigned: the smallest change that matters is 2, twice this.
ENTRY_SD = 1.0
# After so many days a person's place among others has been half forgotten; ours, unsigned, for the same reason.
HALF_FORGOTTEN_DAYS = 365.0
_CONDITIONS = ("sciatica", "radicular_lbp", "disc_herniation")
# Where the search for the nearest curve begins: floor as a log odds, rate as a logarithm, spread.
_FIRST_TRY = (-1.0, math.log(60.0), 3.0)


class CourseKind(StrEnum):
    """Whose course: pain of less than 12 weeks when the record began, or more."""

    RECENT = "recent"
    LONGER = "longer"


@dataclass(frozen=True)
class Anchored:
    """One anchor, and what the curve says of the same: both are shares from 0 to 1."""

    anchor: knowledge.CourseAnchor
    modelled: float


@dataclass(frozen=True)
class PublishedCourse:
    """
    The course before a person has said anything.

    `first_mean` and `first_sd` are the pain at the start, 0 to 10, and `later_sd` the spread months later, all of
    scores as people give them. `floor` is a share from 0 to 1, `rate_days` the days in which the rest falls to 37 in
    100. `spread_rows` are the rows of `trials.csv` that mean and spread were read from.
    """

    kind: CourseKind
    floor: float
    rate_days: float
    first_mean: float
    first_sd: float
    later_sd: float
    anchors: tuple[Anchored, ...]
    spread_rows: tuple[str, ...]

    def share_left(self, day: float) -> float:
        """Give the share of the first pain that is left on average."""
        return self.floor + (1.0 - self.floor) * math.exp(-day / self.rate_days)

    def mean(self, day: float) -> float:
        """Give the average pain, 0 to 10."""
        return self.first_mean * self.share_left(day)

    def variance(self, day: float) -> float:
        """Give the variance between people of what they feel, without the noise of single scores."""
        first, later = (sd**2 - ENTRY_SD**2 for sd in (self.first_sd, self.later_sd))
        return later + (first - later) * math.exp(-day / self.rate_days)


def memory(days: float) -> float:
    """Give how far a person's place among others is the same after so many days, from 1 to 0."""
    return math.pow(0.5, days / HALF_FORGOTTEN_DAYS)


@cache
def published_course(kind: CourseKind) -> PublishedCourse:
    """Give the course that comes nearest to what publications say."""
    anchors = [row for row in knowledge.course_anchors() if row.course == kind.value]
    seen = _spread()

    def course(floor: float, rate: float, later_sd: float) -> PublishedCourse:
        return PublishedCourse(
            kind=kind,
            floor=float(expit(floor)),
            rate_days=math.exp(rate),
            first_mean=seen.first_mean,
            first_sd=seen.first_sd,
            later_sd=float(later_sd),
            anchors=(),
            spread_rows=seen.rows,
        )

    def misses(at: np.ndarray) -> list[float]:
        return [float(logit(_modelled(course(*at), row)) - logit(row.share)) for row in anchors]

    fit = least_squares(misses, x0=_FIRST_TRY, bounds=((-6, 1, seen.first_sd), (6, 8, seen.largest_sd)))
    nearest = course(*fit.x)
    return replace(nearest, anchors=tuple(Anchored(row, _modelled(nearest, row)) for row in anchors))


def _modelled(course: PublishedCourse, anchor: knowledge.CourseAnchor) -> float:
    if anchor.event == "mean_share":
        return course.share_left(anchor.day)
    score_variance = course.variance(anchor.day) + ENTRY_SD**2
    if anchor.event == "no_longer_bothers":
        away = (NO_LONGER_BOTHERS - course.mean(anchor.day)) / math.sqrt(score_variance)
    else:
        together = math.sqrt(course.variance(0) * course.variance(anchor.day)) * memory(anchor.day)
        spread = score_variance + IMPROVED_SHARE**2 * course.first_sd**2 - 2 * IMPROVED_SHARE * together
        away = (IMPROVED_SHARE * course.first_mean - course.mean(anchor.day)) / math.sqrt(spread)
    return float(np.clip(ndtr(away), 1e-6, 1 - 1e-6))


@dataclass(frozen=True)
class _Spread:
    """Pain in the trials' arms on 0 to 10: mean and spread at first, and the largest spread seen later."""

    first_mean: float
    first_sd: float
    largest_sd: float
    rows: tuple[str, ...]


@cache
def _spread() -> _Spread:
    """Read the arms of trials on sciatica and herniated discs, each counted once."""
    arms = [row for row in knowledge.trials() if _is_arm(row)]
    first = [row for row in arms if row.timepoint_days == 0]
    first_sds = [_on_ten(row, row.sd) for row in first if row.sd is not None]
    later_sds = [_on_ten(row, row.sd) for row in arms if row.timepoint_days and row.sd is not None]
    return _Spread(
        first_mean=float(np.mean([_on_ten(row, row.mean) for row in first])),
        first_sd=float(np.sqrt(np.mean(np.square(first_sds)))),
        largest_sd=max(later_sds),
        rows=tuple(row.id for row in arms),
    )


def _is_arm(row: knowledge.Trial) -> bool:
    if row.mean is None or row.scale_high is None or row.timepoint_days is None:
        return False
    is_ours = row.condition in _CONDITIONS and row.outcome == "pain_intensity"
    return is_ours and row.effect_type is knowledge.EffectType.ARM_MEAN and _can_be(row)


def _can_be(row: knowledge.Trial) -> bool:
    """Refuse a spread that no scores from 0 to 10 with this mean can have: it was misprinted, or is something else."""
    mean, sd = _on_ten(row, row.mean), _on_ten(row, row.sd)
    return sd**2 <= mean * (10.0 - mean)


def _on_ten(row: knowledge.Trial, value: float | None) -> float:
    return (value or 0.0) * 10.0 / (row.scale_high or 10.0)
