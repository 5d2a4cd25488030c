"""The `compare` document of the contract, and `options`: the same, cut to one person."""

from __future__ import annotations

from typing import Any

from unpinch import evidence

Document = dict[str, Any]


def comparison_document(*, comparison: evidence.Comparison) -> Document:
    """Give treatments side by side as plain JSON values; `natural_course` is how it goes with none of them."""
    return {
        "condition": comparison.condition,
        "treatments": [treatment_document(treatment) for treatment in comparison.treatments],
        "natural_course": [_speed(fact) for fact in comparison.natural_course],
    }


def treatment_document(treatment: evidence.TreatmentEvidence) -> Document:
    """Give all we know of one treatment."""
    return {
        "id": treatment.id,
        "name": str(treatment.name),
        "what_it_is": {"text": str(treatment.what_it_is), "source": treatment.source},
        "effects": [_effect(effect) for effect in treatment.effects],
        "no_effects": str(treatment.no_effects) if treatment.no_effects else None,
        "harms": [_harm(harm) for harm in treatment.harms],
        "speed": [_speed(fact) for fact in treatment.speed],
        "cover": [_cover(fact) for fact in treatment.cover],
        "guidelines": [_guideline(fact) for fact in treatment.guidelines],
        "trials": {"alone": treatment.trials.alone, "combined": treatment.trials.combined},
    }


def _effect(effect: evidence.Effect) -> Document:
    return {
        "outcome": effect.outcome,
        "versus": effect.versus,
        "horizon": effect.horizon.value,
        "timepoint": str(effect.timepoint),
        "measure": effect.measure,
        "unit": effect.unit,
        "estimate": effect.estimate,
        "ci": _pair(effect.ci),
        "prediction": _pair(effect.prediction),
        "estimate_0_100": effect.estimate_0_100,
        "ci_0_100": _pair(effect.ci_0_100),
        "better": effect.better,
        "favours": effect.favours.value,
        "k": effect.k,
        "n": effect.n,
        "certainty": effect.certainty.value,
        "why": [str(reason) for reason in effect.why],
        "direct": effect.direct,
        "of_class": effect.of_class,
        "population": str(effect.population),
        "studies": list(effect.studies),
        "text": str(effect.sentence),
        "source": effect.source,
        "source_tier": effect.source_tier.value,
    }


def _harm(harm: evidence.HarmFact) -> Document:
    return {
        "event": str(harm.event),
        "severity": harm.severity,
        "unit": harm.unit,
        "per_1000": harm.per_1000,
        "ci_per_1000": _pair(harm.ci_per_1000),
        "upper_per_1000": harm.upper_per_1000,
        "events": harm.events,
        "denominator": harm.denominator,
        "text": str(harm.text),
        "source": harm.source,
        "source_tier": harm.source_tier.value,
    }


def _speed(fact: evidence.SpeedFact) -> Document:
    return {
        "topic": fact.topic,
        "timepoint_days": fact.timepoint_days,
        "value": fact.value,
        "unit": fact.unit,
        "direct": fact.direct,
        "population": str(fact.population),
        "text": str(fact.text),
        "source": fact.source,
        "source_tier": fact.source_tier.value,
    }


def _cover(fact: evidence.CoverFact) -> Document:
    return {
        "payers": list(fact.payers),
        "payer_name": str(fact.payer_name),
        "status": fact.status,
        "as_of": fact.as_of,
        "text": str(fact.text),
        "source": fact.source,
        "source_tier": fact.source_tier.value,
    }


def _guideline(fact: evidence.GuidelineFact) -> Document:
    return {
        "guideline": fact.guideline,
        "organisation": fact.organisation,
        "year": fact.year,
        "recommendation": fact.recommendation,
        "strength": fact.strength,
        "direct": fact.direct,
        "text": str(fact.text),
        "source": fact.source,
        "source_tier": fact.source_tier.value,
    }


def _pair(interval: tuple[float, float] | None) -> list[float] | None:
    return list(interval) if interval else None
