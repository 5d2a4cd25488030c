"""What a pair of arms of a trial tests: which treatment, against what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from unpinch import knowledge

# The same care in both arms, the treatment in one of them alone: needling with exercise against exercise.
WITHOUT_IT = "without_it"
# The other arm had something that no list of ours compares with.
UNLISTED = ""
COMBINED = "combo_"
# Arms that were given together are named by short words, which differ from the name of the arm alone.
SHORT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "manual_therapy_massage": "massage",
        "education_advice": "advice",
        "heat_plaster": "heat",
        "other_intervention": "other",
    }
)


def arm_names(*, treatment: str) -> frozenset[str]:
    """Give the words by which arms of this treatment alone go in `trials.csv`; none for an unknown id."""
    return _names_of_arms().get(treatment, frozenset())


def versus_of(*, treatment: str, arm: str, other: str) -> str | None:
    """
    Say what an arm against another one tests about a treatment.

    Parameters
    ----------
    treatment
        An id of `treatments.csv`.
    arm, other
        Words of `trials.csv`; `combo_...` where several things were given together.

    Returns
    -------
    str or None
        An id of `treatments.csv` that the other arm had instead, alike where both had the same care besides;
        `WITHOUT_IT` where the other arm had nothing but that care; `UNLISTED` where what it had is on no list of ours;
        None where the pair says nothing of the treatment.

    Examples
    --------
    >>> versus_of(treatment="spinal_manipulation", arm="spinal_manipulation", other="sham_manipulation")
    'sham_manipulation'
    >>> versus_of(treatment="spinal_manipulation", arm="combo_spinal_manipulation_exercise", other="exercise")
    'without_it'
    >>> versus_of(treatment="exercise", arm="combo_exercise_usual_care", other="combo_spinal_manipulation_usual_care")
    'spinal_manipulation'
    >>> versus_of(treatment="exercise", arm="combo_spinal_manipulation_exercise", other="exercise") is None
    True
    """
    names = arm_names(treatment=treatment)
    if arm in names:
        return None if other in names else _ids_of_arms().get(other, UNLISTED)
    rest = _rest(arm, names)
    if rest is None:
        return None
    return WITHOUT_IT if rest == _short(other) else _instead(other, rest=rest, treatment=treatment)


def _rest(arm: str, names: frozenset[str]) -> str | None:
    """Give what a combination has besides the treatment, None where it has none of it."""
    if not arm.startswith(COMBINED):
        return None
    parts = f"_{arm.removeprefix(COMBINED)}_"
    # The longest first: "placebo_drug" is not "placebo" with a drug.
    for name in sorted({SHORT_NAMES.get(name, name) for name in names} | names, key=lambda name: (-len(name), name)):
        if f"_{name}_" in parts:
            return parts.replace(f"_{name}_", "_", 1).strip("_")
    return None


def _instead(other: str, *, rest: str, treatment: str) -> str | None:
    """Give what a combination has in place of a treatment, beside the same rest."""
    for id, names in _names_of_arms().items():
        if id != treatment and _rest(other, names) == rest:
            return id
    return None


def _short(arm: str) -> str:
    return SHORT_NAMES.get(arm, arm.removeprefix(COMBINED))


# The treatments cannot change while a program runs, and each pair of arms asks.
@cache
def _names_of_arms() -> Mapping[str, frozenset[str]]:
    return MappingProxyType({row.id: frozenset(row.names_in_trials) for row in knowledge.treatments()})


@cache
def _ids_of_arms() -> Mapping[str, str]:
    return MappingProxyType({name: id for id, names in _names_of_arms().items() for name in names})
