"""Opening hours, slots, holds and bookings as pure rules: no database, no clock, no network."""

from ._bookings import HOLD, BookingAct, BookingStanding, BookingState, is_late, state_after
from ._errors import BadHours, BadVisitType, NotPossibleNow, SchedulingError
from ._hours import OpeningHours, OpenTime, open_periods
from ._slots import Slot, claimed_period, free_slots, nearest, visit_period
from ._ticks import TICK, moment_of, tick_at_or_after, tick_at_or_before, ticks_of
from ._visits import VisitType
from ._waiting import OFFER, REMINDERS, Waiting, next_to_offer, reminders_due

__all__ = [
    "HOLD",
    "OFFER",
    "REMINDERS",
    "TICK",
    "BadHours",
    "BadVisitType",
    "BookingAct",
    "BookingStanding",
    "BookingState",
    "NotPossibleNow",
    "OpenTime",
    "OpeningHours",
    "SchedulingError",
    "Slot",
    "VisitType",
    "Waiting",
    "claimed_period",
    "free_slots",
    "is_late",
    "moment_of",
    "nearest",
    "next_to_offer",
    "open_periods",
    "reminders_due",
    "state_after",
    "tick_at_or_after",
    "tick_at_or_before",
    "ticks_of",
    "visit_period",
]
