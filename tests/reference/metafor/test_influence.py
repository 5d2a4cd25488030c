"""Leaving out, adding up and influence agree with metafor; `influence.R` says how each figure is had."""

import numpy as np
import pytest

from tests.reference.metafor.oracle import assert_close_everywhere, assert_same, given_by_r, recorded
from unpinch.evidence import synthesis

RECORDED = recorded("influence")
FITS = [
    pytest.param(data, fit, id=f"{name}-{fit['method']}-{fit['test']}")
    for name, data in RECORDED.items()
    for fit in data["fits"]
]
WITH_MODERATORS = [
    pytest.param(data, fit, id=f"{name}-{fit['method']}-{fit['test']}")
    for name, data in RECORDED.items()
    for fit in data["fits"]
    if "moderators" in data
]
POOLED = ("estimate", "se", "statistic", "p", "tau2", "i2", "h2", "q", "q_p")
MEASURES = ("rstudent", "dffits", "cook", "covariance_ratio", "tau2_deleted", "q_deleted", "hat", "weight", "dfbetas")


def asked(data, fit):
    return {"yi": data["yi"], "vi": data["vi"], "method": fit["method"], "test": fit["test"]}


def assert_pooled(ours, theirs):
    for what in POOLED:
        # metafor lists no heterogeneity of a common effect.
        expected = theirs[what] or [0.0] * len(ours)
        assert_same([getattr(one, what) for one in ours], expected, what)
    assert_same([one.ci for one in ours], np.column_stack([theirs["low"], theirs["high"]]), "ci")


@pytest.mark.parametrize(("data", "fit"), FITS)
def test_leave_one_out(data, fit):
    assert_pooled(synthesis.leave_one_out(**asked(data, fit)), fit["without"])


@pytest.mark.parametrize(("data", "fit"), FITS)
def test_cumulative(data, fit):
    assert_pooled(synthesis.cumulate(**asked(data, fit), order=data["order"]), fit["so_far"])


@pytest.mark.parametrize(("data", "fit"), FITS)
def test_influence(data, fit):
    assert_measures(synthesis.influence(**asked(data, fit)), fit["influence"])


@pytest.mark.parametrize(("data", "fit"), WITH_MODERATORS)
def test_influence_with_moderators(data, fit):
    design = np.column_stack([np.ones(len(data["yi"])), *data["moderators"].values()])
    assert_measures(synthesis.influence(**asked(data, fit), design=design), fit["influence_with_moderators"])


def assert_measures(ours, theirs):
    for what in MEASURES:
        assert_same([getattr(one, what) for one in ours], theirs[what], what)
    assert [one.is_influential for one in ours] == theirs["is_influential"]


def test_some_studies_are_influential_and_some_are_not():
    flags = [flag for data in RECORDED.values() for fit in data["fits"] for flag in fit["influence"]["is_influential"]]
    assert {True, False} == set(flags)


def test_recorded_figures_are_what_metafor_gives():
    assert_close_everywhere(given_by_r("influence"), RECORDED)
