"""What must hold of all files together, and of the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from unpinch.kernel import CareLevel

from . import articles
from ._care import ScopeOfPractice, Treatment
from ._clinical import (
    DiagnosticFinding,
    FindingDefinition,
    Muscle,
    NeedlingCaution,
    Prevalence,
    RedFlag,
    RedFlagRow,
    ReferralPattern,
    StructureKind,
    TriageRule,
)
from ._directory import KINDS_OF_CARE_AT_MOST, KindOfCare, ProcedureCode, RankingWeight, ranking_problems
from ._evidence import Claim, Guideline, PooledResult, TimeCourse
from ._fact import Fact, Row, SourceTier
from ._files import FILES
from ._load import DATA_FOLDER, BadFact, load
from ._nerve_compression import CareStep, NerveCompression
from ._recovery import CourseAnchor
from ._trial import Trial

AnyRow = TypeVar("AnyRow", bound=Row)
Loaded = Mapping[type[Row], tuple[Row, ...]]

_STATE_CODES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO
MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY
"""
# The 50 states and the District of Columbia: a person in any of them gets an answer about physical therapists.
STATES = frozenset(_STATE_CODES.split())
# Stands in for a state in a row that holds wherever no row of the state says otherwise.
NATIONWIDE = "US"
# What a diagnostic finding or a prevalence may speak for besides the structures of the referral patterns: conditions of
# nerve, disc, joint and tendon that have no map of their own.
CONDITIONS = frozenset(
    (
        "cauda_equina",
        "disc_herniation",
        "facet_joint",
        "gluteal_tendinopathy",
        "hip_joint",
        "iliocostalis_lumborum",
        "myofascial",
        "neuropathic_pain",
        "radiculopathy",
        "serious_spine_disease",
        "spinal_stenosis",
        "upper_lumbar_root",
    )
)
# A bare number or an odd port is somebody's copy server: it will be gone, and nobody knows whose it was.
_COPY_SERVER = re.compile(r"^https?://(\d+\.\d+\.\d+\.\d+|[^/]*:(?!(80|443)(/|$))\d+)")


@dataclass(frozen=True)
class WeakFact:
    """A fact that was read in a copy (tier M) or a commercial page (tier C): somebody should find a better place."""

    file: str
    row: int
    id: str
    tier: SourceTier
    source_url: str


def check(*, today: date) -> tuple[str, ...]:
    """
    Say in one line each what is wrong with the knowledge files; nothing means they may be used.

    Every file must load, every fact be within its review date, and the files must fit together: triage rests only on
    questions and rules, an emergency not on commercial pages alone, every warning sign and needling word is judged
    somewhere, every target is known, every muscle has its place, every state has its answer, every step of care leads
    to evidence that is there, every kind of care has its codes, the
    points of the ranking add up, and the articles say nothing that no fact says.

    Parameters
    ----------
    today
        The day of the check; a fact is overdue from the day after its `next_review_date`.
    """
    loaded, problems = _load_all()
    problems += _calendar_problems(loaded, today)
    for rule in _RULES:
        problems += rule(loaded)
    return tuple(problems)


def weak_facts() -> tuple[WeakFact, ...]:
    """
    Give every fact that rests on a weak source, file by file in the order of the rows.

    Raises
    ------
    BadFact
        If a file does not load.
    """
    return tuple(
        WeakFact(file=file, row=number, id=row.key, tier=row.source_tier, source_url=row.source_url)
        for file, kind in FILES.items()
        for number, row in enumerate(load(kind, file), 2)
        if isinstance(row, Fact) and row.source_tier.is_weak
    )


def _load_all() -> tuple[Loaded, list[str]]:
    loaded: dict[type[Row], tuple[Row, ...]] = {}
    problems: list[str] = []
    for file, kind in FILES.items():
        try:
            loaded[kind] = load(kind, file)
        except BadFact as wrong:
            problems.append(str(wrong))
    return loaded, problems


