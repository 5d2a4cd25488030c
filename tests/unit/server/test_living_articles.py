"""Living articles as they are drawn: every fact by reference, resolved at that moment, with its source and its day."""

import re
from datetime import date

import pytest

from unpinch import evidence, knowledge
from unpinch.evidence import _compare, _own_effects
from unpinch.knowledge import articles
from unpinch.knowledge.articles import Reference
from unpinch.server.web.presenters import living_counts, living_effects, living_tables
from unpinch.server.web.presenters.living_article import drawn_article, living_article, living_slugs
from unpinch.server.web.presenters.living_effects import effect_drawn
from unpinch.server.web.presenters.living_facts import sentence_drawn

SLUGS = [article.slug for article in articles.articles()]
NEEDLING = "dry-needling-for-sciatica"


@pytest.fixture(autouse=True)
def _forget_what_was_computed():
    yield
    _compare._compared.cache_clear()
    _own_effects.own_evidence.cache_clear()


@pytest.fixture
def article_of(tmp_path):
    """Give a function that draws an article with one section of this text."""

    def draw(body: str, **fields: str):
        top = {
            "title": "T",
            "lead": "L",
            "condition": "sciatica",
            "order": 1,
            "questions": 0,
            "definitions": 0,
        } | fields
        lines = "\n".join(f"{name}: {value}" for name, value in top.items())
        path = tmp_path / "one.md"
        path.write_text(f"---\n{lines}\n---\n\n## What? {{#what}}\n\n{body}\n", encoding="utf-8")
        return drawn_article(articles.read_article(path=path))

    return draw


def lines_of(article):
    return [line for section in article.sections for block in section.blocks for line in block.lines]


def effect(words, condition="sciatica"):
    return effect_drawn(Reference("effect", tuple(words.split()), 1), condition)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_is_drawn_whole(slug):
    article = living_article(slug)
    said = " ".join(article.said())
    assert not re.search(r"[{}\ue000-\uf8ff]", said)
    assert not re.search(r"\s[.,;:?!](\s|$)|\.\.|\b(None|nan)\b", said)
    assert article.title
    assert article.lead
    assert "not yet reviewed by a clinician" in article.checked
    assert all(section.heading and section.blocks for section in article.sections)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_fact_has_its_source_one_step_away_and_the_day_it_was_read(slug):
    for line in lines_of(living_article(slug)):
        facts = [piece for piece in line.pieces if piece.fact]
        assert bool(line.sources) >= bool(facts)
        for one in line.sources:
            assert re.match(r"https?://|/evidence/", one.source.address)
            if one.source.address.startswith("http"):
                date.fromisoformat(one.source.checked)
        if len(line.sources) > 1:
            assert [one.number for one in line.sources] == list(range(1, len(line.sources) + 1))
            assert all(piece.numbers for piece in facts)


def test_numbers_lead_to_the_right_sources(article_of):
    [line] = lines_of(article_of("{claim c17} {claim c36} {claim c02}"))
    addresses = {one.number: one.source.address for one in line.sources}
    facts = {piece.fact: piece.numbers for piece in line.pieces if piece.fact}
    for name in ("c17", "c36", "c02"):
        claim = evidence.claim(id=name)
        assert [addresses[number] for number in facts[claim.wording]] == [claim.source_url]


def test_a_cited_fact_adds_its_source_and_no_words(article_of):
    [line] = lines_of(article_of("Needling may help {cite claim c17}."))
    assert line.said() == "Needling may help."
    assert [one.source.address for one in line.sources] == [evidence.claim(id="c17").source_url]


def test_marks_are_not_drawn(article_of):
    [line] = lines_of(article_of("Does it help? {question} Relief is less pain {definition}."))
    assert line.said() == "Does it help? Relief is less pain."


def test_a_link_without_words_has_the_title_of_its_article(article_of):
    [line] = lines_of(article_of(f"See [](article:{NEEDLING}#risks), [options](page:options)."))
    assert line.said() == "See Dry needling for sciatica, options."
    assert [piece.href for piece in line.pieces if piece.href] == [f"/learn/{NEEDLING}/#risks", "/options/"]


