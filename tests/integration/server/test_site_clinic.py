"""The desk's pages: what they show and do, on the clinic's clock, and for nobody else."""

import re
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client

from tests.integration.server.clinic_world import (
    NOW,
    browser_of,
    clinic,
    cora_at_her_desk,
    desk,
    person,
    visit,
    words,
)
from unpinch.server.accounts.models import Role
from unpinch.server.booking import actions
from unpinch.server.booking.models import (
    BlockedTime,
    Booking,
    CalendarFeed,
    ClinicManager,
    DayHours,
    Desk,
    Room,
    Visit,
    WaitingEntry,
    WeekHours,
)
from unpinch.server.profiles import claim_actions
from unpinch.server.web.claiming import became_clinician, is_clinician_no_longer

pytestmark = pytest.mark.django_db
PAGES = ("", "week/", "requests/", "hours/", "visits/", "visits/new/", "rooms/", "feeds/", "people/", "book/", "block/")
TEN = datetime(2026, 3, 3, 15, tzinfo=UTC)  # Ten in the morning in New York, the day after.


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let a test say what time it is."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def at():
    """Give Cora's desk and browser."""
    return cora_at_her_desk()


def booked(of, *, starts_at=TEN, name="Ann", number=1):
    who = person(name)
    held = actions.hold(key=uuid.UUID(int=number), person=who, visit=of, starts_at=starts_at, now=NOW)
    return actions.confirm(booking_id=held.pk, actor=who, now=NOW)


def undo(browser):
    """Send what the button sends with which a page offers to take back what was done."""
    return browser.post("/clinic/undo/", {"number": browser.session["clinic_undo"]["number"]}, follow=True)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_on_a_first_day(at, path):
    answer = at[1].get(f"/clinic/{path}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1") == 1
    assert "Cora at Example Clinic" in page
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_today_shows_the_visit_on_the_clinics_clock(at):
    made, browser = at
    booked(visit(made))
    said = words(browser.get("/clinic/?day=2026-03-03"))
    assert "10:00 AM to 10:30 AM Ann First visit" in said
    assert "1 visit" in said
    assert "open 9:00 AM to 5:00 PM" in said
    assert "Nothing is booked" in words(browser.get("/clinic/"))
    assert browser.get("/clinic/?day=nonsense").status_code == 200


def test_a_visit_is_marked_when_it_has_begun_and_the_mark_is_taken_back(at, clock):
    made, browser = at
    booking = booked(visit(made))
    early = browser.post(f"/clinic/bookings/{booking.pk}/mark/", {"as": "came"})
    assert early.status_code == 409
    assert "has not begun yet" in words(early)
    clock(TEN)
    for said, state in (("missed", "no_show"), ("came", "attended")):
        browser.post(f"/clinic/bookings/{booking.pk}/mark/", {"as": said})
        booking.refresh_from_db()
        assert booking.state == state
    undo(browser)
    booking.refresh_from_db()
    assert booking.state == "no_show"
    browser.post(f"/clinic/bookings/{booking.pk}/mark/", {"as": "unmarked"})
    booking.refresh_from_db()
    assert booking.state == "confirmed"


def test_who_was_not_marked_is_asked_about_later(at, clock):
    made, browser = at
    booked(visit(made))
    clock(TEN + timedelta(days=2))
    assert "Did these people come? Visits of the last two weeks" in words(browser.get("/clinic/"))


def test_a_visit_is_cancelled_with_words_that_the_person_reads(at):
    made, browser = at
    booking = booked(visit(made))
    empty = browser.post(f"/clinic/bookings/{booking.pk}/cancel/", {"said": ""})
    assert "<title>Error:" in empty.content.decode()
    browser.post(f"/clinic/bookings/{booking.pk}/cancel/", {"said": "I am away that day."})
    booking.refresh_from_db()
    assert (booking.state, booking.said) == ("cancelled", "I am away that day.")
    assert "Ann cancelled" in words(browser.get("/clinic/requests/"))
    assert "Ann" not in words(browser.get("/clinic/?day=2026-03-03"))


