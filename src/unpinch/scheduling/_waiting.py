"""Who is offered a time that became free, and when people are reminded."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from unpinch.kernel import Period

# A freed time is offered to one person at a time; the next one is asked when this has passed.
OFFER = timedelta(hours=2)
# The day before, to arrange a ride; and two hours before, to leave in time.
REMINDERS = (timedelta(hours=24), timedelta(hours=2))


@dataclass(frozen=True)
class Waiting:
    """Somebody who would come earlier: since when they wait, for which kind of visit, and when they can come."""

    id: str
    since_at: datetime
    visit: str
    can_come: tuple[Period, ...]


def next_to_offer(
    *, freed: Period, visit: str, waiting: Iterable[Waiting], offered: Collection[str], now: datetime
) -> Waiting | None:
    """
    Give who is offered a freed time: of those who can come for all of it, the one who has waited longest.

    Nobody is offered the same time twice (`offered` holds who was), or one that begins before the offer could end.
    """
    if freed.starts_at < now + OFFER:
        return None
    able = (
        one
        for one in waiting
        if one.visit == visit
        and one.id not in offered
        and any(can.starts_at <= freed.starts_at and freed.ends_at <= can.ends_at for can in one.can_come)
    )
    return min(able, key=lambda one: (one.since_at, one.id), default=None)


def reminders_due(*, period: Period, confirmed_at: datetime) -> tuple[datetime, ...]:
    """Give when to remind of a visit, the earlier first; not of one that was booked after that moment."""
    moments = (period.starts_at - before for before in REMINDERS)
    return tuple(moment for moment in moments if moment > confirmed_at)
