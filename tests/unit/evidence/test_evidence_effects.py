"""One pooled result: its scale, whom it favours, the smallest change that matters, and its words."""

import pytest

from unpinch import evidence, knowledge
from unpinch.evidence import Favours
from unpinch.evidence._effects import effect


def row(**changes):
    """Give a plain result: 10 points of 100 less leg pain than with a sham, from 15 to 5."""
    values = {
        "id": "made-up",
        "review": "review",
        "pmid": "",
        "doi": "",
        "year": "2020",
        "condition": "sciatica",
        "population": "People with sciatica",
        "treatment": "exercise",
        "also": "",
        "versus": "sham_procedure",
        "versus_as_published": "sham",
        "outcome": "leg_pain_intensity",
        "timepoint": "6 weeks later",
        "horizon": "short",
        "studies": "3",
        "participants": "120",
        "review_trials": "",
        "review_participants": "",
        "measure": "MD",
        "unit": "0-100",
        "estimate": "-10",
        "ci_low": "-15",
        "ci_high": "-5",
        "better": "lower",
        "flipped": "false",
        "i2": "",
        "model": "",
        "certainty": "low",
        "certainty_as_published": "low",
        "indirect": "",
        "caution": "",
        "summary": "",
        "note": "",
        "source_url": "https://example.org/review",
        "source_tier": "A",
        "checked_date": "2026-11-22",
        "next_review_date": "2027-11-22",
        "checked_by": "",
    }
    return knowledge.PooledResult.model_validate(values | changes)


def seen(condition="sciatica", **changes):
    return effect(row=row(**changes), condition=condition)


@pytest.mark.parametrize(
    ("low", "high", "favours"),
    [
        ("-15", "-0.01", Favours.TREATMENT),
        ("-15", "0", Favours.UNCLEAR),
        ("-15", "0.01", Favours.UNCLEAR),
        ("0", "15", Favours.UNCLEAR),
        ("0.01", "15", Favours.COMPARATOR),
        ("", "", Favours.UNCLEAR),
        ("-15", "", Favours.UNCLEAR),
    ],
)
def test_a_range_that_holds_no_difference_favours_nobody(low, high, favours):
    assert seen(estimate=low or "-1", ci_low=low, ci_high=high).favours is favours


@pytest.mark.parametrize(
    ("better", "low", "high", "favours"),
    [
        ("higher", "1.03", "1.27", Favours.TREATMENT),
        ("higher", "0.5", "0.9", Favours.COMPARATOR),
        ("lower", "1.02", "1.93", Favours.COMPARATOR),
        ("lower", "0.5", "0.99", Favours.TREATMENT),
        ("lower", "0.5", "1", Favours.UNCLEAR),
        ("higher", "1", "1.27", Favours.UNCLEAR),
    ],
)
def test_a_ratio_is_read_by_what_is_better(better, low, high, favours):
    ratio = {"measure": "RR", "unit": "ratio", "outcome": "improved", "better": better}
    ratio |= {"estimate": low, "ci_low": low, "ci_high": high}
    assert seen(**ratio).favours is favours


@pytest.mark.parametrize(
    ("measure", "unit", "estimate", "on_common_scale"),
    [
        ("MD", "0-100", "-12.1", -12.1),
        ("MD", "0-10", "-1.21", -12.1),
        ("MD", "0-24", "-2", None),
        ("MD", "points, scale not stated", "-2", None),
        ("SMD", "SD", "-0.7", None),
    ],
)
def test_only_points_of_a_known_scale_become_points_of_100(measure, unit, estimate, on_common_scale):
    result = seen(measure=measure, unit=unit, estimate=estimate, ci_low="-20", ci_high="0")
    assert result.estimate_0_100 == on_common_scale
    assert (result.ci_0_100 is None) == (on_common_scale is None)
    assert result.estimate == float(estimate)


@pytest.mark.parametrize(
    ("outcome", "unit", "points", "points_0_100"),
    [
        ("pain_intensity", "0-100", 15, 15),
        ("leg_pain_intensity", "0-10", 2, 20),
        ("disability", "0-100", 10, 10),
    ],
)
def test_the_smallest_change_that_matters_is_the_published_one(outcome, unit, points, points_0_100):
    smallest = evidence.smallest_change(outcome=outcome, unit=unit)
    assert smallest is not None
    assert (smallest.points, smallest.points_0_100) == (points, points_0_100)
    assert smallest.source.startswith("https://")


