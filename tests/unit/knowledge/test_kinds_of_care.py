"""Which billing codes count for which care, and what their absence means."""

import pytest

from unpinch import knowledge


def by_id():
    return {row.id: row for row in knowledge.kinds_of_care()}


def test_the_order_of_the_kinds_is_the_order_of_the_bits_of_a_snapshot():
    # A kind that moves changes what older snapshots mean: new ones go to the end.
    assert [row.id for row in knowledge.kinds_of_care()] == [
        "needling",
        "acupuncture",
        "exercise_therapy",
        "manual_therapy",
        "spinal_manipulation",
        "spine_injection",
        "nerve_surgery",
        "spine_fusion",
    ]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("20561", "needling"),
        ("97814", "acupuncture"),
        ("97110", "exercise_therapy"),
        ("97140", "manual_therapy"),
        ("98941", "spinal_manipulation"),
        ("98925", "spinal_manipulation"),
        ("62323", "spine_injection"),
        ("64483", "spine_injection"),
        ("63030", "nerve_surgery"),
        ("22612", "spine_fusion"),
    ],
)
def test_a_code_counts_for_its_kind(code, kind):
    assert knowledge.care_of_code()[code] == kind


def test_a_code_nobody_named_counts_for_nothing():
    assert "99213" not in knowledge.care_of_code()


def test_an_injection_of_medicine_into_a_muscle_is_not_needling():
    assert {"20552", "20553"}.isdisjoint(knowledge.care_of_code())


def test_nothing_shown_of_needling_says_nothing_and_rests_on_what_payers_say():
    needling = by_id()["needling"]
    assert "nothing shown says nothing" in needling.nothing_shown
    payer = {row.id: row for row in knowledge.coverage()}
    assert {payer[row].status.value for row in needling.coverage} == {"not_covered", "covered"}
    assert any("physical therapist" in payer[row].payer_name for row in needling.coverage)


def test_a_treatment_is_shown_by_a_kind_of_its_own():
    shown = {treatment: row.id for row in knowledge.kinds_of_care() for treatment in row.treatments}
    assert shown["dry_needling"] == "needling"
    assert shown["discectomy"] == "nerve_surgery"
    assert by_id()["spine_fusion"].treatments == ()


def test_our_words_say_what_a_code_is_without_repeating_one_another():
    words = [row.counts_as for row in knowledge.procedure_codes()]
    assert len(set(words)) == len(words)
