"""The `compare` document of the contract, and `options`: the same, cut to one person."""

from __future__ import annotations

from typing import Any

from unpinch import evidence

Document = dict[str, Any]


def comparison_document(*, comparison: evidence.Comparison) -> Document:
    """
    Give treatments side by side as plain JSON values; `natural_course` is how it goes with none of them.

    `effects` holds the published results and then our own, which say in `pooled_by` that they are ours and carry their
    trials, what was left out, other choices and the steps of the rating. `unused_trials` entered no result.
    """
    return {
        "condition": comparison.condition,
        "treatments": [_with_own(treatment, comparison.condition) for treatment in comparison.treatments],
        "natural_course": [_speed(fact) for fact in comparison.natural_course],
    }


def treatment_document(treatment: evidence.TreatmentEvidence) -> Document:
    """Give all that was published of one treatment; our own pooling takes longer and is only in the comparison."""
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


def _with_own(treatment: evidence.TreatmentEvidence, condition: str) -> Document:
    own = evidence.own_evidence(treatment=treatment.id, condition=condition)
    document = treatment_document(treatment)
    document["effects"] += [_own_pool(pool) for pool in own.pools]
    document["unused_trials"] = [_left_out(one) for one in own.unused]
    if own.pools:
        document["no_effects"] = None
    return document


def _own_pool(pool: evidence.TrialPool) -> Document:
    return _effect(pool.effect) | {
        "i2": _rounded(pool.i2, 1),
        "tau2": _rounded(pool.tau2, 4),
        "trials": [_trial(trial) for trial in pool.trials],
        "left_out": [_left_out(one) for one in pool.left_out],
        "sensitivity": [_sensitivity(one) for one in pool.sensitivity],
        "rating": [
            {"domain": step.domain, "down": step.down, "text": str(step.text), "source": step.source}
            for step in pool.rating.steps
        ],
        "signed": str(pool.rating.signed),
    }


def _trial(trial: evidence.TrialEffect) -> Document:
    return {
        "trial": trial.score.trial,
        "year": trial.score.year,
        "day": trial.score.day,
        "estimate": _rounded(trial.yi, 3),
        "se": _rounded(trial.vi**0.5, 3),
        "weight": _rounded(trial.weight, 1),
        "n": trial.score.n,
        "risk_of_bias": trial.score.bias.value,
        "spread_from": trial.score.spread.value,
        "doubts": [doubt.value for doubt in trial.score.doubts],
        "rows": list(trial.score.rows),
        "source": trial.score.source,
    }


def _left_out(one: evidence.LeftOut) -> Document:
    return {"trial": one.trial, "rows": list(one.rows), "reason": str(one.reason)}


def _sensitivity(one: evidence.Sensitivity) -> Document:
    return {
        "id": one.id,
        "name": str(one.name),
        "k": one.k,
        "estimate": _rounded(one.estimate, 3),
        "ci": None if one.ci is None else [_rounded(end, 3) for end in one.ci],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


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
        "pooled_by": effect.pooled_by,
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
