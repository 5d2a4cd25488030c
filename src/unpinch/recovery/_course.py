"""
One person's course: the published one, moved by their own scores.

What a person feels is the published mean and a distance from it. Distances of different people have the published
spread, and one person's distance wanders: how far two of its days go together falls with the time between them (a
Gauss-Markov process, so that all sums are exact and closed). A score is what is felt and the noise of a single score.
Everything is linear and normal: a lower score lowers every later estimate, the order of scores of one day makes no
difference, and a gap can only widen the band.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scipy.special import ndtr, ndtri

from ._errors import BadEntry
from ._published import ENTRY_SD, PublishedCourse, memory

PAIN_MOST = 10.0
# Scores are whole numbers: what rounding adds to the noise, as a variance.
ROUNDING_VARIANCE = 1.0 / 12.0
# A score given while sore from the needle says less of the pain it came for; ours, unsigned.
SORE_SD = 2.0


@dataclass(frozen=True, order=True)
class Entry:
    """
    One score: `day` since the record began, `pain` from 0 to 10.

    `is_sore` where it was given within the days in which soreness after a needle is expected.

    Raises
    ------
    BadEntry
        If the score is off the scale or the day is before the first.
    """

    day: float
    pain: float
    is_sore: bool = False

    def __post_init__(self) -> None:
        if not (0.0 <= self.pain <= PAIN_MOST):
            raise BadEntry(f"{self.pain:g} is not on the scale. Give a number from 0 to 10.")
        if not 0.0 <= self.day < math.inf:
            raise BadEntry("The day is before the first one of the record. Begin a new record for an earlier time.")

    @property
    def variance(self) -> float:
        """Give the noise of this score."""
        return (SORE_SD if self.is_sore else ENTRY_SD) ** 2 + ROUNDING_VARIANCE


@dataclass(frozen=True)
class TreatmentEffect:
    """
    What a treatment is expected to change beyond the published course, from the day it begins.

    `points` is the mean change of pain on 0 to 10 (negative is less pain), `sd` how uncertain it is for one person,
    `onset_days` the days until 63 in 100 of it has come.
    """

    day: float
    points: float
    sd: float
    onset_days: float

    def reached(self, day: float) -> float:
        """Give the share of the effect that has come by a day."""
        return 0.0 if day <= self.day else 1.0 - math.exp(-(day - self.day) / self.onset_days)


@dataclass(frozen=True)
class Felt:
    """What is felt on a day, as far as can be known: `mean` and `sd` on 0 to 10, not cut off at its ends."""

    day: float
    mean: float
    sd: float

    def chance_at_most(self, pain: float) -> float:
        """Give the chance that what is felt is so much or less."""
        return float(ndtr((pain - self.mean) / self.sd)) if self.sd > 0 else float(self.mean <= pain)

    def band(self, share: float) -> tuple[float, float]:
        """Give where that share of the scores of this day is expected, from 0 to 10."""
        reach = float(ndtri(0.5 + share / 2)) * math.sqrt(self.sd**2 + ENTRY_SD**2 + ROUNDING_VARIANCE)
        low, high = (min(max(self.mean + side * reach, 0.0), PAIN_MOST) for side in (-1, 1))
        return low, high


@dataclass(frozen=True)
class _State:
    """The distance from the mean on a day, in units of its spread, before and after the day's scores."""

    day: float
    expected: float
    expected_variance: float
    mean: float
    variance: float


def follow(
    *,
    course: PublishedCourse,
    entries: Iterable[Entry],
    days: Sequence[float],
    effects: Sequence[TreatmentEffect] = (),
) -> tuple[Felt, ...]:
    """
    Give what is felt on each day asked for, from all scores before and after it.

    Parameters
    ----------
    course
        From `published_course`.
    entries
        In any order, several on one day or none at all.
    days
        Days since the record began, in any order; those after the last score are a forecast.
    effects
        Treatments that were begun.
    """
    by_day: dict[float, list[Entry]] = {float(day): [] for day in days}
    for entry in entries:
        by_day.setdefault(float(entry.day), []).append(entry)
    curve = _Curve(course, tuple(effects))
    states = _forward(curve, sorted(by_day.items()))
    felt = {day: curve.felt(day, mean, variance) for day, mean, variance in _backward(states)}
    return tuple(felt[float(day)] for day in days)


@dataclass(frozen=True)
class _Curve:
    """The mean and the spread of each day, treatments included."""

    course: PublishedCourse
    effects: tuple[TreatmentEffect, ...]

    def mean(self, day: float) -> float:
        return self.course.mean(day) + sum(each.points * each.reached(day) for each in self.effects)

    def sd(self, day: float) -> float:
        added = sum((each.sd * each.reached(day)) ** 2 for each in self.effects)
        return math.sqrt(self.course.variance(day) + added)

    def felt(self, day: float, mean: float, variance: float) -> Felt:
        return Felt(day, self.mean(day) + self.sd(day) * mean, self.sd(day) * math.sqrt(variance))


def _forward(curve: _Curve, by_day: Sequence[tuple[float, list[Entry]]]) -> list[_State]:
    """Run through the days once, each knowing the scores before it (a Kalman filter of one number)."""
    states: list[_State] = []
    day_before, mean, variance = 0.0, 0.0, 1.0
    for day, entries in by_day:
        kept = memory(day - day_before)
        expected, expected_variance = kept * mean, kept**2 * variance + 1.0 - kept**2
        mean, variance = expected, expected_variance
        for entry in entries:
            loading = curve.sd(day)
            gain = variance * loading / (loading**2 * variance + entry.variance)
            mean += gain * (entry.pain - curve.mean(day) - loading * mean)
            variance *= 1.0 - gain * loading
        states.append(_State(day, expected, expected_variance, mean, variance))
        day_before = day
    return states


def _backward(states: list[_State]) -> list[tuple[float, float, float]]:
    """Run back, so that each day knows the scores after it as well (Rauch, Tung and Striebel)."""
    found = [(state.day, state.mean, state.variance) for state in states[-1:]]
    for later, state in pairwise(reversed(states)):
        _day, mean, variance = found[-1]
        gain = state.variance * memory(later.day - state.day) / later.expected_variance
        found.append(
            (
                state.day,
                state.mean + gain * (mean - later.expected),
                state.variance + gain**2 * (variance - later.expected_variance),
            )
        )
    return found
