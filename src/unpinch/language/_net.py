"""
The second net: a small linear model that suspects a warning sign where no phrase of the lexicon foresaw the wording.

It looks at one sentence at a time, at its words, neighbouring words and pieces of words, and what it suspects is passed
on as a suspicion, with the sentence it came from. Sentences whose meaning is bent (denied, feared, past, of another
person, a figure of speech) are left out. The model is plain data, `data/net.json`, made by
`scripts/train_second_net.py` from the labelled texts whose digest it names; the same text always gives the same answer.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from unpinch.kernel import Finding, FindingStatus

from ._phrases import Label, Match
from ._reading import unless
from ._story import Story
from ._tokens import BREAKS, Token

NET = Path(__file__).parent / "data" / "net.json"
_SHORTEST_PIECE, _LONGEST_PIECE = 3, 5
_HUNDREDTHS = 100
# Wide enough for the sum of thousands of weights, and what is added so that no sum is below zero.
_LANE_BITS = 40
_LIFT = 1 << _LANE_BITS - 1
# What bends a meaning, and what looks like it and does not.
_BENDS = {
    "cue.denied_before": "cue.not_a_denial",
    "cue.imagined_before": "cue.not_imagined",
    "cue.past_before": "cue.not_past",
    "cue.past_after": "cue.not_past",
    "cue.long_standing": "cue.changed",
    "cue.idiom": "",
    "cue.animal": "",
    "cue.denied_after": "",
    "cue.denied_outright": "",
    "cue.none_of_it": "",
    "cue.retracted": "",
    "cue.if": "cue.not_if",
    "cue.told_to": "",
    "cue.imagined_after": "",
    "cue.anybody": "",
    "cue.past_frame": "cue.not_past",
    "cue.almost": "",
    "cue.not_me": "",
}
_ANY = Label("suspected", "", "")
# Of these a harmless meaning beside it never rules out the sign: too much is lost where one is missed.
_NEVER_HARMLESS = {"saddle_numbness", "bladder_trouble", "bowel_trouble", "sexual_change", "both_legs_weak"}
# A sentence of fewer words says too little, of more words too many things, to be judged as one.
_FEWEST_WORDS, _MOST_WORDS_IN_A_SENTENCE = 3, 60


@dataclass(frozen=True)
class Net:
    """
    The model: `signs` in order, their `bias`, and for each feature the signs it speaks for or against.

    `weights` gives for a feature the number of a sign and its weight, the number of the next and its weight, ...

    `threshold` is the probability from which a sign is suspected.
    """

    signs: tuple[str, ...]
    bias: tuple[float, ...]
    threshold: float
    weights: Mapping[str, Sequence[float]]

    @cached_property
    def lanes(self) -> Mapping[str, int]:
        """Give for each feature all its weights in one number, see `_Lanes`."""
        return _Lanes(self.weights)

    def pieces_of(self, word: str) -> frozenset[str]:
        """Give the pieces of a word; only those of the model's own words are remembered, never what a person typed."""
        if word in self._pieces:
            return self._pieces[word]
        found = pieces(word)
        if word in self.weights:
            self._pieces[word] = found
        return found

    @cached_property
    def _pieces(self) -> dict[str, frozenset[str]]:
        return {}

    def scores(self, seen: Iterable[str]) -> list[float]:
        """Give what some features weigh for each sign."""
        # Each lane is lifted above zero, so that none borrows from the next.
        sums = sum(map(self.lanes.__getitem__, self.weights.keys() & seen), start=self._lifted)
        lane = (1 << _LANE_BITS) - 1
        shifts = range(0, _LANE_BITS * len(self.signs), _LANE_BITS)
        return [((sums >> shift & lane) - _LIFT) / _HUNDREDTHS for shift in shifts]

    @cached_property
    def _lifted(self) -> int:
        return sum(_LIFT << _LANE_BITS * sign for sign in range(len(self.signs)))


class _Lanes(dict[str, int]):
    """
    The weights of a feature, side by side in one whole number, in hundredths: adding two adds those of every sign.

    A sentence has some hundred features: one addition each, and not one for each sign, takes a fifth of the time. The
    sums are exact, so that their order does not matter. Each is made when it is first asked for.
    """

    def __init__(self, weights: Mapping[str, Sequence[float]]) -> None:
        self._weights = weights

    def __missing__(self, feature: str) -> int:
        pairs = self._weights[feature]
        signs = zip(pairs[::2], pairs[1::2], strict=True)
        self[feature] = sum(round(_HUNDREDTHS * weight) << _LANE_BITS * int(sign) for sign, weight in signs)
        return self[feature]


@cache
def net() -> Net:
    """Read the model once."""
    return as_net(_kept())


def kept_digest() -> str:
    """Give the digest of the texts the model learnt from."""
    return str(_kept()["learnt_from"])


def _kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(NET.read_text(encoding="utf-8"))
    return kept


