"""Our own pooled results of a treatment, in the shape of published ones, each with its trials and its rating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import Certainty, EvidenceGroup, SourceTier, Trial

from ._certainty import rate
from ._effects import FUNCTION_OUTCOMES, OUTCOME_ORDER, favours_of, smallest_change
from ._groups import condition_name, groups_for
from ._model import Effect, Favours, Interval
from ._own_model import CertaintyRating, LeftOut, OwnEvidence, PoolKey, Sensitivity, TrialPool
from ._own_wording import when
from ._poolable import moments_of
from ._pooled_trials import POINTS, PooledTrials, pooled_trials, sensitivity
from ._versus import UNLISTED
from ._wording import ScoreResult, outcome_name, score_sentence

BY_US, SINGLE_TRIAL = "us", "single_trial"
# The groups that trial rows speak of; pooled results of wider groups exist only as published.
_GROUPS_OF_TRIALS = frozenset({EvidenceGroup.SCIATICA, EvidenceGroup.LOW_BACK_PAIN})
_HORIZONS = tuple(knowledge.Horizon)
# Digits that are kept, and said: a tenth of a point of 100, a hundredth of a standard deviation.
_KEPT, _SAID_POINTS, _SAID_SD = 3, 1, 2
# A range beyond these says nothing: a 0-100 scale has 100 points, and no treatment of pain moves people by 3 SD.
_MOST_POINTS, _MOST_SD = 100.0, 3.0


@cache
def own_evidence(*, treatment: str, condition: str) -> OwnEvidence:
    """
    Pool the trials of a treatment that bear on a condition, one result for each comparator, outcome and span of time.

    It is computed when it is asked for, once: `compare` alone does without it.

    Parameters
    ----------
    treatment
        An id of `treatments.csv`.
    condition
        `sciatica` or `low_back_pain`; trials of back pain bear on sciatica too, and are then marked indirect.

    Raises
    ------
    UnknownCondition
        If nothing is compared for it.
    """
    return evidence_from(rows=knowledge.trials(), treatment=treatment, condition=condition)


def evidence_from(*, rows: Iterable[Trial], treatment: str, condition: str) -> OwnEvidence:
    """
    Do what `own_evidence` does, with given rows of trials.

    Parameters
    ----------
    rows
        Rows as in `trials.csv`, in its order.
    treatment, condition
        As `own_evidence` says.

    Raises
    ------
    UnknownCondition
        If nothing is compared for it.
    """
    known = tuple(rows)
    pools: list[TrialPool] = []
    unused: list[LeftOut] = []
    for group in groups_for(condition=condition):
        if group in _GROUPS_OF_TRIALS:
            _add_group(known, treatment=treatment, group=group, condition=condition, pools=pools, unused=unused)
    pools.sort(key=lambda pool: _place(pool.key, condition))
    return OwnEvidence(pools=tuple(pools), unused=tuple(unused))


def _add_group(
    rows: tuple[Trial, ...],
    *,
    treatment: str,
    group: EvidenceGroup,
    condition: str,
    pools: list[TrialPool],
    unused: list[LeftOut],
) -> None:
    for key, trials in moments_of(rows=rows, treatment=treatment, group=group).items():
        if key.versus == UNLISTED:
            reason = say("It was compared with something that is on none of our lists.")
            unused += [
                LeftOut(trial=name, rows=tuple(row.id for moment in moments for row in moment.rows), reason=reason)
                for name, moments in trials.items()
            ]
            continue
        result, left_out = pooled_trials(key=key, trials=trials)
        if result is None:
            unused += left_out
        else:
            pools.append(_pool(result, left_out, condition=condition))


def _place(key: PoolKey, condition: str) -> tuple[int, int, int, str, str]:
    return (
        groups_for(condition=condition).index(key.group),
        OUTCOME_ORDER.index(key.outcome),
        _HORIZONS.index(key.horizon),
        key.label,
        key.versus,
    )


def _pool(result: PooledTrials, left_out: tuple[LeftOut, ...], *, condition: str) -> TrialPool:
    is_direct = result.key.group.value == condition
    rating = rate(result=result, is_direct=is_direct)
    others = sensitivity(result)
    return TrialPool(
        key=result.key,
        effect=_effect(result, rating, others, is_direct=is_direct),
        trials=result.trials,
        left_out=left_out,
        sensitivity=others,
        rating=rating,
        i2=None if result.pooled is None else result.pooled.i2,
        tau2=None if result.pooled is None else result.pooled.tau2,
    )


def _effect(
    result: PooledTrials, rating: CertaintyRating, others: tuple[Sensitivity, ...], *, is_direct: bool
) -> Effect:
    key, in_points = result.key, result.unit == POINTS
    favours = favours_of(measure=result.measure, interval=result.ci, better="lower")
    versus_name = versus_words(key.versus)
    estimate, kept = round(result.estimate, _KEPT), _rounded(result.ci, _KEPT)
    return Effect(
        id=_id(key),
        outcome=key.outcome,
        outcome_name=outcome_name(outcome=key.outcome),
        versus=key.versus,
        versus_name=versus_name,
        horizon=key.horizon,
        timepoint=when(key),
        measure=result.measure,
        unit=result.unit,
        estimate=estimate,
        ci=kept,
        prediction=None if result.prediction is None else _rounded(result.prediction, _KEPT),
        estimate_0_100=estimate if in_points else None,
        ci_0_100=kept if in_points else None,
        better="lower",
        k=len(result.trials),
        n=_people(result),
        certainty=rating.certainty,
        direct=is_direct,
        of_class=False,
        population=_population(key),
        favours=favours,
        smallest_change=smallest_change(outcome=key.outcome, unit=result.unit),
        sentence=_sentence(result, versus=versus_name, is_clear=favours is not Favours.UNCLEAR),
        why=_why(result, rating, others),
        studies=tuple(trial.score.trial for trial in result.trials),
        source=Counter(trial.score.source for trial in result.trials).most_common(1)[0][0],
        source_tier=max((trial.score.tier for trial in result.trials), key=tuple(SourceTier).index),
        pooled_by=SINGLE_TRIAL if result.pooled is None else BY_US,
    )


def _people(result: PooledTrials) -> int | None:
    counts = [trial.score.n for trial in result.trials]
    return None if None in counts else sum(count for count in counts if count is not None)


def _id(key: PoolKey) -> str:
    label = "".join(letter if letter.isalnum() else "-" for letter in key.label).strip("-").lower()
    parts = ("ours", key.treatment, key.versus, key.group.value, key.outcome, key.horizon.value, label)
    return "-".join(part for part in parts if part)


def versus_words(versus: str) -> Text:
    """Name what our results compare with, as it follows "than with"."""
    return Text(next(row.name for row in knowledge.compared_with() if row.id == versus))


def _rounded(interval: Interval, digits: int) -> Interval:
    return round(interval[0], digits), round(interval[1], digits)


def _population(key: PoolKey) -> Text:
    return say("People with {condition}", condition=condition_name(condition=key.group.value))


def _sentence(result: PooledTrials, *, versus: Text, is_clear: bool) -> Text:
    digits = _digits(result)
    low, high = _rounded(result.ci, digits)
    if max(-low, high) > (_MOST_POINTS if result.unit == POINTS else _MOST_SD):
        return say(
            "{what}: the {count} trials together cannot tell whether it is better or worse than with {versus}, {when}.",
            what=outcome_name(outcome=result.key.outcome),
            count=len(result.trials),
            versus=versus,
            when=when(result.key),
        )
    said = ScoreResult(
        outcome=result.key.outcome,
        unit=result.unit,
        when=when(result.key),
        estimate=round(result.estimate, digits),
        ci_low=low,
        ci_high=high,
    )
    return score_sentence(said=said, versus=versus, is_clear=is_clear)


def _why(result: PooledTrials, rating: CertaintyRating, others: tuple[Sensitivity, ...]) -> tuple[Text, ...]:
    reasons = [_grade_sentence(rating.certainty), rating.signed, _what_was_done(result)]
    reasons += [step.text for step in rating.steps]
    reasons += _doubts(result, others)
    instruments = {trial.score.points for trial in result.trials}
    if result.key.outcome in FUNCTION_OUTCOMES and result.unit == POINTS and len(instruments) > 1:
        reasons.append(say("Different questionnaires were turned into points of 100."))
    return tuple(reasons)


def _doubts(result: PooledTrials, others: tuple[Sensitivity, ...]) -> list[Text]:
    doubtful = sum(bool(trial.score.doubts) for trial in result.trials)
    if not doubtful:
        return []
    told = say("Numbers of {count} of the trials are in doubt.", count=doubtful)
    digits = _digits(result)
    for other in others:
        if other.id == "no_doubt" and other.estimate is not None and other.ci is not None:
            low, high = _rounded(other.ci, digits)
            values = {"told": told, "k": other.k, "estimate": round(other.estimate, digits), "low": low, "high": high}
            # Signs are kept here: this is for readers who want to check, below 0 is better as in the numbers beside.
            return [say("{told} The {k} trials without doubts give {estimate} ({low} to {high}).", **values)]
    return [told]


def _digits(result: PooledTrials) -> int:
    return _SAID_POINTS if result.unit == POINTS else _SAID_SD


def _grade_sentence(certainty: Certainty) -> Text:
    words = {
        Certainty.HIGH: say("We rate this as very sure: certainty high."),
        Certainty.MODERATE: say("We rate this as fairly sure: certainty moderate."),
        Certainty.LOW: say("We rate this as not very sure: certainty low."),
        Certainty.VERY_LOW: say("We rate this as very unsure: certainty very low."),
    }
    return words[certainty]


def _what_was_done(result: PooledTrials) -> Text:
    if result.pooled is None:
        return say("This is one trial, shown as it is; nothing was pooled.")
    return say("We pooled {count} trials ourselves, from the numbers of each.", count=len(result.trials))
