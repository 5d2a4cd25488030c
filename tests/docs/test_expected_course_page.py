"""The page on the expected course shows the curve as it is now."""

from pathlib import Path

from benchmarks.validate_course import DOCUMENT, published_lines


def test_the_published_figures_are_those_of_the_facts():
    assert "\n".join(published_lines()) in Path(DOCUMENT).read_text(encoding="utf-8")
