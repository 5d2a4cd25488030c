"""What holds for every meta-analysis, and the clever sums against the plain ones with matrices."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from unpinch.evidence import synthesis
from unpinch.evidence.synthesis import _tau2
from unpinch.evidence.synthesis._model import model_of

EFFECT = st.floats(-1e3, 1e3).map(lambda value: round(value, 3))
VARIANCE = st.floats(-3, 3).map(lambda power: round(10.0**power, 6))
STUDIES = st.lists(st.tuples(EFFECT, VARIANCE), min_size=2, max_size=25)
METHOD = st.sampled_from(synthesis.METHODS)
TEST = st.sampled_from(synthesis.TESTS)
LIKELIHOODS = ("REML", "ML")


def columns(studies):
    yi, vi = zip(*studies, strict=True)
    return np.array(yi), np.array(vi)


def pooled(studies, **how):
    yi, vi = columns(studies)
    return synthesis.pool(yi=yi, vi=vi, **how)


def size_of(studies):
    """Give an ordinary variance: what is a rounding error beside it is nothing."""
    yi, vi = columns(studies)
    return float(np.median(vi) + np.var(yi))


def assert_alike(one, other, *, unit, rel=1e-6):
    """Hold two pooled effects to be one, where `unit` is an ordinary error of an effect."""
    for what in ("estimate", "se", "ci", "prediction"):
        assert getattr(one, what) == pytest.approx(getattr(other, what), rel=rel, abs=1e-7 * unit), what
    assert one.tau2 == pytest.approx(other.tau2, rel=1e-5, abs=1e-8 * unit**2)
    assert one.i2 == pytest.approx(other.i2, rel=1e-5, abs=1e-5)
    assert one.q == pytest.approx(other.q, rel=1e-6, abs=1e-9)


@given(studies=STUDIES, method=METHOD, test=TEST, data=st.data())
def test_the_order_of_studies_does_not_matter(studies, method, test, data):
    other = data.draw(st.permutations(studies))
    unit = math.sqrt(size_of(studies))
    assert_alike(pooled(other, method=method, test=test), pooled(studies, method=method, test=test), unit=unit)


@given(studies=STUDIES, method=METHOD, test=TEST, power=st.integers(-6, 6))
def test_another_unit_changes_the_unit_of_the_answer_only(studies, method, test, power):
    factor = 10.0**power
    yi, vi = columns(studies)
    scaled = synthesis.pool(yi=yi * factor, vi=vi * factor**2, method=method, test=test)
    plain = synthesis.pool(yi=yi, vi=vi, method=method, test=test)
    unit = math.sqrt(size_of(studies))
    assert scaled.estimate / factor == pytest.approx(plain.estimate, rel=1e-6, abs=1e-7 * unit)
    assert scaled.se / factor == pytest.approx(plain.se, rel=1e-6, abs=1e-9 * unit)
    assert scaled.tau2 / factor**2 == pytest.approx(plain.tau2, rel=1e-5, abs=1e-8 * unit**2)
    assert scaled.i2 == pytest.approx(plain.i2, rel=1e-5, abs=1e-5)


@given(studies=STUDIES, method=METHOD, test=TEST, more=st.floats(-100, 100))
def test_the_same_added_to_all_effects_moves_the_answer_only(studies, method, test, more):
    moved = pooled([(effect + more, variance) for effect, variance in studies], method=method, test=test)
    plain = pooled(studies, method=method, test=test)
    unit = math.sqrt(size_of(studies))
    assert moved.estimate == pytest.approx(plain.estimate + more, rel=1e-6, abs=1e-6 * unit)
    assert moved.se == pytest.approx(plain.se, rel=1e-6, abs=1e-8 * unit)
    assert moved.tau2 == pytest.approx(plain.tau2, rel=1e-5, abs=1e-8 * unit**2)


@given(effect=EFFECT, variances=st.lists(VARIANCE, min_size=2, max_size=25), method=METHOD)
def test_studies_with_one_effect_have_no_heterogeneity(effect, variances, method):
    found = pooled([(effect, variance) for variance in variances], method=method, test="z")
    assert found.tau2 == pytest.approx(0.0, abs=1e-12)
    assert found.i2 == pytest.approx(0.0, abs=1e-6)
    assert found.estimate == pytest.approx(effect, rel=1e-12, abs=1e-12)
    assert found.se == pytest.approx(1.0 / math.sqrt(sum(1.0 / variance for variance in variances)))


@given(studies=STUDIES, method=METHOD, test=TEST)
def test_every_number_is_one_and_lies_where_it_must(studies, method, test):
    found = pooled(studies, method=method, test=test)
    numbers = [
        found.estimate,
        found.se,
        *found.ci,
        *found.prediction,
        found.tau2,
        found.i2,
        found.h2,
        found.q,
        found.q_p,
    ]
    assert all(math.isfinite(number) for number in numbers)
    assert found.prediction[0] <= found.ci[0] <= found.estimate <= found.ci[1] <= found.prediction[1]
    assert found.tau2 >= 0.0
    assert 0.0 <= found.i2 <= 100.0
    assert 0.0 <= found.p <= 1.0
    assert 0.0 <= found.q_p <= 1.0
    assert sum(found.weights) == pytest.approx(100.0)
    assert min(found.weights) > 0.0


@given(studies=STUDIES, method=METHOD, test=TEST)
def test_without_heterogeneity_random_effects_are_a_common_effect(studies, method, test):
    found = pooled(studies, method=method, test=test)
    assume(found.tau2 == 0.0)
    common = pooled(studies, method="FE", test=test)
    for what in ("estimate", "se", "ci", "prediction", "weights", "q", "q_p"):
        assert getattr(found, what) == getattr(common, what), what


@given(studies=STUDIES, method=st.sampled_from(LIKELIHOODS))
def test_neither_a_little_more_heterogeneity_nor_none_is_more_likely(studies, method):
    yi, vi = columns(studies)
    model, restricted = model_of(yi=yi, vi=vi), method == "REML"
    found = pooled(studies, method=method).tau2
    best = model.log_likelihood(found, restricted=restricted)
    for other in (0.0, 0.99 * found, 1.01 * found, found + 1e-3 * float(np.min(vi))):
        assert model.log_likelihood(other, restricted=restricted) <= best + 1e-9 * max(1.0, abs(best))


@given(studies=STUDIES)
def test_the_interval_of_heterogeneity_is_around_paule_and_mandels_value(studies):
    yi, vi = columns(studies)
    low, high = synthesis.tau2_interval(yi=yi, vi=vi).tau2
    found = pooled(studies, method="PM").tau2
    assert low <= found * (1.0 + 1e-9)
    assert found <= high * (1.0 + 1e-9)


def exact_projection(vi, tau2, moderator):
    """Give P = W - W X (X'WX)^-1 X'W of an intercept and one moderator in fractions, which lose nothing."""
    weights = [1 / (Fraction(variance) + Fraction(tau2)) for variance in vi]
    moments = [
        sum(weight * value**power for weight, value in zip(weights, moderator, strict=True)) for power in range(3)
    ]
    determinant = moments[0] * moments[2] - moments[1] ** 2

    def entry(one, other):
        x, y = moderator[one], moderator[other]
        inner = (moments[2] - moments[1] * (x + y) + moments[0] * x * y) / determinant
        return (weights[one] if one == other else 0) - weights[one] * weights[other] * inner

    return [[entry(one, other) for other in range(len(vi))] for one in range(len(vi))]


@given(studies=STUDIES.filter(lambda studies: 3 < len(studies) < 9), tau2=st.integers(0, 1000), data=st.data())
def test_the_sums_are_those_of_the_matrices(studies, tau2, data):
    yi, vi = columns(studies)
    moderator = data.draw(st.lists(st.integers(-20, 20), min_size=len(yi), max_size=len(yi), unique=True))
    design = np.column_stack([np.ones(len(yi)), moderator])
    solved = model_of(yi=yi, vi=vi, design=design).at(float(tau2))
    matrix = exact_projection(vi, tau2, moderator)
    every = range(len(yi))
    effects, spread = [Fraction(effect) for effect in yi], [Fraction(variance) + 1 for variance in vi]
    projected = [sum(matrix[row][at] * effects[at] for at in every) for row in every]
    twice = [sum(matrix[row][at] * projected[at] for at in every) for row in every]
    expected = {
        "q": sum(effects[at] * projected[at] for at in every),
        "y_pp_y": sum(value**2 for value in projected),
        "y_ppp_y": sum(projected[at] * twice[at] for at in every),
        "trace_p": sum(matrix[at][at] for at in every),
        "trace_pp": sum(matrix[row][at] ** 2 for row in every for at in every),
    }
    for what, exact in expected.items():
        assert getattr(solved, what) == pytest.approx(float(exact), rel=1e-7, abs=1e-12), what
    products = sum(matrix[row][at] ** 2 * spread[row] * spread[at] for row in every for at in every)
    assert solved.trace_of_products(vi + 1.0) == pytest.approx(float(products), rel=1e-7)


@given(studies=STUDIES, method=st.sampled_from(LIKELIHOODS))
def test_the_search_finds_nothing_less_likely_than_scoring(studies, method):
    """A likelihood can have two peaks: scoring finds that near the moment estimate, the search the higher."""
    yi, vi = columns(studies)
    model = model_of(yi=yi, vi=vi)
    found = pooled(studies, method=method).tau2
    restricted = method == "REML"
    searched = _tau2._searched(model, lambda tau2: -model.log_likelihood(tau2, restricted=restricted))
    best = model.log_likelihood(found, restricted=restricted)
    assert model.log_likelihood(searched, restricted=restricted) >= best - 1e-6 * max(1.0, abs(best))


@given(
    studies=STUDIES.filter(lambda studies: len(studies) > 3), test=TEST, shift=st.integers(-2000, 2000), data=st.data()
)
def test_where_a_moderator_counts_from_does_not_change_its_slope(studies, test, shift, data):
    yi, vi = columns(studies)
    years = np.array(data.draw(st.lists(st.integers(0, 50), min_size=len(yi), max_size=len(yi), unique=True)))
    plain = synthesis.regress(yi=yi, vi=vi, moderators={"year": years}, test=test)
    moved = synthesis.regress(yi=yi, vi=vi, moderators={"year": years + shift}, test=test)
    unit = math.sqrt(size_of(studies))
    assert moved.coefficients[1].estimate == pytest.approx(plain.coefficients[1].estimate, rel=1e-5, abs=1e-6 * unit)
    assert moved.coefficients[1].se == pytest.approx(plain.coefficients[1].se, rel=1e-5, abs=1e-7 * unit)
    ahead = moved.predict(at={"year": 7.0 + shift}).estimate
    assert ahead == pytest.approx(plain.predict(at={"year": 7.0}).estimate, rel=1e-5, abs=1e-5 * unit)
