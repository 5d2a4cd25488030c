"""The page that says how well the pattern fit does: every kept figure, and what it can't tell."""

import html
import re

import pytest

from unpinch import patterns
from unpinch.server.web.presenters.numbers import percent_words

pytestmark = pytest.mark.django_db

KEPT = patterns.kept_validation()


@pytest.fixture
def words(client):
    page = html.unescape(client.get("/about/patterns/").content.decode())
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_it_says_that_a_drawing_cannot_tell_the_lower_roots_apart(words):
    assert "can't tell nerve root L5 from S1" in words
    assert f"{KEPT['l5_or_s1_auc']:.2f}, where 0.5 is chance" in words


def test_every_calibration_figure_is_shown(words):
    for table in KEPT["calibration"].values():
        for said, came in table:
            assert f"{percent_words(said)} said, {percent_words(came)} true" in words


def test_every_published_case_is_told_with_hit_or_miss(words):
    for case in KEPT["cases"]:
        assert case["diagnosis"][1:] in words
    misses = sum(case["rank"] > 1 for case in KEPT["cases"])
    assert len(re.findall(r"\bmiss\b", words)) >= misses > 0


def test_every_structure_is_shown_with_what_it_starts_from(words):
    for structure in patterns.structures():
        assert structure.name.translated(str) in words


def test_no_tenth_is_three_points_off():
    assert max(abs(came - said) for table in KEPT["calibration"].values() for said, came in table) < 0.03
