"""What follows from a sign that is only suspected."""

from dataclasses import replace

from unpinch import safety
from unpinch.kernel import CareLevel, Finding, FindingStatus, Understanding

QUOTE = "I empty like a slow kettle."
SUSPECTED = Understanding(language="en", suspected=(Finding("bladder_trouble", FindingStatus.PRESENT, quote=QUOTE),))


def with_findings(*findings):
    return replace(SUSPECTED, findings=findings)


def test_a_suspected_emergency_sign_gets_the_careful_level_and_says_why():
    triage = safety.assess(understanding=SUSPECTED)
    assert triage.level is CareLevel.EMERGENCY_NOW
    assert [reason.finding for reason in triage.reasons] == ["bladder_trouble"]
    assert QUOTE in str(triage.reasons[0].text)
    assert "not sure" in str(triage.reasons[0].text)
    assert triage.what_to_do


def test_a_sign_that_was_denied_is_no_longer_suspected():
    denied = with_findings(Finding("bladder_trouble", FindingStatus.ABSENT))
    assert safety.assess(understanding=denied).level is CareLevel.ROUTINE


def test_what_was_heard_goes_before_what_is_suspected():
    heard = with_findings(Finding("saddle_numbness", FindingStatus.PRESENT))
    assert [reason.finding for reason in safety.assess(understanding=heard).reasons] == ["saddle_numbness"]


def test_a_suspicion_never_lowers_the_level():
    fever = Finding("fever", FindingStatus.PRESENT)
    alone = safety.assess(understanding=replace(SUSPECTED, suspected=(), findings=(fever,)))
    assert safety.assess(understanding=with_findings(fever)).level.urgency >= alone.level.urgency


def test_a_suspected_sign_that_is_no_emergency_alone_changes_nothing():
    other = replace(SUSPECTED, suspected=(Finding("tingling", FindingStatus.PRESENT, quote="x"),))
    assert safety.assess(understanding=other).level is CareLevel.ROUTINE


def test_needling_is_out_while_an_emergency_is_suspected():
    assert safety.screen_needling(understanding=SUSPECTED).status.value == "avoid"
