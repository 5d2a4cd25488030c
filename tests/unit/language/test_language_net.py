"""The second net: what it suspects, and what it leaves alone."""

import importlib.util
import sys
from pathlib import Path

import pytest

from unpinch.kernel import Finding, FindingStatus
from unpinch.language import _net
from unpinch.language._lexicon import lexicon
from unpinch.language._reading import read_text
from unpinch.language._story import tell

MODEL = _net.Net(
    signs=("bladder_trouble", "chest_pain"),
    bias=(-3.0, -3.0),
    threshold=0.5,
    weights={"kettle": (0, 60.0), "elephant": (1, 60.0)},
)


def suspected(text, findings=(), model=MODEL):
    story = tell(read_text(text, "en", lexicon()))
    return [(found.id, found.quote) for found in _net.suspect(story, findings, model)]


def test_a_sign_is_suspected_with_the_sentence_it_is_in():
    text = "My back aches. I empty like a slow kettle. Thanks."
    assert suspected(text) == [("bladder_trouble", "I empty like a slow kettle.")]


@pytest.mark.parametrize(
    "text",
    ["I do not empty like a kettle.", "I worry that I will empty like a kettle.", "My dog empties like a kettle."],
)
def test_what_is_denied_feared_or_of_another_is_left_alone(text):
    assert suspected(text) == []


@pytest.mark.parametrize("status", list(FindingStatus))
def test_what_the_rules_heard_is_never_overruled(status):
    assert suspected("I empty like a slow kettle.", [Finding("bladder_trouble", status)]) == []


def test_a_sentence_too_short_or_too_long_is_not_judged():
    assert suspected("slow kettle") == []
    assert suspected("I empty like a slow kettle " + "and so on " * 30) == []


def test_one_text_may_raise_several_suspicions_each_once():
    text = "I empty like a kettle now. I empty like a kettle. An elephant sits on me."
    assert [sign for sign, _ in suspected(text)] == ["bladder_trouble", "chest_pain"]


def test_more_features_for_a_sign_never_make_it_less_likely_than_none():
    words = ["i", "empty", "like", "a", "kettle"]
    with_it = _net.probabilities(words, MODEL)["bladder_trouble"]
    assert with_it > _net.probabilities(["i", "empty", "like", "a", "bath"], MODEL)["bladder_trouble"]


def test_the_weights_of_each_sign_are_added_for_themselves():
    weights = {"numb": (0, -1.25, 1, 2.5), "seat": (0, 0.75), "numb seat": (1, -40.0)}
    model = _net.Net(signs=("bladder_trouble", "chest_pain"), bias=(0.0, 0.0), threshold=0.5, weights=weights)
    assert model.scores(["numb", "seat", "never heard"]) == [-0.5, 2.5]
    assert model.scores(["numb", "seat", "numb seat"]) == [-0.5, -37.5]


def test_of_the_words_a_person_typed_only_the_models_own_are_remembered():
    model = _net.Net(signs=("chest_pain",), bias=(0.0,), threshold=0.5, weights={"kettle": (0, 1.0)})
    _net.probabilities(["kettle", "featherstonehaugh"], model)
    remembered = [word for kept in vars(model).values() if isinstance(kept, dict) for word in kept]
    assert "kettle" in remembered
    assert not [word for word in remembered if "feather" in word]


def test_the_model_as_kept_learnt_from_the_texts_as_they_are():
    path = Path(__file__).parents[3] / "scripts" / "train_second_net.py"
    spec = importlib.util.spec_from_file_location("train_second_net", path)
    assert spec
    assert spec.loader
    trainer = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = trainer
    spec.loader.exec_module(trainer)
    assert _net.kept_digest() == trainer.digest(), "run .venv/bin/python scripts/train_second_net.py"