def test_a_changed_pooled_result_changes_the_drawn_number(article_of, monkeypatch):
    text = "{effect acupuncture vs usual_medicines pain any}"
    [before] = lines_of(article_of(text))
    rows = tuple(
        row.model_copy(update={"estimate": -3.33, "ci_low": -4.5, "ci_high": -2.25}) if row.id == "ji2015-pain" else row
        for row in knowledge.pooled_results()
    )
    monkeypatch.setattr(knowledge, "pooled_results", lambda: rows)
    _compare._compared.cache_clear()
    [after] = lines_of(article_of(text))
    assert "by 1.25 points" in before.said()
    assert "by 3.33 points" in after.said()
    assert "between 2.25 and 4.5" in after.said()


def test_a_changed_trial_changes_our_own_pooled_number(article_of, monkeypatch):
    text = "{effect exercise vs spinal_manipulation pain medium in low_back_pain}"
    [before] = lines_of(article_of(text))
    pools = evidence.own_evidence(treatment="exercise", condition="low_back_pain").pools
    pool = next(one for one in pools if one.key.versus == "spinal_manipulation" and one.key.horizon == "medium")
    changed = pool.trials[0].score.rows[0]
    rows = tuple(
        row.model_copy(update={"mean": row.mean + 5}) if row.id == changed and row.mean is not None else row
        for row in knowledge.trials()
    )
    assert rows != knowledge.trials()
    monkeypatch.setattr(knowledge, "trials", lambda: rows)
    _own_effects.own_evidence.cache_clear()
    [after] = lines_of(article_of(text))
    assert re.findall(r"[\d.]+", before.said()) != re.findall(r"[\d.]+", after.said())
    assert "pooled by us from" in before.sources[0].source.notes[0]


def test_a_trial_that_is_added_is_counted(article_of, monkeypatch):
    [before] = lines_of(article_of("We hold {count trials dry_needling} trials."))
    row = next(row for row in knowledge.trials() if row.trial == "tabatabaiee2019")
    added = row.model_copy(update={"id": "new2027-001", "trial": "new2027", "study": "new2027"})
    rows = (*knowledge.trials(), added)
    monkeypatch.setattr(knowledge, "trials", lambda: rows)
    [after] = lines_of(article_of("We hold {count trials dry_needling} trials."))
    assert (before.said(), after.said()) == ("We hold 4 trials.", "We hold 5 trials.")


def test_our_own_pooled_result_comes_before_a_published_one(monkeypatch):
    row = next(row for row in knowledge.pooled_results() if row.id == "enke2018-back-pain")
    beside = row.model_copy(update={"id": "x2027", "treatment": "antidepressant", "horizon": knowledge.Horizon.SHORT})
    rows = (*knowledge.pooled_results(), beside)
    monkeypatch.setattr(knowledge, "pooled_results", lambda: rows)
    _compare._compared.cache_clear()
    drawn = effect("antidepressant vs placebo_drug pain short in low_back_pain")
    assert drawn.sources[0].notes[0].startswith("pooled by us from ")


def test_a_number_leads_to_the_page_that_shows_how_it_came_about():
    [source, *_others] = effect("acupuncture vs sham_needling pain short").sources
    assert source.more.startswith("/evidence/ours-acupuncture-sham_needling-sciatica-leg_pain_intensity-short")
    assert effect("exercise vs stay_active pain any").sources[0].more == "/evidence/fernandez2015-leg-pain/"


def test_people_with_the_condition_come_before_others():
    drawn = effect("acupuncture vs sham_needling pain short")
    assert drawn.sources[0].notes[0] == "one trial"
    assert drawn.sources[0].notes[2] == "in whom: People with sciatica"


