"""What marks of numbness, tingling and weakness mean, and that they mean what the same words would."""

import pytest

from unpinch import knowledge, navigator
from unpinch.kernel import CareLevel, Finding, FindingStatus, Mark, MarkKind, Side

PAIN, NUMBNESS, TINGLING, WEAKNESS = MarkKind
LEFT, RIGHT, BOTH = Side
IN_LEG = [r.id for r in knowledge.body_regions() if r.parent in ("thigh", "knee", "lower_leg", "ankle", "foot")]


def read(*marks, **told):
    return navigator.read(story=navigator.Story(marks=marks, **told))


def found(reading):
    return {finding.id: finding.side for finding in reading.understanding.findings}


@pytest.mark.parametrize("kind", [NUMBNESS, TINGLING, WEAKNESS])
@pytest.mark.parametrize("region", IN_LEG)
def test_a_mark_in_the_leg_is_the_finding_of_its_kind_on_its_side(kind, region):
    reading = read(Mark(region, LEFT, kind))
    assert found(reading) == {kind: LEFT}
    assert reading.triage.level is not CareLevel.EMERGENCY_NOW


@pytest.mark.parametrize("kind", [NUMBNESS, TINGLING])
@pytest.mark.parametrize("side", [None, BOTH])
def test_a_changed_feeling_of_the_saddle_is_an_emergency(kind, side):
    reading = read(Mark("perineum_saddle", side, kind))
    assert found(reading) == {"saddle_numbness": None}
    assert reading.triage.level is CareLevel.EMERGENCY_NOW


def test_pain_in_the_saddle_is_no_changed_feeling_of_it():
    assert found(read(Mark("perineum_saddle", BOTH))) == {}


@pytest.mark.parametrize("region", ["medial_thigh", "upper_buttock", "lower_buttock"])
def test_numbness_beside_the_saddle_is_an_emergency_on_both_sides_and_a_question_on_one(region):
    both, one = (read(Mark(region, side, NUMBNESS)) for side in (BOTH, LEFT))
    assert "saddle_numbness" in found(both)
    assert both.triage.level is CareLevel.EMERGENCY_NOW
    assert "saddle_numbness" not in found(one)
    assert one.questions[0].finding == "saddle_numbness"


def test_tingling_of_both_inner_thighs_asks_about_the_saddle_first():
    reading = read(Mark("medial_thigh", BOTH, TINGLING))
    assert found(reading) == {"tingling": BOTH}
    assert reading.questions[0].finding == "saddle_numbness"


@pytest.mark.parametrize("kind", [NUMBNESS, WEAKNESS])
def test_both_legs_weak_or_numb_are_an_emergency_as_in_words(kind):
    reading = read(Mark("calf_medial", LEFT, kind), Mark("heel", RIGHT, kind))
    assert found(reading) == {"both_legs_weak": None, kind: BOTH}
    words = {NUMBNESS: "both my legs are numb", WEAKNESS: "both my legs are weak"}[kind]
    assert reading.triage.level is navigator.read(story=navigator.Story(text=words)).triage.level


def test_one_leg_weak_and_the_other_numb_are_both_legs_weak_or_numb():
    assert "both_legs_weak" in found(read(Mark("calf_medial", LEFT, WEAKNESS), Mark("heel", RIGHT, NUMBNESS)))


@pytest.mark.parametrize(("side", "is_both"), [(RIGHT, True), (LEFT, False), (None, False)])
def test_words_of_one_leg_and_a_mark_on_the_other_are_both(side, is_both):
    reading = read(Mark("shin", side, WEAKNESS), text="my left leg is weak")
    assert ("both_legs_weak" in found(reading)) is is_both
    assert found(reading)["weakness"] is (BOTH if is_both else LEFT)


def test_a_leg_whose_side_was_not_said_is_not_both():
    assert found(read(Mark("heel", None, WEAKNESS))) == {"weakness": None}


