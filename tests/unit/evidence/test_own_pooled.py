"""Our own pooled results: the unit, the interval, other choices, and a trial that is added."""

import csv
import json
import math
from typing import Any

import pytest

from tests.unit.evidence.test_own_scores import DOUBTFUL, only
from tests.unit.evidence.trial_rows import difference, two_arms
from unpinch import evidence, knowledge, navigator
from unpinch.evidence import synthesis
from unpinch.knowledge._load import DATA_FOLDER


def test_two_trials_are_pooled_by_restricted_maximum_likelihood():
    pool = only(*two_arms("one", n=40), *two_arms("two", mean=20, n=60), *two_arms("three", mean=38, n=25))
    yi, vi = [-10.0, -20.0, -2.0], [2 * 400 / n for n in (40, 60, 25)]
    expected = synthesis.pool(yi=yi, vi=vi)
    assert pool.effect.estimate == pytest.approx(expected.estimate, abs=1e-3)
    assert pool.effect.ci == pytest.approx(expected.ci, abs=1e-3)
    assert pool.effect.prediction == pytest.approx(expected.prediction, abs=1e-3)
    assert (pool.i2, pool.tau2) == (expected.i2, expected.tau2)
    assert [trial.weight for trial in pool.trials] == pytest.approx(expected.weights)
    assert (pool.effect.k, pool.effect.n, pool.effect.pooled_by) == (3, 250, "us")
    assert pool.effect.studies == ("one", "two", "three")


def test_trials_that_agree_by_chance_do_not_make_a_result_look_sure():
    # Hartung and Knapp's interval would be of no width at all.
    pool = only(*two_arms("one"), *two_arms("two"), *two_arms("three"))
    se = math.sqrt(2 * 400 / 50 / 3)
    assert pool.effect.ci == pytest.approx((-10 - 1.959964 * se, -10 + 1.959964 * se), abs=1e-3)
    assert pool.effect.prediction == pool.effect.ci


def test_a_scale_of_unknown_range_makes_the_result_standardised():
    unknown: dict[str, Any] = {"scale_low": "", "scale_high": "", "instrument": "a scale"}
    pool = only(*two_arms("one"), *two_arms("two", **unknown), difference("three"))
    assert (pool.effect.measure, pool.effect.unit, pool.effect.k) == ("SMD", "SD", 2)
    assert pool.effect.estimate_0_100 is None
    # Hedges' g of half a standard deviation, 50 people an arm.
    correction = 1 - 3 / (4 * 98 - 1)
    assert pool.effect.estimate == pytest.approx(-0.5 * correction, abs=1e-3)
    assert [(left.trial, "standardised" in str(left.reason)) for left in pool.left_out] == [("three", True)]


def test_a_difference_on_a_scale_of_unknown_range_alone_is_listed_as_unused():
    alone = difference("one", scale_low="", scale_high="")
    found = evidence.evidence_from(rows=[alone], treatment="acupuncture", condition="low_back_pain")
    assert found.pools == ()
    assert [(left.trial, "standardised" in str(left.reason)) for left in found.unused] == [("one", True)]


def test_a_doubtful_trial_on_an_unknown_scale_does_not_take_the_points_from_the_others():
    unknown: dict[str, Any] = {"scale_low": "", "scale_high": "", "pooling": "doubtful", "pooling_why": "scale_unclear"}
    pool = only(*two_arms("one"), *two_arms("two"), *two_arms("odd", **unknown))
    assert (pool.effect.measure, pool.effect.studies) == ("MD", ("one", "two"))
    assert [(left.trial, "range" in str(left.reason)) for left in pool.left_out] == [("odd", True)]


def test_changes_and_scores_are_not_standardised_together():
    unknown: dict[str, Any] = {"scale_low": "", "scale_high": ""}
    change: dict[str, Any] = {"effect_type": "change_from_baseline"} | unknown
    pool = only(*two_arms("one", **unknown), *two_arms("two", **unknown), *two_arms("three", **change))
    assert pool.effect.studies == ("one", "two")
    assert [left.trial for left in pool.left_out] == ["three"]
    in_points = only(*two_arms("one"), *two_arms("two"), *two_arms("three", effect_type="change_from_baseline"))
    assert in_points.effect.k == 3


