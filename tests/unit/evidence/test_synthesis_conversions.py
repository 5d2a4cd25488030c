"""Conversions: the way there and back, agreement with simulated or published figures, and what is refused."""

import numpy as np
import pytest

from unpinch.evidence import synthesis


def test_an_interval_made_of_an_sd_gives_it_back():
    for distribution, quantile in (("t", 2.063898561628021), ("z", 1.959963984540054)):
        half = quantile * 7.0 / np.sqrt(25)
        found = synthesis.sd_from_ci(low=30.0 - half, high=30.0 + half, n=25, distribution=distribution)
        assert found == pytest.approx(7.0)


def test_a_p_value_made_of_an_error_gives_it_back():
    """Two-sided p of 1.96 standard errors is 0.05, and of 2.0085591 with 50 degrees of freedom."""
    assert synthesis.se_from_p(effect=-4.0, p=0.05) == pytest.approx(4.0 / 1.959963984540054)
    assert synthesis.se_from_p(effect=4.0, p=0.05, df=50) == pytest.approx(4.0 / 2.008559112)
    assert synthesis.sd_from_p(difference=4.0, p=0.05, n1=26, n2=26) == pytest.approx(4.0 / 2.008559112 * np.sqrt(13))


def test_the_correlation_of_changes_gives_their_sd_back():
    change = synthesis.sd_of_change(baseline_sd=22.0, final_sd=26.0, correlation=0.4)
    assert synthesis.correlation_of_change(baseline_sd=22.0, final_sd=26.0, change_sd=change) == pytest.approx(0.4)


def test_combined_arms_are_as_if_all_people_had_been_in_one():
    people = np.array([3.0, 5.0, 9.0, 2.0]), np.array([11.0, 7.0, 4.0])
    (m1, sd1), (m2, sd2) = ((arm.mean(), arm.std(ddof=1)) for arm in people)
    mean, sd, n = synthesis.combine_arms(m1=m1, sd1=sd1, n1=4, m2=m2, sd2=sd2, n2=3)
    together = np.concatenate(people)
    assert float(mean) == pytest.approx(together.mean())
    assert float(sd) == pytest.approx(together.std(ddof=1))
    assert float(n) == 7.0


def test_odds_and_standardised_differences_go_there_and_back():
    odds, variance = synthesis.log_odds_ratio_from_smd(smd=-0.4, variance=0.05)
    assert float(odds) == pytest.approx(-0.4 * 1.8137993642)
    assert float(variance) == pytest.approx(0.05 * 3.2898681337)
    smd, smd_variance = synthesis.smd_from_log_odds_ratio(log_odds_ratio=odds, variance=variance)
    assert float(smd) == pytest.approx(-0.4)
    assert float(smd_variance) == pytest.approx(0.05)


@pytest.mark.parametrize("n", [9, 41, 201])
def test_quantiles_of_normal_samples_give_mean_and_sd_on_average(n):
    draws = np.random.default_rng(20261122).normal(50.0, 20.0, size=(4000, n))
    minimum, q1, median, q3, maximum = np.percentile(draws, [0, 25, 50, 75, 100], axis=1)
    found = (
        synthesis.mean_sd_from_quartiles(q1=q1, median=median, q3=q3, n=n),
        synthesis.mean_sd_from_range(minimum=minimum, median=median, maximum=maximum, n=n),
        synthesis.mean_sd_from_five_numbers(minimum=minimum, q1=q1, median=median, q3=q3, maximum=maximum, n=n),
    )
    for mean, sd in found:
        assert np.mean(mean) == pytest.approx(50.0, abs=0.5)
        assert np.mean(sd) == pytest.approx(20.0, rel=0.03)


def test_the_mean_is_drawn_to_the_longer_tail():
    mean, _ = synthesis.mean_sd_from_quartiles(q1=10.0, median=20.0, q3=60.0, n=50)
    assert 20.0 < mean < 35.0


@pytest.mark.parametrize(
    ("function", "given", "words"),
    [
        ("sd_from_se", {"se": -1.0, "n": 10}, "standard error is -1"),
        ("sd_from_se", {"se": 1.0, "n": 0}, "n is 0"),
        ("sd_from_se", {"se": "x", "n": 5}, "not a number"),
        ("sd_from_ci", {"low": 3.0, "high": 1.0, "n": 10}, "width of the interval is -2"),
        ("sd_from_ci", {"low": 1.0, "high": 3.0, "n": 10, "distribution": "F"}, "no distribution"),
        ("sd_from_ci", {"low": 1.0, "high": 3.0, "n": 10, "level": 95}, "level is 95"),
        ("se_from_ci", {"low": 1.0, "high": float("nan")}, "end is nan"),
        ("se_from_p", {"effect": 0.0, "p": 0.5}, "size of the effect is 0"),
        ("se_from_p", {"effect": 1.0, "p": 0.0}, "p is 0"),
        ("se_from_p", {"effect": 1.0, "p": 1.0}, "p is 1"),
        ("sd_of_change", {"baseline_sd": 1.0, "final_sd": 1.0, "correlation": 1.5}, "correlation is 1.5"),
        ("correlation_of_change", {"baseline_sd": 1.0, "final_sd": 1.0, "change_sd": 9.0}, "do not allow it"),
        ("combine_arms", {"m1": 1, "sd1": 1, "n1": 0, "m2": 1, "sd2": 1, "n2": 5}, "n1 is 0"),
        ("log_odds_ratio_from_smd", {"smd": 1.0, "variance": 0.0}, "variance is 0"),
        ("smd_from_log_odds_ratio", {"log_odds_ratio": float("inf"), "variance": 1.0}, "log odds ratio is inf"),
        ("mean_sd_from_quartiles", {"q1": 5.0, "median": 4.0, "q3": 6.0, "n": 20}, "first quartile is greater"),
        ("mean_sd_from_range", {"minimum": 1.0, "median": 4.0, "maximum": 3.0, "n": 20}, "median is greater"),
        ("mean_sd_from_range", {"minimum": 1.0, "median": 4.0, "maximum": 5.0, "n": 3}, "n is 3"),
    ],
)
def test_numbers_out_of_range_are_refused(function, given, words):
    with pytest.raises(synthesis.BadStudies) as caught:
        getattr(synthesis, function)(**given)
    assert words in str(caught.value)


def test_in_a_list_the_wrong_number_is_named():
    with pytest.raises(synthesis.BadStudies, match="standard error is -3"):
        synthesis.sd_from_se(se=[1.0, -3.0], n=[10, 12])
