"""Invented stories of a wanted length, made of the sentences of the table; the same for the same seed."""

import random  # noqa: TID251  # a benchmark throws its own dice, with a seed
from collections.abc import Iterator

from tests.mutations import SENTENCES

SHORTEST_WORDS, LONGEST_WORDS = 20, 200
# One sentence of five says nothing about pain, as in people's own stories.
FILLER_SHARE = 0.2
FILLER = (
    "Thanks for reading this.",
    "Hello everyone, first post here.",
    "I live upstairs with two cats.",
    "The weather has been nice.",
    "My neighbour said I should write it all down.",
    "We moved house in the spring.",
    "Gracias por leerme.",
)


def stories(*, count: int, seed: int) -> Iterator[str]:
    """Give stories of 20 to 200 words, each length as often as the others."""
    dice = random.Random(seed)
    for _ in range(count):
        wanted = dice.randint(SHORTEST_WORDS, LONGEST_WORDS)
        words: list[str] = []
        while len(words) < wanted:
            words += _sentence(dice).split()
        yield " ".join(words[:wanted])


def story_of(*, characters: int, seed: int) -> str:
    """Give one story of so many characters."""
    dice = random.Random(seed)
    # More than enough: the shortest sentence has nine characters.
    sentences = [_sentence(dice) for _ in range(characters // 4 + 1)]
    return " ".join(sentences)[:characters]


def _sentence(dice: random.Random) -> str:
    sentence = dice.choice(FILLER if dice.random() < FILLER_SHARE else SENTENCES)
    return sentence if sentence[-1] in ".!?" else f"{sentence}."
