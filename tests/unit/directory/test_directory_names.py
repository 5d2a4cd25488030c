"""Words that are nearly alike: the index leaves out none that letter by letter comparison would find."""

import numpy as np
import pytest
from rapidfuzz.distance import OSA

from tests.unit.directory.provider_file import build, person, search
from unpinch.directory import _match_names, _names

STEMS = (
    "RODRIGUEZ",
    "ANDERSON",
    "TEAPOT",
    "SMYTHE",
    "LI",
    "KITE",
    "MISSISSIPPI",
    "AANANDA",
    "WOLFESCHLEGELSTEINHAUSENBERGERDORFF",
)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Give a snapshot with hundreds of words that differ from each other in a few letters."""
    chance = np.random.default_rng(3)
    words = {_changed(stem, chance) for stem in STEMS for _ in range(60)} | set(STEMS)
    rows = [person(number, last_name=word) for number, word in enumerate(sorted(words))]
    return build(tmp_path_factory.mktemp("many"), *rows)


def _changed(word, chance):
    """Give a word with up to three letters put in, taken out, swapped or made others."""
    letters = list(word)
    for _ in range(int(chance.integers(0, 4))):
        place, letter = int(chance.integers(len(letters))), chr(65 + int(chance.integers(26)))
        kind = int(chance.integers(4))
        if kind == 0:
            letters.insert(place, letter)
        elif kind == 1 and len(letters) > 2:
            del letters[place]
        elif kind == 2:
            letters[place] = letter
        elif place:
            letters[place - 1 : place + 1] = letters[place], letters[place - 1]
    return "".join(letters)


def test_no_word_that_may_be_meant_is_left_out(many):
    words = many.words.column("word")
    chance = np.random.default_rng(4)
    for asked in [*STEMS, *(_changed(stem, chance) for stem in STEMS * 8)]:
        if len(asked) < 2:
            continue
        allowed = _match_names.letters_that_may_differ(asked)
        distances = {place: OSA.distance(asked, word) for place, word in enumerate(words)}
        expected = {place: distance for place, distance in distances.items() if distance <= allowed}
        number, differing = _match_names.similar_words(snapshot=many, word=asked)
        assert dict(zip(number.tolist(), differing.tolist(), strict=True)) == expected


def test_most_words_are_not_compared(many):
    letters = _names.letters_of(many.words.column("word"))
    alike = np.bitwise_count(letters ^ _names.letters_of(["RODRIGUEZ"])[0]) <= 4
    assert 0 < alike.sum() < len(letters) / 4


def test_initials_are_those_of_any_word(many):
    assert (
        search(many, name="s teapot", within_miles=1).total == search(many, name="sample teapot", within_miles=1).total
    )
    assert search(many, name="s").total == search(many).total
    assert search(many, name="s q").total <= search(many, name="q").total
