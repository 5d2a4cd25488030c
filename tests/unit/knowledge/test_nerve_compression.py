"""What presses on a nerve, and the order of care: what loads, what is refused, and what the files promise."""

import re

import pytest

from unpinch import evidence, knowledge
from unpinch.knowledge import CompressionCause as Cause
from unpinch.knowledge import _check
from unpinch.knowledge._fact import Row

FACT = {
    "source_url": "https://example.org/paper",
    "source_tier": "A",
    "checked_date": "2026-11-22",
    "next_review_date": "2027-11-22",
}
STATEMENT = {
    "id": "one",
    "cause": "bone_spur",
    "topic": "how_it_goes",
    "statement": "Of {n} people {value} in 100 were better ({low} to {high}).",
    "value": "40",
    "low": "30",
    "high": "50",
    "n": "1200",
    "treatments": "exercise",
    "specialties": "",
    "certainty": "low",
    **FACT,
}
# Grade 6 to 8: few sentences in plain English are longer than this.
MOST_WORDS = 25


def rows(**changes):
    return knowledge.NerveCompression.model_validate({**STATEMENT, **changes})


def test_a_statement_says_the_numbers_of_its_row():
    assert str(rows().text) == "Of 1,200 people 40 in 100 were better (30 to 50)."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"statement": "Of {n} people 40 in 100 were better ({low} to {high})."}, "a figure belongs into value"),
        ({"statement": "Of {n} people {value} in 100 were better."}, "must name each number of the row"),
        ({"n": ""}, "must name each number of the row"),
        ({"value": "29"}, "the limits 30.0 to 50.0 do not hold the value"),
        ({"value": "51"}, "the limits 30.0 to 50.0 do not hold the value"),
        ({"cause": "tumour"}, "cause"),
        ({"topic": "gossip"}, "topic"),
        ({"certainty": "sure"}, "certainty"),
        ({"source_url": ""}, "source_url"),
    ],
)
def test_a_row_that_may_not_be_used_is_refused(changes, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        rows(**changes)


@pytest.mark.parametrize("value", ["30", "50"])
def test_the_ends_of_the_limits_are_within_them(value):
    assert rows(value=value).value == float(value)


@pytest.mark.parametrize("cause", [Cause.DISC_HERNIATION, Cause.BONE_SPUR, Cause.SPINAL_STENOSIS])
@pytest.mark.parametrize("topic", knowledge.CompressionTopic)
def test_each_cause_answers_each_question(cause, topic):
    assert any(row.topic is topic and row.cause in (cause, Cause.ANY) for row in knowledge.nerve_compression())


def test_that_no_trial_of_needling_in_bone_spurs_was_found_is_said():
    [row] = [
        row
        for row in knowledge.nerve_compression()
        if (row.cause, row.topic) == (Cause.BONE_SPUR, knowledge.CompressionTopic.WHAT_NEEDLING_CAN)
    ]
    assert row.certainty is knowledge.StatementCertainty.NO_GOOD_EVIDENCE
    assert "not known" in row.statement


def test_a_number_that_the_trials_hold_too_is_the_same():
    row = next(row for row in knowledge.nerve_compression() if row.id == "disc_acupuncture_trial")
    published = evidence.trial(id="tu2024-003")
    shown = (row.value, row.low, row.high)
    # The trial's row tells the difference, the sentence how much lower it was.
    assert [-number for number in shown if number is not None] == [
        published.mean_diff,
        published.ci_high,
        published.ci_low,
    ]
    assert row.n == published.n
    assert row.source_url == published.source_url


def test_sentences_are_short():
    texts = [str(row.text) for row in knowledge.nerve_compression()]
    texts += [text for step in knowledge.care_steps() for text in (step.action, step.start_when, step.stop_when)]
    for sentence in (part for text in texts for part in re.split(r"(?<=[.?!:;])\s", text)):
        assert len(sentence.split()) <= MOST_WORDS, sentence


def test_no_fact_rests_on_a_commercial_page():
    found = (*knowledge.nerve_compression(), *knowledge.care_steps())
    assert {row.source_tier for row in found} <= {"A", "B", "M"}


def test_each_stage_has_its_steps_in_the_order_of_the_stages():
    stages = [step.stage for step in knowledge.care_steps()]
    assert set(stages) == set(knowledge.CareStage)
    assert stages == sorted(stages, key=list(knowledge.CareStage).index)


def test_a_step_with_a_source_for_its_times_says_which_and_one_without_says_so():
    for step in knowledge.care_steps():
        assert re.match(r"(source|editorial): \w", step.basis), step.id


def test_evidence_that_is_not_there_is_said():
    step = knowledge.care_steps()[0]
    loaded: dict[type[Row], tuple[Row, ...]] = {
        knowledge.CareStep: (step.model_copy(update={"evidence": ("claim:c55", "claim:c999", "fact:gone")}),),
        knowledge.Claim: knowledge.claims(),
        knowledge.NerveCompression: knowledge.nerve_compression(),
    }
    said = list(_check._evidence_that_is_not_there(loaded))
    assert [line.split("there is no ")[1] for line in said] == [
        "claim:c999. Lead to a row that is there.",
        "fact:gone. Lead to a row that is there.",
    ]


def test_a_file_that_did_not_load_is_not_blamed_on_the_steps():
    assert list(_check._evidence_that_is_not_there({knowledge.CareStep: knowledge.care_steps()})) == []
