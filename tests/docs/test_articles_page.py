"""The page on writing articles names every reference there is, and its example has no fault."""

import re
from pathlib import Path

from unpinch.knowledge import articles

PAGE = (Path(__file__).parents[2] / "docs" / "knowledge" / "articles.md").read_text(encoding="utf-8")


def test_every_reference_is_named_and_no_other():
    kinds = set(re.findall(r"^\| `\{(\w+)", PAGE, flags=re.MULTILINE))
    assert kinds == set(articles.SENTENCE_KINDS)
    inside = set(re.findall(r"`\{(cite|count|question|definition)\b", PAGE))
    assert inside == {*articles.INLINE_KINDS, *articles.MARKERS}
    assert set(re.findall(r"`\{table (\w+)", PAGE)) == set(articles.TABLES)


def test_the_example_is_an_article_without_fault(tmp_path):
    example = PAGE.split("```markdown\n")[1].split("```")[0]
    (tmp_path / "example.md").write_text(example, encoding="utf-8")
    assert articles.problems(folder=tmp_path) == ()
