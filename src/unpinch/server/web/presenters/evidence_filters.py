"""What a visitor of the evidence may choose: treatment, condition, outcome and span of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from unpinch import evidence, knowledge
from unpinch.knowledge import Trial

from .evidence_results import Result, all_results, group_words, horizon_words
from .wording import treatment_name

# Words of the trial rows that a choice of people holds besides its own.
_HELD: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "sciatica": frozenset({"sciatica", "radicular_lbp"}),
        "low_back_pain": frozenset({"low_back_pain", "lbp_nonspecific"}),
    }
)
_FILTERS = ("treatment", "condition", "outcome", "horizon")


@dataclass(frozen=True)
class Choice:
    """One entry of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FilterBox:
    """One filter as it is drawn."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    is_wrong: bool


@dataclass(frozen=True)
class Wanted:
    """What was chosen; empty means all. `wrong` are the filters whose word is not on our list: they are left out."""

    treatment: str = ""
    condition: str = ""
    outcome: str = ""
    horizon: str = ""
    wrong: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """Give what was chosen as it stands in an address."""
        return urlencode({name: getattr(self, name) for name in _FILTERS if getattr(self, name)})


def wanted(asked: Mapping[str, str]) -> Wanted:
    """Read the filters of an address; a word that we do not know is not repeated, since it could be anything."""
    given = {name: asked.get(name, "") for name in _FILTERS}
    known = {name: value for name, value in given.items() if value in _values()[name]}
    return Wanted(**known, wrong=tuple(name for name, value in given.items() if value and name not in known))


def problem_words(chosen: Wanted) -> str:
    """Say in one line which filters were left out; empty where none was."""
    if not chosen.wrong:
        return ""
    names = ", ".join(_labels()[name].lower() for name in chosen.wrong)
    return _("Choose from the list: we do not know what was asked for (%(names)s), so it was left out.") % {
        "names": names
    }


def filter_boxes(chosen: Wanted) -> tuple[FilterBox, ...]:
    """Give the filters as they are drawn."""
    return tuple(
        FilterBox(
            name=name,
            label=label,
            choices=_choices(_values()[name], name=_names()[name], chosen=getattr(chosen, name)),
            is_wrong=name in chosen.wrong,
        )
        for name, label in _labels().items()
    )


def fits_result(result: Result, chosen: Wanted) -> bool:
    """Say whether a result is among what was chosen."""
    return (
        (not chosen.treatment or chosen.treatment in (*result.treatments, result.effect.versus))
        and chosen.condition in ("", result.group.value)
        and chosen.outcome in ("", result.effect.outcome)
        and chosen.horizon in ("", result.effect.horizon.value)
    )


def fits_trial(rows: Iterable[Trial], chosen: Wanted) -> bool:
    """Say whether a trial has a row that is among what was chosen."""
    names = {chosen.treatment, *_names_in_trials().get(chosen.treatment, ())}
    people = _HELD.get(chosen.condition, frozenset({chosen.condition}))
    return any(
        (not chosen.treatment or any(_holds(arm, names) for arm in (row.treatment, row.comparator)))
        and (not chosen.condition or row.condition in people)
        and chosen.outcome in ("", row.pooled_as or row.outcome)
        and chosen.horizon in ("", _horizon(row))
        for row in rows
    )


def _holds(arm: str, names: Iterable[str]) -> bool:
    """Say whether an arm had one of the treatments, alone or with something else."""
    return arm in names or (arm.startswith("combo_") and any(f"_{name}_" in f"{arm}_" for name in names if name))


def _horizon(row: Trial) -> str:
    day = row.timepoint_days if row.timepoint_days is not None else row.latest_day
    return evidence.horizon_of(day=day).value


@cache
def _values() -> Mapping[str, frozenset[str]]:
    results, trials = all_results(), knowledge.trials()
    groups = {result.group.value for result in results}
    named = frozenset().union(*_HELD.values())
    ids = {one for result in results for one in (*result.treatments, result.effect.versus)}
    return MappingProxyType(
        {
            "treatment": frozenset(ids & set(_names_in_trials())),
            "condition": frozenset(groups | ({row.condition for row in trials} - named)),
            "outcome": frozenset({result.effect.outcome for result in results}),
            "horizon": frozenset(each.value for each in knowledge.Horizon),
        }
    )


@cache
def _names_in_trials() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({row.id: row.names_in_trials for row in knowledge.treatments()})


def _labels() -> Mapping[str, str]:
    return {
        "treatment": _("Treatment"),
        "condition": _("Condition"),
        "outcome": _("Outcome"),
        "horizon": _("When measured"),
    }


def _names() -> Mapping[str, Callable[[str], str]]:
    return {
        "treatment": treatment_name,
        "condition": group_words,
        "outcome": outcome_words,
        "horizon": horizon_words,
    }


def outcome_words(outcome: str) -> str:
    """Name an outcome as a heading."""
    known = next((result.effect.outcome_name for result in all_results() if result.effect.outcome == outcome), None)
    return known.translated(_) if known else outcome.replace("_", " ")


def _choices(values: Iterable[str], *, name: Callable[[str], str], chosen: str) -> tuple[Choice, ...]:
    ordered = sorted((name(value), value) for value in values)
    if name is horizon_words:
        ordered = [(name(each.value), each.value) for each in knowledge.Horizon]
    return tuple(Choice(value=value, label=label, is_chosen=value == chosen) for label, value in ordered)
