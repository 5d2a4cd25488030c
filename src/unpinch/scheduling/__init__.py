"""Opening hours, slots, holds and bookings as pure rules: no database, no clock, no network."""

from ._bookings import HOLD, BookingAct, BookingStanding, BookingState, is_late, state_after
from ._calendar_files import FeedEntry, Invitation, cancel_file, feed_file, reminder_file, request_file, visit_file
from ._errors import BadHours, BadVisitType, NotPossibleNow, SchedulingError
from ._feeds import FEED_BYTES_AT_MOST, BadFeed, busy_in_feed
from ._hours import OpeningHours, OpenTime, open_periods
from ._slots import Slot, claimed_period, free_slots, nearest, visit_period
from ._ticks import TICK, moment_of, tick_at_or_after, tick_at_or_before, ticks_of
from ._visits import VisitType
from ._waiting import OFFER, REMINDERS, Waiting, next_to_offer, reminders_due

__all__ = [
    "FEED_BYTES_AT_MOST",
    "HOLD",
    "OFFER",
    "REMINDERS",
    "TICK",
    "BadFeed",
    "BadHours",
    "BadVisitType",
    "BookingAct",
    "BookingStanding",
    "BookingState",
    "FeedEntry",
    "Invitation",
    "NotPossibleNow",
    "OpenTime",
    "OpeningHours",
    "SchedulingError",
    "Slot",
    "VisitType",
    "Waiting",
    "busy_in_feed",
    "cancel_file",
    "claimed_period",
    "feed_file",
    "free_slots",
    "is_late",
    "moment_of",
    "nearest",
    "next_to_offer",
    "open_periods",
    "reminder_file",
    "reminders_due",
    "request_file",
    "state_after",
    "tick_at_or_after",
    "tick_at_or_before",
    "ticks_of",
    "visit_file",
    "visit_period",
]
