"""Time in ticks of five minutes: what the database claims one by one, so that no two bookings can share one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from unpinch.kernel import Period

TICK = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def tick_at_or_before(moment: datetime) -> int:
    """Give the number of the tick in which a moment lies, counted from 1970-01-01T00:00Z."""
    return (moment - _EPOCH) // TICK


def tick_at_or_after(moment: datetime) -> int:
    """Give the number of the first tick that begins at a moment or after it."""
    return -((_EPOCH - moment) // TICK)


def moment_of(tick: int) -> datetime:
    """Give when a tick begins, in UTC."""
    return _EPOCH + tick * TICK


def ticks_of(period: Period) -> range:
    """
    Give every tick that a period touches, a tick begun counting whole.

    Examples
    --------
    >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
    >>> len(ticks_of(Period(nine, nine + timedelta(minutes=61))))
    13
    """
    return range(tick_at_or_before(period.starts_at), tick_at_or_after(period.ends_at))
