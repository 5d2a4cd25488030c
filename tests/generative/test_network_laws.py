"""What holds for every network, and the fast way of computing it against the plain one."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generative import plain_network
from unpinch.evidence import synthesis

MEANS, EVENTS = ("MD", "SMD"), ("OR", "RR", "RD")
METHOD = st.sampled_from(synthesis.NETWORK_METHODS)
TREATS = "abcdef"


@st.composite
def numbers(draw, measure):
    if measure in MEANS:
        return {
            "mean": draw(st.integers(-500, 500)) / 10,
            "sd": draw(st.integers(20, 300)) / 10,
            "n": draw(st.integers(2, 150)),
        }
    n = draw(st.integers(1, 150))
    return {"event": draw(st.integers(0, n)), "n": n}


@st.composite
def networks(draw, measures=MEANS + EVENTS):
    """Draw a measure and the rows of a connected network with something seen twice."""
    measure = draw(st.sampled_from(measures))
    treats = TREATS[: draw(st.integers(2, len(TREATS)))]
    # Each treatment after the first is compared with one before it: that connects them.
    studies = [{treats[at], treats[draw(st.integers(0, at - 1))]} for at in range(1, len(treats))]
    studies += draw(st.lists(st.sets(st.sampled_from(treats), min_size=2, max_size=4), min_size=1, max_size=8))
    rows = [
        {"study": f"study {number}", "treat": treat, **draw(numbers(measure))}
        for number, arms in enumerate(studies)
        for treat in draw(st.permutations(sorted(arms)))
    ]
    return measure, rows


def arms_of(measure, rows):
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return (synthesis.arms_of_means if measure in MEANS else synthesis.arms_of_events)(measure=measure, **columns)


def fitted(measure, rows, **how):
    return synthesis.network(arms=arms_of(measure, rows), **how)


def league_of(network):
    """Give each ordered pair its effect and variance."""
    league = {}
    for pair in network.pairs:
        league[pair.treat, pair.versus] = pair.network.estimate, pair.network.se
        league[pair.versus, pair.treat] = -pair.network.estimate, pair.network.se
    return league


def assert_same_league(one, other):
    assert one.keys() == other.keys()
    for pair, (estimate, se) in one.items():
        assert estimate == pytest.approx(other[pair][0], rel=1e-6, abs=1e-6 * se), pair
        assert se == pytest.approx(other[pair][1], rel=1e-6), pair


@given(drawn=networks(), method=METHOD)
@settings(deadline=None)
def test_the_plain_way_gives_the_same(drawn, method):
    measure, rows = drawn
    network, plain = fitted(measure, rows, method=method), plain_network.network(measure, rows, method)
    smallest = min(pair.network.se for pair in network.pairs)
    # The plain search sees the likelihood, which is flat at its peak.
    assert network.tau2 == pytest.approx(plain["tau2"], rel=1e-5, abs=1e-6 * smallest**2)
    for pair in network.pairs:
        theirs = plain["pairs"][pair.treat, pair.versus]
        estimate, variance = theirs["network"]
        assert pair.network.estimate == pytest.approx(estimate, rel=1e-5, abs=1e-5 * pair.network.se)
        assert pair.network.se == pytest.approx(math.sqrt(variance), rel=1e-5)
        assert (pair.direct is None) == (theirs["direct"] is None)
        if pair.direct:
            assert pair.direct.estimate == pytest.approx(theirs["direct"][0], rel=1e-5, abs=1e-5 * pair.direct.se)
            assert pair.direct.se == pytest.approx(math.sqrt(theirs["direct"][1]), rel=1e-5)


@given(drawn=networks(), method=METHOD)
@settings(deadline=None)
def test_the_plain_way_splits_q_alike(drawn, method):
    measure, rows = drawn
    found, plain = fitted(measure, rows, method=method).inconsistency, plain_network.network(measure, rows, method)
    assert found.total.q == pytest.approx(plain["total"], rel=1e-6, abs=1e-8)
    assert found.within.q == pytest.approx(plain["within"], rel=1e-6, abs=1e-8 * (1.0 + found.total.q))
    assert (found.within.df, found.between.df) == plain["df"]
    assert (found.interaction is None) == (plain["interaction"] is None)
    if found.interaction:
        assert found.interaction.test.q == pytest.approx(plain["interaction"], rel=1e-4, abs=1e-6)


@given(drawn=networks())
@settings(deadline=None)
def test_the_likelihood_is_greatest_at_the_heterogeneity_found(drawn):
    measure, rows = drawn
    tau2, data = fitted(measure, rows).tau2, plain_network.contrasts_of(measure, rows)
    x = data.x[:, 1:]
    if tau2 > 0.0:
        assert plain_network.slope(data, x, tau2 * (1.0 - 1e-6)) > 0.0
        assert plain_network.slope(data, x, tau2 * (1.0 + 1e-6)) < 0.0
    for other in np.concatenate([[0.0], np.logspace(-6, 6, 25)]):
        assert plain_network.deviance(data, x, other) >= plain_network.deviance(data, x, tau2) - 1e-7


@given(drawn=networks(), method=METHOD)
def test_q_adds_up(drawn, method):
    found = fitted(*drawn, method=method).inconsistency
    assert found.within.q + found.between.q == pytest.approx(found.total.q, rel=1e-9, abs=1e-9)
    assert found.within.df + found.between.df == found.total.df
    assert sum(design.within.q for design in found.designs) == pytest.approx(found.within.q, rel=1e-9, abs=1e-9)
    assert sum(design.within.df for design in found.designs) == found.within.df


@given(drawn=networks(), method=METHOD, data=st.data())
def test_the_order_of_rows_does_not_matter(drawn, method, data):
    measure, rows = drawn
    other = data.draw(st.permutations(rows))
    one, two = fitted(measure, rows, method=method), fitted(measure, other, method=method)
    assert_same_league(league_of(one), league_of(two))
    assert one.reference == two.reference
    assert one.tau2 == pytest.approx(two.tau2, rel=1e-6, abs=1e-9)


@given(drawn=networks(), method=METHOD, data=st.data())
def test_the_names_of_treatments_do_not_matter(drawn, method, data):
    measure, rows = drawn
    named = dict(zip(TREATS, data.draw(st.permutations(TREATS)), strict=True))
    renamed = [{**row, "treat": named[row["treat"]]} for row in rows]
    league = league_of(fitted(measure, renamed, method=method))
    plain = league_of(fitted(measure, rows, method=method))
    assert_same_league({(named[one], named[other]): effect for (one, other), effect in plain.items()}, league)


@given(drawn=networks(), method=METHOD)
def test_the_reference_changes_nothing_but_the_list(drawn, method):
    default = fitted(*drawn, method=method)
    scores = {one.treat: one.p_score for one in default.treatments}
    league = league_of(default)
    for treat in scores:
        network = fitted(*drawn, method=method, reference=treat)
        assert network.reference == treat
        assert_same_league(league, league_of(network))
        for one in network.treatments:
            assert one.p_score == pytest.approx(scores[one.treat], abs=1e-6)
            expected = (0.0, 0.0) if one.treat == treat else league[one.treat, treat]
            assert one.effect.estimate == pytest.approx(expected[0], rel=1e-6, abs=1e-6 * expected[1])
            assert one.effect.se == pytest.approx(expected[1], rel=1e-6)


@given(drawn=networks(), method=METHOD)
def test_effects_add_up(drawn, method):
    league = league_of(fitted(*drawn, method=method))
    for one, other, third in permutations({treat for pair in league for treat in pair}, 3):
        way_round = league[one, other][0] + league[other, third][0]
        size = 1e-9 * (1.0 + abs(league[one, other][0]) + abs(league[other, third][0]))
        assert league[one, third][0] == pytest.approx(way_round, abs=size)


@given(drawn=networks(), method=METHOD)
def test_p_scores(drawn, method):
    low, high = (fitted(*drawn, method=method, better=better) for better in ("low", "high"))
    of_high = {one.treat: one.p_score for one in high.treatments}
    assert np.mean(list(of_high.values())) == pytest.approx(0.5)
    for one in low.treatments:
        assert one.p_score == pytest.approx(1.0 - of_high[one.treat], abs=1e-9)
        assert 0.0 <= one.p_score <= 1.0


@given(drawn=networks(), method=METHOD)
def test_direct_and_indirect_evidence_make_up_the_whole(drawn, method):
    network = fitted(*drawn, method=method)
    for pair in network.pairs:
        assert pair.direct or pair.indirect
        assert (pair.difference is not None) == bool(pair.direct and pair.indirect)
        assert (pair.studies > 0) == (pair.direct is not None)
        if pair.difference:
            precision = pair.direct.se**-2, pair.indirect.se**-2
            mean = np.average([pair.direct.estimate, pair.indirect.estimate], weights=precision)
            assert mean == pytest.approx(pair.network.estimate, rel=1e-5, abs=1e-5 * pair.network.se)
            assert sum(precision) == pytest.approx(pair.network.se**-2, rel=1e-6)
            assert pair.difference.se == pytest.approx(math.hypot(pair.direct.se, pair.indirect.se), rel=1e-9)
        elif pair.indirect:
            assert pair.indirect == pair.network


@given(drawn=networks(), method=METHOD)
@settings(deadline=None)
def test_indirect_evidence_is_unbiased_and_apart_from_the_direct(drawn, method):
    measure, rows = drawn
    network, data = fitted(measure, rows, method=method), plain_network.contrasts_of(measure, rows)
    varies = data.v + network.tau2 * data.g
    takes_all = np.pad(plain_network.solved(data, data.x[:, 1:], network.tau2)[2], ((1, 0), (0, 0)))
    designs = plain_network.designs_of(rows)
    for pair in network.pairs:
        whole = takes_all[data.treats.index(pair.treat)] - takes_all[data.treats.index(pair.versus)]
        others = [not {pair.treat, pair.versus} <= set(designs[study]) for study in data.study]
        assert (pair.indirect is not None) == (np.abs(whole[others]).max(initial=0.0) > 1e-8)
        if pair.difference is None:
            continue
        direct = plain_network.direct_takes(data, rows, (pair.treat, pair.versus), network.tau2)
        indirect = (whole - pair.direct_share * direct) / (1.0 - pair.direct_share)
        wanted = [(treat == pair.treat) - (treat == pair.versus) for treat in data.treats]
        for takes, ours in ((direct, pair.direct), (indirect, pair.indirect)):
            assert takes @ data.x == pytest.approx(wanted, abs=1e-6 / (1.0 - pair.direct_share))
            assert takes @ data.y == pytest.approx(ours.estimate, rel=1e-6, abs=1e-6 * ours.se)
            assert takes @ varies @ takes == pytest.approx(ours.se**2, rel=1e-6)
        assert direct @ varies @ indirect == pytest.approx(0.0, abs=1e-6 * pair.indirect.se**2)


@given(drawn=networks(measures=MEANS), method=METHOD, power=st.integers(-4, 4))
def test_another_unit_changes_mean_differences_only(drawn, method, power):
    measure, rows = drawn
    factor = 10.0**power
    scaled = [{**row, "mean": row["mean"] * factor, "sd": row["sd"] * factor} for row in rows]
    unit = factor if measure == "MD" else 1.0
    league = {
        pair: (estimate / unit, se / unit)
        for pair, (estimate, se) in league_of(fitted(measure, scaled, method=method)).items()
    }
    assert_same_league(league_of(fitted(measure, rows, method=method)), league)


@given(drawn=networks(measures=MEANS), method=METHOD, more=st.integers(-100_000, 100_000))
def test_the_same_added_to_all_means_changes_nothing(drawn, method, more):
    measure, rows = drawn
    moved = [{**row, "mean": row["mean"] + more} for row in rows]
    network = fitted(measure, rows, method=method)
    assert_same_league(league_of(network), league_of(fitted(measure, moved, method=method)))


@given(
    measure=st.sampled_from(MEANS + EVENTS[:2]),
    method=METHOD,
    data=st.data(),
)
def test_two_treatments_are_a_pairwise_meta_analysis(measure, method, data):
    pairs = data.draw(st.lists(st.tuples(numbers(measure), numbers(measure)), min_size=2, max_size=12))
    rows = [
        {"study": str(at), "treat": treat, **arm}
        for at, both in enumerate(pairs)
        for treat, arm in zip("ab", both, strict=True)
    ]
    if measure in MEANS:
        columns = {
            f"{name[0] if name == 'mean' else name}{arm + 1}": [both[arm][name] for both in pairs]
            for name in ("mean", "sd", "n")
            for arm in (0, 1)
        }
        effects = synthesis.continuous_effects(measure=measure, **columns)
    else:
        (a, n1), (c, n2) = ([[both[arm][name] for both in pairs] for name in ("event", "n")] for arm in (0, 1))
        effects = synthesis.binary_effects(measure=measure, a=a, n1=n1, c=c, n2=n2)
    pooled = synthesis.pool(yi=effects.yi, vi=effects.vi, method=method, test="z")
    network = fitted(measure, rows, method=method)
    (pair,) = network.pairs
    assert network.tau2 == pytest.approx(pooled.tau2, rel=1e-6, abs=1e-9)
    assert network.i2 == pytest.approx(pooled.i2, rel=1e-6, abs=1e-6)
    for ours in (pair.network, pair.direct):
        assert ours.estimate == pytest.approx(pooled.estimate, rel=1e-6, abs=1e-7 * pooled.se)
        assert ours.se == pytest.approx(pooled.se, rel=1e-7)
    assert pair.network.ci == pytest.approx(pooled.ci, rel=1e-6, abs=1e-6 * pooled.se)
    assert pair.network.p == pytest.approx(pooled.p, rel=1e-5, abs=1e-12)
    assert network.inconsistency.total.q == pytest.approx(pooled.q, rel=1e-8, abs=1e-10)
    assert pair.indirect is None
