"""Every treatment for one condition, side by side."""

from __future__ import annotations

from functools import cache

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import Treatment, TreatmentRole

from ._effects import effects_of
from ._facts import cover_of, guidelines_of, natural_course_of, speed_of
from ._groups import condition_name, groups_for
from ._harms import harms_of
from ._model import Comparison, TreatmentEvidence, TrialCount
from ._trials import trial_counts


def compare(*, condition: str) -> Comparison:
    """
    Put all treatments for a condition side by side: effects, harms, speed, cover and guidelines.

    Effects are published pooled results shown as published; nothing is pooled here, so `prediction` is always None.

    Parameters
    ----------
    condition
        `sciatica` or `low_back_pain`.

    Returns
    -------
    Comparison
        Treatments in the order of `treatments.csv`, those without a pooled result too: it says so.

    Raises
    ------
    UnknownCondition
        If nothing is compared for it.
    """
    groups_for(condition=condition)
    return _compared(condition)


# The facts cannot change while a program runs, and a page that lists options asks for this each time.
@cache
def _compared(condition: str) -> Comparison:
    return Comparison(
        condition=condition,
        treatments=tuple(
            treatment_evidence(treatment=row, condition=condition)
            for row in knowledge.treatments()
            if row.role is TreatmentRole.TREATMENT
        ),
        natural_course=natural_course_of(condition=condition),
    )


def treatment_evidence(*, treatment: Treatment, condition: str) -> TreatmentEvidence:
    """Gather all that is known of one treatment for one condition."""
    effects = effects_of(treatment=treatment.id, condition=condition)
    trials = trial_counts(condition=condition, treatment=treatment.id)
    return TreatmentEvidence(
        id=treatment.id,
        name=Text(treatment.name),
        what_it_is=Text(treatment.what_it_is),
        traits=treatment.traits,
        source=treatment.source_url,
        effects=effects,
        no_effects=None if effects else _no_effects(trials=trials, condition=condition),
        harms=harms_of(treatment=treatment.id),
        speed=speed_of(treatment=treatment.id, condition=condition),
        cover=cover_of(treatment=treatment.id),
        guidelines=guidelines_of(treatment=treatment.id, condition=condition),
        trials=trials,
    )


def _no_effects(*, trials: TrialCount, condition: str) -> Text:
    name = condition_name(condition=condition)
    if not trials.total:
        return say("No pooled result was found, and no single trial for {condition} either.", condition=name)
    if not trials.combined:
        return say(
            "No pooled result was found. Single trials that we hold for {condition}: {count}.",
            condition=name,
            count=trials.total,
        )
    return say(
        "No pooled result was found. Single trials that we hold for {condition}: {count}; in {combined} of them it was"
        " only given together with something else.",
        count=trials.total,
        condition=name,
        combined=trials.combined,
    )
