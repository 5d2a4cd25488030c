"""Stories and what their pattern must fit: a clinician can read each line and disagree with it."""

import pytest

from unpinch import knowledge, patterns
from unpinch.kernel import Finding, FindingStatus, Mark, Side

BACK_OF_LEFT_LEG = "posterior_thigh_proximal posterior_thigh_distal calf_medial calf_lateral"
ROOTS = ("L2", "L3", "L4", "L5", "S1", "S2")

LEADS = [
    # marks, side, findings, age, which structures come first, in any order
    (BACK_OF_LEFT_LEG, "left", "shooting worse_sitting", None, {"L5", "S1"}),
    (BACK_OF_LEFT_LEG, None, "", None, {"L5", "S1"}),
    ("", None, "leg_worse_than_back worse_cough", None, {"L5", "S1"}),
    ("lower_buttock posterior_thigh_distal calf_lateral", "left", "shooting worse_sitting", None, {"L5", "S1"}),
    ("lateral_leg dorsum_foot", "right", "numbness", 45, {"L5", "S1"}),
    ("sole heel lateral_foot", "left", "numbness worse_cough", None, {"L5", "S1"}),
    ("", None, "pain_below_knee leg_worse_than_back numbness worse_cough", None, {"L5", "S1"}),
    ("posterior_thigh_distal calf_medial", "both", "better_sitting worse_walking", 72, {"spinal_stenosis"}),
    ("upper_buttock calf_medial", "both", "better_sitting worse_walking", 72, {"spinal_stenosis"}),
    ("", None, "pain_both_legs better_sitting worse_walking", 72, {"spinal_stenosis"}),
    ("groin medial_thigh", "left", "", 65, {"hip_joint"}),
    ("anterior_knee medial_leg", "left", "leg_worse_than_back", 45, {"L4"}),
    ("anterior_knee medial_leg", "left", "numbness", None, {"L4"}),
    ("low_back", None, "", None, {"other"}),
    ("low_back", None, "stiffness", 40, {"other"}),
    ("", None, "", None, {"other"}),
]


@pytest.mark.parametrize(("marks", "side", "findings", "age", "first"), LEADS)
def test_what_comes_first(marks, side, findings, age, first):
    fits = told(marks=marks, side=side, present=findings, age=age).fits
    assert {one.source for one in fits[: len(first)]} == first


RISES = [
    # marks, findings, age, structures whose share grows from what it was before anything was told
    (BACK_OF_LEFT_LEG, "", None, "L5 S1 S2"),
    ("anterior_thigh anterior_knee", "", None, "L2 L3 L4"),
    ("groin medial_thigh", "", 65, "hip_joint L3"),
    (
        "upper_buttock lower_buttock",
        "worse_sitting",
        None,
        "piriformis gluteus_maximus gluteus_medius sacroiliac_joint",
    ),
    ("low_back", "", None, "other facet_joint quadratus_lumborum lumbar_multifidus"),
    ("lateral_thigh", "", None, "tensor_fasciae_latae"),
    ("", "pain_both_legs", None, "spinal_stenosis"),
    ("", "leg_pain", None, "L2 L3 L4 L5 S1 S2 spinal_stenosis"),
]


@pytest.mark.parametrize(("marks", "findings", "age", "structures"), RISES)
def test_what_rises(marks, findings, age, structures):
    before, after = shares(told()), shares(told(marks=marks, side="left", present=findings, age=age))
    for structure in structures.split():
        assert after[structure] > before[structure], structure


GROWS = [
    # marks, what is marked or told on top of them, which structure's share grows by it
    ("upper_buttock", "sacrum lateral_hip", "", "piriformis"),
    ("lateral_thigh", "lateral_knee", "", "gluteus_minimus"),
    ("posterior_thigh_proximal", "posterior_knee", "", "hamstrings"),
    ("calf_medial", "medial_arch", "", "gastrocnemius"),
    ("calf_medial", "heel achilles", "", "soleus"),
    ("groin", "medial_thigh", "", "hip_joint L3"),
    ("low_back", "upper_buttock", "", "L5 S1"),
    ("low_back", "", "leg_pain", "L5 S1"),
    ("posterior_thigh_distal", "", "worse_cough", "L5 S1"),
    ("posterior_thigh_distal", "", "better_sitting", "spinal_stenosis"),
]


@pytest.mark.parametrize(("marks", "more_marks", "findings", "structures"), GROWS)
def test_what_grows(marks, more_marks, findings, structures):
    before = shares(told(marks=marks, side="left"))
    after = shares(told(marks=f"{marks} {more_marks}", side="left", present=findings))
    for structure in structures.split():
        assert after[structure] > before[structure], structure


