"""A small clinic with people who want its visits; everybody is fictional."""

from datetime import UTC, datetime, time

from unpinch.server.accounts.models import Person
from unpinch.server.booking.models import Clinic, Desk, Room, Visit, WeekHours

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def person(number):
    return Person.objects.create(email=f"person{number}@example.org", name=f"Person {number}", created_at=NOW)


def desk(*, rooms=0, zone="UTC"):
    """Give a desk that is open from eight to six on every day."""
    clinic = Clinic.objects.create(name="Example Clinic", zone=zone)
    Room.objects.bulk_create(Room(clinic=clinic, name=f"Room {place}", place=place) for place in range(rooms))
    made = Desk.objects.create(clinician=person("clinician"), clinic=clinic, npi="1234567893")
    WeekHours.objects.bulk_create(
        WeekHours(desk=made, weekday=weekday, opens=time(8), closes=time(18)) for weekday in range(7)
    )
    return made


def visit(of, **numbers):
    return Visit.objects.create(desk=of, name="First visit", minutes=30, step=30, **numbers)
