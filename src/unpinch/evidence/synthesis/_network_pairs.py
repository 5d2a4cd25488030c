"""Every two treatments of a network: what studies of both say, what the others say by way of third ones, and both."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ._least_squares import FloatArray
from ._mixed import quantile, two_sided_p
from ._network_arms import ArmEffects
from ._network_contrasts import Contrasts
from ._network_shape import IntArray

# What a comparison takes of the studies that do not make it is 0 below this, but for rounding; so is what they add.
_NOTHING = 1e-8

# Estimates and their variances, one for each pair.
_Numbers = tuple[FloatArray, FloatArray]


@dataclass(frozen=True)
class Estimate:
    """An effect, its standard error, confidence interval, and two-sided p value (normal distribution)."""

    estimate: float
    se: float
    ci: tuple[float, float]
    p: float


@dataclass(frozen=True)
class Pair:
    """
    One comparison of a network.

    Attributes
    ----------
    treat, versus
        Effects are those of `treat` less those of `versus`.
    network
        From all evidence.
    studies
        How many compare both directly.
    direct
        Pooled from those studies, with the heterogeneity of the network; None where there are none.
    indirect
        What the network adds to that; None where no other study tells anything about this comparison.
    direct_share
        Part of the network estimate's precision that is direct, 0 to 1.
    difference
        Direct less indirect evidence; None unless there are both.
    """

    treat: str
    versus: str
    network: Estimate
    studies: int
    direct: Estimate | None
    indirect: Estimate | None
    direct_share: float
    difference: Estimate | None


@dataclass(frozen=True)
class NetworkEffects:
    """
    The effects of a fitted network.

    Attributes
    ----------
    estimates, covariance
        Shapes (treatments,) and (treatments, treatments), against any one reference, for which they are 0.
    takes
        Shape (treatments, m), what each estimate takes of each contrast.
    tau2
        Heterogeneity.
    """

    estimates: FloatArray
    covariance: FloatArray
    takes: FloatArray
    tau2: float


@dataclass(frozen=True)
class _Table:
    """Numbers of all pairs, shape (pairs,) each; `direct` and `indirect` hold estimates and variances, or NaN."""

    first: IntArray
    second: IntArray
    network: _Numbers
    studies: IntArray
    direct: _Numbers
    indirect: _Numbers


def pairs_of(*, arms: ArmEffects, contrasts: Contrasts, effects: NetworkEffects, level: float) -> tuple[Pair, ...]:
    """
    Split the evidence of every comparison.

    Direct evidence is the inverse-variance mean of the studies that compare both treatments, with the tau2 of the
    network. The network estimate is the best linear unbiased one, so its covariance with any other unbiased one is its
    own variance: what is left when the direct evidence is taken out again is uncorrelated with it, and has the
    precision that is left (back-calculation). The test is the difference over the root of both variances.

    References
    ----------
    Dias S, Welton NJ, Caldwell DM, Ades AE. Stat Med 2010;29:932-944, https://doi.org/10.1002/sim.3767, section 3;
    Konig J, Krahn U, Binder H. Stat Med 2013;32:5414-5429, https://doi.org/10.1002/sim.6001.
    """
    pairs = first, second = np.triu_indices(arms.shape.treats, 1)
    takes = effects.takes[first] - effects.takes[second]
    # Not from the covariance: differences of large numbers in it could come out below 0.
    network = takes @ contrasts.y, takes**2 @ (contrasts.v + effects.tau2)
    direct = _direct(arms, effects.tau2, pairs=pairs)
    of_others = _takes_of_others(arms, contrasts, takes, pairs=pairs)
    indirect = _left_over(network, direct, has_others=of_others > _NOTHING)
    table = _Table(first, second, network, arms.shape.together[pairs], direct, indirect)
    return tuple(_listed(table, names=arms.shape.treat_names, quantile=quantile(level=level, df=None)))


def _direct(arms: ArmEffects, tau2: float, *, pairs: tuple[IntArray, IntArray]) -> _Numbers:
    """Pool the studies that compare both treatments of each pair."""
    shape = arms.shape
    precision, weighted = np.zeros((2, shape.treats, shape.treats))
    for at in shape.arms_by_size():
        one, other = np.triu_indices(at.shape[1], 1)
        # The arms of each study in the order of the treatments, so that differences run as those of the pairs.
        ordered = np.take_along_axis(at, np.argsort(shape.treat[at], axis=1), axis=1)
        left, right = ordered[:, one].ravel(), ordered[:, other].ravel()
        effect = arms.values[left] - arms.values[right]
        variance = arms.variances[left] + arms.variances[right] + arms.shared[shape.study[left]] * effect**2
        weight = 1.0 / (variance + tau2)
        np.add.at(precision, (shape.treat[left], shape.treat[right]), weight)
        np.add.at(weighted, (shape.treat[left], shape.treat[right]), weight * effect)
    is_there = precision[pairs] > 0.0
    total = np.where(is_there, precision[pairs], np.nan)
    return weighted[pairs] / total, 1.0 / total


def _takes_of_others(
    arms: ArmEffects, contrasts: Contrasts, takes: FloatArray, *, pairs: tuple[IntArray, IntArray]
) -> FloatArray:
    """Give the most that each comparison takes of any contrast of a study that does not make it."""
    makes_it = arms.shape.has[:, pairs[0]] & arms.shape.has[:, pairs[1]]
    most: FloatArray = np.where(makes_it[contrasts.study].T, 0.0, np.abs(takes)).max(axis=1, initial=0.0)
    return most


def _left_over(network: _Numbers, direct: _Numbers, *, has_others: NDArray[np.bool_]) -> _Numbers:
    """Take the direct evidence out of the network estimate."""
    share = np.nan_to_num(network[1] / direct[1])
    is_left = has_others & (1.0 - share > _NOTHING)
    left = np.where(is_left, 1.0 - share, np.nan)
    return (network[0] - share * np.nan_to_num(direct[0])) / left, network[1] / left


def _listed(table: _Table, *, names: tuple[str, ...], quantile: float) -> list[Pair]:
    difference = table.direct[0] - table.indirect[0], table.direct[1] + table.indirect[1]
    columns = [estimates_of(*part, quantile) for part in (table.network, table.direct, table.indirect, difference)]
    share = np.nan_to_num(table.network[1] / table.direct[1])
    # Without other studies all of the evidence is direct, though third arms of the same studies can add precision.
    share = np.where(np.isnan(table.indirect[0]), 1.0, share)
    return [
        Pair(
            treat=names[table.first[at]],
            versus=names[table.second[at]],
            network=network,
            studies=int(table.studies[at]),
            direct=direct,
            indirect=indirect,
            direct_share=float(share[at]),
            difference=apart,
        )
        for at, (network, direct, indirect, apart) in enumerate(zip(*columns, strict=True))
        if network is not None
    ]


def estimates_of(estimate: FloatArray, variance: FloatArray, quantile: float) -> list[Estimate | None]:
    """Make estimates of numbers, shape (n,); None where there are none (NaN)."""
    se = np.sqrt(variance)
    half = quantile * se
    p = two_sided_p(np.divide(estimate, se, out=np.zeros_like(se), where=se > 0.0), df=None)
    columns = zip(estimate.tolist(), se.tolist(), half.tolist(), p.tolist(), strict=True)
    return [
        None if math.isnan(value) else Estimate(value, error, (value - reach, value + reach), chance)
        for value, error, reach, chance in columns
    ]