def test_who_waits_and_what_moved_is_told_once(at):
    made, browser = at
    offered = visit(made)
    before = booked(offered)
    wish = actions.Wish(
        key=uuid.UUID(int=2),
        person=before.person,
        booked_by=before.person,
        visit=offered,
        starts_at=TEN + timedelta(hours=1),
        replaces=before,
    )
    held = actions.hold_wish(wish, now=NOW)
    assert "Somebody is choosing this time now" in words(browser.get("/clinic/?day=2026-03-03"))
    actions.confirm(booking_id=held.pk, actor=before.person, now=NOW)
    WaitingEntry.objects.create(
        person=person("Ben"),
        visit=offered,
        earliest_date=date(2026, 3, 4),
        latest_date=date(2026, 3, 6),
        afternoons=False,
        since_at=NOW - timedelta(days=3),
    )
    said = words(browser.get("/clinic/requests/"))
    assert "Ann moved Tuesday, March 3, 11:00 AM" in said
    assert said.count("Ann") == 1
    assert "Ben First visit · Wednesday, March 4 to Friday, March 6, mornings joined 3 days ago" in said
    assert "Moved from Tuesday, March 3, 10:00 AM" in words(browser.get(f"/clinic/bookings/{held.pk}/"))


def test_hours_are_kept_and_taken_back(at):
    made, browser = at
    browser.post("/clinic/hours/", {"from_0_0": "08:00", "to_0_0": "12:00", "from_0_1": "13:00", "to_0_1": "00:00"})
    rows = [(row.weekday, row.opens, row.closes) for row in WeekHours.objects.filter(desk=made).order_by("opens")]
    assert rows == [(0, time(8), time(12)), (0, time(13), time(0))]
    page = browser.get("/clinic/hours/").content.decode()
    (number,) = re.findall(r'name="number" value="(\d+)"', page)
    assert "Taken back" in words(browser.post("/clinic/undo/", {"number": number}, follow=True))
    assert WeekHours.objects.filter(desk=made, opens=time(9), closes=time(17)).count() == 7
    # A page that was left open takes nothing else back.
    assert "could not be taken back" in words(browser.post("/clinic/undo/", {"number": number}, follow=True))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"from_0_0": "12:00", "to_0_0": "09:00"}, "closes before it opens"),
        ({"from_0_0": "09:00", "to_0_0": "12:00", "from_0_1": "11:00", "to_0_1": "13:00"}, "overlap"),
        ({"from_0_0": "09:00"}, "Enter both"),
        ({"from_0_0": "nine", "to_0_0": "10:00"}, "Enter a time"),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_day(at, sent, said):
    made, browser = at
    page = browser.post("/clinic/hours/", sent).content.decode()
    assert "<title>Error:" in page
    (monday,) = re.findall(r"<fieldset[^>]*up-field--wrong.*?</fieldset>", page, re.S)
    assert "Monday" in monday
    assert said in monday
    assert WeekHours.objects.filter(desk=made).count() == 7


def test_days_that_differ_are_added_and_dropped(at):
    made, browser = at
    browser.post("/clinic/hours/days/", {"first": "2026-12-24", "latest": "2026-12-26", "kind": "closed"})
    assert DayHours.objects.filter(desk=made, opens=None).count() == 3
    opened = {"first": "2026-03-07", "kind": "open", "from_0": "10:00", "to_0": "12:00"}
    browser.post("/clinic/hours/days/", opened)
    said = words(browser.get("/clinic/hours/"))
    assert "Saturday, March 7, 2026 10:00 AM to noon" in said
    assert "open 10:00 AM to noon" in words(browser.get("/clinic/?day=2026-03-07"))
    browser.post("/clinic/hours/days/2026-03-07/")
    assert not DayHours.objects.filter(desk=made, date=date(2026, 3, 7)).exists()
    undo(browser)
    assert DayHours.objects.get(desk=made, date=date(2026, 3, 7)).opens == time(10)
    for wrong in ({"first": "2026-03-09", "latest": "2026-03-01"}, {"first": ""}, {"first": "2026-03-09", "kind": "x"}):
        assert "<title>Error:" in browser.post("/clinic/hours/days/", {"kind": "closed"} | wrong).content.decode()


def test_a_desk_is_closed_for_new_visits_and_opened(at):
    made, browser = at
    browser.post("/clinic/hours/open/", {"open": "0"})
    made.refresh_from_db()
    assert not made.is_open
    assert "No new visits can be booked at this desk" in words(browser.get("/clinic/"))
    undo(browser)
    made.refresh_from_db()
    assert made.is_open


VISIT = {
    "name": "Follow-up",
    "minutes": "25",
    "buffer_before": "5",
    "buffer_after": "10",
    "step": "15",
    "lead_hours": "24",
    "horizon_days": "30",
    "telehealth_link": "https://video.example.org/cora",
}


