from datetime import UTC, date, datetime, time, timedelta

import pytest

from unpinch.scheduling import BadHours, OpeningHours, OpenTime, open_periods

MORNING, AFTERNOON = OpenTime(time(8), time(12)), OpenTime(time(13), time(17))
NIGHT = OpenTime(time(0), time(6))
CLOSED = ()
MONDAY = date(2026, 3, 2)
# Zone, the night clocks go forward, and the night they go back.
ZONES = [
    ("America/New_York", date(2026, 3, 8), date(2026, 11, 1)),
    ("America/Los_Angeles", date(2026, 3, 8), date(2026, 11, 1)),
    ("Europe/Madrid", date(2026, 3, 29), date(2026, 10, 25)),
]


def week(*days, zone="America/New_York", exceptions=()):
    return OpeningHours(zone=zone, week=(*days, *[CLOSED] * (7 - len(days))), exceptions=exceptions)


def on(hours, day, latest=None):
    return open_periods(hours=hours, first_date=day, latest_date=latest or day)


def every_day(*times, zone):
    return OpeningHours(zone=zone, week=(times,) * 7)


def test_wall_clock_hours_become_moments():
    morning, afternoon = on(week((MORNING, AFTERNOON)), MONDAY)
    assert (morning.starts_at, morning.ends_at) == (
        datetime(2026, 3, 2, 13, tzinfo=UTC),
        datetime(2026, 3, 2, 17, tzinfo=UTC),
    )
    assert afternoon.starts_at == datetime(2026, 3, 2, 18, tzinfo=UTC)


def test_a_closed_day_has_no_hours():
    assert on(week((MORNING,)), MONDAY + timedelta(days=1)) == ()


def test_an_exception_takes_the_place_of_the_weekday():
    hours = week((MORNING,), exceptions=((MONDAY, ()), (MONDAY + timedelta(days=1), (AFTERNOON,))))
    assert on(hours, MONDAY) == ()
    assert on(hours, MONDAY + timedelta(days=1))[0].starts_at == datetime(2026, 3, 3, 18, tzinfo=UTC)
    assert len(on(hours, MONDAY + timedelta(days=7))) == 1


def test_hours_that_meet_at_midnight_are_one_period():
    evening = OpenTime(time(20), time(0))
    (period,) = on(week((evening,), (NIGHT,)), MONDAY, MONDAY + timedelta(days=1))
    assert period.ends_at - period.starts_at == timedelta(hours=10)


@pytest.mark.parametrize(("zone", "forward", "_back"), ZONES)
def test_the_night_clocks_go_forward_is_an_hour_shorter(zone, forward, _back):
    (period,) = on(every_day(NIGHT, zone=zone), forward)
    assert period.ends_at - period.starts_at == timedelta(hours=5)


@pytest.mark.parametrize(("zone", "_forward", "back"), ZONES)
def test_the_night_clocks_go_back_is_an_hour_longer(zone, _forward, back):
    (period,) = on(every_day(NIGHT, zone=zone), back)
    assert period.ends_at - period.starts_at == timedelta(hours=7)


@pytest.mark.parametrize(("zone", "forward", "_back"), ZONES)
def test_a_time_that_the_clock_skips_is_read_after_the_change(zone, forward, _back):
    # In Madrid the hour from two to three is skipped as well.
    (period,) = on(every_day(OpenTime(time(2, 30), time(6)), zone=zone), forward)
    assert period.ends_at - period.starts_at == timedelta(hours=2, minutes=30)


@pytest.mark.parametrize(("zone", "forward", "_back"), ZONES)
def test_hours_that_lie_in_the_skipped_hour_keep_their_length(zone, forward, _back):
    (period,) = on(every_day(OpenTime(time(2, 15), time(2, 45)), zone=zone), forward)
    assert period.ends_at - period.starts_at == timedelta(minutes=30)


def test_hours_that_end_where_the_skipped_hour_would_put_their_begin_are_none():
    assert on(every_day(OpenTime(time(2, 30), time(3, 15)), zone="America/New_York"), date(2026, 3, 8)) == ()


def test_opening_takes_the_first_of_two_equal_times_and_closing_the_second():
    (opening,) = on(every_day(OpenTime(time(1, 30), time(6)), zone="America/New_York"), date(2026, 11, 1))
    assert opening.starts_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    (closing,) = on(every_day(OpenTime(time(0), time(1, 30)), zone="America/New_York"), date(2026, 11, 1))
    assert closing.ends_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ((MORNING, OpenTime(time(11), time(14))), "Monday: 08:00 to 12:00 and 11:00 to 14:00 overlap"),
        ((OpenTime(time(20), time(0)), OpenTime(time(21), time(22))), "overlap"),
    ],
)
def test_overlapping_times_are_refused(times, words):
    with pytest.raises(BadHours, match=words):
        week(times)


def test_times_that_meet_are_not_overlapping():
    assert len(on(week((MORNING, OpenTime(time(12), time(17)))), MONDAY)) == 1


@pytest.mark.parametrize(
    ("opens", "closes"), [(time(9), time(9)), (time(22), time(6)), (time(9, tzinfo=UTC), time(10))]
)
def test_times_that_cannot_be_are_refused(opens, closes):
    with pytest.raises(BadHours):
        OpenTime(opens, closes)


def test_a_zone_that_does_not_exist_is_named():
    with pytest.raises(BadHours, match="'America/Gotham'"):
        week(zone="America/Gotham")


def test_a_week_has_seven_days():
    with pytest.raises(BadHours, match="seven days, and here are 2"):
        OpeningHours(zone="America/New_York", week=(CLOSED, CLOSED))


def test_a_day_stands_once_among_the_exceptions():
    with pytest.raises(BadHours, match="twice"):
        week(exceptions=((MONDAY, ()), (MONDAY, (MORNING,))))
