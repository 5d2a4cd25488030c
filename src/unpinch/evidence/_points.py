"""What each reason counts when options are put in order. Every number here is ours, and is shown with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import Certainty, ComparisonKind, Horizon

from ._effects import FUNCTION_OUTCOMES, PAIN_OUTCOMES
from ._model import Effect, Favours, GuidelineFact, TreatmentEvidence

# How much better than nothing a result is, before certainty. 3: even its weak end reaches the smallest change that
# matters; 2: it may, or no such change is agreed for the scale; 1: better, but even its strong end is too small.
_SURELY_MATTERS, _MAY_MATTER, _TOO_SMALL, _WORSE = 3.0, 2.0, 1.0, -2.0
# "No clear difference" from a sham speaks against a treatment; from another treatment it does not.
_NOT_CLEARLY_BETTER_THAN_SHAM = -1.0
# Certainty as a share of those points. Not graded counts as the lowest grade, because nobody vouched for more.
_RANK: Mapping[Certainty, int] = MappingProxyType(
    {
        Certainty.HIGH: 4,
        Certainty.MODERATE: 3,
        Certainty.LOW: 2,
        Certainty.VERY_LOW: 1,
        Certainty.NOT_GRADED: 0,
    }
)
_SHARE = (0.25, 0.25, 0.5, 0.75, 1.0)
# Daily life counts half of pain: people come here for pain, and most reviews measure it better.
_WEIGHT_PAIN, _WEIGHT_FUNCTION = 1.0, 0.5
# Later than 6 months most episodes have run their course; such results count only where nothing earlier was seen.
_EARLY = frozenset({Horizon.SHORT, Horizon.MEDIUM, Horizon.UNKNOWN})
_RECOMMENDATION: Mapping[str, float] = MappingProxyType({"for": 1.0, "conditional": 0.5, "against": -1.0})
# A guideline on back pain says something for sciatica, but less than one that names it.
_INDIRECT_GUIDELINE = 0.25


@dataclass(frozen=True)
class RankReason:
    """One reason with the points it gives or takes; the points of an option add up to its total."""

    factor: str
    points: float
    text: Text
    source: str


def effect_reasons(*, evidence: TreatmentEvidence) -> tuple[RankReason, ...]:
    """
    Give points for what pooled results say on pain and on daily life.

    Of the results on each, the most certain one counts (indirect ones one grade lower), then one of this treatment
    alone, then the earlier, then the one that says least for the treatment: so a less certain result that is added can
    never lift an option.
    """
    reasons = [
        _effect_reason(leading=leading, factor=factor, weight=weight)
        for factor, outcomes, weight in (
            ("pain", PAIN_OUTCOMES, _WEIGHT_PAIN),
            ("daily_life", FUNCTION_OUTCOMES, _WEIGHT_FUNCTION),
        )
        if (leading := leading_effect(effects=evidence.effects, outcomes=outcomes)) is not None
    ]
    return tuple(reasons) or (_nothing_to_count(evidence),)


def leading_effect(
    *, effects: Iterable[Effect], outcomes: frozenset[str], horizons: frozenset[Horizon] | None = None
) -> Effect | None:
    """Give the result that counts for these outcomes (at these times), or None where none has numbers."""
    counted = [
        effect
        for effect in effects
        if effect.outcome in outcomes
        and effect.estimate is not None
        and _kind(effect) is not ComparisonKind.SAME
        and (horizons is None or effect.horizon in horizons)
    ]
    return min(counted, key=_most_certain_then_most_cautious, default=None)


def certainty_rank(*, effect: Effect) -> int:
    """Give 4 for high down to 1 for very low and 0 where nobody graded it; one lower where the people were others."""
    rank = _RANK[effect.certainty]
    return rank if effect.direct else max(rank - 1, min(rank, 1))


def worth(*, effect: Effect) -> float:
    """Give the points of a result before certainty, 3 down to -2."""
    if effect.favours is Favours.COMPARATOR:
        return _WORSE
    if effect.favours is Favours.UNCLEAR:
        is_fair_test = effect.ci is not None and _kind(effect) is ComparisonKind.INACTIVE
        return _NOT_CLEARLY_BETTER_THAN_SHAM if is_fair_test else 0.0
    if effect.ci is None or effect.smallest_change is None:
        return _MAY_MATTER
    strong, weak = abs(effect.ci[0]), abs(effect.ci[1])
    if weak >= effect.smallest_change.points:
        return _SURELY_MATTERS
    return _TOO_SMALL if strong < effect.smallest_change.points else _MAY_MATTER


def guideline_reasons(*, evidence: TreatmentEvidence, duration_days: int | None) -> tuple[RankReason, ...]:
    """
    Give points for what guidelines say, each guideline once.

    Those that speak of pain lasting longer or shorter than this person's do not count; without a duration all do. Of
    several sentences of one guideline the nearest to the condition counts, then the most cautious.
    """
    chosen: dict[str, GuidelineFact] = {}
    for fact in sorted(evidence.guidelines, key=_nearest_then_most_cautious):
        if fact.recommendation in _RECOMMENDATION and _fits_duration(fact, duration_days):
            chosen.setdefault(fact.guideline, fact)
    return tuple(
        RankReason(
            factor="guideline",
            points=_RECOMMENDATION[fact.recommendation] * (1.0 if fact.direct else _INDIRECT_GUIDELINE),
            text=fact.text,
            source=fact.source,
        )
        for fact in chosen.values()
    )


def _effect_reason(*, leading: Effect, factor: str, weight: float) -> RankReason:
    return RankReason(
        factor=factor,
        points=worth(effect=leading) * _SHARE[certainty_rank(effect=leading)] * weight,
        text=say("{sentence} {sure}", sentence=leading.sentence, sure=leading.why[0]),
        source=leading.source,
    )


def _nothing_to_count(evidence: TreatmentEvidence) -> RankReason:
    if evidence.effects:
        first = evidence.effects[0]
        return RankReason(factor="pain", points=0.0, text=first.sentence, source=first.source)
    text = evidence.no_effects or say("No pooled result was found.")
    return RankReason(factor="pain", points=0.0, text=text, source=evidence.source)


def _most_certain_then_most_cautious(effect: Effect) -> tuple[int, bool, bool, float, str]:
    is_late = effect.horizon not in _EARLY
    return (-certainty_rank(effect=effect), effect.of_class, is_late, worth(effect=effect), effect.id)


def _nearest_then_most_cautious(fact: GuidelineFact) -> tuple[bool, float, str]:
    return (not fact.direct, _RECOMMENDATION.get(fact.recommendation, 0.0), fact.id)


def _fits_duration(fact: GuidelineFact, days: int | None) -> bool:
    if days is None:
        return True
    return (fact.min_days is None or days >= fact.min_days) and (fact.max_days is None or days <= fact.max_days)


def _kind(effect: Effect) -> ComparisonKind:
    return next(row.kind for row in knowledge.compared_with() if row.id == effect.versus)
