from unpinch.kernel import CareLevel, Text, say

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
