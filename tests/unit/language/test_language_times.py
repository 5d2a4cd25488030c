"""Lengths of time, at their edges."""

import pytest

from unpinch.language._lexicon import lexicon
from unpinch.language._reading import read_text
from unpinch.language._time import all_times, is_year_named, spans


def days(text, language="en"):
    return [span.days for span in spans(all_times(read_text(text, language, lexicon())))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for six weeks", [42]),
        ("three months", [90]),
        ("a year", [365]),
        ("since yesterday", [1]),
        ("2-3 weeks", [21]),
        ("two to three weeks", [21]),
        ("a month", [30]),
        ("a couple of days", [2]),
        ("half a year", [182]),
        ("a year and a half", [548]),
        ("two and a half months", [75]),
        ("twenty five days", [25]),
        ("6wks", [42]),
        ("last month", [30]),
        ("two hours", []),
        ("since May", []),
        ("ten days after the birth", []),
        ("every two weeks", []),
        ("eight hours a day", []),
        ("36 years old", []),
        ("45 years", [16425]),
        ("46 years", []),
    ],
)
def test_a_length_of_time_is_read_in_days(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("hace veinte días", [20]), ("desde ayer", [1]), ("un mes y medio", [45]), ("once semanas", [77])],
)
def test_a_length_of_time_is_read_in_spanish(text, expected):
    assert days(text, "es") == expected


def test_once_is_no_number_in_english():
    assert days("once weeks") == []


def test_so_long_ago_is_told_from_for_so_long():
    ago, long = spans(all_times(read_text("three weeks ago. for three weeks", "en", lexicon())))
    assert (ago.ago, long.ago, long.led) == (True, False, True)


def test_a_year_counts_only_where_a_year_is_meant():
    reading = read_text("in 2009, 2009 steps, in 1850", "en", lexicon())
    assert [place for place in range(len(reading.tokens)) if is_year_named(reading, place)] == [1]
