"""Which visits can begin when: opening hours, less what is taken, on a grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from unpinch.kernel import Period

from ._ticks import TICK, moment_of, tick_at_or_after, tick_at_or_before
from ._visits import VisitType

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit that can be booked: when it begins, and in which room; None where it needs none."""

    starts_at: datetime
    room: str | None = None


def visit_period(*, visit: VisitType, starts_at: datetime) -> Period:
    """Give the time in which the person is seen."""
    return Period(starts_at, starts_at + visit.minutes * _MINUTE)


def claimed_period(*, visit: VisitType, starts_at: datetime) -> Period:
    """Give the time that a visit keeps free of others: itself and its buffers."""
    seen = visit_period(visit=visit, starts_at=starts_at)
    return Period(seen.starts_at - visit.buffer_before * _MINUTE, seen.ends_at + visit.buffer_after * _MINUTE)


def free_slots(
    *,
    visit: VisitType,
    open_periods: Iterable[Period],
    taken: Iterable[Period],
    now: datetime,
    rooms: Mapping[str, Iterable[Period]] | None = None,
) -> tuple[Slot, ...]:
    """
    Give every slot of one clinician, in order.

    Parameters
    ----------
    visit
        The kind of visit.
    open_periods
        From `open_periods`, ascending.
    taken
        What the clinician is busy with: claimed periods of bookings (see `claimed_period`) and of calendar feeds; in
        any order, overlapping or not. A tick begun is a tick taken.
    now
        Slots begin no earlier than `visit.lead` minutes from now, and no later than `visit.horizon_days` days.
    rooms
        For each room what it is taken by, the one to be used first in front; looked at where the visit needs a room.
    """
    earliest = tick_at_or_after(now + visit.lead * _MINUTE)
    latest = tick_at_or_before(now + timedelta(days=visit.horizon_days))
    busy = _Busy(taken)
    by_room = {name: _Busy(periods) for name, periods in (rooms or {}).items()} if visit.needs_room else None
    return tuple(
        slot
        for period in open_periods
        for slot in _slots_in(period, visit=visit, within=range(earliest, latest + 1), busy=busy, rooms=by_room)
    )


def nearest(*, slots: Iterable[Slot], wanted_at: datetime, count: int = 3) -> tuple[Slot, ...]:
    """Give the slots that begin nearest to a moment, the earlier first where two are as near; for "just taken"."""
    by_distance = sorted(slots, key=lambda slot: (abs(slot.starts_at - wanted_at), slot.starts_at))
    return tuple(sorted(by_distance[:count], key=lambda slot: slot.starts_at))


class _Busy:
    """Taken ticks as stretches that neither meet nor overlap, ascending."""

    def __init__(self, periods: Iterable[Period]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        stretches = sorted((tick_at_or_before(one.starts_at), tick_at_or_after(one.ends_at)) for one in periods)
        for start, end in stretches:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def until(self, start: int, end: int) -> int | None:
        """Give the tick until which something in `start` to `end` is taken; None where nothing is."""
        place = bisect_right(self._ends, start)
        return self._ends[place] if place < len(self._starts) and self._starts[place] < end else None

    def next_after(self, tick: int, *, at_most: int) -> int:
        """Give where the next stretch begins after a free tick, or `at_most`, whichever is earlier."""
        place = bisect_right(self._starts, tick)
        return min(at_most, self._starts[place]) if place < len(self._starts) else at_most


def _slots_in(
    period: Period, *, visit: VisitType, within: range, busy: _Busy, rooms: Mapping[str, _Busy] | None
) -> Iterator[Slot]:
    before, length, after = (
        minutes * _MINUTE // TICK for minutes in (visit.buffer_before, visit.minutes, visit.buffer_after)
    )
    step = visit.step * _MINUTE // TICK
    opens = tick_at_or_after(period.starts_at)
    last = min(tick_at_or_before(period.ends_at) - length, within.stop - 1)
    start = _on_grid(max(opens, within.start), opens=opens, step=step)
    while start <= last:
        free_from = busy.until(start - before, start + length + after)
        if free_from is not None:
            start = _on_grid(free_from + before, opens=opens, step=step)
            continue
        # Up to here the clinician is free: no start on the way needs to be looked up.
        free_until = busy.next_after(start, at_most=last + length + after)
        for tick in range(start, free_until - length - after + 1, step):
            if rooms is None:
                yield Slot(moment_of(tick))
            elif room := _free_room(rooms, tick - before, tick + length + after):
                yield Slot(moment_of(tick), room)
            start = tick + step


def _on_grid(tick: int, *, opens: int, step: int) -> int:
    """Give the first start on the grid at a tick or after it."""
    return opens + -((opens - tick) // step) * step


def _free_room(rooms: Mapping[str, _Busy], start: int, end: int) -> str | None:
    return next((name for name, busy in rooms.items() if busy.until(start, end) is None), None)
