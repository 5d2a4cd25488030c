import pytest

from unpinch.kernel import HELP_PLACEHOLDERS, CareLevel, HelpLines, Text, say

SPANISH = {"{miles} miles away": "a {miles} millas", "very near": "muy cerca", "{how}: {name}": "{name}: {how}"}


def test_a_sentence_speaks_english_by_itself():
    assert str(say("{miles} miles away", miles=2.4)) == "2.4 miles away"
    assert str(say("100% {sure}")) == "100% {sure}"


def test_a_sentence_is_translated_with_the_sentences_inside_it():
    sentence = say("{how}: {name}", how=say("very near"), name="Ada")
    assert sentence.translated(lambda template: SPANISH[template]) == "Ada: muy cerca"


def test_an_empty_sentence_is_not_looked_up():
    # gettext answers the empty key with the catalogue's header.
    assert Text("").translated(lambda _: "Project-Id-Version") == ""


def test_equal_sentences_are_one_in_a_set():
    assert len({say("{n} miles", n=1), say("{n} miles", n=1), say("{n} miles", n=2)}) == 2


def test_levels_of_care_are_ordered_by_urgency():
    urgencies = [level.urgency for level in CareLevel]
    assert urgencies == [3, 2, 1, 0]


def test_an_operators_numbers_go_into_a_sentence_and_the_sentences_inside_it():
    lines = HelpLines(emergency_number="112", crisis_line="116 123", crisis_texts=False)
    inside = say("{call_crisis_line} now. Call {emergency_number} if you may act on it.")
    assert str(lines.fill(inside)) == "Call 116 123 now. Call 112 if you may act on it."
    assert str(lines.fill(say("{advice} You are not alone.", advice=inside))).startswith("Call 116 123 now. Call 112")


def test_a_line_that_takes_texts_says_so():
    assert str(HelpLines(crisis_line="988").fill(say("{call_crisis_line}."))) == "Call or text 988."


def test_a_number_that_was_put_in_stays():
    once = HelpLines(emergency_number="112").fill(say("Call {emergency_number}."))
    assert str(HelpLines(emergency_number="999").fill(once)) == "Call 112."


@pytest.mark.parametrize("name", sorted(HELP_PLACEHOLDERS))
def test_no_sentence_is_read_with_a_gap_where_a_number_belongs(name):
    assert "{" not in str(say(f"Please: {{{name}}}."))


def test_a_number_in_a_translated_sentence_is_put_in_too():
    spanish = {"Call {emergency_number}": "Llame al {emergency_number}"}
    filled = HelpLines(emergency_number="112").fill(say("Call {emergency_number}"))
    assert filled.translated(lambda template: spanish[template]) == "Llame al 112"


def test_other_braces_are_left_as_they_are():
    assert str(HelpLines().fill(say("a {set} of words"))) == "a {set} of words"
