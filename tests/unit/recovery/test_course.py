"""The published course beside its anchors, and what is refused."""

import pytest

from unpinch.recovery import BadEntry, CourseKind, Entry, Standing, progress, published_course


@pytest.mark.parametrize("kind", CourseKind)
def test_pain_falls_and_people_come_apart(kind):
    course = published_course(kind)
    means = [course.mean(day) for day in range(0, 400, 7)]
    spreads = [course.variance(day) for day in range(0, 400, 7)]
    assert means == sorted(means, reverse=True)
    assert spreads == sorted(spreads)
    assert 0 < means[-1] < means[0] < 10


@pytest.mark.parametrize("kind", CourseKind)
def test_the_curve_lies_between_publications_that_disagree(kind):
    anchors = published_course(kind).anchors
    assert len(anchors) == 4
    for event in {each.anchor.event for each in anchors} - {"mean_share", "improved_30"}:
        same_day = [each for each in anchors if (each.anchor.event, each.anchor.day) == (event, 365)]
        shares = [each.anchor.share for each in same_day]
        assert min(shares) - 0.13 <= same_day[0].modelled <= max(shares)


def test_recent_pain_goes_sooner_than_pain_that_has_lasted():
    recent, longer = (published_course(kind) for kind in CourseKind)
    assert all(recent.mean(day) < longer.mean(day) for day in (14, 42, 84, 182, 365))


@pytest.mark.parametrize("pain", [-1.0, 10.5, float("nan")])
def test_a_score_off_the_scale_is_refused(pain):
    with pytest.raises(BadEntry, match="0 to 10"):
        Entry(0.0, pain)


@pytest.mark.parametrize("day", [-1.0, float("inf"), float("nan")])
def test_a_day_before_the_first_is_refused(day):
    with pytest.raises(BadEntry, match="first"):
        Entry(day, 5.0)


class TestStanding:
    course = published_course(CourseKind.RECENT)

    def standing(self, *scores, today=None):
        record = [Entry(float(day), float(pain)) for day, pain in scores]
        return progress(course=self.course, entries=record, today=float(today or record[-1].day)).standing

    def test_a_few_days_say_nothing(self):
        assert self.standing((0, 7), (1, 6), (2, 6), (3, 6), (13, 5)) is Standing.TOO_EARLY
        assert self.standing((0, 7), (20, 6), (30, 6)) is Standing.TOO_EARLY

    def test_who_gets_better_as_most_do_is_on_track(self):
        assert self.standing((0, 8), (7, 7), (14, 6), (21, 5), (28, 5)) is Standing.ON_TRACK

    def test_who_stays_where_they_were_is_not(self):
        assert self.standing(*((day, 8) for day in range(0, 57, 7))) is Standing.NOT_ON_TRACK

    def test_who_gets_clearly_worse_is_told_so_before_two_weeks(self):
        assert self.standing((0, 4), (2, 8), (3, 9), (4, 9), (5, 9)) is Standing.WORSE

    def test_one_bad_day_changes_nothing(self):
        assert self.standing((0, 7), (7, 5), (14, 4), (21, 3), (28, 7)) is Standing.ON_TRACK
