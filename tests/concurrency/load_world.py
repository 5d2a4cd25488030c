"""
People who are signed in, and one desk that they all want; and what became of it. Prints JSON.

Run as `python -m tests.concurrency.load_world make PEOPLE` or `... read`, with the site's settings in the environment
and its database made; the database is filled, so it must be one for this alone.
"""

import json
import sys
from datetime import time, timedelta

import django

# Ten days from now on: with half an hour a visit, this many can be booked.
DAYS, VISIT_MINUTES = 50, 30


def make(people):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction
    from django.utils import timezone

    from unpinch.kernel import Period
    from unpinch.server.accounts.models import Person
    from unpinch.server.booking.models import Clinic, Desk, Visit, WeekHours
    from unpinch.server.booking.queries import free_slots

    now = timezone.now()  # noqa: TID251  # the site under test reads it too
    sessions = []
    with transaction.atomic():
        clinic = Clinic.objects.create(name="Example Clinic", zone="UTC")
        cora = Person.objects.create(email="cora@example.org", name="Cora", created_at=now)
        desk = Desk.objects.create(clinician=cora, clinic=clinic, npi="1234567893")
        WeekHours.objects.bulk_create(
            WeekHours(desk=desk, weekday=day, opens=time(0), closes=time(0)) for day in range(7)
        )
        visit = Visit.objects.create(desk=desk, name="First visit", minutes=VISIT_MINUTES, step=VISIT_MINUTES)
        for number in range(people):
            person = Person.objects.create(email=f"person{number}@example.org", name=f"Person {number}", created_at=now)
            session = SessionStore()
            session[SESSION_KEY] = str(person.pk)
            session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            session[HASH_SESSION_KEY] = person.get_session_auth_hash()
            session.save()
            sessions.append(session.session_key)
    within = Period(now + timedelta(days=1), now + timedelta(days=DAYS))
    starts = [f"{slot.starts_at:%Y%m%dT%H%MZ}" for slot in free_slots(visit=visit, within=within, now=now)]
    return {"npi": desk.npi, "visit": visit.pk, "sessions": sessions, "starts": starts}


def read():
    from django.db.models import Count

    from unpinch.server.booking.models import Booking
    from unpinch.server.post.models import Letter

    bookings = Booking.objects.annotate(claimed=Count("ticks")).order_by("pk")
    letters = Letter.objects.filter(key__endswith=":booked:person")
    return {
        "bookings": {
            str(one.key): {"id": one.pk, "state": one.state, "ticks": one.claimed, "uid": f"{one.calendar_uid}@unpinch"}
            for one in bookings
        },
        "letters": dict(letters.values_list("key", "state")),
    }


if __name__ == "__main__":
    django.setup()
    done = make(int(sys.argv[2])) if sys.argv[1] == "make" else read()
    sys.stdout.write(json.dumps(done))
