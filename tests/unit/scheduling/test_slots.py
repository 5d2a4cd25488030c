from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unpinch.kernel import Period
from unpinch.scheduling import BadVisitType, Slot, VisitType, claimed_period, free_slots, nearest, ticks_of

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
YESTERDAY = NINE - timedelta(days=1)
MINUTE = timedelta(minutes=1)
HALF_HOUR = VisitType(id="first", minutes=30, step=30)


def period(start, end):
    """Give a period by minutes after nine."""
    return Period(NINE + start * MINUTE, NINE + end * MINUTE)


def minutes_of(slots):
    return [int((slot.starts_at - NINE) / MINUTE) for slot in slots]


TWO_HOURS = (period(0, 120),)


def slots(*, visit=HALF_HOUR, opened=TWO_HOURS, taken=(), now=YESTERDAY, rooms=None):
    return free_slots(visit=visit, open_periods=opened, taken=taken, now=now, rooms=rooms)


def test_open_hours_are_filled_from_the_first_minute_to_the_last():
    assert minutes_of(slots()) == [0, 30, 60, 90]


def test_the_last_visit_ends_when_the_clinic_closes():
    assert minutes_of(slots(opened=(period(0, 119),))) == [0, 30, 60]


def test_what_is_taken_is_left_out_and_what_meets_it_is_not():
    assert minutes_of(slots(taken=(period(30, 60),))) == [0, 60, 90]


def test_a_tick_that_was_begun_is_taken():
    assert minutes_of(slots(taken=(period(29, 31),))) == [60, 90]


def test_buffers_are_kept_free_and_may_lie_outside_opening_hours():
    visit = VisitType(id="first", minutes=30, step=30, buffer_before=10, buffer_after=5)
    assert minutes_of(slots(visit=visit)) == [0, 30, 60, 90]
    assert minutes_of(slots(visit=visit, taken=(period(30, 60),))) == [90]
    assert claimed_period(visit=visit, starts_at=NINE) == period(-10, 35)


def test_the_grid_begins_at_each_opening():
    assert minutes_of(slots(opened=(period(0, 40), period(70, 130)))) == [0, 70, 100]


def test_after_what_is_taken_the_grid_goes_on():
    visit = VisitType(id="short", minutes=20, step=15)
    assert minutes_of(slots(visit=visit, taken=(period(0, 50),))) == [60, 75, 90]


def test_slots_begin_at_the_end_of_the_lead_time_and_not_before():
    visit = VisitType(id="first", minutes=30, step=30, lead=60)
    assert minutes_of(slots(visit=visit, now=NINE)) == [60, 90]
    assert minutes_of(slots(visit=visit, now=NINE - MINUTE)) == [60, 90]
    assert minutes_of(slots(visit=visit, now=NINE + MINUTE)) == [90]


def test_slots_begin_up_to_the_horizon():
    visit = VisitType(id="first", minutes=30, step=30, horizon_days=1)
    assert minutes_of(slots(visit=visit, now=YESTERDAY)) == [0]
    assert minutes_of(slots(visit=visit, now=YESTERDAY + 30 * MINUTE)) == [0, 30]


def test_a_visit_takes_the_first_room_that_is_free():
    visit = VisitType(id="needles", minutes=30, step=30, needs_room=True)
    rooms = {"blue": (period(0, 60),), "green": (period(30, 90),)}
    assert slots(visit=visit, rooms=rooms) == (
        Slot(NINE, "green"),
        Slot(NINE + 60 * MINUTE, "blue"),
        Slot(NINE + 90 * MINUTE, "blue"),
    )


def test_a_visit_that_needs_a_room_has_no_slot_where_there_is_none():
    assert slots(visit=VisitType(id="needles", minutes=30, needs_room=True), rooms={}) == ()


def test_a_visit_by_video_needs_no_room():
    assert slots(rooms={"blue": (period(0, 120),)})[0] == Slot(NINE)


def test_nearest_gives_the_closest_in_order():
    found = slots(opened=(period(0, 240),))
    assert minutes_of(nearest(slots=found, wanted_at=NINE + 100 * MINUTE)) == [60, 90, 120]
    assert nearest(slots=(), wanted_at=NINE) == ()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"minutes": 0}, "minutes is 0"),
        ({"minutes": 485}, "minutes is 485"),
        ({"minutes": 32}, "minutes is 32"),
        ({"step": 0}, "step is 0"),
        ({"buffer_after": -5}, "buffer_after is -5"),
        ({"lead": -1}, "lead"),
        ({"horizon_days": 0}, "horizon_days"),
    ],
)
def test_a_kind_of_visit_that_cannot_be_is_refused(given, words):
    with pytest.raises(BadVisitType, match=words):
        VisitType(**{"id": "first", "minutes": 30} | given)


PERIODS = st.builds(lambda start, length: period(start, start + length), st.integers(-200, 900), st.integers(1, 200))
VISITS = st.builds(
    lambda **fives: VisitType(id="any", lead=0, needs_room=True, **{name: 5 * five for name, five in fives.items()}),
    minutes=st.integers(1, 20),
    step=st.integers(1, 12),
    buffer_before=st.integers(0, 4),
    buffer_after=st.integers(0, 4),
)


def plainly(*, visit, opened, taken, rooms):
    """Try each start of the grid against each tick that is taken."""
    found = []
    for hours in opened:
        start = hours.starts_at
        while start + visit.minutes * MINUTE <= hours.ends_at:
            claimed = set(ticks_of(claimed_period(visit=visit, starts_at=start)))
            free = [
                name
                for name, periods in rooms.items()
                if not any(claimed & set(ticks_of(one)) for one in (*taken, *periods))
            ]
            found += [Slot(start, free[0])] if free else []
            start += visit.step * MINUTE
    return tuple(found)


@settings(max_examples=150)
@given(
    visit=VISITS,
    opens=st.integers(0, 60),
    hours=st.integers(1, 60),
    taken=st.lists(PERIODS, max_size=6),
    rooms=st.dictionaries(st.sampled_from("abc"), st.lists(PERIODS, max_size=3), max_size=3),
)
def test_the_fast_way_finds_what_the_plain_one_finds(visit, opens, hours, taken, rooms):
    opened = (period(5 * opens, 5 * opens + 5 * hours),)
    found = slots(visit=visit, opened=opened, taken=taken, rooms=rooms, now=YESTERDAY)
    assert found == plainly(visit=visit, opened=opened, taken=taken, rooms=rooms)
