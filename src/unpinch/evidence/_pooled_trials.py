"""Our own pooling of the trials that bear on one question, and the result under other choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scipy import special

from unpinch.kernel import Text, say
from unpinch.knowledge import BiasRisk, Pooling, SpreadSource

from . import synthesis
from ._model import Interval
from ._own_model import LeftOut, PoolKey, Sensitivity, TrialEffect, TrialScore
from ._own_wording import REASONS
from ._poolable import Moment
from ._trial_scores import score_of

POINTS, STANDARD_DEVIATIONS = "0-100", "SD"
_FEWEST = 2
_NORMAL = float(special.ndtri(0.975))
# Leaving one out needs two that stay.
_FEWEST_TO_LEAVE_ONE_OUT = 3
# A spread that lost something on its way, or may be something else.
_DERIVED = frozenset(
    {SpreadSource.FROM_MEDIAN, SpreadSource.FROM_FIGURE, SpreadSource.CONVERTED, SpreadSource.DOUBTFUL}
)


@dataclass(frozen=True)
class PooledTrials:
    """
    The trials of one question on one unit, and what they give together.

    `measure` is `MD` in points of a 0-100 scale, or `SMD`; `pooled` and `prediction` are None where there is a single
    trial. `ci` and `prediction` are the wider of Hartung and Knapp's and those with normal quantiles.
    """

    key: PoolKey
    measure: str
    unit: str
    trials: tuple[TrialEffect, ...]
    pooled: synthesis.Pooled | None
    estimate: float
    ci: Interval
    prediction: Interval | None


def pooled_trials(
    *, key: PoolKey, trials: Mapping[str, Sequence[Moment]]
) -> tuple[PooledTrials | None, tuple[LeftOut, ...]]:
    """
    Pool the trials of one question by restricted maximum likelihood with the interval of Hartung and Knapp.

    Where a few trials agree by chance that interval can be absurdly narrow; then the one with normal quantiles stands,
    so that the wider of the two is always shown (Jackson and others 2017, second hybrid; Röver and others 2015).

    Each trial counts once, with its best moment (see `Moment.rank`). Where every trial without doubts has a scale of
    certain range, the result is a mean difference in points of 0 to 100, and others are left out; otherwise it is
    standardised, and trials without two arms, or with changes where most have scores (or the other way round), are
    left out: differences of scores and of changes must not be standardised together (Handbook 10.5.2).

    Parameters
    ----------
    key
        The question.
    trials
        Its moments by trial.

    Returns
    -------
    PooledTrials or None
        None where no trial can be used, which says nothing of whether the treatment helps.
    tuple of LeftOut
        What did not enter, and why.

    References
    ----------
    Deeks JJ, Higgins JPT, Altman DG. Cochrane Handbook, chapter 10,
    https://training.cochrane.org/handbook/current/chapter-10. Jackson D et al. Stat Med 2017;36:3923-3934,
    https://doi.org/10.1002/sim.7411. Röver C, Knapp G, Friede T. BMC Med Res Methodol 2015;15:99,
    https://doi.org/10.1186/s12874-015-0091-1.
    """
    left_out: list[LeftOut] = []
    scores = [score for name, moments in trials.items() if (score := _score(name, moments, left_out)) is not None]
    in_points = all(score.points is not None for score in scores if not score.doubts) and any(
        score.points is not None for score in scores
    )
    kept = _on_one_unit(scores, in_points=in_points, left_out=left_out)
    return (_together(key, kept, in_points=in_points) if kept else None), tuple(left_out)


def sensitivity(result: PooledTrials) -> tuple[Sensitivity, ...]:
    """Give the result under other choices; none for a single trial."""
    if result.pooled is None:
        return ()
    return (
        _of_some(
            result,
            id="no_doubt",
            name=say("without numbers that are in doubt or lost something on their way"),
            keeps=lambda score: not score.doubts and score.spread not in _DERIVED,
        ),
        _of_some(
            result,
            id="no_high_bias",
            name=say("without trials at high risk of bias"),
            keeps=lambda score: score.bias is not BiasRisk.HIGH,
        ),
        _common_effect(result),
        *_leave_one_out(result),
    )


def _score(name: str, moments: Sequence[Moment], left_out: list[LeftOut]) -> TrialScore | None:
    """Give the score of a trial from its best moment, and note what is left out of it and why."""
    usable = [moment.usable for moment in moments if moment.usable.is_complete]
    best = min(usable, key=lambda moment: moment.rank, default=None)
    kept = {row.id for row in best.rows} if best is not None else set()
    found: dict[Text, list[str]] = {}
    for moment in moments:
        rows = [row.id for row in moment.rows if row.id not in kept]
        if rows:
            found.setdefault(_why_left_out(moment, best), []).extend(rows)
    left_out += [LeftOut(trial=name, rows=tuple(rows), reason=reason) for reason, rows in found.items()]
    return None if best is None else score_of(best)


def _why_left_out(moment: Moment, best: Moment | None) -> Text:
    if not moment.usable.is_complete or best is None or _is_part(best, moment):
        reasons = [row.pooling_why for row in moment.rows if row.pooling is Pooling.NOT]
        return REASONS[reasons[0]] if reasons else say("Only one of the two groups was printed.")
    if moment.source != best.source:
        return say("Another report of the same trial counts.")
    if moment.day != best.day:
        return say("Another time in the same span counts: the one nearest to its end.")
    if moment.is_difference or moment.is_change != best.is_change:
        return say("The same result is given in another way, which counts.")
    return say("Another scale of the same trial counts.")


def _is_part(best: Moment, moment: Moment) -> bool:
    return {row.id for row in best.rows} < {row.id for row in moment.rows}


def _on_one_unit(scores: list[TrialScore], *, in_points: bool, left_out: list[LeftOut]) -> list[TrialScore]:
    if in_points:
        reason = say("It is not certain which range the scale has, so its points cannot be turned into others.")
        return _keeping(scores, lambda score: score.points is not None, reason, left_out)
    reason = say("A difference without standard deviations cannot be standardised.")
    with_arms = _keeping(scores, lambda score: score.arms is not None, reason, left_out)
    changes = sum(score.is_change for score in with_arms)
    mostly_changes = changes > len(with_arms) - changes
    reason = say("Changes and scores cannot be standardised together, and most trials give the other kind.")
    return _keeping(with_arms, lambda score: score.is_change is mostly_changes, reason, left_out)


def _keeping(
    scores: list[TrialScore], keeps: Callable[[TrialScore], bool], reason: Text, left_out: list[LeftOut]
) -> list[TrialScore]:
    left_out += [LeftOut(trial=score.trial, rows=score.rows, reason=reason) for score in scores if not keeps(score)]
    return [score for score in scores if keeps(score)]


def _together(key: PoolKey, scores: list[TrialScore], *, in_points: bool) -> PooledTrials:
    yi, vi = _effects(scores, in_points=in_points)
    pooled, ci, prediction = _pooled(yi, vi) if len(scores) >= _FEWEST else (None, _alone(yi[0], vi[0]), None)
    weights = pooled.weights if pooled else (100.0,)
    return PooledTrials(
        key=key,
        measure="MD" if in_points else "SMD",
        unit=POINTS if in_points else STANDARD_DEVIATIONS,
        trials=tuple(TrialEffect(*one) for one in zip(scores, yi, vi, weights, strict=True)),
        pooled=pooled,
        estimate=pooled.estimate if pooled else yi[0],
        ci=ci,
        prediction=prediction,
    )


def _pooled(yi: list[float], vi: list[float]) -> tuple[synthesis.Pooled, Interval, Interval]:
    pooled = synthesis.pool(yi=yi, vi=vi)
    normal = synthesis.pool(yi=yi, vi=vi, test="z")
    return pooled, _wider(pooled.ci, normal.ci), _wider(pooled.prediction, normal.prediction)


def _wider(one: Interval, two: Interval) -> Interval:
    return one if one[1] - one[0] >= two[1] - two[0] else two


def _alone(effect: float, variance: float) -> Interval:
    half = _NORMAL * float(variance**0.5)
    return effect - half, effect + half


def _effects(scores: list[TrialScore], *, in_points: bool) -> tuple[list[float], list[float]]:
    """Give effects and variances, below 0 better for the treatment."""
    yi, vi = [0.0] * len(scores), [0.0] * len(scores)
    with_arms = [(at, score.arms, _factor(score, in_points)) for at, score in enumerate(scores) if score.arms]
    if with_arms:
        columns = {
            name: [getattr(arms, name) * (factor if name[0] != "n" else 1) for _, arms, factor in with_arms]
            for name in ("m1", "sd1", "n1", "m2", "sd2", "n2")
        }
        effects = synthesis.continuous_effects(measure="MD" if in_points else "SMD", **columns)
        for (at, _, _), effect, variance in zip(with_arms, effects.yi, effects.vi, strict=True):
            yi[at], vi[at] = float(effect), float(variance)
    for at, score in enumerate(scores):
        if score.difference is not None and score.se is not None:
            factor = _factor(score, in_points)
            yi[at], vi[at] = score.difference * factor, (score.se * factor) ** 2
    return yi, vi


def _factor(score: TrialScore, in_points: bool) -> float:
    return score.points if in_points and score.points is not None else 1.0


def _of_some(result: PooledTrials, *, id: str, name: Text, keeps: Callable[[TrialScore], bool]) -> Sensitivity:
    some = [trial for trial in result.trials if keeps(trial.score)]
    if len(some) < _FEWEST:
        return Sensitivity(id=id, name=name, k=len(some), estimate=None, ci=None)
    pooled, ci, _ = _pooled([trial.yi for trial in some], [trial.vi for trial in some])
    return Sensitivity(id=id, name=name, k=len(some), estimate=pooled.estimate, ci=ci)


def _common_effect(result: PooledTrials) -> Sensitivity:
    yi, vi = [trial.yi for trial in result.trials], [trial.vi for trial in result.trials]
    pooled = synthesis.pool(yi=yi, vi=vi, method="FE", test="z")
    name = say("as if all trials had one true effect")
    return Sensitivity(id="common_effect", name=name, k=pooled.k, estimate=pooled.estimate, ci=pooled.ci)


def _leave_one_out(result: PooledTrials) -> tuple[Sensitivity, ...]:
    if len(result.trials) < _FEWEST_TO_LEAVE_ONE_OUT:
        return ()
    yi, vi = [trial.yi for trial in result.trials], [trial.vi for trial in result.trials]
    estimates = [synthesis.pool(yi=yi[:at] + yi[at + 1 :], vi=vi[:at] + vi[at + 1 :]).estimate for at in range(len(yi))]
    name = say("lowest and highest result with one trial left out")
    ends = (min(estimates), max(estimates))
    return (Sensitivity(id="leave_one_out", name=name, k=len(yi) - 1, estimate=None, ci=ends),)
