"""The documents about the knowledge files agree with the files."""

import re
from pathlib import Path

import pytest

from unpinch import knowledge
from unpinch.knowledge._files import FILES

DOCS = Path(__file__).parents[2] / "docs" / "knowledge"


WRITE_FILES = "python -c 'from unpinch import knowledge; print(knowledge.schema_page())' > docs/knowledge/files.md"
WRITE_WEAK = "unpinch knowledge weak-sources > docs/knowledge/weak-sources.md"


@pytest.mark.parametrize(
    ("page", "write", "how"),
    [
        ("weak-sources.md", knowledge.weak_sources_page, WRITE_WEAK),
        ("files.md", knowledge.schema_page, WRITE_FILES),
    ],
)
def test_the_committed_page_is_what_would_be_written_now(page, write, how):
    assert (DOCS / page).read_text(encoding="utf-8").rstrip() == write().rstrip(), f"write it again: {how}"


def test_the_overview_names_every_file_once_and_no_other():
    overview = (DOCS / "README.md").read_text(encoding="utf-8")
    table = overview.split("## What each file holds")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+\.csv)`", table, flags=re.MULTILINE) == list(FILES)


def test_the_overview_tells_the_truth_about_signatures():
    unsigned = all(
        row.checked_by == ""
        for file, kind in FILES.items()
        for row in knowledge.load(kind, file)
        if isinstance(row, knowledge.Fact)
    )
    overview = (DOCS / "README.md").read_text(encoding="utf-8")
    assert ("No clinician has signed a row yet" in overview) is unsigned


def test_links_of_the_overview_lead_somewhere():
    for link in re.findall(r"\]\(([^)]+)\)", (DOCS / "README.md").read_text(encoding="utf-8")):
        assert (DOCS / link).is_file(), link
