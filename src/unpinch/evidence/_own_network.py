"""One network of the trials we hold: every treatment against every other, by way of third ones too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import EvidenceGroup, Horizon

from . import synthesis
from ._own_effects import own_evidence
from ._own_model import LeftOut, PoolKey, TrialPool, TrialScore
from ._versus import WITHOUT_IT

# One moment of one trial: what must be the same for two of its arms to be compared.
_Moment = tuple[str, str, float | None, bool]


@dataclass(frozen=True)
class NetworkArm:
    """One arm of one trial: mean and SD in points of a 0-100 scale where lower is better, and its people."""

    trial: str
    treat: str
    mean: float
    sd: float
    n: int
    source: str


@dataclass(frozen=True)
class OwnNetwork:
    """
    The largest network that our trials of one question make.

    `apart` are the treatments of the other parts, which no trial connects with this one: nothing is said of them.
    `left_out` are the trials of the question that entered no part, each with the reason.
    """

    group: EvidenceGroup
    outcome: str
    horizon: Horizon
    arms: tuple[NetworkArm, ...]
    network: synthesis.Network
    apart: tuple[tuple[str, ...], ...]
    left_out: tuple[LeftOut, ...]


@cache
def own_network(*, condition: str, outcome: str, horizon: Horizon) -> OwnNetwork:
    """
    Compare all treatments of one question in the largest network of our trials.

    Parameters
    ----------
    condition
        `sciatica` or `low_back_pain`; only trials of people who had it enter.
    outcome, horizon
        As `PoolKey` says.

    Raises
    ------
    UnknownCondition
        If nothing is compared for it.
    synthesis.BadStudies, synthesis.TooFewStudies
        If the trials make no network.
    """
    pools = (
        pool
        for treatment in knowledge.treatments()
        for pool in own_evidence(treatment=treatment.id, condition=condition).pools
    )
    return network_from(pools=pools, group=EvidenceGroup(condition), outcome=outcome, horizon=horizon)


def network_from(*, pools: Iterable[TrialPool], group: EvidenceGroup, outcome: str, horizon: Horizon) -> OwnNetwork:
    """
    Do what `own_network` does, with given pools of trials.

    A trial enters with the arms of one moment, those of the moment with the most treatments. It enters only with means
    and SDs on a scale of certain range and without doubts: one wrong trial bends a whole network, and shows less in it.
    A treatment that was added to other care in both arms is no node: what it was added to differs from trial to trial.

    Parameters
    ----------
    pools
        Of all treatments; those of other questions are left aside.
    group, outcome, horizon
        The question.

    Raises
    ------
    synthesis.BadStudies, synthesis.TooFewStudies
        As `own_network` says.

    References
    ----------
    Chaimani A et al. Cochrane Handbook, chapter 11, https://training.cochrane.org/handbook/current/chapter-11.
    """
    asked = tuple(
        pool
        for pool in pools
        if (pool.key.group, pool.key.outcome, pool.key.horizon) == (group, outcome, horizon)
        and pool.key.versus != WITHOUT_IT
    )
    left_out: list[LeftOut] = []
    trials = _trials(((pool.key, trial.score) for pool in asked for trial in pool.trials), left_out)
    network, arms, apart = _largest(tuple(arm for arms in trials for arm in arms))
    left_out += _left_out_before(asked, known={arm.trial for arms in trials for arm in arms}, left_out=left_out)
    return OwnNetwork(group, outcome, horizon, arms, network, apart, tuple(left_out))


def _left_out_before(pools: Iterable[TrialPool], *, known: set[str], left_out: Iterable[LeftOut]) -> list[LeftOut]:
    """Give the trials that entered no pool of the question either, each once."""
    told = known | {left.trial for left in left_out}
    found: dict[str, LeftOut] = {}
    for pool in pools:
        for left in pool.left_out:
            if left.trial not in told:
                found.setdefault(left.trial, left)
    return [found[name] for name in sorted(found)]


def _trials(scores: Iterable[tuple[PoolKey, TrialScore]], left_out: list[LeftOut]) -> list[list[NetworkArm]]:
    found: dict[str, dict[_Moment, list[NetworkArm]]] = defaultdict(lambda: defaultdict(list))
    why: dict[str, tuple[TrialScore, Text]] = {}
    for key, score in scores:
        reason = _why_not(score)
        if reason is None:
            moment = (score.source, score.instrument, score.day, score.is_change)
            found[score.trial][moment] += _arms(key, score)
        else:
            why.setdefault(score.trial, (score, reason))
    left_out += [
        LeftOut(name, score.rows, reason) for name, (score, reason) in sorted(why.items()) if name not in found
    ]
    whole = []
    for name, moments in sorted(found.items()):
        best = max(moments.values(), key=lambda arms: len({arm.treat for arm in arms}))
        if _agree(best):
            whole.append(_each_once(best))
        else:
            reason = say("One group of the trial has different averages in different comparisons.")
            left_out.append(LeftOut(name, (), reason))
    return whole


def _why_not(score: TrialScore) -> Text | None:
    if score.arms is None:
        return say("A difference alone, without the average of each group, does not enter a network.")
    if score.points is None:
        return say("It is not certain which range the scale has, so its points cannot be turned into others.")
    return say("Its numbers are in doubt.") if score.doubts else None


def _arms(key: PoolKey, score: TrialScore) -> list[NetworkArm]:
    arms, points = score.arms, score.points
    if arms is None or points is None:
        return []
    return [
        NetworkArm(score.trial, key.treatment, arms.m1 * points, arms.sd1 * points, arms.n1, score.source),
        NetworkArm(score.trial, key.versus, arms.m2 * points, arms.sd2 * points, arms.n2, score.source),
    ]


def _agree(arms: Iterable[NetworkArm]) -> bool:
    means: dict[str, set[float]] = defaultdict(set)
    for arm in arms:
        # Arms that were combined in another order differ by a rounding.
        means[arm.treat].add(round(arm.mean, 6))
    return all(len(each) == 1 for each in means.values())


def _each_once(arms: Iterable[NetworkArm]) -> list[NetworkArm]:
    """Give each arm once; where its people were divided between pairs, the most of them."""
    largest: dict[str, NetworkArm] = {}
    for arm in arms:
        if arm.treat not in largest or arm.n > largest[arm.treat].n:
            largest[arm.treat] = arm
    return list(largest.values())


def _largest(
    arms: tuple[NetworkArm, ...],
) -> tuple[synthesis.Network, tuple[NetworkArm, ...], tuple[tuple[str, ...], ...]]:
    try:
        return _network(arms), arms, ()
    except synthesis.Disconnected as apart:
        counts = _trials_of_parts(arms, apart.parts)
        parts = sorted(apart.parts, key=lambda part: (-counts[part], -len(part), part))
    inside = tuple(arm for arm in arms if arm.treat in parts[0])
    return _network(inside), inside, tuple(parts[1:])


def _trials_of_parts(arms: tuple[NetworkArm, ...], parts: tuple[tuple[str, ...], ...]) -> Mapping[tuple[str, ...], int]:
    return {part: len({arm.trial for arm in arms if arm.treat in part}) for part in parts}


def _network(arms: tuple[NetworkArm, ...]) -> synthesis.Network:
    effects = synthesis.arms_of_means(
        measure="MD",
        study=[arm.trial for arm in arms],
        treat=[arm.treat for arm in arms],
        mean=[arm.mean for arm in arms],
        sd=[arm.sd for arm in arms],
        n=[arm.n for arm in arms],
    )
    return synthesis.network(arms=effects, better="low")
