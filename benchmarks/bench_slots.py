"""
How fast a month of free slots is worked out, against the least that writing them down takes.

The least is making so many slots from their numbers, with no rule at all. Processor time counts, and the ratio to it is
what is asked; milliseconds are printed beside the aim. The growth from 50 clinicians to 500 is to stay in proportion.
"""

import random  # noqa: TID251  # a benchmark throws its own dice, with a seed
import time as clock
from datetime import UTC, date, datetime, time, timedelta

from unpinch.kernel import Period
from unpinch.scheduling import OpeningHours, OpenTime, Slot, VisitType, free_slots, moment_of, open_periods

FIRST_DAY, LATEST_DAY = date(2026, 3, 1), date(2026, 3, 31)
NOW = datetime(2026, 2, 28, tzinfo=UTC)
DAY = (OpenTime(time(8), time(12)), OpenTime(time(13), time(17)))
HOURS = OpeningHours(zone="America/New_York", week=(DAY, DAY, DAY, DAY, DAY, (), ()))
VISIT = VisitType(id="first", minutes=45, step=15, buffer_after=10, needs_room=True)
BOOKINGS_A_CLINICIAN, ROOMS = 80, 3
AIM_50_CLINICIANS_MS = 100.0
TIMES_THE_LEAST = 12
# What ten times as many may take, beside ten times as long; measured: 10 to 13.
GROWTH_AT_MOST = 15.0


def booked(dice, many):
    """Give visits at random times of the month."""
    starts = (
        datetime(2026, 3, 1, 13, tzinfo=UTC) + timedelta(minutes=15 * dice.randrange(31 * 96)) for _ in range(many)
    )
    return [Period(start, start + timedelta(minutes=55)) for start in starts]


def month_of(clinicians, dice):
    """Give the seconds of processor time for the slots of so many clinicians, and the slots."""
    taken = [booked(dice, BOOKINGS_A_CLINICIAN) for _ in range(clinicians)]
    rooms = {f"room {number}": booked(dice, BOOKINGS_A_CLINICIAN) for number in range(ROOMS)}
    begin = clock.process_time()
    found = [
        free_slots(
            visit=VISIT,
            open_periods=open_periods(hours=HOURS, first_date=FIRST_DAY, latest_date=LATEST_DAY),
            taken=of_one,
            now=NOW,
            rooms=rooms,
        )
        for of_one in taken
    ]
    return clock.process_time() - begin, found


def least(many):
    """Give the seconds of processor time for writing down so many slots."""
    begin = clock.process_time()
    made = [Slot(moment_of(5_900_000 + tick), "room 1") for tick in range(many)]
    return (clock.process_time() - begin) * many / len(made)


def test_a_month_of_slots():
    dice = random.Random(7)
    month_of(5, dice)
    seconds, found = min((month_of(50, dice) for _ in range(5)), key=lambda timed: timed[0])
    many = sum(map(len, found))
    ratio = seconds / min(least(many) for _ in range(5))
    print(
        f"\n50 clinicians, 31 days: {many:,} slots in {1e3 * seconds:.0f} ms (aim {AIM_50_CLINICIANS_MS:.0f}), ", end=""
    )
    print(f"{ratio:.1f} times writing them down")
    assert ratio < TIMES_THE_LEAST


def test_growth():
    dice = random.Random(8)
    fifty = min(month_of(50, dice)[0] for _ in range(3))
    five_hundred, _ = month_of(500, dice)
    print(f"\n500 clinicians: {1e3 * five_hundred:.0f} ms, {five_hundred / fifty:.1f} times 50")
    assert five_hundred / fifty < GROWTH_AT_MOST
