"""One visit as the clinic sees it, and what came in lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.scheduling import BookingState
from unpinch.server.booking.desk_queries import Booking

from .clinic_day import Entry, visit_entry
from .clinic_words import STATES
from .clock import ago_words, day_words, moment_words

if TYPE_CHECKING:
    from unpinch.server.web.clinic_desk import AtDesk


@dataclass(frozen=True)
class BookingPage:
    """One visit; `facts` are pairs of a name and words."""

    entry: Entry
    day: str
    facts: tuple[tuple[str, str], ...]
    phone: str
    email: str
    note: str
    said: str
    can_be_marked: bool
    is_marked: bool
    can_be_cancelled: bool


def booking_page(booking: Booking, *, at: AtDesk, now: datetime, has_summary: bool) -> BookingPage:
    """Give one visit."""
    caller = getattr(booking, "caller", None)
    return BookingPage(
        entry=visit_entry(booking, at=at, now=now, has_summary=has_summary),
        day=day_words(booking.starts_at.astimezone(at.zone).date()),
        facts=tuple(_facts(booking, at=at, now=now)),
        phone=caller.phone if caller else "",
        email=caller.email if caller else "",
        note=booking.note,
        said=booking.said,
        can_be_marked=booking.state in _MARKABLE and booking.starts_at <= now,
        is_marked=booking.state in _MARKED,
        can_be_cancelled=booking.state == BookingState.CONFIRMED.value and now < booking.starts_at,
    )


_MARKED = {BookingState.ATTENDED.value, BookingState.NO_SHOW.value}
_MARKABLE = {BookingState.CONFIRMED.value, *_MARKED}


def _facts(booking: Booking, *, at: AtDesk, now: datetime) -> Iterable[tuple[str, str]]:
    yield _("Kind of visit"), booking.visit.name
    if booking.room:
        yield _("Room"), booking.room.name
    if booking.booked_by and booking.booked_by_id != booking.person_id:
        yield _("Booked by"), booking.booked_by.name
    yield _("Booked"), moment_words(booking.created_at, zone=at.zone)
    if booking.replaces:
        yield _("Moved from"), moment_words(booking.replaces.starts_at, zone=at.zone)
    if booking.state == BookingState.CANCELLED.value:
        period = Period(booking.starts_at, booking.ends_at)
        is_late = scheduling.is_late(period=period, now=booking.changed_at, notice_hours=at.desk.clinic.notice_hours)
        when = moment_words(booking.changed_at, zone=at.zone)
        yield _("Cancelled"), _("%(when)s, with less notice than you ask for") % {"when": when} if is_late else when


@dataclass(frozen=True)
class ChangeLine:
    """A booking that was made, moved or cancelled."""

    what: str
    look: str
    name: str
    when: str
    detail: str
    ago: str
    href: str


def change_lines(bookings: Iterable[Booking], *, at: AtDesk, now: datetime) -> tuple[ChangeLine, ...]:
    """Give what came in lately."""
    return tuple(
        ChangeLine(
            what=_("moved") if one.replaces else str(STATES[one.state][0]),
            look=STATES[one.state][1],
            name=one.person.name,
            when=moment_words(one.starts_at, zone=at.zone),
            detail=one.visit.name,
            ago=ago_words(one.changed_at, now=now),
            href=at.address("clinic_booking", one.pk),
        )
        for one in bookings
    )


@dataclass(frozen=True)
class WaitingLine:
    """Somebody who would come earlier."""

    name: str
    visit: str
    can_come: str
    since: str


def waiting_lines(entries: Iterable[Any], *, now: datetime) -> tuple[WaitingLine, ...]:
    """Give who waits, the longest first."""
    return tuple(
        WaitingLine(
            name=one.person.name,
            visit=one.visit.name,
            can_come=_can_come(one),
            since=ago_words(one.since_at, now=now),
        )
        for one in entries
    )


def _can_come(entry: Any) -> str:
    said = _("%(first)s to %(latest)s") % {
        "first": day_words(entry.earliest_date),
        "latest": day_words(entry.latest_date),
    }
    if entry.mornings and entry.afternoons:
        return said
    return _("%(days)s, mornings") % {"days": said} if entry.mornings else _("%(days)s, afternoons") % {"days": said}
