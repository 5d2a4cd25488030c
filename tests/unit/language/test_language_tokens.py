"""Cutting a text into words, and refusing what is not one."""

import pytest

from unpinch import language
from unpinch.language._lexicon import lexicon
from unpinch.language._tokens import MAX_CHARACTERS, cut


def words(text):
    return [token.word for token in cut(text, lexicon().spelling)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I can't feel it", ["i", "can", "not", "feel", "it"]),
        ("cant feel", ["can", "not", "feel"]),
        ("won't, isn't", ["will", "not", ",", "is", "not"]),
        ("it\u2019s numb; I\u2019ve pain", ["it", "is", "numb", ";", "i", "have", "pain"]),
        ("Hodgkin's disease", ["hodgkin", "disease"]),
        ("back-of-thigh", ["back", "of", "thigh"]),
        ("2-3 weeks", ["2", "-", "3", "weeks"]),
        ("7/10", ["7", "/", "10"]),
        ("36yo M36", ["36", "yo", "m", "36"]),
        ("38.9 and 10,000", ["38.9", "and", "10,000"]),
        ("approx. 3 wks. now", ["approx", "3", "wks", "now"]),
        ("w/o relief", ["without", "relief"]),
        ("Niña, adiós", ["nina", ",", "adios"]),
        ("pain… worse", ["pain", ".", "worse"]),
        ("worse?!", ["worse", "?"]),
        ("numb & weak + tired", ["numb", "and", "weak", "and", "tired"]),
        ("(left) — sore", [",", "left", ",", ",", "sore"]),
        ("101°F", ["101", "f"]),
        ("n't 🙂 'm", ["n", "t", "m"]),
    ],
)
def test_words_are_written_out_and_marks_kept_where_they_speak(text, expected):
    assert words(text) == expected


def test_both_halves_of_a_contraction_carry_the_whole_word():
    first, second = cut("can't", lexicon().spelling)
    assert (first.start, first.end) == (second.start, second.end) == (0, 5)


def test_sentences_are_counted():
    assert [token.sentence for token in cut("One. Two\nthree", lexicon().spelling)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("text", ["", " \n\t", "a\x00b", "a\x07b", "\ud800", "x" * (MAX_CHARACTERS + 1), "x" * 100_000])
def test_what_cannot_be_words_is_refused_in_one_line(text):
    with pytest.raises(language.UnreadableText) as refused:
        language.understand(text=text)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize("text", ["x" * MAX_CHARACTERS, "🙂🙂", "ظهري يؤلمني", "\u202eolleh", "²", "a\tb\r\nc", "½ ŉ"])
def test_what_says_nothing_known_gives_an_empty_answer(text):
    understood = language.understand(text=text)
    assert understood.findings == ()
    assert understood.pain.regions == ()
    assert understood.request.treatments == ()
