from datetime import UTC, datetime, timedelta

import pytest

from unpinch.kernel import Period
from unpinch.scheduling import (
    HOLD,
    OFFER,
    BookingAct,
    BookingStanding,
    BookingState,
    NotPossibleNow,
    Waiting,
    is_late,
    next_to_offer,
    reminders_due,
    state_after,
)

BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)
VISIT = Period(BEGINS, BEGINS + timedelta(minutes=45))
NOW = BEGINS - timedelta(days=2)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def standing(state, hold_ends_at=None):
    return BookingStanding(state=state, period=VISIT, hold_ends_at=hold_ends_at)


HELD = standing(BookingState.HELD, NOW + HOLD)
CONFIRMED = standing(BookingState.CONFIRMED)


def after(booking, act, now=NOW):
    return state_after(booking=booking, act=act, now=now)


class TestHolds:
    def test_a_hold_can_be_confirmed_to_its_last_second(self):
        assert after(HELD, BookingAct.CONFIRM, NOW + HOLD - SECOND) is BookingState.CONFIRMED

    def test_a_hold_that_ran_out_cannot_be_confirmed(self):
        assert HELD.at(NOW + HOLD) is BookingState.EXPIRED
        with pytest.raises(NotPossibleNow, match="run out"):
            after(HELD, BookingAct.CONFIRM, NOW + HOLD)

    def test_a_confirmed_booking_does_not_run_out(self):
        assert CONFIRMED.at(NOW + 10 * DAY) is BookingState.CONFIRMED


class TestActs:
    def test_a_second_click_changes_nothing(self):
        assert after(CONFIRMED, BookingAct.CONFIRM) is BookingState.CONFIRMED
        assert after(standing(BookingState.CANCELLED), BookingAct.CANCEL) is BookingState.CANCELLED

    @pytest.mark.parametrize("booking", [HELD, CONFIRMED])
    def test_it_can_be_cancelled_until_it_begins(self, booking):
        assert after(booking, BookingAct.CANCEL) is BookingState.CANCELLED
        with pytest.raises(NotPossibleNow):
            after(CONFIRMED, BookingAct.CANCEL, BEGINS)

    def test_a_cancelled_visit_is_not_confirmed_again(self):
        with pytest.raises(NotPossibleNow, match="was cancelled"):
            after(standing(BookingState.CANCELLED), BookingAct.CONFIRM)

    @pytest.mark.parametrize(
        ("act", "reached"),
        [
            (BookingAct.MARK_ATTENDED, BookingState.ATTENDED),
            (BookingAct.MARK_NO_SHOW, BookingState.NO_SHOW),
        ],
    )
    def test_a_visit_is_marked_when_it_has_begun(self, act, reached):
        assert after(CONFIRMED, act, BEGINS) is reached
        with pytest.raises(NotPossibleNow, match="not begun"):
            after(CONFIRMED, act, BEGINS - SECOND)

    def test_a_mark_set_by_mistake_is_turned_round(self):
        assert after(standing(BookingState.NO_SHOW), BookingAct.MARK_ATTENDED, BEGINS) is BookingState.ATTENDED

    def test_a_mark_is_taken_back_and_no_other_state_is(self):
        assert after(standing(BookingState.ATTENDED), BookingAct.UNMARK, BEGINS) is BookingState.CONFIRMED
        with pytest.raises(NotPossibleNow, match="cancelled"):
            after(standing(BookingState.CANCELLED), BookingAct.UNMARK, BEGINS)

    def test_a_held_visit_is_not_marked(self):
        with pytest.raises(NotPossibleNow):
            after(standing(BookingState.HELD, BEGINS + DAY), BookingAct.MARK_ATTENDED, BEGINS)


@pytest.mark.parametrize(("before", "late"), [(25, False), (24, False), (23, True)])
def test_notice_is_counted_to_the_begin(before, late):
    assert is_late(period=VISIT, now=BEGINS - timedelta(hours=before), notice_hours=24) is late


ALL_DAY = Period(BEGINS - DAY, BEGINS + DAY)


def waiting(name, *, since=0, visit="first", can=ALL_DAY):
    return Waiting(id=name, since_at=NOW - since * DAY, visit=visit, can_come=(can,))


def offer_to(*people, offered=(), now=NOW):
    chosen = next_to_offer(freed=VISIT, visit="first", waiting=people, offered=offered, now=now)
    return chosen and chosen.id


class TestWaiting:
    def test_who_has_waited_longest_is_asked_first_and_nobody_twice(self):
        people = waiting("new"), waiting("old", since=3)
        assert offer_to(*people) == "old"
        assert offer_to(*people, offered={"old"}) == "new"
        assert offer_to(*people, offered={"old", "new"}) is None

    def test_only_who_can_come_for_all_of_it(self):
        short = Period(BEGINS, BEGINS + timedelta(minutes=30))
        assert offer_to(waiting("short", can=short), waiting("other", visit="follow_up")) is None
        assert offer_to(waiting("exact", can=VISIT)) == "exact"

    def test_nobody_is_asked_when_there_is_no_time_to_answer(self):
        assert offer_to(waiting("one"), now=BEGINS - OFFER) == "one"
        assert offer_to(waiting("one"), now=BEGINS - OFFER + SECOND) is None


def test_reminders_come_the_day_before_and_two_hours_before():
    day, hours = reminders_due(period=VISIT, confirmed_at=NOW)
    assert (day, hours) == (BEGINS - DAY, BEGINS - timedelta(hours=2))


def test_who_books_for_this_afternoon_is_not_reminded_of_yesterday():
    assert reminders_due(period=VISIT, confirmed_at=BEGINS - timedelta(hours=5)) == (BEGINS - timedelta(hours=2),)
    assert reminders_due(period=VISIT, confirmed_at=BEGINS - timedelta(hours=1)) == ()
