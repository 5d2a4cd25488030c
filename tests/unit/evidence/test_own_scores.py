"""From the rows of one trial to one score: arms, spreads, directions, the moment that counts."""

import math
from typing import Any

import pytest

from tests.unit.evidence.trial_rows import difference, row, two_arms
from unpinch import evidence
from unpinch.evidence._own_wording import REASONS
from unpinch.knowledge import BiasRisk, Horizon, PoolingReason, SpreadSource

DOUBTFUL: dict[str, Any] = {"pooling": "doubtful", "pooling_why": "sd_maybe_se", "sd_from": "doubtful"}
Z = 1.959963984540054


def pools(*rows, treatment="acupuncture", condition="low_back_pain"):
    return evidence.evidence_from(rows=rows, treatment=treatment, condition=condition).pools


def only(*rows, **asked):
    (pool,) = pools(*rows, **asked)
    return pool


def test_two_arms_give_their_difference_on_100_points():
    pool = only(*two_arms("one", instrument="NRS 0-10", mean=3, other=4.5, sd=2, n=50, scale_high=10))
    half = 10 * Z * math.sqrt(4 / 50 + 4 / 50)
    assert (pool.effect.measure, pool.effect.unit, pool.effect.estimate) == ("MD", "0-100", -15.0)
    assert pool.effect.ci == pytest.approx((-15 - half, -15 + half), abs=1e-3)
    assert (pool.effect.k, pool.effect.n, pool.effect.pooled_by) == (1, 100, "single_trial")
    assert pool.effect.prediction is None


def test_a_scale_on_which_more_is_better_is_turned():
    pool = only(*two_arms("one", mean=70, other=60, better="higher"))
    assert pool.effect.estimate == -10


def test_the_other_treatment_sees_the_same_trial_from_its_side():
    rows = two_arms("one", mean=30, other=40, against="exercise")
    assert only(*rows).effect.estimate == -10
    assert only(*rows, treatment="exercise").effect.estimate == 10
    turned = difference("one", comparator="exercise")
    assert only(turned, treatment="exercise").effect.ci == (5, 15)


def test_a_difference_is_used_as_it_is_and_its_interval_gives_the_error():
    pool = only(difference("one", mean_diff=-1.6, ci_low=-2.13, ci_high=-1.06, scale_high=10, n=216))
    assert pool.effect.estimate == -16
    assert pool.trials[0].vi == pytest.approx(((21.3 - 10.6) / (2 * Z)) ** 2)
    assert pool.effect.n == 216


def test_a_printed_standard_error_is_used():
    pool = only(difference("one", ci_low="", ci_high="", se=2.5, sd_from="from_se", n=""))
    assert pool.trials[0].vi == pytest.approx(6.25)
    assert pool.effect.n is None


def test_two_arms_with_the_treatment_become_one():
    rows = (
        *two_arms("one", study="one_a", n=20, mean=28, sd=10),
        row("one-003", study="one_a", trial="one", mean=32, sd=10, n=20),
    )
    pool = only(*rows)
    # By hand, formula 6.5.2.10: both deviate by 2 from 30, 40 people.
    sd = math.sqrt((19 * 100 * 2 + 20 * 20 / 40 * 16) / 39)
    assert pool.effect.estimate == -10
    assert pool.effect.n == 60
    assert pool.trials[0].vi == pytest.approx(sd**2 / 40 + 100 / 20)


@pytest.mark.parametrize(("divided", "people"), [("yes", 50 + 50 + 60), ("maybe", 50 + 50 + 30), ("no", 50 + 50 + 30)])
def test_a_shared_arm_counts_once(divided, people):
    rows = []
    for pair in "ab":
        first, second = two_arms("one", study=f"one_{pair}", divided_n=divided)
        rows += [
            first.model_copy(update={"id": f"one_{pair}-001", "arm": f"needles {pair}"}),
            second.model_copy(update={"id": f"one_{pair}-002", "arm": "sham", "n": 30}),
        ]
    assert only(*rows).effect.n == people


