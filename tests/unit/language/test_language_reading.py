"""What a reading says of its places."""

import pytest

from unpinch.language._lexicon import lexicon
from unpinch.language._phrases import Label, Match
from unpinch.language._reading import once_a_match, read_text


def reading_of(text):
    return read_text(text, "en", lexicon())


def test_the_places_of_a_list_are_those_of_its_words():
    reading = reading_of("Left hip, right hip. The left one, and left again.")
    plain = [place for place in range(len(reading.tokens)) if reading.is_one_of(place, "side.left")]
    assert list(reading.places("side.left", 0, len(reading.tokens))) == plain
    assert list(reading.places("side.left", plain[1], plain[2])) == [plain[1]]


@pytest.mark.parametrize(
    ("start", "end", "holds"), [(0, 1, True), (1, 3, False), (1, 4, True), (-3, 0, False), (4, 99, False)]
)
def test_a_list_is_held_where_one_of_its_words_stands(start, end, holds):
    reading = reading_of("left hip and right knee")
    assert reading.holds(start, end, "side.left", "side.right") is holds


def test_every_place_is_in_its_sentence():
    reading = reading_of("It hurts. My leg is numb! Why?")
    for start, end in zip(reading.starts, (*reading.starts[1:], len(reading.tokens)), strict=True):
        assert {reading.sentence(place) for place in range(start, end)} == {(start, end)}


def test_what_is_asked_of_a_match_is_worked_out_once_for_each_match_and_text():
    class Asked:
        def __init__(self):
            self.worked_out = []

        @once_a_match
        def length(self, match):
            self.worked_out.append(match)
            return match.end - match.start

    label, other = Label("finding", "numbness", "en"), Label("finding", "weakness", "en")
    matches = [Match(label, 0, 2), Match(label, 0, 2), Match(other, 0, 2), Match(label, 0, 3)]
    first, second = Asked(), Asked()
    assert [first.length(match) for match in matches] == [2, 2, 2, 3]
    assert len(first.worked_out) == 3
    assert second.length(matches[0]) == 2
    assert len(second.worked_out) == 1
