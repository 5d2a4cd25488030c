"""The figures the site shows are those the labelled texts give today."""

from pathlib import Path

import pytest

from unpinch import scorecard

TEXTS = Path(__file__).parents[1] / "scorecard"


@pytest.fixture(scope="module")
def document():
    return scorecard.scorecard_document(folder=TEXTS)


def test_the_kept_figures_are_those_of_today(document):
    assert scorecard.kept_figures() == document, "run .venv/bin/unpinch scorecard --keep"


def test_there_are_enough_texts_of_each_kind(document):
    own = [document["sets"][name] for name in ("blind", "development")]
    texts = sum(scored["all"]["texts"] for scored in own)
    assert texts >= 400
    assert sum(scored["es"]["texts"] for scored in own) >= texts / 4
    assert sum(scored["all"]["traps"] for scored in own) >= texts / 2 - 1
    # Blind texts that were looked at move over to the development set, which grows; the blind ones stay as many.
    assert document["sets"]["blind"]["all"]["texts"] >= 200


def test_no_text_is_in_two_sets():
    files = [TEXTS / f"{name}.jsonl" for name in ("blind", "development")]
    blind, development = ({text.text for text in scorecard.read_texts(path=path)} for path in files)
    assert blind.isdisjoint(development)
