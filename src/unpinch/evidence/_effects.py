"""Published pooled results, made comparable as far as that is honest, and put into words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import Certainty, ComparisonKind, EvidenceGroup, PooledResult, SourceTier

from ._groups import groups_for, why_indirect
from ._model import Effect, Favours, Interval, SmallestChange
from ._numbers import plain
from ._wording import outcome_name, result_sentence

PAIN_OUTCOMES = frozenset({"pain_intensity", "leg_pain_intensity"})
FUNCTION_OUTCOMES = frozenset({"disability"})
# What people ask about first is shown first; other outcomes follow by name.
OUTCOME_ORDER = ("leg_pain_intensity", "pain_intensity", "disability", "improved", "global_improvement")
_HORIZONS = tuple(knowledge.Horizon)
# What one point of the published scale is on the common scale of 0 to 100. Standard deviations are not points: how many
# points one is differs between trials, so they stay what they are.
_POINTS_0_100: Mapping[str, float] = MappingProxyType({"0-100": 1.0, "0-10": 10.0})


def effects_of(*, treatment: str, condition: str) -> tuple[Effect, ...]:
    """
    Give the published pooled results of a treatment that bear on a condition.

    Direct ones first, then by outcome (pain, daily life, others), time and id. Nothing is pooled here.
    """
    groups = groups_for(condition=condition)
    rows = [
        row
        for row in knowledge.pooled_results()
        if treatment in (row.treatment, *row.also) and row.condition in groups and _is_compared(row)
    ]
    rows.sort(
        key=lambda row: (
            groups.index(row.condition),
            *_outcome_place(row.outcome),
            _HORIZONS.index(row.horizon),
            row.id,
        )
    )
    return tuple(effect(row=row, condition=condition) for row in rows)


def _outcome_place(outcome: str) -> tuple[int, str]:
    return (OUTCOME_ORDER.index(outcome) if outcome in OUTCOME_ORDER else len(OUTCOME_ORDER), outcome)


def effect(*, row: PooledResult, condition: str) -> Effect:
    """Turn one knowledge row into an effect as seen from a condition."""
    direct = row.condition == condition
    interval = None if row.ci_low is None or row.ci_high is None else (row.ci_low, row.ci_high)
    smallest = smallest_change(outcome=row.outcome, unit=row.unit)
    factor = _POINTS_0_100.get(row.unit) if row.measure == "MD" else None
    favours = favours_of(measure=row.measure, interval=interval, better=row.better)
    return Effect(
        id=row.id,
        outcome=row.outcome,
        outcome_name=outcome_name(outcome=row.outcome),
        versus=row.versus,
        versus_name=Text(versus(row=row).name),
        horizon=row.horizon,
        timepoint=Text(row.timepoint),
        measure=row.measure,
        unit=row.unit,
        estimate=row.estimate,
        ci=interval,
        prediction=None,
        estimate_0_100=None if factor is None or row.estimate is None else _scaled(row.estimate, factor),
        ci_0_100=None
        if factor is None or interval is None
        else (_scaled(interval[0], factor), _scaled(interval[1], factor)),
        better=row.better,
        k=row.studies,
        n=row.participants,
        certainty=row.certainty,
        direct=direct,
        of_class=bool(row.also),
        population=Text(row.population),
        favours=favours,
        smallest_change=smallest,
        sentence=result_sentence(row=row, versus=Text(versus(row=row).name), is_clear=favours is not Favours.UNCLEAR),
        why=_why(row=row, direct=direct, interval=interval, smallest=smallest),
        studies=(row.review,),
        source=row.source_url,
        source_tier=row.source_tier,
        pooled_by=row.review,
    )


def versus(*, row: PooledResult) -> knowledge.ComparedWith:
    """Give what a result compares with."""
    return next(known for known in knowledge.compared_with() if known.id == row.versus)


def smallest_change(*, outcome: str, unit: str) -> SmallestChange | None:
    """
    Give the smallest change that matters for an outcome on a scale, or None where no source gives one.

    The figures were agreed for the change of one person over time; for a difference between groups they are a
    yardstick, which is what the contract asks for, and the text says so.
    """
    domain = "pain" if outcome in PAIN_OUTCOMES else "function" if outcome in FUNCTION_OUTCOMES else None
    for row in knowledge.minimal_changes():
        if (row.outcome, row.unit) == (domain, unit) and unit in _POINTS_0_100:
            return SmallestChange(
                id=row.id,
                points=row.points,
                points_0_100=_scaled(row.points, _POINTS_0_100[unit]),
                text=say(
                    "Experts agreed that a change of {points} points (scale {scale}) is about the smallest that"
                    " matters to one person. We use it as a yardstick.",
                    points=plain(row.points),
                    scale=unit,
                ),
                source=row.source_url,
            )
    return None


def _is_compared(row: PooledResult) -> bool:
    # Single-arm risks are harms and are shown there.
    return versus(row=row).kind is not ComparisonKind.NONE and row.condition is not EvidenceGroup.ANY


def _scaled(value: float, factor: float) -> float:
    # Rounding takes away what binary arithmetic adds, so that -1.21 becomes -12.1.
    return round(value * factor, 6)


def favours_of(*, measure: str, interval: Interval | None, better: str) -> Favours:
    """Say whom a result speaks for, from its interval; `better` is `lower` or `higher`."""
    if interval is None or measure == "proportion":
        return Favours.UNCLEAR
    no_difference = 1.0 if measure == "RR" else 0.0
    if interval[0] <= no_difference <= interval[1]:
        return Favours.UNCLEAR
    is_lower = interval[1] < no_difference
    return Favours.TREATMENT if is_lower == (better == "lower") else Favours.COMPARATOR


def _why(
    *, row: PooledResult, direct: bool, interval: Interval | None, smallest: SmallestChange | None
) -> tuple[Text, ...]:
    reasons = [_certainty_sentence(row)]
    if not direct:
        reasons.append(why_indirect(group=row.condition))
    reasons += [Text(sentence) for sentence in (row.indirect, row.caution) if sentence]
    if interval is not None and smallest is not None and row.estimate is not None:
        reasons += _precision(interval=interval, smallest=smallest.points)
    if row.i2:
        reasons.append(
            say("The trials do not agree well: {i2} percent of the spread is more than chance (I2).", i2=row.i2)
        )
    if row.estimate is not None and interval is None:
        reasons.append(say("No range was printed where we read it."))
    if row.source_tier.is_weak:
        reasons.append(_weak_source(row.source_tier))
    return tuple(reasons)


def _certainty_sentence(row: PooledResult) -> Text:
    if row.certainty is Certainty.NOT_GRADED:
        if row.certainty_as_published:
            return say("Certainty is not graded ({words}).", words=Text(row.certainty_as_published))
        return say("Nobody has graded how sure this is, as far as we could read.")
    words = {
        Certainty.HIGH: say("The review is very sure of this: certainty {words}.", words=row.certainty_as_published),
        Certainty.MODERATE: say("The review is fairly sure: certainty {words}.", words=row.certainty_as_published),
        Certainty.LOW: say("The review is not very sure: certainty {words}.", words=row.certainty_as_published),
        Certainty.VERY_LOW: say("The review is very unsure: certainty {words}.", words=row.certainty_as_published),
    }
    return words[row.certainty]


def _precision(*, interval: Interval, smallest: float) -> list[Text]:
    low, high = interval
    if low <= 0 <= high and low <= -smallest:
        return [say("It cannot tell no difference from one that matters: the range holds both.")]
    if low > -smallest and high < smallest:
        return [say("Even the best end of the range is less than the smallest change that matters.")]
    return []


def _weak_source(tier: SourceTier) -> Text:
    if tier is SourceTier.MIRROR:
        return say("We read these numbers in a copy of the paper or its summary.")
    return say("We read these numbers on a page about the paper, not in the paper.")
