"""The page of rules shows every rule, caution, finding and question there is, in words."""

import pytest

from unpinch import knowledge, language
from unpinch.kernel import CareLevel
from unpinch.server.web.presenters.care import care_panel
from unpinch.server.web.presenters.rule_words import conditions, group_words
from unpinch.server.web.presenters.rules import known_group, rules_page

EVERYTHING = rules_page(group="")
RULES = {rule.id: rule for rule in knowledge.triage_rules()}
GROUPS = sorted({finding.group for finding in knowledge.findings()})


def words_of(rule_id):
    """Give the conditions of a rule as a reader sees them."""
    return [
        " ".join((condition.words, "; ".join(finding.meaning for finding in condition.findings))).strip()
        for condition in conditions(RULES[rule_id])
    ]


def test_each_rule_is_there_once_and_under_its_level():
    shown = [(rule.id, level.id) for level in EVERYTHING.levels for rule in level.rules]
    assert sorted(shown) == sorted((rule.id, rule.level.value) for rule in knowledge.triage_rules())
    assert [level.id for level in EVERYTHING.levels] == [level.value for level in CareLevel]
    assert EVERYTHING.rules_count == len(knowledge.triage_rules())


def test_each_finding_that_a_rule_asks_for_is_named():
    for rule in knowledge.triage_rules():
        named = [finding.id for condition in conditions(rule) for finding in condition.findings]
        assert named == [*rule.all_of, *rule.any_of, *rule.none_of]


def test_a_combination_an_age_and_a_duration_are_said_in_words():
    saddle = next(finding.meaning for finding in knowledge.findings() if finding.id == "saddle_numbness")
    assert words_of("saddle") == [f"Says: {saddle}"]
    cancer = words_of("cancer_and_cord")
    assert cancer[0].startswith("Says: ")
    assert cancer[1].startswith("Says at least 1 of these: ")
    assert words_of("clot_and_faint")[0].startswith("Says all of these: ")
    both = words_of("both_legs_pain")
    assert both[1].startswith("Says none of these: ")
    assert (
        both[2] == "The pain has lasted 90 days or less, or its length was not said, or one of these is said to be new."
    )
    assert words_of("older")[0].startswith("Says that they are 70 or older.")
    assert words_of("net") == ["Always. It is what we say where no other rule fires."]


def test_no_two_rules_give_the_same_reason():
    # A reason on a page leads to its rule by its sentence.
    assert len({rule.why for rule in knowledge.triage_rules()}) == len(knowledge.triage_rules())


@pytest.mark.parametrize("rule", ["saddle", "self_harm", "calf", "net"])
def test_a_reason_leads_to_its_rule(rule):
    from unpinch.kernel import Reason, Triage, say

    reason = Reason(finding="x", text=say(RULES[rule].why), source=RULES[rule].source_url)
    panel = care_panel(Triage(level=RULES[rule].level, reasons=(reason,), what_to_do=()))
    assert panel.reasons[0].rule == f"/about/rules/#rule-{rule}"


def test_each_caution_is_there_once():
    shown = [caution.item for section in EVERYTHING.needling for caution in section.cautions]
    assert sorted(shown) == sorted(row.item for row in knowledge.needling_cautions())
    assert len(EVERYTHING.treatments) == len(knowledge.treatment_cautions())


def test_what_raises_a_caution_otherwise_than_by_a_finding_is_said():
    by_item = {caution.item: caution for section in EVERYTHING.needling for caution in section.cautions}
    assert "emergency" in by_item["Medical emergency"].raised_by
    assert "not wanting needles" in by_item["Does not want needles"].raised_by
    assert "for the clinician to ask" in by_item["Pacemaker"].raised_by
    assert by_item["Blood thinner"].raised_by == ""


def test_each_finding_is_there_with_all_its_phrases():
    shown = {finding.id: finding for group in EVERYTHING.findings for finding in group.findings}
    assert set(shown) == {finding.id for finding in knowledge.findings()}
    for entry in language.phrase_book().findings:
        row = shown[entry.finding].rows[0]
        for bits, written in ((row.english, entry.english.means), (row.spanish, entry.spanish.means)):
            put_together = ["".join(f"<{b.list_name}>" if b.list_name else b.words for b in bit) for bit in bits]
            assert put_together == list(written)


@pytest.mark.parametrize(
    ("trait", "words"),
    [
        ("lasting", "An old one counts"),
        ("new_only", "An old, unchanged one does not count"),
        ("recent_only", "One of long ago is read as past"),
        ("even_if_feared", "feared or imagined"),
        ("sided", "Left or right"),
        ("time", "the same words"),
        ("unless_in_sentence", "anywhere in the same sentence"),
    ],
)
def test_each_trait_of_a_finding_is_said_where_it_has_it(trait, words):
    shown = {finding.id: " ".join(finding.notes) for group in EVERYTHING.findings for finding in group.findings}
    having = [entry.finding for entry in language.phrase_book().findings if getattr(entry, trait)]
    assert having
    assert all(words in shown[finding] for finding in having)


def test_each_question_and_each_fact_about_signs_is_there_once():
    shown = [flag.id for section in EVERYTHING.flags for flag in section.flags]
    assert sorted(shown) == sorted(flag.id for flag in knowledge.red_flags())


def test_a_rule_that_nobody_has_signed_says_so_and_a_signature_would_be_shown():
    rows = [rule.provenance for level in EVERYTHING.levels for rule in level.rules]
    assert [row.signed_by for row in rows] == [
        RULES[rule.id].checked_by for level in EVERYTHING.levels for rule in level.rules
    ]
    assert all(row.source.startswith("http") and row.tier and row.checked and row.review for row in rows)


@pytest.mark.parametrize("group", GROUPS)
def test_the_filter_keeps_what_concerns_a_group_and_nothing_else(group):
    page = rules_page(group=group)
    wanted = {finding.id for finding in knowledge.findings() if finding.group == group}
    assert {finding.id for each in page.findings for finding in each.findings} == wanted
    kept = {rule.id for level in page.levels for rule in level.rules}
    concerned = {r.id for r in RULES.values() if wanted.intersection((*r.all_of, *r.any_of, *r.none_of))}
    assert kept == concerned
    assert group_words(group) != group


def test_the_lists_that_are_shown_are_those_that_phrases_use():
    written = language.phrase_book().lists
    few = [row.name for row in rules_page(group="impact").lists]
    assert "cannot" in few
    assert "saddle" not in few
    assert len(few) < len(written)
    assert EVERYTHING.lists == ()
    shown = {row.name for group in GROUPS for row in rules_page(group=group).lists}
    assert len(few) < len(shown) <= len(written)


@pytest.mark.parametrize("asked", ["", "nonsense", "red_flag'--"])
def test_a_group_that_is_none_shows_everything(asked):
    assert known_group(asked) == ""
