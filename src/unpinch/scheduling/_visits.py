"""Kinds of visit, and how far ahead they can be booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ._errors import BadVisitType
from ._ticks import TICK

# Longer is not a visit, and a slip of the pen would block a day.
_MINUTES_AT_MOST = 480
_TICK_MINUTES = int(TICK / timedelta(minutes=1))


@dataclass(frozen=True)
class VisitType:
    """
    One kind of visit; all lengths in minutes, whole multiples of five.

    Parameters
    ----------
    minutes
        How long the person is seen.
    buffer_before, buffer_after
        Time around it that is kept free of other visits; it may lie outside opening hours.
    step
        Visits begin at opening time, and then each so many minutes.
    lead
        A visit can be booked until so many minutes before it begins.
    horizon_days
        And no more than so many days ahead.
    needs_room
        Whether a room must be free; not so for a visit by video.

    Raises
    ------
    BadVisitType
        If a number is out of range or not a multiple of five minutes; it is named.
    """

    id: str
    minutes: int
    buffer_before: int = 0
    buffer_after: int = 0
    step: int = 15
    lead: int = 120
    horizon_days: int = 60
    needs_room: bool = False

    def __post_init__(self) -> None:
        for name, least in (
            ("minutes", _TICK_MINUTES),
            ("step", _TICK_MINUTES),
            ("buffer_before", 0),
            ("buffer_after", 0),
        ):
            value = getattr(self, name)
            if not least <= value <= _MINUTES_AT_MOST or value % _TICK_MINUTES:
                raise BadVisitType(
                    f"{self.id}: {name} is {value}. Give {least} to {_MINUTES_AT_MOST} minutes, "
                    f"in steps of {_TICK_MINUTES}."
                )
        if self.lead < 0 or self.horizon_days < 1:
            raise BadVisitType(f"{self.id}: lead is at least 0 minutes, and horizon_days at least 1.")
