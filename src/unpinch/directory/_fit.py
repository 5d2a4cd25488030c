"""How well a kind of clinician suits the question: for each combination of kinds, worked out once a question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from unpinch import knowledge

from ._query import CheckedQuery
from ._rows import UNKNOWN_STATE
from ._scope import allowed, is_needling
from ._snapshot import Snapshot
from ._specialties import SpecialtyBits
from ._states import STATES
from ._weights import SECOND_PROFESSION, PointArray, Weights, scope_points

NO_SPECIALTY = -1
_LOWER_HALF = (1 << 32) - 1


@dataclass(frozen=True, eq=False)
class Fit:
    """
    What a question makes of each class of clinicians.

    Shapes: `matches`, `shown`, `points` (classes,); `scope` (states, specialties + 1), in thousandths. `shown` is the
    bit of the kind that a clinician is shown as: one that was asked for, the main one first; -1 where there is none.
    """

    matches: npt.NDArray[np.bool_]
    shown: npt.NDArray[np.int64]
    points: PointArray
    scope: PointArray


def fit_of(*, query: CheckedQuery, weights: Weights, snapshot: Snapshot) -> Fit:
    """Give the table for a question; remembered, for there are few different ones."""
    key = (query.care.id if query.care else None, query.specialties, weights)
    if key not in snapshot.tables:
        snapshot.tables[key] = _make_fit(query=query, weights=weights, snapshot=snapshot)
    found = snapshot.tables[key]
    assert isinstance(found, Fit)  # noqa: S101  # for the type checker: nothing else is put there
    return found


def suited(*, query: CheckedQuery) -> tuple[str, ...]:
    """Give the kinds of clinician that suit the question: who gives the care, else those asked for, else all."""
    if query.care:
        return tuple(query.care.specialties)
    if query.specialties:
        return query.specialties
    return tuple(dict.fromkeys(name for row in knowledge.treatments() for name in row.specialties))


def _make_fit(*, query: CheckedQuery, weights: Weights, snapshot: Snapshot) -> Fit:
    bits = snapshot.specialties
    asked = bits.bits_of(query.specialties or (tuple(query.care.specialties) if query.care else ()))
    suiting = bits.bits_of(suited(query=query))
    classes = [(int(both) & _LOWER_HALF, int(both) >> 32) for both in snapshot.arrays.class_specialties]
    shown = [_shown(mask=mask, main=main, wanted=asked or suiting, bits=bits) for mask, main in classes]
    points = [
        0 if bit < 0 or not suiting >> bit & 1 else round(weights.fit * (1 if main >> bit & 1 else SECOND_PROFESSION))
        for bit, (_mask, main) in zip(shown, classes, strict=True)
    ]
    return Fit(
        matches=np.array([not asked or bool(mask & asked) for mask, _main in classes], dtype=np.bool_),
        shown=np.array(shown, dtype=np.int64),
        points=np.array(points, dtype=np.int64),
        scope=_scope_table(query=query, weights=weights, bits=bits),
    )


def _shown(*, mask: int, main: int, wanted: int, bits: SpecialtyBits) -> int:
    for candidates in (main & wanted, mask & wanted, main, mask):
        for bit in bits.by_detail:
            if candidates >> bit & 1:
                return bit
    return NO_SPECIALTY


def _scope_table(*, query: CheckedQuery, weights: Weights, bits: SpecialtyBits) -> PointArray:
    # One column more for "no kind we know": index -1 finds it.
    table = np.zeros((UNKNOWN_STATE + 1, len(bits.ids) + 1), dtype=np.int64)
    if not is_needling(care=query.care):
        return table
    for place in range(UNKNOWN_STATE + 1):
        state = state_code(place)
        for bit, specialty in enumerate((*bits.ids, None)):
            answer = allowed(care=query.care, specialty=specialty, state=state).answer
            table[place, bit] = scope_points(answer=answer, most=weights.scope)
    return table


def state_code(place: int) -> str | None:
    """Give the two letters of a state as a snapshot stores it."""
    return STATES[place].code if place < len(STATES) else None
