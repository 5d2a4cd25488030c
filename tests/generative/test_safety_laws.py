"""Laws of safety that no set of findings may break."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from unpinch import knowledge, safety
from unpinch.kernel import Finding, FindingStatus, PainPicture, Understanding

IDS = sorted(finding.id for finding in knowledge.findings())
WARNING_SIGNS = sorted(finding.id for finding in knowledge.findings() if finding.group == "red_flag")
SEVERITY = {"ok": 0, "ask_first": 1, "avoid": 2}

suspicions = st.lists(st.sampled_from(IDS), unique=True, max_size=4).map(
    lambda ids: tuple(Finding(id=name, status=FindingStatus.PRESENT, quote="So I said.") for name in ids)
)
people = st.builds(
    lambda present, absent, age, days: (frozenset(present), frozenset(absent) - frozenset(present), age, days),
    st.lists(st.sampled_from(IDS), max_size=8),
    st.lists(st.sampled_from(IDS), max_size=8),
    st.none() | st.integers(16, 99),
    st.none() | st.integers(0, 4000),
)


def understood(person):
    present, absent, age, days = person
    findings = [Finding(id=name, status=FindingStatus.PRESENT) for name in sorted(present)]
    findings += [Finding(id=name, status=FindingStatus.ABSENT) for name in sorted(absent)]
    return Understanding(language="en", findings=tuple(findings), pain=PainPicture(age_years=age, duration_days=days))


def level(person):
    return safety.assess(understanding=understood(person)).level.urgency


@given(people, st.sampled_from(WARNING_SIGNS))
def test_a_further_warning_sign_never_lowers_the_level(person, sign):
    present, absent, age, days = person
    assert level((present | {sign}, absent - {sign}, age, days)) >= level((present, absent - {sign}, age, days))


@given(people, st.sampled_from(IDS))
def test_denying_something_never_changes_the_level_of_what_was_not_mentioned(person, finding):
    present, absent, age, days = person
    unsaid = (present - {finding}, absent - {finding}, age, days)
    assert level((present - {finding}, absent | {finding}, age, days)) == level(unsaid)


@given(people, suspicions)
def test_what_is_only_suspected_decides_nothing(person, suspected):
    understanding = understood(person)
    doubtful = replace(understanding, suspected=suspected)
    assert safety.assess(understanding=doubtful) == safety.assess(understanding=understanding)
    assert safety.screen_needling(understanding=doubtful) == safety.screen_needling(understanding=understanding)


@given(people)
def test_the_order_of_findings_does_not_matter(person):
    understanding = understood(person)
    turned = Understanding(language="en", findings=understanding.findings[::-1], pain=understanding.pain)
    assert safety.assess(understanding=understanding) == safety.assess(understanding=turned)


@given(people, st.sampled_from(IDS))
def test_a_further_finding_never_eases_the_needling_screen(person, finding):
    present, absent, age, days = person
    # These turn an emergency reading of both legs into that of a narrow canal, and with it the screen.
    if finding in {"better_sitting", "worse_walking", "worse_standing"}:
        return
    more = safety.screen_needling(understanding=understood((present | {finding}, absent - {finding}, age, days)))
    less = safety.screen_needling(understanding=understood((present, absent - {finding}, age, days)))
    assert SEVERITY[more.status] >= SEVERITY[less.status]


@given(people)
def test_every_sentence_has_a_source(person):
    understanding = understood(person)
    reasons = (
        *safety.assess(understanding=understanding).reasons,
        *safety.screen_needling(understanding=understanding).reasons,
    )
    assert all(str(reason.text) and reason.source.startswith("http") for reason in reasons)
