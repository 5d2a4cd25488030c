"""Scores at, below and above each threshold, with and without missing answers."""

import pytest

from unpinch import recovery
from unpinch.recovery import BadAnswer, StartBackRisk, change, items_of, score


def answered(measure, *answers):
    return dict(zip((item.id for item in items_of(measure)), answers, strict=True))


class TestRolandMorris:
    # "simply count the scores for a result between 0 and 24": scientificspine.com
    @pytest.mark.parametrize("ticked", [0, 1, 11, 24])
    def test_is_the_count_of_ticks(self, ticked):
        answers = answered("rmdq", *([1] * ticked + [0] * (24 - ticked)))
        assert score(measure="rmdq", answers=answers).value == ticked

    def test_what_is_not_ticked_is_no(self):
        assert score(measure="rmdq", answers={"rmdq_01": 1, "rmdq_24": None}).value == 1
        assert score(measure="rmdq", answers={}).value == 0

    def test_has_the_24_statements_of_its_authors(self):
        assert len(items_of("rmdq")) == 24
        assert all("back" in item.text for item in items_of("rmdq"))
        assert not any(item.is_own_wording for item in items_of("rmdq"))


class TestPeg:
    # "minimum total and PEG score: 0"; the mean of three: medicalalgorithms.com/peg-pain-screen
    @pytest.mark.parametrize(("answers", "value"), [((0, 0, 0), 0), ((5, 5, 5), 5), ((10, 10, 10), 10), ((7, 5, 6), 6)])
    def test_is_the_mean_of_three(self, answers, value):
        assert score(measure="peg", answers=answered("peg", *answers)).value == value

    def test_has_no_score_with_one_missing(self):
        got = score(measure="peg", answers={"peg_pain": 5, "peg_activity": 3})
        assert got.value is None
        assert got.missing == ("peg_enjoyment",)


class TestStartBack:
    # Total 0-3 low; 4 and more with distress 0-3 medium, with 4-5 high: physio-pedia.com, keele.ac.uk.
    @pytest.mark.parametrize(
        ("answers", "total", "distress", "risk"),
        [
            ((0, 0, 0, 0, 0, 0, 0, 0, 0), 0, 0, StartBackRisk.LOW),
            ((1, 1, 1, 0, 0, 0, 0, 0, 2), 3, 0, StartBackRisk.LOW),
            ((0, 0, 0, 0, 1, 1, 1, 0, 0), 3, 3, StartBackRisk.LOW),
            ((1, 1, 1, 1, 0, 0, 0, 0, 0), 4, 0, StartBackRisk.MEDIUM),
            ((1, 0, 0, 0, 1, 1, 1, 0, 2), 4, 3, StartBackRisk.MEDIUM),
            ((0, 0, 0, 0, 1, 1, 1, 1, 0), 4, 4, StartBackRisk.HIGH),
            ((0, 0, 0, 0, 1, 1, 1, 0, 3), 4, 4, StartBackRisk.HIGH),
            ((1, 1, 1, 1, 1, 1, 1, 1, 4), 9, 5, StartBackRisk.HIGH),
        ],
    )
    def test_sorts_by_total_and_distress(self, answers, total, distress, risk):
        got = score(measure="start_back", answers=answered("start_back", *answers))
        assert (got.value, got.distress, got.risk) == (total, distress, risk)

    def test_has_no_score_with_one_missing(self):
        answers = answered("start_back", 1, 1, 1, 1, 1, 1, 1, None, 4)
        assert score(measure="start_back", answers=answers).value is None

    def test_carries_its_notice(self):
        assert "Keele University" in recovery.measure_of("start_back").notice


class TestOwnActivities:
    def test_one_answer_is_its_own_score_and_none_is_none(self):
        assert score(measure="own_activities", answers={"own_activity": 4}).value == 4
        assert score(measure="own_activities", answers={}).value is None


class TestAnswersThatAreNone:
    @pytest.mark.parametrize(
        ("measure", "answers", "said"),
        [
            ("peg", {"peg_pain": 11}, "from 0 to 10"),
            ("rmdq", {"rmdq_01": 2}, "from 0 to 1"),
            ("global_change", {"global_change_now": 0}, "from 1 to 7"),
            ("peg", {"rmdq_01": 1}, "no question of 'peg'"),
        ],
    )
    def test_are_refused_by_name(self, measure, answers, said):
        with pytest.raises(BadAnswer, match=said):
            score(measure=measure, answers=answers)


class TestChangesThatMatter:
    # Ostelo 2008: 2 points or 30 in 100 of pain, 5 points or 30 in 100 of Roland-Morris. Reed 2023: PEG 1.
    @pytest.mark.parametrize(
        ("measure", "first", "now", "matters"),
        [
            ("leg_pain", 8, 6, True),
            ("leg_pain", 8, 7, False),
            ("leg_pain", 3, 2, True),
            ("leg_pain", 6, 8, True),
            ("rmdq", 20, 15, True),
            ("rmdq", 20, 16, False),
            ("rmdq", 10, 7, True),
            ("peg", 6, 5, True),
            ("peg", 6, 5.34, False),
            ("own_activities", 3, 8, None),
        ],
    )
    def test_by_points_or_by_share(self, measure, first, now, matters):
        assert change(measure=measure, first=first, now=now).matters is matters

    def test_better_is_above_zero_whichever_end_is_the_better_one(self):
        assert change(measure="leg_pain", first=8, now=6).points == 2
        assert change(measure="own_activities", first=3, now=8).points == 5
        assert change(measure="leg_pain", first=0, now=4).percent is None
