"""The order of care of a pressed nerve: for whom, in which order, and what is left out."""

import pytest

from unpinch import evidence, knowledge, navigator
from unpinch.kernel import FindingStatus, HelpLines
from unpinch.knowledge import CareStage, StatementCertainty
from unpinch.knowledge import CompressionCause as Cause

DISC = ("disc_herniation_known",)
SPUR = ("bone_spur_known",)
STENOSIS = ("stenosis_known",)
ROOT = "shooting pain from my back down the back of my left leg to the foot, worse when I cough"


def read(*present, text="", **more):
    answers = tuple((finding, FindingStatus.PRESENT) for finding in present)
    return navigator.read(story=navigator.Story(text=text, answers=answers), **more)


def path(*present, text="", **more):
    return navigator.care_path(reading=read(*present, text=text, **more))


def ids(found):
    return [step.id for step in found.steps]


@pytest.mark.parametrize(
    ("findings", "causes"),
    [
        (DISC, (Cause.DISC_HERNIATION,)),
        (SPUR, (Cause.BONE_SPUR,)),
        (STENOSIS, (Cause.SPINAL_STENOSIS,)),
        ((*STENOSIS, *DISC), (Cause.DISC_HERNIATION, Cause.SPINAL_STENOSIS)),
    ],
)
def test_what_was_found_on_a_scan_is_the_cause(findings, causes):
    found = path(*findings)
    assert found.causes == causes
    assert not found.is_by_pattern


def test_a_pattern_that_leads_to_nerve_roots_does_not_name_the_cause():
    found = path(text=ROOT)
    assert found.causes == (Cause.ANY,)
    assert found.is_by_pattern


def test_a_pattern_that_leads_to_a_narrow_canal_names_it():
    found = path(
        text="Both legs ache when I walk and it goes away when I sit down. I am 74. It has been so for two years."
    )
    assert found.causes == (Cause.SPINAL_STENOSIS,)
    assert found.is_by_pattern


def test_where_nothing_points_to_a_nerve_there_is_no_path():
    assert path(text="My lower back is stiff in the morning.") is None


def test_a_scan_that_showed_nothing_such_is_no_cause():
    reading = navigator.read(
        story=navigator.Story(text="my back aches", answers=(("disc_herniation_known", FindingStatus.ABSENT),))
    )
    assert navigator.causes_of(reading=reading) == ()


def test_the_stages_come_in_their_order():
    stages = [step.stage for step in path(*DISC).steps]
    assert stages == sorted(stages, key=list(CareStage).index)
    assert set(stages) == set(CareStage)


def test_each_step_says_who_when_and_on_what_it_rests():
    for findings in (DISC, SPUR, STENOSIS, ("weakness", *DISC)):
        for step in path(*findings).steps:
            assert str(step.action)
            assert str(step.start_when)
            assert step.source.startswith("http")
            assert step.evidence, step.id
            assert all(line.source.startswith("http") for line in step.evidence)


def test_evidence_of_another_cause_is_not_shown():
    by_step = {step.id: step for step in path(*STENOSIS).steps}
    said = {str(line.text) for line in by_step["dry_needling"].evidence}
    assert any("stenosis" in text for text in said)
    assert not any("bone spur" in text for text in said)


def test_needling_in_bone_spurs_says_that_no_good_evidence_was_found():
    by_step = {step.id: step for step in path(*SPUR).steps}
    sure = {line.certainty for line in by_step["dry_needling"].evidence}
    assert StatementCertainty.NO_GOOD_EVIDENCE in sure


def test_an_injection_is_for_a_disc_and_not_beside_a_narrow_canal():
    assert "injection" in ids(path(*DISC))
    assert "injection" not in ids(path(*STENOSIS))
    assert "injection" not in ids(path(*DISC, *STENOSIS))


def test_weakness_is_examined_before_the_other_steps():
    first, *others = path(*DISC, "weakness").steps
    assert (first.id, first.due_in_days) == (navigator.LEVEL_STEP, 14)
    assert others


def test_growing_weakness_is_seen_today_and_the_rest_waits():
    found = path(*DISC, "worsening_weakness")
    assert ids(found) == [navigator.LEVEL_STEP]
    assert found.steps[0].due_in_days == 0
    assert found.others_wait


