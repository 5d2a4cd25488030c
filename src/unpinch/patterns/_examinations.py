"""Which examinations could tell more, and how well they do, as published."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import FindingKind

from ._facts import finding_row
from ._ratio_words import how_likely
from ._signs import Sign, examined_signs, logit
from ._structures import LOWER_ROOTS, UPPER_ROOTS

# Enough to ask for at one visit, and enough to choose from.
_MOST = 6
_LEAST = 3
_MOST_PER_TARGET = 2
# Structures are looked at, best first, until they hold this much of all shares and have given tests enough.
_ENOUGH = 0.85
_TARGETS = {
    **dict.fromkeys(LOWER_ROOTS, ("disc_herniation", "radiculopathy")),
    **dict.fromkeys(UPPER_ROOTS, ("upper_lumbar_root",)),
    # Its tests look at the tendons of these two muscles.
    **dict.fromkeys(("gluteus_medius", "gluteus_minimus"), ("gluteal_tendinopathy",)),
}
_EXAMINED = (FindingKind.EXAM, FindingKind.EXAM_CLUSTER)
_PARTS = 100


@dataclass(frozen=True)
class Untested:
    """A test nobody has done yet: what it is, how well it does, and where that was read."""

    test: Text
    text: Text
    source: str


@dataclass(frozen=True)
class ExaminationFacts:
    """
    One examination that the fit can take: how it is done, when it is positive, and how much a result says.

    `figures` says how often it is positive with the condition and without, as published; `shows` how much a result
    changes; `note` is what the one study of it leaves open, None where there is nothing or there are several. `sources`
    are where the figures were read, `how_source` where the way it is done was.
    """

    id: str
    name: Text
    how: Text
    positive_when: Text
    how_source: str
    figures: Text
    shows: Text
    note: Text | None
    sources: tuple[str, ...]


@cache
def examination_facts() -> tuple[ExaminationFacts, ...]:
    """
    Give every examination that `fit` takes, with what a reader needs to know of it.

    Raises
    ------
    knowledge.BadFact
        If `examination_methods.csv` does not say how one of them is done.
    """
    return tuple(_facts_of(sign) for sign in examined_signs().values())


def _facts_of(sign: Sign) -> ExaminationFacts:
    studies, method = [finding_row(row) for row in sign.rows], _method(sign.id)
    return ExaminationFacts(
        id=sign.id,
        name=sign.words,
        how=say(method.how),
        positive_when=say(method.positive_when),
        how_source=method.source_url,
        figures=_figures(studies),
        shows=_shows(studies),
        note=say(studies[0].note) if len(studies) == 1 and studies[0].note else None,
        sources=tuple(dict.fromkeys(row.source_url for row in studies)),
    )


def _method(examination: str) -> knowledge.ExaminationMethod:
    found = next((row for row in knowledge.examination_methods() if row.id == examination), None)
    if found is None:
        raise knowledge.BadFact(f"examination_methods.csv: no row says how {examination} is done. Add one.")
    return found


def untested_for(*, shares: Sequence[tuple[str, float]], done: Collection[str] = ()) -> tuple[Untested, ...]:
    """
    Give the examinations that could tell most about the leading structures.

    Parameters
    ----------
    shares
        Structure ids with their shares, best first.
    done
        Ids of examinations that were done; they are not asked for again.

    Returns
    -------
    tuple
        Three to six tests, those about the leading structure first. Studies of one test are put together as a range:
        they differ, and the range says so.
    """
    chosen: dict[str, Untested] = {}
    told = {finding_row(row).finding_or_test for examination in done for row in examined_signs()[examination].rows}
    reached = 0.0
    for structure, share in shares:
        if len(chosen) >= _LEAST and reached >= _ENOUGH:
            break
        reached += share
        for target in _TARGETS.get(structure, (structure,)):
            chosen |= {test: one for test, one in _best_tests(target) if test not in told | set(chosen)}
    return tuple(chosen.values())[:_MOST]


@cache
def _best_tests(target: str) -> tuple[tuple[str, Untested], ...]:
    """Give the tests that move the odds of one target most, by name."""
    studies = _studies(target)
    best = sorted(studies, key=lambda test: (-_worth(studies[test]), test))[:_MOST_PER_TARGET]
    return tuple((test, _untested(test, studies[test])) for test in best)


def _studies(target: str) -> dict[str, list[knowledge.DiagnosticFinding]]:
    """Give the examinations for a target that have numbers, by name, with all their studies, best sources first."""
    studies: dict[str, list[knowledge.DiagnosticFinding]] = {}
    rows = [row for row in knowledge.diagnostic_findings() if row.target == target and row.kind in _EXAMINED]
    for row in sorted(rows, key=lambda one: (one.source_tier.is_weak, one.source_tier, one.id)):
        if _has_both(row) or row.lr_pos is not None:
            studies.setdefault(row.finding_or_test, []).append(row)
    return studies


def _has_both(row: knowledge.DiagnosticFinding) -> bool:
    return row.sensitivity is not None and row.specificity is not None


def _worth(studies: list[knowledge.DiagnosticFinding]) -> float:
    """Say how much a test moves the odds, positive and negative together, in the middle of its studies."""
    moves = sorted(_moves(row) for row in studies)
    # A test that was studied more often is worth more trust than one with a single, often too bright, study.
    return moves[len(moves) // 2] + math.log(len(moves))


def _moves(row: knowledge.DiagnosticFinding) -> float:
    if row.sensitivity is None or row.specificity is None:
        return math.log(row.lr_pos or 1)
    # A thousandth keeps a printed 100 percent from counting as proof.
    sensitivity, specificity = (min(max(part, 0.001), 0.999) for part in (row.sensitivity, row.specificity))
    return abs(math.log(sensitivity / (1 - specificity))) + abs(math.log((1 - sensitivity) / specificity))


def _untested(test: str, studies: list[knowledge.DiagnosticFinding]) -> Untested:
    measured = [row for row in studies if _has_both(row)]
    text = say("{figures} {shows}", figures=_figures(studies), shows=_shows(studies))
    return Untested(test=say(test), text=text, source=(measured or studies)[0].source_url)


def _figures(studies: list[knowledge.DiagnosticFinding]) -> Text:
    measured = [row for row in studies if row.sensitivity is not None or row.specificity is not None]
    return _in_hundred(measured) if any(map(_has_both, measured)) else _as_odds(studies[0])


def _shows(studies: list[knowledge.DiagnosticFinding]) -> Text:
    """Say how much a positive result and a negative one change, in the middle of the studies."""
    measured = [row for row in studies if _has_both(row)]
    if not measured:
        positive = how_likely(studies[0].lr_pos or 1)
        return say(
            "A positive result makes it {positive}. What a negative one says is not known, so it does not count.",
            positive=positive,
        )
    found = _middle([row.sensitivity for row in measured if row.sensitivity is not None])
    false_alarms = _middle([1 - row.specificity for row in measured if row.specificity is not None])
    return say(
        "A positive result makes it {positive}, a negative one {negative}.",
        positive=how_likely(found / false_alarms),
        negative=how_likely((1 - found) / (1 - false_alarms)),
    )


def _middle(parts: list[float]) -> float:
    """Give the mean on the logit scale, as the model takes it."""
    return 1 / (1 + math.exp(-fmean(map(logit, parts))))


def _in_hundred(studies: list[knowledge.DiagnosticFinding]) -> Text:
    return say(
        "For this: {condition}. In studies, positive in {found} of 100 with it and in {false_alarms} of 100 without.",
        found=_range([row.sensitivity for row in studies if row.sensitivity is not None]),
        false_alarms=_range([1 - row.specificity for row in studies if row.specificity is not None]),
        condition=say(studies[0].condition),
    )


def _as_odds(row: knowledge.DiagnosticFinding) -> Text:
    return say(
        "For this: {condition}. A positive result makes the odds about {times} times as high.",
        times=f"{row.lr_pos:g}",
        condition=say(row.condition),
    )


def _range(parts: list[float]) -> Text | str:
    low, high = round(min(parts) * _PARTS), round(max(parts) * _PARTS)
    return str(low) if low == high else say("{low} to {high}", low=low, high=high)
