"""Models with three levels agree with metafor; `multilevel.R` says how each figure is had."""

import pytest

from tests.reference.metafor.oracle import assert_close_everywhere, assert_same, given_by_r, recorded
from unpinch.evidence import synthesis

RECORDED = recorded("multilevel")
# metafor's optimiser stops where the likelihood no longer changes in its last digits, which is flat in the variances.
VARIANCES = 1e-4
RESULTS = 1e-5


def found(name, test="t"):
    data = RECORDED[name]
    return synthesis.multilevel(
        yi=data["yi"], vi=data["vi"], study=data["study"], outcome=data["outcome"], rho=data["rho"], test=test
    )


@pytest.mark.parametrize("name", RECORDED)
def test_heterogeneity(name):
    ours, theirs = found(name), RECORDED[name]
    for what in ("between", "within", "i2_between", "i2_within"):
        assert_same(getattr(ours, what), theirs[what], what, relative=VARIANCES)
    for what in ("q", "q_p"):
        assert_same(getattr(ours, what), theirs[what], what)


@pytest.mark.parametrize("test", synthesis.MULTILEVEL_TESTS)
@pytest.mark.parametrize("name", RECORDED)
def test_mean(name, test):
    ours, theirs = found(name, test), RECORDED[name][test]
    for what in ("estimate", "se", "statistic", "p", "ci", "prediction"):
        assert_same(getattr(ours, what), theirs[what], what, relative=RESULTS)


@pytest.mark.parametrize("name", RECORDED)
def test_cluster_robust_error(name):
    ours, theirs = found(name).robust, RECORDED[name]["robust"]
    for what in ("se", "statistic", "p", "ci"):
        assert_same(getattr(ours, what), theirs[what], what, relative=RESULTS)
    assert ours.df == theirs["df"]


def test_recorded_figures_are_what_metafor_gives():
    assert_close_everywhere(given_by_r("multilevel"), RECORDED, relative=1e-4)