def test_an_emergency_leaves_nothing_but_what_to_do_now():
    found = path("saddle_numbness", help_lines=HelpLines(emergency_number="112"))
    assert ids(found) == [navigator.LEVEL_STEP]
    assert "112" in str(found.steps[0].action)
    assert found.steps[0].specialties == ()


def test_what_is_refused_is_in_no_step_and_its_reason_is_said():
    found = path(*DISC, text="No acupuncture for me please, I do not want it.")
    assert "acupuncture" not in ids(found)
    [left] = [one for one in found.left_out if one.treatment == "acupuncture"]
    assert "do not want" in str(left.reasons[0].text)


def test_who_wants_no_surgery_is_sent_to_no_surgeon():
    for findings in (DISC, STENOSIS):
        found = path(*findings, text="I do not want surgery.")
        assert not any(set(step.specialties) == {"orthopaedic_surgeon", "neurosurgeon"} for step in found.steps)


def test_what_was_tried_without_success_is_not_started_again():
    found = path(*DISC, text="Physical therapy did not help me.")
    assert "therapy" not in ids(found)
    assert "did not help" in str(found.left_out[0].reasons[0].text)


def test_a_reason_against_needles_takes_every_needle_out_with_the_reason():
    reading = read(*DISC, "needle_fear", "local_skin_infection")
    assert reading.needling.status == "avoid"
    found = navigator.care_path(reading=reading)
    assert found is not None
    needles = {row.id for row in knowledge.treatments() if knowledge.Trait.NEEDLE in row.traits}
    assert needles.isdisjoint(name for step in found.steps for name in step.treatments)
    left = {one.treatment: one.reasons for one in found.left_out}
    assert left["dry_needling"] == reading.needling.reasons
    assert set(left) == needles


def test_a_blood_thinner_is_asked_about_before_needles_and_the_medicine():
    by_step = {step.id: step for step in path(*DISC, "blood_thinner").steps}
    for name in ("dry_needling", "acupuncture", "pain_medicine"):
        assert {reason.finding for reason in by_step[name].ask_first} == {"blood_thinner"}, name
    assert by_step["therapy"].ask_first == ()


def test_the_needling_screen_is_not_said_of_an_injection_beside_the_spine():
    by_step = {step.id: step for step in path(*DISC, "blood_thinner").steps}
    [needling] = by_step["dry_needling"].ask_first
    [injection] = by_step["injection"].ask_first
    assert "does not rule needling out" in str(needling.text)
    assert str(injection.text).endswith("Ask the doctor who gives the injection what this means for it.")


@pytest.mark.parametrize(("weeks", "due"), [("2 weeks", 28), ("6 weeks", 0), ("10 weeks", 0)])
def test_the_surgeons_opinion_comes_after_six_weeks(weeks, due):
    by_step = {step.id: step for step in path(*DISC, text=f"pain in my left leg for {weeks}").steps}
    assert by_step["surgeon_disc"].due_in_days == due


def test_how_long_is_not_known_is_read_as_new():
    by_step = {step.id: step for step in path(*DISC).steps}
    assert by_step["surgeon_disc"].due_in_days == 42


def test_the_signs_that_do_not_wait_are_always_there_the_emergency_first():
    for findings in (DISC, SPUR, STENOSIS, ("worsening_weakness", *DISC)):
        signs = path(*findings).sooner
        assert "emergency room" in str(signs[0].text)
        assert all(sign.source.startswith("http") for sign in signs)


def test_an_address_of_evidence_that_is_nowhere_is_said():
    with pytest.raises(evidence.UnknownFact, match=r"nerve_compression\.csv has no row 'gone'"):
        navigator.evidence_line(address="fact:gone")


@pytest.mark.parametrize(
    "address", ["fact:disc_shrinks", "claim:c55", "time:tc_esi_3m", "pooled:oliveira2020-leg-pain"]
)
def test_evidence_is_found_by_its_address(address):
    line = navigator.evidence_line(address=address)
    assert str(line.text)
    assert line.source.startswith("http")
