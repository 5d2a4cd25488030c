"""One score for each trial and question: arms combined, spreads from printed intervals, directions made one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from unpinch.knowledge import BiasRisk, SpreadSource, Trial

from . import synthesis
from ._own_model import Arms, TrialScore
from ._poolable import Moment

# Differences of two arms from one shared arm have this correlation where the arms are of one size.
_SHARED_ARM = 0.5
# What is least like a printed SD is said of a trial whose rows differ.
_LEAST_PRINTED = tuple(SpreadSource)
_WORST_BIAS = (BiasRisk.HIGH, BiasRisk.SOME, BiasRisk.UNKNOWN, BiasRisk.LOW)


@dataclass(frozen=True)
class _Arm:
    mean: float
    sd: float
    n: int


def score_of(moment: Moment) -> TrialScore:
    """
    Compute what one trial says from the rows of one moment.

    Several arms with the treatment, or several without it, become one arm (Handbook 23.3.4, formula 6.5.2.10). An arm
    that a review lists in several pairs is one arm; its people are added up where the review divided them between the
    pairs, and otherwise the largest count stands, which is too few rather than too many where it is not known whether
    they were divided. Of several differences from a shared arm the mean counts, with a correlation of 0.5.

    Parameters
    ----------
    moment
        Complete, without rows that may not be pooled.

    References
    ----------
    Higgins JPT, Eldridge S, Li T. Cochrane Handbook, chapter 23,
    https://training.cochrane.org/handbook/current/chapter-23; chapter 6,
    https://training.cochrane.org/handbook/current/chapter-06.
    """
    arms = None if moment.is_difference else _arms(moment)
    difference, se = _difference(moment) if moment.is_difference else (None, None)
    return TrialScore(
        trial=moment.trial,
        rows=tuple(row.id for row in moment.rows),
        year=moment.rows[0].year,
        day=moment.day,
        instrument=moment.instrument,
        arms=arms,
        difference=difference,
        se=se,
        points=moment.points,
        is_change=moment.is_change,
        n=_people(moment, arms),
        other_arm=" + ".join(sorted({row.treatment for row in moment.second})),
        doubts=moment.doubts,
        spread=max((row.sd_from for row in moment.rows), key=_LEAST_PRINTED.index),
        bias=min((row.bias for row in moment.rows), key=_WORST_BIAS.index),
        source=moment.source,
        tier=moment.rows[0].source_tier,
    )


def _people(moment: Moment, arms: Arms | None) -> int | None:
    if arms is not None:
        return arms.n1 + arms.n2
    counts = [row.n for row in moment.rows]
    known = [count for count in counts if count is not None]
    return max(known) if len(known) == len(counts) else None


def _arms(moment: Moment) -> Arms:
    one, two = _combined(moment.first), _combined(moment.second)
    sign = -1.0 if moment.rows[0].better == "higher" else 1.0
    return Arms(m1=sign * one.mean, sd1=one.sd, n1=one.n, m2=sign * two.mean, sd2=two.sd, n2=two.n)


def _combined(rows: Iterable[Trial]) -> _Arm:
    same: dict[tuple[str, float | None], list[Trial]] = {}
    for row in rows:
        same.setdefault((row.arm, row.mean), []).append(row)
    arms = [_one_arm(group) for group in same.values()]
    together = arms[0]
    for arm in arms[1:]:
        mean, sd, n = synthesis.combine_arms(
            m1=together.mean, sd1=together.sd, n1=together.n, m2=arm.mean, sd2=arm.sd, n2=arm.n
        )
        together = _Arm(float(mean), float(sd), int(n))
    return together


def _one_arm(rows: list[Trial]) -> _Arm:
    """Give one arm that is listed once, or in several pairs; where its SDs differ the largest stands."""
    counts = [row.n or 0 for row in rows]
    is_divided = any(row.divided_n == "yes" for row in rows)
    return _Arm(
        mean=rows[0].mean or 0.0,
        sd=max(_sd(row) for row in rows),
        n=sum(counts) if is_divided else max(counts),
    )


def _sd(row: Trial) -> float:
    if row.sd is not None:
        return row.sd
    # The schema makes sure that the interval of the mean is there where the SD is not.
    return float(synthesis.sd_from_ci(low=row.ci_low or 0.0, high=row.ci_high or 0.0, n=row.n or 0))


def _difference(moment: Moment) -> tuple[float, float]:
    signs = [
        (-1.0 if row.better == "higher" else 1.0) * (-1.0 if row.id in moment.turned else 1.0) for row in moment.first
    ]
    errors = [_se(row) for row in moment.first]
    effects = [sign * (row.mean_diff or 0.0) for sign, row in zip(signs, moment.first, strict=True)]
    count = len(effects)
    total = sum(errors) ** 2 * _SHARED_ARM + sum(error**2 for error in errors) * (1.0 - _SHARED_ARM)
    return sum(effects) / count, math.sqrt(total) / count


def _se(row: Trial) -> float:
    if row.se is not None:
        return row.se
    return float(synthesis.se_from_ci(low=row.ci_low or 0.0, high=row.ci_high or 0.0))