def test_it_says_where_no_trial_was_found_and_where_trials_give_no_numbers():
    none = effect("muscle_relaxant vs placebo_drug pain any")
    assert str(none.words) == (
        "We found no trial of muscle relaxant against a dummy medicine that we could read, on pain at any time."
    )
    assert none.sources[0].address == "/evidence/?treatment=muscle_relaxant"
    unusable = effect("dry_needling vs exercise pain short")
    assert str(unusable.words).startswith("Trials of dry needling against exercise do not give the numbers")
    assert str(unusable.words).endswith("on pain within 6 weeks.")


def test_a_range_wider_than_the_scale_is_said_to_tell_nothing():
    known = evidence.own_evidence(treatment="opioid", condition="low_back_pain").pools
    pool = next(one for one in known if one.effect.ci is not None and one.effect.ci[1] - one.effect.ci[0] > 100)
    assert "together they tell nothing" in str(living_effects.told(pool.effect).words)
    narrow = evidence.pooled(id="oliveira2020-leg-pain")
    assert living_effects.told(narrow).words == narrow.sentence


def test_a_result_of_several_treatments_says_so_in_the_sentence():
    told = effect("dry_needling vs no_treatment pain short")
    assert "Several treatments were put together here, and this is only one of them." in str(told.words)


def test_a_result_from_other_people_says_so_in_the_sentence():
    told = living_effects.told(evidence.pooled(id="gattie2017-pain"))
    assert str(told.words).endswith("Seen in others: People with muscle and joint pain in any part of the body.")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("scope TX physical_therapist", "Physical therapist in TX: may dry needle, as far as we read."),
        ("scope CA physical_therapist", "may not dry needle"),
        ("scope MI physical_therapist", "could not tell"),
        ("scope TN occupational_therapist", "within limits"),
        ("cover ncd_12_90", "Medicare (NCD 30.3.3) pays: Up to 12 visits in 90 days for chronic low back pain."),
        ("test slump_majlesi", "Slump test: seen in 84 of 100 people with herniated disc, and in 11 of 100 without."),
        ("needling piriformis_lateral hazard", "Piriformis, needle toward the hip: it never touched the nerve"),
        ("trial tabatabaiee2019-001", "One trial (32 people, 2019), US-guided dry needling"),
        ("needling haz_piriformis hazard", "Piriformis: sciatic nerve nearby."),
        ("prevalence disc_herniation_specialist", "Herniated disc: 77.8%. Counted in 116 people"),
    ],
)
def test_facts_are_put_into_plain_words(reference, words):
    kind, *rest = reference.split()
    assert words in str(sentence_drawn(Reference(kind, tuple(rest), 1), "sciatica").words)


def test_every_kind_of_reference_can_be_drawn():
    from unpinch.server.web.presenters.living_facts import _DRAWN

    assert set(_DRAWN) == set(articles.SENTENCE_KINDS)
    assert set(living_tables._TABLES) == set(articles.TABLES)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("claims", lambda: len(knowledge.claims())),
        ("claims partly", lambda: sum(row.verdict == "partly" for row in knowledge.claims())),
        ("states", lambda: 51),
        ("largest_trial dry_needling", lambda: 44),
        ("pooled epidural_steroid", lambda: 3),
    ],
)
def test_counts_come_from_the_files(words, count):
    drawn = living_counts.count_drawn(Reference("count", tuple(words.split()), 1), "sciatica")
    assert drawn.words == str(count())


def test_a_table_without_rows_says_that_nothing_was_found(article_of):
    [line] = lines_of(article_of("{table harms exercise}"))
    assert line.said().startswith("We found no count of unwanted effects of this: Exercise on its own.")
    assert line.sources[0].source.address == "/evidence/files/harms.csv"


def test_each_treatment_has_its_page():
    named = {word for article in articles.articles() for reference in article.references() for word in reference.words}
    treatments = {row.id for row in knowledge.treatments() if row.role == "treatment"}
    own_page = {
        reference.words[0]
        for article in articles.articles()
        for reference in article.references()
        if reference.kind == "treatment"
    }
    assert treatments <= named
    assert treatments <= own_page


def test_the_route_of_the_older_page_is_the_article():
    assert NEEDLING in living_slugs()
