"""Pairs of ideas: which of them together make us ask about a sign, and what they leave alone."""

from dataclasses import replace

import pytest

from unpinch import language
from unpinch.kernel import CareLevel, Finding, FindingStatus
from unpinch.language import _concepts
from unpinch.language._detect import detect_language
from unpinch.language._lexicon import lexicon, read
from unpinch.language._reading import read_text
from unpinch.language._story import tell
from unpinch.safety._signs import asked_as, emergency_rules

RULES = read("concepts")["rule"]
IDEAS = read("concepts")["idea"]
UNFELT = "When I wipe I can't tell that the paper touches me."


def story_of(text):
    return tell(read_text(text, detect_language(text, lexicon().small_words), lexicon()))


def suspected(text, findings=()):
    return {found.id: found.quote for found in _concepts.suspect(story_of(text), findings)}


def suspected_by(name, text):
    """Give what one rule alone suspects, its findings unheard by the lexicon."""
    rule = RULES[name]
    alone = tuple(
        each for each in lexicon().concepts if each.ideas == tuple(rule["ideas"]) and each.sign == rule["sign"]
    )
    story = story_of(text)
    reading = replace(story.reading, lexicon=replace(lexicon(), concepts=alone))
    return {found.id for found in _concepts.suspect(replace(story, reading=reading), ())}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, rule in RULES.items() for text in rule["yes"]])
def test_each_rule_hears_its_examples(name, text):
    assert suspected_by(name, text) == {RULES[name]["sign"]}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, rule in RULES.items() for text in rule["no"]])
def test_each_rule_leaves_its_counterexamples_alone(name, text):
    assert suspected_by(name, text) == set()


def test_each_rule_has_examples_in_both_languages_and_says_why():
    for name, rule in RULES.items():
        languages = {detect_language(text, lexicon().small_words) for text in rule["yes"]}
        assert languages == {"en", "es"}, name
        assert rule["no"], name
        assert rule["why"], name


def test_each_rule_suspects_a_sign_that_alone_is_an_emergency_and_so_has_a_source():
    for name, rule in RULES.items():
        assert emergency_rules()[rule["sign"]].source_url.startswith("http"), name
        assert rule["sign"] not in asked_as() or asked_as()[rule["sign"]].level is CareLevel.EMERGENCY_NOW, name


def test_each_rule_names_ideas_that_are_there_and_each_idea_is_used_in_both_languages():
    named = {idea for rule in RULES.values() for idea in (*rule["ideas"], *rule["unless"])}
    assert named == set(IDEAS)
    assert [name for name, idea in IDEAS.items() if not (idea["en"] and idea["es"])] == []


@pytest.mark.parametrize("status", list(FindingStatus))
def test_what_the_lexicon_heard_is_never_overruled(status):
    assert suspected(UNFELT, [Finding("saddle_numbness", status)]) == {}


def test_a_sign_is_suspected_with_the_sentence_it_is_in():
    assert suspected(f"My back aches. {UNFELT} Thanks.")["saddle_numbness"] == UNFELT


@pytest.mark.parametrize(
    "text",
    [
        "I do not have trouble telling that the paper touches me when I wipe.",
        "I worry that I will not feel the paper when I wipe.",
        "When my dog wipes its bottom it can't tell.",
        "Years ago, when I wiped, I could not feel the paper, that has fully recovered.",
    ],
)
def test_what_is_denied_feared_past_or_of_an_animal_is_left_alone(text):
    assert "saddle_numbness" not in suspected(text)


def test_ideas_of_two_sentences_or_far_apart_are_not_put_together():
    assert suspected("I wiped it. Then I went out. I can't tell what the weather is.") == {}
    apart = "and then we went on to the shops and met some old friends of hers by the river bank on that day and they"
    assert suspected(f"I wipe {apart} {apart} could not tell") == {}


def test_what_is_suspected_is_no_finding():
    understood = language.understand(
        text="I keep going through the tissue, and it might as well be a stranger's crotch."
    )
    assert not {found.id for found in understood.findings} & {found.id for found in understood.suspected}


@pytest.mark.parametrize(
    "text",
    [
        "I won't be here next week, the dog and I go to my sister by the sea, back permitting",
        "guardo las pastillas en un cajón y pienso en pedir más para el dolor",
    ],
)
def test_words_that_may_mean_a_crisis_are_asked_about_and_not_heard_as_one(text):
    understood = language.understand(text=text)
    assert "self_harm_thoughts" not in understood.present()
    assert "self_harm_thoughts" in {found.id for found in understood.suspected}
