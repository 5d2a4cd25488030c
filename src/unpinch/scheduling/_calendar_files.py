"""Calendar files for the person who comes: a request, its changes, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from unpinch.kernel import Period

from ._waiting import REMINDERS

_PRODUCT = "-//Unpinch//Visits//EN"


@dataclass(frozen=True)
class Invitation:
    """
    A visit as a calendar shows it.

    `uid` is the same for all files of one visit, and `sequence` counts its changes: a calendar takes the higher one.
    `title`, `place` and `description` are read by whoever looks at the calendar, on a locked screen too: they name
    neither a complaint nor a treatment.
    """

    uid: str
    sequence: int
    period: Period
    title: str
    place: str
    description: str
    organizer: str
    attendee: str
    changed_at: datetime


def request_file(invitation: Invitation) -> bytes:
    """Give the file that puts a visit into a calendar, or moves it there (RFC 5546, REQUEST)."""
    calendar, event = _calendar(invitation, method="REQUEST", status="CONFIRMED")
    for before in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", invitation.title)
        alarm.add("trigger", -before)
        event.add_component(alarm)
    return bytes(calendar.to_ical())


def cancel_file(invitation: Invitation) -> bytes:
    """Give the file that takes a visit out of a calendar (RFC 5546, CANCEL)."""
    calendar, _event = _calendar(invitation, method="CANCEL", status="CANCELLED")
    return bytes(calendar.to_ical())


def _calendar(invitation: Invitation, *, method: str, status: str) -> tuple[Calendar, Event]:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    # In UTC, so that no calendar needs a definition of the clinic's zone.
    event.add("dtstamp", invitation.changed_at)
    event.add("dtstart", invitation.period.starts_at)
    event.add("dtend", invitation.period.ends_at)
    event.add("status", status)
    event.add("summary", invitation.title)
    event.add("location", invitation.place)
    event.add("description", invitation.description)
    event.add("organizer", vCalAddress(f"mailto:{invitation.organizer}"))
    attendee = vCalAddress(f"mailto:{invitation.attendee}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    # Booked already: no calendar is to ask for an answer that nobody reads.
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return calendar, event