def test_a_kind_of_visit_is_added_changed_and_withdrawn(at):
    made, browser = at
    browser.post("/clinic/visits/new/", VISIT)
    kept = Visit.objects.get(desk=made)
    assert (kept.minutes, kept.buffer_after, kept.lead, kept.horizon_days) == (25, 10, 1440, 30)
    browser.post(f"/clinic/visits/{kept.pk}/", VISIT | {"minutes": "40"})
    browser.post(f"/clinic/visits/{kept.pk}/offer/", {"offer": "0"})
    kept.refresh_from_db()
    assert (kept.minutes, kept.is_offered) == (40, False)
    undo(browser)
    kept.refresh_from_db()
    assert kept.is_offered


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": "7"}, {"minutes": "0"}, {"step": ""}, {"telehealth_link": "http://a.example.org"}, {"name": ""}],
)
def test_numbers_that_do_not_fit_are_refused(at, wrong):
    page = at[1].post("/clinic/visits/new/", VISIT | wrong).content.decode()
    assert "<title>Error:" in page
    assert not Visit.objects.exists()


def test_rooms_are_added_renamed_and_removed_unless_they_were_used(at):
    made, browser = at
    browser.post("/clinic/rooms/", {"room": "", "name": "Blue room"})
    room = Room.objects.get(clinic=made.clinic)
    browser.post("/clinic/rooms/", {"room": room.pk, "name": "Green room"})
    assert Room.objects.get().name == "Green room"
    booked(visit(made, needs_room=True))
    assert browser.post(f"/clinic/rooms/{room.pk}/remove/").status_code == 409
    Booking.objects.all().delete()
    browser.post(f"/clinic/rooms/{room.pk}/remove/")
    assert not Room.objects.exists()


def test_the_clinics_clock_is_changed_with_its_hours_on_the_wall(at):
    made, browser = at
    sent = {"clinic-name": "Example Clinic", "clinic-phone": "", "clinic-notice_hours": "48"}
    browser.post("/clinic/rooms/clinic/", sent | {"clinic-zone": "America/Los_Angeles"})
    made.clinic.refresh_from_db()
    assert (made.clinic.zone, made.clinic.notice_hours) == ("America/Los_Angeles", 48)
    assert "open 9:00 AM to 5:00 PM" in words(browser.get("/clinic/"))
    refused = browser.post("/clinic/rooms/clinic/", sent | {"clinic-zone": "Mars/Olympus"})
    assert "Choose a time zone" in words(refused)


def test_calendars_are_added_shown_with_their_trouble_and_removed(at):
    made, browser = at
    browser.post("/clinic/feeds/", {"name": "Own", "address": "webcal://calendar.example.org/secret-word.ics"})
    feed = CalendarFeed.objects.get(desk=made)
    assert feed.address == "https://calendar.example.org/secret-word.ics"
    CalendarFeed.objects.update(read_at=NOW - timedelta(hours=3), trouble="It answered with 404.")
    page = browser.get("/clinic/feeds/").content.decode()
    assert "last read 3 hours ago; what was read then still counts" in page
    assert "It answered with 404." in page
    # Who looks over a shoulder does not read the secret address.
    assert "secret-word" not in page
    browser.post(f"/clinic/feeds/{feed.pk}/remove/")
    assert not CalendarFeed.objects.exists()
    undo(browser)
    assert CalendarFeed.objects.get().address == feed.address
    for address in (
        "http://calendar.example.org/a",
        "https://ann:word@example.org/a",
        "https://example.org:8080/a",
        "calendar",
        "https://[bad",
    ):
        assert "<title>Error:" in browser.post("/clinic/feeds/", {"name": "x", "address": address}).content.decode()


def test_the_private_address_is_shown_once_and_a_new_one_ends_it(at):
    made, browser = at

    def address():
        page = browser.post("/clinic/feeds/own/", {"act": "new"}).content.decode()
        return re.findall(r"http://testserver/calendar/([\w-]+)\.ics", page)[0]

    first, second = address(), address()
    assert first != second
    assert second not in browser.get("/clinic/feeds/").content.decode()
    booked(visit(made))
    stranger = Client()
    assert stranger.get(f"/calendar/{first}.ics").status_code == 404
    assert b"BEGIN:VEVENT" in stranger.get(f"/calendar/{second}.ics").content
    browser.post("/clinic/feeds/own/", {"act": "end"})
    assert stranger.get(f"/calendar/{second}.ics").status_code == 404


