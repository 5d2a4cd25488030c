"""What a clinician is shown of the lexicon is all of it, as written."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from unpinch import knowledge, language

DATA = Path(language.__file__).parent / "data"
ENTRIES = {
    name: entry
    for path in sorted((DATA / "findings").glob("*.toml"))
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
WORDINGS = {"": "means", "_absent": "absent", "_unless": "unless"}


def test_each_finding_of_the_vocabulary_is_there_once():
    shown = [entry.finding for entry in language.phrase_book().findings]
    assert sorted(shown) == sorted(finding.id for finding in knowledge.findings())


@pytest.mark.parametrize(("lang", "attribute"), [("en", "english"), ("es", "spanish")])
def test_each_phrase_is_shown_as_written(lang, attribute):
    for shown in language.phrase_book().findings:
        wordings = getattr(shown, attribute)
        for suffix, name in WORDINGS.items():
            assert list(getattr(wordings, name)) == ENTRIES[shown.finding].get(f"{lang}{suffix}", []), shown.finding


def test_nothing_that_is_written_about_a_finding_is_left_out():
    shown = {field.name for field in fields(language.FindingPhrases)}
    phrases = {f"{lang}{suffix}" for lang in ("en", "es") for suffix in WORDINGS}
    known = shown | phrases | {"unless_reach"}
    assert {key for entry in ENTRIES.values() for key in entry} <= known


def test_each_named_list_that_a_phrase_uses_can_be_read():
    book = language.phrase_book()
    written = " ".join(
        phrase
        for shown in book.findings
        for wordings in (shown.english, shown.spanish)
        for phrase in (*wordings.means, *wordings.absent, *wordings.unless)
    )
    for name in (part.split(">")[0] for part in written.split("<")[1:]):
        assert name in {each.name for each in book.lists}
