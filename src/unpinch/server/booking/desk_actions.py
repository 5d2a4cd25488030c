"""What a clinic changes of a desk: hours, kinds of visit, rooms; each act with its row in the record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from unpinch import scheduling
from unpinch.scheduling import OpeningHours, OpenTime
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record

from .models import Clinic, DayHours, Desk, Room, Visit, WeekHours
from .queries import opening_hours

Week = tuple[tuple[OpenTime, ...], ...]
# A long leave is closed once; more is a slip of the pen in the year.
CLOSED_DAYS_AT_MOST = 120


class RoomInUse(scheduling.SchedulingError):
    """A room that visits were booked in cannot be taken away."""


@transaction.atomic
def set_week(*, desk: Desk, week: Week, actor: Person, now: datetime) -> Week:
    """
    Set the hours of a week, Monday first, and give those before.

    Raises
    ------
    scheduling.BadHours
        If two times of a day overlap.
    """
    before = opening_hours(desk=desk)
    OpeningHours(zone=before.zone, week=week, exceptions=before.exceptions)
    WeekHours.objects.filter(desk=desk).delete()
    WeekHours.objects.bulk_create(
        WeekHours(desk=desk, weekday=weekday, opens=one.opens, closes=one.closes)
        for weekday, times in enumerate(week)
        for one in times
    )
    _record("hours_changed", desk=desk, actor=actor, now=now)
    return before.week


@transaction.atomic
def set_day(
    *, desk: Desk, first: date, latest: date, times: tuple[OpenTime, ...] | None, actor: Person, now: datetime
) -> dict[date, tuple[OpenTime, ...] | None]:
    """
    Set the hours of days that differ from their weekdays: none where closed, None to take the difference back.

    Gives what stood there before for each day, None where nothing did.

    Raises
    ------
    scheduling.BadHours
        If the days are in the wrong order or too many, or two times overlap.
    """
    if latest < first:
        raise scheduling.BadHours(f"{latest} is before {first}. Give the first day first.")
    days = [first + timedelta(days=number) for number in range((latest - first).days + 1)]
    if len(days) > CLOSED_DAYS_AT_MOST:
        raise scheduling.BadHours(f"Give {CLOSED_DAYS_AT_MOST} days at most at a time.")
    known = dict(opening_hours(desk=desk).exceptions)
    OpeningHours(zone=desk.clinic.zone, week=((),) * 7, exceptions=((first, times or ()),))
    DayHours.objects.filter(desk=desk, date__in=days).delete()
    if times is not None:
        DayHours.objects.bulk_create(row for day in days for row in _rows(desk, day, times))
    _record("hours_changed", desk=desk, actor=actor, now=now)
    return {day: known.get(day) for day in days}


def _rows(desk: Desk, day: date, times: tuple[OpenTime, ...]) -> list[DayHours]:
    if not times:
        return [DayHours(desk=desk, date=day)]
    return [DayHours(desk=desk, date=day, opens=one.opens, closes=one.closes) for one in times]


@transaction.atomic
def set_open(*, desk: Desk, is_open: bool, actor: Person, now: datetime) -> None:
    """Let visits be booked at a desk, or stop that; what is booked stays."""
    Desk.objects.filter(pk=desk.pk).update(is_open=is_open)
    desk.is_open = is_open
    _record("opened" if is_open else "closed", desk=desk, actor=actor, now=now)


@transaction.atomic
def keep_visit(*, visit: Visit, actor: Person, now: datetime) -> Visit:
    """
    Keep a kind of visit, new or changed; what is booked already keeps its length.

    Raises
    ------
    scheduling.BadVisitType
        If a length, buffer or step does not fit.
    """
    visit.as_type()
    visit.save()
    _record("visit_kept", desk=visit.desk, actor=actor, now=now)
    return visit


@transaction.atomic
def offer_visit(*, visit: Visit, is_offered: bool, actor: Person, now: datetime) -> None:
    """Offer a kind of visit, or stop offering it; what is booked stays."""
    Visit.objects.filter(pk=visit.pk).update(is_offered=is_offered)
    _record("visit_offered" if is_offered else "visit_withdrawn", desk=visit.desk, actor=actor, now=now)


@transaction.atomic
def keep_clinic(*, clinic: Clinic, actor: Person, now: datetime) -> None:
    """
    Keep name, telephone, time zone and notice of a clinic.

    Raises
    ------
    scheduling.BadHours
        If there is no such time zone.
    """
    OpeningHours(zone=clinic.zone, week=((),) * 7)
    clinic.save()
    record(at=now, actor=actor, act="clinic.changed", thing=f"clinic:{clinic.pk}", concerns=actor)


@transaction.atomic
def keep_room(*, clinic: Clinic, room_id: int | None, name: str, actor: Person, now: datetime) -> Room:
    """Add a room behind the others, or give one another name."""
    room = Room.objects.filter(clinic=clinic, pk=room_id).first() if room_id is not None else None
    if room is None:
        latest = Room.objects.filter(clinic=clinic).aggregate(latest=Max("place"))["latest"]
        room = Room(clinic=clinic, place=0 if latest is None else latest + 1)
    room.name = name
    room.save()
    record(at=now, actor=actor, act="clinic.room_kept", thing=f"clinic:{clinic.pk}", concerns=actor)
    return room


@transaction.atomic
def remove_room(*, room: Room, actor: Person, now: datetime) -> None:
    """
    Take a room away.

    Raises
    ------
    RoomInUse
        If a visit was ever booked in it.
    """
    if room.bookings.exists():
        raise RoomInUse("Visits were booked in this room, so it cannot be taken away. Give it another name.")
    room.delete()
    record(at=now, actor=actor, act="clinic.room_removed", thing=f"clinic:{room.clinic_id}", concerns=actor)


def _record(what: str, *, desk: Desk, actor: Person, now: datetime) -> None:
    record(at=now, actor=actor, act=f"desk.{what}", thing=f"desk:{desk.pk}", concerns=desk.clinician)
