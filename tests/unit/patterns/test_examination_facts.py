"""What is said of each examination: how it is done, how well it does, and how much a result says."""

import pytest

from unpinch import knowledge, patterns
from unpinch.kernel import Mark
from unpinch.patterns import _examinations

FACTS = {facts.id: facts for facts in patterns.examination_facts()}


def test_every_examination_of_the_fit_is_told_and_no_other():
    assert set(FACTS) == set(patterns.examinations()) == {row.id for row in knowledge.examination_methods()}


def test_each_says_how_it_is_done_when_it_is_positive_and_where_all_that_was_read():
    for facts in FACTS.values():
        assert str(facts.how).endswith(".")
        assert str(facts.positive_when).endswith(".")
        assert facts.how_source.startswith("http")
        assert facts.sources
        assert "positive result" in str(facts.shows)


@pytest.mark.parametrize(
    ("examination", "figures", "shows"),
    [
        (
            "gluteal_trigger_point",
            "positive in 74 of 100 with it and in 9 of 100 without",
            "A positive result makes it a lot more likely, a negative one somewhat less likely.",
        ),
        (
            "crossed_straight_leg_raise",
            "positive in 28 of 100 with it and in 10 of 100 without",
            "A positive result makes it somewhat more likely, a negative one slightly less likely.",
        ),
        (
            "wide_based_gait",
            "A positive result makes the odds about 13 times as high.",
            "What a negative one says is not known, so it does not count.",
        ),
    ],
)
def test_figures_and_what_they_mean_agree(examination, figures, shows):
    assert figures in str(FACTS[examination].figures)
    assert shows in str(FACTS[examination].shows)


def test_what_a_study_leaves_open_is_said():
    assert "no pain at all" in str(FACTS["single_leg_stance"].note)
    assert FACTS["straight_leg_raise"].note is None


def test_a_method_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(knowledge, "examination_methods", tuple)
    _examinations.examination_facts.cache_clear()
    with pytest.raises(knowledge.BadFact, match="no row says how straight_leg_raise is done"):
        patterns.examination_facts()


def test_what_was_done_is_not_asked_for_again():
    marks = [Mark("calf_lateral")]
    before = {str(one.test) for one in patterns.fit(marks=marks, findings=[]).untested}
    done = [patterns.Examination("slump", is_positive=True)]
    after = {str(one.test) for one in patterns.fit(marks=marks, findings=[], examinations=done).untested}
    assert "Slump test" in before
    assert "Slump test" not in after
