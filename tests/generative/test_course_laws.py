"""Laws of the expected course, whatever somebody types in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.recovery import (
    CourseKind,
    Entry,
    Felt,
    PublishedCourse,
    Standing,
    TreatmentEffect,
    chance_no_longer_bothers,
    chance_of_half,
    follow,
    progress,
    published_course,
)

courses = st.sampled_from(list(CourseKind)).map(published_course)
days = st.integers(0, 400).map(float)
entries = st.builds(Entry, day=days, pain=st.integers(0, 10).map(float), is_sore=st.booleans())
records = st.lists(entries, max_size=12)
effects = st.lists(
    st.builds(
        TreatmentEffect,
        day=days,
        points=st.floats(-3, 1),
        sd=st.floats(0, 2),
        onset_days=st.floats(1, 60),
    ),
    max_size=2,
)
ORDER = (Standing.ON_TRACK, Standing.NOT_ON_TRACK, Standing.WORSE)


def felt(course: PublishedCourse, record: list[Entry], day: float, begun: list[TreatmentEffect] | None = None) -> Felt:
    (one,) = follow(course=course, entries=record, days=(day,), effects=begun or ())
    return one


@given(courses, records, entries, days, effects)
def test_a_better_score_never_lowers_a_chance(course, record, more, day, begun):
    better = Entry(more.day, max(0.0, more.pain - 1.0), more.is_sore)
    with_more, with_better = (felt(course, [*record, each], day, begun) for each in (more, better))
    assert with_better.mean <= with_more.mean + 1e-9
    assert chance_no_longer_bothers(with_better) >= chance_no_longer_bothers(with_more) - 1e-9
    # The start is what it is compared with: a score of a later day leaves it alone.
    start = progress(course=course, entries=[*record, more], today=day, effects=begun)
    if record and more.day > min(each.day for each in record):
        halves = [chance_of_half(progress=start, felt=each) for each in (with_more, with_better)]
        assert halves[1] >= halves[0] - 1e-9


@given(courses, records, entries, days, effects)
def test_a_score_better_than_expected_never_makes_things_look_worse(course, record, more, day, begun):
    expected = felt(course, record, more.day, begun).mean
    without, with_more = felt(course, record, day, begun), felt(course, [*record, more], day, begun)
    if more.pain <= expected:
        assert with_more.mean <= without.mean + 1e-9
    else:
        assert with_more.mean >= without.mean - 1e-9


@given(courses, st.lists(entries, min_size=1, max_size=8), days, st.randoms(use_true_random=False))
def test_the_order_in_which_scores_are_given_does_not_matter(course, record, day, chance):
    shuffled = list(record)
    chance.shuffle(shuffled)
    one, other = felt(course, record, day), felt(course, shuffled, day)
    assert one.mean == pytest.approx(other.mean, abs=1e-9)
    assert one.sd == pytest.approx(other.sd, abs=1e-9)


@given(courses, st.lists(entries, min_size=1, max_size=8), days, st.data())
def test_a_gap_only_widens_the_band(course, record, day, data):
    left_out = data.draw(st.integers(0, len(record) - 1))
    fewer = record[:left_out] + record[left_out + 1 :]
    assert felt(course, fewer, day).sd >= felt(course, record, day).sd - 1e-9


@given(courses, records, days)
def test_bands_lie_within_each_other_and_on_the_scale(course, record, day):
    one = felt(course, record, day)
    (low95, high95), (low80, high80) = one.band(0.95), one.band(0.8)
    assert 0.0 <= low95 <= low80 <= high80 <= high95 <= 10.0


@given(courses, st.lists(entries, min_size=5, max_size=12), st.integers(0, 100))
def test_better_scores_after_the_first_day_never_make_the_standing_worse(course, record, later):
    today = max(each.day for each in record) + later
    first = min(each.day for each in record)
    better = [each if each.day == first else Entry(each.day, max(0.0, each.pain - 2.0)) for each in record]
    record = [each if each.day == first else Entry(each.day, each.pain) for each in record]
    one, other = (progress(course=course, entries=each, today=today).standing for each in (record, better))
    if one in ORDER and other in ORDER:
        assert ORDER.index(other) <= ORDER.index(one)


@pytest.mark.parametrize("kind", CourseKind)
def test_who_has_given_no_score_has_the_published_course(kind):
    course = published_course(kind)
    for day in (0.0, 7.0, 42.0, 365.0):
        one = felt(course, [], day)
        assert one.mean == pytest.approx(course.mean(day))
        assert one.sd**2 == pytest.approx(course.variance(day))
    assert progress(course=course, entries=[], today=100.0).standing is Standing.TOO_EARLY


def test_far_ahead_what_one_said_is_forgotten():
    course = published_course(CourseKind.LONGER)
    one = felt(course, [Entry(0.0, 2.0)], 20_000.0)
    assert one.mean == pytest.approx(course.mean(20_000.0), abs=1e-3)


@pytest.mark.parametrize("kind", CourseKind)
def test_it_is_the_sum_done_by_brute_force(kind):
    """The same answer from the joint normal distribution of all days, without any recursion."""
    course = published_course(kind)
    record = [Entry(0.0, 8.0), Entry(3.0, 7.0, is_sore=True), Entry(3.0, 9.0), Entry(40.0, 4.0), Entry(90.0, 5.0)]
    asked = np.array([0.0, 20.0, 40.0, 200.0])
    at = np.array([each.day for each in record])
    every = np.concatenate([at, asked])
    spread = np.sqrt([course.variance(day) for day in every])
    together = np.outer(spread, spread) * 0.5 ** (np.abs(every[:, None] - every[None, :]) / 365.0)
    mean = np.array([course.mean(day) for day in every])
    n = len(at)
    seen = together[:n, :n] + np.diag([each.variance for each in record])
    gain = together[n:, :n] @ np.linalg.inv(seen)
    expected = mean[n:] + gain @ (np.array([each.pain for each in record]) - mean[:n])
    variance = np.diag(together[n:, n:] - gain @ together[:n, n:])
    got = follow(course=course, entries=record, days=list(asked))
    assert [each.mean for each in got] == pytest.approx(list(expected), abs=1e-9)
    assert [each.sd**2 for each in got] == pytest.approx(list(variance), abs=1e-9)
