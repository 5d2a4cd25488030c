"""Booking at the desk for somebody who calls, and what is typed there."""

import re
import uuid
from datetime import UTC, datetime

import pytest

from tests.integration.server.clinic_world import NOW, cora_at_her_desk, visit, words
from unpinch.server.booking.models import Booking
from unpinch.server.web.clinic_forms import CallerForm, FeedForm

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 3, 3, 15, tzinfo=UTC)  # Ten in the morning in New York, the day after.


def test_who_calls_is_booked_once(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    made, browser = cora_at_her_desk()
    offered = visit(made)
    page = browser.get(f"/clinic/book/?visit={offered.pk}&day=2026-03-03").content.decode()
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    sent = {"key": key, "starts_at": TEN.isoformat(), "name": "Rosa Example", "phone": "555 0101", "email": ""}
    for _click in range(2):
        answer = browser.post(f"/clinic/book/?visit={offered.pk}&day=2026-03-03", sent, follow=True)
        assert "Rosa Example" in words(answer)
    # The page of before, with another name in it: it is said, and not taken for the first.
    back = browser.post(f"/clinic/book/?visit={offered.pk}&day=2026-03-03", sent | {"name": "Sam Example"})
    assert back.status_code == 409
    assert "already sent with another time or name" in words(back)
    booking = Booking.objects.get()
    assert (booking.state, booking.caller.phone, booking.booked_by) == ("confirmed", "555 0101", made.clinician)
    other = sent | {"key": str(uuid.UUID(int=9))}
    taken = browser.post(f"/clinic/book/?visit={offered.pk}&day=2026-03-03", other)
    assert taken.status_code == 409
    assert "just taken this time" in words(taken)
    nobody = browser.post(f"/clinic/book/?visit={offered.pk}&day=2026-03-03", other | {"phone": ""})
    assert "to reach them when something changes" in words(nobody)


def test_letters_of_addresses_and_keys_are_no_words_about_a_body():
    # "39c" is a fever where a person writes it.
    feed = FeedForm({"name": "Own", "address": "https://calendar.example.org/a9bd-39c-ea.ics"})
    assert feed.is_valid()
    assert feed.warning is None
    assert FeedForm({"name": "Own", "address": "fever of 39c and my back hurts"}).warning
    key = "279c8063-c3d7-4763-9f9d-39cbe3fbf38c"
    sent = {"key": key, "starts_at": TEN.isoformat(), "name": "Rosa", "phone": "555 0101"}
    assert CallerForm(sent).warning is None
    assert CallerForm(sent | {"name": "fever of 39c and my back hurts"}).warning
