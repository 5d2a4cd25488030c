"""The order of options for one person: who is left out, who comes last, and that every point has its reason."""

from dataclasses import replace

import pytest

from unpinch import evidence
from unpinch.evidence import Priority
from unpinch.kernel import NeedlingAnswer, NeedlingScreen, Reason, say

SCIATICA = evidence.compare(condition="sciatica")
ALL = tuple(row.id for row in SCIATICA.treatments)
ORDINARY = tuple(row for row in ALL if row not in ("discectomy", "opioid"))
BLOOD_THINNER = Reason(finding="blood_thinner", text=say("Ask first."), source="https://example.org/thinner")


def ranked(**wishes):
    return evidence.rank_for_person(comparison=SCIATICA, **wishes)


def ids(**wishes):
    return [option.id for option in ranked(**wishes)]


def screen(status):
    return NeedlingScreen(status=status, reasons=(BLOOD_THINNER,))


def place(option_id, **wishes):
    return ids(**wishes).index(option_id)


def test_with_nothing_known_all_are_there_once():
    assert sorted(ids()) == sorted(ALL)


@pytest.mark.parametrize("wishes", [{}, {"priorities": tuple(Priority)}, {"tried": ORDINARY, "duration_days": 42}])
def test_points_add_up_and_set_the_order(wishes):
    options = ranked(**wishes)
    for option in options:
        assert option.points == pytest.approx(sum(reason.points for reason in option.because), abs=1e-9)
    assert [(-option.points, option.id) for option in options] == sorted(
        (-option.points, option.id) for option in options
    )


def test_every_reason_is_said_and_has_a_source():
    for option in ranked(priorities=tuple(Priority), tried=("exercise",), needling=screen(NeedlingAnswer.ASK_FIRST)):
        assert option.because
        for reason in option.because:
            assert len(str(reason.text)) > 10
            assert "{" not in str(reason.text)
            assert reason.source.startswith("http")


def test_what_is_refused_is_left_out():
    assert {"acupuncture", "nsaid"}.isdisjoint(ids(avoid=("acupuncture", "nsaid", "unheard_of")))


@pytest.mark.parametrize("status", list(NeedlingAnswer))
def test_the_needling_screen_decides_on_needles(status):
    options = {option.id: option for option in ranked(needling=screen(status))}
    needles = {"dry_needling", "acupuncture", "epidural_steroid"}
    assert needles.isdisjoint(options) is (status is NeedlingAnswer.AVOID)
    marked = {option.id for option in options.values() if option.ask_first}
    assert marked == (needles if status is NeedlingAnswer.ASK_FIRST else set())
    assert all(options[needle].ask_first == (BLOOD_THINNER,) for needle in marked)


def test_an_unknown_screen_marks_nothing():
    assert not any(option.ask_first for option in ranked(needling=None))


def test_what_was_tried_without_success_comes_last_and_says_so():
    options = ranked(tried=("exercise", "physical_therapy"))
    assert [option.id for option in options[-2:]] == ["exercise", "physical_therapy"]
    assert all(option.is_tried for option in options[-2:])
    assert options[-1].because[-1].factor == "tried"
    assert not any(option.is_tried for option in options[:-2])


def test_surgery_and_opioids_come_after_other_care():
    assert ids()[-2:] == ["discectomy", "opioid"]
    assert {option.id for option in ranked() if option.is_last_resort} == {"discectomy", "opioid"}


def test_surgery_is_not_first_even_where_all_other_care_was_tried():
    assert ids(tried=ORDINARY)[-2:] == ["discectomy", "opioid"]
    assert ids(tried=ORDINARY[1:])[0] == ORDINARY[0]


def test_where_nothing_else_is_left_they_are_still_shown():
    assert ids(avoid=ORDINARY) == ["discectomy", "opioid"]


@pytest.mark.parametrize(
    ("priority", "lowered"),
    [
        ("no_needles", {"dry_needling", "acupuncture", "epidural_steroid"}),
        ("no_medicines", {"nsaid", "paracetamol", "gabapentinoid", "oral_steroid", "opioid", "epidural_steroid"}),
        ("no_surgery", {"discectomy"}),
    ],
)
def test_what_a_person_does_not_want_falls_behind_in_sight(priority, lowered):
    before = {option.id: option for option in ranked()}
    after = {option.id: option for option in ranked(priorities=(priority,))}
    for option_id in lowered:
        assert after[option_id].points == before[option_id].points - 6
        assert after[option_id].because[-1 if not after[option_id].is_last_resort else -2].factor == priority
    unchanged = {option_id for option_id in after if after[option_id].points == before[option_id].points}
    assert unchanged.isdisjoint(lowered)


def test_speed_lifts_what_was_seen_to_help_within_six_weeks():
    lifted = {
        option.id
        for option, before in zip(
            sorted(ranked(priorities=("speed",)), key=lambda option: option.id),
            sorted(ranked(), key=lambda option: option.id),
            strict=True,
        )
        if option.points > before.points
    }
    assert lifted == {"dry_needling", "acupuncture", "discectomy"}
    assert place("dry_needling", priorities=("speed",)) < place("dry_needling")


def test_low_cost_lifts_what_one_does_by_oneself():
    assert place("stay_active", priorities=("low_cost",)) < place("stay_active")


def test_being_sure_that_it_does_not_help_is_no_merit():
    before = {option.id: option.points for option in ranked()}
    after = {option.id: option.points for option in ranked(priorities=("certainty",))}
    assert after["gabapentinoid"] == before["gabapentinoid"] - 1
    assert after["epidural_steroid"] == before["epidural_steroid"] + 0.75
    assert after["massage"] == before["massage"] - 0.5


@pytest.mark.parametrize("word", ["", "Speed", "cheap"])
def test_an_unknown_priority_is_refused_with_those_there_are(word):
    with pytest.raises(evidence.UnknownPriority, match="speed, certainty, no_needles"):
        ranked(priorities=(word,))


@pytest.mark.parametrize(("days", "counts"), [(None, True), (83, True), (84, False), (0, True)])
def test_a_guideline_for_new_pain_counts_for_new_pain(days, counts):
    injection = next(option for option in ranked(duration_days=days) if option.id == "epidural_steroid")
    assert ("guideline" in [reason.factor for reason in injection.because]) is counts


@pytest.mark.parametrize(("days", "counts"), [(None, True), (83, False), (84, True)])
def test_a_guideline_for_lasting_pain_counts_for_lasting_pain(days, counts):
    opioid = next(option for option in ranked(duration_days=days) if option.id == "opioid")
    assert any("long-lasting sciatica" in str(reason.text) for reason in opioid.because) is counts


def test_one_guideline_counts_once_however_many_sentences_it_has():
    active = next(option for option in ranked() if option.id == "stay_active")
    named = [reason for reason in active.because if "Danish" in str(reason.text)]
    assert len(named) == 1


def test_ties_go_by_id():
    twin = replace(SCIATICA.treatments[0], id="aaa_twin")
    both = evidence.rank_for_person(comparison=replace(SCIATICA, treatments=(SCIATICA.treatments[0], twin)))
    assert [option.id for option in both] == ["aaa_twin", "dry_needling"]
    assert both[0].points == both[1].points


def test_an_option_has_the_name_of_its_treatment():
    assert str(next(option.name for option in ranked() if option.id == "exercise")) == "Exercise on its own"
