"""Which question about the pattern is worth asking."""

import math

from unpinch import patterns
from unpinch.kernel import Finding, FindingStatus, Mark, Side

CALF = [Mark("lower_buttock", Side.LEFT), Mark("calf_lateral", Side.LEFT)]


def asked(**told):
    return patterns.worth_asking(**{"marks": CALF, "findings": []} | told)


def test_the_most_telling_question_comes_first():
    bits = [question.bits for question in asked()]
    assert bits == sorted(bits, reverse=True)
    assert all(math.isfinite(one) and one > 0 for one in bits)


def test_what_was_said_marked_or_follows_is_not_asked():
    said = asked(findings=[Finding("numbness", FindingStatus.ABSENT), Finding("pain_both_legs", FindingStatus.PRESENT)])
    assert {"numbness", "pain_both_legs", "leg_pain"}.isdisjoint(question.finding for question in said)
    assert "leg_pain" not in {question.finding for question in asked()}


def test_a_question_is_worth_as_much_as_its_answers_move_the_shares():
    question = asked()[0]
    shares = {
        status: {one.source: one.share for one in patterns.fit(marks=CALF, findings=said).fits}
        for status, said in {
            "now": [],
            "yes": [Finding(question.finding, FindingStatus.PRESENT)],
            "no": [Finding(question.finding, FindingStatus.ABSENT)],
        }.items()
    }
    moved = {
        answer: sum(
            share * math.log2(share / shares["now"][one])
            for one, share in shares[answer].items()
            if share and shares["now"][one]
        )
        for answer in ("yes", "no")
    }
    assert min(moved.values()) - 0.01 <= question.bits <= max(moved.values()) + 0.01


def test_each_question_has_words_a_reason_and_a_source():
    for question in asked(marks=[]):
        assert str(question.text).endswith("?")
        assert str(question.why)
        assert question.source.startswith("http")


def test_what_a_clinician_found_changes_what_is_worth_asking():
    found = [patterns.Examination("sacroiliac_provocation", is_positive=True)]
    assert [one.bits for one in asked()] != [one.bits for one in asked(examinations=found)]