def test_time_is_blocked_and_freed(at):
    made, browser = at
    offered = visit(made)
    sent = {"day": "2026-03-03", "begins": "10:00", "ends": "11:00"}
    assert "Blocked" in words(browser.post("/clinic/block/", sent, follow=True))
    book = f"/clinic/book/?visit={offered.pk}&day=2026-03-03"
    assert TEN.isoformat() not in browser.get(book).content.decode()
    browser.post(f"/clinic/block/{BlockedTime.objects.get().pk}/")
    assert TEN.isoformat() in browser.get(book).content.decode()
    undo(browser)
    assert BlockedTime.objects.get().starts_at == TEN
    booked(offered, starts_at=TEN + timedelta(hours=2))
    over = browser.post("/clinic/block/", sent | {"begins": "12:15", "ends": "13:00"})
    assert "A visit, or a time you have blocked already" in words(over)
    for wrong in ({"ends": "09:00"}, {"day": "2026-02-01"}, {"begins": ""}):
        assert "<title>Error:" in browser.post("/clinic/block/", sent | wrong).content.decode()


def test_a_manager_sees_every_desk_of_their_clinic_and_no_other(at):
    made, _browser = at
    dan = desk(person("Dan", Role.CLINICIAN), made.clinic, npi="1999999984")
    other = desk(person("Fay", Role.CLINICIAN), clinic("Other Clinic"), npi="1999999984")
    eve = person("Eve", Role.CLINIC_MANAGER)
    ClinicManager.objects.create(clinic=made.clinic, person=eve, since_at=NOW)
    browser = browser_of(eve)
    booking = booked(visit(dan))
    assert "Ann" in words(browser.get(f"/clinic/?desk={dan.pk}&day=2026-03-03"))
    assert browser.get(f"/clinic/bookings/{booking.pk}/?desk={dan.pk}").status_code == 200
    # The same visit is not at the other desk of the clinic.
    assert browser.get(f"/clinic/bookings/{booking.pk}/?desk={made.pk}").status_code == 404
    assert browser.get(f"/clinic/?desk={other.pk}").status_code == 404
    # What is sent lands at the desk whose page it was.
    sent = browser.post(f"/clinic/hours/open/?desk={dan.pk}", {"open": "0"})
    assert sent["Location"] == f"/clinic/hours/?desk={dan.pk}"
    assert list(Desk.objects.filter(is_open=False)) == [dan]
    # Dan is no manager: Cora's desk is not his to see, nor the clinic his to change.
    dans = browser_of(dan.clinician)
    assert dans.get(f"/clinic/?desk={made.pk}").status_code == 404
    assert dans.post("/clinic/rooms/", {"name": "Mine"}).status_code == 404
    assert dans.post("/clinic/people/invite/", {"as": "manager"}).status_code == 404


def test_a_link_to_join_works_once(at):
    made, browser = at
    page = browser.post("/clinic/people/invite/", {"as": "manager"}).content.decode()
    (link,) = re.findall(r"http://testserver(/clinic/join/[\w-]+/)", page)
    eve = person("Eve")
    joined = browser_of(eve).post(link, follow=True)
    assert "You are part of this clinic now" in words(joined)
    assert ClinicManager.objects.filter(person=eve, clinic=made.clinic).exists()
    assert browser_of(person("Gus")).get(link).status_code == 404


def test_a_desk_is_set_up_only_for_an_npi_that_is_ones_own_by_an_approved_claim(some_npi):
    dan = person("Dan", Role.CLINICIAN)
    browser = browser_of(dan)
    assert browser.get("/clinic/")["Location"] == "/clinic/start/"
    sent = {"npi": some_npi, "name": "Dan's Clinic", "phone": "", "zone": "America/Chicago"}
    assert "First show that you are the clinician" in words(browser.post("/clinic/start/", sent))
    claim = claim_actions.start(person=dan, npi=some_npi, now=NOW)
    assert "First show that you are the clinician" in words(browser.post("/clinic/start/", sent))
    claim_actions.approve(claim=claim, by=dan, reason="A test", now=NOW, on_proven=became_clinician)
    refused = browser.post("/clinic/start/", sent | {"npi": "1999999984"})
    assert "Choose who you are" in words(refused)
    assert not Desk.objects.exists()
    for _click in range(2):
        assert "Next: say when you see people" in words(browser.post("/clinic/start/", sent, follow=True))
    assert (Desk.objects.get().npi, Desk.objects.get().clinic.zone) == (some_npi, "America/Chicago")
    # Who is a clinician here no longer is booked no longer.
    claim_actions.withdraw(claim=claim, now=NOW, on_ended=is_clinician_no_longer)
    assert not Desk.objects.get().is_open
    assert browser.get("/clinic/").status_code == 403
