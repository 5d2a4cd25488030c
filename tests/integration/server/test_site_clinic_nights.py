"""Both nights in which the clocks change, in three zones, through the desk's pages."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from tests.integration.server.clinic_world import cora_at_her_desk, visit, words
from unpinch.server.booking.models import BlockedTime, Booking

pytestmark = pytest.mark.django_db

# The day before a night on which the clocks change, how many half-hour visits begin in it when one is open from one
# to four, and when the first of them after the change begins, in words.
NIGHTS = [
    ("America/New_York", date(2026, 3, 8), 4, "3:00 AM"),
    ("America/New_York", date(2026, 11, 1), 8, "1:00 AM EST"),
    ("Europe/Berlin", date(2026, 3, 29), 4, "3:00 AM"),
    ("Europe/Berlin", date(2026, 10, 25), 8, "2:00 AM CET"),
    ("Australia/Lord_Howe", date(2026, 10, 4), 5, "2:30 AM"),
    ("Australia/Lord_Howe", date(2026, 4, 5), 7, "1:30 AM +1030"),
]


@pytest.mark.parametrize(("zone", "night", "count", "after"), NIGHTS)
def test_in_the_night_the_clocks_change_visits_keep_their_length(zone, night, count, after, monkeypatch):
    now = datetime(night.year, night.month, night.day, tzinfo=UTC) - timedelta(days=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    made, browser = cora_at_her_desk(zone=zone)
    browser.post("/clinic/hours/", {"from_6_0": "01:00", "to_6_0": "04:00"})
    offered = visit(made)
    address = f"/clinic/book/?visit={offered.pk}&day={night}"
    page = browser.get(address).content.decode()
    starts = re.findall(r'type="radio" name="starts_at" value="([^"]+)"[^>]*><span>([^<]+)<', page)
    assert len(starts) == count
    moments = [datetime.fromisoformat(value) for value, _said in starts]
    assert {later - earlier for earlier, later in pairwise(moments)} == {timedelta(minutes=30)}
    # No two times of the list read the same.
    assert len({said for _value, said in starts}) == count
    chosen = next(value for value, said in starts if said == after)
    sent = {"key": str(uuid.UUID(int=1)), "starts_at": chosen, "name": "Rosa", "phone": "555 0101"}
    assert f"{after} to" in words(browser.post(address, sent, follow=True))
    assert f"{after} to" in words(browser.get(f"/clinic/week/?from={night}"))
    booking = Booking.objects.get()
    assert booking.ends_at - booking.starts_at == timedelta(minutes=30)
    # The day is one of 23, 24 1/2 or 25 hours: the visit is on it, and on no other.
    assert "Rosa" in words(browser.get(f"/clinic/?day={night}"))
    assert "Rosa" not in words(browser.get(f"/clinic/?day={night + timedelta(days=1)}"))
    assert "The clocks go" in words(browser.get("/clinic/hours/"))
    # What is left of the night is blocked by its wall clock.
    rest = {"day": str(night), "begins": "03:30", "ends": "04:00"}
    browser.post("/clinic/block/", rest)
    blocked = BlockedTime.objects.get()
    assert blocked.ends_at - blocked.starts_at == timedelta(minutes=30)
