"""A desk, and people who visit it, for the tests of what they are told; everybody is fictional."""

import uuid
from datetime import UTC, datetime, time, timedelta

from unpinch.server.accounts.models import Person
from unpinch.server.booking import actions
from unpinch.server.booking.models import Clinic, Desk, Visit, WeekHours

# A Sunday; two days later it is ten o'clock in New York at 15:00 UTC, and nine in Chicago.
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEN = datetime(2026, 3, 3, 15, tzinfo=UTC)


def person(name, **more):
    return Person.objects.create(email=f"{name.lower()}@example.org", name=name, created_at=NOW, **more)


def visit(**more):
    """Give a kind of visit of Cora's desk, which is open from eight to six on every day."""
    clinic = Clinic.objects.create(name="Elm Street Clinic", zone="America/New_York", phone="212 555 0100")
    desk = Desk.objects.create(clinician=person("Cora"), clinic=clinic, npi="1234567893")
    WeekHours.objects.bulk_create(
        WeekHours(desk=desk, weekday=weekday, opens=time(8), closes=time(18)) for weekday in range(7)
    )
    return Visit.objects.create(desk=desk, name="Dry needling", minutes=30, step=30, **more)


def booked(of, *, who, starts_at=TEN, now=NOW, by=None):
    held = actions.hold(key=uuid.uuid4(), person=who, visit=of, starts_at=starts_at, now=now, booked_by=by)
    return actions.confirm(booking_id=held.pk, actor=by or who, now=now)


def moved(booking, *, starts_at=TEN + timedelta(hours=2), now=NOW):
    wish = actions.Wish(
        key=uuid.uuid4(),
        person=booking.person,
        booked_by=booking.person,
        visit=booking.visit,
        starts_at=starts_at,
        replaces=booking,
    )
    from django.db import transaction

    with transaction.atomic():
        held = actions.hold_wish(wish, now=now)
    return actions.confirm(booking_id=held.pk, actor=booking.person, now=now)
