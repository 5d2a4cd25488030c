"""Certainty by rules: what takes a grade, at its threshold and just beside it."""

from typing import Any

import pytest

from tests.unit.evidence.test_own_scores import only, pools
from tests.unit.evidence.trial_rows import difference, two_arms
from unpinch import knowledge
from unpinch.evidence import _certainty_rules as rules
from unpinch.knowledge import Certainty

# Half-widths are chosen by the number of people: SD 20, so a difference of two arms of n has variance 800 / n.


def downs(pool):
    return {step.domain: step.down for step in pool.rating.steps}


def agreeing(count=3, n=400, **changes):
    rows: list[knowledge.Trial] = []
    for at in range(count):
        rows += two_arms(f"trial{at}", mean=15, other=35, n=n, **changes)
    return only(*rows)


def test_large_trials_at_low_risk_that_agree_keep_all_grades():
    pool = agreeing()
    assert downs(pool) == dict.fromkeys(
        ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias"), 0
    )
    assert pool.effect.certainty is Certainty.HIGH
    assert pool.rating.certainty is Certainty.HIGH


@pytest.mark.parametrize(("bias", "down"), [("low", 0), ("some", 1), ("unknown", 1), ("high", 2)])
def test_risk_of_bias_takes_grades_by_where_most_weight_comes_from(bias, down):
    assert downs(agreeing(bias=bias))["risk_of_bias"] == down


def test_half_of_the_weight_is_not_most_of_it():
    rows = (*two_arms("one", n=400, bias="high"), *two_arms("two", n=400))
    assert downs(only(*rows))["risk_of_bias"] == 1
    rows = (*two_arms("one", n=420, bias="high"), *two_arms("two", n=400))
    assert downs(only(*rows))["risk_of_bias"] == 2
    rows = (*two_arms("one", n=400, bias="high"), *two_arms("two", n=420))
    assert downs(only(*rows))["risk_of_bias"] == 0


def test_trials_that_point_both_ways_take_two_grades():
    rows = (*two_arms("one", mean=20, n=400), *two_arms("two", mean=60, n=400), *two_arms("three", mean=20, n=400))
    pool = only(*rows)
    assert pool.i2 >= rules.I2_CONSIDERABLE
    assert downs(pool)["inconsistency"] == 2


def test_trials_of_differing_size_take_one_grade_where_a_next_one_may_not_matter():
    rows = (*two_arms("one", mean=20, n=400), *two_arms("two", mean=30, n=400), *two_arms("three", mean=38, n=400))
    pool = only(*rows)
    assert pool.i2 >= rules.I2_CONSIDERABLE
    assert downs(pool)["inconsistency"] == 1


def test_one_trial_cannot_disagree_and_says_so():
    pool = only(*two_arms("one", n=400))
    (step,) = [step for step in pool.rating.steps if step.domain == "inconsistency"]
    assert step.down == 0
    assert "cannot be judged" in str(step.text)


def test_people_with_another_condition_take_a_grade():
    back, direct = pools(*two_arms("back", n=400), *two_arms("leg", n=400, condition="sciatica"), condition="sciatica")[
        ::-1
    ]
    assert (downs(back)["indirectness"], downs(direct)["indirectness"]) == (1, 0)


def test_shams_of_different_kinds_take_a_grade():
    one = two_arms("one", treatment="spinal_manipulation", against="sham_physical_modality", n=400)
    two = two_arms("two", treatment="spinal_manipulation", against="sham_massage", n=400)
    same = two_arms("two", treatment="spinal_manipulation", against="sham_physical_modality", n=400)
    assert downs(only(*one, *two, treatment="spinal_manipulation"))["indirectness"] == 1
    assert downs(only(*one, *same, treatment="spinal_manipulation"))["indirectness"] == 0


@pytest.mark.parametrize(
    ("mean", "n", "down"),
    [
        # Smallest change that matters: 15 of 100. The range of 400 people an arm is 2.8 to either side.
        (10, 400, 0),  # all of it matters
        (37, 400, 0),  # none of it matters, and that is sure
        (25, 400, 1),  # some of it does
        (22.2, 400, 0),
        (22.3, 400, 1),
        (10, 199, 1),  # 398 people
        (10, 200, 0),  # 400 people
        (25, 100, 2),
        (40, 5, 2),  # a benefit or a harm
    ],
)
def test_imprecision_counts_what_the_range_holds_and_how_many_people(mean, n, down):
    assert downs(only(*two_arms("one", mean=mean, n=n)))["imprecision"] == down


def test_people_who_are_not_printed_are_not_counted():
    surely = {"mean_diff": -30, "ci_low": -32, "ci_high": -28}
    assert downs(only(difference("one", n=400, **surely)))["imprecision"] == 0
    assert downs(only(difference("one", n="", **surely)))["imprecision"] == 1


def test_ten_trials_are_looked_at_for_missing_ones():
    def trials(count, bend):
        rows: list[knowledge.Trial] = []
        for at in range(count):
            n = 20 + 40 * at
            rows += two_arms(f"trial{at}", mean=30 - bend * (800 / n) ** 0.5 + (at % 3) / 10, n=n)
        return only(*rows)

    assert "cannot be judged" in str(trials(9, 3).rating.steps[-1].text)
    assert downs(trials(10, 3))["publication_bias"] == 1
    assert downs(trials(10, 0))["publication_bias"] == 0


def test_grades_end_at_very_low():
    pool = only(*two_arms("one", mean=40, n=5, bias="high"), *two_arms("two", mean=80, n=5, bias="high"))
    assert sum(downs(pool).values()) > 3
    assert pool.effect.certainty is Certainty.VERY_LOW


def test_every_step_has_a_sentence_and_a_source_and_the_rating_is_signed_by_nobody():
    pool = agreeing(bias="high")
    assert all(len(str(step.text)) > 20 and step.source.startswith("https://") for step in pool.rating.steps)
    assert str(pool.rating.signed) == ("This is our own rating, by rule; no clinician or methodologist has signed it.")
    assert pool.rating.signed in pool.effect.why
    assert all(step.text in pool.effect.why for step in pool.rating.steps)


@pytest.mark.parametrize(("second", "down"), [(29, 0), (33, 1)])
def test_heterogeneity_takes_a_grade_from_half_of_the_spread_on(second, down):
    rows = (*two_arms("one", mean=23, n=100), *two_arms("two", mean=second, n=100), *two_arms("three", mean=26, n=100))
    pool = only(*rows)
    assert (rules.I2_SUBSTANTIAL <= pool.i2 < rules.I2_CONSIDERABLE) == bool(down)
    assert downs(pool)["inconsistency"] == down


def test_standardised_results_are_held_against_half_a_standard_deviation():
    unknown: dict[str, Any] = {"scale_low": "", "scale_high": ""}
    pool = only(*two_arms("one", mean=34, n=300, **unknown), *two_arms("two", mean=34, n=300, **unknown))
    low, high = pool.effect.ci
    assert -0.5 < low < -0.3 < high < 0
    assert downs(pool)["imprecision"] == 0
    pool = only(*two_arms("one", mean=30, n=300, **unknown), *two_arms("two", mean=30, n=300, **unknown))
    assert downs(pool)["imprecision"] == 1
