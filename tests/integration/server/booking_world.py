"""A clinic that can be booked, people who want to, and a clock that the tests set; everybody is fictional."""

import re
from datetime import UTC, datetime, time, timedelta

from django.test import Client

from unpinch.server.accounts.models import Person
from unpinch.server.booking.models import Clinic, Desk, Visit, WeekHours

# A Monday; the clinic is open on every day from nine to five, on New York's clock.
NOW = datetime(2026, 3, 2, 13, tzinfo=UTC)
NPI = "1234567893"
MINUTE = timedelta(minutes=1)
TEN = datetime(2026, 3, 3, 15, tzinfo=UTC)


def someone(name="Ann", **more):
    return Person.objects.create(email=f"{name.lower()}@example.org", name=name, created_at=NOW, **more)


def offer(*, zone="America/New_York", npi=NPI, opens=time(9), closes=time(17), clinician=None, notice=24, **numbers):
    clinic = Clinic.objects.create(name="Example Clinic", zone=zone, phone="555 010 0199", notice_hours=notice)
    desk = Desk.objects.create(clinician=clinician or someone(f"Cora{npi[-3:]}"), clinic=clinic, npi=npi)
    WeekHours.objects.bulk_create(
        WeekHours(desk=desk, weekday=weekday, opens=opens, closes=closes) for weekday in range(7)
    )
    return Visit.objects.create(desk=desk, name="First visit", **{"minutes": 30, "step": 30, "lead": 60, **numbers})


def browser_of(person=None):
    browser = Client()
    if person:
        browser.force_login(person)
    return browser


def at(moment):
    return moment.strftime("%Y%m%dT%H%MZ")


def fields(page):
    """Give the hidden fields of the form of times."""
    return dict(re.findall(r'<input type="hidden" name="(visit|page|zone|change)" value="([^"]+)"', page))


def choose(browser, starts_at=TEN, *, npi=NPI, page=None, query=""):
    """Open the page of times, or take one that is open, and press a time."""
    sent = fields(page or browser.get(f"/book/{npi}/{query}").content.decode())
    return browser.post(f"/book/{npi}/hold/", {**sent, "at": at(starts_at)})


def times(page):
    return re.findall(r'name="at" value="([^"]+)"', page)
