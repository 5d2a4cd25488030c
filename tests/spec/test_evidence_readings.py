"""How published results are read: a clinician can check each line against the publication."""

import pytest

from unpinch import evidence, knowledge

POOLED = {row.id: row for row in knowledge.pooled_results()}

# What the publication prints, and whom it says that number favours.
ORIENTATION = [
    # id, printed estimate, favours
    ("fernandez2015-leg-pain", 11.43, "treatment"),
    ("fernandez2015-disability", 1.45, "unclear"),
    ("liu2018-pain", -1.06, "treatment"),
    ("liu2018-alone-pain", 0.83, "comparator"),
    ("gattie2017-pressure", 0.80, "treatment"),
    ("preprint2025-pressure", 0.48, "treatment"),
    ("yu2023-quality-sham", 0.20, "treatment"),
    ("ji2015-threshold", 1.08, "treatment"),
    ("ji2015-improved", 1.21, "treatment"),
    ("rasmussenbarr2017-improved", 1.14, "treatment"),
    ("rasmussenbarr2017-harm", 1.40, "comparator"),
    ("rasmussenbarr2017-pain", -4.56, "unclear"),
    ("enke2018-leg-pain", -0.1, "unclear"),
    ("dove2022-pain-12m", 0.15, "unclear"),
    ("liuc2023-leg-pain-later", -2.3, "treatment"),
    ("gattie2017-pain-therapy", -0.43, "unclear"),
    ("wegner2013-pain", None, "unclear"),
]


@pytest.mark.parametrize(("pooled_id", "printed", "favours"), ORIENTATION)
def test_below_zero_is_better_whatever_the_publication_prints(pooled_id, printed, favours):
    row = POOLED[pooled_id]
    effect = evidence.pooled(id=pooled_id)
    assert effect.favours == favours
    assert effect.estimate == (-printed if row.flipped and printed else printed)


HORIZON = [
    # what the publication says, how it is read: the latest time covered decides
    ("sanchezinfante2021-pain-72h", "within 72 hours", "short"),
    ("rasmussenbarr2017-pain", "up to 3 weeks", "short"),
    ("liuc2023-leg-pain-6w", "up to 6 weeks", "short"),
    ("liuc2023-leg-pain-3m", "over 6 weeks, up to 3 months", "medium"),
    ("oliveira2020-leg-pain", "2 weeks to 3 months", "medium"),
    ("sanchezinfante2021-pain-24w", "13 to 24 weeks", "medium"),
    ("yu2023-quality-sham", "6 months", "medium"),
    ("liuc2023-leg-pain-12m", "over 3 months, under 12", "intermediate"),
    ("gattie2017-pain-late", "6 to 12 months", "intermediate"),
    ("liuc2023-leg-pain-later", "12 months", "long"),
    ("dove2022-pain-later", "12 months or more", "long"),
    ("liu2018-pain", "after the intervention", "unknown"),
    ("fernandez2015-leg-pain", "short term", "unknown"),
    ("ji2015-pain", "end of treatment", "unknown"),
]


@pytest.mark.parametrize(("pooled_id", "_printed", "horizon"), HORIZON)
def test_a_time_without_weeks_is_unknown(pooled_id, _printed, horizon):
    assert POOLED[pooled_id].horizon == horizon


CERTAINTY = [
    # what is printed, how it is read: only GRADE words count, of two the lower
    ("gattie2017-pain", "low", "low"),
    ("enke2018-back-pain", "high", "high"),
    ("oliveira2020-disability", "moderate", "moderate"),
    ("liuc2023-leg-pain-6w", "very low to low", "very_low"),
    ("yu2023-pain-2w", "low or very low", "very_low"),
    ("wegner2013-pain", "low to moderate", "low"),
    ("liu2018-pain", "moderate, but as the authors' own word", "not_graded"),
    ("dove2022-pain-3m", "all trials at high or unclear risk of bias", "not_graded"),
    ("preprint2025-pain", "nothing (not peer reviewed)", "not_graded"),
]


@pytest.mark.parametrize(("pooled_id", "_printed", "certainty"), CERTAINTY)
def test_certainty_is_never_read_higher_than_printed(pooled_id, _printed, certainty):
    assert POOLED[pooled_id].certainty == certainty


FIRST_AND_LAST = [
    # condition, what is known of the person, who is ahead of whom
    ("sciatica", {}, ("exercise", "dry_needling")),
    ("sciatica", {}, ("dry_needling", "gabapentinoid")),
    ("sciatica", {}, ("stay_active", "nsaid")),
    ("sciatica", {}, ("physical_therapy", "traction_decompression")),
    ("sciatica", {}, ("oral_steroid", "discectomy")),
    ("sciatica", {"tried": ("exercise",)}, ("traction_decompression", "exercise")),
    ("sciatica", {"priorities": ("speed",)}, ("dry_needling", "physical_therapy")),
    ("low_back_pain", {"duration_days": 200}, ("acupuncture", "traction_decompression")),
    ("low_back_pain", {"duration_days": 200}, ("combined_rehab", "opioid")),
    ("low_back_pain", {"duration_days": 10}, ("heat_self_care", "paracetamol")),
]


@pytest.mark.parametrize(("condition", "person", "order"), FIRST_AND_LAST)
def test_who_comes_before_whom(condition, person, order):
    comparison = evidence.compare(condition=condition)
    ranked = [option.id for option in evidence.rank_for_person(comparison=comparison, **person)]
    ahead, behind = order
    assert ranked.index(ahead) < ranked.index(behind)
