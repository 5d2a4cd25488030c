from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from unpinch.kernel import NotAPeriod, Period

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_two_that_meet_do_not_overlap():
    first, second = Period(TEN, TEN + HOUR), Period(TEN + HOUR, TEN + 2 * HOUR)
    assert not first.overlaps(second)
    assert not second.overlaps(first)


def test_two_that_share_a_moment_overlap():
    first = Period(TEN, TEN + HOUR)
    assert first.overlaps(Period(TEN + timedelta(minutes=59), TEN + 2 * HOUR))
    assert first.overlaps(Period(TEN - HOUR, TEN + 2 * HOUR))
    assert first.overlaps(first)


def test_the_begin_belongs_to_it_and_the_end_does_not():
    period = Period(TEN, TEN + HOUR)
    assert period.contains(TEN)
    assert not period.contains(TEN + HOUR)


def test_it_is_kept_in_utc():
    new_york = ZoneInfo("America/New_York")
    period = Period(datetime(2026, 7, 1, 9, tzinfo=new_york), datetime(2026, 7, 1, 10, tzinfo=new_york))
    assert period.starts_at == datetime(2026, 7, 1, 13, tzinfo=UTC)
    assert period.starts_at.tzinfo is UTC


def test_the_second_one_o_clock_of_the_night_clocks_go_back_is_after_the_first():
    new_york = ZoneInfo("America/New_York")
    first, second = (datetime(2026, 11, 1, 1, 30, tzinfo=new_york, fold=fold) for fold in (0, 1))
    assert Period(first, second).ends_at - Period(first, second).starts_at == HOUR


@pytest.mark.parametrize("end", [TEN, TEN - HOUR])
def test_an_end_that_is_not_after_the_begin_is_refused(end):
    with pytest.raises(NotAPeriod, match="is not after"):
        Period(TEN, end)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(NotAPeriod, match="no time zone"):
        Period(TEN.replace(tzinfo=None), TEN + HOUR)
