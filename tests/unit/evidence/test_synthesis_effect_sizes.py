"""Effect sizes at their edges; that they are right is compared with metafor in the reference tests."""

from typing import Any

import pytest

from unpinch.evidence import synthesis

ARMS: dict[str, Any] = {
    "m1": [32.0, 30.0],
    "sd1": [14.0, 10.0],
    "n1": [30, 25],
    "m2": [41.0, 35.0],
    "sd2": [16.0, 12.0],
    "n2": [28, 25],
}
EVENTS: dict[str, Any] = {"a": [4, 3], "n1": [20, 15], "c": [9, 2], "n2": [21, 16]}


def second(columns, **changes):
    """Change the second study."""
    return {**columns, **{name: [columns[name][0], value] for name, value in changes.items()}}


@pytest.mark.parametrize(
    ("changes", "measure", "words"),
    [
        ({"sd1": -1.0}, "MD", "Study 2: sd1 is -1, but a standard deviation is not below 0"),
        ({"n2": 0}, "MD", "Study 2: n2 is 0, but there must be people"),
        ({"n2": 1}, "MD", "Study 2: n2 is 1, but a standard deviation needs two people"),
        ({"sd1": 0.0, "sd2": 0.0}, "MD", "Study 2: the variance of its MD is 0"),
        ({"sd1": 0.0, "sd2": 0.0}, "SMD", "Study 2: the pooled SD is 0"),
        ({"sd1": 0.0, "sd2": 0.0}, "SMDH", "Study 2: the pooled SD is 0"),
        ({"m2": -35.0}, "ROM", "Study 2: m2 is -35, but a ratio of means needs means above 0"),
        ({"m1": 0.0}, "ROM", "Study 2: m1 is 0"),
        ({"m1": float("inf")}, "SMD", "Study 2: m1 is inf"),
    ],
)
def test_means_that_cannot_be_used(changes, measure, words):
    with pytest.raises(synthesis.BadStudy) as caught:
        synthesis.continuous_effects(measure=measure, **second(ARMS, **changes))
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize(
    ("changes", "measure", "words"),
    [
        ({"a": -1}, "RR", "Study 2: a is -1, but events cannot be fewer than 0"),
        ({"c": 17}, "OR", "Study 2: c is 17, but n2 is smaller"),
        ({"n1": 0, "a": 0}, "RD", "Study 2: n1 is 0, but there must be people"),
        ({"a": 0, "c": 0}, "RD", "Study 2: the variance of its RD is 0"),
        ({"a": 15, "c": 16}, "RD", "Study 2: the variance of its RD is 0"),
    ],
)
def test_events_that_cannot_be_used(changes, measure, words):
    with pytest.raises(synthesis.BadStudy) as caught:
        synthesis.binary_effects(measure=measure, **second(EVENTS, **changes))
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("measure", ["RR", "OR"])
@pytest.mark.parametrize("changes", [{"a": 0}, {"c": 0}, {"a": 15}, {"c": 16}, {"a": 0, "c": 0}])
def test_half_a_person_is_added_only_to_the_study_with_a_zero_cell(measure, changes):
    effects = synthesis.binary_effects(measure=measure, **second(EVENTS, **changes))
    plain = synthesis.binary_effects(measure=measure, **EVENTS)
    assert effects.corrected == (2,)
    assert effects.yi[0] == plain.yi[0]
    by_hand = {
        name: [values[1] + (1.0 if name[0] == "n" else 0.5)] for name, values in second(EVENTS, **changes).items()
    }
    corrected = synthesis.binary_effects(measure=measure, **by_hand)
    assert effects.yi[1] == pytest.approx(corrected.yi[0])
    assert effects.vi[1] == pytest.approx(corrected.vi[0])


def test_nothing_is_added_to_risk_differences():
    effects = synthesis.binary_effects(measure="RD", **second(EVENTS, a=0))
    assert effects.corrected == ()
    assert effects.yi[1] == pytest.approx(-2 / 16)
    assert effects.vi[1] == pytest.approx(2 / 16 * 14 / 16 / 16)


def test_measures_of_the_other_kind_and_unknown_ones():
    with pytest.raises(synthesis.UnknownMethod, match="MD, SMD, SMDH, ROM"):
        synthesis.continuous_effects(measure="RR", **ARMS)
    with pytest.raises(synthesis.UnknownMethod, match="RR, OR, RD"):
        synthesis.binary_effects(measure="SMD", **EVENTS)


def test_columns_of_different_length_and_words():
    with pytest.raises(synthesis.BadStudies, match="not of one length"):
        synthesis.binary_effects(measure="RR", **{**EVENTS, "a": [1, 2, 3]})
    with pytest.raises(synthesis.BadStudies, match="not a number"):
        synthesis.binary_effects(measure="RR", **{**EVENTS, "a": [1, "two"]})


def test_given_effects_are_checked():
    effects = synthesis.given_effects(yi=[1, 2], vi=[3, 4])
    assert effects.measure is None
    with pytest.raises(synthesis.BadStudy, match="Study 2: vi is 0"):
        synthesis.given_effects(yi=[1, 2], vi=[3, 0])


def test_arms_the_other_way_round_have_the_opposite_effect():
    swapped = {f"{name[:-1]}{3 - int(name[-1])}": values for name, values in ARMS.items()}
    for measure in synthesis.CONTINUOUS_MEASURES:
        one = synthesis.continuous_effects(measure=measure, **ARMS)
        other = synthesis.continuous_effects(measure=measure, **swapped)
        assert list(other.yi) == pytest.approx(list(-one.yi))
        assert list(other.vi) == pytest.approx(list(one.vi))


def test_the_correction_of_small_samples_is_the_exact_one():
    """J of 10 degrees of freedom, gamma(5) / (sqrt(5) gamma(4.5)), is 0.9227456 (Hedges 1981, table 1: .9228)."""
    few: dict[str, Any] = {"m1": [1.0], "sd1": [1.0], "n1": [6], "m2": [0.0], "sd2": [1.0], "n2": [6]}
    assert synthesis.continuous_effects(measure="SMD", **few).yi[0] == pytest.approx(0.9227456, abs=1e-7)
