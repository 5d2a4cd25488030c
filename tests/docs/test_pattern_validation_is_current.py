"""The kept figures of the pattern model are those of the code of today, as far as a test has time for."""

from benchmarks.validate_patterns import published_cases, rounded
from unpinch import patterns


def test_the_published_cases_rank_as_the_kept_figures_say():
    kept = patterns.kept_validation()["cases"]
    assert rounded(list(published_cases())) == kept, "Run `make validate`."
