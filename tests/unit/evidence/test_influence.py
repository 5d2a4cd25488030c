"""What each study matters: laws of leaving out, adding up and influence, and what is refused."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.evidence import synthesis

YI = [-12.0, -9.0, -4.0, -2.0, -7.5]
VI = [4.0, 3.0, 5.0, 4.0, 1.5]

EFFECTS = st.integers(-400, 400).map(lambda hundredths: hundredths / 100)
VARIANCES = st.integers(1, 300).map(lambda hundredths: hundredths / 100)
STUDIES = st.lists(st.tuples(EFFECTS, VARIANCES), min_size=3, max_size=10)
METHODS = st.sampled_from(["FE", "DL", "REML", "PM"])


@given(studies=STUDIES, method=METHODS, turn=st.randoms(use_true_random=False))
def test_order_does_not_matter_to_influence(studies, method, turn):
    places = list(range(len(studies)))
    turn.shuffle(places)
    yi, vi = np.array(studies).T
    straight = synthesis.influence(yi=yi, vi=vi, method=method, test="z")
    mixed = synthesis.influence(yi=yi[places], vi=vi[places], method=method, test="z")
    for at, place in enumerate(places):
        for what in ("rstudent", "dffits", "cook", "tau2_deleted", "q_deleted", "hat", "weight"):
            assert getattr(mixed[at], what) == pytest.approx(getattr(straight[place], what), rel=1e-6, abs=1e-8), what


@given(studies=STUDIES, turn=st.randoms(use_true_random=False))
def test_order_does_not_matter_to_leaving_out(studies, turn):
    places = list(range(len(studies)))
    turn.shuffle(places)
    yi, vi = np.array(studies).T
    straight = synthesis.leave_one_out(yi=yi, vi=vi, method="DL")
    mixed = synthesis.leave_one_out(yi=yi[places], vi=vi[places], method="DL")
    for at, place in enumerate(places):
        assert mixed[at].estimate == pytest.approx(straight[place].estimate, rel=1e-9, abs=1e-9)
        assert mixed[at].ci == pytest.approx(straight[place].ci, rel=1e-7, abs=1e-7)


@given(effect=EFFECTS, variance=VARIANCES, k=st.integers(3, 8), method=METHODS)
def test_leaving_out_one_of_identical_studies_changes_nothing(effect, variance, k, method):
    yi, vi = [effect] * k, [variance] * k
    for left in synthesis.leave_one_out(yi=yi, vi=vi, method=method):
        assert left.estimate == pytest.approx(effect, rel=1e-12, abs=1e-12)
        assert left.tau2 == 0.0
    for one in synthesis.influence(yi=yi, vi=vi, method=method, test="z"):
        assert (one.rstudent, one.cook) == pytest.approx((0.0, 0.0), abs=1e-12)
        assert one.weight == pytest.approx(100 / k)
        assert not one.is_influential


@given(studies=STUDIES, method=METHODS)
def test_the_last_step_is_the_meta_analysis_of_all(studies, method):
    yi, vi = np.array(studies).T
    whole = synthesis.pool(yi=yi, vi=vi, method=method)
    last = synthesis.cumulate(yi=yi, vi=vi, order=vi, method=method)[-1]
    assert last.k == whole.k
    assert last.estimate == pytest.approx(whole.estimate, rel=1e-7, abs=1e-7)
    assert last.ci == pytest.approx(whole.ci, rel=1e-6, abs=1e-6)


@given(studies=STUDIES, method=METHODS, test=st.sampled_from(synthesis.TESTS))
def test_nothing_is_ever_not_a_number(studies, method, test):
    yi, vi = np.array(studies).T
    for one in synthesis.influence(yi=yi, vi=vi, method=method, test=test):
        numbers = [one.rstudent, one.dffits, one.cook, one.covariance_ratio, one.hat, one.weight, *one.dfbetas]
        assert not any(math.isnan(number) for number in numbers)
    for step in synthesis.cumulate(yi=yi, vi=vi, method=method, test=test):
        assert not any(math.isnan(number) for number in (step.statistic, step.p, *step.ci))


def test_steps_go_by_year_and_equal_years_as_given():
    steps = synthesis.cumulate(yi=YI, vi=VI, order=[2015, 2001, 2015, 1999, 2001])
    assert [step.study for step in steps] == [4, 2, 5, 1, 3]
    assert [step.k for step in steps] == [1, 2, 3, 4, 5]


def test_the_first_step_is_the_study_itself():
    first = synthesis.cumulate(yi=YI, vi=VI)[0]
    assert (first.estimate, first.se, first.tau2, first.q_p) == (-12.0, 2.0, 0.0, 1.0)
    assert first.ci == pytest.approx((-12.0 - 1.959963984540054 * 2.0, -12.0 + 1.959963984540054 * 2.0))


def test_a_study_far_from_the_others_is_influential():
    found = synthesis.influence(yi=[0.1, 0.2, 0.15, 0.12, 4.0], vi=[0.02] * 5)
    assert [one.is_influential for one in found] == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        (lambda: synthesis.leave_one_out(yi=[1, 2], vi=[1, 1]), synthesis.TooFewStudies, "at least 3"),
        (lambda: synthesis.influence(yi=[1, 2], vi=[1, 1]), synthesis.TooFewStudies, "at least 3"),
        (lambda: synthesis.cumulate(yi=[1], vi=[1]), synthesis.TooFewStudies, "Give two"),
        (lambda: synthesis.cumulate(yi=[1, 2], vi=[1, 1], order=[1]), synthesis.BadStudies, "for each of the 2"),
        (lambda: synthesis.cumulate(yi=[1, 2], vi=[1, 1], order="soon"), synthesis.BadStudies, "not numbers"),
        (lambda: synthesis.cumulate(yi=[1, 2], vi=[1, 1], order=[1, math.nan]), synthesis.BadStudies, "finite"),
        (lambda: synthesis.influence(yi=[1, 2, 3], vi=[1, 0, 1]), synthesis.BadStudy, "Study 2"),
        (
            lambda: synthesis.influence(yi=[1, 2, 3, 5], vi=[1, 2, 1, 1], design=np.c_[np.ones(4), [0, 0, 0, 1]]),
            synthesis.BadStudies,
            "Without study 4",
        ),
    ],
)
def test_refused_with_one_sentence_that_says_what_to_do(asked, error, said):
    with pytest.raises(error, match=said) as caught:
        asked()
    assert "\n" not in str(caught.value)
