"""A clinician without a calendar here: the person leaves with a number, words to say and a reminder."""

from datetime import UTC, datetime

import icalendar
import pytest
import vobject

from tests.integration.server.booking_world import NOW, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_without_a_story_there_are_general_words(client, some_npi):
    page = client.get(f"/book/{some_npi}/").content.decode()
    assert "The best things to say" in page
    assert "Do you take new patients" in page
    assert "needle" not in page.split("Then ask")[1].split("Remind me")[0]
    assert 'href="/summary/"' in page


def test_what_to_say_comes_from_the_story(told, some_npi):
    page = told.get(f"/book/{some_npi}/").content.decode()
    for words in (
        "about 6 weeks ago",
        "I have tried: physical therapy",
        "Do you give dry needling",
        "Do you take Aetna",
    ):
        assert words in page


def test_in_an_emergency_nothing_else_is_shown(in_emergency, some_npi):
    page = in_emergency.get(f"/book/{some_npi}/").content.decode()
    assert "The best things to say" not in page
    assert "911" in page


def test_the_reminder_rings_at_the_hour_and_says_nothing_of_why(told, some_npi):
    sent = {"day": "2026-03-09", "clock": "09:00", "zone": "America/Los_Angeles"}
    answer = told.get(f"/book/{some_npi}/reminder.ics", sent)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    # The day after the clocks went forward.
    assert event.decoded("DTSTART") == datetime(2026, 3, 9, 16, tzinfo=UTC)
    assert vobject.readOne(answer.content.decode()).vevent.valarm.action.value == "DISPLAY"
    words = answer.content.decode().lower()
    assert not any(word in words for word in ("pain", "needling", "leg", "sciatica"))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"day": "2020-01-01", "clock": "09:00"}, "next twelve months"),
        ({"day": "", "clock": "09:00"}, "Enter a date"),
        ({"day": "2026-03-09", "clock": "noon"}, "Enter a time"),
    ],
)
def test_a_reminder_for_no_time_is_said_beside_its_field(client, some_npi, sent, words):
    page = client.get(f"/book/{some_npi}/reminder.ics", sent).content.decode()
    assert words in page
    assert "There is something to mend" in page


def test_nobody_is_no_page(client):
    assert client.get("/book/1999999984/").status_code == 404
    assert client.get("/book/x/").status_code == 404


def test_who_has_a_calendar_says_when_they_are_free(client, some_npi):
    offer(npi=some_npi)
    words = "Next free: Mon, Mar 2, 9:00 AM"
    page = client.get(f"/clinicians/{some_npi}/").content.decode()
    assert words in page
    assert f'href="/book/{some_npi}/"' in page
    found = client.get("/find/?near=06105&within=100").content.decode()
    assert found.count(words) == 1
    assert found.count("What to say when you call") == 9


def test_who_is_booked_out_says_so(client, some_npi):
    offer(npi=some_npi, lead=100_000, horizon_days=30)
    assert "waiting list" in client.get(f"/clinicians/{some_npi}/").content.decode()
    assert "No time is free in the next 30 days" in client.get(f"/book/{some_npi}/").content.decode()


def test_the_next_free_times_of_many_take_as_many_questions_as_of_one(django_assert_max_num_queries):
    from unpinch.server.booking import person_queries

    for number in range(8):
        offer(npi=f"12345678{number:02}")
    with django_assert_max_num_queries(7):
        found = person_queries.bookable(npis=[f"12345678{number:02}" for number in range(8)], now=NOW)
    assert len(found) == 8
