"""The evidence page: pooled results, trials, files to download, weak sources, when it was checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unpinch import knowledge

from .numbers import interval_words, number_words
from .wording import joined, treatment_name

TRIALS_A_PAGE, POOLED_A_PAGE = 25, 12

if TYPE_CHECKING:
    # A string that is translated when it is shown; the name is only in the type information of Django.
    from django_stubs_ext import StrPromise

# The knowledge files in the order in which they are listed: name without .csv, what it holds, its rows.
FILES: tuple[tuple[str, StrPromise, Callable[[], tuple[knowledge.Fact, ...]]], ...] = (
    ("red_flags", gettext_lazy("Warning signs and facts about them"), knowledge.red_flags),
    ("triage_rules", gettext_lazy("Rules for the level of care"), knowledge.triage_rules),
    ("needling_safety", gettext_lazy("What speaks against a needle"), knowledge.needling_cautions),
    ("diagnostic_findings", gettext_lazy("How well signs and tests tell causes apart"), knowledge.diagnostic_findings),
    ("prevalence", gettext_lazy("How common causes are"), knowledge.prevalence),
    ("body_regions", gettext_lazy("Regions of the body chart"), knowledge.body_regions),
    ("referral_patterns", gettext_lazy("Where each structure is felt"), knowledge.referral_patterns),
    ("muscles", gettext_lazy("Where each muscle lies"), knowledge.muscles),
    ("treatments", gettext_lazy("Treatments"), knowledge.treatments),
    ("trials", gettext_lazy("Trials"), knowledge.trials),
    ("pooled_results", gettext_lazy("Published pooled results"), knowledge.pooled_results),
    ("harms", gettext_lazy("Harms"), knowledge.harms),
    ("time_course", gettext_lazy("How long things take"), knowledge.time_course),
    ("guidelines", gettext_lazy("What guidelines say"), knowledge.guidelines),
    ("scope_of_practice", gettext_lazy("Who may needle in which state"), knowledge.scope_of_practice),
    ("coverage", gettext_lazy("What insurers say they pay for"), knowledge.coverage),
    ("claims", gettext_lazy("What clinics claim, checked"), knowledge.claims),
)


@dataclass(frozen=True)
class PooledRow:
    """One published pooled result."""

    treatment: str
    versus: str
    outcome: str
    when: str
    estimate: str
    interval: str
    measure: str
    size: str
    certainty: str
    population: str
    source: str
    checked: str


@dataclass(frozen=True)
class TrialRow:
    """One trial, however many rows it has in the file."""

    name: str
    year: str
    condition: str
    arms: str
    outcomes: str
    people: str
    source: str


@dataclass(frozen=True)
class FileRow:
    """One file to download; `stem` is its name in the address."""

    stem: str
    name: str
    meaning: str
    rows: int
    signed: int
    checked: str
    due: str


@dataclass(frozen=True)
class WeakRow:
    """One fact that rests on a weak source."""

    file: str
    row: int
    id: str
    tier: str
    source: str


@dataclass(frozen=True)
class Choice:
    """One entry of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class EvidencePage:
    """All of the page."""

    pooled: tuple[PooledRow, ...]
    trials: tuple[TrialRow, ...]
    trial_count: int
    page: int
    page_count: int
    pooled_count: int
    pooled_page: int
    pooled_page_count: int
    conditions: tuple[Choice, ...]
    treatments: tuple[Choice, ...]
    files: tuple[FileRow, ...]
    weak: tuple[WeakRow, ...]
    query: str


def evidence_page(*, condition: str, treatment: str, page: str, pooled_page: str) -> EvidencePage:
    """Give the page for one choice of condition and treatment; empty means all, and so does an unknown word."""
    all_trials = _trials()
    trials = tuple(trial for trial in all_trials if _fits(trial[0], condition=condition, treatment=treatment))
    pooled = [row for row in knowledge.pooled_results() if _bears_on(row, condition=condition, treatment=treatment)]
    shown = Paginator(trials, TRIALS_A_PAGE).get_page(page)
    shown_pooled = Paginator(pooled, POOLED_A_PAGE).get_page(pooled_page)
    return EvidencePage(
        pooled=tuple(_pooled(row) for row in shown_pooled.object_list),
        trials=tuple(_trial(rows) for rows in shown.object_list),
        trial_count=len(trials),
        page=shown.number,
        page_count=shown.paginator.num_pages,
        pooled_count=len(pooled),
        pooled_page=shown_pooled.number,
        pooled_page_count=shown_pooled.paginator.num_pages,
        conditions=_choices((row.condition for row in knowledge.trials()), chosen=condition, name=_condition_name),
        treatments=_choices((row.treatment for row in knowledge.trials()), chosen=treatment, name=arm_name),
        files=_files(),
        weak=_weak(),
        query=f"condition={condition}&treatment={treatment}",
    )


def trial_rows(*, treatment: str) -> tuple[TrialRow, ...]:
    """Give the trials in which a treatment was one of the arms."""
    names = next((row.names_in_trials for row in knowledge.treatments() if row.id == treatment), ())
    return tuple(_trial(rows) for rows in _trials() if {rows[0].treatment, rows[0].comparator} & {treatment, *names})


