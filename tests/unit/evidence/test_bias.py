"""Small-study effects, trim and fill, funnel: laws, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.evidence import synthesis

YI = [-1.9, -1.4, -0.8, -0.6, -0.5]
VI = [0.5, 0.3, 0.1, 0.05, 0.02]

DISTANCES = st.lists(st.tuples(st.integers(1, 400), st.integers(1, 300)), min_size=2, max_size=8)
ESTIMATORS = st.sampled_from(synthesis.TRIM_ESTIMATORS)
SIDES = st.sampled_from(synthesis.SIDES)


@given(distances=DISTANCES, middle=st.integers(-300, 300), estimator=ESTIMATORS, side=SIDES)
def test_a_symmetric_funnel_has_no_study_missing(distances, middle, estimator, side):
    yi = [(middle + sign * distance) / 100 for distance, _ in distances for sign in (-1, 1)]
    vi = [variance / 100 for _, variance in distances for _ in range(2)]
    found = synthesis.trim_and_fill(yi=yi, vi=vi, estimator=estimator, side=side, method="DL")
    assert (found.missing, found.filled_yi) == (0, ())
    assert found.pooled == synthesis.pool(yi=yi, vi=vi, method="DL")


STUDIES = st.lists(
    st.tuples(st.integers(-400, 400), st.integers(1, 300)),
    min_size=4,
    max_size=10,
    unique_by=(lambda s: s[0], lambda s: s[1]),
)


@given(studies=STUDIES, estimator=ESTIMATORS, turn=st.randoms(use_true_random=False))
def test_order_does_not_matter(studies, estimator, turn):
    mixed = list(studies)
    turn.shuffle(mixed)
    one, other = (
        synthesis.trim_and_fill(yi=yi / 100, vi=vi / 100, estimator=estimator, method="FE")
        for yi, vi in (np.array(studies).T, np.array(mixed).T)
    )
    assert (one.missing, one.side) == (other.missing, other.side)
    assert sorted(one.filled_yi) == pytest.approx(sorted(other.filled_yi), rel=1e-9, abs=1e-9)
    for model in synthesis.SMALL_STUDY_MODELS:
        tests = [
            synthesis.egger(yi=yi / 100, vi=vi / 100, model=model, method="DL")
            for yi, vi in (np.array(studies).T, np.array(mixed).T)
        ]
        assert tests[0].slope == pytest.approx(tests[1].slope, rel=1e-6, abs=1e-6)
    ranks = [synthesis.rank_test(yi=yi, vi=vi).p for yi, vi in (np.array(studies).T, np.array(mixed).T)]
    assert ranks[0] == pytest.approx(ranks[1])


@given(studies=STUDIES, estimator=ESTIMATORS)
def test_turning_effects_around_turns_the_side(studies, estimator):
    yi, vi = np.array(studies).T / 100
    left = synthesis.trim_and_fill(yi=yi, vi=vi, estimator=estimator, side="left", method="FE")
    right = synthesis.trim_and_fill(yi=-yi, vi=vi, estimator=estimator, side="right", method="FE")
    assert left.missing == right.missing
    assert left.pooled.estimate == pytest.approx(-right.pooled.estimate, rel=1e-9, abs=1e-12)


def test_the_classic_test_is_the_intercept_of_the_effect_over_its_error_on_precision():
    yi, errors = np.array(YI), np.sqrt(VI)
    (_, intercept), covariance = np.polyfit(1 / errors, yi / errors, 1, cov=True)
    found = synthesis.egger(yi=YI, vi=VI, model="weighted")
    assert (found.slope, found.se) == pytest.approx((intercept, covariance[1, 1] ** 0.5))
    assert found.df == 3


def test_equal_variances_are_filled_on_the_left_unless_told():
    found = synthesis.trim_and_fill(yi=[-3.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1], vi=[0.1] * 8, method="FE")
    assert found.side == "left"
    assert found.missing > 0
    assert max(found.filled_yi) < 0.0


def test_a_funnel_has_its_tip_at_the_pooled_effect_and_filled_studies_last():
    filled = synthesis.trim_and_fill(yi=YI, vi=VI, method="FE")
    found = synthesis.funnel(yi=YI, vi=VI, filled=filled)
    assert found.middle == filled.pooled.estimate
    assert [point.is_filled for point in found.points] == [False] * 5 + [True] * filled.missing
    assert found.largest_se == pytest.approx(0.5**0.5)
    assert found.slope == pytest.approx(1.959963984540054)
    assert synthesis.funnel(yi=YI, vi=VI, method="FE").middle == synthesis.pool(yi=YI, vi=VI, method="FE").estimate


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        (lambda: synthesis.egger(yi=[1, 2], vi=[1, 2]), synthesis.TooFewStudies, "at least 3"),
        (lambda: synthesis.rank_test(yi=[1, 2], vi=[1, 2]), synthesis.TooFewStudies, "at least 3"),
        (lambda: synthesis.trim_and_fill(yi=[1, 2], vi=[1, 2]), synthesis.TooFewStudies, "at least 3"),
        (lambda: synthesis.egger(yi=[1, 2, 3], vi=[0.1, 0.1, 0.1]), synthesis.BadStudies, "same variance"),
        (lambda: synthesis.rank_test(yi=[1, 2, 3], vi=[2, 2, 2]), synthesis.BadStudies, "same variance"),
        (lambda: synthesis.rank_test(yi=[2, 2, 2], vi=[1, 2, 3]), synthesis.BadStudies, "same effect"),
        (lambda: synthesis.egger(yi=YI, vi=VI, model="rma"), synthesis.UnknownMethod, "mixed, weighted"),
        (lambda: synthesis.trim_and_fill(yi=YI, vi=VI, estimator="Q9"), synthesis.UnknownMethod, "L0 or R0"),
        (lambda: synthesis.trim_and_fill(yi=YI, vi=VI, side="up"), synthesis.UnknownMethod, "left or right"),
        (lambda: synthesis.funnel(yi=YI, vi=VI, level=95), synthesis.UnknownMethod, "level 95"),
        (lambda: synthesis.funnel(yi=YI, vi=[1, 1, -1, 1, 1]), synthesis.BadStudy, "Study 3"),
    ],
)
def test_refused_with_one_sentence_that_says_what_to_do(asked, error, said):
    with pytest.raises(error, match=said) as caught:
        asked()
    assert "\n" not in str(caught.value)