def as_net(kept: Mapping[str, Any]) -> Net:
    """Give the model as it is kept."""
    return Net(tuple(kept["signs"]), tuple(kept["bias"]), kept["threshold"], kept["weights"])


def features(words: Sequence[str]) -> frozenset[str]:
    """
    Give what the model sees of some words: runs of up to three words, and pieces of three to five letters.

    Examples
    --------
    >>> sorted(features(["no", "pee"]))
    ['no', 'no pee', 'pee', '~_no', '~_no_', '~_pe', '~_pee', '~_pee_', '~ee_', '~no_', '~pee', '~pee_']
    """
    return _runs(words).union(*[pieces(word) for word in set(words)])


def _runs(words: Sequence[str]) -> frozenset[str]:
    """Give the runs of one, two and three words."""
    three = zip(words, words[1:], words[2:], strict=False)
    return frozenset([*words, *map(" ".join, pairwise(words)), *map(" ".join, three)])


def pieces(word: str) -> frozenset[str]:
    """Give the pieces of a word, its ends marked."""
    padded = f"_{word}_"
    sizes = range(_SHORTEST_PIECE, _LONGEST_PIECE + 1)
    return frozenset([f"~{padded[at : at + size]}" for size in sizes for at in range(len(padded) - size + 1)])


def probabilities(words: Sequence[str], model: Net) -> dict[str, float]:
    """Give the probability of each sign for one sentence."""
    seen = _runs(words).union(*map(model.pieces_of, words))
    scores = model.scores(seen)
    length = math.sqrt(len(seen)) or 1.0
    return {
        sign: 1 / (1 + math.exp(-(score / length + bias)))
        for sign, score, bias in zip(model.signs, scores, model.bias, strict=True)
    }


def suspect(story: Story, findings: Sequence[Finding], model: Net) -> tuple[Finding, ...]:
    """
    Give the signs the net suspects and the rules did not hear, each with the sentence it is suspected in.

    What the rules heard of a sign, also that it is denied or past, is never overruled.
    """
    heard = {finding.id for finding in findings}
    suspected: dict[str, Finding] = {}
    for start, end, probable in _judged(story, model):
        harmless = _harmless(story, start, end)
        for sign, probability in probable.items():
            if probability >= model.threshold and sign not in heard and sign not in harmless:
                quote = story.reading.quote(start, end)
                suspected.setdefault(sign, Finding(sign, FindingStatus.PRESENT, quote=quote))
    return tuple(suspected[sign] for sign in model.signs if sign in suspected)


def _harmless(story: Story, start: int, end: int) -> frozenset[str]:
    """Give the signs the rules know a harmless meaning of, in these words: "esta ciática me va a matar"."""
    known = (match.label.id for match in story.reading.within("unless", start, end))
    one_sided = {"pain_both_legs"} if _is_of_one_side(story, start, end) else set[str]()
    return frozenset(known) - _NEVER_HARMLESS | one_sided


def _is_of_one_side(story: Story, start: int, end: int) -> bool:
    """Say whether a sentence names one side and no pair: "electric pain down the right leg each time I cough"."""
    reading = story.reading
    named = [name for name in ("side.left", "side.right") if reading.holds(start, end, name)]
    both = any(reading.word(place) != "each" for place in reading.places("side.both", start, end))
    return (
        len(named) == 1 and not both and not reading.holds(start, end, "side.pairs", "side.other", "sentence.as_well")
    )


def most_suspected(story: Story, findings: Sequence[Finding], model: Net) -> float:
    """Give the highest probability of any sign the rules did not hear; 0 where there is nothing to judge."""
    heard = {finding.id for finding in findings}
    judged = (probable.items() for _, _, probable in _judged(story, model))
    return max((probability for signs in judged for sign, probability in signs if sign not in heard), default=0.0)


def _judged(story: Story, model: Net) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Give each plain sentence that can be judged: where it begins and ends, and the probability of each sign."""
    for start, end in _plain_sentences(story):
        words = sentence_words(story.reading.tokens[start:end])
        if _FEWEST_WORDS <= len(words) <= _MOST_WORDS_IN_A_SENTENCE:
            yield start, end, probabilities(words, model)


def sentence_words(tokens: Iterable[Token]) -> list[str]:
    """Give the words of a sentence as the model sees them: mended, without marks."""
    return [token.word for token in tokens if token.word not in BREAKS]


def _plain_sentences(story: Story) -> Iterator[tuple[int, int]]:
    """Give the sentences that mean what they say and are the patient's own."""
    reading = story.reading
    bent = sorted(cue.start for kind, exception in _BENDS.items() for cue in unless(reading, kind, exception))
    ends = (*reading.starts[1:], len(reading.tokens)) if reading.starts else ()
    for start, end in zip(reading.starts, ends, strict=True):
        at = bisect_left(bent, start)
        is_bent = at < len(bent) and bent[at] < end
        if not is_bent and story.is_patients(Match(_ANY, start, end)):
            yield start, end
