"""Every pooled result that has a page: those we pooled ourselves, single trials, and published ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from unpinch import evidence, knowledge
from unpinch.evidence import Effect, TrialPool
from unpinch.knowledge import Certainty, ComparisonKind, EvidenceGroup, PooledResult

OURS, PUBLISHED, SINGLE = "ours", "published", "single"
_KINDS = (OURS, PUBLISHED, SINGLE)
_CERTAINTIES = tuple(Certainty)
# An id of our own begins with this word and the treatment.
_OWN = "ours"


@dataclass(frozen=True)
class Result:
    """
    One result.

    `kind` is `ours` where we pooled two trials or more, `single` where we hold one, else `published`. `treatments` are
    those it bears on; the first is the one it is of. `pool` or else `row` is known.
    """

    id: str
    kind: str
    treatments: tuple[str, ...]
    group: EvidenceGroup
    effect: Effect
    pool: TrialPool | None = None
    row: PooledResult | None = None


# The facts cannot change while the program runs, and pooling all trials takes seconds.
@cache
def all_results() -> tuple[Result, ...]:
    """Give all results: what we pooled, then what reviews did, then single trials; of each the surest first."""
    own = (result for treatment in _compared() for result in _own(treatment))
    found = [*own, *(_published(row) for row in knowledge.pooled_results())]
    return tuple(sorted(found, key=_place))


def _place(result: Result) -> tuple[int, int, int]:
    """Order by who pooled, by how sure it is, by how many trials."""
    return (_KINDS.index(result.kind), _CERTAINTIES.index(result.effect.certainty), -(result.effect.k or 0))


def result_named(id: str) -> Result | None:
    """Give one result without working out those of other treatments; None where there is none of this name."""
    for row in knowledge.pooled_results():
        if row.id == id:
            return _published(row)
    treatment = id.split("-")[1] if id.startswith(f"{_OWN}-") else ""
    if treatment not in _compared():
        return None
    return next((result for result in _own(treatment) if result.id == id), None)


def results_of(treatment: str) -> tuple[Result, ...]:
    """Give the results that bear on one treatment: our own, then published ones."""
    published = (_published(row) for row in knowledge.pooled_results() if treatment in (row.treatment, *row.also))
    return (*(_own(treatment) if treatment in _compared() else ()), *published)


@cache
def _compared() -> tuple[str, ...]:
    return tuple(one.id for one in evidence.compare(condition=evidence.CONDITIONS[0]).treatments)


@cache
def _own(treatment: str) -> tuple[Result, ...]:
    """Give our results of a treatment, each as seen from the people it was found in."""
    return tuple(
        Result(
            id=pool.effect.id,
            kind=SINGLE if len(pool.trials) == 1 else OURS,
            treatments=(treatment,),
            group=pool.key.group,
            effect=pool.effect,
            pool=pool,
        )
        for condition in evidence.CONDITIONS
        for pool in evidence.own_evidence(treatment=treatment, condition=condition).pools
        if pool.key.group.value == condition
    )


def _published(row: PooledResult) -> Result:
    condition = row.condition.value if row.condition.value in evidence.CONDITIONS else evidence.CONDITIONS[0]
    return Result(
        id=row.id,
        kind=PUBLISHED,
        treatments=(row.treatment, *row.also),
        group=row.condition,
        effect=evidence.pooled(id=row.id, condition=condition),
        row=row,
    )


@cache
def _without_comparison() -> frozenset[str]:
    return frozenset(row.id for row in knowledge.compared_with() if row.kind is ComparisonKind.NONE)


def has_comparison(effect: Effect) -> bool:
    """Say whether a result compares with anything; counts of harms in one group do not."""
    return effect.versus not in _without_comparison()


def kind_words(kind: str) -> str:
    """Say who put the trials together."""
    return {
        OURS: _("pooled by us"),
        PUBLISHED: _("published review"),
        SINGLE: _("one trial, not pooled"),
    }[kind]


def group_words(group: str) -> str:
    """Name the people of a result or of a trial."""
    return {
        "sciatica": _("sciatica"),
        "low_back_pain": _("low back pain"),
        "musculoskeletal": _("pain anywhere in the body"),
        "neck": _("neck pain"),
        "calf": _("sore calf muscles"),
        "any": _("any reason"),
        "lbp_nonspecific": _("low back pain"),
        "radicular_lbp": _("back pain with nerve pain"),
        "disc_herniation": _("disc herniation"),
        "other": _("outside the back"),
    }.get(group, group.replace("_", " "))


def horizon_words(horizon: str) -> str:
    """Say a span of time as a heading."""
    return {
        "short": _("within 6 weeks"),
        "medium": _("6 weeks to 6 months"),
        "intermediate": _("6 to 12 months"),
        "long": _("12 months or more"),
        "unknown": _("time not stated in days"),
    }[horizon]
