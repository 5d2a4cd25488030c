"""The data files of the lexicon fit the vocabulary of the project."""

import pytest

from unpinch import knowledge
from unpinch.language import _lexicon, _phrases
from unpinch.language._reading import LONGEST_MATCH

LISTS = _lexicon._lists(_lexicon.read("words"))
INSURERS = {
    *("aetna", "anthem", "bcbs", "centene", "cigna", "humana", "kaiser", "medicaid", "medicare", "medicare_advantage"),
    *("tricare", "unitedhealthcare", "va", "workers_comp", "none", "other"),
}


def test_each_finding_of_the_vocabulary_has_its_words_and_no_other():
    assert set(_lexicon.lexicon().findings) == {finding.id for finding in knowledge.findings()}


def test_each_finding_can_be_heard_in_both_languages():
    heard = {
        (phrase.label.id, phrase.label.lang)
        for phrase in _lexicon.lexicon().book.phrases
        if phrase.label.kind == "finding"
    }
    assert heard == {(finding, lang) for finding in _lexicon.lexicon().findings for lang in ("en", "es")}


def test_each_treatment_has_its_names_and_no_other():
    wanted = {treatment.id for treatment in knowledge.treatments() if treatment.role == "treatment"}
    assert set(_lexicon.lexicon().treatments) == wanted


def test_regions_are_those_of_the_body_chart():
    known = {region.id for region in knowledge.body_regions()}
    named = {region for rule in _lexicon.lexicon().regions.values() for region in rule.regions}
    assert named <= known
    # The saddle area is asked about, never marked as merely sore.
    assert known - named == {"perineum_saddle"}


def test_insurers_are_the_words_of_the_contract():
    assert set(_lexicon.read("request")["insurer"]) == INSURERS


def test_findings_that_yield_or_imply_name_known_findings():
    rules = _lexicon.lexicon().findings
    for rule in rules.values():
        assert set(rule.yields_to) | set(rule.implies) <= set(rules)


def longest_row(row):
    return sum(
        piece.gap or 0 if piece.gap or piece.refused else longest_piece(piece) + _phrases.MOST_FILLERS for piece in row
    )


def longest_piece(piece):
    inner = [longest_row(row) for row in piece.rows]
    inner += [longest_row(row) for name in piece.lists for row in LISTS[name]]
    return max([1, *inner])


def test_no_phrase_spans_more_words_than_the_engine_looks_back():
    assert max(longest_row(phrase.pieces) for phrase in _lexicon.lexicon().book.phrases) <= LONGEST_MATCH


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("blader", "bladder"),
        ("numbnes", "numbness"),
        ("incontinance", "incontinence"),
        ("genitlas", "genitals"),
        ("fver", "fver"),  # too short to be sure
        ("ladder", "ladder"),
        ("cancel", "cancel"),
        ("human", "human"),
        ("message", "message"),
        ("election", "election"),
    ],
)
def test_slips_are_mended_and_right_words_left_alone(written, mended):
    assert _lexicon.lexicon().spelling.mend(written, "en") == mended
