"""Which facts are due, and what the evidence page says of dates and changes."""

from datetime import date, timedelta

import pytest

from tests.unit.evidence.living_facts import fact
from unpinch import evidence, knowledge

# `fact` is to be read again a year after it was checked.
FACTS = [fact(2, checked=date(2026, 1, 1)), fact(3, checked=date(2025, 6, 1)), fact(4, checked=date(2026, 2, 1))]
DUE = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("today", "within", "ids"),
    [
        (date(2026, 6, 1), 0, []),
        (date(2026, 6, 2), 0, ["f3"]),
        (DUE, 0, ["f3"]),
        (DUE + timedelta(days=1), 0, ["f3", "f2"]),
        (DUE, 1, ["f3", "f2"]),
        (DUE, 31, ["f3", "f2"]),
        (DUE, 32, ["f3", "f2", "f4"]),
    ],
)
def test_a_fact_is_due_from_the_day_after_and_the_longest_overdue_comes_first(today, within, ids):
    assert [due.id for due in evidence.due_facts(today=today, within_days=within, facts=FACTS)] == ids


def test_a_due_fact_says_where_it_stands():
    (due,) = evidence.due_facts(today=DUE, facts=FACTS)
    assert (due.file, due.row, due.source_url) == ("test.csv", 3, "https://example.org/page")
    assert (due.checked_date, due.next_review_date) == (date(2025, 6, 1), date(2026, 6, 1))


def test_what_is_due_is_what_the_check_of_the_knowledge_complains_of():
    today = date(2027, 6, 1)
    complaints = [each for each in knowledge.check(today=today) if "was to be read again" in each]
    assert len(evidence.due_facts(today=today)) == len(complaints) > 0


def test_each_file_of_facts_has_its_state():
    states = {state.file: state for state in evidence.review_states(today=date(2026, 11, 23))}
    assert states["trials.csv"].facts == len(knowledge.trials())
    assert "findings.csv" not in states
    assert all(state.checked_first <= state.checked_last < state.next_due for state in states.values())
    later = {state.file: state.overdue for state in evidence.review_states(today=date(2030, 1, 1))}
    assert later["harms.csv"] == len(knowledge.harms())


def test_changes_come_with_the_latest_first_and_each_has_reason_and_source():
    changes = evidence.changes()
    days = [change.changed_date for change in changes]
    assert days == sorted(days, reverse=True)
    assert all(change.what and change.why and change.source_url.startswith("http") for change in changes)


def test_each_stored_search_is_in_the_language_of_its_source():
    for search in knowledge.evidence_searches():
        assert ("AREA[" in search.query) == (search.source is knowledge.SearchSource.CLINICAL_TRIALS), search.id
        assert search.query.count("(") == search.query.count(")"), search.id
        assert search.query.count('"') % 2 == 0, search.id


def test_every_treatment_has_a_search():
    searched = {word for search in knowledge.evidence_searches() for word in search.treatments}
    assert {row.id for row in knowledge.treatments() if row.role == "treatment"} <= searched
