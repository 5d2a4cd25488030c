"""References, links and addresses that lead somewhere, and those that do not."""

import pytest

from unpinch import evidence
from unpinch.knowledge import articles
from unpinch.knowledge.articles import _check
from unpinch.knowledge.articles._references import CONDITIONS

from .conftest import FIRST_LINE

GOOD = [
    "{effect dry_needling vs sham_needling pain short}",
    "{effect acupuncture vs usual_medicines improved any}",
    "{effect antidepressant vs placebo_drug function medium in low_back_pain}",
    "{pooled gattie2017-pain}",
    "{harm brady2014-any}",
    "{time tc_dn_72h}",
    "{claim c17}",
    "{cover ncd_12_90}",
    "{scope TX physical_therapist}",
    "{guideline nice2016-acupuncture}",
    "{trial tabatabaiee2019-001}",
    "{treatment acupuncture}",
    "{prevalence atlas_sciatica}",
    "{test slump_majlesi}",
    "{caution nsaid_pregnant}",
    "{needling haz_piriformis hazard}",
    "{triage saddle what_to_do}",
]
WRONG = [
    ("{claims c17}", "there is no kind 'claims'; use one of caution, cite, claim,"),
    ("{claim c99}", "claims.csv has no row 'c99'"),
    ("{claim}", "write {claim ID}, with one id of claims.csv"),
    ("{claim c17 c18}", "write {claim ID}"),
    ("{effect dry_needling sham_needling pain short}", "write {effect TREATMENT vs COMPARATOR OUTCOME HORIZON}"),
    ("{effect cupping vs sham_needling pain short}", "'cupping' is not a treatment of treatments.csv"),
    ("{effect dry_needling vs tea pain short}", "'tea' is not a comparator of compared_with.csv"),
    ("{effect dry_needling vs sham_needling joy short}", "'joy' is not an outcome"),
    ("{effect dry_needling vs sham_needling pain soon}", "'soon' is not a horizon"),
    ("{effect dry_needling vs sham_needling pain short in neck}", "'neck' is not a condition"),
    ("{effect dry_needling vs sham_needling pain short for sciatica}", "write {effect"),
    ("{pooled nope}", "pooled_results.csv has no row 'nope'"),
    ("{harm nope}", "harms.csv has no row 'nope'"),
    ("{time nope}", "time_course.csv has no row 'nope'"),
    ("{cover nope}", "coverage.csv has no row 'nope'"),
    ("{cover cpt_20560}", "is no payer's answer"),
    ("{scope TX}", "write {scope STATE SPECIALTY}"),
    ("{scope ZZ physical_therapist}", "scope_of_practice.csv has no row for ZZ physical_therapist"),
    ("{guideline nope}", "guidelines.csv has no row 'nope'"),
    ("{trial nope}", "trials.csv has no row 'nope'"),
    ("{treatment nope}", "treatments.csv has no row 'nope'"),
    ("{prevalence nope}", "prevalence.csv has no row 'nope'"),
    ("{test motor_testing_tawa}", "lacks a number"),
    ("{caution nope}", "treatment_cautions.csv has no row 'nope'"),
    ("{needling haz_piriformis}", "write {needling ID PART}"),
    ("{needling haz_piriformis item}", "write {needling ID PART}"),
    ("{needling nope ask}", "needling_safety.csv has no row 'nope'"),
    ("{needling medical_emergency ask}", "ask of medical_emergency in needling_safety.csv is empty"),
    ("{triage saddle}", "write {triage ID why}"),
    ("{triage nope why}", "triage_rules.csv has no row 'nope'"),
    ("Words {cite}.", "write {cite KIND ...}"),
    ("Words {cite table claims}.", "write {cite KIND ...}"),
    ("Words {cite claim c99}.", "claims.csv has no row 'c99'"),
    ("We hold {count trials}.", "write {count trials TREATMENT}"),
    ("We hold {count trials tea}.", "'tea' is not a treatment"),
    ("We hold {count tea}.", "what is counted is one of"),
    ("We hold {count claims true}.", "write {count claims}"),
    ("We hold {count states no}.", "write {count states}"),
    ("Is it safe {question yes}?", "a mark stands alone in its braces"),
    ("{table}", "a table is one of claims, cover,"),
    ("{table nope}", "a table is one of claims, cover,"),
    ("{table harms}", "write {table harms TREATMENT}"),
    ("{table harms sham_needling}", "'sham_needling' is not a treatment"),
    ("{table side_by_side dry_needling}", "write {table side_by_side TREATMENT TREATMENT}"),
    ("{table pooled dry_needling half}", "write {table pooled TREATMENT}"),
    ("{table red_flags now}", "write {table red_flags LEVEL}"),
    ("{table scope TX}", "write {table scope} and nothing more"),
]


@pytest.mark.parametrize("reference", GOOD)
def test_a_reference_to_a_fact_is_taken_and_may_be_cited(said, reference):
    assert said(reference) == ()
    assert said(f"It helps {{cite {reference[1:]}.") == ()


@pytest.mark.parametrize(
    "reference",
    ["{table harms exercise}", "{table pooled acupuncture other}", "{table red_flags same_day}", "{table muscles}"],
)
def test_a_table_of_facts_is_taken(said, reference):
    assert said(reference) == ()


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_reference_that_leads_nowhere_is_refused_with_its_line(said, text, words):
    found = said(f"Plain words.\n\n{text}", questions="1" if "{question" in text else "0")
    assert len(found) == 1
    assert found[0].startswith(f"en/needles.md, line {FIRST_LINE + 2}: {{")
    assert words in found[0]


@pytest.mark.parametrize(
    "target", ["https://example.org/x", "article:nope", "page:nope", "page:treatment/tea", "needles", "article:"]
)
def test_a_link_leads_to_a_page_of_ours_or_is_refused(said, target):
    [problem] = said(f"See [this]({target}).")
    assert f"{target!r} leads nowhere" in problem


def test_links_to_articles_and_pages_are_taken(said):
    assert (
        said(
            "See [this](article:needles#what), [](article:needles), [that](page:options), [it](page:treatment/massage)."
        )
        == ()
    )
    [problem] = said("See [](page:options).")
    assert "the link to 'page:options' has no words" in problem


def test_an_address_on_the_page_comes_once(said):
    [problem] = said("Text.\n\n## More {#what}\n\nText.")
    assert problem == f"en/needles.md, line {FIRST_LINE + 2}: #what comes twice. Name each section once."


def test_one_article_that_cannot_be_read_hides_no_problem_of_another(write):
    write("It helps.", name="b")
    found = articles.problems(folder=write("> No.", name="a").parent)
    assert [line.split(",")[0] for line in found] == ["en/a.md", "en/b.md"]


def test_conditions_are_those_of_the_comparison():
    assert set(CONDITIONS) == set(evidence.CONDITIONS)
    assert {article.condition for article in articles.articles()} <= set(CONDITIONS)


def test_the_check_of_the_knowledge_names_a_bare_claim(write, monkeypatch):
    from datetime import date

    from unpinch import knowledge

    folder = write("Dry needling cures sciatica.").parent
    monkeypatch.setattr(_check, "FOLDER", folder.parent)
    [problem] = knowledge.check(today=date(2026, 11, 22))
    assert problem.startswith(f"en/needles.md, line {FIRST_LINE}: 'cures' (benefit)")
