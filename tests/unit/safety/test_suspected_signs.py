"""What follows from a sign that is only suspected: a question before all others, and nothing else."""

from dataclasses import replace

import pytest

from unpinch import safety
from unpinch.kernel import CareLevel, Finding, FindingStatus, HelpLines, Understanding
from unpinch.safety._signs import emergency_rules

QUOTE = "I empty like a slow kettle."
SUSPECTED = Understanding(language="en", suspected=(Finding("bladder_trouble", FindingStatus.PRESENT, quote=QUOTE),))


def suspecting(*signs):
    return Understanding(
        language="en", suspected=tuple(Finding(sign, FindingStatus.PRESENT, quote=QUOTE) for sign in signs)
    )


def answered(status):
    return replace(SUSPECTED, findings=(Finding("bladder_trouble", status),))


def test_a_suspected_sign_is_asked_about_first_with_the_words_that_were_written():
    first, *others = safety.questions(understanding=SUSPECTED)
    assert first.finding == "bladder_trouble"
    assert str(first.text).startswith(f"You wrote: “{QUOTE}” Do you have new trouble with peeing")
    assert first.level is CareLevel.EMERGENCY_NOW
    assert first.source.startswith("http")
    assert "bladder_trouble" not in {question.finding for question in others}


def test_the_words_stand_on_one_line():
    broken = replace(SUSPECTED, suspected=(Finding("chest_pain", FindingStatus.PRESENT, quote="A brick\n on it.\n"),))
    assert str(safety.questions(understanding=broken)[0].text).startswith("You wrote: “A brick on it.” Does")


def test_it_takes_the_place_of_another_question():
    asked = safety.questions(understanding=SUSPECTED)
    assert len(asked) == 5
    assert [question.level for question in asked[:3]] == [CareLevel.EMERGENCY_NOW] * 3
    assert asked[3].level is not CareLevel.EMERGENCY_NOW


@pytest.mark.parametrize("sign", list(emergency_rules()))
def test_every_emergency_sign_can_be_asked_about(sign):
    first = safety.questions(understanding=suspecting(sign))[0]
    assert first.finding == sign
    assert QUOTE in str(first.text)
    assert str(first.text).endswith("?")
    assert first.source.startswith("http")


def test_no_other_is_asked_about_crisis_or_breath():
    asked = {question.finding for question in safety.questions(understanding=SUSPECTED, limit=99)}
    assert asked.isdisjoint({"self_harm_thoughts", "breathless"})


def test_all_that_is_suspected_comes_before_the_rest():
    signs = ["fainting", "chest_pain", "saddle_numbness", "self_harm_thoughts"]
    assert [question.finding for question in safety.questions(understanding=suspecting(*signs))][:4] == signs


@pytest.mark.parametrize("status", list(FindingStatus))
def test_what_was_said_or_answered_is_no_longer_suspected(status):
    asked = {question.finding for question in safety.questions(understanding=answered(status))}
    assert "bladder_trouble" not in asked


def test_a_yes_makes_it_present_and_the_usual_rule_decides():
    assert safety.assess(understanding=SUSPECTED).level is CareLevel.ROUTINE
    assert safety.assess(understanding=answered(FindingStatus.PRESENT)).level is CareLevel.EMERGENCY_NOW
    assert safety.assess(understanding=answered(FindingStatus.ABSENT)).level is CareLevel.ROUTINE


def test_words_in_braces_are_the_persons_own():
    odd = replace(SUSPECTED, suspected=(Finding("chest_pain", FindingStatus.PRESENT, quote="{crisis_line} {x} {"),))
    text = safety.questions(understanding=odd)[0].text
    assert "{crisis_line} {x} {" in str(HelpLines().fill(text))


def test_a_sign_that_nobody_can_be_asked_about_is_left_out():
    assert safety.questions(understanding=suspecting("no_such_sign")) == safety.questions(understanding=suspecting())
