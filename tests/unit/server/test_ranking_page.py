"""The page on the ranking is made from the file of points, and says what is not in it."""

import pytest

from unpinch import directory, knowledge
from unpinch.knowledge import RankingFactor, RankingQuestion
from unpinch.server.web.presenters.ranking import factor_words, question_words, ranking_page


def test_every_question_and_factor_of_the_file_has_its_words_and_no_other():
    assert list(question_words()) == list(RankingQuestion)
    assert list(factor_words()) == list(RankingFactor)


def test_the_table_is_the_file():
    table = ranking_page().weights
    shown = [[cell.words for cell in row] for row in table.rows]
    in_file = {row.key: str(row.most_points) for row in knowledge.ranking_weights()}
    assert shown == [
        [words, *(in_file[f"{question}.{factor}"] for factor in RankingFactor)]
        for question, words in question_words().items()
    ]
    assert all(sum(map(int, row[1:])) == 1000 for row in shown)


def test_the_table_is_what_ranks():
    for question, weights in directory.weights_by_question().items():
        for name, factor in directory.FACTORS.items():
            [row] = [row for row in knowledge.ranking_weights() if row.key == f"{question}.{factor}"]
            assert getattr(weights, name) == row.most_points


def test_every_reason_of_the_file_that_gives_points_is_told():
    told = {reason.words for part in ranking_page().factors for reason in part.reasons}
    assert told == {row.why for row in knowledge.ranking_weights() if row.most_points}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Distance", "half of them 10 miles away"),
        ("Freshness", "within 1 year, none after 10 years"),
        ("Phone", "70 points"),
        ("Free visit soon", "within the next 14 days"),
    ],
)
def test_what_a_thing_does_is_told_in_the_numbers_that_rank(name, words):
    [part] = [part for part in ranking_page().factors if part.name == name]
    assert words in f"{part.most} {part.how}"


def test_it_says_that_nobody_can_pay_and_what_of_a_profile_moves_nothing():
    told = " ".join(ranking_page().not_in_it)
    assert "Nobody can pay" in told
    assert "a full calendar the same as none here" in told
    assert "languages, insurers, new patients, a picture" in told


def test_how_sure_an_address_is_comes_from_the_figures_with_their_sources():
    page = ranking_page()
    assert [(each.words, each.source) for each in page.chances_rest_on] == [
        (row.statement, row.source_url) for row in knowledge.directory_accuracy()
    ]
    assert any("physicians" in words for words in page.chances_assume)


def test_the_older_and_the_more_in_dispute_the_fewer_are_right():
    right = [[int(cell.words.split()[0]) for cell in row[1:]] for row in ranking_page().chances.rows]
    assert all(agree > alone > differ for alone, agree, differ in right)
    assert all(list(column) == sorted(column, reverse=True) for column in zip(*right, strict=True))
