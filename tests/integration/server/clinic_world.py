"""A clinic with a desk, a visit and people, for tests of the desk's pages; everybody is fictional."""

import re
from datetime import UTC, datetime, time

from django.test import Client

from unpinch.server.accounts.models import Person, PersonRole, Role
from unpinch.server.booking.models import Clinic, ClinicManager, Desk, Visit, WeekHours

# A Monday; noon in New York.
NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


def person(name, *roles):
    made = Person.objects.create(email=f"{name.lower()}@example.org", name=name, created_at=NOW)
    for role in roles:
        PersonRole.objects.create(person=made, role=role, given_at=NOW)
    return made


def clinic(name="Example Clinic", zone="America/New_York"):
    return Clinic.objects.create(name=name, zone=zone, phone="555 0100")


def desk(clinician, at, *, opens=time(9), closes=time(17), npi="1234567893"):
    made = Desk.objects.create(clinician=clinician, clinic=at, npi=npi)
    WeekHours.objects.bulk_create(
        WeekHours(desk=made, weekday=weekday, opens=opens, closes=closes) for weekday in range(7)
    )
    return made


def visit(of, **numbers):
    given = {"name": "First visit", "minutes": 30, "step": 30, "lead": 0, "horizon_days": 365} | numbers
    return Visit.objects.create(desk=of, **given)


def cora_at_her_desk(zone="America/New_York", **hours):
    """Give Cora's desk, and a browser in which she is signed in."""
    cora = person("Cora", Role.CLINICIAN)
    made = desk(cora, clinic(zone=zone), **hours)
    ClinicManager.objects.create(clinic=made.clinic, person=cora, since_at=NOW)
    return made, browser_of(cora)


def browser_of(who):
    browser = Client()
    browser.force_login(who)
    return browser


def words(answer):
    """Give what a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))
