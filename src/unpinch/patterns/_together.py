"""Structures that nothing told separates: the answer keeps them together and says so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from unpinch.kernel import Text, say

from . import _assumptions as assumed
from ._facts import finding_row
from ._model import Case, shares
from ._structures import structures

_MOST = 4
# Nobody has told these two apart by what a person can tell.
_ALWAYS = {"L5", "S1"}


@dataclass(frozen=True)
class Together:
    """
    Leading structures that what was told does not separate, the share they have together, and why.

    `source` is None where it follows from what was told and not from a publication.
    """

    structures: tuple[str, ...]
    share: float
    text: Text
    source: str | None


def not_told_apart(case: Case, *, leading: Sequence[tuple[str, float]]) -> tuple[Together, ...]:
    """
    Give pairs among the leading structures whose odds against each other hardly moved from what is common.

    "Hardly" is by less than the ratio of `NOT_TOLD_APART`; where nothing was told there is nothing to say.
    """
    if case == Case():
        return ()
    named = {one: share for one, share in leading[:_MOST] if share >= assumed.MODERATE_FROM and one != "other"}
    now, common = shares(case), {structure.id: structure.prior for structure in structures()}
    pairs = [pair for pair in combinations(named, 2) if set(pair) == _ALWAYS or _is_close(pair, now, common)]
    return tuple(_together(pair, sum(named[one] for one in pair)) for pair in pairs)


def _moved(pair: tuple[str, str], parts: dict[str, float]) -> float:
    return math.log(parts[pair[0]] / parts[pair[1]])


def _is_close(pair: tuple[str, str], now: dict[str, float], common: dict[str, float]) -> bool:
    return abs(_moved(pair, now) - _moved(pair, common)) < math.log(assumed.NOT_TOLD_APART)


def _together(pair: tuple[str, str], share: float) -> Together:
    names = {structure.id: structure.name for structure in structures()}
    first, second = names[pair[0]], names[pair[1]]
    if set(pair) == _ALWAYS:
        words = say("A drawing cannot tell L5 from S1: clinicians who tried did no better than chance.")
        return Together(pair, share, words, finding_row("body_chart_L5_vs_S1").source_url)
    words = say("Nothing you told us tells these apart: {first}; {second}.", first=first, second=second)
    return Together(pair, share, words, None)
