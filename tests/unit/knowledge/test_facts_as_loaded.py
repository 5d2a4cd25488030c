"""What the rooms rely on in the clinical and care files."""

import pytest

from unpinch import knowledge
from unpinch.knowledge._check import STATES
from unpinch.knowledge._files import FILES


def by_id(rows):
    return {row.id: row for row in rows}


def test_a_file_is_read_once():
    assert knowledge.red_flags() is knowledge.red_flags()


def test_every_kind_of_row_has_its_function_and_file():
    given = {
        knowledge.findings: "findings.csv",
        knowledge.body_regions: "body_regions.csv",
        knowledge.red_flags: "red_flags.csv",
        knowledge.triage_rules: "triage_rules.csv",
        knowledge.diagnostic_findings: "diagnostic_findings.csv",
        knowledge.examination_methods: "examination_methods.csv",
        knowledge.prevalence: "prevalence.csv",
        knowledge.referral_patterns: "referral_patterns.csv",
        knowledge.muscles: "muscles.csv",
        knowledge.needling_cautions: "needling_safety.csv",
        knowledge.treatments: "treatments.csv",
        knowledge.treatment_cautions: "treatment_cautions.csv",
        knowledge.specialties: "specialties.csv",
        knowledge.scope_of_practice: "scope_of_practice.csv",
        knowledge.coverage: "coverage.csv",
        knowledge.trials: "trials.csv",
        knowledge.pooled_results: "pooled_results.csv",
        knowledge.compared_with: "compared_with.csv",
        knowledge.minimal_changes: "minimal_changes.csv",
        knowledge.harms: "harms.csv",
        knowledge.time_course: "time_course.csv",
        knowledge.guidelines: "guidelines.csv",
        knowledge.claims: "claims.csv",
        knowledge.evidence_searches: "evidence_searches.csv",
        knowledge.evidence_changes: "evidence_changes.csv",
        knowledge.nerve_compression: "nerve_compression.csv",
        knowledge.care_steps: "care_steps.csv",
        knowledge.kinds_of_care: "kinds_of_care.csv",
        knowledge.procedure_codes: "procedure_codes.csv",
        knowledge.ranking_weights: "ranking_weights.csv",
        knowledge.directory_accuracy: "directory_accuracy.csv",
        knowledge.course_anchors: "course_anchors.csv",
        knowledge.outcome_measures: "outcome_measures.csv",
        knowledge.questionnaire_items: "questionnaire_items.csv",
    }
    assert set(given.values()) == set(FILES)
    for function, file in given.items():
        assert function(), file
        assert all(isinstance(row, FILES[file]) for row in function())


def test_no_clinician_is_invented():
    assert {row.checked_by for _, row in facts()} == {""}


def facts():
    for file, kind in FILES.items():
        for row in knowledge.load(kind, file):
            if isinstance(row, knowledge.Fact):
                yield file, row


def test_law_and_payer_rows_are_read_again_within_half_a_year():
    for row in (*knowledge.scope_of_practice(), *knowledge.coverage()):
        assert (row.next_review_date - row.checked_date).days <= 184, row.key


def test_physical_therapists_have_an_answer_in_all_50_states_and_dc():
    answers = {
        row.state: row.may_dry_needle.value
        for row in knowledge.scope_of_practice()
        if row.specialty == "physical_therapist"
    }
    assert set(answers) == set(STATES)
    assert len(STATES) == 51
    counted = {word: sum(answer == word for answer in answers.values()) for word in ("yes", "no", "unclear", "limited")}
    # Agrees with the count of the professional association: 39 states and DC allow, 4 prohibit, 7 are silent.
    assert counted == {"yes": 40, "no": 4, "unclear": 7, "limited": 0}


@pytest.mark.parametrize("state", ["AK", "AR", "CT", "OR", "UT", "IL"])
def test_where_sources_disagree_or_the_law_changes_it_is_said(state):
    assert by_id(knowledge.scope_of_practice())[f"{state}-physical_therapist"].conflict


def test_every_emergency_finding_of_the_vocabulary_can_be_asked():
    asked = {word for row in knowledge.red_flags() if row.row_type == "question" for word in row.findings}
    for word in (
        "saddle_numbness",
        "bladder_trouble",
        "bowel_trouble",
        "sexual_change",
        "pain_both_legs",
        "both_legs_weak",
        "foot_drop",
        "worsening_weakness",
        "fever",
        "cancer_history",
        "serious_accident",
        "chest_pain",
        "severe_belly_pain",
        "pulsing_belly",
        "fainting",
        "cold_pale_leg",
        "calf_swelling",
    ):
        assert word in asked


def test_context_rows_do_not_ask_to_be_matched():
    """A context row with findings would look like a sign; the one on night pain names its word to say it is weak."""
    named = {row.id for row in knowledge.red_flags() if row.row_type == "context" and row.findings}
    assert named == {"ctx_night_pain"}
    assert by_id(knowledge.red_flags())["ctx_night_pain"].level == "routine"


