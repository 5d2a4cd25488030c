"""
Train the second net and write `src/unpinch/language/data/net.json`.

It learns from the texts the rules were written with: the development set, the drills and the table of sentences, never
from the blind ones. The model names the digest of all it learnt from, and a test holds it to that.

    .venv/bin/python scripts/train_second_net.py           # train and write
    .venv/bin/python scripts/train_second_net.py --check   # what it would catch: five-fold, on the development set
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from unpinch import knowledge, language, safety
from unpinch.kernel import CareLevel
from unpinch.language import _net
from unpinch.language._detect import detect_language
from unpinch.language._lexicon import lexicon
from unpinch.language._reading import read_text
from unpinch.language._story import tell

TESTS = Path(__file__).parents[1] / "tests"
SOURCES = (
    TESTS / "scorecard" / "development.jsonl",
    TESTS / "spec" / "language_sentences.csv",
    *sorted((TESTS / "scorecard" / "drill").glob("*.tsv")),
)
# Fewer examples than this teach a sign too little.
FEWEST_EXAMPLES = 15
# From here on 2 of 424 routine texts of the development set were alarmed in five-fold training (docs/adr/0009).
THRESHOLD = 0.8
_LEAST_WEIGHT = 0.6


@dataclass(frozen=True)
class Labelled:
    """One text with the findings that are there, and whether it is one of the development set."""

    text: str
    there: frozenset[str]
    level: str = ""


@dataclass(frozen=True)
class Example:
    """The words of one sentence, or of a whole text, and the signs that are there."""

    words: tuple[str, ...]
    there: frozenset[str]


def digest() -> str:
    """Give the digest of all that the net learns from."""
    whole = hashlib.sha256()
    for path in SOURCES:
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def labelled() -> Iterator[Labelled]:
    """Give every labelled text the rules were written with."""
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for row in map(json.loads, text.splitlines()):
                yield Labelled(row["text"], frozenset(row["present"]), row["triage"])
            continue
        tabs = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if path.suffix == ".tsv" else {}
        for row in csv.DictReader(text.splitlines(), **tabs):
            yield Labelled(row["text"], frozenset((row["there"] or "").split()))


def examples(texts: Iterable[Labelled]) -> Iterator[Example]:
    """
    Give each sentence of each text; a sign is there in the sentence in which the rules hear it.

    Where they do not hear it, the whole text is an example of it, and its sentences of nothing.
    """
    for one in texts:
        reading = read_text(one.text, detect_language(one.text, lexicon().small_words), lexicon())
        heard = {found.id: found.quote for found in language.understand(text=one.text).findings}
        bounds = list(zip(reading.starts, (*reading.starts[1:], len(reading.tokens)), strict=True))
        parts = [(reading.quote(a, b), _net.sentence_words(reading.tokens[a:b])) for a, b in bounds if b > a]
        unheard = frozenset(sign for sign in one.there if len(parts) > 1 and not _heard_in(parts, heard.get(sign)))
        for said, words in parts:
            alone = one.there if len(parts) == 1 else {s for s in one.there if heard.get(s) and heard[s] in said}
            if words:
                yield Example(tuple(words), frozenset(alone))
        if unheard:
            yield Example(tuple(_net.sentence_words(reading.tokens)), unheard)


def _heard_in(parts: Sequence[tuple[str, list[str]]], quote: str | None) -> bool:
    return bool(quote) and any(str(quote) in said for said, _ in parts)


def train(found: Sequence[Example]) -> dict[str, object]:
    """Train one logistic regression a sign on features that are there or not, each sentence of length one."""
    counter = CountVectorizer(analyzer=_net.features, binary=True, min_df=3, dtype=np.float64)
    matrix = normalize(counter.fit_transform([example.words for example in found]))
    signs = [sign for sign in emergency_signs() if sum(sign in one.there for one in found) >= FEWEST_EXAMPLES]
    models = []
    for sign in signs:
        there = [sign in example.there for example in found]
        model = LogisticRegression(C=20, class_weight="balanced", solver="liblinear", random_state=0)
        models.append(model.fit(matrix, there))
    return {
        "learnt_from": digest(),
        "threshold": THRESHOLD,
        "signs": signs,
        "bias": [round(float(model.intercept_[0]), 3) for model in models],
        "weights": _weights(counter.get_feature_names_out(), np.vstack([model.coef_[0] for model in models])),
    }


def emergency_signs() -> tuple[str, ...]:
    """Give every sign that alone calls for an emergency, in the order of the rules."""
    urgent = (rule for rule in knowledge.triage_rules() if rule.level is CareLevel.EMERGENCY_NOW)
    alone = (rule.all_of[0] for rule in urgent if len(rule.all_of) == 1 and not rule.min_any)
    return tuple(dict.fromkeys(alone))


def _weights(names: Iterable[str], weights: np.ndarray) -> dict[str, list[float]]:
    """Give for each feature the numbers of the signs it speaks for or against, each followed by its weight."""
    kept = {}
    for column, name in enumerate(names):
        pairs = [
            (sign, round(float(one), 2)) for sign, one in enumerate(weights[:, column]) if abs(one) >= _LEAST_WEIGHT
        ]
        if pairs:
            kept[name] = [value for pair in pairs for value in pair]
    return dict(sorted(kept.items()))


def write(model: dict[str, object]) -> None:
    """Write the model, one feature a line, so that a change can be read."""
    _net.NET.write_text(json.dumps(model, ensure_ascii=False, indent=0).replace(",\n", ",") + "\n", encoding="utf-8")


def check() -> None:
    """Print what the net adds to the rules on development texts it did not learn from, five-fold, by threshold."""
    texts = list(labelled())
    fold = np.random.default_rng(0).integers(0, 5, len(texts))
    outcomes = [
        outcome
        for part in range(5)
        for outcome in _outcomes(
            model=train(list(examples(one for one, at in zip(texts, fold, strict=True) if at != part))),
            tested=[one for one, at in zip(texts, fold, strict=True) if at == part and one.level],
        )
    ]
    missed = [most for level, heard, most in outcomes if level == CareLevel.EMERGENCY_NOW != heard]
    calm = [most for level, heard, most in outcomes if level == CareLevel.ROUTINE == heard]
    for at in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        caught, alarms = sum(most >= at for most in missed), sum(most >= at for most in calm)
        print(f"threshold {at}: {caught} of {len(missed)} missed caught, {alarms} of {len(calm)} routine alarmed")


def _outcomes(*, model: Mapping[str, object], tested: Iterable[Labelled]) -> Iterator[tuple[str, str, float]]:
    """Give for each text its level, the level by the rules, and the highest probability the net gives a sign."""
    net = _net.as_net(model)
    for one in tested:
        understood = language.understand(text=one.text)
        reading = read_text(one.text, understood.language, lexicon())
        most = _net.most_suspected(tell(reading), understood.findings, net)
        yield one.level, safety.assess(understanding=understood).level, most


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        check()
    else:
        write(train(list(examples(labelled()))))