def test_differences_from_a_shared_arm_are_averaged_with_what_they_share():
    rows = [
        difference("one", study="one_a"),
        difference("one", study="one_b", mean_diff=-20, ci_low=-25, ci_high=-15).model_copy(update={"id": "one-002"}),
    ]
    se = 5 / Z
    pool = only(*rows)
    assert pool.effect.estimate == -15
    # Variance of a mean of two with correlation one half: (1 + 1 + 1) / 4.
    assert pool.trials[0].vi == pytest.approx(0.75 * se**2)


def test_the_interval_of_an_arm_gives_its_spread():
    first = row("one-001", sd="", sd_from="from_ci", mean=30, ci_low=26, ci_high=34)
    second = row("one-002", sd="", sd_from="from_ci", mean=40, ci_low=36, ci_high=44, treatment="sham_needling")
    quantile = 2.0095752344892093  # t with 49 degrees of freedom
    assert only(first, second).trials[0].vi == pytest.approx(2 * (4 / quantile) ** 2)


@pytest.mark.parametrize(
    ("day", "horizon"),
    [
        (1, Horizon.SHORT),
        (42, Horizon.SHORT),
        (43, Horizon.MEDIUM),
        (183, Horizon.MEDIUM),
        (185, Horizon.INTERMEDIATE),
        (359, Horizon.INTERMEDIATE),
        (360, Horizon.LONG),
        (1826, Horizon.LONG),
        ("", Horizon.UNKNOWN),
    ],
)
def test_a_day_lies_in_one_span(day, horizon):
    assert only(*two_arms("one", timepoint_days=day)).effect.horizon is horizon


def test_a_band_of_a_review_lies_where_it_ends():
    assert only(*two_arms("one", timepoint_days="", latest_day=112)).effect.horizon is Horizon.MEDIUM


def test_times_in_words_are_pooled_only_with_the_same_words():
    rows = (
        *two_arms("one", timepoint_days="", timepoint="after the sessions"),
        *two_arms("two", timepoint_days="", timepoint="after the sessions"),
        *two_arms("three", timepoint_days="", timepoint="months later"),
    )
    assert sorted(pool.effect.k for pool in pools(*rows)) == [1, 2]


@pytest.mark.parametrize(("days", "counts"), [((7, 28, 42), 42), ((50, 90, 180), 180), ((364, 730), 364)])
def test_of_several_times_in_a_span_the_nearest_to_its_end_counts_and_the_others_are_listed(days, counts):
    rows = [
        arm.model_copy(update={"id": f"{arm.id}-{day}", "timepoint_days": float(day)})
        for day in days
        for arm in two_arms("one")
    ]
    pool = only(*rows)
    assert pool.trials[0].score.day == counts
    assert {name for left in pool.left_out for name in left.rows} | set(pool.trials[0].score.rows) == {
        one.id for one in rows
    }
    assert all("Another time" in str(left.reason) for left in pool.left_out)


def test_a_number_without_doubts_comes_before_one_with():
    rows = [
        *(
            arm.model_copy(update={"id": f"{arm.id}-a"})
            for arm in two_arms("one", pooling="doubtful", pooling_why="sd_maybe_se")
        ),
        *two_arms("one", instrument="NRS 0-10", mean=3, other=4, sd=2, scale_high=10),
    ]
    pool = only(*rows)
    assert pool.trials[0].score.instrument == "NRS 0-10"
    assert [str(left.reason) for left in pool.left_out] == ["Another scale of the same trial counts."]


def test_one_report_of_a_trial_counts():
    rows = (*two_arms("one"), difference("one", source_url="https://example.org/later"))
    pool = only(*(one.model_copy(update={"id": f"row-{at}"}) for at, one in enumerate(rows)))
    assert pool.effect.k == 1
    assert pool.trials[0].score.arms is not None
    assert [str(left.reason) for left in pool.left_out] == ["Another report of the same trial counts."]


@pytest.mark.parametrize(
    "why", [reason for reason in PoolingReason if reason not in (PoolingReason.NONE, PoolingReason.BASELINE)]
)
def test_what_may_not_be_pooled_is_left_out_with_its_reason(why):
    rows = (*two_arms("good"), *two_arms("bad", pooling="not", pooling_why=why.value))
    pool = only(*rows)
    assert pool.effect.studies == ("good",)
    assert [(left.trial, left.rows) for left in pool.left_out] == [("bad", ("bad-001", "bad-002"))]
    assert pool.left_out[0].reason == REASONS[why]


