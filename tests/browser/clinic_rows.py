"""
What a journey at the desk finds in the site's database, made by the site's own acts in a process beside it.

Run as `python -m tests.browser.clinic_rows STEP NUMBER`, with the site's settings in the environment; prints one JSON
document. Everybody is fictional.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

PASSWORD = "a walk along the river"
STORY = "shooting pain down the back of my left leg to the calf for six weeks, is dry needling worth it"


def made(state: Path, step: str, number: str) -> dict[str, str]:
    """Have a step done for the journey of this name."""
    settings = {"UNPINCH_STATE": str(state), "DJANGO_SETTINGS_MODULE": "unpinch.server.config.settings"}
    command = [sys.executable, "-m", "tests.browser.clinic_rows", step, number]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **settings})
    assert run.returncode == 0, run.stderr
    told: dict[str, str] = json.loads(run.stdout)
    return told


def clinician(number):
    """Add somebody whose claim was approved, and who can sign in."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password
    from django.utils import timezone

    from unpinch import directory
    from unpinch.server.accounts.models import Person
    from unpinch.server.profiles import claim_actions
    from unpinch.server.web import snapshot
    from unpinch.server.web.claiming import became_clinician

    now = timezone.now()  # noqa: TID251  # the site beside it reads the same clock
    email = f"cora-{number}@example.org"
    cora = Person.objects.create(email=email, name="Cora Example", created_at=now, password=make_password(PASSWORD))
    EmailAddress.objects.create(user=cora, email=email, verified=True, primary=True)
    query = directory.Query(near="06105", within_miles=500.0, limit=20)
    found = directory.search(snapshot=snapshot.current(), query=query).results
    # Each journey claims a clinician of its own.
    npi = found[["phone", "desk"].index(number)].npi
    claim = claim_actions.start(person=cora, npi=npi, now=now)
    claim_actions.approve(claim=claim, by=cora, reason="For this test", now=now, on_proven=became_clinician)
    return {"email": email, "npi": npi}


def visit(number):
    """Let Ann book two hours ago, with a page to bring; her visit began within the last half hour."""
    from django.utils import timezone

    from unpinch.kernel import Period
    from unpinch.server.accounts.models import Person
    from unpinch.server.booking import actions, queries, summary_actions
    from unpinch.server.booking.models import Visit

    now = timezone.now()  # noqa: TID251  # as above
    wanted = Visit.objects.get(desk__clinician__email=f"cora-{number}@example.org")
    before = now - timedelta(hours=2)
    ann = Person.objects.create(email=f"ann-{number}@example.org", name="Ann Fictional", created_at=before)
    within = Period(now - timedelta(minutes=35), now)
    starts_at = queries.free_slots(visit=wanted, within=within, now=before)[0].starts_at
    held = actions.hold(key=uuid.uuid4(), person=ann, visit=wanted, starts_at=starts_at, now=before)
    booked = actions.confirm(booking_id=held.pk, actor=ann, now=before)
    summary_actions.keep_with_visit(person=ann, document=page_to_bring(before), booking_id=booked.pk, now=before)
    return {"booking": str(booked.pk)}


def page_to_bring(now):
    """Make the document of a story."""
    from unpinch import navigator

    reading = navigator.read(story=navigator.Story(text=STORY))
    choice = navigator.SummaryChoice(
        parts=frozenset(navigator.SummaryPart), own_words="Please tell me before you begin."
    )
    made_summary = navigator.visit_summary(reading=reading, choice=choice, made_date=now.date())
    return navigator.summary_document(summary=made_summary)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"clinician": clinician, "visit": visit}[sys.argv[1]](sys.argv[2])))  # noqa: T201  # its answer
