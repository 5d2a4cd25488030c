"""Small networks that can be reckoned by hand, and what a network refuses."""

import math

import numpy as np
import pytest

from unpinch.evidence import synthesis
from unpinch.kernel import UnpinchError


def arms(text, *, mean=None, sd=10.0, n=50):
    """Make arms of mean differences: `a b, a c` are two studies with two arms each."""
    studies = [study.split() for study in text.split(",")]
    names = [(f"study {at}", treat) for at, treats in enumerate(studies, start=1) for treat in treats]
    count = len(names)
    return synthesis.arms_of_means(
        measure="MD",
        study=[study for study, _ in names],
        treat=[treat for _, treat in names],
        mean=mean or list(range(count)),
        sd=np.broadcast_to(sd, count),
        n=np.broadcast_to(n, count),
    )


def pairs_of(network):
    return {f"{pair.treat} {pair.versus}": pair for pair in network.pairs}


def refused(expected, function, **given):
    with pytest.raises(expected) as caught:
        function(**given)
    message = str(caught.value)
    assert isinstance(caught.value, UnpinchError)
    assert "\n" not in message
    assert message[-1] in ".?"
    return message


class TestIndirectEvidence:
    def test_one_treatment_between_is_the_comparison_of_bucher(self):
        """Bucher HC et al. J Clin Epidemiol 1997;50:683-691: effects are subtracted, variances added."""
        network = synthesis.network(arms=arms("a b, b c", mean=[10, 4, 7, 2]), method="FE")
        pair = pairs_of(network)["a c"]
        assert pair.direct is None
        assert pair.direct_share == 0.0
        assert pair.indirect == pair.network
        assert pair.network.estimate == pytest.approx((10 - 4) + (7 - 2))
        assert pair.network.se == pytest.approx(math.sqrt(4 * 100 / 50))

    def test_a_triangle_holds_direct_against_indirect_evidence(self):
        network = synthesis.network(arms=arms("a b, b c, a c", mean=[10, 4, 7, 2, 20, 1]), method="FE")
        pair = pairs_of(network)["a c"]
        assert (pair.direct.estimate, pair.indirect.estimate) == pytest.approx((19, 11))
        assert (pair.direct.se, pair.indirect.se) == pytest.approx((2.0, math.sqrt(8)))
        assert pair.network.estimate == pytest.approx((19 / 4 + 11 / 8) / (1 / 4 + 1 / 8))
        assert pair.direct_share == pytest.approx(2 / 3)
        assert pair.difference.estimate == pytest.approx(8)
        assert pair.difference.se == pytest.approx(math.sqrt(12))

    def test_a_triangle_disagrees_by_the_square_of_its_one_loop(self):
        network = synthesis.network(arms=arms("a b, b c, a c", mean=[10, 4, 7, 2, 20, 1]), method="FE")
        found = network.inconsistency
        assert found.between.q == pytest.approx(8**2 / 12)
        assert found.between.df == 1
        assert (found.within.q, found.within.df, found.within.p) == (0.0, 0, None)
        assert found.interaction is None
        for pair in network.pairs:
            assert pair.difference is not None
            assert pair.difference.p == pytest.approx(found.between.p)

    def test_studies_that_all_compare_the_same_have_direct_evidence_only(self):
        network = synthesis.network(arms=arms("a b c, b c a, c a b", n=[10, 80, 30, 50, 20, 9, 40, 60, 25]))
        for pair in network.pairs:
            assert pair.indirect is None
            assert pair.difference is None
            assert pair.direct_share == 1.0
        assert network.inconsistency.between.df == 0
        assert network.inconsistency.between.p is None

    def test_a_branch_says_nothing_about_what_it_hangs_on(self):
        network = synthesis.network(arms=arms("a b, a b, b c, b c", sd=[9, 10, 11, 12, 10, 10, 8, 7]))
        pairs = pairs_of(network)
        assert pairs["a b"].indirect is None
        assert pairs["b c"].indirect is None
        assert pairs["a b"].network.estimate == pytest.approx(pairs["a b"].direct.estimate)

    def test_a_third_arm_brings_indirect_evidence_where_another_study_has_it(self):
        pairs = pairs_of(synthesis.network(arms=arms("a b c, b c, a b c, a d"), method="FE"))
        assert pairs["a b"].indirect is not None
        assert pairs["a d"].indirect is None
        assert [pairs[name].studies for name in ("a b", "b c", "a d", "b d")] == [2, 3, 1, 0]


