"""One's own visits: each in the words of its state, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from unpinch.kernel import Period
from unpinch.scheduling import BookingState, is_late
from unpinch.server.booking.person_queries import OwnVisit, OwnWaiting

from .book import notice_words
from .times import Moment, moment, time_words, when_words, zone_words

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class VisitPage:
    """
    All of a visit's page.

    `seconds_left` and `held_until` are of a hold; `can_change` says whether it can still be moved or cancelled, and
    `late` that this is later than the clinic asks for, empty where it is not.
    """

    key: UUID
    npi: str
    visit_id: int
    state: str
    state_words: str
    when: Moment
    whole_when: str
    zone: str
    facts: tuple[tuple[str, str], ...]
    phone: str
    telehealth_link: str
    note: str
    said: str
    seconds_left: int
    held_until: str
    moves_from: str
    is_offer: bool
    can_change: bool
    late: str
    notice: str


@dataclass(frozen=True)
class VisitRow:
    """A visit in a list."""

    key: UUID
    when: str
    words: str
    person: str
    state: str
    state_words: str


@dataclass(frozen=True)
class WaitingRow:
    """A place on a waiting list, in words."""

    id: int
    words: str
    person: str
    can_come: str


@dataclass(frozen=True)
class VisitsPage:
    """Visits to come, those that are over or cancelled, the newest first, and what is waited for."""

    ahead: tuple[VisitRow, ...]
    before: tuple[VisitRow, ...]
    waiting: tuple[WaitingRow, ...]


def visit_page(visit: OwnVisit, *, zone: str, now: datetime, by_link: bool = False) -> VisitPage:
    """Give the page; who came by the link is not shown what is about a body."""
    offered, clinic_zone = visit.visit, visit.visit.zone
    can_change = visit.state is BookingState.CONFIRMED and now < visit.starts_at
    return VisitPage(
        key=visit.key,
        npi=offered.npi,
        visit_id=offered.id,
        state=visit.state.value,
        state_words=_state_words(visit, now=now),
        when=moment(visit.starts_at, zone=zone, clinic_zone=clinic_zone),
        whole_when=when_words(visit.starts_at, zone=zone, clinic_zone=clinic_zone),
        zone=zone_words(zone),
        facts=tuple(_facts(visit)),
        phone=offered.phone,
        telehealth_link=visit.telehealth_link if visit.state is BookingState.CONFIRMED else "",
        note="" if by_link else visit.note,
        said=visit.said,
        seconds_left=_seconds_left(visit, now=now),
        held_until=_held_until(visit, zone=zone, now=now),
        moves_from=when_words(visit.replaces_starts_at, zone=zone, clinic_zone=clinic_zone)
        if visit.replaces_starts_at
        else "",
        is_offer=visit.is_offer,
        can_change=can_change,
        late=_late(visit, now=now) if can_change else "",
        notice=notice_words(offered.notice_hours),
    )


def _facts(visit: OwnVisit) -> Iterable[tuple[str, str]]:
    offered = visit.visit
    yield _("Visit"), offered.name
    yield _("With"), offered.clinician
    yield (
        _("Where"),
        _("By video, from %(clinic)s") % {"clinic": offered.clinic} if offered.by_video else offered.clinic,
    )
    yield (
        _("How long"),
        _("%(minutes)d minutes") % {"minutes": (visit.ends_at - visit.starts_at) // timedelta(minutes=1)},
    )
    if visit.booked_by:
        yield _("For"), visit.person
        yield _("Booked by"), visit.booked_by


def _seconds_left(visit: OwnVisit, *, now: datetime) -> int:
    if visit.state is not BookingState.HELD or visit.hold_ends_at is None:
        return 0
    return max(0, ceil((visit.hold_ends_at - now) / _SECOND))


def _held_until(visit: OwnVisit, *, zone: str, now: datetime) -> str:
    if visit.state is not BookingState.HELD or visit.hold_ends_at is None:
        return ""
    until = visit.hold_ends_at.astimezone(ZoneInfo(zone))
    return (
        time_words(until) if until.date() == now.astimezone(ZoneInfo(zone)).date() else date_format(until, "l, g:i A")
    )


def _late(visit: OwnVisit, *, now: datetime) -> str:
    hours = visit.visit.notice_hours
    if not is_late(period=Period(visit.starts_at, visit.ends_at), now=now, notice_hours=hours):
        return ""
    return _(
        "The clinic asks for %(hours)d hours' notice, and the visit begins sooner than that. You can still cancel or "
        "move it; the clinic sees that it was late, and its own rules for that apply. Call them if you are not sure."
    ) % {"hours": hours}


def _state_words(visit: OwnVisit, *, now: datetime) -> str:
    if visit.state is BookingState.CONFIRMED and now >= visit.ends_at:
        return _("Over")
    return {
        BookingState.HELD: _("Held, not booked yet"),
        BookingState.CONFIRMED: _("Booked"),
        BookingState.EXPIRED: _("No longer held"),
        BookingState.CANCELLED: _("Cancelled"),
        BookingState.ATTENDED: _("Took place"),
        BookingState.NO_SHOW: _("Missed"),
    }[visit.state]


def visits_page(*, visits: Iterable[OwnVisit], waiting: Iterable[OwnWaiting], zone: str, now: datetime) -> VisitsPage:
    """Give the list; `zone` is used where a visit was booked in none."""
    rows = [(visit, _row(visit, zone=zone, now=now)) for visit in visits]
    live = (BookingState.HELD, BookingState.CONFIRMED)
    ahead = tuple(row for visit, row in rows if visit.state in live and visit.ends_at > now)
    return VisitsPage(
        ahead=ahead,
        before=tuple(row for _visit, row in reversed(rows) if row not in ahead),
        waiting=tuple(_waiting(entry) for entry in waiting),
    )


def _row(visit: OwnVisit, *, zone: str, now: datetime) -> VisitRow:
    words = _("%(visit)s with %(clinician)s, %(clinic)s") % {
        "visit": visit.visit.name,
        "clinician": visit.visit.clinician,
        "clinic": visit.visit.clinic,
    }
    return VisitRow(
        key=visit.key,
        when=when_words(visit.starts_at, zone=visit.zone or zone or visit.visit.zone, clinic_zone=visit.visit.zone),
        words=words,
        person=visit.person if visit.booked_by else "",
        state=visit.state.value,
        state_words=_state_words(visit, now=now),
    )


def _waiting(entry: OwnWaiting) -> WaitingRow:
    halves = {
        (True, True): _("any time of day"),
        (True, False): _("mornings"),
        (False, True): _("afternoons"),
    }[entry.mornings, entry.afternoons]
    return WaitingRow(
        id=entry.id,
        words=_("%(visit)s with %(clinician)s") % {"visit": entry.visit.name, "clinician": entry.visit.clinician},
        person=entry.person,
        can_come=_("%(first)s to %(last)s, %(halves)s")
        % {
            "first": date_format(entry.earliest_date, "M j"),
            "last": date_format(entry.latest_date, "M j, Y"),
            "halves": halves,
        },
    )
