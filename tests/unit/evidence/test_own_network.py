"""The network of our own trials: which trials enter, which part is shown, and that it agrees with itself or not."""

from typing import Any

import pytest

from tests.unit.evidence.test_own_scores import DOUBTFUL
from tests.unit.evidence.trial_rows import difference, row, two_arms
from unpinch import evidence, knowledge
from unpinch.evidence import synthesis
from unpinch.knowledge import EvidenceGroup, Horizon

QUESTION: dict[str, Any] = {"group": EvidenceGroup.LOW_BACK_PAIN, "outcome": "pain_intensity", "horizon": Horizon.SHORT}
# Needling against sham twice, massage against sham, and needling against massage: a triangle.
TRIANGLE = (
    *two_arms("one", mean=30, other=40),
    *two_arms("two", mean=32, other=40),
    *two_arms("three", mean=35, other=40, treatment="manual_therapy_massage"),
    *two_arms("four", mean=30, other=36, against="manual_therapy_massage"),
)


def network_of(*rows: knowledge.Trial) -> evidence.OwnNetwork:
    pools = [
        pool
        for treatment in knowledge.treatments()
        for pool in evidence.evidence_from(rows=rows, treatment=treatment.id, condition="low_back_pain").pools
    ]
    return evidence.network_from(pools=pools, **QUESTION)


def test_a_triangle_is_what_synthesis_makes_of_its_arms():
    own = network_of(*TRIANGLE)
    arms = [
        (row.trial, row.treatment.replace("manual_therapy_massage", "massage"), row.mean or 0.0) for row in TRIANGLE
    ]
    expected = synthesis.network(
        arms=synthesis.arms_of_means(
            measure="MD",
            study=[study for study, _, _ in arms],
            treat=[treat for _, treat, _ in arms],
            mean=[mean for _, _, mean in arms],
            sd=[20.0] * 8,
            n=[50] * 8,
        )
    )
    assert own.apart == ()
    assert own.left_out == ()
    assert own.network.tau2 == pytest.approx(expected.tau2)
    assert [one.treat for one in own.network.treatments] == [one.treat for one in expected.treatments]
    assert [pair.network.estimate for pair in own.network.pairs] == pytest.approx(
        [pair.network.estimate for pair in expected.pairs]
    )


def test_a_trial_of_three_arms_counts_each_of_them_once():
    three = [
        row(f"many-{at}", study="many", trial="many", treatment=treat, mean=mean)
        for at, (treat, mean) in enumerate((("acupuncture", 30), ("sham_needling", 40), ("no_treatment", 45)))
    ]
    own = network_of(*TRIANGLE, *three)
    assert sorted(arm.treat for arm in own.arms if arm.trial == "many") == [
        "acupuncture",
        "no_treatment",
        "sham_needling",
    ]
    assert own.network.studies == 5


def test_what_may_bend_the_network_stays_out_with_its_reason():
    unknown: dict[str, Any] = {"scale_low": "", "scale_high": "", "instrument": "a scale"}
    own = network_of(
        *TRIANGLE,
        difference("printed_difference"),
        *two_arms("odd", **DOUBTFUL),
        *two_arms("no_range", **unknown),
    )
    said = {left.trial: str(left.reason) for left in own.left_out}
    assert "A difference without standard deviations" in said["printed_difference"]
    assert said["odd"] == "Its numbers are in doubt."
    assert "not certain which range" in said["no_range"]
    assert own.network.studies == 4
    alone = network_of(*TRIANGLE, difference("printed_difference"))
    assert "A difference alone" in str(alone.left_out[0].reason)


def test_a_scale_of_ten_is_turned_into_points_of_100():
    own = network_of(*TRIANGLE, *two_arms("ten", mean=3, other=4, sd=2, scale_high=10, instrument="VAS 0-10"))
    assert {arm.mean for arm in own.arms if arm.trial == "ten"} == {30.0, 40.0}
    assert {arm.sd for arm in own.arms if arm.trial == "ten"} == {20.0}


def test_the_part_with_the_most_trials_is_shown_and_the_others_are_named():
    own = network_of(
        *TRIANGLE,
        *two_arms("pill", treatment="antidepressant", against="placebo_drug"),
    )
    assert own.network.studies == 4
    assert [set(part) for part in own.apart] == [{"antidepressant", "placebo_drug"}]


def test_what_was_added_to_other_care_is_no_node():
    own = network_of(
        *TRIANGLE,
        *two_arms("added", treatment="combo_acupuncture_exercise", against="exercise"),
    )
    assert "added" not in {arm.trial for arm in own.arms}
    assert "exercise" not in {arm.treat for arm in own.arms}


def test_one_comparison_alone_is_no_network():
    with pytest.raises(synthesis.TooFewStudies, match="No comparison is seen twice"):
        network_of(*two_arms("one"))
    with pytest.raises(synthesis.BadStudies):
        network_of()


def test_our_own_trials_make_one_that_adds_up():
    own = evidence.own_network(condition="low_back_pain", outcome="pain_intensity", horizon=Horizon.SHORT)
    assert own.network.studies == len({arm.trial for arm in own.arms}) >= 20
    assert sum(one.studies for one in own.network.treatments) == len(own.arms)
    assert not {left.trial for left in own.left_out} & {arm.trial for arm in own.arms}
