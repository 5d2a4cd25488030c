"""Taking back what was done a moment ago at a desk; what it was is kept in the session of who did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.scheduling import OpenTime
from unpinch.server.booking import actions, desk_actions, desk_feeds, desk_queries, desk_time

from .clinic_desk import AtDesk

_Times = tuple[OpenTime, ...]


def times_kept(times: _Times) -> list[list[str]]:
    """Give open times as a session keeps them."""
    return [[one.opens.isoformat(), one.closes.isoformat()] for one in times]


def week_kept(week: tuple[_Times, ...]) -> list[list[list[str]]]:
    """Give a week as a session keeps it."""
    return [times_kept(times) for times in week]


def days_kept(days: Mapping[date, _Times | None]) -> dict[str, list[list[str]] | None]:
    """Give days as a session keeps them."""
    return {day.isoformat(): None if times is None else times_kept(times) for day, times in days.items()}


def _times(kept: list[list[str]]) -> _Times:
    return tuple(OpenTime(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in kept)


def take_back(undo: dict[str, Any], *, at: AtDesk, now: datetime) -> bool:
    """Take an act back; False where that is not possible any more."""
    try:
        _HOW[undo["kind"]](undo, at, now)
    except scheduling.SchedulingError:
        return False
    return True


def _week(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    week = tuple(_times(kept) for kept in undo["week"])
    desk_actions.set_week(desk=at.desk, week=week, actor=at.person, now=now)


def _days(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    for name, kept in undo["days"].items():
        day, times = date.fromisoformat(name), None if kept is None else _times(kept)
        desk_actions.set_day(desk=at.desk, first=day, latest=day, times=times, actor=at.person, now=now)


def _open(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    desk_actions.set_open(desk=at.desk, is_open=undo["is_open"], actor=at.person, now=now)


def _unblock(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    desk_time.unblock(desk=at.desk, blocked_id=undo["id"], actor=at.person, now=now)


def _block(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    period = Period(datetime.fromisoformat(undo["starts_at"]), datetime.fromisoformat(undo["ends_at"]))
    desk_time.block(desk=at.desk, period=period, actor=at.person, now=now)


def _mark(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    number = undo["booking"]
    if undo["state"] == scheduling.BookingState.CONFIRMED.value:
        actions.unmark(booking_id=number, actor=at.person, now=now)
    else:
        came = undo["state"] == scheduling.BookingState.ATTENDED.value
        actions.mark(booking_id=number, came=came, actor=at.person, now=now)


def _offer(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    for visit in desk_queries.kinds_of_visit(desk=at.desk):
        if visit.pk == undo["visit"]:
            desk_actions.offer_visit(visit=visit, is_offered=undo["is_offered"], actor=at.person, now=now)


def _feed(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    desk_feeds.add_feed(desk=at.desk, name=undo["name"], address=undo["address"], actor=at.person, now=now)


def _room(undo: dict[str, Any], at: AtDesk, now: datetime) -> None:
    desk_actions.keep_room(clinic=at.desk.clinic, room_id=None, name=undo["name"], actor=at.person, now=now)


_HOW: dict[str, Callable[[dict[str, Any], AtDesk, datetime], None]] = {
    "week": _week,
    "days": _days,
    "open": _open,
    "unblock": _unblock,
    "block": _block,
    "mark": _mark,
    "offer": _offer,
    "feed": _feed,
    "room": _room,
}
