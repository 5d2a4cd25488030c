"""Egger's test, the rank test and trim and fill agree with metafor; `bias.R` says how each figure is had."""

import pytest

from tests.reference.metafor.oracle import assert_close_everywhere, assert_same, given_by_r, recorded
from unpinch.evidence import synthesis

RECORDED = recorded("bias")
FITS = [
    pytest.param(data, fit, id=f"{name}-{fit['method']}-{fit['test']}")
    for name, data in RECORDED.items()
    for fit in data["fits"]
]


def assert_regression(ours, theirs):
    for what in ("slope", "statistic", "p", "limit"):
        assert_same(getattr(ours, what), theirs[what], what)
    assert_same(ours.limit_ci, [theirs["low"], theirs["high"]], "limit_ci")
    assert ours.df == theirs["df"]


@pytest.mark.parametrize(("data", "fit"), FITS)
def test_egger_in_the_mixed_model(data, fit):
    found = synthesis.egger(yi=data["yi"], vi=data["vi"], method=fit["method"], test=fit["test"])
    assert_regression(found, fit["mixed"])


@pytest.mark.parametrize("name", RECORDED)
def test_egger_by_weighted_regression(name):
    data = RECORDED[name]
    assert_regression(synthesis.egger(yi=data["yi"], vi=data["vi"], model="weighted"), data["weighted"])


@pytest.mark.parametrize("name", RECORDED)
def test_ranks(name):
    data = RECORDED[name]
    found = synthesis.rank_test(yi=data["yi"], vi=data["vi"])
    assert_same(found.tau, data["ranks"]["tau"], "tau")
    assert_same(found.p, data["ranks"]["p"], "p")


@pytest.mark.parametrize(("data", "fit"), [param for param in FITS if str(param.id).endswith("-z")])
def test_trim_and_fill(data, fit):
    for theirs in fit["trim_and_fill"]:
        found = synthesis.trim_and_fill(
            yi=data["yi"],
            vi=data["vi"],
            estimator=theirs["estimator"],
            side=theirs["asked"],
            method=fit["method"],
            test=fit["test"],
        )
        assert (found.side, found.missing) == (theirs["side"], theirs["missing"])
        # metafor gives none where its formula takes the root of a number below 0, far from any missing study.
        if theirs["se_missing"] is not None:
            assert_same(found.se_missing, theirs["se_missing"], "se_missing")
        assert (found.p_missing is None) == (theirs["p_missing"] is None)
        if found.p_missing is not None:
            assert_same(found.p_missing, theirs["p_missing"], "p_missing")
        added = sorted(zip(found.filled_yi, found.filled_vi, strict=True))
        assert_same([yi for yi, _ in added], theirs["filled_yi"], "filled_yi")
        assert_same([vi for _, vi in added], theirs["filled_vi"], "filled_vi")
        for what in ("estimate", "se", "tau2", "q"):
            assert_same(getattr(found.pooled, what), theirs[what], what)


def test_the_data_sets_have_missing_studies_on_both_sides_by_both_estimators():
    found = [each for data in RECORDED.values() for fit in data["fits"] for each in fit.get("trim_and_fill", [])]
    assert {(each["side"], each["estimator"]) for each in found if each["missing"]} == {
        (side, estimator) for side in synthesis.SIDES for estimator in synthesis.TRIM_ESTIMATORS
    }


def test_recorded_figures_are_what_metafor_gives():
    assert_close_everywhere(given_by_r("bias"), RECORDED)
