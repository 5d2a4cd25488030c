"""What is asked next, and in which order."""

from unpinch import navigator
from unpinch.kernel import CareLevel, FindingStatus


def asked(text, answers=()):
    return navigator.read(story=navigator.Story(text=text, answers=tuple(answers))).questions


def test_emergency_signs_come_first_then_another_sign_then_the_pattern():
    levels = [question.level for question in asked("My left calf aches.")]
    assert len(levels) == 5
    assert levels[:3] == [CareLevel.EMERGENCY_NOW] * 3
    assert levels[3] not in (CareLevel.EMERGENCY_NOW, CareLevel.ROUTINE)
    assert levels[4] is CareLevel.ROUTINE


def test_what_we_are_not_sure_of_comes_first_with_the_words_and_stands_in_the_next_steps():
    reading = navigator.read(story=navigator.Story(text="My left calf aches. My backside won't stay shut."))
    assert [question.level for question in reading.questions[:3]] == [CareLevel.EMERGENCY_NOW] * 3
    assert str(reading.questions[0].text).startswith("You wrote: “My backside won't stay shut.” Have you begun")
    assert reading.questions[0].text in [step.text for step in navigator.next_steps(reading=reading)]


def test_an_answer_brings_the_next_question_and_is_not_asked_again():
    first = asked("My left calf aches.")
    answers = [(question.finding, FindingStatus.ABSENT) for question in first]
    second = asked("My left calf aches.", answers)
    assert {question.finding for question in second}.isdisjoint(finding for finding, _ in answers)


def test_in_an_emergency_nothing_is_asked_about_the_pattern():
    questions = asked("I can't pee since yesterday and my left calf aches.")
    assert all(question.level is not CareLevel.ROUTINE for question in questions)


def test_the_muscles_that_fit_bring_what_lies_near_the_needle():
    reading = navigator.read(story=navigator.Story(text="My left buttock aches, I want dry needling."))
    assert {"piriformis", "gluteus_minimus"} <= {hazard.finding for hazard in reading.hazards}
    assert all(hazard.source.startswith("http") for hazard in reading.hazards)


def test_where_needling_is_out_no_muscle_is_spoken_of():
    reading = navigator.read(story=navigator.Story(text="My left buttock aches and I can't pee since yesterday."))
    assert reading.hazards == ()
