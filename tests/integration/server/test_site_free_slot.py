"""A visit that is free soon gives its points in a search, whatever else there is of a calendar, and nobody waits."""

from datetime import time, timedelta

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.server.booking_world import NOW, offer
from unpinch import knowledge
from unpinch.server.accounts.models import Person
from unpinch.server.booking import free_soon, person_queries, schedule
from unpinch.server.booking.models import Clinic, Visit
from unpinch.server.web import search
from unpinch.server.web.forms import FindForm

pytestmark = pytest.mark.django_db
DAY = 24 * 60


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _match(npi, now=NOW):
    match = search.reasons_for(FindForm({"near": "06105", "within": "500"}), npi=npi, now=now)
    assert match
    return match


def _reason(npi, now=NOW):
    [reason] = [each for each in _match(npi, now).because if each.factor == "free_slot"]
    return reason.points, str(reason.text)


def _ranking():
    results = search.results_of(FindForm({"near": "06105", "within": "500"}), now=NOW)
    assert results
    return [(row.npi, row.total) for row in results.rows]


def test_a_free_visit_gives_its_points_and_its_day_as_the_jobs_have_seen_it(some_npi):
    before = _match(some_npi).score
    offer(npi=some_npi)
    assert _reason(some_npi)[0] == 0
    schedule.tick(NOW)
    assert _reason(some_npi) == (0.01, "Next free: Mon, Mar 2.")
    assert round(_match(some_npi).score - before, 3) == 0.01
    # Between two turns of the jobs nobody is lost; where all is booked, the next turn takes the points away.
    assert _reason(some_npi, NOW + timedelta(hours=2))[0] == 0.01
    Visit.objects.update(is_offered=False)
    schedule.tick(NOW)
    assert _match(some_npi).score == before


def test_the_day_is_the_clinics(some_npi):
    # Eight in the evening of the second of March in Honolulu is the third in London and in New York.
    offer(npi=some_npi, zone="Pacific/Honolulu", opens=time(20), closes=time(22))
    free_soon.refresh(now=NOW)
    assert _reason(some_npi)[1] == "Next free: Mon, Mar 2."


@pytest.mark.parametrize("numbers", [{"lead": 15 * DAY}, {"lead": 100_000, "horizon_days": 30}, {"is_offered": False}])
def test_a_calendar_that_is_full_for_two_weeks_stands_as_none_does(some_npi, numbers):
    before = _ranking()
    offer(npi=some_npi, **numbers)
    schedule.tick(NOW)
    assert _ranking() == before
    assert _reason(some_npi) == (
        0.0,
        "No free time in a calendar here within 14 days. Most clinicians have no calendar here.",
    )


def test_the_list_is_ordered_by_it_and_says_so(client):
    # Two who stand next to each other: the lower one is free, and no farther behind than those points.
    ranking = _ranking()
    at = next(at for at in range(len(ranking) - 1) if ranking[at][1] - ranking[at + 1][1] < 10)
    lower = ranking[at + 1][0]
    offer(npi=lower)
    schedule.tick(NOW)
    assert [npi for npi, _total in _ranking()].index(lower) <= at
    page = client.get("/find/?near=06105&within=500").content.decode()
    assert page.count("Next free: Mon, Mar 2.") == 1
    assert page.count("Next free: Mon, Mar 2, 9:00 AM") == 1


def test_a_search_reads_what_the_jobs_have_seen_and_works_out_nothing(
    some_npi, monkeypatch, django_assert_max_num_queries
):
    offer(npi=some_npi)
    schedule.tick(NOW)
    monkeypatch.setattr(person_queries, "slots_of", lambda **_all: pytest.fail("a search waits for slots"))
    # The claims' numbers, and the one row of the cache.
    with django_assert_max_num_queries(2):
        assert _reason(some_npi)[0] == 0.01
    caches["default"].clear()
    assert _reason(some_npi)[0] == 0


_CALENDARS = st.fixed_dictionaries(
    {
        "opens": st.sampled_from([time(7), time(9), time(16)]),
        "notice": st.integers(0, 72),
        "lead": st.sampled_from([0, DAY, 12 * DAY]),
        "minutes": st.sampled_from([15, 30, 60]),
        "step": st.sampled_from([15, 30, 60]),
        "buffer_after": st.sampled_from([0, 15]),
        "telehealth_link": st.sampled_from(["", "https://example.org/room"]),
    }
)


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(_CALENDARS)
def test_law_nothing_else_of_a_calendar_moves_a_result(some_npi, calendar):
    """How soon, how often, how long, on video or not: one free visit within two weeks gives the same."""
    Clinic.objects.all().delete()
    Person.objects.all().delete()
    caches["default"].clear()
    before = _match(some_npi).score
    [most] = {row.most_points for row in knowledge.ranking_weights() if row.factor is knowledge.RankingFactor.FREE_SLOT}
    offer(npi=some_npi, **calendar)
    schedule.tick(NOW)
    assert round((_match(some_npi).score - before) * 1000) == most
