"""How sure a share is: what it would be if the uncertain numbers were others, within what is known of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ._ages import age_group
from ._assumptions import BELOW_OF_LEG_WITHOUT_ROOT
from ._drawing import OwnRegions, areas, level_of, own_met
from ._draws import Array, draws
from ._maps import leg_regions
from ._model import Case, as_said
from ._structures import ROOTS, leg_pain_without_root

_INTERVAL = (5, 95)


def intervals(case: Case) -> dict[str, tuple[float, float]]:
    """Give for each structure the limits between which its share stays in 90 of 100 draws of the uncertain numbers."""
    low, high = np.percentile(drawn_shares(case)[1:], _INTERVAL, axis=0)
    pairs = zip(low.tolist(), high.tolist(), strict=True)
    return dict(zip(draws().ids, pairs, strict=True))


def drawn_shares(case: Case) -> Array:
    """Give the shares of each draw, draws x structures; those of the published numbers first. The model of `_model`."""
    log = draws().log_prior + _place(case)
    if case.signs:
        log += _of_signs(case.signs)
    if case.age_years is not None:
        log += np.log(draws().ages[:, age_group(case.age_years)])
    weights = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _place(case: Case) -> Array | float:
    was_said = case.leg is not None or case.below_knee is not None
    said = _said(case) if was_said else 0.0
    if not case.regions:
        return said
    levels = np.array([level_of(one, case.regions) for one in draws().ids])
    drawn = _drawn(case.regions, levels)
    if not was_said:
        return drawn
    undrawn = bool(case.leg) and case.regions.isdisjoint(leg_regions())
    missed = said if undrawn else np.minimum(said, drawn)
    return np.where(_has_map(), np.where(levels > 0, np.maximum(said, drawn), missed), said)


@cache
def _has_map() -> NDArray[np.bool_]:
    return np.array([bool(areas(one)) for one in draws().ids])


def _drawn(regions: frozenset[str], levels: NDArray[np.int64]) -> Array:
    columns = np.arange(len(levels))
    met = np.array([own_met(one, regions) if one in ROOTS else OwnRegions.NOBODY for one in draws().ids])
    return np.asarray(draws().drawing[:, columns, levels] + draws().own_root[:, columns, met])


def _said(case: Case) -> Array:
    everywhere = as_said(case, leg_pain_without_root(), BELOW_OF_LEG_WITHOUT_ROOT)
    return np.asarray(np.log(as_said(case, draws().leg, draws().below_knee) / everywhere))


def _of_signs(signs: Collection[tuple[str, bool]]) -> Array:
    at_points = sum(draws().signs[sign][0 if there else 1] for sign, there in signs)
    return np.asarray(np.log(np.exp(at_points).mean(axis=-1)))
