"""What marked regions weigh: how the odds of a structure would change if they had not been marked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ._model import Case, likelihoods
from ._structures import ROOTS
from ._weigh import odds


class PlaceWeights:
    """
    The weights of groups of regions within one story.

    As with all that was told, a group is weighed by leaving it out, and roots are weighed together. Structures share
    many groups, so each is worked out once.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._told = likelihoods(case)
        self._now = self._told.shares()
        self._before: dict[frozenset[str], Mapping[str, float]] = {}

    def of(self, regions: Collection[str], *, structure: str) -> float:
        """Give the ratio of a structure's odds with these regions to those without, above 1 for what speaks for it."""
        group = frozenset(regions)
        if group not in self._before:
            self._before[group] = self._without(group)
        together = ROOTS if structure in ROOTS else (structure,)
        return odds(self._now, together) / odds(self._before[group], together)

    def _without(self, group: frozenset[str]) -> Mapping[str, float]:
        place = replace(self._case, regions=self._case.regions - group, signs=(), age_years=None)
        return replace(self._told, place=likelihoods(place).place).shares()
