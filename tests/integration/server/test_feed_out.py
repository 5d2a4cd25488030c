"""The private calendar of a desk: for whoever has its address, without a name, and in no log."""

import logging
import secrets
from datetime import timedelta
from hashlib import sha256

import pytest
import vobject
from django.utils import timezone
from icalendar import Calendar

from tests.integration.server.visit_world import NOW, TEN, booked, moved, person, visit
from unpinch.server.booking import actions
from unpinch.server.booking.models import PrivateFeed
from unpinch.server.config.logs import PrivateFormatter

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return visit().desk


@pytest.fixture
def token(desk):
    secret = secrets.token_urlsafe(32)
    PrivateFeed.objects.create(desk=desk, token_digest=sha256(secret.encode()).hexdigest(), made_at=NOW)
    return secret


def test_it_shows_what_is_booked_without_who_comes_or_why(client, desk, token, monkeypatch):
    needling = desk.visits.get()
    kept = booked(needling, who=person("Ann"))
    gone = booked(needling, who=person("Ben"), starts_at=TEN + timedelta(hours=4))
    actions.cancel(booking_id=gone.pk, actor=gone.person, now=NOW)
    last = moved(kept)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    answer = client.get(f"/calendar/{token}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"].startswith("private")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    second = vobject.readOne(answer.content.decode())
    assert second.method.value == "PUBLISH"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (last.starts_at, last.ends_at)
    assert second.vevent.dtstart.value == last.starts_at
    assert event["UID"] == f"{kept.calendar_uid}@unpinch"
    for word in (b"Ann", b"needling", b"ann@example.org"):
        assert word not in answer.content


def test_another_address_or_one_that_was_ended_shows_nothing(client, desk, token):
    assert client.get(f"/calendar/{token}x.ics").status_code == 404
    assert client.get(f"/calendar/{'A' * 5000}.ics").status_code == 404
    assert client.post(f"/calendar/{token}.ics").status_code == 405
    PrivateFeed.objects.all().delete()
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_secrets_of_links_are_in_no_log_line(token):
    record = logging.LogRecord("unpinch", logging.INFO, __file__, 1, "GET %s 200", (f"/calendar/{token}.ics",), None)
    assert PrivateFormatter().format(record).endswith("GET /calendar/(secret).ics 200")
    record.args = ("/learn/what-is-dry-needling-and-who-does-it/",)
    assert "/learn/what-is-dry-needling-and-who-does-it/" in PrivateFormatter().format(record)
