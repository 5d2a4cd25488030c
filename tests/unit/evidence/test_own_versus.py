"""What a pair of arms tests."""

import pytest

from unpinch.evidence._versus import UNLISTED, WITHOUT_IT, versus_of


@pytest.mark.parametrize(
    ("treatment", "arm", "other", "versus"),
    [
        ("acupuncture", "acupuncture", "sham_needling", "sham_needling"),
        ("spinal_manipulation", "spinal_manipulation", "sham_physical_modality", "sham_procedure"),
        ("gabapentinoid", "gabapentinoid", "placebo", "placebo_drug"),
        ("massage", "manual_therapy_massage", "sham_massage", "sham_procedure"),
        ("exercise", "exercise", "spinal_manipulation", "spinal_manipulation"),
        ("stay_active", "education_back_school", "spinal_manipulation", "spinal_manipulation"),
        ("spinal_manipulation", "combo_spinal_manipulation_usual_care", "usual_care", WITHOUT_IT),
        ("spinal_manipulation", "combo_spinal_manipulation_massage", "manual_therapy_massage", WITHOUT_IT),
        ("spinal_manipulation", "combo_spinal_manipulation_laser_exercise", "combo_laser_exercise", WITHOUT_IT),
        ("acupuncture", "combo_acupuncture_other", "other_intervention", WITHOUT_IT),
        ("dry_needling", "combo_dry_needling_physical_therapy", "physical_therapy", WITHOUT_IT),
        # The same care besides in both arms, another treatment in place of this one.
        ("exercise", "combo_exercise_usual_care", "combo_spinal_manipulation_usual_care", "spinal_manipulation"),
        ("antidepressant", "combo_antidepressant_cbt", "combo_placebo_drug_cbt", "placebo_drug"),
        ("spinal_manipulation", "combo_spinal_manipulation_exercise", "combo_nsaid_exercise", "nsaid"),
        ("spinal_manipulation", "combo_spinal_manipulation_exercise", "combo_kinesio_taping_exercise", None),
        ("acupuncture", "combo_acupuncture_exercise", "combo_acupuncture_exercise", None),
        ("acupuncture", "acupuncture", "electrotherapy", UNLISTED),
        ("acupuncture", "acupuncture", "acupuncture (other style)", UNLISTED),
        # Both arms had it, or it is not the difference between them.
        ("gabapentinoid", "gabapentinoid", "gabapentinoid", None),
        ("stay_active", "education_advice", "education_back_school", None),
        ("exercise", "combo_spinal_manipulation_exercise", "exercise", None),
        ("spinal_manipulation", "combo_spinal_manipulation_exercise", "usual_care", None),
        ("acupuncture", "sham_needling", "acupuncture", None),
        ("no_such_treatment", "acupuncture", "sham_needling", None),
    ],
)
def test_a_pair_of_arms_tests_what_differs_between_them(treatment, arm, other, versus):
    assert versus_of(treatment=treatment, arm=arm, other=other) == versus
