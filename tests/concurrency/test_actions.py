"""One person at a time: what holds, confirmations and cancellations do, and what they write down."""

import uuid
from datetime import timedelta

import pytest

from tests.concurrency.world import NOW, desk, person, visit
from unpinch.kernel import Period
from unpinch.scheduling import HOLD, NotPossibleNow
from unpinch.server.accounts.models import Person
from unpinch.server.audit.models import AuditEntry, RecordIsKept
from unpinch.server.booking import actions, queries
from unpinch.server.booking.claims import JustTaken
from unpinch.server.booking.models import Booking, ClaimedTick

pytestmark = pytest.mark.django_db
KEY, OTHER_KEY = uuid.UUID(int=1), uuid.UUID(int=2)
TEN = NOW + timedelta(hours=22)
SECOND = timedelta(seconds=1)


@pytest.fixture
def first_visit():
    return visit(desk())


def hold(of, *, key=KEY, who=None, starts_at=TEN, now=NOW):
    who = who or Person.objects.filter(email="ann@example.org").first()
    who = who or Person.objects.create(email="ann@example.org", name="Ann", created_at=NOW)
    return actions.hold(key=key, person=who, visit=of, starts_at=starts_at, now=now)


def starts(of, now=NOW):
    return [
        slot.starts_at for slot in queries.free_slots(visit=of, within=Period(NOW, NOW + timedelta(days=2)), now=now)
    ]


def test_what_is_held_is_free_for_nobody_else(first_visit):
    assert TEN in starts(first_visit)
    hold(first_visit)
    assert TEN not in starts(first_visit)
    with pytest.raises(JustTaken):
        hold(first_visit, key=OTHER_KEY, who=person(1))


def test_a_double_click_is_one_booking(first_visit):
    assert hold(first_visit) == hold(first_visit)
    assert Booking.objects.count() == 1
    assert AuditEntry.objects.count() == 1


def test_a_form_sent_for_another_time_is_refused(first_visit):
    hold(first_visit)
    with pytest.raises(actions.KeyOfAnother):
        hold(first_visit, starts_at=TEN + timedelta(hours=1))
    with pytest.raises(actions.KeyOfAnother):
        hold(first_visit, who=person(1))


def test_a_hold_that_ran_out_is_free_for_the_next_and_gone_for_the_first(first_visit):
    held, next_one = hold(first_visit), person(1)
    with pytest.raises(JustTaken):
        hold(first_visit, key=OTHER_KEY, who=next_one, now=NOW + HOLD - SECOND)
    assert TEN in starts(first_visit, now=NOW + HOLD)
    second = hold(first_visit, key=OTHER_KEY, who=next_one, now=NOW + HOLD)
    with pytest.raises(NotPossibleNow, match="run out"):
        actions.confirm(booking_id=held.pk, actor=held.person, now=NOW + HOLD)
    assert actions.confirm(booking_id=second.pk, actor=second.person, now=NOW + HOLD).state == "confirmed"


def test_a_confirmed_visit_outlasts_its_hold(first_visit):
    held = hold(first_visit)
    actions.confirm(booking_id=held.pk, actor=held.person, now=NOW + HOLD - SECOND)
    with pytest.raises(JustTaken):
        hold(first_visit, key=OTHER_KEY, who=person(1), now=NOW + 2 * HOLD)


def test_a_cancelled_visit_is_free_again_and_calendars_hear_of_it(first_visit):
    held = hold(first_visit)
    confirmed = actions.confirm(booking_id=held.pk, actor=held.person, now=NOW)
    cancelled = actions.cancel(booking_id=held.pk, actor=held.person, now=NOW)
    assert cancelled.sequence == confirmed.sequence + 1
    assert not ClaimedTick.objects.exists()
    assert TEN in starts(first_visit)


def test_a_visit_that_is_not_offered_is_refused(first_visit):
    for moment in (TEN + timedelta(minutes=10), NOW + timedelta(minutes=30), NOW + timedelta(days=90)):
        with pytest.raises(actions.NotOffered):
            hold(first_visit, starts_at=moment)


def test_each_visit_takes_a_room_until_there_is_none():
    offered = visit(desk(rooms=2), needs_room=True)
    others = [visit(desk_of_another(offered, number), needs_room=True) for number in range(2)]
    rooms = [
        hold(one, key=uuid.UUID(int=number), who=person(number)).room.name
        for number, one in enumerate([offered, others[0]], 10)
    ]
    assert rooms == ["Room 0", "Room 1"]
    with pytest.raises(JustTaken):
        hold(others[1], key=OTHER_KEY, who=person(3))


def desk_of_another(offered, number):
    from unpinch.server.booking.models import Desk, WeekHours

    made = Desk.objects.create(clinician=person(f"clinician{number}"), clinic=offered.desk.clinic, npi="1987654321")
    for hours in WeekHours.objects.filter(desk=offered.desk):
        WeekHours.objects.create(desk=made, weekday=hours.weekday, opens=hours.opens, closes=hours.closes)
    return made


def test_the_record_says_who_did_what_for_whom(first_visit):
    held = hold(first_visit)
    helper = person("helper")
    actions.confirm(booking_id=held.pk, actor=helper, now=NOW)
    entry = AuditEntry.objects.get(act="booking.confirmed")
    assert (entry.act, entry.actor, entry.for_person, entry.concerns) == (
        "booking.confirmed",
        helper,
        held.person,
        held.person,
    )


def test_the_record_is_kept_below_the_program_too(first_visit):
    from django.db import DatabaseError, transaction

    hold(first_visit)
    entry = AuditEntry.objects.get()
    with pytest.raises(RecordIsKept):
        entry.save()
    with pytest.raises(RecordIsKept):
        entry.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(act="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.all()._raw_delete(AuditEntry.objects.db)
    assert AuditEntry.objects.get().act == "booking.held"
