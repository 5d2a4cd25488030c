"""The evidence page: every result and trial by what was chosen, files to download, weak sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unpinch import evidence, knowledge
from unpinch.evidence import LeftOut
from unpinch.kernel import Text

from .evidence_filters import FilterBox, Wanted, filter_boxes, fits_result, fits_trial, problem_words, wanted
from .evidence_numbers import range_words, unit_words
from .evidence_results import OURS, PUBLISHED, SINGLE, Result, all_results, group_words, has_comparison, kind_words
from .wording import joined, treatment_name

TRIALS_A_PAGE, RESULTS_A_PAGE = 20, 15

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
class ResultRow:
    """One result in the list; `id` names its page."""

    id: str
    treatment: str
    versus: Text | None
    outcome: Text
    when: Text
    estimate: str
    unit: str
    size: str
    certainty: str
    certainty_kind: str
    kind: str
    people: str
    source: str


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
class EvidencePage:
    """All of the page; what the filters change comes first."""

    problem: str
    results: tuple[ResultRow, ...]
    result_count: int
    result_kinds: str
    result_page: int
    result_page_count: int
    trials: tuple[TrialRow, ...]
    trial_count: int
    page: int
    page_count: int
    unused: tuple[LeftOut, ...]
    filters: tuple[FilterBox, ...]
    query: str
    files: tuple[FileRow, ...]
    weak: tuple[WeakRow, ...]


def evidence_page(asked: Mapping[str, str]) -> EvidencePage:
    """Give the page for what an address asks for: filters, `results` and `page` (numbers of pages)."""
    chosen = wanted(asked)
    trials = tuple(rows for rows in _trials() if fits_trial(rows, chosen))
    results = tuple(result for result in all_results() if fits_result(result, chosen))
    shown = Paginator(trials, TRIALS_A_PAGE).get_page(asked.get("page", "1"))
    shown_results = Paginator(results, RESULTS_A_PAGE).get_page(asked.get("results", "1"))
    return EvidencePage(
        problem=problem_words(chosen),
        results=tuple(_result(result) for result in shown_results.object_list),
        result_count=len(results),
        result_kinds=_kinds(results),
        result_page=shown_results.number,
        result_page_count=shown_results.paginator.num_pages,
        trials=tuple(_trial(rows) for rows in shown.object_list),
        trial_count=len(trials),
        page=shown.number,
        page_count=shown.paginator.num_pages,
        unused=_unused(chosen),
        filters=filter_boxes(chosen),
        query=chosen.query,
        files=_files(),
        weak=_weak(),
    )


def _kinds(results: tuple[Result, ...]) -> str:
    counts = Counter(result.kind for result in results)
    return "; ".join(f"{kind_words(kind)}: {counts[kind]}" for kind in (OURS, PUBLISHED, SINGLE) if counts[kind])


def _unused(chosen: Wanted) -> tuple[LeftOut, ...]:
    """Give the trials of a chosen treatment that entered none of our results."""
    if not chosen.treatment:
        return ()
    found = (
        left
        for condition in evidence.CONDITIONS
        if chosen.condition in ("", condition)
        for left in evidence.own_evidence(treatment=chosen.treatment, condition=condition).unused
    )
    # Trials of back pain bear on sciatica too, so they are met twice.
    return tuple({(left.trial, left.rows): left for left in found}.values())


def trial_rows(*, treatment: str) -> tuple[TrialRow, ...]:
    """Give the trials in which a treatment was one of the arms."""
    names = next((row.names_in_trials for row in knowledge.treatments() if row.id == treatment), ())
    return tuple(_trial(rows) for rows in _trials() if {rows[0].treatment, rows[0].comparator} & {treatment, *names})


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
        condition=group_words(first.condition),
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


def _result(result: Result) -> ResultRow:
    effect = result.effect
    return ResultRow(
        id=result.id,
        treatment=treatment_name(result.treatments[0]),
        versus=effect.versus_name if has_comparison(effect) else None,
        outcome=effect.outcome_name,
        when=effect.timepoint,
        estimate=_("in words only")
        if effect.estimate is None
        else range_words(effect.estimate, effect.ci, effect.unit),
        unit=unit_words(effect.unit) if effect.estimate is not None else "",
        size=_size(effect.k, effect.n),
        certainty=certainty_words(effect.certainty),
        certainty_kind=str(effect.certainty),
        kind=kind_words(result.kind),
        people=group_words(result.group.value),
        source=effect.source if result.kind == PUBLISHED else "",
    )


def _size(trials: int | None, people: int | None) -> str:
    parts = (
        trials is not None and ngettext("%(count)d trial", "%(count)d trials", trials) % {"count": trials},
        people is not None and _("%(count)s people") % {"count": f"{people:,}"},
    )
    return ", ".join(part for part in parts if part) or _("not stated")


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