class TestDesigns:
    def test_each_has_its_own_q(self):
        network = synthesis.network(arms=arms("a b, b a, a b c, a c", mean=[5, 1, 2, 9, 3, 3, 3, 4, 4]))
        designs = {design.treats: design for design in network.inconsistency.designs}
        assert {treats: design.studies for treats, design in designs.items()} == {
            ("a", "b"): 2,
            ("a", "b", "c"): 1,
            ("a", "c"): 1,
        }
        alike = designs["a", "b"].within
        assert alike.q == pytest.approx((4 - 7) ** 2 / 8)
        assert alike.df == 1
        assert network.inconsistency.interaction is not None
        assert network.inconsistency.interaction.test.df == network.inconsistency.between.df == 2

    def test_designs_that_agree_have_nothing_between_them(self):
        network = synthesis.network(
            arms=arms("a b, a b, b c, b c, a c, a c", mean=[3, 1, 3, 1, 1, 0, 1, 0, 3, 0, 3, 0])
        )
        assert network.inconsistency.between.q == pytest.approx(0.0, abs=1e-20)
        assert network.inconsistency.between.p == pytest.approx(1.0)
        assert network.tau2 == 0.0
        assert network.i2 == 0.0


class TestMeasures:
    def test_contrasts_of_smd_share_the_sd_of_all_arms(self):
        """Gleser and Olkin 2009: variance 1/n + 1/m + g^2/(2N), covariance 1/m + g g'/(2N)."""
        prepared = synthesis.arms_of_means(
            measure="SMD",
            study=["x"] * 3,
            treat=list("abc"),
            mean=[10.0, 12.0, 15.0],
            sd=[4.0, 5.0, 6.0],
            n=[20, 30, 25],
        )
        network = synthesis.network(arms=prepared, reference="a", method="FE")
        sd = math.sqrt((19 * 16 + 29 * 25 + 24 * 36) / 72)
        factor = math.exp(math.lgamma(36) - math.lgamma(35.5)) / math.sqrt(36)
        b, c = factor * 2 / sd, factor * 5 / sd
        effects = {one.treat: one.effect for one in network.treatments}
        assert (effects["b"].estimate, effects["c"].estimate) == pytest.approx((b, c))
        assert effects["b"].se ** 2 == pytest.approx(1 / 30 + 1 / 20 + b**2 / 150)
        order = [one.treat for one in network.treatments]
        between = network.covariance[order.index("b"), order.index("c")]
        assert between == pytest.approx(1 / 20 + b * c / 150)

    @pytest.mark.parametrize("measure", ["OR", "RR", "RD"])
    def test_half_an_event_goes_to_every_arm_of_a_study_with_a_zero_cell(self, measure):
        given = {"study": ["x", "x", "x", "y", "y"], "treat": ["a", "b", "c", "a", "b"]}
        zero = synthesis.arms_of_events(measure=measure, **given, event=[0, 3, 5, 4, 6], n=[10, 12, 14, 20, 20])
        half = synthesis.arms_of_events(measure=measure, **given, event=[0.5, 3.5, 5.5, 4, 6], n=[11, 13, 15, 20, 20])
        assert zero.corrected == ("x",)
        assert half.corrected == ()
        assert zero.values == pytest.approx(half.values)
        assert zero.variances == pytest.approx(half.variances)

    def test_everybody_having_the_event_is_a_zero_cell_too(self):
        both = synthesis.arms_of_events(measure="RR", study=["x", "x"], treat=["a", "b"], event=[10, 3], n=[10, 12])
        assert both.corrected == ("x",)


class TestReference:
    def test_it_is_by_default_compared_with_the_most_others(self):
        assert synthesis.network(arms=arms("b a, b c, b d, a c, a c"), method="FE").reference == "b"

    def test_then_in_the_most_studies_then_first_by_name(self):
        assert synthesis.network(arms=arms("c b, c b, a b c"), method="FE").reference == "b"
        assert synthesis.network(arms=arms("c a, a c"), method="FE").reference == "a"

    def test_capitals_do_not_matter(self):
        assert synthesis.network(arms=arms("sham Needle, sham Needle"), reference=" needle ").reference == "Needle"

    @pytest.mark.parametrize(
        ("asked", "words"),
        [("needel", 'Did you mean "needle"?'), ("?", "Choose one of needle, sham."), ("", "Choose one of")],
    )
    def test_one_that_is_not_there(self, asked, words):
        given = {"arms": arms("sham needle, sham needle"), "reference": asked}
        message = refused(synthesis.UnknownTreatment, synthesis.network, **given)
        assert f'No study has the treatment "{asked}"' in message
        assert words in message


