"""Whatever is typed is read or refused in one line, and the same words give the same answer."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.mutations import MUTATIONS, ODD, SENTENCES, arbitrary, mutated
from unpinch import language, navigator
from unpinch.language import _tokens

# Every sign there is, those that are none (surrogates) too; Hypothesis leaves them out unless asked.
any_sign = st.characters(categories=("C", "L", "M", "N", "P", "S", "Z"))
dice = st.randoms(use_true_random=False).map(lambda random: random.randrange)
pieces = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(ODD), st.text(any_sign, max_size=40), st.just(" "))
mixtures = st.lists(pieces, min_size=1, max_size=6).map("".join)
long_words = st.builds(str.__mul__, st.text(any_sign, min_size=1, max_size=3), st.integers(1_000, 9_000))


def answer(text, lang=None):
    """Give all that is made of a text, or why nothing is."""
    try:
        return navigator.read(story=navigator.Story(text=text), lang=lang)
    except language.UnreadableText as refused:
        return " ".join(str(refused).splitlines())


@settings(max_examples=150)
@given(st.one_of(st.text(any_sign, max_size=400), dice.map(arbitrary), dice.map(mutated), mixtures, long_words))
@example("\ud800")
@example("\u0301")
@example("İ ŉ ǰ ß ﬁ")
@example("'s n't 'm ' '' \u2019")
@example("\u0663/10 \u00bd \u00b2 \u2462 \u0967\u0966 days ago 10/\u0660 1/2/3/4 0/0 12:99")
@example("9" * 4_300 + " years")
@example("a&b & & &c $$$ % / // w/o/w b/c/b c/o")
@example("no " * 5_000)
@example("not " * 300 + "numb")
@example("numb and " * 2_000)
@example("(" * 9_000)
def test_any_text_is_read_or_refused_and_twice_the_same(text):
    assert answer(text) == answer(text)


@settings(max_examples=50)
@given(st.text(any_sign, min_size=1, max_size=200), st.sampled_from(["en", "es"]))
def test_a_language_that_was_named_is_no_reason_to_fail(text, lang):
    assert answer(text, lang) == answer(text, lang)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@settings(max_examples=25)
@given(st.sampled_from(SENTENCES), dice)
def test_a_spoilt_sentence_is_read_or_refused(mutation, sentence, dice):
    spoilt = mutation(sentence, dice)
    assert answer(spoilt) == answer(spoilt)


@given(st.text(any_sign, max_size=400) | dice.map(mutated))
def test_what_is_read_quotes_the_text(text):
    read = answer(text)
    findings = () if isinstance(read, str) else read.understanding.findings
    assert all(finding.quote in text for finding in findings)


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "\ud800", "a" * 20_001])
def test_what_cannot_be_read_is_said_in_one_line(text):
    with pytest.raises(language.UnreadableText) as refused:
        navigator.read(story=navigator.Story(text=text))
    assert len(str(refused.value).splitlines()) == 1


def test_a_text_of_the_longest_length_is_read_and_one_sign_more_is_refused():
    longest = ("my left foot is numb. " * 2_000)[: _tokens.MAX_CHARACTERS]
    assert not isinstance(answer(longest), str)
    assert "20,001 characters" in answer(longest + "x")
