"""
Who a journey of claims finds in the site's database, made in a process beside it; everybody is fictional.

Run as `python -m tests.browser.claim_rows SIZE`, with the site's settings in the environment; prints one JSON document.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PASSWORD = "a walk along the river"


def made(state: Path, size: str) -> dict[str, str]:
    """Make the people of the journey at this size."""
    settings = {"UNPINCH_STATE": str(state), "DJANGO_SETTINGS_MODULE": "unpinch.server.config.settings"}
    command = [sys.executable, "-m", "tests.browser.claim_rows", size]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **settings})
    assert run.returncode == 0, run.stderr
    told: dict[str, str] = json.loads(run.stdout)
    return told


def people(size):
    """Add somebody who will claim a clinician of their own, and somebody who runs the site."""
    from django.contrib.auth.hashers import make_password

    from tests.integration.server.claimants import make_person
    from unpinch import directory
    from unpinch.server.accounts.models import Role
    from unpinch.server.web import snapshot

    claimer = make_person(f"claire-{size}@example.org", f"Claire {size}")
    operator = make_person(f"olga-{size}@example.org", "Olga", Role.OPERATOR)
    for person in (claimer, operator):
        person.password = make_password(PASSWORD)
        person.save()
    query = directory.Query(near="10001", within_miles=500.0, limit=20)
    found = [each for each in directory.search(snapshot=snapshot.current(), query=query).results if each.phone]
    npi = found[["phone", "desk"].index(size)].npi
    return {"claimer": claimer.email, "operator": operator.email, "npi": npi}


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(people(sys.argv[1])))
