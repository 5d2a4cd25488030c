"""
Two people, one slot: first that it goes wrong without the guard, then that it cannot with it.

`UNPINCH_RACE=32,10000,100` races that many processes, attempts and slots; a small race runs every time.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.concurrency.race import WITHOUT_GUARD

PROCESSES, ATTEMPTS, SLOTS = (int(word) for word in os.environ.get("UNPINCH_RACE", "6,240,10").split(","))
PROJECT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    """Give the settings of a site with an empty database of its own."""
    settings = {
        **os.environ,
        "UNPINCH_STATE": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "unpinch.server.config.settings",
    }
    if request.param == "postgresql":
        settings["UNPINCH_DATABASE_URL"] = request.getfixturevalue("postgresql_address")
    return settings


def race(settings, *options):
    numbers = map(str, (PROCESSES, ATTEMPTS, SLOTS))
    done = subprocess.run(
        [sys.executable, "-m", "tests.concurrency.race", *numbers, *options],
        env=settings,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_the_guard_times_are_booked_twice(site):
    found = race(site, WITHOUT_GUARD)
    assert found["confirmed"] > found["times"]


def test_every_time_is_booked_once_and_nobody_is_told_anything_else(site):
    found = race(site)
    assert found == {
        "told": {"booked": SLOTS, "taken": ATTEMPTS - SLOTS},
        "confirmed": SLOTS,
        "times": SLOTS,
        "held": 0,
    }