def _numbered(loaded: Loaded, kind: type[AnyRow]) -> Iterator[tuple[int, AnyRow]]:
    """Give the rows of one kind with their numbers; none if its file did not load, which is said already."""
    for number, row in enumerate(loaded.get(kind, ()), 2):
        if isinstance(row, kind):
            yield number, row


def _rows(loaded: Loaded, kind: type[AnyRow]) -> list[AnyRow]:
    return [row for _, row in _numbered(loaded, kind)]


def _calendar_problems(loaded: Loaded, today: date) -> Iterator[str]:
    for file, kind in FILES.items():
        for number, row in _numbered(loaded, kind):
            if isinstance(row, Fact):
                yield from (f"{file}, row {number} ({row.key}): {wrong}" for wrong in _wrong_now(row, today))


def _wrong_now(fact: Fact, today: date) -> Iterator[str]:
    if fact.next_review_date < today:
        yield f"its source was to be read again by {fact.next_review_date}. Read it, then move both dates."
    if _COPY_SERVER.match(fact.source_url):
        yield f"{fact.source_url} is a copy server. Give the address of the publisher and keep tier M."


def _articles(_loaded: Loaded) -> Iterator[str]:
    yield from articles.problems()


def _unknown_files(_loaded: Loaded) -> Iterator[str]:
    for path in sorted(DATA_FOLDER.iterdir()):
        if path.name not in FILES:
            yield f"{path.name}: no kind of row belongs to this file. Remove it, or give it one in _files.py."


def _weak_emergencies(loaded: Loaded) -> Iterator[str]:
    tiers = {flag.id: flag.source_tier for flag in _rows(loaded, RedFlag)}
    for number, rule in _numbered(loaded, TriageRule):
        rests_on = {rule.source_tier, *(tiers[flag] for flag in rule.red_flags if flag in tiers)}
        if rule.level is CareLevel.EMERGENCY_NOW and rests_on == {SourceTier.COMMERCIAL}:
            yield (
                f"triage_rules.csv, row {number} ({rule.id}): an emergency may not rest on tier C alone."
                " Add a better source."
            )


def _flags_that_may_not_fire(loaded: Loaded) -> Iterator[str]:
    context = {flag.id for flag in _rows(loaded, RedFlag) if flag.row_type is RedFlagRow.CONTEXT}
    for number, rule in _numbered(loaded, TriageRule):
        for flag in rule.red_flags:
            if flag in context:
                yield (
                    f"triage_rules.csv, row {number} ({rule.id}): {flag} is a context row and may not fire."
                    " Rest the rule on a question or rule row."
                )


def _unjudged(loaded: Loaded) -> Iterator[str]:
    triage = {word for rule in _rows(loaded, TriageRule) for word in (*rule.all_of, *rule.any_of)}
    needling = {word for caution in _rows(loaded, NeedlingCaution) for word in caution.findings}
    # Groups of the vocabulary that are only there to be judged: a word nobody judges would be asked or said in vain.
    judged = {"red_flag": (triage, "triage_rules.csv"), "needling": (needling, "needling_safety.csv")}
    for number, word in _numbered(loaded, FindingDefinition):
        words, file = judged.get(word.group, ({word.id}, ""))
        if words and word.id not in words:
            yield f"findings.csv, row {number} ({word.id}): no row of {file} looks at it. Add one, or move the word."


def _unknown_targets(loaded: Loaded) -> Iterator[str]:
    known = CONDITIONS | {row.structure for row in _rows(loaded, ReferralPattern)}
    named = [("diagnostic_findings.csv", n, row.id, row.target) for n, row in _numbered(loaded, DiagnosticFinding)]
    named += [("prevalence.csv", n, row.id, row.target) for n, row in _numbered(loaded, Prevalence) if row.target]
    for file, number, key, target in named:
        if target not in known:
            yield f"{file}, row {number} ({key}): {target!r} is no structure or condition. Use one that is known."


