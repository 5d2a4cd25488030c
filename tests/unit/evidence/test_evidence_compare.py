"""Every treatment side by side: what is listed, what is left out, and how it is said."""

import pytest

from unpinch import evidence, knowledge
from unpinch.kernel import UnpinchError


@pytest.fixture(scope="module")
def sciatica():
    return {row.id: row for row in evidence.compare(condition="sciatica").treatments}


@pytest.fixture(scope="module")
def back_pain():
    return {row.id: row for row in evidence.compare(condition="low_back_pain").treatments}


@pytest.mark.parametrize("condition", evidence.CONDITIONS)
def test_every_treatment_is_listed_and_no_comparator(condition):
    listed = [row.id for row in evidence.compare(condition=condition).treatments]
    assert listed == [row.id for row in knowledge.treatments() if row.role == "treatment"]
    assert len(listed) == 19


@pytest.mark.parametrize("condition", ["", "neck", "Sciatica", "sciatica "])
def test_an_unknown_condition_is_refused_with_those_there_are(condition):
    with pytest.raises(evidence.UnknownCondition, match="sciatica, low_back_pain") as refused:
        evidence.compare(condition=condition)
    assert isinstance(refused.value, UnpinchError)
    assert "\n" not in str(refused.value)


def test_direct_results_come_before_indirect_ones(sciatica):
    directness = [effect.direct for effect in sciatica["acupuncture"].effects]
    assert True in directness
    assert False in directness
    assert directness == sorted(directness, reverse=True)


def test_an_indirect_result_says_whom_it_was_seen_in(sciatica):
    for treatment in sciatica.values():
        for effect in treatment.effects:
            said = {str(sentence) for sentence in effect.why}
            told = any("not for sciatica" in text or "any part of the body" in text or "calf" in text for text in said)
            assert told is not effect.direct, effect.id


def test_a_result_for_sciatica_says_nothing_of_back_pain(back_pain):
    assert back_pain["discectomy"].effects == ()
    assert back_pain["epidural_steroid"].effects == ()
    assert all(effect.direct for effect in back_pain["traction_decompression"].effects)


@pytest.mark.parametrize("condition", evidence.CONDITIONS)
def test_neck_results_and_single_arm_risks_are_no_effects(condition):
    for treatment in evidence.compare(condition=condition).treatments:
        for effect in treatment.effects:
            assert not effect.id.startswith(("navarrosantana", "baumler"))


def test_a_result_for_all_needling_is_shown_with_both_and_says_so(sciatica):
    for treatment in ("acupuncture", "dry_needling"):
        shown = {effect.id: effect for effect in sciatica[treatment].effects}
        assert "does not tell one from the other" in " ".join(map(str, shown["yu2023-pain-2w"].why))


def test_a_treatment_without_a_pooled_result_says_so_and_counts_its_trials(sciatica):
    manipulation = sciatica["spinal_manipulation"]
    assert manipulation.effects == ()
    assert str(manipulation.no_effects).startswith("No pooled result was found.")
    assert f"sciatica: {manipulation.trials.total};" in str(manipulation.no_effects)
    assert str(sciatica["heat_self_care"].no_effects) == (
        "No pooled result was found, and no single trial for sciatica either."
    )
    assert sciatica["discectomy"].no_effects is None


def test_a_payers_decision_is_cover_and_not_advice(sciatica):
    guidelines = {fact.guideline for fact in sciatica["acupuncture"].guidelines}
    assert "cms_ncd_30_3_3" not in guidelines
    assert any("medicare" in fact.payers for fact in sciatica["acupuncture"].cover)


def test_billing_codes_are_not_cover(sciatica):
    assert {"code", "context"}.isdisjoint(fact.status for fact in sciatica["dry_needling"].cover)


def test_cover_is_said_with_its_date_or_without_one(sciatica):
    said = [str(fact.text) for fact in sciatica["dry_needling"].cover]
    assert all(text.endswith(").") for text in said)
    assert not any("as of no date" in text for text in said)
    assert any("(no date given)" in text for text in said)


def test_guidelines_on_the_condition_come_first(sciatica, back_pain):
    assert [fact.direct for fact in sciatica["dry_needling"].guidelines] == [False, False]
    assert back_pain["dry_needling"].guidelines[0].recommendation == "conditional"
    assert all(fact.direct for fact in back_pain["dry_needling"].guidelines)


def test_the_natural_course_is_of_this_condition_only():
    course = evidence.compare(condition="sciatica").natural_course
    assert {fact.topic for fact in course} == {"natural_history"}
    assert all(fact.direct for fact in course)
    assert "95 in 100 people" in " ".join(str(fact.text) for fact in course)


def test_speed_sentences_have_their_numbers_in_place(sciatica):
    for treatment in sciatica.values():
        for fact in treatment.speed:
            assert "{" not in str(fact.text)
            assert "None" not in str(fact.text)


def test_the_same_question_gives_the_same_answer():
    assert evidence.compare(condition="sciatica") is evidence.compare(condition="sciatica")
