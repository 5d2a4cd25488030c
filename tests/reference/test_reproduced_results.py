"""Published effects come out of the rows of the trials within rounding, or the page says why they do not."""

import pytest

from benchmarks.validate_pooling import DOCUMENT, PRINTED, document, is_within_rounding, reproduced
from unpinch import knowledge

FOUND = reproduced()


@pytest.mark.parametrize("one", FOUND, ids=lambda one: one.name)
def test_a_published_effect_comes_out_as_the_file_says(one):
    assert one.is_hit == (one.expected == "hit"), (one.printed, one.ours)
    assert one.is_hit or one.remark


def test_a_pooled_result_and_single_trials_are_met():
    assert any(one.is_hit and one.model and one.trials == 4 for one in FOUND)
    assert sum(one.is_hit for one in FOUND) == 13


def test_a_miss_is_a_miss_by_little_or_said_to_be_of_other_numbers():
    for one in FOUND:
        if not one.is_hit:
            assert abs(float(one.printed[0]) - one.ours[0]) < 0.25


@pytest.mark.parametrize(
    ("printed", "number", "is_within"),
    [
        ("-10.21", -10.2149, True),
        ("-10.21", -10.2151, False),
        ("2.1", 2.05, True),
        ("2.1", 2.04, False),
        ("3", 3.4, True),
    ],
)
def test_rounding_is_by_the_last_digit_printed(printed, number, is_within):
    assert is_within_rounding(printed, number) is is_within


def test_the_committed_page_is_what_would_be_written_now():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "write it again: python -m benchmarks.validate_pooling"


def test_the_page_lists_every_pooled_result():
    page = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"| `{row.id}` |" in page for row in knowledge.pooled_results())
    assert PRINTED.is_file()
