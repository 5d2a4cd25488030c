"""
Pairwise models, regressions, subgroups and effect sizes agree with metafor on data sets of metadat.

`pairwise.R` says how each figure is had, `pairwise.json` holds what it printed. Where R with metafor is installed, the
recorded figures are compared with what it gives now.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.reference.metafor.oracle import given_by_r
from unpinch.evidence import synthesis

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "pairwise.json").read_text(encoding="utf-8"))
DATA_SETS = RECORDED["data_sets"]
REGRESSIONS = RECORDED["regressions"]
SUBGROUPS = RECORDED["subgroups"]

# Relative; one table for all kinds of numbers.
TOLERANCE = 1e-6
TOLERANCES = {"tau2": 1e-5, "se_tau2": 1e-5}
# What is 0 in one program may be a rounding error in the other, which ends its steps a little above 0; I2 in percent.
ROUNDING = 1e-11
ROUNDINGS = {"i2": 1e-8}


def assert_same(ours, theirs, what):
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    assert ours.shape == theirs.shape, what
    relative, absolute = TOLERANCES.get(what, TOLERANCE), ROUNDINGS.get(what, ROUNDING)
    np.testing.assert_allclose(ours, theirs, rtol=relative, atol=absolute, equal_nan=False, err_msg=what)


def fits_of(recorded):
    return [
        pytest.param(name, fit, id=f"{name}-{fit['method']}-{fit['test']}")
        for name, data in recorded.items()
        for fit in data.get("pooled") or data["fits"]
    ]


@pytest.mark.parametrize(("name", "fit"), fits_of(DATA_SETS))
def test_pooled_effect(name, fit):
    data = DATA_SETS[name]
    pooled = synthesis.pool(yi=data["yi"], vi=data["vi"], method=fit["method"], test=fit["test"])
    for what in ("estimate", "se", "statistic", "p", "ci", "prediction", "tau2", "i2", "h2", "q", "q_p"):
        # metafor predicts nothing for a common effect; without heterogeneity a new study is where the mean is.
        assert_same(getattr(pooled, what), fit["ci"] if fit[what] is None else fit[what], what)
    assert pooled.k == len(data["yi"])
    if fit["se_tau2"] is None:
        assert fit["method"] == "FE"
        assert pooled.se_tau2 is None
    else:
        assert_same(pooled.se_tau2, fit["se_tau2"], "se_tau2")
    if fit["weights"] is not None:
        assert_same(pooled.weights, fit["weights"], "weights")


@pytest.mark.parametrize("name", DATA_SETS)
def test_interval_of_heterogeneity(name):
    data = DATA_SETS[name]
    interval = synthesis.tau2_interval(yi=data["yi"], vi=data["vi"])
    assert_same(interval.tau2, data["profile"]["tau2"], "tau2")
    assert_same(interval.i2, data["profile"]["i2"], "i2")
    assert_same(interval.h2, data["profile"]["h2"], "h2")


@pytest.mark.parametrize("name", [name for name, data in DATA_SETS.items() if "measure" in data])
def test_effect_sizes(name):
    data = DATA_SETS[name]
    compute, columns = (
        (synthesis.continuous_effects, ("m1", "sd1", "n1", "m2", "sd2", "n2"))
        if "m1" in data
        else (synthesis.binary_effects, ("a", "n1", "c", "n2"))
    )
    effects = compute(measure=data["measure"], **{column: data[column] for column in columns})
    assert_same(effects.yi, data["yi"], "yi")
    assert_same(effects.vi, data["vi"], "vi")


@pytest.mark.parametrize(("name", "fit"), fits_of(REGRESSIONS))
def test_regression(name, fit):
    data = REGRESSIONS[name]
    found = synthesis.regress(
        yi=data["yi"], vi=data["vi"], moderators=data["moderators"], method=fit["method"], test=fit["test"]
    )
    for what in ("estimate", "se", "statistic", "p"):
        assert_same([getattr(row, what) for row in found.coefficients], fit[what], what)
    assert_same([row.ci for row in found.coefficients], np.column_stack([fit["low"], fit["high"]]), "ci")
    for what in ("tau2", "i2", "h2", "r2", "q", "q_p"):
        assert_same(getattr(found, what), fit[what], what)
    assert_same(found.moderators_test.statistic, fit["qm"], "qm")
    assert_same(found.moderators_test.p, fit["qm_p"], "qm_p")
    ahead = found.predict(at=fit["at"])
    assert_same(ahead.estimate, fit["predicted"], "predicted")
    assert_same(ahead.se, fit["predicted_se"], "predicted_se")
    assert_same(ahead.ci, fit["predicted_ci"], "predicted_ci")
    assert_same(ahead.prediction, fit["prediction"] or fit["predicted_ci"], "prediction")


@pytest.mark.parametrize(("name", "fit"), fits_of(SUBGROUPS))
def test_subgroups(name, fit):
    data = SUBGROUPS[name]
    given = {"yi": data["yi"], "vi": data["vi"], "groups": data["groups"]}
    common = synthesis.subgroups(**given, method=fit["method"], test=fit["test"])
    assert [group.name for group in common.groups] == fit["names"]
    assert_same([group.estimate for group in common.groups], fit["common"], "common")
    assert_same([group.se for group in common.groups], fit["common_se"], "common_se")
    assert_same([group.q for group in common.groups], fit["q"], "q")
    assert_same(common.difference.statistic, fit["common_qm"], "common_qm")
    assert_same(common.difference.p, fit["common_qm_p"], "common_qm_p")
    assert_same(common.r2, fit["common_r2"], "r2")
    separate = synthesis.subgroups(**given, method=fit["method"], test=fit["test"], common_tau2=False)
    assert_same([group.estimate for group in separate.groups], fit["estimates"], "estimates")
    assert_same([group.se for group in separate.groups], fit["errors"], "errors")
    assert_same([group.tau2 for group in separate.groups], fit["tau2"], "tau2")
    assert_same(separate.difference.statistic, fit["between_q"], "between_q")
    assert_same(separate.difference.p, fit["between_p"], "between_p")


def test_the_data_sets_are_many_and_of_every_kind():
    assert len(DATA_SETS) >= 30
    assert {data.get("measure") for data in DATA_SETS.values()} == {
        *synthesis.BINARY_MEASURES,
        *synthesis.CONTINUOUS_MEASURES,
        None,
    }
    for data in DATA_SETS.values():
        assert {(fit["method"], fit["test"]) for fit in data["pooled"]} == {
            (method, test) for method in synthesis.METHODS for test in synthesis.TESTS
        }


def test_recorded_figures_are_what_metafor_gives():
    given = given_by_r("pairwise")
    for part in ("data_sets", "regressions", "subgroups"):
        assert_close_everywhere(given[part], RECORDED[part], where=part)


def assert_close_everywhere(given, recorded, *, where):
    if isinstance(recorded, dict):
        assert given.keys() == recorded.keys(), where
        for key, value in recorded.items():
            assert_close_everywhere(given[key], value, where=f"{where}/{key}")
    elif isinstance(recorded, list):
        assert len(given) == len(recorded), where
        for at, value in enumerate(recorded):
            assert_close_everywhere(given[at], value, where=f"{where}/{at}")
    elif isinstance(recorded, str | None):
        assert given == recorded, where
    else:
        assert given == pytest.approx(recorded, rel=1e-8, abs=1e-12), where
