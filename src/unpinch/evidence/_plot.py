"""Where the parts of an interval plot lie, so that a page or a terminal can draw it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from unpinch.kernel import Text, say

from ._model import Effect, Interval

# An axis needs enough marks to read and few enough for a phone.
_MOST_TICKS = 9


class Axis(StrEnum):
    """The two scales that results can share: points of 0 to 100, or standard deviations. Never both on one plot."""

    POINTS_0_100 = "points_0_100"
    STANDARD_DEVIATIONS = "standard_deviations"


_STEP = {Axis.POINTS_0_100: 10.0, Axis.STANDARD_DEVIATIONS: 0.5}


@dataclass(frozen=True)
class Tick:
    """One mark on the axis: its value, and where it stands, 0 (left end) to 100 (right end)."""

    value: float
    at: float


@dataclass(frozen=True)
class IntervalRow:
    """
    One result on the plot; all places are 0 to 100 along the axis.

    `low_at` and `high_at` are None where no interval was printed. `zone` is where a difference would be smaller than
    the smallest change that matters, on both sides of none; None where no such change is agreed. `text` says the row.
    """

    effect_id: str
    estimate_at: float
    low_at: float | None
    high_at: float | None
    zone: Interval | None
    text: Text
    source: str


@dataclass(frozen=True)
class IntervalPlot:
    """
    The geometry of an interval plot.

    `low` and `high` are the ends of the axis in its unit; `zero_at` is where "no difference" stands. Left of it is
    better for the treatment. `text` is the alternative for those who do not see the drawing.
    """

    axis: Axis
    low: float
    high: float
    zero_at: float
    ticks: tuple[Tick, ...]
    rows: tuple[IntervalRow, ...]
    text: Text


def interval_plot(
    *, effects: Iterable[Effect], axis: Axis = Axis.POINTS_0_100, ends: Interval | None = None
) -> IntervalPlot:
    """
    Place results on one axis.

    Parameters
    ----------
    effects
        In the order in which they are to be drawn. Those that have no number on this axis (in words only, a ratio, the
        other scale) are left out: nothing is converted between points and standard deviations.
    axis
        The scale.
    ends
        Left and right end, so that several plots share one axis; None makes the axis just wide enough. Ends that cut
        off a result are widened.

    Returns
    -------
    IntervalPlot
        Every place lies within 0 to 100.
    """
    drawn = [(effect, numbers) for effect in effects if (numbers := _numbers(effect, axis)) is not None]
    low, high = _ends(values=[value for _, numbers in drawn for value in numbers], step=_STEP[axis], ends=ends)

    def at(value: float) -> float:
        return round(100 * (value - low) / (high - low), 3)

    return IntervalPlot(
        axis=axis,
        low=low,
        high=high,
        zero_at=at(0),
        ticks=tuple(Tick(value=value, at=at(value)) for value in _tick_values(low, high, _STEP[axis])),
        rows=tuple(_row(effect=effect, numbers=numbers, axis=axis, at=at) for effect, numbers in drawn),
        text=say(
            "{count} results on a scale from {low} to {high}. 0 means no difference; further left is better with the"
            " treatment.",
            count=len(drawn),
            low=f"{low:g}",
            high=f"{high:g}",
        ),
    )


def _numbers(effect: Effect, axis: Axis) -> tuple[float, ...] | None:
    """Give the estimate and, where there are any, both limits on this axis."""
    if axis is Axis.POINTS_0_100:
        estimate, interval = effect.estimate_0_100, effect.ci_0_100
    elif effect.measure == "SMD":
        estimate, interval = effect.estimate, effect.ci
    else:
        return None
    return None if estimate is None else (estimate, *(interval or ()))


def _ends(*, values: Sequence[float], step: float, ends: Interval | None) -> Interval:
    reach = [*values, *(ends or (-step, step)), 0.0]
    low, high = math.floor(min(reach) / step) * step, math.ceil(max(reach) / step) * step
    return (low, high) if low < high else (-step, step)


def _tick_values(low: float, high: float, step: float) -> list[float]:
    while (high - low) / step + 1 > _MOST_TICKS:
        step *= 2
    return [number * step for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _row(*, effect: Effect, numbers: tuple[float, ...], axis: Axis, at: Callable[[float], float]) -> IntervalRow:
    low, high = (at(numbers[1]), at(numbers[2])) if len(numbers) > 1 else (None, None)
    zone = None
    if axis is Axis.POINTS_0_100 and effect.smallest_change is not None:
        # The zone may be wider than the axis: a plot of small results lies within it altogether.
        width = effect.smallest_change.points_0_100
        zone = (max(0.0, at(-width)), min(100.0, at(width)))
    return IntervalRow(
        effect_id=effect.id,
        estimate_at=at(numbers[0]),
        low_at=low,
        high_at=high,
        zone=zone,
        text=effect.sentence,
        source=effect.source,
    )
