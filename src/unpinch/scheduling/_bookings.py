"""What can become of a booking, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from unpinch.kernel import Period

from ._errors import NotPossibleNow

# Long enough to type a name and a number, short enough that a slot nobody wants is soon free again.
HOLD = timedelta(minutes=10)


class BookingState(StrEnum):
    """Where a booking stands; `held` and `confirmed` keep their time from others."""

    HELD = "held"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class BookingAct(StrEnum):
    """What somebody does with a booking."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    MARK_ATTENDED = "mark_attended"
    MARK_NO_SHOW = "mark_no_show"
    UNMARK = "unmark"


@dataclass(frozen=True)
class BookingStanding:
    """A booking as the rules see it; `hold_ends_at` is None once it was confirmed."""

    state: BookingState
    period: Period
    hold_ends_at: datetime | None = None

    def at(self, now: datetime) -> BookingState:
        """Give the state at a moment: a hold that ran out is expired, whether or not anybody has written it down."""
        ran_out = self.state is BookingState.HELD and self.hold_ends_at is not None and now >= self.hold_ends_at
        return BookingState.EXPIRED if ran_out else self.state


def state_after(*, booking: BookingStanding, act: BookingAct, now: datetime) -> BookingState:
    """
    Give the state that an act leads to.

    The same act a second time leads to the same state: a double click is no fault.

    Raises
    ------
    NotPossibleNow
        If it cannot be done in this state or at this time; one line says why.
    """
    state = booking.at(now)
    reached, allowed_from = _ACTS[act]
    if state is reached:
        return state
    if state not in allowed_from:
        raise NotPossibleNow(_WHY_NOT[state])
    if act in (BookingAct.MARK_ATTENDED, BookingAct.MARK_NO_SHOW) and now < booking.period.starts_at:
        raise NotPossibleNow("The visit has not begun yet. Mark it when it has.")
    if act in (BookingAct.CONFIRM, BookingAct.CANCEL) and now >= booking.period.starts_at:
        raise NotPossibleNow("The visit has already begun. Call the clinic.")
    return reached


def is_late(*, period: Period, now: datetime, notice_hours: int) -> bool:
    """Say whether a visit is cancelled with less notice than the clinic asks for; it can be cancelled all the same."""
    return now > period.starts_at - timedelta(hours=notice_hours)


_MARKABLE = (BookingState.CONFIRMED, BookingState.ATTENDED, BookingState.NO_SHOW)
_ACTS: dict[BookingAct, tuple[BookingState, tuple[BookingState, ...]]] = {
    BookingAct.CONFIRM: (BookingState.CONFIRMED, (BookingState.HELD,)),
    BookingAct.CANCEL: (BookingState.CANCELLED, (BookingState.HELD, BookingState.CONFIRMED)),
    # A mark set by mistake can be turned round, or taken back.
    BookingAct.MARK_ATTENDED: (BookingState.ATTENDED, _MARKABLE),
    BookingAct.MARK_NO_SHOW: (BookingState.NO_SHOW, _MARKABLE),
    BookingAct.UNMARK: (BookingState.CONFIRMED, _MARKABLE),
}
_WHY_NOT = {
    BookingState.HELD: "The visit is held and not confirmed yet. Confirm it first.",
    BookingState.CONFIRMED: "The visit is already confirmed.",
    BookingState.EXPIRED: "The time to confirm has run out. Choose a time again.",
    BookingState.CANCELLED: "The visit was cancelled. Choose a new time.",
    BookingState.ATTENDED: "The visit has taken place.",
    BookingState.NO_SHOW: "The visit was marked as missed. Call the clinic.",
}
