from dataclasses import replace

from unpinch import knowledge, safety
from unpinch.kernel import CareLevel, Finding, FindingStatus, Request, Understanding

NOTHING = Understanding(language="en")


def with_findings(status, *ids):
    return replace(NOTHING, findings=tuple(Finding(id=finding, status=status) for finding in ids))


def test_what_is_denied_or_over_does_not_fire():
    for status in (FindingStatus.ABSENT, FindingStatus.PAST):
        assert safety.assess(understanding=with_findings(status, "bladder_trouble")).level is CareLevel.ROUTINE


def test_an_emergency_says_call_and_names_each_sign_once():
    triage = safety.assess(
        understanding=with_findings(FindingStatus.PRESENT, "saddle_numbness", "bladder_trouble", "fever")
    )
    assert [reason.finding for reason in triage.reasons] == ["saddle_numbness", "bladder_trouble", "fever"]
    assert all("911" in str(step) for step in triage.what_to_do)
    assert len(set(triage.what_to_do)) == len(triage.what_to_do)


def test_a_person_in_crisis_is_given_988_first():
    triage = safety.assess(understanding=with_findings(FindingStatus.PRESENT, "self_harm_thoughts", "fainting"))
    assert "988" in str(triage.what_to_do[0])


def test_routine_never_says_safe_and_says_what_to_watch_for():
    triage = safety.assess(understanding=NOTHING)
    words = " ".join(map(str, (*triage.what_to_do, *(reason.text for reason in triage.reasons)))).lower()
    assert "safe" not in words
    assert "numb between the legs" in words


def test_every_emergency_sign_that_was_not_mentioned_is_still_to_be_asked():
    said = with_findings(FindingStatus.ABSENT, "bladder_trouble")
    assert "bladder_trouble" in safety.assess(understanding=NOTHING).ask
    assert "bladder_trouble" not in safety.assess(understanding=said).ask
    assert "self_harm_thoughts" not in safety.assess(understanding=NOTHING).ask


def test_questions_begin_with_emergency_signs_and_never_repeat_what_was_said():
    asked = safety.questions(understanding=NOTHING)
    assert len(asked) == 5
    assert [question.level for question in asked[:3]] == [CareLevel.EMERGENCY_NOW] * 3
    answered = with_findings(FindingStatus.ABSENT, *(question.finding for question in asked))
    again = safety.questions(understanding=answered)
    assert {question.finding for question in again}.isdisjoint(question.finding for question in asked)
    assert safety.questions(understanding=NOTHING, limit=1) == asked[:1]


def test_questions_run_out_when_everything_is_known():
    everything = with_findings(FindingStatus.ABSENT, *(word.id for word in knowledge.findings()))
    assert safety.questions(understanding=everything) == ()


def test_who_refuses_both_kinds_of_needle_is_not_offered_one():
    one = replace(NOTHING, request=Request(avoid=("dry_needling",)))
    both = replace(NOTHING, request=Request(avoid=("dry_needling", "acupuncture")))
    assert safety.screen_needling(understanding=one).status == "ok"
    assert safety.screen_needling(understanding=both).status == "avoid"


def test_the_strictest_caution_comes_first():
    screen = safety.screen_needling(understanding=with_findings(FindingStatus.PRESENT, "blood_thinner", "needle_fear"))
    assert screen.reasons[0].finding == "needle_fear"