def _muscles_without_a_place(loaded: Loaded) -> Iterator[str]:
    felt = {row.structure for row in _rows(loaded, ReferralPattern) if row.kind is StructureKind.MUSCLE}
    placed = {row.id for row in _rows(loaded, Muscle)}
    for muscle in sorted(felt - placed) if placed else ():
        yield f"muscles.csv: no row says where {muscle} of referral_patterns.csv lies. Add one."
    for number, row in _numbered(loaded, Muscle):
        if felt and row.id not in felt:
            yield (
                f"muscles.csv, row {number} ({row.id}): no row of referral_patterns.csv says where it is felt."
                " Add one, or take it out."
            )


def _shared_trial_names(loaded: Loaded) -> Iterator[str]:
    owner: dict[str, str] = {}
    for number, row in _numbered(loaded, Treatment):
        for name in row.names_in_trials:
            if owner.setdefault(name, row.id) != row.id:
                yield (
                    f"treatments.csv, row {number} ({row.id}): {name!r} belongs to {owner[name]} already, its trials"
                    " would count twice. Leave it in one row."
                )


def _states(loaded: Loaded) -> Iterator[str]:
    scope = list(_numbered(loaded, ScopeOfPractice))
    for number, row in scope:
        if row.state not in STATES | {NATIONWIDE}:
            yield f"scope_of_practice.csv, row {number} ({row.id}): {row.state} is not a state. Mend it."
    answered = {row.state for _, row in scope if row.specialty == "physical_therapist"}
    for state in sorted(STATES - answered) if scope else ():
        yield f"scope_of_practice.csv: no row says what physical therapists may do in {state}. Add one."


# Where the addresses in the evidence of a step of care lead, by the word in front.
_EVIDENCE: Mapping[str, type[Row]] = {
    "fact": NerveCompression,
    "claim": Claim,
    "time": TimeCourse,
    "pooled": PooledResult,
    "guideline": Guideline,
}


def _evidence_that_is_not_there(loaded: Loaded) -> Iterator[str]:
    for number, step in _numbered(loaded, CareStep):
        for address in step.evidence:
            word, _, key = address.partition(":")
            rows = loaded.get(_EVIDENCE[word])
            if rows is not None and key not in {row.key for row in rows}:
                yield f"care_steps.csv, row {number} ({step.id}): there is no {address}. Lead to a row that is there."


def _anchors_without_a_fact(loaded: Loaded) -> Iterator[str]:
    known = {row.key for kind in (TimeCourse, Trial) for row in _rows(loaded, kind)}
    for number, row in _numbered(loaded, CourseAnchor) if known else ():
        if row.fact not in known:
            yield (
                f"course_anchors.csv, row {number} ({row.id}): {row.fact!r} is in neither time_course.csv nor"
                " trials.csv. Name the row it was taken from."
            )


def _kinds_of_care(loaded: Loaded) -> Iterator[str]:
    kinds = list(_numbered(loaded, KindOfCare))
    counted = {row.kind for row in _rows(loaded, ProcedureCode)}
    for number, kind in kinds[KINDS_OF_CARE_AT_MOST:]:
        yield f"kinds_of_care.csv, row {number} ({kind.id}): there is room for {KINDS_OF_CARE_AT_MOST} kinds. Join two."
    for number, kind in kinds if counted else ():
        if kind.id not in counted:
            yield f"kinds_of_care.csv, row {number} ({kind.id}): no row of procedure_codes.csv counts for it. Add one."


def _ranking(loaded: Loaded) -> Iterator[str]:
    rows = _rows(loaded, RankingWeight)
    yield from ranking_problems(rows) if rows else ()


_RULES: tuple[Callable[[Loaded], Iterator[str]], ...] = (
    _unknown_files,
    _weak_emergencies,
    _flags_that_may_not_fire,
    _unjudged,
    _unknown_targets,
    _muscles_without_a_place,
    _shared_trial_names,
    _states,
    _articles,
    _evidence_that_is_not_there,
    _anchors_without_a_fact,
    _kinds_of_care,
    _ranking,
)
