"""An article on disk, made of its fields and its Markdown."""

import pytest

from unpinch.knowledge import articles

FIELDS = {
    "title": "Needles",
    "lead": "What they are.",
    "condition": "sciatica",
    "order": "1",
    "questions": "0",
    "definitions": "0",
}
# The fields take six lines between two of ---, and a line is left free: the heading is in line 10.
FIRST_LINE = 12


@pytest.fixture
def write(tmp_path):
    """Give a function that writes an article with one section and gives its path."""

    def write_article(body: str, *, name: str = "needles", heading: str = "## What? {#what}", **fields: str):
        folder = tmp_path / "en"
        folder.mkdir(exist_ok=True)
        top = "\n".join(f"{key}: {value}" for key, value in {**FIELDS, **fields}.items() if value)
        path = folder / f"{name}.md"
        path.write_text(f"---\n{top}\n---\n\n{heading}\n\n{body}\n", encoding="utf-8")
        return path

    return write_article


@pytest.fixture
def said(write):
    """Give a function that says the problems of an article with this text."""

    def problems_of(body: str, **fields: str):
        return articles.problems(folder=write(body, **fields).parent)

    return problems_of
