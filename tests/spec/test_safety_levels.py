"""The level of care for findings, alone and together: a table that a clinician can read and correct."""

import pytest

from unpinch import safety
from unpinch.kernel import Finding, FindingStatus, Mark, PainPicture, Side, Understanding

EMERGENCY, SAME_DAY, SOON, ROUTINE = "emergency_now", "same_day", "within_2_weeks", "routine"

# findings; age in years; days of pain; level
LEVELS = [
    # Pressure on the nerves at the base of the spine: any sign alone.
    ("saddle_numbness", None, None, EMERGENCY),
    ("saddle_numbness", None, 400, EMERGENCY),
    ("bladder_trouble", None, None, EMERGENCY),
    ("bowel_trouble", None, None, EMERGENCY),
    ("sexual_change", None, None, EMERGENCY),
    ("both_legs_weak", None, None, EMERGENCY),
    ("both_legs_weak", None, 90, EMERGENCY),
    ("both_legs_weak better_sitting", 68, 730, SAME_DAY),
    ("pain_both_legs", None, None, EMERGENCY),
    ("pain_both_legs", None, 90, EMERGENCY),
    ("pain_both_legs", None, 91, SOON),
    ("pain_both_legs shooting numbness", None, None, EMERGENCY),
    # Both legs, only on one's feet: a narrow canal rather than an emergency.
    ("pain_both_legs better_sitting worse_walking tingling", 72, 200, SOON),
    ("pain_both_legs better_sitting tingling", None, None, SOON),
    ("pain_both_legs worse_walking tingling", None, None, SAME_DAY),
    ("pain_both_legs worse_walking", None, None, SAME_DAY),
    ("pain_both_legs worse_standing", None, 90, SAME_DAY),
    ("pain_both_legs worse_standing", None, 91, SOON),
    # Nerves of one leg.
    ("foot_drop", None, None, SAME_DAY),
    ("worsening_weakness", None, None, SAME_DAY),
    ("cannot_walk", None, None, SAME_DAY),
    ("weakness", None, 35, SOON),
    ("numbness tingling leg_pain pain_below_knee", None, 42, ROUTINE),
    # Cancer.
    ("cancer_history", None, None, SOON),
    ("cancer_history night_pain", None, None, SAME_DAY),
    ("cancer_history weight_loss", None, None, SAME_DAY),
    ("cancer_history weakness", None, None, EMERGENCY),
    ("cancer_history cannot_walk", None, None, EMERGENCY),
    ("weight_loss", None, None, SOON),
    ("weight_loss night_pain", None, None, SAME_DAY),
    # Infection.
    ("fever", None, None, SAME_DAY),
    ("fever injecting_drugs", None, None, EMERGENCY),
    ("fever weak_immunity", None, None, EMERGENCY),
    ("fever weakness", None, None, EMERGENCY),
    ("injecting_drugs", None, None, SAME_DAY),
    ("injecting_drugs weakness", None, None, EMERGENCY),
    ("recent_infection", None, None, SOON),
    ("recent_infection night_pain", None, None, SAME_DAY),
    ("recent_spine_procedure", None, None, SOON),
    ("recent_spine_procedure numbness", None, None, SAME_DAY),
    ("recent_spine_procedure local_skin_infection", None, None, SAME_DAY),
    ("weak_immunity", None, None, SOON),
    # Broken bone.
    ("serious_accident", None, None, EMERGENCY),
    ("serious_accident", None, 14, EMERGENCY),
    ("serious_accident", None, 15, SOON),
    ("steroid_use", None, None, SOON),
    ("steroid_use minor_injury", None, 1, SAME_DAY),
    ("osteoporosis minor_injury", None, None, SAME_DAY),
    ("minor_injury", 69, 3, ROUTINE),
    ("minor_injury", 70, 3, SAME_DAY),
    ("", 69, 10, ROUTINE),
    ("", 70, 10, SOON),
    ("", 70, 43, ROUTINE),
    # Blood vessels.
    ("calf_swelling", None, None, SAME_DAY),
    ("calf_swelling breathless", None, None, EMERGENCY),
    ("cold_pale_leg", None, None, EMERGENCY),
    ("chest_pain", None, None, EMERGENCY),
    ("breathless", None, None, EMERGENCY),
    ("breathless", None, 14, EMERGENCY),
    ("breathless", None, 15, SAME_DAY),
    ("severe_belly_pain", None, None, EMERGENCY),
    ("pulsing_belly", None, None, EMERGENCY),
    ("fainting", None, None, EMERGENCY),
    # A person in crisis.
    ("self_harm_thoughts", None, None, EMERGENCY),
    # One weak sign is common and seldom serious.
    ("night_pain", None, None, ROUTINE),
    ("night_pain poor_sleep stiffness", None, 60, ROUTINE),
    ("leg_pain shooting worse_sitting worse_cough", None, 42, ROUTINE),
    ("minor_injury spasm", 40, 3, ROUTINE),
    ("diabetes", None, None, ROUTINE),
    ("", None, None, ROUTINE),
]


def understood(findings, *, age_years=None, duration_days=None, status=FindingStatus.PRESENT):
    return Understanding(
        language="en",
        findings=tuple(Finding(id=finding, status=status) for finding in findings.split()),
        pain=PainPicture(age_years=age_years, duration_days=duration_days),
    )


@pytest.mark.parametrize(("findings", "age_years", "duration_days", "level"), LEVELS)
def test_findings_call_for_a_level(findings, age_years, duration_days, level):
    triage = safety.assess(understanding=understood(findings, age_years=age_years, duration_days=duration_days))
    assert triage.level == level
    assert triage.reasons
    assert triage.what_to_do
    assert all(reason.source.startswith("http") for reason in triage.reasons)


# findings; answer of the needling screen
NEEDLING = [
    ("", "ok"),
    ("leg_pain shooting", "ok"),
    ("blood_thinner", "ask_first"),
    ("bleeding_disorder", "ask_first"),
    ("pregnant", "ask_first"),
    ("metal_allergy", "ask_first"),
    ("epilepsy", "ask_first"),
    ("weak_immunity", "ask_first"),
    ("diabetes", "ask_first"),
    ("cancer_history", "ask_first"),
    ("lymphedema", "avoid"),
    ("local_skin_infection", "avoid"),
    ("needle_fear", "avoid"),
    ("needle_fear blood_thinner", "avoid"),
    ("saddle_numbness", "avoid"),
    ("self_harm_thoughts", "avoid"),
]


@pytest.mark.parametrize(("findings", "answer"), NEEDLING)
def test_findings_speak_for_or_against_needles(findings, answer):
    screen = safety.screen_needling(understanding=understood(findings))
    assert screen.status == answer
    assert bool(screen.reasons) is (answer != "ok")
    assert all(reason.source.startswith("http") for reason in screen.reasons)


@pytest.mark.parametrize(
    ("swollen", "aching", "answer"),
    [
        (Side.LEFT, Side.LEFT, "avoid"),
        (Side.LEFT, Side.BOTH, "avoid"),
        (Side.LEFT, None, "avoid"),
        (None, Side.RIGHT, "avoid"),
        (Side.LEFT, Side.RIGHT, "ask_first"),
    ],
)
def test_a_swollen_limb_forbids_needles_unless_the_pain_is_on_the_other_side(swollen, aching, answer):
    limb = Finding("lymphedema", FindingStatus.PRESENT, swollen)
    pain = PainPicture(regions=(Mark("upper_buttock", aching),))
    screen = safety.screen_needling(understanding=Understanding(language="en", findings=(limb,), pain=pain))
    assert screen.status == answer
