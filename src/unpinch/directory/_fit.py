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
from ._traits import ASSIGNMENTS, HIGHEST_LEVEL, IN_A_GROUP, TELEHEALTH, assignment_of, has, levels_of
from ._weights import SECOND_PROFESSION, Weights, experience_points, scope_points

NO_SPECIALTY = -1
_LOWER_HALF = (1 << 32) - 1


@dataclass(frozen=True, eq=False)
class Fit:
    """
    What a question makes of each class of clinicians.

    Shapes: `matches`, `shown`, `profession`, `experience`, `points` (classes,); `scope` (states,
    specialties + 1), in thousandths. `shown` is the bit of the kind that a clinician is shown as: one that was asked
    for, the main one first; -1 where there is none. `points` are those for profession and experience together. `asked`
    are the bits of the kinds of clinician one of which somebody must be, none for everybody; `filters` says whether
    anything but these and gender decides who matches; `has_scope` whether the state gives points.
    """

    matches: npt.NDArray[np.bool_]
    shown: npt.NDArray[np.int8]
    profession: npt.NDArray[np.int16]
    experience: npt.NDArray[np.int16]
    points: npt.NDArray[np.int16]
    scope: npt.NDArray[np.int16]
    asked: tuple[int, ...]
    filters: bool
    has_scope: bool


def fit_of(*, query: CheckedQuery, weights: Weights, snapshot: Snapshot) -> Fit:
    """Give the table for a question; remembered, for there are few different ones."""
    key = ("fit", question_key(query), weights)
    return snapshot.tables.get(key, lambda: _make_fit(query=query, weights=weights, snapshot=snapshot))


def question_key(query: CheckedQuery) -> tuple[object, ...]:
    """Give what a question asks of kinds of clinician, care and traits."""
    care = query.care.id if query.care else None
    return care, query.specialties, query.telehealth, query.group, query.assignment


def suited(*, query: CheckedQuery) -> tuple[str, ...]:
    """Give the kinds of clinician that suit the question: who gives the care, else those asked for, else all."""
    if query.care:
        return tuple(query.care.specialties)
    if query.specialties:
        return query.specialties
    return tuple(dict.fromkeys(name for row in knowledge.treatments() for name in row.specialties))


def _make_fit(*, query: CheckedQuery, weights: Weights, snapshot: Snapshot) -> Fit:
    bits, arrays = snapshot.specialties, snapshot.arrays
    asked = bits.bits_of(query.specialties or (tuple(query.care.specialties) if query.care else ()))
    suiting = bits.bits_of(suited(query=query))
    # Thousands of classes share their kinds of clinician, and differ in traits.
    different, of_class = np.unique(arrays.class_specialties, return_inverse=True)
    kinds = [(int(both) & _LOWER_HALF, int(both) >> 32) for both in different]
    shown = [_shown(mask=mask, main=main, wanted=asked or suiting, bits=bits) for mask, main in kinds]
    profession = [
        0 if bit < 0 or not suiting >> bit & 1 else round(weights.fit * (1 if main >> bit & 1 else SECOND_PROFESSION))
        for bit, (_mask, main) in zip(shown, kinds, strict=True)
    ]
    experience = _experience(query=query, weights=weights, snapshot=snapshot)
    of_kind = np.array(profession, dtype=np.int16)[of_class]
    matches = np.array([not asked or bool(mask & asked) for mask, _main in kinds], dtype=np.bool_)[of_class]
    return Fit(
        matches=matches & _with_traits(query=query, snapshot=snapshot),
        shown=np.array(shown, dtype=np.int8)[of_class],
        profession=of_kind,
        experience=experience,
        points=of_kind + experience,
        scope=_scope_table(query=query, weights=weights, bits=bits),
        asked=tuple(bit for bit in range(len(bits.ids)) if asked >> bit & 1),
        filters=query.telehealth or query.group or query.assignment,
        has_scope=is_needling(care=query.care),
    )


def _with_traits(*, query: CheckedQuery, snapshot: Snapshot) -> npt.NDArray[np.bool_]:
    """Say which classes have the traits that are asked for."""
    traits = snapshot.arrays.class_traits
    fits = np.ones(len(traits), dtype=np.bool_)
    # Without the file that says it nobody would be left; the answer says that nobody was left out.
    if query.telehealth and snapshot.has_medicare_clinicians:
        fits &= has(traits, TELEHEALTH)
    if query.group:
        fits &= has(traits, IN_A_GROUP)
    if query.assignment:
        fits &= assignment_of(traits) == ASSIGNMENTS.index("yes")
    return fits


def _experience(*, query: CheckedQuery, weights: Weights, snapshot: Snapshot) -> npt.NDArray[np.int16]:
    """Give the points for shown experience with the care asked for: those of the kind of care with the most."""
    traits = snapshot.arrays.class_traits
    points = np.zeros(len(traits), dtype=np.int16)
    if not weights.experience or query.care is None:
        return points
    by_level = np.array([experience_points(level=level, most=weights.experience) for level in range(HIGHEST_LEVEL + 1)])
    for number in kinds_for(care=query.care, snapshot=snapshot):
        points = np.maximum(points, by_level[levels_of(traits, number)])
    return points.astype(np.int16)


def is_counted(*, care: knowledge.Treatment | None) -> bool:
    """Say whether a kind of care that Medicare's files count is a sign of a treatment."""
    return care is not None and any(care.id in row.treatments for row in knowledge.kinds_of_care())


def kinds_for(*, care: knowledge.Treatment, snapshot: Snapshot) -> tuple[int, ...]:
    """Give the places of the kinds of care of this snapshot that are signs of a treatment."""
    signs = {row.id for row in knowledge.kinds_of_care() if care.id in row.treatments}
    return tuple(number for number, kind in enumerate(snapshot.kinds_of_care) if kind in signs)


def _shown(*, mask: int, main: int, wanted: int, bits: SpecialtyBits) -> int:
    for candidates in (main & wanted, mask & wanted, main, mask):
        for bit in bits.by_detail:
            if candidates >> bit & 1:
                return bit
    return NO_SPECIALTY


def _scope_table(*, query: CheckedQuery, weights: Weights, bits: SpecialtyBits) -> npt.NDArray[np.int16]:
    # One column more for "no kind we know": index -1 finds it.
    table = np.zeros((UNKNOWN_STATE + 1, len(bits.ids) + 1), dtype=np.int16)
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