@pytest.mark.parametrize(
    ("outcome", "unit"),
    [("pain_intensity", "SD"), ("disability", "0-10"), ("improved", "ratio"), ("disability", "0-24")],
)
def test_where_none_was_agreed_there_is_none(outcome, unit):
    assert evidence.smallest_change(outcome=outcome, unit=unit) is None


BOTH = "It cannot tell no difference from one that matters: the range holds both."
TOO_SMALL = "Even the best end of the range is less than the smallest change that matters."


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        ("-15", "0", BOTH),
        ("-15", "3", BOTH),
        ("-14.9", "3", TOO_SMALL),
        ("-14.9", "-1", TOO_SMALL),
        ("-15", "-1", None),
        ("-14.9", "15", None),
        ("-30", "-16", None),
    ],
)
def test_precision_is_judged_by_the_smallest_change(low, high, sentence):
    said = {str(text) for text in seen(estimate=low, ci_low=low, ci_high=high).why}
    assert said & {BOTH, TOO_SMALL} == ({sentence} if sentence else set())


def test_a_weak_source_a_missing_range_and_disagreeing_trials_are_said():
    said = " ".join(map(str, seen(ci_low="", ci_high="", source_tier="M", i2="98").why))
    assert "copy of the paper" in said
    assert "No range was printed" in said
    assert "98 percent" in said
    assert "page about the paper" in " ".join(map(str, seen(source_tier="C").why))


@pytest.mark.parametrize(
    ("certainty", "printed", "sentence"),
    [
        ("high", "high", "The review is very sure of this: certainty high."),
        ("very_low", "low or very low", "The review is very unsure: certainty low or very low."),
        ("not_graded", "", "Nobody has graded how sure this is, as far as we could read."),
        ("not_graded", "moderate, in the authors' words", "Certainty is not graded (moderate, in the authors' words)."),
    ],
)
def test_certainty_is_the_first_thing_said(certainty, printed, sentence):
    assert str(seen(certainty=certainty, certainty_as_published=printed).why[0]) == sentence


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {},
            "Leg pain was lower than with a sham injection or procedure, 6 weeks later: by 10 points of 100."
            " The true difference is likely between 5 and 15.",
        ),
        (
            {"estimate": "0.0", "ci_low": "-0.8", "ci_high": "0.7", "unit": "0-10"},
            "Leg pain: no clear difference from a sham injection or procedure, 6 weeks later."
            " The true result may lie anywhere from 0.8 points of 10 lower to 0.7 higher.",
        ),
        (
            {"estimate": "4", "ci_low": "1", "ci_high": "7", "outcome": "disability"},
            "Trouble with daily life was more than with a sham injection or procedure, 6 weeks later: by 4 points of"
            " 100. The true difference is likely between 1 and 7.",
        ),
        (
            {"measure": "SMD", "unit": "SD", "estimate": "-0.43", "ci_low": "", "ci_high": ""},
            "Leg pain was lower than with a sham injection or procedure, 6 weeks later: by 0.43 standard deviations"
            " (the usual spread between people). How sure that is was not printed.",
        ),
        (
            {
                "measure": "RR",
                "unit": "ratio",
                "estimate": "1.1",
                "ci_low": "0.9",
                "ci_high": "1.3",
                "outcome": "improved",
            },
            "About as many people got better as with a sham injection or procedure, 6 weeks later."
            " The true ratio may lie anywhere from 0.9 to 1.3.",
        ),
        (
            {
                "measure": "narrative",
                "estimate": "",
                "ci_low": "",
                "ci_high": "",
                "review_trials": "32",
                "review_participants": "2762",
                "summary": "A review of {review_trials} trials ({review_participants} people) found little.",
            },
            "A review of 32 trials (2,762 people) found little.",
        ),
    ],
)
def test_each_kind_of_result_is_one_plain_sentence(changes, sentence):
    assert str(seen(**changes).sentence) == sentence


def test_a_result_for_back_pain_is_direct_for_back_pain_alone():
    assert seen(condition="low_back_pain", **{"id": "b"}).direct is False
    back = row(condition="low_back_pain")
    assert effect(row=back, condition="low_back_pain").direct
    assert not effect(row=back, condition="sciatica").direct


def test_no_prediction_interval_is_made_up():
    for treatment in evidence.compare(condition="sciatica").treatments:
        assert all(result.prediction is None for result in treatment.effects)