def test_numbers_that_were_published_as_ranges_stay_empty():
    motor = by_id(knowledge.diagnostic_findings())["motor_testing_tawa"]
    assert motor.sensitivity is None
    assert motor.range_text == "sensitivity 0.13 to 0.61 between studies"
    pooled = by_id(knowledge.red_flags())["ces_pooled_accuracy"]
    assert (pooled.sensitivity, pooled.specificity) == (None, None)
    assert "0.19 to 0.43" in pooled.other_stat


@pytest.mark.parametrize(
    ("row", "finding", "target"),
    [
        ("cough_leg_pain", "worse_cough", "radiculopathy"),
        ("leg_worse_back", "leg_worse_than_back", "radiculopathy"),
        ("lss_no_pain_seated", "better_sitting", "spinal_stenosis"),
        ("lss_bilateral", "pain_both_legs", "spinal_stenosis"),
        ("sensory_testing_tawa", "numbness", "radiculopathy"),
    ],
)
def test_what_a_person_can_answer_is_tied_to_its_word(row, finding, target):
    found = by_id(knowledge.diagnostic_findings())[row]
    assert finding in found.findings
    assert found.target == target


def test_a_trigger_point_never_speaks_against_a_nerve_root():
    row = by_id(knowledge.diagnostic_findings())["gluteal_trp_radicular"]
    assert row.target == "radiculopathy"
    assert row.lr_pos > 1 > row.lr_neg
    assert row.findings == ()


@pytest.mark.parametrize(
    ("finding", "kinds"),
    [
        ("needle_fear", {"absolute", "adverse_event"}),
        ("blood_thinner", {"relative"}),
        ("bleeding_disorder", {"relative"}),
        ("pregnant", {"relative", "precaution"}),
        ("epilepsy", {"relative"}),
        ("diabetes", {"relative"}),
        ("weak_immunity", {"relative"}),
        ("metal_allergy", {"relative", "precaution"}),
        ("cancer_history", {"precaution"}),
        ("lymphedema", {"absolute"}),
        ("local_skin_infection", {"absolute"}),
    ],
)
def test_each_needling_word_raises_the_cautions_its_words_can_tell(finding, kinds):
    """A mild word must not raise an absolute caution meant for a graver state it cannot tell apart."""
    assert {row.kind.value for row in knowledge.needling_cautions() if finding in row.findings} == kinds


def test_no_caution_tells_anybody_to_stop_a_blood_thinner():
    for row in knowledge.needling_cautions():
        assert "stop" not in row.what_to_do.lower() or "never stop" in row.what_to_do.lower()


def test_regions_that_call_for_a_question_say_which():
    screens = {row.id: row.screen for row in knowledge.body_regions() if row.screen}
    assert screens == {
        "perineum_saddle": "cauda_equina",
        "medial_thigh": "cauda_equina",
        "calf_medial": "dvt",
        "calf_lateral": "dvt",
    }


def test_structures_are_written_as_the_contract_shows_them():
    structures = {row.structure: row.kind.value for row in knowledge.referral_patterns()}
    for name, kind in {"L5": "nerve_root", "gluteus_minimus": "muscle", "sacroiliac_joint": "joint"}.items():
        assert structures[name] == kind
    assert all(name.islower() or kind == "nerve_root" for name, kind in structures.items())
    parts = {row.part for row in knowledge.referral_patterns() if row.structure == "hamstrings"}
    assert parts == {"biceps femoris", "semitendinosus and semimembranosus"}


def test_every_muscle_of_the_patterns_has_a_place_that_the_chart_can_show():
    placed = {muscle.id: muscle for muscle in knowledge.muscles()}
    felt = {row.structure for row in knowledge.referral_patterns() if row.kind is knowledge.StructureKind.MUSCLE}
    assert set(placed) == felt
    assert placed["piriformis"].regions == ("upper_buttock", "lower_buttock")
    assert placed["gluteus_minimus"].regions == placed["gluteus_medius"].regions, "one lies under the other"


def test_where_a_muscle_lies_was_read_on_no_commercial_page():
    assert {str(muscle.source_tier) for muscle in knowledge.muscles()} <= {"A", "B"}


def test_only_treatments_have_traits_and_people_who_give_them():
    for row in knowledge.treatments():
        if row.role == "comparator":
            assert (row.traits, row.specialties) == ((), ())
        else:
            assert row.traits, row.id
    given = by_id(knowledge.treatments())
    assert "needle" in given["dry_needling"].traits
    assert "physical_therapist" in given["dry_needling"].specialties
    assert set(given["discectomy"].specialties) == {"neurosurgeon", "orthopaedic_surgeon"}
    assert given["stay_active"].specialties == ()


def test_words_for_people_are_short():
    """Long sentences are what makes a text hard; 25 words is about grade 8."""
    for text in said_to_people():
        for sentence in text.replace("?", "?.").split(". "):
            assert len(sentence.split()) <= 25, text


def said_to_people():
    for flag in knowledge.red_flags():
        yield flag.question
    for caution in knowledge.needling_cautions():
        yield from (caution.item, caution.hazard, caution.what_to_do, caution.ask)
    for treatment in knowledge.treatments():
        yield from (treatment.name, treatment.what_it_is)
    for region in knowledge.body_regions():
        yield from (region.label, region.description)
