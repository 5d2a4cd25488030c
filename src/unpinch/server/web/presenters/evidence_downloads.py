"""One result as CSV and JSON, for whoever wants to check it or compute with it."""

from __future__ import annotations

import csv
import io
from typing import Any

from unpinch.evidence import TrialEffect, TrialPool
from unpinch.knowledge import PooledResult

from .evidence_results import Result

# `yi` and `vi` are the names that `unpinch synthesize` reads.
_TRIAL_COLUMNS = (
    "study",
    "yi",
    "vi",
    "weight_percent",
    "unit",
    "year",
    "day",
    "instrument",
    "is_change",
    "treatment_mean",
    "treatment_sd",
    "treatment_n",
    "other_mean",
    "other_sd",
    "other_n",
    "other_arm",
    "difference",
    "difference_se",
    "to_points_of_100",
    "bias",
    "spread",
    "doubts",
    "rows",
    "source_url",
)


def result_csv(result: Result) -> str:
    """
    Give one row for each trial of our own result, or the row of a published one.

    `unpinch synthesize` reads the rows of trials as they are.
    """
    out = io.StringIO()
    if result.pool is not None:
        writer = csv.DictWriter(out, _TRIAL_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_trial(one, result.pool) for one in result.pool.trials)
    elif result.row is not None:
        row = _published(result.row)
        writer = csv.DictWriter(out, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerow(row)
    return out.getvalue()


def result_document(result: Result) -> dict[str, Any]:
    """Give everything of a result as plain values; sentences are English."""
    effect, pool = result.effect, result.pool
    return {
        "id": result.id,
        "kind": result.kind,
        "treatments": list(result.treatments),
        "versus": effect.versus,
        "condition": result.group.value,
        "outcome": effect.outcome,
        "horizon": effect.horizon.value,
        "timepoint": str(effect.timepoint),
        "measure": effect.measure,
        "unit": effect.unit,
        "better": effect.better,
        "estimate": effect.estimate,
        "ci": effect.ci,
        "prediction": effect.prediction,
        "k": effect.k,
        "n": effect.n,
        "i2": pool.i2 if pool else None,
        "tau2": pool.tau2 if pool else None,
        "certainty": effect.certainty.value,
        "sentence": str(effect.sentence),
        "why": [str(reason) for reason in effect.why],
        "certainty_steps": _steps(pool),
        "sensitivity": _sensitivity(pool),
        "trials": [_trial(one, pool) for one in pool.trials] if pool else [],
        "left_out": _left_out(pool),
        "published": _published(result.row) if result.row else None,
        "source": effect.source,
        "source_tier": effect.source_tier.value,
    }


def _trial(one: TrialEffect, pool: TrialPool) -> dict[str, Any]:
    score, arms = one.score, one.score.arms
    return {
        "study": score.trial,
        "yi": one.yi,
        "vi": one.vi,
        "weight_percent": one.weight,
        "unit": pool.effect.unit,
        "year": score.year,
        "day": score.day,
        "instrument": score.instrument,
        "is_change": score.is_change,
        "treatment_mean": arms and arms.m1,
        "treatment_sd": arms and arms.sd1,
        "treatment_n": arms and arms.n1,
        "other_mean": arms and arms.m2,
        "other_sd": arms and arms.sd2,
        "other_n": arms and arms.n2,
        "other_arm": score.other_arm,
        "difference": score.difference,
        "difference_se": score.se,
        "to_points_of_100": score.points,
        "bias": score.bias.value,
        "spread": score.spread.value,
        "doubts": " ".join(doubt.value for doubt in score.doubts),
        "rows": " ".join(score.rows),
        "source_url": score.source,
    }


def _steps(pool: TrialPool | None) -> list[dict[str, Any]]:
    steps = pool.rating.steps if pool else ()
    return [{"domain": step.domain, "down": step.down, "text": str(step.text), "source": step.source} for step in steps]


def _sensitivity(pool: TrialPool | None) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "name": str(one.name), "k": one.k, "estimate": one.estimate, "ci": one.ci}
        for one in (pool.sensitivity if pool else ())
    ]


def _left_out(pool: TrialPool | None) -> list[dict[str, Any]]:
    return [
        {"trial": one.trial, "rows": list(one.rows), "reason": str(one.reason)}
        for one in (pool.left_out if pool else ())
    ]


def _published(row: PooledResult) -> dict[str, Any]:
    return row.model_dump(mode="json")
