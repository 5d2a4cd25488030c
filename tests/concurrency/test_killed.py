"""
The server is killed while people book: what they were told is booked is booked, and is told by mail once.

On SQLite every time, and on PostgreSQL as well where `UNPINCH_RACE` asks for the long races.
"""

import os
import threading
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from tests.concurrency.site_under_load import ask_world, book_all, free_port, jobs_alone, kill, serving, settings_of
from tests.mail_sink import mail_sink
from unpinch.server.config.prepare import build_demonstration

PEOPLE, SECONDS_OF_WORK = 4, 3
WAIT_SECONDS = 60


@pytest.fixture(params=["sqlite", "postgresql"] if "UNPINCH_RACE" in os.environ else ["sqlite"])
def database(request):
    return "" if request.param == "sqlite" else request.getfixturevalue("postgresql_address")


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed") / "directory"
    build_demonstration(out=folder, count=200, built_at=datetime(2026, 11, 1, tzinfo=UTC))
    return folder


def mailed(sink):
    """Give how often each visit was told to who comes."""
    counted = Counter[str]()
    for mail in sink.received():
        for part in mail.iter_attachments():
            counted[str(Calendar.from_ical(part.get_content()).walk("VEVENT")[0]["UID"])] += 1
    return counted


def all_told(settings):
    """Wait until no mail waits that the killed jobs had not begun with, and give what the database holds."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        found = ask_world(settings, "read")
        confirmed = sum(one["state"] == "confirmed" for one in found["bookings"].values())
        done = sum(state != "waiting" for state in found["letters"].values())
        # One letter may have been taken up by the jobs when they were killed: it has its turn after some minutes.
        if done >= confirmed - 1 or time.monotonic() > until:
            return found
        time.sleep(0.5)


def test_a_killed_server_loses_nothing_that_was_confirmed(tmp_path, database, directory):
    port, stop = free_port(), threading.Event()
    with mail_sink() as sink:
        settings = settings_of(tmp_path / "state", directory=directory, database=database, mail_port=sink.port)
        with serving(settings, port=port, workers=1) as server:
            world = ask_world(settings, "make", PEOPLE)
            end = threading.Timer(SECONDS_OF_WORK, kill, [server])
            end.start()
            told = book_all(world, port=port, stop=stop)
            end.join()
        with jobs_alone(settings):
            found = all_told(settings)
        mails = mailed(sink)
    assert told.booked
    assert set(told.answers) == {"booked", "no answer"}
    bookings = found["bookings"]
    assert {bookings[key]["state"] for key in told.booked} == {"confirmed"}
    for one in bookings.values():
        assert one["ticks"] == 6
        assert one["state"] in ("held", "confirmed")
    confirmed = [one for one in bookings.values() if one["state"] == "confirmed"]
    letters = [found["letters"].get(f"booking:{one['id']}:booked:person") for one in confirmed]
    assert letters.count("sent") >= len(confirmed) - 1
    assert max(mails.values()) == 1
