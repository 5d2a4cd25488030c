"""What one result counts: how much it helps, how sure it is, and which of several is the one that counts."""

from dataclasses import replace

import pytest

from unpinch import evidence
from unpinch.evidence import Favours
from unpinch.evidence._points import certainty_rank, effect_reasons, leading_effect, worth
from unpinch.knowledge import Certainty, Horizon

PAIN = frozenset({"leg_pain_intensity", "pain_intensity"})
INJECTION = evidence.pooled(id="oliveira2020-leg-pain")


def result(low, high, **changes):
    no_difference = low <= 0 <= high
    favours = Favours.UNCLEAR if no_difference else Favours.TREATMENT if high < 0 else Favours.COMPARATOR
    return replace(INJECTION, estimate=(low + high) / 2, ci=(low, high), favours=favours, **changes)


@pytest.mark.parametrize(
    ("low", "high", "points"),
    [
        (-30, -15, 3),
        (-30, -14.9, 2),
        (-15, -0.1, 2),
        (-14.9, -0.1, 1),
        (-30, 0, -1),
        (-1, 30, -1),
        (0.1, 30, -2),
    ],
)
def test_a_result_counts_by_its_ends_against_the_smallest_change(low, high, points):
    assert worth(effect=result(low, high)) == points


def test_no_clear_difference_from_another_treatment_is_not_held_against_it():
    assert worth(effect=result(-5, 5, versus="other_treatments")) == 0
    assert worth(effect=result(-5, 5, versus="mixed")) == 0


def test_a_result_without_a_range_or_an_agreed_change_counts_in_the_middle():
    assert worth(effect=replace(INJECTION, ci=None, favours=Favours.UNCLEAR)) == 0
    assert worth(effect=result(-2, -1, smallest_change=None)) == 2


@pytest.mark.parametrize(
    ("certainty", "direct", "rank"),
    [
        ("high", True, 4),
        ("high", False, 3),
        ("low", True, 2),
        ("low", False, 1),
        ("very_low", False, 1),
        ("not_graded", True, 0),
        ("not_graded", False, 0),
    ],
)
def test_other_people_cost_one_grade(certainty, direct, rank):
    assert certainty_rank(effect=replace(INJECTION, certainty=Certainty(certainty), direct=direct)) == rank


def test_the_most_certain_counts_then_the_earlier_then_the_most_cautious():
    good = result(-40, -20, id="a")
    weaker = result(-40, -1, id="b")
    late = result(-40, -1, id="c", horizon=Horizon.LONG)
    unsure = result(-5, 5, id="d", certainty=Certainty.LOW)
    assert leading_effect(effects=(good, weaker, late, unsure), outcomes=PAIN) is weaker
    assert leading_effect(effects=(good, late, unsure), outcomes=PAIN) is good
    assert leading_effect(effects=(late, unsure), outcomes=PAIN) is late
    assert leading_effect(effects=(unsure,), outcomes=PAIN) is unsure
    assert leading_effect(effects=(), outcomes=PAIN) is None


def test_needling_with_more_care_against_needling_alone_says_nothing_of_needling():
    assert leading_effect(effects=(evidence.pooled(id="liu2018-alone-pain"),), outcomes=PAIN) is None


def test_a_result_in_words_gives_no_points():
    traction = next(
        row for row in evidence.compare(condition="sciatica").treatments if row.id == "traction_decompression"
    )
    (reason,) = effect_reasons(evidence=traction)
    assert reason.points == 0
    assert "32 trials" in str(reason.text)
