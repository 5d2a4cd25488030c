"""Several effects of one study: laws against the pairwise model and a plain version, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from unpinch.evidence import synthesis

EFFECTS = st.integers(-400, 400).map(lambda hundredths: hundredths / 100)
VARIANCES = st.integers(1, 300).map(lambda hundredths: hundredths / 100)
ROWS = st.lists(st.tuples(EFFECTS, VARIANCES, st.integers(0, 4)), min_size=3, max_size=14).filter(
    lambda rows: len({study for _, _, study in rows}) > 1
)


def columns(rows):
    return {"yi": [y for y, _, _ in rows], "vi": [v for _, v, _ in rows], "study": [study for _, _, study in rows]}


@given(studies=st.lists(st.tuples(EFFECTS, VARIANCES), min_size=2, max_size=12), rho=st.sampled_from([0.0, 0.5]))
def test_one_outcome_a_study_is_the_pairwise_model(studies, rho):
    yi, vi = np.array(studies).T
    several = synthesis.multilevel(yi=yi, vi=vi, study=list(range(len(yi))), rho=rho, test="z")
    pooled = synthesis.pool(yi=yi, vi=vi, method="REML", test="z")
    assert not several.levels_differ
    assert several.within == 0.0
    # The likelihood can have two peaks: then this model takes the higher, and the pairwise one that of metafor.
    rows = [(*study, at) for at, study in enumerate(studies)]
    ours, theirs = (
        minus_twice_likelihood(rows, range(len(rows)), rho, tau2, 0.0) for tau2 in (several.between, pooled.tau2)
    )
    assert ours <= theirs + 1e-9
    if ours < theirs - 1e-9:
        return
    assert several.between == pytest.approx(pooled.tau2, rel=1e-6, abs=1e-8)
    assert several.estimate == pytest.approx(pooled.estimate, rel=1e-6, abs=1e-7)
    assert several.ci == pytest.approx(pooled.ci, rel=1e-6, abs=1e-7)
    assert (several.q, several.i2_between) == pytest.approx((pooled.q, pooled.i2), rel=1e-6, abs=1e-5)


@given(rows=ROWS, rho=st.sampled_from([0.0, 0.3, 0.8]), turn=st.randoms(use_true_random=False))
def test_order_does_not_matter(rows, rho, turn):
    mixed = list(rows)
    turn.shuffle(mixed)
    one, other = (synthesis.multilevel(**columns(some), rho=rho) for some in (rows, mixed))
    assert one.estimate == pytest.approx(other.estimate, rel=1e-5, abs=1e-5)
    assert (one.between, one.within) == pytest.approx((other.between, other.within), rel=1e-4, abs=1e-5)


@settings(max_examples=25)
@given(rows=ROWS, rho=st.sampled_from([0.0, 0.5]), shared=st.booleans())
def test_no_other_heterogeneity_is_more_likely(rows, rho, shared):
    outcome = [at % 2 if shared else at for at in range(len(rows))]
    found = synthesis.multilevel(**columns(rows), outcome=outcome, rho=rho)

    def loss(between, within):
        return minus_twice_likelihood(rows, outcome, rho, between, within)

    ours = loss(found.between, found.within)
    for start in ((0.0, 0.0), (1.0, 0.1), (0.1, 1.0), (found.between, found.within)):
        searched = minimize(lambda roots: loss(*(roots**2)), np.sqrt(start), method="Nelder-Mead")
        assert ours <= searched.fun + 1e-6


def minus_twice_likelihood(rows, outcome, rho, between, within):
    """Write the whole covariance down, without blocks: slow and plain."""
    y, v, study = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    together = study[:, None] == study[None, :]
    alike = together & (np.array(outcome)[:, None] == np.array(outcome)[None, :])
    errors = np.where(np.eye(len(y), dtype=bool), 1.0, rho * together) * np.sqrt(np.outer(v, v))
    total = errors + between * together + within * alike
    weights = np.linalg.inv(total)
    precision = weights.sum()
    residuals = y - weights.sum(axis=0) @ y / precision
    return np.linalg.slogdet(total)[1] + np.log(precision) + residuals @ weights @ residuals


def test_effects_of_one_study_are_not_counted_as_many_studies():
    once = synthesis.multilevel(yi=[0.2, 0.8, 0.5], vi=[0.01] * 3, study=["A", "B", "C"])
    often = synthesis.multilevel(yi=[0.2, 0.8] + [0.5] * 10, vi=[0.01] * 12, study=["A", "B"] + ["C"] * 10, rho=0.9)
    assert often.robust.df == 2
    assert often.se == pytest.approx(once.se, rel=0.1)


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"yi": [1, 2], "vi": [1, 1], "study": ["A", "A"]}, synthesis.TooFewStudies, "one study"),
        ({"yi": [1, 2], "vi": [1, 1], "study": ["A"]}, synthesis.BadStudies, "2 effects and 1 names of the study"),
        (
            {"yi": [1, 2], "vi": [1, 1], "study": ["A", "B"], "outcome": ["x"]},
            synthesis.BadStudies,
            "names of the outcome",
        ),
        ({"yi": [1, 2], "vi": [1, 1], "study": ["A", "B"], "rho": 1.0}, synthesis.BadStudies, "correlation"),
        ({"yi": [1, 2], "vi": [1, 1], "study": ["A", "B"], "rho": -0.1}, synthesis.BadStudies, "correlation"),
        ({"yi": [1, 2], "vi": [1, 1], "study": ["A", "B"], "test": "hksj"}, synthesis.UnknownMethod, "z, t"),
        ({"yi": [1, 2], "vi": [1, 1], "study": ["A", "B"], "level": 95}, synthesis.UnknownMethod, "level 95"),
        ({"yi": [1, 2], "vi": [1, -1], "study": ["A", "B"]}, synthesis.BadStudy, "Study 2"),
        ({"yi": [], "vi": [], "study": []}, synthesis.TooFewStudies, "No studies"),
    ],
)
def test_refused_with_one_sentence_that_says_what_to_do(asked, error, said):
    with pytest.raises(error, match=said) as caught:
        synthesis.multilevel(**asked)
    assert "\n" not in str(caught.value)
