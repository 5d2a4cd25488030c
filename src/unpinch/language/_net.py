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
from functools import cache
from pathlib import Path
from typing import Any

from unpinch.kernel import Finding, FindingStatus

from ._phrases import Label, Match
from ._reading import unless
from ._story import Story
from ._tokens import BREAKS, Token

NET = Path(__file__).parent / "data" / "net.json"
_SHORTEST_PIECE, _LONGEST_PIECE = 3, 5
_MOST_WORDS = 3
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
    sizes = range(1, _MOST_WORDS + 1)
    found = {" ".join(words[at : at + size]) for size in sizes for at in range(len(words) + 1 - size)}
    for word in set(words):
        padded = f"_{word}_"
        for size in range(_SHORTEST_PIECE, _LONGEST_PIECE + 1):
            found.update(f"~{padded[at : at + size]}" for at in range(len(padded) - size + 1))
    return frozenset(found)


def probabilities(words: Sequence[str], model: Net) -> dict[str, float]:
    """Give the probability of each sign for one sentence."""
    seen = features(words)
    scores = [0.0] * len(model.signs)
    for feature in seen:
        pairs = model.weights.get(feature, ())
        for sign, weight in zip(pairs[::2], pairs[1::2], strict=True):
            scores[int(sign)] += weight
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
    suspected: dict[str, Finding] = {}
    for sign, probability, quote in _judged(story, findings, model):
        if probability >= model.threshold:
            suspected.setdefault(sign, Finding(sign, FindingStatus.PRESENT, quote=quote))
    return tuple(suspected[sign] for sign in model.signs if sign in suspected)


def most_suspected(story: Story, findings: Sequence[Finding], model: Net) -> float:
    """Give the highest probability of any sign the rules did not hear; 0 where there is nothing to judge."""
    return max((probability for _, probability, _ in _judged(story, findings, model)), default=0.0)


def _judged(story: Story, findings: Sequence[Finding], model: Net) -> Iterator[tuple[str, float, str]]:
    """Give each sign the rules did not hear, for each plain sentence, with its probability and the sentence."""
    heard = {finding.id for finding in findings}
    for start, end in _plain_sentences(story):
        words = sentence_words(story.reading.tokens[start:end])
        if _FEWEST_WORDS <= len(words) <= _MOST_WORDS_IN_A_SENTENCE:
            for sign, probability in probabilities(words, model).items():
                if sign not in heard:
                    yield sign, probability, story.reading.quote(start, end)


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
