"""Single facts for articles, and how many trials there are."""

import pytest

from unpinch import evidence, knowledge


@pytest.mark.parametrize(
    ("look_up", "file"),
    [
        (evidence.pooled, "pooled_results.csv"),
        (evidence.harm, "harms.csv"),
        (evidence.time_fact, "time_course.csv"),
        (evidence.guideline, "guidelines.csv"),
        (evidence.claim, "claims.csv"),
        (evidence.trial, "trials.csv"),
    ],
)
@pytest.mark.parametrize("missing", ["", "no-such-id"])
def test_an_unknown_id_names_the_file(look_up, file, missing):
    with pytest.raises(evidence.UnknownFact, match=f"^{file} has no row"):
        look_up(id=missing)


@pytest.mark.parametrize(
    ("look_up", "rows"),
    [
        (evidence.pooled, knowledge.pooled_results()),
        (evidence.harm, knowledge.harms()),
        (evidence.time_fact, knowledge.time_course()),
        (evidence.guideline, knowledge.guidelines()),
        (evidence.claim, knowledge.claims()),
        (evidence.trial, knowledge.trials()),
    ],
)
def test_every_fact_can_be_looked_up(look_up, rows):
    for row in (rows[0], rows[len(rows) // 2], rows[-1]):
        assert look_up(id=row.id).id == row.id


def test_every_pooled_result_and_harm_can_be_said():
    facts = [evidence.pooled(id=row.id).sentence for row in knowledge.pooled_results()]
    facts += [evidence.harm(id=row.id).text for row in knowledge.harms()]
    facts += [evidence.time_fact(id=row.id).text for row in knowledge.time_course()]
    for text in facts:
        assert len(str(text)) > 20
        assert "None" not in str(text)
        assert "{" not in str(text)


def test_a_trial_counts_once_however_many_rows_it_has():
    assert evidence.trial_counts(condition="sciatica", treatment="discectomy").alone == 4
    rows = [row for row in knowledge.trials() if row.trial in ("peul2007", "sport2006", "bailey2020", "wilby2021")]
    assert len({row.study for row in rows}) == 7


def test_two_reports_of_the_same_people_are_one_trial():
    assert {row.trial for row in knowledge.trials() if row.study in ("zahid_ql_met", "ahmed_ql_met")} == {"zahid"}


def test_care_given_only_together_with_something_else_is_counted_apart():
    needling = evidence.trial_counts(condition="sciatica", treatment="dry_needling")
    assert (needling.alone, needling.combined, needling.total) == (1, 1, 2)


def test_a_treatment_without_trials_has_none():
    assert evidence.trial_counts(condition="sciatica", treatment="paracetamol").total == 0
    assert evidence.trial_counts(condition="sciatica", treatment="unheard_of").total == 0


def test_trials_that_do_not_say_whom_they_treated_count_for_nothing():
    hip = {row.trial for row in knowledge.trials() if row.condition in ("other", "hamstring", "piriformis")}
    assert hip
    with pytest.raises(evidence.UnknownCondition):
        evidence.trial_counts(condition="piriformis", treatment="dry_needling")