def test_every_reason_has_its_words():
    # Rows before treatment are not listed, and usable rows have no reason.
    assert set(PoolingReason) - set(REASONS) == {PoolingReason.NONE, PoolingReason.BASELINE}


def test_an_arm_without_its_partner_is_left_out():
    bad = two_arms("bad")[0].model_copy(update={"comparator": "sham_needling"})
    pool = only(*two_arms("good"), bad)
    assert [str(left.reason) for left in pool.left_out] == ["Only one of the two groups was printed."]


def test_scores_before_treatment_bear_on_nothing():
    assert pools(*two_arms("one", timepoint_days=0, pooling="not", pooling_why="baseline")) == ()


def test_trials_against_what_we_do_not_list_are_told_apart():
    found = evidence.evidence_from(
        rows=two_arms("one", against="electrotherapy"), treatment="acupuncture", condition="low_back_pain"
    )
    assert found.pools == ()
    assert [(left.trial, "none of our lists" in str(left.reason)) for left in found.unused] == [("one", True)]


def test_trials_of_other_people_bear_on_nothing():
    assert pools(*two_arms("one", condition="piriformis"), condition="sciatica") == ()
    assert pools(*two_arms("one", condition="sciatica"), condition="low_back_pain") == ()


def test_back_pain_is_shown_for_sciatica_as_indirect_and_pooled_apart():
    rows = (*two_arms("leg", condition="radicular_lbp"), *two_arms("back"))
    direct, indirect = pools(*rows, condition="sciatica")
    assert (direct.effect.studies, direct.effect.direct) == (("leg",), True)
    assert (indirect.effect.studies, indirect.effect.direct) == (("back",), False)


def test_a_difference_without_doubts_comes_before_doubtful_means():
    rows = (*two_arms("one", **DOUBTFUL), difference("one", source_url="https://example.org/later"))
    pool = only(*(one.model_copy(update={"id": f"row-{at}"}) for at, one in enumerate(rows)))
    assert pool.trials[0].score.difference == -10
    rows = (difference("one", source_url="https://example.org/later"), *two_arms("one"))
    pool = only(*(one.model_copy(update={"id": f"row-{at}"}) for at, one in enumerate(rows)))
    assert pool.trials[0].score.arms is not None


def test_two_reports_of_one_time_are_not_mixed():
    later = [
        arm.model_copy(update={"id": f"{arm.id}-b", "mean": (arm.mean or 0.0) + 20}) for arm in two_arms("one", mean=5)
    ]
    later = [arm.model_copy(update={"source_url": "https://example.org/later"}) for arm in later]
    pool = only(*two_arms("one"), *later)
    assert (pool.effect.estimate, pool.effect.n) == (-10, 100)
    assert [left.rows for left in pool.left_out] == [("one-001-b", "one-002-b")]


def test_where_the_spreads_of_a_shared_arm_differ_the_largest_stands():
    rows = []
    for pair, sd in (("a", 10), ("b", 30)):
        first, second = two_arms("one", study=f"one_{pair}")
        rows.append(first.model_copy(update={"id": f"one_{pair}-001", "arm": "needles"}))
        rows.append(second.model_copy(update={"id": f"one_{pair}-002", "arm": "sham", "sd": float(sd)}))
    assert only(*rows).trials[0].vi == pytest.approx(20**2 / 50 + 30**2 / 50)


def test_what_is_said_of_a_trial_is_the_worst_of_its_rows():
    first, second = two_arms("one")
    worse = {"sd_from": SpreadSource.FROM_MEDIAN, "bias": BiasRisk.HIGH}
    score = only(first, second.model_copy(update=worse)).trials[0].score
    assert (score.spread, score.bias) == (SpreadSource.FROM_MEDIAN, BiasRisk.HIGH)
    score = only(first, second.model_copy(update={"bias": BiasRisk.UNKNOWN})).trials[0].score
    assert score.bias is BiasRisk.UNKNOWN
