import pytest

from unpinch import language, navigator
from unpinch.kernel import CareLevel, HelpLines

SIGN = "since this morning I am numb between my legs and can't pee."
FILLER = "the weather was nice and I went out with the dog. "


def level(text, **more):
    triage = navigator.warning_signs(text=text, **more)
    return triage.level if triage else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SIGN, CareLevel.EMERGENCY_NOW),
        ("I want to kill myself", CareLevel.EMERGENCY_NOW),
        ("quiero matarme", CareLevel.EMERGENCY_NOW),
        ("my back hurts and I have a fever of 103", CareLevel.SAME_DAY),
        ("my left leg is weak for a year", None),
        ("my back hurts", None),
        ("no numbness between my legs", None),
        ("06105", None),
        ("Dr. Maria Cole", None),
    ],
)
def test_what_calls_for_help_today_is_given_and_nothing_else(text, expected):
    assert level(text) is expected


def test_what_is_only_suspected_raises_no_warning():
    text = "I have an ache in my back. My backside won't stay shut."
    assert language.understand(text=text).suspected
    assert navigator.warning_signs(text=text) is None


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "can't pee \x00"])
def test_what_cannot_be_read_gives_nothing(text):
    assert navigator.warning_signs(text=text) is None


def test_it_says_what_a_story_of_the_same_words_would_say():
    story = navigator.read(story=navigator.Story(text=SIGN))
    assert navigator.warning_signs(text=SIGN) == story.triage


def test_the_numbers_are_those_that_were_handed_in():
    triage = navigator.warning_signs(text=SIGN, help_lines=HelpLines(emergency_number="112"))
    assert triage is not None
    assert "112" in str(triage.what_to_do[0])
    assert "911" not in str(triage.what_to_do[0])


def test_too_long_a_text_is_read_at_its_beginning_and_at_its_end():
    long = FILLER * (3 * language.MAX_CHARACTERS // len(FILLER))
    assert len(long) > 2 * language.MAX_CHARACTERS
    assert level(SIGN + long) is CareLevel.EMERGENCY_NOW
    assert level(long + SIGN) is CareLevel.EMERGENCY_NOW
    assert level(long) is None


def test_signs_at_both_ends_of_a_long_text_count_together():
    long = FILLER * (2 * language.MAX_CHARACTERS // len(FILLER))
    fever, numb = "I have a fever. ", "My left foot is numb."
    assert level(fever + long) is CareLevel.SAME_DAY
    assert level(fever + long + numb) is CareLevel.EMERGENCY_NOW


def test_a_denial_that_is_cut_off_does_not_become_a_sign():
    # The cut falls between "no" and what it denies, wherever the last part begins.
    half = language.MAX_CHARACTERS // 2 - 1
    denied = "numbness between my legs. "
    tail = denied + FILLER * (half // len(FILLER))
    tail += "x" * (half - len(tail))
    assert level(FILLER * 500 + "there is no " + tail) is None


def test_one_endless_word_is_read_without_a_fault():
    assert level("a" * 50_000) is None


@pytest.mark.parametrize("text", ["my leg is numb", "no fever", "pain 8/10", "I was raped and cannot pee", "\x00"])
def test_words_about_the_body_are_kept_out_of_addresses(text):
    assert navigator.speaks_of_the_body(text=text)


@pytest.mark.parametrize("text", ["", "  ", "Smith", "Dr. Maria Cole", "O'Neil", "Nguyen Thi", "06105"])
def test_a_name_does_not_speak_of_the_body(text):
    assert not navigator.speaks_of_the_body(text=text)
