"""Interval bars: the geometry of the evidence room on two scales that all treatments share, and shares of 100."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch.evidence import Axis, Effect, IntervalRow, interval_plot
from unpinch.kernel import Text, say

# Both scales are wide enough for what is published; a result beyond them widens only its own bar.
_ENDS = {Axis.POINTS_0_100: (-30.0, 20.0), Axis.STANDARD_DEVIATIONS: (-2.0, 1.0)}
_UNITS = {Axis.POINTS_0_100: say("points of 100"), Axis.STANDARD_DEVIATIONS: say("standard deviations")}


@dataclass(frozen=True)
class Bar:
    """
    One interval; all places are 0 to 100 along the scale. `zone` is too small to matter.

    Of an effect left is better. Of a share the scale is its own percent, and what is better depends on what is counted.
    """

    zero_at: float
    estimate_at: float
    low_at: float | None
    high_at: float | None
    zone_at: float | None
    zone_width: float | None
    unit: Text
    low_end: str
    high_end: str


def bar_of(effect: Effect) -> Bar | None:
    """Give the bar of a result, or None where it has no number on either scale."""
    axis = Axis.POINTS_0_100 if effect.estimate_0_100 is not None else Axis.STANDARD_DEVIATIONS
    plot = interval_plot(effects=(effect,), axis=axis, ends=_ENDS[axis])
    if not plot.rows:
        return None
    return _bar(plot.rows[0], zero_at=plot.zero_at, axis=axis, low=plot.low, high=plot.high)


def share_bar(*, share: float, low: float, high: float) -> Bar:
    """Give the bar of a share of 1 with its interval."""
    return Bar(
        zero_at=0.0,
        estimate_at=round(100 * share, 2),
        low_at=round(100 * low, 2),
        high_at=round(100 * high, 2),
        zone_at=None,
        zone_width=None,
        unit=say("percent"),
        low_end="0",
        high_end="100",
    )


def _bar(row: IntervalRow, *, zero_at: float, axis: Axis, low: float, high: float) -> Bar:
    return Bar(
        zero_at=zero_at,
        estimate_at=row.estimate_at,
        low_at=row.low_at,
        high_at=row.high_at,
        zone_at=row.zone[0] if row.zone else None,
        zone_width=row.zone[1] - row.zone[0] if row.zone else None,
        unit=_UNITS[axis],
        low_end=f"{low:g}",
        high_end=f"{high:g}",
    )