def _fits(row: knowledge.Trial, *, condition: str, treatment: str) -> bool:
    return condition in ("", row.condition) and treatment in ("", row.treatment, row.comparator)


def _bears_on(row: knowledge.PooledResult, *, condition: str, treatment: str) -> bool:
    return condition in ("", row.condition) and treatment in ("", row.treatment, *row.also)


@cache
def _trials() -> tuple[tuple[knowledge.Trial, ...], ...]:
    """Give the rows of each trial together, newest trial first."""
    by_study = sorted(knowledge.trials(), key=attrgetter("study"))
    studies = [tuple(rows) for _study, rows in groupby(by_study, key=attrgetter("study"))]
    return tuple(sorted(studies, key=lambda rows: (-(rows[0].year or 0), rows[0].study)))


def _trial(rows: tuple[knowledge.Trial, ...]) -> TrialRow:
    first = rows[0]
    arms = sorted({name for row in rows for name in (row.treatment, row.comparator) if name})
    outcomes = sorted({row.outcome.replace("_", " ") for row in rows})
    people = max((row.n or 0 for row in rows), default=0)
    return TrialRow(
        name=first.study,
        year=str(first.year or ""),
        condition=_condition_name(first.condition),
        arms=joined(arm_name(arm) for arm in arms),
        outcomes=", ".join(outcomes),
        people=str(people) if people else _("not stated"),
        source=first.source_url,
    )


@cache
def _names_in_trials() -> dict[str, str]:
    return {name: row.id for row in knowledge.treatments() for name in row.names_in_trials}


def arm_name(arm: str) -> str:
    """Name the arm of a trial; arms that no treatment of ours stands for keep the name of the file."""
    return treatment_name(_names_in_trials().get(arm, arm))


def _condition_name(condition: str) -> str:
    names = {
        "lbp_nonspecific": _("low back pain"),
        "radicular_lbp": _("back pain with nerve pain"),
        "low_back_pain": _("low back pain"),
        "disc_herniation": _("disc herniation"),
        "musculoskeletal": _("pain anywhere in the body"),
        "other": _("outside the back"),
    }
    return names.get(condition, condition.replace("_", " "))


def _choices(values: Iterable[str], *, chosen: str, name: Callable[[str], str]) -> tuple[Choice, ...]:
    named = sorted((name(value), value) for value in set(values))
    return tuple(Choice(value=value, label=label, is_chosen=value == chosen) for label, value in named)


def _pooled(row: knowledge.PooledResult) -> PooledRow:
    return PooledRow(
        treatment=treatment_name(row.treatment),
        versus=_versus_names().get(row.versus, row.versus.replace("_", " ")),
        outcome=row.outcome.replace("_", " "),
        when=row.timepoint,
        estimate=_("in words only") if row.estimate is None else number_words(row.estimate),
        interval=interval_words(row.ci_low, row.ci_high),
        measure=_scale(row),
        size=_size(row),
        certainty=certainty_words(row.certainty),
        population=row.population,
        source=row.source_url,
        checked=row.checked_date.isoformat(),
    )


def _scale(row: knowledge.PooledResult) -> str:
    if row.estimate is None:
        return ""
    return {
        "SMD": _("standard deviations"),
        "MD": _("points of %(scale)s") % {"scale": row.unit},
        "RR": _("times as often"),
    }.get(row.measure, row.unit)


@cache
def _versus_names() -> dict[str, str]:
    return {row.id: row.name for row in knowledge.compared_with()}


def _size(row: knowledge.PooledResult) -> str:
    if row.studies is not None and row.participants is not None:
        return _("%(studies)d trials, %(people)s people") % {"studies": row.studies, "people": f"{row.participants:,}"}
    if row.studies is not None:
        return _("%(studies)d trials") % {"studies": row.studies}
    return _("not stated")


def certainty_words(certainty: str) -> str:
    """Say how sure the evidence is, in words."""
    return {
        "high": _("high"),
        "moderate": _("moderate"),
        "low": _("low"),
        "very_low": _("very low"),
        "not_graded": _("not graded"),
    }[str(certainty)]


def _files() -> tuple[FileRow, ...]:
    return tuple(_file(name, str(meaning), rows()) for name, meaning, rows in FILES)


def _file(name: str, meaning: str, rows: tuple[knowledge.Fact, ...]) -> FileRow:
    return FileRow(
        stem=name,
        name=f"{name}.csv",
        meaning=meaning,
        rows=len(rows),
        signed=sum(1 for row in rows if row.checked_by),
        checked=min(row.checked_date for row in rows).isoformat(),
        due=min(row.next_review_date for row in rows).isoformat(),
    )


def _weak() -> tuple[WeakRow, ...]:
    return tuple(
        WeakRow(file=str(fact.file), row=fact.row, id=fact.id, tier=str(fact.tier), source=fact.source_url)
        for fact in knowledge.weak_facts()
    )
