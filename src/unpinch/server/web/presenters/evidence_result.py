"""The page of one pooled result: what it says, how surely, from which trials, and what happens under other choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import evidence, knowledge
from unpinch.evidence import CertaintyStep, Effect, LeftOut, TrialEffect, TrialPool, synthesis
from unpinch.evidence.plots import IntervalRow
from unpinch.kernel import Text
from unpinch.knowledge import BiasRisk, SpreadSource

from .article import Cell, Table
from .evidence import certainty_words
from .evidence_numbers import range_words, rounded, unit_words
from .evidence_plots import (
    FEWEST_IN_FUNNEL,
    STANDARD_DEVIATIONS,
    Drawing,
    forest_of,
    funnel_of,
    intervals_of,
    trial_interval,
    trial_name,
    what_words,
)
from .evidence_results import PUBLISHED, Result, group_words, kind_words, results_of
from .wording import treatment_name

# From here on a test of whether small trials differ tells something (Cochrane Handbook, chapter 13).
FEWEST_FOR_TEST = 10
_LEAVE_ONE_OUT = "leave_one_out"
# Smaller p values are not written out.
_LEAST_P = 0.001


@dataclass(frozen=True)
class Step:
    """One step of the certainty: its name, what it takes, why, and the rule it follows."""

    name: str
    down: str
    text: Text
    source: str


@dataclass(frozen=True)
class RelatedResult:
    """Another result on the same treatment and comparison."""

    id: str
    words: str


@dataclass(frozen=True)
class ResultPage:
    """All of the page; drawings and tables are None where there is nothing to show."""

    id: str
    title: str
    kind: str
    kind_words: str
    people: str
    sentence: Text
    certainty: str
    certainty_kind: str
    steps: tuple[Step, ...]
    signed: Text | None
    why: tuple[Text, ...]
    facts: tuple[tuple[str, str], ...]
    matters: Drawing | None
    matters_table: Table | None
    smallest: Text | None
    is_standardised: bool
    smallest_source: str
    forest: Drawing | None
    trials: Table | None
    funnel: Drawing | None
    funnel_table: Table | None
    funnel_words: str
    leave_one_out: Table | None
    left_out: Table | None
    source: str
    checked: str
    related: tuple[RelatedResult, ...]


def result_page(result: Result) -> ResultPage:
    """Give the page of a result."""
    effect, pool = result.effect, result.pool
    treatment = result.treatments[0]
    others = _other_rows(pool) if pool else ()
    return ResultPage(
        id=result.id,
        title=what_words(effect, treatment),
        kind=result.kind,
        kind_words=kind_words(result.kind),
        people=group_words(result.group.value) if pool else effect.population.translated(_),
        sentence=effect.sentence,
        certainty=certainty_words(effect.certainty),
        certainty_kind=str(effect.certainty),
        steps=tuple(_step(step) for step in pool.rating.steps) if pool else (),
        signed=pool.rating.signed if pool else None,
        why=effect.why if result.kind == PUBLISHED else (),
        facts=_facts(result),
        matters=intervals_of(effect, treatment=treatment, others=others),
        matters_table=_matters_table(effect, others),
        smallest=effect.smallest_change.text if effect.smallest_change else None,
        is_standardised=effect.unit == STANDARD_DEVIATIONS,
        smallest_source=effect.smallest_change.source if effect.smallest_change else "",
        forest=forest_of(pool) if pool else None,
        trials=_trials_table(pool) if pool else None,
        funnel=funnel_of(pool) if pool else None,
        funnel_table=_funnel_table(pool) if pool and len(pool.trials) >= FEWEST_IN_FUNNEL else None,
        funnel_words=_funnel_words(pool) if pool else "",
        leave_one_out=_leave_one_out(pool) if pool else None,
        left_out=left_out_table(pool.left_out) if pool and pool.left_out else None,
        source=effect.source,
        checked=_checked(result),
        related=_related(result),
    )


def _step(step: CertaintyStep) -> Step:
    names = {
        "risk_of_bias": _("How well the trials were done"),
        "inconsistency": _("Whether they agree"),
        "indirectness": _("Whether they ask your question"),
        "imprecision": _("How exact the number is"),
        "publication_bias": _("Whether bad news is missing"),
    }
    down = (
        ngettext("%(count)d grade less", "%(count)d grades less", step.down) % {"count": step.down}
        if step.down
        else _("nothing taken off")
    )
    return Step(names.get(step.domain, step.domain.replace("_", " ")), down, step.text, step.source)


def _facts(result: Result) -> tuple[tuple[str, str], ...]:
    effect, pool = result.effect, result.pool
    found: list[tuple[str, str]] = []
    if effect.estimate is not None:
        found.append((_measure_words(effect.measure), range_words(effect.estimate, effect.ci, effect.unit)))
        found.append((_("Unit"), unit_words(effect.unit)))
    if effect.prediction is not None:
        low, high = (rounded(end, effect.unit) for end in effect.prediction)
        found.append((_("Where a next trial would lie"), _("%(low)s to %(high)s") % {"low": low, "high": high}))
    found.append((_("Trials"), str(effect.k) if effect.k is not None else _("not stated")))
    found.append((_("People"), f"{effect.n:,}" if effect.n is not None else _people_unknown(result)))
    if pool is not None and pool.i2 is not None and pool.tau2 is not None:
        found.append((_("How far trials differ beyond chance"), f"I2 {pool.i2:.0f}%, tau2 {pool.tau2:.3g}"))
    found.append((_("Seen in"), group_words(result.group.value)))
    return tuple(found)


def _people_unknown(result: Result) -> str:
    return _("not stated") if result.kind == PUBLISHED else _("not stated for all")


def _measure_words(measure: str) -> str:
    if measure == "RR":
        return _("Ratio (95%% interval)") % ()
    return _("Share (95%% interval)") % () if measure == "proportion" else _("Difference (95%% interval)") % ()


def _other_rows(pool: TrialPool) -> tuple[IntervalRow, ...]:
    """Give the result under other choices as rows of the picture."""
    return tuple(
        IntervalRow(
            name=_("%(choice)s (%(count)d trials)")
            % {"choice": _first_big(other.name.translated(_)), "count": other.k},
            estimate=other.estimate,
            low=other.ci[0],
            high=other.ci[1],
            numbers=range_words(other.estimate, other.ci, pool.effect.unit),
        )
        for other in pool.sensitivity
        if other.estimate is not None and other.ci is not None and other.id != _LEAVE_ONE_OUT
    )


def _first_big(words: str) -> str:
    return words[:1].upper() + words[1:]


def _matters_table(effect: Effect, others: Iterable[IntervalRow]) -> Table | None:
    if effect.estimate is None:
        return None
    rows = [(Cell(_("All together")), Cell(range_words(effect.estimate, effect.ci, effect.unit)))]
    rows += [(Cell(row.name), Cell(row.numbers)) for row in others]
    return Table(
        _("The result, and the same under other choices"),
        (_("Choice"), _("Difference (95%% interval)") % ()),
        tuple(rows),
    )


def _trials_table(pool: TrialPool) -> Table:
    header = (
        _("Trial"),
        _("Measured with"),
        treatment_name(pool.key.treatment),
        pool.effect.versus_name.translated(_),
        _("Difference (95%% interval)") % (),
        _("Weight"),
        _("How well done, and doubts"),
    )
    return Table(_("The trials behind the picture"), header, tuple(_trial_cells(one, pool) for one in pool.trials))


def _trial_cells(trial: TrialEffect, pool: TrialPool) -> tuple[Cell, ...]:
    score, arms = trial.score, trial.score.arms
    turned = _("only the difference was printed")
    return (
        Cell(trial_name(trial), score.source),
        Cell(f"{score.instrument}; {_day_words(score.day)}; {_kind_of_score(is_change=score.is_change)}"),
        Cell(_arm_words(arms.m1, arms.sd1, arms.n1) if arms else turned),
        Cell(_arm_words(arms.m2, arms.sd2, arms.n2) if arms else turned),
        Cell(range_words(trial.yi, trial_interval(trial), pool.effect.unit)),
        Cell(f"{trial.weight:.1f}%"),
        Cell(_quality_words(trial)),
    )


def _arm_words(mean: float, sd: float, n: int) -> str:
    return _("average %(mean)s, SD %(sd)s, %(count)d people") % {
        "mean": rounded(mean, ""),
        "sd": rounded(sd, ""),
        "count": n,
    }


def _day_words(day: float | None) -> str:
    return _("day %(day)s") % {"day": f"{day:.0f}"} if day is not None else _("day not printed")


def _kind_of_score(*, is_change: bool) -> str:
    return _("change since the start") if is_change else _("score at the time")


def _quality_words(trial: TrialEffect) -> str:
    parts = [bias_words(trial.score.bias), spread_words(trial.score.spread)]
    parts += [evidence.REASONS[doubt].translated(_) for doubt in trial.score.doubts]
    return " ".join(part for part in parts if part)


def bias_words(bias: BiasRisk) -> str:
    """Say how well a trial was done."""
    return {
        BiasRisk.LOW: _("Low risk of bias."),
        BiasRisk.SOME: _("Some risk of bias."),
        BiasRisk.HIGH: _("High risk of bias."),
        BiasRisk.UNKNOWN: _("No judgement of bias seen."),
    }[bias]


def spread_words(spread: SpreadSource) -> str:
    """Say where the spread of a trial comes from; nothing where it was printed."""
    return {
        SpreadSource.IN_REVIEW: _("Spread as a review gives it."),
        SpreadSource.FROM_SE: _("Spread computed from a standard error."),
        SpreadSource.FROM_CI: _("Spread computed from an interval."),
        SpreadSource.FROM_MEDIAN: _("Spread derived from a median."),
        SpreadSource.FROM_FIGURE: _("Spread read from a drawing."),
        SpreadSource.CONVERTED: _("Spread converted by a review."),
        SpreadSource.DOUBTFUL: _("The spread may be something else."),
    }.get(spread, "")


def _funnel_table(pool: TrialPool) -> Table:
    rows = tuple(
        (Cell(trial_name(one)), Cell(rounded(one.yi, pool.effect.unit)), Cell(rounded(one.vi**0.5, "")))
        for one in sorted(pool.trials, key=lambda one: one.vi)
    )
    return Table(_("The points of the funnel"), (_("Trial"), _("Difference"), _("Standard error")), rows)


def _funnel_words(pool: TrialPool) -> str:
    count = len(pool.trials)
    if count < FEWEST_IN_FUNNEL:
        return _("With fewer than %(fewest)d trials there is no funnel to draw.") % {"fewest": FEWEST_IN_FUNNEL}
    if count < FEWEST_FOR_TEST:
        return _("With fewer than %(fewest)d trials a test would tell nothing, so none was made.") % {
            "fewest": FEWEST_FOR_TEST
        }
    test = synthesis.egger(yi=[one.yi for one in pool.trials], vi=[one.vi for one in pool.trials])
    return _("Egger's test whether small trials differ from large ones: p = %(p)s.") % {"p": p_words(test.p)}


def p_words(p: float) -> str:
    """Write a p value."""
    return "< 0.001" if p < _LEAST_P else f"{p:.3f}"


def _leave_one_out(pool: TrialPool) -> Table | None:
    if all(other.id != _LEAVE_ONE_OUT for other in pool.sensitivity):
        return None
    left = synthesis.leave_one_out(yi=[one.yi for one in pool.trials], vi=[one.vi for one in pool.trials])
    rows = tuple(
        (Cell(trial_name(one)), Cell(rounded(rest.estimate, pool.effect.unit)))
        for one, rest in zip(pool.trials, left, strict=True)
    )
    return Table(_("The result without each trial"), (_("Without"), _("Difference")), rows)


def left_out_table(left_out: Iterable[LeftOut]) -> Table:
    """Set what did not enter under each other, with the reasons."""
    rows = tuple((Cell(one.trial), Cell(str(len(one.rows) or "")), Cell(one.reason.translated(_))) for one in left_out)
    header = (_("Trial"), _("Rows of the file"), _("Why it did not enter"))
    return Table(_("What bears on the question and did not enter"), header, rows)


def _checked(result: Result) -> str:
    if result.row is not None:
        return result.row.checked_date.isoformat()
    studies = set(result.effect.studies)
    return min(row.checked_date for row in knowledge.trials() if row.trial in studies).isoformat()


def _related(result: Result) -> tuple[RelatedResult, ...]:
    """Give the other results that compare the same two."""
    return tuple(
        RelatedResult(other.id, f"{what_words(other.effect, other.treatments[0])} ({kind_words(other.kind)})")
        for other in results_of(result.treatments[0])
        if other.id != result.id and other.effect.versus == result.effect.versus
    )
