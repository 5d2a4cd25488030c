"""How sure our own pooled results are: explicit rules after GRADE, each step a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from unpinch.kernel import Text, say
from unpinch.knowledge import BiasRisk, Certainty

from . import _certainty_rules as rules
from . import synthesis
from ._effects import smallest_change
from ._groups import why_indirect
from ._own_model import CertaintyRating, CertaintyStep, TrialEffect
from ._pooled_trials import POINTS, PooledTrials

_FROM_THE_TOP = (Certainty.HIGH, Certainty.MODERATE, Certainty.LOW, Certainty.VERY_LOW)
Interval = tuple[float, float]


def rate(*, result: PooledTrials, is_direct: bool) -> CertaintyRating:
    """
    Rate how sure a result of ours is, by the rules of `_certainty_rules`.

    Parameters
    ----------
    result
        Pooled trials, or a single one.
    is_direct
        Whether the people had the condition that was asked for.

    References
    ----------
    Schünemann HJ et al. Cochrane Handbook, chapter 14, https://training.cochrane.org/handbook/current/chapter-14.
    """
    smallest = smallest_that_matters(outcome=result.key.outcome, unit=result.unit)
    steps = (
        _risk_of_bias(result.trials),
        _inconsistency(result, smallest),
        _indirectness(result, is_direct=is_direct),
        _imprecision(result, smallest),
        _missing_trials(result),
    )
    down = min(sum(step.down for step in steps), len(_FROM_THE_TOP) - 1)
    return CertaintyRating(
        certainty=_FROM_THE_TOP[down],
        steps=steps,
        signed=say("This is our own rating, by rule; no clinician or methodologist has signed it."),
    )


def smallest_that_matters(*, outcome: str, unit: str) -> float:
    """Give the smallest difference that matters in the unit of a pool, above 0."""
    known = smallest_change(outcome=outcome, unit=unit)
    return rules.SMALLEST_SD if known is None or unit != POINTS else known.points_0_100


def _risk_of_bias(trials: Iterable[TrialEffect]) -> CertaintyStep:
    weight = {kind: sum(one.weight for one in trials if one.score.bias is kind) for kind in BiasRisk}
    if weight[BiasRisk.HIGH] > rules.MOST_WEIGHT:
        down, text = 2, say("Most of the weight comes from trials at high risk of bias: two grades less.")
    elif weight[BiasRisk.LOW] > rules.MOST_WEIGHT:
        down, text = 0, say("Most of the weight comes from trials at low risk of bias.")
    elif weight[BiasRisk.UNKNOWN] > rules.MOST_WEIGHT:
        down, text = 1, say("We have seen no judgement of how well most of these trials were done: one grade less.")
    else:
        down, text = 1, say("Most of the weight comes from trials with some risk of bias: one grade less.")
    return CertaintyStep("risk_of_bias", down, text, rules.HANDBOOK_14)


def _inconsistency(result: PooledTrials, smallest: float) -> CertaintyStep:
    pooled = result.pooled
    if pooled is None or result.prediction is None:
        text = say("There is one trial, so whether trials agree cannot be judged.")
        return CertaintyStep("inconsistency", 0, text, rules.GRADE_INCONSISTENCY)
    both_ways = min(
        sum(one.weight for one in result.trials if one.yi < 0), sum(one.weight for one in result.trials if one.yi > 0)
    )
    values = {"i2": round(pooled.i2)}
    if pooled.i2 >= rules.I2_CONSIDERABLE and both_ways >= rules.BOTH_WAYS_WEIGHT:
        text = say("The trials disagree strongly (I2 {i2} percent) and point both ways: two grades less.", **values)
        return CertaintyStep("inconsistency", 2, text, rules.GRADE_INCONSISTENCY)
    if pooled.i2 >= rules.I2_SUBSTANTIAL and _matters_to_some(result.prediction, smallest):
        text = say(
            "The trials disagree (I2 {i2} percent): a next one might find a difference that matters, or none: one"
            " grade less.",
            **values,
        )
        return CertaintyStep("inconsistency", 1, text, rules.GRADE_INCONSISTENCY)
    return CertaintyStep(
        "inconsistency", 0, say("The trials agree well enough (I2 {i2} percent).", **values), rules.HANDBOOK_10
    )


def _matters_to_some(prediction: Interval, smallest: float) -> bool:
    low, high = prediction
    return low < -smallest < high or low < smallest < high


def _indirectness(result: PooledTrials, *, is_direct: bool) -> CertaintyStep:
    if not is_direct:
        text = say("{who} One grade less.", who=why_indirect(group=result.key.group))
        return CertaintyStep("indirectness", 1, text, rules.GRADE_INDIRECTNESS)
    others = {one.score.other_arm for one in result.trials if one.score.other_arm}
    if len(others) > 1 and any(word.startswith("sham") for word in others):
        text = say("The trials used shams of different kinds: one grade less.")
        return CertaintyStep("indirectness", 1, text, rules.GRADE_INDIRECTNESS)
    text = say("The people, the treatment and what was measured are those asked about.")
    return CertaintyStep("indirectness", 0, text, rules.GRADE_INDIRECTNESS)


def _imprecision(result: PooledTrials, smallest: float) -> CertaintyStep:
    low, high = result.ci
    # Where some trials did not print it, those that did are a lower bound.
    people = sum(trial.score.n or 0 for trial in result.trials)
    few = people < rules.ENOUGH_PEOPLE
    # An end that lies beyond a threshold, while the other does not, means that two answers fit.
    crossed = sum(low < threshold < high for threshold in (-smallest, smallest))
    sentences = {
        (0, False): say("The range is narrow enough."),
        (0, True): say(
            "We know of fewer people than the {enough} that a sure answer needs: one grade less.",
            enough=rules.ENOUGH_PEOPLE,
        ),
        (1, False): say("The range holds differences that matter and some that do not: one grade less."),
        (1, True): say(
            "The range holds differences that matter and some that do not, and we know of fewer people than the"
            " {enough} that a sure answer needs: two grades less.",
            enough=rules.ENOUGH_PEOPLE,
        ),
    }
    both = say("The range holds a benefit that matters and a harm that matters: two grades less.")
    text = sentences.get((crossed, few), both)
    return CertaintyStep("imprecision", min(crossed + few, 2), text, rules.GRADE_IMPRECISION)


def _missing_trials(result: PooledTrials) -> CertaintyStep:
    if len(result.trials) < rules.FEWEST_FOR_FUNNEL:
        text: Text = say(
            "Whether trials with bad news went unpublished cannot be judged from fewer than {fewest} trials.",
            fewest=rules.FEWEST_FOR_FUNNEL,
        )
        return CertaintyStep("publication_bias", 0, text, rules.HANDBOOK_13)
    test = synthesis.egger(yi=[one.yi for one in result.trials], vi=[one.vi for one in result.trials])
    if test.p < rules.SMALL_STUDY_P:
        text = say("Small trials differ from large ones, as where bad news goes unpublished: one grade less.")
        return CertaintyStep("publication_bias", 1, text, rules.HANDBOOK_13)
    text = say("Small trials do not differ clearly from large ones, so nothing hints at unpublished bad news.")
    return CertaintyStep("publication_bias", 0, text, rules.HANDBOOK_13)
