"""What each thing told weighs: how the odds of a structure would change if it had not been told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ._model import Case, shares
from ._structures import ROOTS

# By what was told ("where", "age", or the id of a sign), then by structure: the ratio of the odds with it to those
# without it, above 1 for what speaks for the structure.
Weights = Mapping[str, Mapping[str, float]]
WHERE, AGE = "where", "age"


def weights(case: Case) -> Weights:
    """
    Weigh each thing told by leaving it out.

    So what hangs together with the rest of the story weighs less than it would alone. Roots are weighed together: what
    speaks for one by its signs speaks for all of them.
    """
    now = shares(case)
    return {name: _ratios(now, shares(less)) for name, less in _without_each(case).items()}


def _ratios(now: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    return {one: _odds(one, now) / _odds(one, before) for one in now}


def _odds(structure: str, parts: Mapping[str, float]) -> float:
    share = sum(parts[root] for root in ROOTS) if structure in ROOTS else parts[structure]
    return share / (1 - share)


def _without_each(case: Case) -> dict[str, Case]:
    less = {
        sign: replace(case, signs=tuple((other, there) for other, there in case.signs if other != sign))
        for sign, _ in case.signs
    }
    if case.regions or case.leg is not None or case.below_knee is not None:
        less[WHERE] = Case(signs=case.signs, age_years=case.age_years)
    if case.age_years is not None:
        less[AGE] = replace(case, age_years=None)
    return less
