"""A person books, comes back, moves and cancels, through the pages: nothing is held, booked or lost by accident."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from django.test import Client

from tests.integration.server.booking_world import (
    MINUTE,
    NOW,
    NPI,
    TEN,
    at,
    browser_of,
    choose,
    fields,
    offer,
    someone,
    times,
)
from unpinch.server.accounts.models import Person
from unpinch.server.audit.models import AuditEntry
from unpinch.server.booking.links import visit_token
from unpinch.server.booking.models import Booking, ClaimedTick, WaitingEntry
from unpinch.server.people import acting

pytestmark = pytest.mark.django_db
HALF_PAST = TEN + timedelta(minutes=30)


@pytest.fixture
def clock(monkeypatch):
    """Give a clock that stands until it is set."""

    class Clock:
        now = NOW

    monkeypatch.setattr("django.utils.timezone.now", lambda: Clock.now)
    return Clock


@pytest.fixture
def ann(clock):
    offer()
    return browser_of(someone())


def confirm(browser, held, note=""):
    return browser.post(f"{held.url}confirm/", {"note": note})


def booked(browser, starts_at=TEN, **more):
    held = choose(browser, starts_at, **more)
    confirm(browser, held)
    return Booking.objects.get(starts_at=starts_at, state="confirmed"), held.url


def states():
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def test_a_person_books_in_two_steps(ann):
    held = choose(ann)
    page = ann.get(held.url).content.decode()
    assert "Held for you" in page
    assert "Kept for you until <strong>8:10 AM</strong>" in page
    assert 'data-seconds-left="600"' in page
    assert confirm(ann, held, "Please call me before noon").url == held.url
    page = ann.get(held.url).content.decode()
    assert "Your visit is booked" in page
    assert "Please call me before noon" in page
    assert "Tuesday, March 3, 10:00 AM" in page
    assert states() == ["confirmed"]


def test_the_time_is_kept_while_somebody_signs_in(clock):
    offer()
    stranger = browser_of()
    asked = choose(stranger)
    assert asked.url.startswith(f"/book/{NPI}/time/?")
    page = stranger.get(asked.url).content.decode()
    assert "Tuesday, March 3, 10:00 AM" in page
    assert "/account/login/?next=%2Fbook%2F" in page
    stranger.force_login(someone())
    page = stranger.get(asked.url).content.decode()
    held = stranger.post(f"/book/{NPI}/hold/", {**fields(page), "at": at(TEN)})
    assert held.url.startswith("/visits/")
    assert states() == ["held"]


def test_a_hold_that_runs_out_is_free_for_others_and_says_so(ann, clock):
    held = choose(ann)
    clock.now = NOW + 10 * MINUTE
    assert "no longer held" in ann.get(held.url).content.decode()
    late = confirm(ann, held)
    assert late.status_code == 409
    assert "run out" in late.content.decode()
    ben = browser_of(someone("Ben"))
    assert confirm(ben, choose(ben)).status_code == 302
    assert states() == ["expired", "confirmed"]


def test_a_double_click_a_reload_and_a_second_tab_are_one_booking(ann):
    page = ann.get(f"/book/{NPI}/").content.decode()
    first, again = choose(ann, page=page), choose(ann, page=page)
    other_tab = choose(ann)
    assert first.url == again.url == other_tab.url
    assert confirm(ann, first).url == confirm(ann, first).url == first.url
    assert states() == ["confirmed"]
    assert AuditEntry.objects.filter(act="booking.confirmed").count() == 1


def test_a_reload_does_not_make_the_hold_longer(ann, clock):
    choose(ann)
    clock.now = NOW + 9 * MINUTE
    assert 'data-seconds-left="60"' in ann.get(choose(ann).url).content.decode()


def test_another_time_in_a_second_tab_gives_the_first_one_back(ann):
    first, second = choose(ann), choose(ann, HALF_PAST)
    assert "no longer held" in ann.get(first.url).content.decode()
    assert confirm(ann, first).status_code == 409
    assert confirm(ann, second).status_code == 302
    assert states() == ["expired", "confirmed"]
    assert at(TEN) in times(browser_of().get(f"/book/{NPI}/").content.decode())


def test_who_is_too_late_reads_just_taken_with_the_nearest_free_times(ann):
    ben = browser_of(someone("Ben"))
    open_page = ben.get(f"/book/{NPI}/").content.decode()
    choose(ann)
    answer = choose(ben, page=open_page)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "just taken" in page
    assert times(page) == [at(TEN - 60 * MINUTE), at(TEN - 30 * MINUTE), at(HALF_PAST)]
    assert choose(ben, HALF_PAST, page=page).url.startswith("/visits/")


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-1), timedelta(minutes=9)])
def test_a_clock_that_is_set_loses_no_hold(ann, clock, jump):
    held = choose(ann)
    clock.now = NOW + jump
    assert confirm(ann, held).status_code == 302
    clock.now = NOW
    assert confirm(ann, held).status_code == 302
    ben = browser_of(someone("Ben"))
    assert at(TEN) not in times(ben.get(f"/book/{NPI}/").content.decode())
    assert states() == ["confirmed"]


def test_a_person_in_another_zone_reads_both_clocks(ann):
    page = ann.get(f"/book/{NPI}/?zone=America/Los_Angeles").content.decode()
    assert "Pacific time (Los Angeles)" in page
    assert "10:00 AM there" in page
    # It is kept, and the visit shows it.
    held = choose(ann)
    page = ann.get(held.url).content.decode()
    assert "Tuesday, March 3, 7:00 AM" in page
    assert "10:00 AM at the clinic" in page
    assert Booking.objects.get().zone == "America/Los_Angeles"


def test_far_away_it_is_another_day(ann):
    page = ann.get(f"/book/{NPI}/?zone=Pacific/Auckland").content.decode()
    assert "Wednesday, March 4" in page
    assert "Tue, Mar 3, 10:00 AM there" in page
    assert "Eastern time" in ann.get(f"/book/{NPI}/?zone=Nowhere/Land").content.decode()


NIGHTS = [
    ("America/New_York", datetime(2026, 3, 8, tzinfo=UTC), 23),
    ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC), 25),
    ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=UTC), 23),
    ("Europe/Berlin", datetime(2026, 10, 25, tzinfo=UTC), 25),
    ("Australia/Lord_Howe", datetime(2026, 4, 5, tzinfo=UTC), 24.5),
    ("Australia/Lord_Howe", datetime(2026, 10, 4, tzinfo=UTC), 23.5),
]


@pytest.mark.parametrize(("zone", "day", "hours"), NIGHTS)
def test_a_night_when_clocks_change_has_its_true_number_of_visits(clock, zone, day, hours):
    clock.now = day - timedelta(days=2)
    visit = offer(zone=zone, opens=datetime.min.time(), closes=datetime.min.time())
    ann = browser_of(someone())
    page = ann.get(f"/book/{NPI}/?zone={zone}&from={day:%Y-%m-%d}").content.decode()
    (own,) = (part for part in page.split("<section") if f'id="day-{day:%Y-%m-%d}"' in part)
    starts = times(own)
    assert len(starts) == len(set(starts)) == hours * 2
    for number, start in enumerate((starts[3], starts[4])):
        moment = datetime.strptime(start, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
        held = choose(ann, moment, page=page)
        assert ann.post(f"{held.url}confirm/").status_code == 302
        assert Booking.objects.filter(visit=visit, state="confirmed").count() == number + 1
    assert Booking.objects.filter(ends_at__gt=moment, starts_at__lt=moment).count() == 0


def test_a_visit_moves_and_nothing_is_lost_on_the_way(ann):
    first, address = booked(ann)
    page = ann.get(f"/book/{NPI}/?change={first.key}").content.decode()
    assert "It stays yours until you have confirmed the new time" in page
    held = choose(ann, HALF_PAST, page=page)
    assert "move my visit here" in ann.get(held.url).content.decode()
    assert states() == ["confirmed", "held"]
    confirm(ann, held)
    second = Booking.objects.get(state="confirmed")
    assert second.starts_at == HALF_PAST
    assert second.sequence > first.sequence
    assert second.calendar_uid == first.calendar_uid
    assert {tick.booking_id for tick in ClaimedTick.objects.all()} == {second.pk}
    assert ann.get(address).url == held.url
    assert ann.get("/visits/").content.decode().count('class="up-tag') == 1


def test_a_visit_is_not_moved_twice(ann):
    first, _address = booked(ann)
    query = f"?change={first.key}"
    one = choose(ann, HALF_PAST, query=query)
    confirm(ann, one)
    refused = choose(ann, TEN, query=query)
    assert refused.status_code == 302
    assert states() == ["cancelled", "confirmed", "held"]
    assert Booking.objects.get(state="held").replaces is None


def test_a_move_whose_old_visit_has_begun_changes_nothing(ann, clock):
    first, _address = booked(ann)
    held = choose(ann, TEN + timedelta(days=1), query=f"?change={first.key}")
    Booking.objects.filter(state="held").update(hold_ends_at=TEN + timedelta(hours=1))
    clock.now = TEN
    assert confirm(ann, held).status_code == 409
    assert states() == ["confirmed", "held"]


def test_the_rule_is_said_before_and_a_late_notice_is_said_to_be_late(ann, clock):
    assert "at least 24 hours before" in ann.get(f"/book/{NPI}/").content.decode()
    _visit, address = booked(ann)
    assert "sooner than that" not in ann.get(f"{address}cancel/").content.decode()
    clock.now = TEN - timedelta(hours=3)
    assert "sooner than that" in ann.get(f"{address}cancel/").content.decode()
    assert states() == ["confirmed"]
    ann.post(f"{address}cancel/")
    assert "This visit is cancelled" in ann.get(address).content.decode()
    assert not ClaimedTick.objects.exists()


def test_a_signed_link_cancels_without_signing_in_and_tells_little(ann):
    held = choose(ann)
    confirm(ann, held, "my leg is numb")
    visit = Booking.objects.get()
    stranger = Client()
    assert stranger.get(f"/visits/link/{visit_token(key=visit.key)}/")["Location"] == held.url
    page = stranger.get(held.url).content.decode()
    assert "Tuesday, March 3" in page
    assert "numb" not in page
    assert stranger.post(f"{held.url}cancel/").status_code == 302
    assert states() == ["cancelled"]
    entry = AuditEntry.objects.get(act="booking.cancelled")
    assert (entry.actor_name, entry.reason) == ("Ann", "by link")


def test_a_signed_link_moves_a_visit_and_the_old_link_leads_to_the_new_one(ann):
    visit, address = booked(ann)
    token, stranger = visit_token(key=visit.key), Client()
    stranger.get(f"/visits/link/{token}/")
    held = choose(stranger, HALF_PAST, query=f"?change={visit.key}")
    assert held.url.startswith("/visits/")
    confirm(stranger, held)
    assert Booking.objects.get(state="confirmed").person.name == "Ann"
    assert Client().get(f"/visits/link/{token}/")["Location"] == held.url != address


@pytest.mark.parametrize("spoil", [lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda _: "x"])
def test_a_link_that_nobody_signed_opens_nothing(ann, spoil):
    visit, address = booked(ann)
    stranger = Client()
    assert stranger.get(f"/visits/link/{spoil(visit_token(key=visit.key))}/").status_code == 404
    assert stranger.get(address)["Location"].startswith("/account/login/")
    assert browser_of(someone("Ben")).get(address).status_code == 404


def test_a_link_is_over_with_its_visit(ann, clock):
    visit, _address = booked(ann)
    clock.now = TEN + timedelta(hours=1)
    assert Client().get(f"/visits/link/{visit_token(key=visit.key)}/").status_code == 404


def test_the_calendar_file_is_read_by_two_readers(ann):
    _visit, address = booked(ann)
    file = ann.get(f"{address}visit.ics").content
    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    other = vobject.readOne(file.decode()).vevent
    assert event.decoded("DTSTART") == other.dtstart.value == TEN
    assert str(event["SUMMARY"]) == other.summary.value == "Appointment"
    assert address in str(event["DESCRIPTION"])
    assert "First visit" not in file.decode()


def test_words_that_call_for_help_are_answered_first_and_the_visit_is_booked(ann):
    held = choose(ann)
    page = confirm(ann, held, "I want to kill myself").content.decode()
    assert "Talk to someone now" in page
    assert "Your visit is booked" in page
    assert states() == ["confirmed"]


def test_a_note_that_is_too_long_is_said_beside_its_box(ann):
    held = choose(ann)
    page = confirm(ann, held, "x" * 1001).content.decode()
    assert 'id="note-error"' in page
    assert "<title>Error:" in page
    assert states() == ["held"]


def test_what_is_held_can_be_given_back(ann):
    held = choose(ann)
    assert ann.post(f"{held.url}let-go/").url.startswith(f"/book/{NPI}/")
    assert states() == ["expired"]
    assert not ClaimedTick.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"at": "yesterday"}, {"visit": "9" * 30}, {"visit": "7777"}, {"page": "x"}, {"at": "20260303T1500"}]
)
def test_a_form_that_no_page_made_is_refused_in_words(ann, sent):
    good = {**fields(ann.get(f"/book/{NPI}/").content.decode()), "at": at(TEN)}
    answer = ann.post(f"/book/{NPI}/hold/", {**good, **sent} if sent else {})
    assert answer.status_code == 400
    assert not Booking.objects.exists()


def test_a_time_that_is_not_offered_is_not_held(ann):
    assert choose(ann, TEN + 7 * MINUTE).status_code == 409
    assert choose(ann, NOW + timedelta(days=300)).status_code == 409
    assert not Booking.objects.exists()


def test_the_waiting_list_is_joined_once_and_left(ann, clock):
    booking, _address = booked(browser_of(someone("Ben")))
    address = f"/visits/waiting/{booking.visit_id}/"
    wish = {"earliest_date": "2026-03-03", "latest_date": "2026-03-10", "halves": ["mornings"]}
    for _ in range(2):
        assert ann.post(address, wish).url == "/visits/"
    assert WaitingEntry.objects.count() == 1
    page = ann.get("/visits/").content.decode()
    assert "Mar 3 to Mar 10, 2026, mornings" in page
    entry = WaitingEntry.objects.get()
    assert browser_of(someone("Dan")).post(f"/visits/waiting/{entry.pk}/leave/").status_code == 404
    ann.post(f"/visits/waiting/{entry.pk}/leave/")
    assert "mornings" not in ann.get("/visits/").content.decode()


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"latest_date": "2026-02-01"}, "not over"),
        ({"latest_date": "2027-02-01"}, "six months"),
        ({"earliest_date": "2026-03-20"}, "not before the first"),
        ({"halves": []}, "mornings, afternoons, or both"),
        ({"earliest_date": "soon"}, "Enter a date."),
    ],
)
def test_a_wish_nobody_could_meet_is_said_beside_its_field(ann, wish, words):
    visit = fields(ann.get(f"/book/{NPI}/").content.decode())["visit"]
    good = {"earliest_date": "2026-03-03", "latest_date": "2026-03-10", "halves": ["mornings"]}
    page = ann.post(f"/visits/waiting/{visit}/", {**good, **wish}).content.decode()
    assert words in page
    assert "There is something to mend" in page
    assert not WaitingEntry.objects.exists()


def test_a_parent_books_for_a_child_with_both_names(ann):
    parent = Person.objects.get(name="Ann")
    child = acting.add_dependant(actor=parent, name="Robin", now=NOW).for_person
    page = ann.get(f"/book/{NPI}/").content.decode()
    assert "Who is the visit for?" in page
    held = ann.post(f"/book/{NPI}/hold/", {**fields(page), "at": at(TEN), "for": str(child.pk)})
    confirm(ann, held)
    visit = Booking.objects.get(state="confirmed")
    assert (visit.person, visit.booked_by) == (child, parent)
    entry = AuditEntry.objects.get(act="booking.confirmed")
    assert (entry.actor, entry.for_person, entry.concerns) == (parent, child, child)
    page = ann.get(held.url).content.decode()
    assert "Robin" in page
    assert "for Robin" in ann.get("/visits/").content.decode()
    moved = choose(ann, HALF_PAST, query=f"?change={visit.key}")
    confirm(ann, moved)
    assert Booking.objects.get(state="confirmed").person == child


def test_nobody_books_for_somebody_for_whom_they_do_not_act(ann):
    stranger = someone("Ben")
    sent = {**fields(ann.get(f"/book/{NPI}/").content.decode()), "at": at(TEN), "for": str(stranger.pk)}
    assert ann.post(f"/book/{NPI}/hold/", sent).status_code == 404
    assert not Booking.objects.exists()


def test_who_no_longer_acts_for_somebody_no_longer_sees_their_visits(ann):
    parent = Person.objects.get(name="Ann")
    made = acting.add_dependant(actor=parent, name="Robin", now=NOW)
    page = ann.get(f"/book/{NPI}/").content.decode()
    held = ann.post(f"/book/{NPI}/hold/", {**fields(page), "at": at(TEN), "for": str(made.for_person.pk)})
    assert ann.get(held.url).status_code == 200
    type(made).objects.filter(pk=made.pk).update(ended_at=NOW)
    assert ann.get(held.url).status_code == 404
    assert "Robin" not in ann.get("/visits/").content.decode()
