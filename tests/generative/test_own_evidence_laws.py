"""Laws of our own pooled results, on the trials that we hold and on invented ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.evidence.trial_rows import two_arms
from unpinch import evidence, knowledge
from unpinch.evidence._poolable import moments_of

GRADES = tuple(knowledge.Certainty)
TREATMENTS = [row.id for row in knowledge.treatments() if row.role is knowledge.TreatmentRole.TREATMENT]
ROWS = {row.id: row for row in knowledge.trials()}
means = st.integers(0, 100)
people = st.integers(2, 500)
spreads = st.integers(1, 40)


@pytest.fixture(scope="module")
def held():
    return [
        (condition, pool)
        for condition in evidence.CONDITIONS
        for treatment in TREATMENTS
        for pool in evidence.own_evidence(treatment=treatment, condition=condition).pools
    ]


def test_each_trial_counts_once_and_no_row_is_used_and_left_out(held):
    for _, pool in held:
        names = [trial.score.trial for trial in pool.trials]
        assert len(names) == len(set(names)) == pool.effect.k
        used = [id for trial in pool.trials for id in trial.score.rows]
        left = {id for one in pool.left_out for id in one.rows}
        assert len(used) == len(set(used))
        assert not left & set(used)
        assert all(ROWS[id].pooling is not knowledge.Pooling.NOT for id in used)
        assert {ROWS[id].pooled_as for id in used} == {pool.effect.outcome}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_row_that_bears_on_a_treatment_is_used_or_listed_with_a_reason(treatment):
    for group in (knowledge.EvidenceGroup.SCIATICA, knowledge.EvidenceGroup.LOW_BACK_PAIN):
        questions = moments_of(rows=knowledge.trials(), treatment=treatment, group=group)
        bearing = {
            row.id for trials in questions.values() for each in trials.values() for one in each for row in one.rows
        }
        found = evidence.own_evidence(treatment=treatment, condition=group.value)
        pools = [pool for pool in found.pools if pool.key.group is group]
        told = {id for pool in pools for trial in pool.trials for id in trial.score.rows}
        told |= {id for pool in pools for left in pool.left_out for id in left.rows}
        told |= {id for left in found.unused for id in left.rows}
        assert bearing <= told


def test_weights_add_up_and_the_result_lies_among_its_trials(held):
    for _, pool in held:
        assert sum(trial.weight for trial in pool.trials) == pytest.approx(100)
        effects = [trial.yi for trial in pool.trials]
        assert min(effects) - 1e-3 <= pool.effect.estimate <= max(effects) + 1e-3
        low, high = pool.effect.ci
        assert low <= pool.effect.estimate <= high
        if pool.effect.prediction is not None:
            assert pool.effect.prediction[0] <= low + 1e-3
            assert high - 1e-3 <= pool.effect.prediction[1]


def test_the_grade_is_what_the_steps_leave(held):
    for _, pool in held:
        down = sum(step.down for step in pool.rating.steps)
        assert GRADES.index(pool.effect.certainty) == min(down, 3)
        assert [step.domain for step in pool.rating.steps] == [
            "risk_of_bias",
            "inconsistency",
            "indirectness",
            "imprecision",
            "publication_bias",
        ]


def test_points_of_a_score_stay_on_the_scale(held):
    for _, pool in held:
        if pool.effect.unit == "0-100":
            assert all(-100 <= trial.yi <= 100 for trial in pool.trials)


def test_two_treatments_see_their_trials_from_both_sides(held):
    by_id = {(condition, pool.effect.id): pool for condition, pool in held}
    mirrored = 0
    for (condition, _), pool in by_id.items():
        key = pool.key
        back = (
            condition,
            pool.effect.id.replace(f"{key.treatment}-{key.versus}-", f"{key.versus}-{key.treatment}-", 1),
        )
        if key.versus in TREATMENTS:
            mirrored += 1
            assert by_id[back].effect.estimate == pytest.approx(-pool.effect.estimate, abs=2e-3)
            assert by_id[back].effect.ci == pytest.approx([-end for end in reversed(pool.effect.ci)], abs=2e-3)
    assert mirrored > 50


@given(first=means, second=means, sd=spreads, n=people, seen=st.integers(1, 4))
def test_reports_and_times_of_one_trial_never_make_it_count_more(first, second, sd, n, seen):
    rows = []
    for at in range(seen):
        for arm in two_arms("one", mean=first, other=second, sd=sd, n=n):
            changes = {
                "id": f"{arm.id}-{at}",
                "source_url": f"https://example.org/{at}",
                "timepoint_days": float(28 - at),
            }
            rows.append(arm.model_copy(update=changes))
    (pool,) = evidence.evidence_from(rows=rows, treatment="acupuncture", condition="low_back_pain").pools
    assert (pool.effect.k, pool.effect.n) == (1, 2 * n)
    assert pool.effect.estimate == first - second
    assert sum(len(left.rows) for left in pool.left_out) == 2 * (seen - 1)


@given(trials=st.lists(st.tuples(means, means, spreads, people), min_size=1, max_size=6), order=st.randoms())
def test_the_order_of_the_file_does_not_matter(trials, order):
    arms = [
        two_arms(f"trial{at}", mean=first, other=second, sd=sd, n=n) for at, (first, second, sd, n) in enumerate(trials)
    ]
    shuffled = list(arms)
    order.shuffle(shuffled)
    one, two = (
        evidence.evidence_from(
            rows=[row for pair in rows for row in pair], treatment="acupuncture", condition="low_back_pain"
        )
        for rows in (arms, shuffled)
    )
    assert one.pools[0].effect.estimate == pytest.approx(two.pools[0].effect.estimate, abs=2e-3)
    assert one.pools[0].effect.certainty == two.pools[0].effect.certainty


@given(trials=st.lists(st.tuples(means, means, spreads, people), min_size=1, max_size=6))
def test_another_unit_of_the_instrument_does_not_matter(trials):
    def estimate(factor):
        rows = [
            row
            for at, (first, second, sd, n) in enumerate(trials)
            for row in two_arms(
                f"trial{at}", mean=first * factor, other=second * factor, sd=sd * factor, n=n, scale_high=100 * factor
            )
        ]
        return evidence.evidence_from(rows=rows, treatment="acupuncture", condition="low_back_pain").pools[0].effect

    whole, tenth = estimate(1), estimate(0.1)
    assert tenth.estimate == pytest.approx(whole.estimate, abs=2e-3)
    assert tenth.ci == pytest.approx(whole.ci, abs=2e-3)
    assert tenth.certainty == whole.certainty
