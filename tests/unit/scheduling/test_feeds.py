from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.kernel import Period
from unpinch.scheduling import FEED_BYTES_AT_MOST, BadFeed, busy_in_feed

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEKS = Period(MONDAY, MONDAY + timedelta(days=14))


def feed(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260101T000000Z", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def busy(*events, within=WEEKS, zone="America/New_York"):
    return busy_in_feed(feed=feed(*events), within=within, zone=zone)


def hours(day, start, end):
    midnight = MONDAY + timedelta(days=day)
    return Period(midnight + timedelta(hours=start), midnight + timedelta(hours=end))


def test_an_event_in_utc():
    assert busy(["DTSTART:20260302T140000Z", "DTEND:20260302T150000Z", "SUMMARY:Dentist"]) == (hours(0, 14, 15),)


def test_a_time_without_a_zone_and_a_whole_day_are_on_the_clinics_clock():
    assert busy(["DTSTART:20260302T090000", "DURATION:PT1H"]) == (hours(0, 14, 15),)
    assert busy(["DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260304"]) == (hours(1, 5, 29),)


def test_a_repeating_event_keeps_its_wall_clock_over_the_change_of_clocks():
    weekly = ["DTSTART;TZID=America/New_York:20260302T090000", "DTEND;TZID=America/New_York:20260302T100000"]
    assert busy([*weekly, "RRULE:FREQ=WEEKLY"]) == (hours(0, 14, 15), hours(7, 13, 14))
    without = "EXDATE;TZID=America/New_York:20260309T090000"
    assert busy([*weekly, "RRULE:FREQ=WEEKLY", without]) == (hours(0, 14, 15),)


@pytest.mark.parametrize("free", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_is_free_or_cancelled_does_not_count(free):
    assert busy(["DTSTART:20260302T140000Z", "DTEND:20260302T150000Z", free]) == ()


def test_only_what_touches_the_period():
    assert busy(["DTSTART:20260301T230000Z", "DTEND:20260302T000000Z"]) == ()
    assert len(busy(["DTSTART:20260301T230000Z", "DTEND:20260302T000100Z"])) == 1


def test_an_event_without_length_does_not_count():
    assert busy(["DTSTART:20260302T140000Z"]) == ()


@pytest.mark.parametrize("wrong", [b"", b"<html>Sign in</html>", b"BEGIN:VCALENDAR\r\n", b"\xff\xfe\x00"])
def test_what_is_no_calendar_is_refused_in_one_line(wrong):
    with pytest.raises(BadFeed, match="cannot be read") as refusal:
        busy_in_feed(feed=wrong, within=WEEKS, zone="America/New_York")
    assert "\n" not in str(refusal.value)


def test_a_feed_that_is_too_large_is_not_read():
    with pytest.raises(BadFeed, match="larger"):
        busy_in_feed(feed=b" " * (FEED_BYTES_AT_MOST + 1), within=WEEKS, zone="UTC")


@given(line=st.text(max_size=60), place=st.integers(0, 8))
def test_a_feed_with_any_line_in_it_is_read_or_refused(line, place):
    lines = feed(["DTSTART:20260302T140000Z", "DTEND:20260302T150000Z"]).split(b"\r\n")
    lines.insert(place, line.encode(errors="replace"))
    with suppress(BadFeed):
        busy_in_feed(feed=b"\r\n".join(lines), within=WEEKS, zone="UTC")
