"""What each thing told weighs: how the odds of a structure would change if it had not been told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ._model import Case, Likelihoods, likelihoods, nothing_told, signs_likelihood
from ._signs import all_signs
from ._structures import ROOTS

# By what was told ("where", "age", or the id of a sign), then by structure: the ratio of the odds with it to those
# without it, above 1 for what speaks for the structure.
Weights = Mapping[str, Mapping[str, float]]
WHERE, AGE = "where", "age"


def weights(case: Case) -> Weights:
    """
    Weigh each thing told by leaving it out.

    So what hangs together with the rest of the story weighs less than it would alone. Roots that a thing does not tell
    apart are weighed together: what speaks for one of them speaks for all.
    """
    now = likelihoods(case)
    return {name: _ratios(name, now.shares(), less.shares()) for name, less in _without_each(case, now).items()}


def _ratios(name: str, now: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    alike = {one: _alike(one, name) for one in now}
    return {one: odds(now, alike[one]) / odds(before, alike[one]) for one in now}


def _alike(structure: str, name: str) -> Collection[str]:
    """Give the roots that a sign does not tell apart from a root; any other structure stands alone."""
    if structure not in ROOTS:
        return (structure,)
    targets = all_signs()[name].targets if name in all_signs() else frozenset(ROOTS)
    return tuple(root for root in ROOTS if (root in targets) is (structure in targets))


def odds(shares: Mapping[str, float], together: Collection[str]) -> float:
    """Give the odds of structures that are taken together against all others."""
    share = sum(shares[one] for one in together)
    return share / (1 - share)


def _without_each(case: Case, now: Likelihoods) -> dict[str, Likelihoods]:
    less = {
        sign: replace(now, signs=signs_likelihood([one for one in case.signs if one[0] != sign]))
        for sign, _ in case.signs
    }
    if case.regions or case.leg is not None or case.below_knee is not None:
        less[WHERE] = replace(now, place=nothing_told())
    if case.age_years is not None:
        less[AGE] = replace(now, age=nothing_told())
    return less
