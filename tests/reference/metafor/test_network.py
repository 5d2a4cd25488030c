"""
Networks agree with metafor's `rma.mv` on data sets of metadat, most of them with studies of three arms and more.

`network.R` says how each figure is had, `network.json` holds what it printed. Where R with metafor is installed, the
recorded figures are compared with what it gives now.
"""

import numpy as np
import pytest

from tests.reference.metafor.oracle import assert_close_everywhere, given_by_r, recorded
from unpinch.evidence import synthesis

RECORDED = recorded("network")
NETWORKS = RECORDED["networks"]
FITS = [
    pytest.param(name, fit, id=f"{name}-{fit['method']}") for name, data in NETWORKS.items() for fit in data["fits"]
]

# Relative; rma.mv searches tau2 on its logarithm, and stops where the likelihood no longer tells values apart.
TOLERANCE = 1e-5
# What is 0 in one program is as small as this in the other, which cannot reach it; I2 in percent.
ROUNDING = 1e-9
ROUNDINGS = {"tau2": 1e-8, "i2": 1e-5}
NOTHING_BESIDE_SE = 1e-6
QUANTILE = 1.959963984540054


def arms_of(data):
    prepare = synthesis.arms_of_means if "mean" in data["arms"] else synthesis.arms_of_events
    return prepare(measure=data["measure"], **data["arms"])


def fitted(name, fit, **how):
    data = NETWORKS[name]
    return synthesis.network(arms=arms_of(data), reference=data["reference"], method=fit["method"], **how)


def assert_same(ours, theirs, what, *, se=0.0):
    """Hold numbers to be the same; effects of about 0 as far as their standard errors can tell."""
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    assert ours.shape == theirs.shape, what
    rounding = ROUNDINGS.get(what, ROUNDING) + NOTHING_BESIDE_SE * se
    np.testing.assert_allclose(ours, theirs, rtol=TOLERANCE, atol=rounding, err_msg=what)


def in_our_order(network, data, numbers):
    return np.array(numbers)[[data["treats"].index(one.treat) for one in network.treatments]]


@pytest.mark.parametrize(("name", "fit"), FITS)
def test_effects_against_the_reference(name, fit):
    data, network = NETWORKS[name], fitted(name, fit)
    estimates = in_our_order(network, data, fit["estimates"])
    covariance = in_our_order(network, data, in_our_order(network, data, fit["covariance"]).T)
    assert_same([one.effect.estimate for one in network.treatments], estimates, "estimate")
    assert_same([one.effect.se for one in network.treatments], np.sqrt(np.diag(covariance)), "se")
    assert_same(network.covariance, covariance, "covariance")
    assert_same(network.tau2, fit["tau2"], "tau2")
    assert_same(network.i2, fit["i2"], "i2")


@pytest.mark.parametrize(("name", "fit"), FITS)
def test_league(name, fit):
    data, network = NETWORKS[name], fitted(name, fit)
    position = {treat: at for at, treat in enumerate(data["treats"])}
    estimates, covariance = np.array(fit["estimates"]), np.array(fit["covariance"])
    assert len(network.pairs) == len(position) * (len(position) - 1) // 2
    for pair in network.pairs:
        takes = np.zeros(len(position))
        takes[position[pair.treat]], takes[position[pair.versus]] = 1.0, -1.0
        effect, se = takes @ estimates, np.sqrt(takes @ covariance @ takes)
        assert_same(pair.network.estimate, effect, "estimate", se=se)
        assert_same(pair.network.se, se, "se")
        assert_same(pair.network.ci, (effect - QUANTILE * se, effect + QUANTILE * se), "ci", se=se)


@pytest.mark.parametrize(("name", "fit"), FITS)
@pytest.mark.parametrize("better", synthesis.BETTER)
def test_p_scores(name, fit, better):
    network = fitted(name, fit, better=better)
    scores = [one.p_score for one in network.treatments]
    assert_same(scores, in_our_order(network, NETWORKS[name], fit[better]), "p_score")
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(("name", "fit"), FITS)
def test_inconsistency(name, fit):
    found, theirs = fitted(name, fit).inconsistency, fit["inconsistency"]
    assert_same(found.total.p, fit["q_p"], "q_p")
    for part in ("total", "within", "between"):
        ours = getattr(found, part)
        assert_same(ours.q, theirs[part], part)
        assert ours.df == theirs[f"{part}_df"]
    if "qm" in theirs:
        assert_same(found.interaction.test.q, theirs["qm"], "qm")
        assert_same(found.interaction.test.p, theirs["qm_p"], "qm_p")
        assert_same(found.interaction.tau2, theirs["qm_tau2"], "tau2")
        assert found.interaction.test.df == theirs["qm_df"]
    else:
        assert found.interaction is None


@pytest.mark.parametrize("name", NETWORKS)
def test_direct_and_indirect_evidence(name):
    fit = NETWORKS[name]["fits"][0]
    for pair, theirs in zip(fitted(name, fit).pairs, fit["pairs"], strict=True):
        assert (pair.treat, pair.versus, pair.studies) == (theirs["treat"], theirs["versus"], theirs["studies"])
        assert (pair.direct is not None) == ("direct" in theirs)
        if pair.direct:
            assert_same(
                (pair.direct.estimate, pair.direct.se),
                (theirs["direct"], theirs["direct_se"]),
                "direct",
                se=pair.direct.se,
            )
        if "indirect" in theirs:
            ours = pair.indirect.estimate, pair.indirect.se
            assert_same(ours, (theirs["indirect"], theirs["indirect_se"]), "indirect", se=ours[1])


def test_the_networks_are_many_and_of_every_kind():
    assert {data["measure"] for data in NETWORKS.values()} == {"MD", "SMD", "OR", "RR", "RD"}
    prepared = [arms_of(data) for data in NETWORKS.values()]
    assert len(prepared) >= 15
    assert sum(arms.shape.sizes.max() >= 3 for arms in prepared) >= 12
    assert sum(arms.shape.sizes.max() >= 4 for arms in prepared) >= 3
    assert sum(bool(arms.corrected) for arms in prepared) >= 5
    assert any("qm" not in fit["inconsistency"] for data in NETWORKS.values() for fit in data["fits"])


def test_recorded_figures_are_what_metafor_gives():
    given = given_by_r("network")["networks"]
    assert_close_everywhere(given, NETWORKS, relative=TOLERANCE)
