"""No benefit, harm, speed, coverage or legal statement, and no number, without a fact."""

import pytest

from unpinch.knowledge import articles
from unpinch.knowledge.articles._claims import claim_words

from .conftest import FIRST_LINE

BARE = [
    ("Dry needling helps with sciatica.", "helps", "benefit"),
    ("It works well for leg pain.", "works", "benefit"),
    ("Needling reduces pain.", "reduces", "benefit"),
    ("The needle relieves the nerve.", "relieves", "benefit"),
    ("This will CURE it.", "CURE", "benefit"),
    ("A proven way.", "proven", "benefit"),
    ("It does not work.", "work", "benefit"),
    ("It is safe.", "safe", "harm"),
    ("There is no risk.", "risk", "harm"),
    ("You may bleed.", "bleed", "harm"),
    ("A pain-relieving needle.", "relieving", "benefit"),
    ("Pain goes away faster.", "faster", "speed"),
    ("The change lasts.", "lasts", "speed"),
    ("You feel it within days.", "days", "speed"),
    ("It is covered by your plan.", "covered", "coverage"),
    ("Medicare pays.", "pays", "coverage"),
    ("It is cheaper than surgery.", "cheaper", "coverage"),
    ("Therapists are allowed to needle.", "allowed", "law"),
    ("It is legal here.", "legal", "law"),
    ("Only a licensed person may do it.", "licensed", "law"),
    ("Serious trouble is elsewhere.", "Serious", "harm"),
    ("Most people like it.", "Most", "how_often"),
    ("Nobody was hurt.", "Nobody", "how_often"),
]


@pytest.mark.parametrize(("sentence", "word", "kind"), BARE)
def test_a_bare_claim_of_each_kind_is_refused_with_its_line(said, sentence, word, kind):
    [problem] = said(f"Plain words.\nMore of them. {sentence}")
    assert problem.startswith(f"en/needles.md, line {FIRST_LINE + 1}: '{word}' ({kind}) makes \"{sentence}\" a claim")


@pytest.mark.parametrize(("sentence", "word", "kind"), BARE)
def test_a_claim_may_stand_with_the_fact_it_rests_on(said, sentence, word, kind):
    assert said(sentence[:-1] + " {cite claim c17}.") == ()


@pytest.mark.parametrize(("sentence", "word", "kind"), BARE[:3])
@pytest.mark.parametrize(
    "beside", ["{sentence} {{claim c17}}", "{{claim c17}} {sentence}", "- {{harm brady2014-any}} {sentence}"]
)
def test_a_fact_beside_a_claim_is_no_excuse(said, sentence, word, kind, beside):
    [problem] = said(beside.format(sentence=sentence))
    assert f"'{word}' ({kind})" in problem


def test_a_count_in_a_sentence_is_no_excuse(said):
    [problem] = said("It cures people in {count trials dry_needling} trials.")
    assert "'cures' (benefit)" in problem


@pytest.mark.parametrize("place", ["title", "lead"])
def test_title_and_lead_are_looked_at_too(said, place):
    [problem] = said("Text.", **{place: "Needling cures sciatica."})
    assert "'cures' (benefit)" in problem
    assert ", line 2:" in problem or ", line 3:" in problem


def test_headings_and_items_are_looked_at_too(said):
    [problem] = said("Text.", heading="## It is safe {#what}")
    assert ", line 10: 'safe' (harm)" in problem
    [problem] = said("- Text.\n- **It is safe.** {claim c17}")
    assert f", line {FIRST_LINE + 1}: 'safe' (harm)" in problem


def test_words_of_a_link_are_looked_at_too(said):
    [problem] = said("See [how needling cures](page:options).")
    assert "'cures' (benefit)" in problem


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("About 7 of them.", "'7'"),
        ("In 95% of people.", "'95%'"),
        ("On a scale of 0-100.", "'0-100.'"),
        ("For three of them.", "'three'"),
        ("Twice as many.", "'Twice'"),
        ("Half of them.", "'Half'"),
        ("Ten percent of them.", "'Ten'"),
        ("A \u00bd of them.", "'\u00bd'"),
        ("A thirty-year study.", "'thirty'"),
    ],
)
@pytest.mark.parametrize("excuse", ["", " {cite claim c17}", " {definition}"])
def test_a_number_in_the_prose_is_refused_whatever_it_rests_on(said, sentence, number, excuse):
    found = said(sentence[:-1] + excuse + ".", definitions="1" if "definition" in excuse else "0")
    assert any(f"{number.rstrip(chr(39)).rstrip('.')}" in line and "is a number in the prose" in line for line in found)


def test_a_reference_that_is_a_sentence_does_not_run_into_another(said):
    [problem] = said("We know that {claim c17}")
    assert '"We know that" runs into a reference that is a sentence by itself' in problem
    assert said("We know this: {claim c17}") == ()


@pytest.mark.parametrize("after", [".", ", ", "?"])
def test_a_reference_that_is_a_sentence_has_its_own_stop(said, after):
    [problem] = said("{claim c17}" + after)
    assert f"{after.strip()!r} follows a reference that ends its own sentence" in problem


def test_marked_sentences_are_counted(said):
    text = "Does it help? {question} Relief means less pain {definition}."
    assert said(text, questions="1", definitions="1") == ()
    [problem] = said(text, questions="2", definitions="1")
    assert problem.startswith("en/needles.md, line 1: its fields say questions: 2, and 1 sentences are marked so.")
    [problem] = said(text, questions="1")
    assert "definitions: 0, and 1" in problem


@pytest.mark.parametrize("mark", ["question", "definition"])
def test_a_mark_without_need_is_refused(said, mark):
    [problem] = said(f"What is it? {{{mark}}}", **{f"{mark}s": "1"})
    assert "holds no word of a claim, so it needs no mark" in problem


def test_a_claim_is_not_passed_off_as_a_question(said):
    [problem] = said("It helps. {question}", questions="1")
    assert "is marked as a question and asks nothing" in problem
    assert said("Ask whether it helps. {question}", questions="1") == ()


def test_a_mark_holds_for_one_sentence_alone(said):
    [problem] = said("Does it help? {question} It helps.", questions="1")
    assert "'helps' (benefit)" in problem


@pytest.mark.parametrize(
    "sentence", ["Long-lasting pain.", "Against usual care.", "Care at home.", "The nerve and the disc."]
)
def test_words_that_claim_nothing_pass(said, sentence):
    assert said(sentence) == ()


def test_each_word_is_in_one_list_alone():
    words = claim_words()
    assert not words.numbers & set(words.kinds)
    assert {"benefit", "harm", "speed", "coverage", "law", "how_often"} == set(words.kinds.values())
    assert all(word == word.casefold() for word in (*words.kinds, *words.numbers))


def test_the_articles_of_the_package_say_nothing_that_no_fact_says():
    assert articles.problems() == ()
