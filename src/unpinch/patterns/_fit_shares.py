"""Shares as they are shown: three decimals that still sum to exactly 1."""

from __future__ import annotations

import math
from collections.abc import Mapping

# Three decimals: a tenth of a percent is already finer than anything the evidence can carry.
_PARTS = 1000


def shown_shares(*, exact: Mapping[str, float]) -> dict[str, float]:
    """
    Round shares so that they sum to 1.

    Parameters
    ----------
    exact
        Structure ids with shares of 0 to 1 that sum to 1.

    Returns
    -------
    dict
        The same ids with whole thousandths that sum to 1000 thousandths. Each is rounded down, and the thousandths left
        over go to the largest remainders, ties by id, so that a larger share is never shown as the smaller one.

    Examples
    --------
    >>> shown_shares(exact={"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    {'a': 0.334, 'b': 0.333, 'c': 0.333}
    """
    whole = {structure: math.floor(share * _PARTS) for structure, share in exact.items()}
    by_remainder = sorted(exact, key=lambda structure: (whole[structure] - exact[structure] * _PARTS, structure))
    for structure in by_remainder[: _PARTS - sum(whole.values())]:
        whole[structure] += 1
    return {structure: parts / _PARTS for structure, parts in whole.items()}