def test_other_kinds_are_no_pain():
    reading = read(Mark("heel", LEFT, NUMBNESS), Mark("calf_medial", LEFT))
    assert reading.understanding.pain.regions == (Mark("calf_medial", LEFT),)
    assert reading.understanding.nerve_marks == (Mark("heel", LEFT, NUMBNESS),)


def test_numb_legs_do_not_say_that_both_legs_hurt():
    numb = [Mark("calf_medial", BOTH, NUMBNESS)]
    weighed = navigator.read(story=navigator.Story(marks=tuple(numb))).fit
    reasons = {str(reason.text) for fit in weighed.fits for reason in (*fit.because, *fit.against)}
    hurting = navigator.read(story=navigator.Story(marks=(Mark("calf_medial", BOTH),))).fit
    both = {str(reason.text) for fit in hurting.fits for reason in (*fit.because, *fit.against)}
    assert any("both legs" in reason for reason in both)
    assert not any("both legs" in reason for reason in reasons)


def test_where_it_is_numb_counts_for_the_fit():
    share = {fit.source: fit.share for fit in read(Mark("sole", LEFT, NUMBNESS)).fit.fits}
    elsewhere = {fit.source: fit.share for fit in read(Mark("anterior_thigh", LEFT, NUMBNESS)).fit.fits}
    assert share["S1"] > elsewhere["S1"]


def test_the_strongest_mark_of_a_place_is_kept():
    marks = (Mark("heel", LEFT, TINGLING, 1), Mark("heel", RIGHT, TINGLING, 3), Mark("heel", LEFT, TINGLING))
    assert read(*marks).understanding.nerve_marks == (Mark("heel", BOTH, TINGLING, 3),)


def test_a_mark_outweighs_a_no_in_the_words():
    reading = read(Mark("heel", LEFT, NUMBNESS), text="my back hurts, no numbness")
    assert Finding("numbness", FindingStatus.PRESENT, LEFT) in reading.understanding.findings
    assert "numbness" not in reading.understanding.absent()


def test_a_mark_adds_its_side_to_what_the_words_say_and_leaves_the_quote():
    reading = read(Mark("heel", RIGHT, NUMBNESS), text="my left foot is numb")
    numb = next(finding for finding in reading.understanding.findings if finding.id == "numbness")
    assert (numb.side, numb.quote) == (BOTH, "foot is numb")


def test_an_answer_outweighs_a_mark():
    reading = read(Mark("perineum_saddle", BOTH, NUMBNESS), answers=(("saddle_numbness", FindingStatus.ABSENT),))
    assert "saddle_numbness" in reading.understanding.absent()
    assert reading.triage.level is not CareLevel.EMERGENCY_NOW


SADDLE = Mark("perineum_saddle", BOTH, NUMBNESS)
HEEL = Mark("heel", LEFT, WEAKNESS)


@pytest.mark.parametrize(
    ("before", "after", "answer", "is_kept"),
    [
        ((), (SADDLE,), "saddle_numbness", False),
        ((SADDLE,), (SADDLE, HEEL), "saddle_numbness", True),
        ((), (HEEL,), "saddle_numbness", True),
        ((), (HEEL,), "weakness", False),
        # The other leg may be weak by the words.
        ((), (HEEL,), "both_legs_weak", False),
        ((HEEL,), (HEEL, Mark("heel", RIGHT, WEAKNESS)), "both_legs_weak", False),
        ((), (Mark("heel", LEFT),), "weakness", True),
    ],
)
def test_a_no_holds_until_a_new_mark_says_otherwise(before, after, answer, is_kept):
    told = navigator.Story(text="my back hurts", marks=before, answers=((answer, FindingStatus.ABSENT),))
    kept = navigator.replies_kept(earlier=told, text=told.text, marks=after)
    assert kept == (told.answers if is_kept else ())


def test_a_yes_is_kept_with_the_same_words_and_nothing_with_others():
    told = navigator.Story(text="my back hurts", answers=(("saddle_numbness", FindingStatus.PRESENT),))
    assert navigator.replies_kept(earlier=told, text=told.text, marks=(SADDLE,)) == told.answers
    assert navigator.replies_kept(earlier=told, text="my leg hurts", marks=()) == ()