FALLS = [
    # marks, findings present, findings absent, age, structures whose share gets smaller
    ("low_back", "", "", None, "L2 L3 L4 L5 S1 S2 spinal_stenosis"),
    ("", "", "leg_pain", None, "L2 L3 L4 L5 S1 S2 spinal_stenosis"),
    ("", "", "numbness", None, "L2 L3 L4 L5 S1 S2"),
    ("", "", "pain_both_legs", None, "spinal_stenosis"),
    ("", "", "worse_cough", None, "L5 S1"),
    ("", "", "pain_below_knee", None, "L5 S1"),
    ("", "worse_sitting", "", None, "spinal_stenosis"),
    ("", "", "", 59, "hip_joint spinal_stenosis"),
    ("groin", "", "", None, "L5 S1 S2"),
]


@pytest.mark.parametrize(("marks", "present", "absent", "age", "structures"), FALLS)
def test_what_falls(marks, present, absent, age, structures):
    after = shares(told(marks=marks, present=present, absent=absent, age=age))
    before = shares(told())
    for structure in structures.split():
        assert after[structure] < before[structure], structure


SAYS_NOTHING = [
    # what is known of it changes no share: no number is published by which it tells the causes apart
    ("shooting", ""),
    ("burning spasm stiffness night_pain", ""),
    ("stenosis_known disc_herniation_known", ""),
    # walking tells a narrow canal only together with what eases it
    ("worse_walking", ""),
]


@pytest.mark.parametrize(("present", "absent"), SAYS_NOTHING)
def test_what_changes_nothing(present, absent):
    assert shares(told(present=present, absent=absent)) == shares(told())


AGES = [
    # at, just below and just above the ages of lss_age_lt60, hipoa_age_lt60 and lss_age70
    (59, "younger"),
    # between the two published limits what is left over: more of a narrow canal than in all ages
    (60, "older"),
    (70, "older"),
    (71, "older"),
]


@pytest.mark.parametrize(("age", "counts"), AGES)
def test_age_counts_at_the_published_limits(age, counts):
    stenosis, unknown = shares(told(age=age))["spinal_stenosis"], shares(told())["spinal_stenosis"]
    assert {"younger": stenosis < unknown, "older": stenosis > unknown}[counts]


def test_pain_in_the_back_alone_belongs_to_roots_less_than_to_all_else():
    of_roots = sum(one.share for one in told(marks="low_back").fits if one.source in ROOTS)
    assert 0 < of_roots < 0.25


def test_pain_in_the_buttock_alone_does_not_rule_roots_out():
    fit = told(marks="upper_buttock lower_buttock", side="left", present="worse_sitting")
    assert sum(one.share for one in fit.fits if one.source in ROOTS) > 0.15


@pytest.mark.parametrize("muscle", ["piriformis", "gluteus_maximus", "gluteus_medius", "gluteus_minimus"])
def test_a_sore_muscle_of_the_buttock_is_never_shown_as_ruling_a_root_out(muscle):
    fit = told(marks="lower_buttock", side="left")
    row = next(row for row in knowledge.diagnostic_findings() if row.id == "gluteal_trp_prevalence_radiculopathy")
    (caution,) = [reason for reason in source(fit, muscle).against if reason.source == row.source_url]
    assert "76 of 100 people with root trouble have one" in str(caution.text)
    for root in ROOTS:
        assert all("sore spot" not in str(reason.text) for reason in source(fit, root).against)


def test_l5_and_s1_say_that_a_drawing_does_not_tell_them_apart():
    fit = told(marks="calf_lateral", side="left")
    for root in ("L5", "S1"):
        assert any("cannot tell L5 from S1" in str(reason.text) for reason in source(fit, root).against)


def test_answers_that_say_the_same_are_counted_once():
    alone = shares(told(present="better_sitting"))
    assert shares(told(present="better_sitting worse_walking")) == alone


def test_signs_of_one_cause_go_together_and_it_is_said():
    fit = told(present="pain_both_legs better_sitting", age=72)
    because = [str(reason.text) for reason in source(fit, "spinal_stenosis").because]
    assert any("parts of one story" in words for words in because)
    few = [str(reason.text) for reason in source(told(present="better_sitting"), "spinal_stenosis").because]
    assert not any("parts of one story" in words for words in few)


def told(*, marks="", side=None, present="", absent="", age=None):
    return patterns.fit(
        marks=[Mark(region, Side(side) if side else None) for region in marks.split()],
        findings=[
            Finding(word, status)
            for words, status in ((present, FindingStatus.PRESENT), (absent, FindingStatus.ABSENT))
            for word in words.split()
        ],
        age_years=age,
    )


def shares(fit):
    return {one.source: one.share for one in fit.fits}


def source(fit, structure):
    return next(one for one in fit.fits if one.source == structure)
