"""The notation the lexicon is written in."""

import pytest

from unpinch.language._book import build_book
from unpinch.language._finder import Finder
from unpinch.language._phrases import BadPhrase, Label, Match, Phrase, longest, parse

LABEL = Label("finding", "sign", "en")


def found(written, text, *, lists=None, skip=("my", "really"), barriers=("but", "not", ".")):
    """Give the words the phrase matches in the text, or None."""
    rows = {
        f"en:{name}": tuple(row for each in listed for row in parse(each, "en"))
        for name, listed in (lists or {}).items()
    }
    phrases = tuple(Phrase(LABEL, row) for row in parse(written, "en"))
    book = build_book(phrases=phrases, lists=rows, skip=frozenset(skip), barriers=frozenset(barriers))
    words = text.split()
    matches = list(Finder(book, [book.atoms_of(word) for word in words]).matches())
    return " ".join(words[matches[0].start : matches[0].end]) if matches else None


@pytest.mark.parametrize(
    ("written", "text", "match"),
    [
        ("numb", "it is numb here", "numb"),
        ("numb", "it is number here", None),
        ("numb*", "it is numbness here", "numbness"),
        ("leg|foot numb", "foot numb", "foot numb"),
        ("leg pain? left", "leg left", "leg left"),
        ("leg pain? left", "leg pain left", "leg pain left"),
        ("numb .. leg", "numb a b c leg", "numb a b c leg"),
        ("numb .. leg", "numb a b c d leg", None),
        ("numb ... leg", "numb a b c d e f g leg", "numb a b c d e f g leg"),
        ("numb ... leg", "numb a b c d e f g h leg", None),
        ("numb .. leg", "numb but leg", None),
        ("numb .. leg", "numb , leg", None),
        ("numb ,.. leg", "numb , leg", "numb , leg"),
        ("numb & leg", "leg is numb", "leg is numb"),
        ("numb & leg", "numb in leg", "numb in leg"),
        ("numb leg", "numb my really leg", "numb my really leg"),
        ("numb leg", "numb odd leg", None),
        ("walk !far|long", "walk far", None),
        ("walk !far|long", "walk my far", None),
        ("walk !far|long", "walk today", "walk"),
        ("walk !far|long", "walk", "walk"),
        ("(let go|know) it", "let go it", "let go it"),
        ("(let go|know) it", "know it", "know it"),
        ("(let go|know)? it", "it", "it"),
    ],
)
def test_a_phrase_matches_what_its_notation_says(written, text, match):
    assert found(written, text) == match


def test_a_list_gives_its_longest_phrase_first():
    lists = {"numb": ["no feeling", "no feeling left", "numb*"]}
    assert found("<numb> leg", "no feeling left leg", lists=lists) == "no feeling left leg"
    assert found("<numb> leg", "numbness leg", lists=lists) == "numbness leg"


@pytest.mark.parametrize(
    "written", ["leg|", "mo*", "!far leg", ".. leg", "!far", "leg?", "leg ..", "a & b & c", "leg? .. numb", ""]
)
def test_a_phrase_that_cannot_be_read_is_refused_by_name(written):
    with pytest.raises(BadPhrase) as refused:
        parse(written, "en")
    assert repr(written) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_list_is_refused_by_name():
    with pytest.raises(BadPhrase, match="en:nowhere"):
        found("<nowhere> leg", "leg")


def test_of_overlapping_matches_the_longest_is_kept_and_of_equals_the_first():
    short, long, other = Match(LABEL, 0, 2), Match(LABEL, 1, 4), Match(LABEL, 4, 5)
    assert longest([short, long, other]) == [long, other]
    assert longest([Match(LABEL, 1, 3), Match(LABEL, 0, 2)]) == [Match(LABEL, 0, 2)]
