from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from icalendar import Calendar

from unpinch.kernel import Period
from unpinch.scheduling import Invitation, cancel_file, request_file

BEGINS = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
VISIT = Invitation(
    uid="booking-17@unpinch.example",
    sequence=1,
    period=Period(BEGINS, BEGINS + timedelta(minutes=45)),
    title="Visit at Example Clinic; floor 2, left",
    place="12 Example Street, Hartford CT 06105\nSecond floor",
    description="Bring this page along. " * 12,
    organizer="clinic@example.org",
    attendee="ann@example.org",
    changed_at=BEGINS - timedelta(days=3),
)


def read_by_icalendar(file):
    calendar = Calendar.from_ical(file)
    (event,) = calendar.events
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": event.decoded("SEQUENCE"),
        "begin": event.start,
        "end": event.end,
        "status": str(event["STATUS"]),
        "title": str(event["SUMMARY"]),
        "place": str(event["LOCATION"]),
        "description": str(event["DESCRIPTION"]),
        "attendee": str(event["ATTENDEE"]).lower(),
    }


def read_by_vobject(file):
    calendar = vobject.readOne(file.decode())
    event = calendar.vevent
    return {
        "method": calendar.method.value,
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "begin": event.dtstart.value,
        "end": event.dtend.value,
        "status": event.status.value,
        "title": event.summary.value,
        "place": event.location.value,
        "description": event.description.value,
        "attendee": event.attendee.value.lower(),
    }


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_vobject])
def test_two_readers_read_what_was_meant(read):
    assert read(request_file(VISIT)) == {
        "method": "REQUEST",
        "uid": VISIT.uid,
        "sequence": 1,
        "begin": BEGINS,
        "end": BEGINS + timedelta(minutes=45),
        "status": "CONFIRMED",
        "title": VISIT.title,
        "place": VISIT.place,
        "description": VISIT.description,
        "attendee": "mailto:ann@example.org",
    }


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_vobject])
def test_a_cancelled_visit_has_the_same_name_and_a_higher_number(read):
    found = read(cancel_file(replace(VISIT, sequence=2)))
    assert (found["method"], found["status"], found["uid"], found["sequence"]) == ("CANCEL", "CANCELLED", VISIT.uid, 2)


def test_lines_are_as_the_standard_has_them():
    lines = request_file(VISIT).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    assert b"DTSTART:20260302T143000Z" in lines


def test_calendars_remind_the_day_before_and_two_hours_before():
    (event,) = Calendar.from_ical(request_file(VISIT)).walk("VEVENT")
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [timedelta(hours=-24), timedelta(hours=-2)]
