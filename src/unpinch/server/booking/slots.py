"""What can be booked: of one visit or of many at once, in a number of questions that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from unpinch import scheduling
from unpinch.kernel import Period

from .models import BlockedTime, Booking, BusyTime, DayHours, Desk, Room, Visit, WeekHours

_A_DAY = timedelta(days=1)


def opening_hours(*, desk: Desk) -> scheduling.OpeningHours:
    """Give the hours of a desk as the rules see them."""
    return _hours_of([desk])[desk.pk]


def free_slots(*, visit: Visit, within: Period, now: datetime) -> tuple[scheduling.Slot, ...]:
    """Give what can be booked of a visit in a period, in order."""
    return slots_of(visits=[visit], within=within, now=now)[visit.pk]


def slots_of(*, visits: Collection[Visit], within: Period, now: datetime) -> dict[int, tuple[scheduling.Slot, ...]]:
    """
    Give what can be booked of each visit in a period, in order, by the number of the visit.

    The visits come with their desk and its clinic (`select_related("desk__clinic")`), or each asks for its own.
    """
    known = _known(visits=visits, within=within, now=now)
    return {visit.pk: _slots(visit, known=known, within=within, now=now) for visit in visits}


def is_offered(*, visit: Visit, starts_at: datetime, now: datetime) -> bool:
    """Say whether a visit may begin at a moment, whoever else wants it: hours, grid, lead, horizon, own calendars."""
    day = starts_at.astimezone(ZoneInfo(visit.desk.clinic.zone)).date()
    # Open times that meet at midnight are one period: the grid of the small hours begins the day before.
    opened = scheduling.open_periods(
        hours=opening_hours(desk=visit.desk), first_date=day - timedelta(days=1), latest_date=day + timedelta(days=1)
    )
    around = Period(starts_at - 2 * _A_DAY, starts_at + 2 * _A_DAY)
    elsewhere = _busy_elsewhere({visit.desk.clinician_id}, within=around)[visit.desk.clinician_id]
    slots = scheduling.free_slots(
        visit=visit.as_type(), open_periods=opened, taken=elsewhere, now=now, rooms={"any": ()}
    )
    return visit.is_offered and visit.desk.is_open and starts_at in {slot.starts_at for slot in slots}


def keeping_time(*, now: datetime) -> Q:
    """Give the condition of bookings that keep their time from others."""
    held = Q(state=scheduling.BookingState.HELD.value, hold_ends_at__gt=now)
    return held | Q(state__in=[scheduling.BookingState.CONFIRMED.value, scheduling.BookingState.ATTENDED.value])


@dataclass(frozen=True)
class _Known:
    """What the rules need of some desks: hours by desk, what is taken by clinician and by room, rooms by clinic."""

    hours: Mapping[int, scheduling.OpeningHours]
    taken: Mapping[int, list[Period]]
    rooms: Mapping[int, list[Room]]
    rooms_taken: Mapping[int, list[Period]]


def _known(*, visits: Collection[Visit], within: Period, now: datetime) -> _Known:
    desks = list({visit.desk_id: visit.desk for visit in visits}.values())
    # A visit near an end of the period may be kept out by a booking just outside it.
    around = Period(within.starts_at - _A_DAY, within.ends_at + _A_DAY)
    rooms = _rooms({visit.desk.clinic_id for visit in visits if visit.needs_room})
    in_rooms = Q(room__in=[room.pk for several in rooms.values() for room in several])
    clinicians = {desk.clinician_id for desk in desks}
    return _Known(
        hours=_hours_of(desks),
        taken=_taken(clinicians, within=around, now=now),
        rooms=rooms,
        rooms_taken=_claimed(in_rooms, by="room_id", within=around, now=now) if rooms else {},
    )


def _slots(visit: Visit, *, known: _Known, within: Period, now: datetime) -> tuple[scheduling.Slot, ...]:
    if not (visit.is_offered and visit.desk.is_open):
        return ()
    zone = ZoneInfo(visit.desk.clinic.zone)
    opened = scheduling.open_periods(
        hours=known.hours[visit.desk_id],
        # The day before, so that the grid of open times that meet at midnight is the same on every page.
        first_date=within.starts_at.astimezone(zone).date() - _A_DAY,
        latest_date=within.ends_at.astimezone(zone).date(),
    )
    rooms = known.rooms.get(visit.desk.clinic_id, ()) if visit.needs_room else ()
    found = scheduling.free_slots(
        visit=visit.as_type(),
        open_periods=opened,
        taken=known.taken.get(visit.desk.clinician_id, ()),
        now=now,
        rooms={str(room.pk): known.rooms_taken.get(room.pk, ()) for room in rooms},
    )
    begin, end = within.starts_at, within.ends_at
    return tuple(slot for slot in found if begin <= slot.starts_at < end)


def _hours_of(desks: Iterable[Desk]) -> dict[int, scheduling.OpeningHours]:
    zones = {desk.pk: desk.clinic.zone for desk in desks}
    weeks: dict[int, list[list[scheduling.OpenTime]]] = {pk: [[] for _ in range(7)] for pk in zones}
    for row in WeekHours.objects.filter(desk__in=zones):
        weeks[row.desk_id][row.weekday].append(scheduling.OpenTime(row.opens, row.closes))
    days: dict[int, dict[object, list[scheduling.OpenTime]]] = defaultdict(dict)
    for day in DayHours.objects.filter(desk__in=zones):
        times = days[day.desk_id].setdefault(day.date, [])
        if day.opens is not None and day.closes is not None:
            times.append(scheduling.OpenTime(day.opens, day.closes))
    return {
        pk: scheduling.OpeningHours(
            zone=zone,
            week=tuple(tuple(sorted(times)) for times in weeks[pk]),
            exceptions=tuple((day, tuple(sorted(times))) for day, times in days[pk].items()),  # type: ignore[misc]  # days are dates
        )
        for pk, zone in zones.items()
    }


def _rooms(clinics: set[int]) -> dict[int, list[Room]]:
    found: dict[int, list[Room]] = defaultdict(list)
    for room in Room.objects.filter(clinic__in=clinics) if clinics else ():
        found[room.clinic_id].append(room)
    return found


def _taken(clinicians: set[int], *, within: Period, now: datetime) -> dict[int, list[Period]]:
    """Give when each clinician is not there for visits, at any of their desks: booked, blocked, busy elsewhere."""
    blocked = BlockedTime.objects.filter(
        desk__clinician__in=clinicians, starts_at__lt=within.ends_at, ends_at__gt=within.starts_at
    )
    kinds = (
        _claimed(Q(desk__clinician__in=clinicians), by="desk__clinician_id", within=within, now=now),
        _by_owner(blocked.values_list("desk__clinician_id", "starts_at", "ends_at")),
        _busy_elsewhere(clinicians, within=within),
    )
    return {one: [period for kind in kinds for period in kind.get(one, ())] for one in clinicians}


def _busy_elsewhere(clinicians: set[int], *, within: Period) -> dict[int, list[Period]]:
    """Give when the calendar feeds of clinicians say that they are busy."""
    found = BusyTime.objects.filter(
        feed__desk__clinician__in=clinicians, starts_at__lt=within.ends_at, ends_at__gt=within.starts_at
    )
    return _by_owner(found.values_list("feed__desk__clinician_id", "starts_at", "ends_at"))


def _claimed(of: Q, *, by: str, within: Period, now: datetime) -> dict[int, list[Period]]:
    bookings = Booking.objects.filter(
        of, keeping_time(now=now), claimed_from__lt=within.ends_at, claimed_until__gt=within.starts_at
    )
    return _by_owner(bookings.values_list(by, "claimed_from", "claimed_until"))


def _by_owner(rows: Iterable[tuple[int, datetime, datetime]]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    for owner, starts_at, ends_at in rows:
        found[owner].append(Period(starts_at, ends_at))
    return found