def test_other_choices_are_shown_beside_the_result():
    rows = (
        *two_arms("one", n=40),
        *two_arms("two", mean=20, bias="high"),
        *two_arms("three", mean=38, **DOUBTFUL),
        *two_arms("four", mean=34, sd_from="from_median"),
    )
    pool = only(*rows)
    found = {one.id: one for one in pool.sensitivity}
    assert {id: one.k for id, one in found.items()} == {
        "no_doubt": 2,
        "no_high_bias": 3,
        "common_effect": 4,
        "leave_one_out": 3,
    }
    yi, vi = [trial.yi for trial in pool.trials], [trial.vi for trial in pool.trials]
    assert found["no_doubt"].estimate == pytest.approx(synthesis.pool(yi=yi[:2], vi=vi[:2]).estimate)
    assert found["common_effect"].ci == pytest.approx(synthesis.pool(yi=yi, vi=vi, method="FE", test="z").ci)
    without = [synthesis.pool(yi=yi[:at] + yi[at + 1 :], vi=vi[:at] + vi[at + 1 :]).estimate for at in range(4)]
    assert found["leave_one_out"].ci == pytest.approx((min(without), max(without)))


def test_a_choice_that_leaves_one_trial_gives_no_result():
    pool = only(*two_arms("one"), *two_arms("two", bias="high"))
    found = {one.id: one for one in pool.sensitivity}
    assert (found["no_high_bias"].k, found["no_high_bias"].estimate, found["no_high_bias"].ci) == (1, None, None)
    assert "leave_one_out" not in found
    assert only(*two_arms("one")).sensitivity == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            two_arms("one"),
            "Pain was lower than with sham needling, within 6 weeks: by 10 points of 100. The true difference is likely"
            " between 2.2 and 17.8.",
        ),
        (
            two_arms("one", mean=38, timepoint_days=365, pooled_as="leg_pain_intensity"),
            "Leg pain: no clear difference from sham needling, 12 months later or more. The true result may lie"
            " anywhere from 9.8 points of 100 lower to 5.8 higher.",
        ),
        (
            two_arms("one", mean=20, scale_low="", scale_high="", timepoint_days="", timepoint="", n=300),
            "Pain was lower than with sham needling, at a time that was not printed: by 1 standard deviations (the"
            " usual spread between people). The true difference is likely between 0.83 and 1.17.",
        ),
        (
            two_arms("one", timepoint_days="", timepoint="after the last session", n=12, mean=45),
            "Pain: no clear difference from sham needling, after the last session. The true result may lie anywhere"
            " from 11 points of 100 lower to 21 higher.",
        ),
    ],
)
def test_a_result_is_said_with_its_range(rows, said):
    assert str(only(*rows).effect.sentence) == said


def test_a_range_wider_than_the_scale_is_said_in_words():
    pool = only(*two_arms("one", mean=10), *two_arms("two", mean=70))
    assert pool.effect.ci[1] > 100
    assert "cannot tell" in str(pool.effect.sentence)
    assert not any(
        letter.isdigit() for letter in str(pool.effect.sentence).replace("6 weeks", "").replace("2 trials", "")
    )


def test_trials_in_doubt_are_counted_and_the_others_are_given_alone():
    rows = (*two_arms("one"), *two_arms("two"), *two_arms("three", mean=0, **DOUBTFUL))
    why = [str(text) for text in only(*rows).effect.why]
    assert any(
        text.startswith("Numbers of 1 of the trials are in doubt. The 2 trials without doubts give -10.0 (")
        for text in why
    )
    why = [str(text) for text in only(*rows[2:]).effect.why]
    assert "Numbers of 1 of the trials are in doubt." in why


