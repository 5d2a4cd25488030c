"""Calendar files: for the person who comes a request, its changes and its end; for the clinician all visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from unpinch.kernel import Period

from ._waiting import REMINDERS

# Calendars that listen to it look again so often.
FEED_REFRESH = timedelta(minutes=15)
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
        event.add_component(_alarm(invitation.title, before=before))
    return bytes(calendar.to_ical())


def cancel_file(invitation: Invitation) -> bytes:
    """Give the file that takes a visit out of a calendar (RFC 5546, CANCEL)."""
    calendar, _event = _calendar(invitation, method="CANCEL", status="CANCELLED")
    return bytes(calendar.to_ical())


def visit_file(invitation: Invitation) -> bytes:
    """Give the file that somebody adds to a calendar themselves (RFC 5546, PUBLISH): it asks nobody for an answer."""
    calendar, event = _calendar(invitation, method="PUBLISH", status="CONFIRMED")
    del event["attendee"]
    return bytes(calendar.to_ical())


def reminder_file(*, uid: str, period: Period, title: str, description: str, made_at: datetime) -> bytes:
    """Give the file of a reminder to oneself: an entry that rings when it begins."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    event = Event()
    for name, value in (
        ("uid", uid),
        ("dtstamp", made_at),
        ("dtstart", period.starts_at),
        ("dtend", period.ends_at),
        ("summary", title),
        ("description", description),
        ("transp", "TRANSPARENT"),
    ):
        event.add(name, value)
    event.add_component(_alarm(title, before=timedelta(0)))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(words: str, *, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -before)
    return alarm


@dataclass(frozen=True)
class FeedEntry:
    """
    A visit in the private feed of a clinician; as `Invitation`, but nobody is invited.

    Feeds are copied to other companies' machines: `title`, `place` and `description` name nobody who comes.
    """

    uid: str
    sequence: int
    period: Period
    title: str
    place: str
    description: str
    changed_at: datetime


def feed_file(*, name: str, entries: Iterable[FeedEntry]) -> bytes:
    """Give a calendar to subscribe to (RFC 5545; how often to look again is RFC 7986)."""
    calendar = _empty(method="PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", FEED_REFRESH, parameters={"VALUE": "DURATION"})
    # What Outlook reads instead.
    calendar.add("x-published-ttl", "PT15M")
    for entry in entries:
        calendar.add_component(_event(entry, status="CONFIRMED"))
    return bytes(calendar.to_ical())


def _calendar(invitation: Invitation, *, method: str, status: str) -> tuple[Calendar, Event]:
    calendar, event = _empty(method=method), _event(invitation, status=status)
    event.add("organizer", vCalAddress(f"mailto:{invitation.organizer}"))
    attendee = vCalAddress(f"mailto:{invitation.attendee}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    # Booked already: no calendar is to ask for an answer that nobody reads.
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return calendar, event


def _empty(*, method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(entry: Invitation | FeedEntry, *, status: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    # In UTC, so that no calendar needs a definition of the clinic's zone.
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.period.starts_at)
    event.add("dtend", entry.period.ends_at)
    event.add("status", status)
    event.add("summary", entry.title)
    event.add("location", entry.place)
    event.add("description", entry.description)
    return event
