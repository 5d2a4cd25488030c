"""The geometry of an interval plot."""

from dataclasses import replace

import pytest

from unpinch import evidence
from unpinch.evidence import Axis

SURGERY = [evidence.pooled(id=f"liuc2023-leg-pain-{when}") for when in ("6w", "3m", "12m", "later")]


def test_places_are_where_the_numbers_say():
    plot = evidence.interval_plot(effects=SURGERY, ends=(-30, 10))
    assert (plot.low, plot.high, plot.zero_at) == (-30, 10, 75)
    first = plot.rows[0]
    assert (first.estimate_at, first.low_at, first.high_at) == (44.75, 16.0, 73.75)
    assert first.zone == (37.5, 100.0)
    assert [(tick.value, tick.at) for tick in plot.ticks] == [(-30, 0), (-20, 25), (-10, 50), (0, 75), (10, 100)]
    assert [row.effect_id for row in plot.rows] == [effect.id for effect in SURGERY]


def test_the_zone_is_the_smallest_change_on_both_sides():
    plot = evidence.interval_plot(effects=SURGERY, ends=(-50, 50))
    assert plot.rows[0].zone == (35.0, 65.0)
    assert evidence.interval_plot(effects=[replace(SURGERY[0], smallest_change=None)]).rows[0].zone is None


def test_points_of_ten_and_of_a_hundred_share_an_axis_but_standard_deviations_do_not():
    effects = [
        SURGERY[0],
        evidence.pooled(id="yu2023-pain-2w"),
        evidence.pooled(id="gattie2017-pain"),
        evidence.pooled(id="ji2015-improved"),
        evidence.pooled(id="mu2020-pain"),
    ]
    points = evidence.interval_plot(effects=effects)
    deviations = evidence.interval_plot(effects=effects, axis=Axis.STANDARD_DEVIATIONS)
    assert [row.effect_id for row in points.rows] == ["liuc2023-leg-pain-6w", "yu2023-pain-2w"]
    assert [row.effect_id for row in deviations.rows] == ["gattie2017-pain"]
    assert deviations.rows[0].zone is None
    assert (deviations.low, deviations.high) == (-1.5, 0.5)


def test_a_result_without_a_range_is_a_point():
    row = evidence.interval_plot(
        effects=[evidence.pooled(id="gattie2017-pain-therapy")], axis=Axis.STANDARD_DEVIATIONS
    ).rows[0]
    assert (row.low_at, row.high_at) == (None, None)
    assert 0 <= row.estimate_at <= 100


def test_ends_that_would_cut_off_a_result_are_widened():
    plot = evidence.interval_plot(effects=SURGERY, ends=(-10, 10))
    assert plot.low == -30


def test_ends_without_width_become_an_axis():
    plot = evidence.interval_plot(effects=[], ends=(0, 0))
    assert (plot.low, plot.zero_at, plot.high) == (-10, 50, 10)


@pytest.mark.parametrize("axis", list(Axis))
def test_an_empty_plot_still_has_an_axis(axis):
    plot = evidence.interval_plot(effects=[], axis=axis)
    assert plot.rows == ()
    assert plot.low < 0 < plot.high
    assert plot.zero_at == 50
    assert str(plot.text).startswith("0 results on a scale from")


@pytest.mark.parametrize("width", [10, 35, 100, 1000])
def test_an_axis_has_few_marks_and_zero_among_them(width):
    plot = evidence.interval_plot(effects=[], ends=(-width, width))
    assert 2 <= len(plot.ticks) <= 9
    assert 0 in [tick.value for tick in plot.ticks]


def test_every_row_can_be_read_without_seeing_it():
    for row in evidence.interval_plot(effects=SURGERY).rows:
        assert "Leg pain" in str(row.text)
        assert row.source.startswith("https://")
