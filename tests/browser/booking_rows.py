"""
A clinician whose calendar can be booked at any hour, in the database of the site that the journeys walk through.

Run as `python -m tests.browser.booking_rows NUMBER`, with the site's settings in the environment; prints the NPI.
Everybody is fictional.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ZONE = "America/New_York"
# Beyond those whom other journeys take.
_FIRST = 5


def somebody_to_book(state: Path, *, number: int) -> str:
    """Open a calendar for one clinician of the directory; give their NPI."""
    settings = {"UNPINCH_STATE": str(state), "DJANGO_SETTINGS_MODULE": "unpinch.server.config.settings"}
    command = [sys.executable, "-m", "tests.browser.booking_rows", str(number)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **settings})
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def _add(number: int) -> str:
    import django

    django.setup()
    from datetime import time

    from django.utils import timezone

    from unpinch import directory
    from unpinch.server.accounts.models import Person
    from unpinch.server.booking.models import Clinic, Desk, Visit, WeekHours
    from unpinch.server.web import snapshot

    query = directory.Query(near="06105", within_miles=500.0, limit=20)
    known = directory.search(snapshot=snapshot.current(), query=query).results[_FIRST + number]
    # The site beside it reads the same clock.
    now = timezone.now()  # noqa: TID251
    clinician = Person.objects.create(email=f"booked{number}@example.org", name=known.name, created_at=now)
    clinic = Clinic.objects.create(name="Riverside Example Clinic", zone=ZONE, phone="555 010 0142")
    desk = Desk.objects.create(clinician=clinician, clinic=clinic, npi=known.npi)
    WeekHours.objects.bulk_create(WeekHours(desk=desk, weekday=day, opens=time(0), closes=time(0)) for day in range(7))
    Visit.objects.create(desk=desk, name="First visit", minutes=60, step=120)
    Visit.objects.create(desk=desk, name="Follow-up", minutes=30, step=120)
    return str(known.npi)


if __name__ == "__main__":
    sys.stdout.write(_add(int(sys.argv[1])))
