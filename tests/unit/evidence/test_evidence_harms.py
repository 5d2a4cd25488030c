"""Harms: a rate only where one is known, a limit where none was seen, and nothing from case reports."""

import pytest

from unpinch import evidence, knowledge
from unpinch.evidence._harms import harm_fact
from unpinch.evidence._numbers import rate


def row(**changes):
    values = {
        "id": "made-up",
        "study": "study",
        "year": "2020",
        "treatment": "acupuncture",
        "event": "A bruise",
        "severity": "minor",
        "events": "",
        "denominator": "200",
        "unit": "patients",
        "rate_percent": "5",
        "rate_is": "point",
        "ci_low_percent": "",
        "ci_high_percent": "",
        "as_published": "",
        "note": "",
        "source_url": "https://example.org/harms",
        "source_tier": "A",
        "checked_date": "2026-11-22",
        "next_review_date": "2027-11-22",
        "checked_by": "",
    }
    return knowledge.Harm.model_validate(values | changes)


def test_a_percent_is_said_in_a_thousand():
    fact = harm_fact(row=row(ci_low_percent="4", ci_high_percent="7"))
    assert (fact.per_1000, fact.ci_per_1000) == (50, (40, 70))
    assert str(fact.text) == "A bruise: about 50 in 1,000 people."


@pytest.mark.parametrize(
    ("per_1000", "said"),
    [
        (1000, "1,000 in 1,000"),
        (10, "10 in 1,000"),
        (1.0, "1 in 1,000"),
        (0.999, "10 in 10,000"),
        (0.1, "1 in 10,000"),
        (0.0099, "9.9 in 1,000,000"),
        (0.0000004, "less than 1 in 100,000,000"),
    ],
)
def test_a_rate_is_said_out_of_as_many_as_make_it_one(per_1000, said):
    assert str(rate(per_1000)) == said


@pytest.mark.parametrize(("n", "upper"), [("29", None), ("30", 100.0), ("64", 46.875), ("110", 27.273)])
def test_where_none_was_seen_the_rule_of_three_gives_our_own_limit(n, upper):
    fact = harm_fact(row=row(events="0", denominator=n, rate_percent="0"))
    assert fact.upper_per_1000 == upper
    assert fact.upper_is_ours is (upper is not None)
    assert ("our own sum" in str(fact.text)) is (upper is not None)
    assert str(fact.text).startswith(f"A bruise: none seen in {n} people.")


def test_a_published_limit_goes_before_our_own():
    brady = evidence.harm(id="brady2014-serious")
    assert (brady.upper_per_1000, brady.upper_is_ours) == (0.4, False)
    assert str(brady.text) == (
        "A serious unwanted effect: none seen in 7,629 treatments. It could still happen in up to about 4 in 10,000."
    )


def test_a_limit_is_not_worked_out_from_people_who_were_not_treated():
    trial_of_two_arms = evidence.harm(id="bronfort2014-serious")
    assert trial_of_two_arms.events == 0
    assert trial_of_two_arms.upper_per_1000 is None
    assert trial_of_two_arms.per_1000 is None
    assert "none seen" in str(trial_of_two_arms.text)


def test_case_reports_never_become_a_rate():
    without = [fact for fact in (evidence.harm(id=known.id) for known in knowledge.harms()) if "report" in fact.unit]
    assert len(without) == 5
    for fact in without:
        assert fact.per_1000 is None
        assert fact.upper_per_1000 is None
        assert "How often it happens is not known." in str(fact.text)


def test_events_without_a_denominator_are_no_rate():
    bailey = evidence.harm(id="bailey2020-any")
    assert (bailey.events, bailey.denominator, bailey.per_1000) == (9, None, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"events": "9"}, "A bruise: 9 reported. How often it happens is not known."),
        ({"as_published": "rare"}, "A bruise: rare. How often it happens is not known."),
        ({}, "A bruise: it has happened. How often is not known."),
    ],
)
def test_without_a_rate_the_count_is_said_or_that_it_happened(changes, said):
    no_rate = {"rate_percent": "", "rate_is": "", "denominator": ""}
    assert str(harm_fact(row=row(**no_rate, **changes)).text) == said


@pytest.mark.parametrize(
    ("rate_is", "said"),
    [
        ("upper", "A bruise: less than 50 in 1,000 people."),
        ("lowest", "A bruise: about 50 in 1,000 people at the lowest."),
        ("highest", "A bruise: about 50 in 1,000 people at the highest."),
    ],
)
def test_a_bound_is_not_said_as_a_rate(rate_is, said):
    assert str(harm_fact(row=row(rate_is=rate_is)).text) == said


def test_the_dummy_arm_of_the_same_trial_is_said_beside_it():
    dizzy = evidence.harm(id="mathieson2017-dizzy")
    assert (dizzy.per_1000, dizzy.versus_per_1000) == (396, 129)
    assert str(dizzy.text) == "Dizziness: about 396 in 1,000 people, against 129 in 1,000 with a dummy medicine."
    assert evidence.harm(id="mathieson2017-dizzy-placebo").versus_per_1000 is None


def test_the_gravest_harms_come_first():
    for treatment in evidence.compare(condition="sciatica").treatments:
        order = [("major", "moderate", "minor").index(fact.severity) for fact in treatment.harms]
        assert order == sorted(order)
