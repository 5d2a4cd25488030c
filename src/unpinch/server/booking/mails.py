"""Mails about a booking: to whom, in which language, with which calendar file, and each of them once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from unpinch.scheduling import BookingState
from unpinch.server.accounts.callers import is_caller
from unpinch.server.accounts.consent_words import REMINDERS
from unpinch.server.accounts.models import Person
from unpinch.server.audit.models import AuditEntry
from unpinch.server.people.queries import agrees_to
from unpinch.server.post import actions as post

from . import mail_words
from .calendars import calendar_file
from .models import Booking

# Whether anybody opens them or not: no program is to answer these mails.
_HEADERS = {"Auto-Submitted": "auto-generated"}


class MailKind(StrEnum):
    """What a mail tells."""

    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    OFFERED = "offered"
    REMINDER = "reminder"


@dataclass(frozen=True)
class _Reader:
    """Who gets a mail: `part` is what they have to do with the visit."""

    part: str
    name: str
    address: str
    language: str
    zone: str


def write_about(*, kind: MailKind, booking_id: int, now: datetime, before: timedelta | None = None) -> int:
    """
    Write the mails that one notice is, in a moment when it still holds; give how many are new.

    `before` tells the reminders of one visit apart.
    """
    booking = _booking(booking_id)
    if booking is None or not _still_holds(kind, booking, now=now):
        return 0
    named = kind if before is None else f"{kind}-{int(before.total_seconds())}"
    keys = {reader: f"booking:{booking.pk}:{named}:{reader.part}" for reader in _readers(kind, booking)}
    useless_at = booking.hold_ends_at if kind is MailKind.OFFERED else booking.starts_at
    written = (
        post.write(_message(kind, booking, reader), now=now, key=key, useless_at=useless_at)
        for reader, key in keys.items()
    )
    return sum(letter is not None for letter in written)


def _booking(booking_id: int) -> Booking | None:
    whole = Booking.objects.select_related("person", "booked_by", "visit", "desk__clinician", "desk__clinic", "room")
    return whole.filter(pk=booking_id).first()


def _still_holds(kind: MailKind, booking: Booking, *, now: datetime) -> bool:
    if kind is MailKind.OFFERED:
        return booking.standing().at(now) is BookingState.HELD
    wanted = BookingState.CANCELLED if kind is MailKind.CANCELLED else BookingState.CONFIRMED
    return booking.state == wanted.value and now < booking.starts_at


def _readers(kind: MailKind, booking: Booking) -> Iterator[_Reader]:
    """Give the person, who booked it for them, and for what the clinic did not do itself the clinician."""
    person, helper, clinician = booking.person, booking.booked_by, booking.desk.clinician
    reach = getattr(booking, "caller", None)
    address = (reach.email if reach else "") if is_caller(person) else person.email
    zone = booking.zone or person.zone
    if address and _wants(kind, person):
        yield _Reader("person", person.name, address, person.language, zone)
    if helper and helper != person and reach is None and helper.is_active and _wants(kind, helper):
        yield _Reader("helper", helper.name, helper.email, helper.language, zone)
    if kind in (MailKind.BOOKED, MailKind.CHANGED, MailKind.CANCELLED) and not _by_the_clinic(booking):
        clinic = booking.desk.clinic
        yield _Reader("clinician", clinician.name, clinician.email, clinician.language, clinic.zone)


def _wants(kind: MailKind, person: Person) -> bool:
    """Say whether somebody is to have a mail of this kind: a reminder only who agreed, or left an address by phone."""
    return kind is not MailKind.REMINDER or is_caller(person) or agrees_to(person=person, what=REMINDERS)


def _by_the_clinic(booking: Booking) -> bool:
    latest = AuditEntry.objects.filter(thing=f"booking:{booking.pk}").exclude(actor=None).first()
    if latest is None or latest.actor_id == booking.person_id:
        return False
    managers = booking.desk.clinic.managers.values_list("person_id", flat=True)
    return latest.actor_id in {booking.desk.clinician_id, *managers}


def _message(kind: MailKind, booking: Booking, reader: _Reader) -> EmailMultiAlternatives:
    for_clinic = reader.part == "clinician"
    words = mail_words.words(
        name=f"clinic_{kind}" if for_clinic else kind,
        language=reader.language,
        facts=mail_words.facts(booking=booking, reader_name=reader.name, zone=reader.zone, language=reader.language),
    )
    message = EmailMultiAlternatives(
        subject=words.subject,
        body=words.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[reader.address],
        headers=_HEADERS,
    )
    if not for_clinic and kind in (MailKind.BOOKED, MailKind.CHANGED, MailKind.CANCELLED):
        _enclose(message, booking=booking, language=reader.language, cancels=kind is MailKind.CANCELLED)
    return message


def _enclose(message: EmailMultiAlternatives, *, booking: Booking, language: str, cancels: bool) -> None:
    """
    Put the calendar file in twice: as another form of the mail, and as an attachment.

    Outlook and Google take the first, with its method (RFC 6047; [MS-OXCMAIL] 2.1.3.3.8); programs that look at
    attachments alone find the second. It is what Google's own invitations look like.
    """
    method = "CANCEL" if cancels else "REQUEST"
    content = calendar_file(booking=booking, attendee=message.to[0], language=language, cancels=cancels)
    message.attach_alternative(content.decode(), f"text/calendar; method={method}")
    message.attach("visit.ics", content, "application/ics")