FINE = {"measure": "MD", "study": ["x", "x"], "treat": ["a", "b"], "mean": [1, 2], "sd": [1, 1], "n": [5, 5]}
COUNTS = {"measure": "OR", "study": ["x", "x"], "treat": ["a", "b"], "event": [1, 2], "n": [5, 5]}


class TestRefused:
    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"sd": [1, -1]}, "Arm 2: sd is -1, but a standard deviation is not below 0"),
            ({"sd": [0, 1]}, "Arm 1: sd is 0, but without spread"),
            ({"n": [5, 0]}, "Arm 2: n is 0, but there must be people"),
            ({"n": [1, 5]}, "Arm 1: n is 1, but a standard deviation needs two people"),
            ({"mean": [1, math.inf]}, "Arm 2: mean is inf, but it must be a finite number"),
            ({"mean": [math.nan, 1]}, "Arm 1: mean is nan, but it must be a finite number"),
            ({"mean": [1e100, 1]}, "Arm 1: mean is 1e+100, but that is too large"),
            ({"treat": ["a", "a"]}, 'Arm 2: the study "x" has the treatment "a" twice'),
            ({"study": ["x", "y"]}, 'Arm 1: the study "x" has one arm only'),
        ],
    )
    def test_arms_of_means(self, change, words):
        message = refused(synthesis.BadArm, synthesis.arms_of_means, **{**FINE, **change})
        assert words in message

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"event": [6, 1]}, "Arm 1: event is 6, but n is smaller"),
            ({"event": [1, -1]}, "Arm 2: event is -1, but events cannot be fewer than 0"),
            ({"n": [5, 0], "event": [1, 0]}, "Arm 2: n is 0"),
        ],
    )
    def test_arms_of_events(self, change, words):
        assert words in refused(synthesis.BadArm, synthesis.arms_of_events, **{**COUNTS, **change})

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"mean": [1, 2, 3]}, "one number for each of the 2 arms"),
            ({"mean": ["one", 2]}, "Something in mean is not a number"),
            ({"treat": ["a"]}, "2 studies and 1 treatments"),
            ({"study": [], "treat": [], "mean": [], "sd": [], "n": []}, "0 studies"),
        ],
    )
    def test_columns(self, change, words):
        assert words in refused(synthesis.BadStudies, synthesis.arms_of_means, **{**FINE, **change})

    def test_parts_that_no_study_connects(self):
        with pytest.raises(synthesis.Disconnected) as caught:
            arms("d e, a b, b c, f g")
        assert caught.value.parts == (("a", "b", "c"), ("d", "e"), ("f", "g"))
        assert "falls into 3 parts that no study connects: a, b, c; and d, e; and f, g." in str(caught.value)

    def test_heterogeneity_where_nothing_is_seen_twice(self):
        given = {"arms": arms("a b, b c d")}
        assert "No comparison is seen twice" in refused(synthesis.TooFewStudies, synthesis.network, **given)
        alone = synthesis.network(**given, method="FE")
        assert (alone.tau2, alone.se_tau2, alone.i2, alone.h2) == (0.0, None, 0.0, 1.0)
        assert (alone.inconsistency.total.q, alone.inconsistency.total.p) == (0.0, None)

    @pytest.mark.parametrize("asked", [{"method": "SJ"}, {"better": "best"}, {"level": 95}, {"level": float("nan")}])
    def test_what_is_not_known(self, asked):
        refused(synthesis.UnknownMethod, synthesis.network, arms=arms("a b, a b"), **asked)

    @pytest.mark.parametrize("measure", ["ROM", "OR", ""])
    def test_measures_of_means(self, measure):
        refused(synthesis.UnknownMethod, synthesis.arms_of_means, **{**FINE, "measure": measure})

    def test_measures_of_events(self):
        refused(synthesis.UnknownMethod, synthesis.arms_of_events, **{**COUNTS, "measure": "SMD"})

    def test_variances_too_far_apart_to_compute_with(self):
        given = {"arms": arms("a b c, a b c", sd=[1, 1, 1, 1e-9, 1e-9, 1e9])}
        message = refused(synthesis.BadArm, synthesis.network, **given)
        assert message.startswith("Arm 4: the variances of this study's arms")

    def test_numbers_too_large_to_compute_with(self):
        given = {"arms": arms("a b, a b", sd=1e60)}
        assert "too large or too small" in refused(synthesis.BadStudies, synthesis.network, **given)
