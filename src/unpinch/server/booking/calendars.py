"""Calendar files of bookings: for the person who comes, and as a private feed for the clinician."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.scheduling import BookingState

from . import mail_words
from .models import Booking, Desk

# What a calendar shows of the past, and how far ahead; no desk opens further.
_PAST, _AHEAD = timedelta(days=30), timedelta(days=400)
_IN_THE_CALENDAR = (BookingState.CONFIRMED, BookingState.ATTENDED, BookingState.NO_SHOW)


def calendar_file(*, booking: Booking, attendee: str, language: str, cancels: bool) -> bytes:
    """Give the file that puts a visit into the calendar of the person who comes, moves it there, or takes it out."""
    facts = mail_words.facts(
        booking=booking, reader_name=booking.person.name, zone=booking.desk.clinic.zone, language=language
    )
    words = mail_words.words(name="calendar", language=language, facts=facts)
    invitation = scheduling.Invitation(
        uid=_uid(booking),
        sequence=booking.sequence,
        period=Period(booking.starts_at, booking.ends_at),
        title=words.subject,
        place=booking.visit.telehealth_link or booking.desk.clinic.name,
        description=words.body.strip(),
        organizer=settings.DEFAULT_FROM_EMAIL,
        attendee=attendee,
        changed_at=booking.changed_at,
    )
    return scheduling.cancel_file(invitation) if cancels else scheduling.request_file(invitation)


def private_feed(*, token: str, now: datetime) -> bytes | None:
    """
    Give the calendar of the desk whose private address ends with a token; None where there is none such.

    Calendars are copied to other companies' machines: it says when there is a visit and in which room, and neither who
    comes nor why. Both are on the desk.
    """
    # Found by its digest, so that neither a copy of the database nor the time an answer takes gives a token away.
    digest = sha256(token.encode()).hexdigest()
    desk = Desk.objects.select_related("clinic", "clinician").filter(private_feed__token_digest=digest).first()
    if desk is None:
        return None
    entries = [_entry(booking, language=desk.clinician.language) for booking in _in_the_feed(desk, now=now)]
    return scheduling.feed_file(name=desk.clinic.name, entries=entries)


def _in_the_feed(desk: Desk, *, now: datetime) -> list[Booking]:
    found = Booking.objects.filter(
        desk=desk,
        state__in=[state.value for state in _IN_THE_CALENDAR],
        ends_at__gt=now - _PAST,
        starts_at__lt=now + _AHEAD,
    )
    return list(found.select_related("room", "visit", "desk__clinic").order_by("starts_at", "pk"))


def _entry(booking: Booking, *, language: str) -> scheduling.FeedEntry:
    room = booking.room.name if booking.room else ""
    words = mail_words.words(
        name="feed", language=language, facts={"room": room, "desk": f"{settings.SITE_ADDRESS}/clinic/"}
    )
    return scheduling.FeedEntry(
        uid=_uid(booking),
        sequence=booking.sequence,
        period=Period(booking.starts_at, booking.ends_at),
        title=words.subject,
        place=room or booking.desk.clinic.name,
        description=words.body.strip(),
        changed_at=booking.changed_at,
    )


def _uid(booking: Booking) -> str:
    # As in the file that can be downloaded (`invitations.py`): for a calendar it is the same visit.
    return f"{booking.calendar_uid}@unpinch"
