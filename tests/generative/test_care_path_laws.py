"""Laws of the order of care that no set of findings, wishes and durations may break."""

from hypothesis import given, settings
from hypothesis import strategies as st

from unpinch import knowledge, navigator, safety
from unpinch.kernel import Finding, FindingStatus, NeedlingAnswer, PainPicture, Request, Understanding
from unpinch.knowledge import CareStage, Trait

IDS = sorted(finding.id for finding in knowledge.findings())
WARNING_SIGNS = sorted(finding.id for finding in knowledge.findings() if finding.group == "red_flag")
CAUSES = ("disc_herniation_known", "bone_spur_known", "stenosis_known")
TREATMENTS = sorted(row.id for row in knowledge.treatments() if row.role == "treatment")
TRAITS = {row.id: row.traits for row in knowledge.treatments()}

people = st.fixed_dictionaries(
    {
        "present": st.tuples(
            st.frozensets(st.sampled_from(CAUSES), min_size=1), st.frozensets(st.sampled_from(IDS), max_size=6)
        ).map(lambda both: both[0] | both[1]),
        "avoid": st.frozensets(st.sampled_from(TREATMENTS), max_size=4),
        "tried": st.frozensets(st.sampled_from(TREATMENTS), max_size=4),
        "days": st.none() | st.integers(0, 2000),
        "age": st.none() | st.integers(16, 99),
    }
)


def reading_of(person, *more):
    understanding = Understanding(
        language="en",
        findings=tuple(Finding(id=name, status=FindingStatus.PRESENT) for name in sorted({*person["present"], *more})),
        pain=PainPicture(duration_days=person["days"], age_years=person["age"]),
        request=Request(avoid=tuple(sorted(person["avoid"])), tried=tuple(sorted(person["tried"]))),
    )
    return navigator.Reading(
        story=navigator.Story(),
        understanding=understanding,
        triage=safety.assess(understanding=understanding),
        needling=safety.screen_needling(understanding=understanding),
    )


def path_of(person, *more):
    found = navigator.care_path(reading=reading_of(person, *more))
    assert found is not None, "what was found on a scan always leads to a path"
    return found


def first_seen_in_days(found):
    """In how many days the path brings the person to somebody, at the latest."""
    return min((step.due_in_days for step in found.steps if step.stage is CareStage.SEE), default=float("inf"))


@given(people, st.sampled_from(WARNING_SIGNS))
@settings(deadline=None)
def test_a_further_warning_sign_makes_no_step_later(person, sign):
    before, after = path_of(person), path_of(person, sign)
    assert first_seen_in_days(after) <= first_seen_in_days(before)
    due = {step.id: step.due_in_days for step in before.steps}
    assert all(step.due_in_days <= due.get(step.id, step.due_in_days) for step in after.steps)


@given(people)
@settings(deadline=None)
def test_what_the_level_of_care_calls_for_stands_first(person):
    reading, found = reading_of(person), path_of(person)
    is_urgent = reading.triage.level.urgency > 0
    assert (found.steps[0].id == navigator.LEVEL_STEP) is is_urgent
    assert found.others_wait is (reading.triage.level.urgency > 1)
    assert not found.others_wait or len(found.steps) == 1


@given(people)
@settings(deadline=None)
def test_a_refused_treatment_stands_in_no_step(person):
    found = path_of(person)
    done = {name for step in found.steps for name in step.treatments}
    assert done.isdisjoint(person["avoid"] | person["tried"])
    assert {one.treatment for one in found.left_out}.isdisjoint(done)
    assert all(one.reasons for one in found.left_out)


@given(people)
@settings(deadline=None)
def test_where_needling_is_out_no_needle_is_left_and_each_has_its_reason(person):
    reading, found = reading_of(person), path_of(person)
    if reading.needling.status is not NeedlingAnswer.AVOID:
        return
    assert not any(Trait.NEEDLE in TRAITS[name] for step in found.steps for name in step.treatments)
    needles = [one for one in found.left_out if Trait.NEEDLE in TRAITS[one.treatment]]
    assert found.others_wait or needles


@given(people)
@settings(deadline=None)
def test_each_step_comes_once_in_the_order_of_the_stages_with_evidence(person):
    steps = [step for step in path_of(person).steps if step.id != navigator.LEVEL_STEP]
    assert len({step.id for step in steps}) == len(steps)
    places = [list(CareStage).index(step.stage) for step in steps]
    assert places == sorted(places)
    assert all(step.evidence and step.source.startswith("http") for step in steps)


@given(people, st.integers(0, 2000))
@settings(deadline=None)
def test_longer_pain_never_puts_a_step_off(person, more_days):
    longer = person | {"days": (person["days"] or 0) + more_days}
    due = {step.id: step.due_in_days for step in path_of(person).steps}
    later = {step.id: step.due_in_days for step in path_of(longer).steps}
    # Old pain may be less urgent to have seen; that is for the level of care to say, and not for these steps.
    assert all(days <= due.get(name, days) for name, days in later.items() if name != navigator.LEVEL_STEP)
