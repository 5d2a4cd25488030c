"""Time that a desk keeps, visits it cancels and books itself; no page yet, the acts alone."""

import uuid
from datetime import date, time, timedelta

import pytest

from tests.concurrency.world import NOW, desk, person, visit
from unpinch.kernel import Period
from unpinch.scheduling import BadHours, NotPossibleNow
from unpinch.server.accounts.callers import is_caller
from unpinch.server.audit.models import AuditEntry
from unpinch.server.booking import actions, desk_time, queries
from unpinch.server.booking.claims import JustTaken
from unpinch.server.booking.models import BusyTime, CalendarFeed

pytestmark = pytest.mark.django_db
TEN = NOW + timedelta(hours=22)
HOUR = timedelta(hours=1)
KEY = uuid.UUID(int=1)


@pytest.fixture
def first_visit():
    return visit(desk())


def starts(of):
    within = Period(TEN - 2 * HOUR, TEN + 4 * HOUR)
    return [slot.starts_at for slot in queries.free_slots(visit=of, within=within, now=NOW)]


def block(of, begins=TEN, ends=TEN + HOUR):
    return desk_time.block(desk=of.desk, period=Period(begins, ends), actor=of.desk.clinician, now=NOW)


def test_blocked_time_is_offered_to_nobody_until_it_is_freed(first_visit):
    blocked = block(first_visit)
    assert block(first_visit) == blocked
    assert TEN not in starts(first_visit)
    assert TEN + HOUR in starts(first_visit)
    # Who saw the time a moment ago meets the claim of the block.
    with pytest.raises(JustTaken):
        actions.hold(key=KEY, person=person(1), visit=first_visit, starts_at=TEN, now=NOW)
    freed = desk_time.unblock(desk=first_visit.desk, blocked_id=blocked.pk, actor=first_visit.desk.clinician, now=NOW)
    assert freed == Period(TEN, TEN + HOUR)
    assert TEN in starts(first_visit)
    assert [row.act for row in AuditEntry.objects.filter(act__startswith="desk.")] == ["desk.unblocked", "desk.blocked"]


def test_a_booked_visit_is_not_covered_by_a_block(first_visit):
    actions.hold(key=KEY, person=person(1), visit=first_visit, starts_at=TEN, now=NOW)
    with pytest.raises(desk_time.InTheWay, match="visit"):
        block(first_visit, TEN - HOUR, TEN + 5 * timedelta(minutes=1))
    # What meets it at its end does not disturb it.
    assert block(first_visit, TEN + HOUR / 2, TEN + HOUR)


@pytest.mark.parametrize(("begins", "ends"), [(TEN - 48 * HOUR, TEN - 47 * HOUR), (TEN, TEN + 26 * HOUR)])
def test_a_block_is_a_day_at_most_and_not_over(first_visit, begins, ends):
    with pytest.raises(BadHours):
        block(first_visit, begins, ends)


def test_busy_times_of_a_feed_are_not_offered(first_visit):
    feed = CalendarFeed.objects.create(desk=first_visit.desk, name="Own", address="https://example.org/a", added_at=NOW)
    BusyTime.objects.create(feed=feed, starts_at=TEN, ends_at=TEN + HOUR)
    assert TEN not in starts(first_visit)
    with pytest.raises(actions.NotOffered):
        actions.hold(key=KEY, person=person(1), visit=first_visit, starts_at=TEN, now=NOW)


def test_a_caller_gets_a_confirmed_visit_once_and_no_account(first_visit):
    clinician = first_visit.desk.clinician

    def book():
        return desk_time.book_for_a_caller(
            key=KEY,
            visit=first_visit,
            starts_at=TEN,
            name="Rosa Example",
            phone="555 0101",
            email="",
            actor=clinician,
            now=NOW,
        )

    booking = book()
    assert book() == booking
    assert (booking.state, booking.booked_by, booking.caller.phone) == ("confirmed", clinician, "555 0101")
    assert is_caller(booking.person)
    assert not booking.person.is_active
    assert {row.actor for row in AuditEntry.objects.filter(concerns=booking.person)} == {clinician}


def test_the_person_reads_why_the_clinic_cancelled(first_visit):
    booking = actions.hold(key=KEY, person=person(1), visit=first_visit, starts_at=TEN, now=NOW)
    clinician = first_visit.desk.clinician

    def cancel(said):
        return desk_time.cancel_for_the_clinic(booking=booking, said=said, actor=clinician, now=NOW)

    assert cancel("The clinician is ill.").said == "The clinician is ill."
    assert cancel("Another word.").said == "The clinician is ill."
    assert "ill" not in str(AuditEntry.objects.values_list("reason", "act", "thing"))
    other = actions.hold(key=uuid.UUID(int=2), person=person(2), visit=first_visit, starts_at=TEN, now=NOW)
    with pytest.raises(NotPossibleNow):
        desk_time.cancel_for_the_clinic(booking=other, said="Late", actor=clinician, now=TEN)
    other.refresh_from_db()
    assert other.said == ""


NIGHTS = [
    # Clocks go forward at 02:00; the hour from 02:00 does not exist.
    ("America/New_York", date(2026, 3, 8), time(1), time(4), 2),
    ("America/New_York", date(2026, 11, 1), time(1), time(4), 4),
    ("Europe/Berlin", date(2026, 3, 29), time(1), time(4), 2),
    ("Europe/Berlin", date(2026, 10, 25), time(1), time(4), 4),
    # Half an hour, and the other way round in the year.
    ("Australia/Lord_Howe", date(2026, 10, 4), time(1), time(4), 2.5),
    ("Australia/Lord_Howe", date(2026, 4, 5), time(1), time(4), 3.5),
]


@pytest.mark.parametrize(("zone", "night", "begins", "ends", "hours"), NIGHTS)
def test_a_night_is_as_long_as_it_is(zone, night, begins, ends, hours):
    period = desk_time.wall_period(zone=zone, day=night, begins=begins, ends=ends)
    assert (period.ends_at - period.starts_at) / HOUR == hours


def test_an_hour_that_the_clocks_skip_is_said_to_be_missing():
    with pytest.raises(BadHours, match="clocks go forward"):
        desk_time.wall_period(zone="America/New_York", day=date(2026, 3, 8), begins=time(2), ends=time(3))
