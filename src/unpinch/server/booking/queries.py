"""What is free, and what is booked."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from unpinch import scheduling
from unpinch.kernel import Period

from .models import Booking, DayHours, Desk, Room, Visit, WeekHours

_A_DAY = timedelta(days=1)


def opening_hours(*, desk: Desk) -> scheduling.OpeningHours:
    """Give the hours of a desk as the rules see them."""
    week: list[list[scheduling.OpenTime]] = [[] for _ in range(7)]
    for row in WeekHours.objects.filter(desk=desk):
        week[row.weekday].append(scheduling.OpenTime(row.opens, row.closes))
    days: dict[object, list[scheduling.OpenTime]] = {}
    for day in DayHours.objects.filter(desk=desk):
        times = days.setdefault(day.date, [])
        if day.opens is not None and day.closes is not None:
            times.append(scheduling.OpenTime(day.opens, day.closes))
    return scheduling.OpeningHours(
        zone=desk.clinic.zone,
        week=tuple(tuple(sorted(times)) for times in week),
        exceptions=tuple((day, tuple(sorted(times))) for day, times in days.items()),  # type: ignore[misc]  # days are dates
    )


def free_slots(*, visit: Visit, within: Period, now: datetime) -> tuple[scheduling.Slot, ...]:
    """Give what can be booked of a visit in a period, in order."""
    zone = ZoneInfo(visit.desk.clinic.zone)
    opened = scheduling.open_periods(
        hours=opening_hours(desk=visit.desk),
        first_date=within.starts_at.astimezone(zone).date(),
        latest_date=within.ends_at.astimezone(zone).date(),
    )
    # A visit near an end of the period may be kept out by a booking just outside it.
    around = Period(within.starts_at - _A_DAY, within.ends_at + _A_DAY)
    found = scheduling.free_slots(
        visit=visit.as_type(),
        open_periods=opened,
        taken=_claimed(Q(desk=visit.desk), within=around, now=now),
        now=now,
        rooms={str(room.pk): _claimed(Q(room=room), within=around, now=now) for room in _rooms(visit)},
    )
    return tuple(slot for slot in found if within.contains(slot.starts_at))


def is_offered(*, visit: Visit, starts_at: datetime, now: datetime) -> bool:
    """Say whether a visit may begin at a moment, whoever else wants it: hours, grid, lead and horizon."""
    day = starts_at.astimezone(ZoneInfo(visit.desk.clinic.zone)).date()
    # Open times that meet at midnight are one period: the grid of the small hours begins the day before.
    opened = scheduling.open_periods(
        hours=opening_hours(desk=visit.desk), first_date=day - timedelta(days=1), latest_date=day + timedelta(days=1)
    )
    slots = scheduling.free_slots(visit=visit.as_type(), open_periods=opened, taken=(), now=now, rooms={"any": ()})
    return visit.is_offered and visit.desk.is_open and starts_at in {slot.starts_at for slot in slots}


def _rooms(visit: Visit) -> list[Room]:
    return list(visit.desk.clinic.rooms.all()) if visit.needs_room else []


def keeping_time(*, now: datetime) -> Q:
    """Give the condition of bookings that keep their time from others."""
    held = Q(state=scheduling.BookingState.HELD.value, hold_ends_at__gt=now)
    return held | Q(state__in=[scheduling.BookingState.CONFIRMED.value, scheduling.BookingState.ATTENDED.value])


def _claimed(of: Q, *, within: Period, now: datetime) -> tuple[Period, ...]:
    found = Booking.objects.filter(
        of, keeping_time(now=now), claimed_from__lt=within.ends_at, claimed_until__gt=within.starts_at
    )
    return tuple(Period(*times) for times in found.values_list("claimed_from", "claimed_until"))