def test_results_come_in_a_fixed_order_whatever_the_order_of_the_file():
    rows = [
        *two_arms("d", outcome="disability", pooled_as="disability", condition="sciatica"),
        *two_arms("p", timepoint_days=365, condition="sciatica"),
        *two_arms("q", condition="sciatica"),
        *two_arms("l", pooled_as="leg_pain_intensity", condition="sciatica"),
        *two_arms("b"),
    ]
    found = evidence.evidence_from(rows=rows, treatment="acupuncture", condition="sciatica")
    assert [pool.effect.studies[0] for pool in found.pools] == ["l", "q", "p", "d", "b"]


def test_the_weakest_source_is_that_of_the_result():
    pool = only(*two_arms("one"), *two_arms("two", source_tier="C"), *two_arms("three", source_tier="B"))
    assert pool.effect.source_tier is knowledge.SourceTier.COMMERCIAL


def test_questionnaires_that_were_put_together_are_told():
    disability: dict[str, Any] = {"outcome": "disability", "pooled_as": "disability"}
    mixed = (*two_arms("one", **disability), *two_arms("two", mean=8, other=10, sd=5, scale_high=24, **disability))
    assert any("questionnaires" in str(text) for text in only(*mixed).effect.why)
    same = (*two_arms("one", **disability), *two_arms("two", **disability))
    assert not any("questionnaires" in str(text) for text in only(*same).effect.why)


def test_a_trial_that_is_added_to_the_file_changes_the_result_and_nothing_else(tmp_path):
    def read(*more):
        path = tmp_path / "trials.csv"
        with (DATA_FOLDER / "trials.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(rows[0]))
            writer.writeheader()
            writer.writerows([*rows, *more])
        loaded = knowledge.read_rows(path=path, row_type=knowledge.Trial)
        found = evidence.evidence_from(rows=loaded, treatment="antidepressant", condition="sciatica")
        return {pool.effect.id: pool.effect for pool in found.pools}

    treated: dict[str, Any] = {"treatment": "antidepressant", "against": "placebo_drug", "condition": "sciatica"}
    new = two_arms("newest", mean=30, other=33, n=400, **treated)
    before = read()
    after = read(*(json.loads(row.model_dump_json().replace("null", '""')) for row in new))
    changed = {id for id, effect in after.items() if effect != before[id]}
    (id,) = changed
    assert id == "ours-antidepressant-placebo_drug-sciatica-pain_intensity-short"
    assert after[id].k == before[id].k + 1
    assert abs(after[id].estimate + 3) < abs(before[id].estimate + 3)
    assert set(after) == set(before)


def test_the_comparison_shows_published_results_and_ours_told_apart():
    document = navigator.comparison_document(comparison=evidence.compare(condition="low_back_pain"))
    reviews = {row.review for row in knowledge.pooled_results()}
    seen = set()
    for treatment in document["treatments"]:
        for effect in treatment["effects"]:
            seen.add(effect["pooled_by"] if effect["pooled_by"] not in reviews else "review")
            is_ours = effect["pooled_by"] in {"us", "single_trial"}
            assert is_ours == ("trials" in effect)
            if is_ours:
                assert effect["k"] == len(effect["trials"]) == len(effect["studies"])
                assert (effect["prediction"] is None) == (effect["pooled_by"] == "single_trial")
                assert "clinician" in effect["signed"]
        assert not (treatment["effects"] and treatment["no_effects"])
    assert seen == {"review", "us", "single_trial"}
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_every_result_of_ours_can_be_said():
    for treatment in evidence.compare(condition="sciatica").treatments:
        for pool in evidence.own_evidence(treatment=treatment.id, condition="sciatica").pools:
            sentences = [pool.effect.sentence, *pool.effect.why, *(left.reason for left in pool.left_out)]
            for sentence in map(str, sentences):
                assert len(sentence) > 20
                assert "None" not in sentence
                assert "{" not in sentence
