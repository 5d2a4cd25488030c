"""Three levels: several effects of one study, such as its outcomes or time points, pooled without counting it twice."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ._errors import BadStudies, TooFewStudies, UnknownMethod
from ._least_squares import FloatArray
from ._mixed import quantile, ratio, two_sided_p
from ._model import model_of
from ._pool import Interval
from ._study_blocks import BlockSolution, StudyBlocks, blocks_of
from ._two_variances import most_likely

MULTILEVEL_TESTS: Final = ("z", "t")


@dataclass(frozen=True)
class ClusterRobust:
    """
    The mean with an error that holds even where the covariance within studies is not as assumed (CR1).

    Attributes
    ----------
    se, statistic, p, ci
        t with `df` degrees of freedom.
    df
        Studies - 1.
    """

    se: float
    statistic: float
    df: int
    p: float
    ci: Interval


@dataclass(frozen=True)
class Multilevel:
    """
    A pooled effect of a model with three levels.

    Attributes
    ----------
    k, studies
        Numbers of effects and of studies.
    test, level
        As asked.
    estimate, se, ci
        Mean effect, its standard error and confidence interval, in units of the effects.
    statistic, p
        Estimate over standard error, and its two-sided p value.
    prediction
        Where the true effect of a new outcome of a new study is expected with `level`.
    between, within
        Heterogeneity between studies, and between outcomes of one study: variances, squared units of the effects.
    levels_differ
        False where no study has two outcomes: then all heterogeneity is put between studies.
    i2_between, i2_within
        Shares of the variance, in percent.
    q, q_df, q_p
        Test of any heterogeneity: generalised Q, k - 1, and its p value.
    robust
        The same mean with a cluster-robust error.
    """

    k: int
    studies: int
    test: str
    level: float
    estimate: float
    se: float
    statistic: float
    p: float
    ci: Interval
    prediction: Interval
    between: float
    within: float
    levels_differ: bool
    i2_between: float
    i2_within: float
    q: float
    q_df: int
    q_p: float
    robust: ClusterRobust


def multilevel(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    study: Sequence[Hashable],
    outcome: Sequence[Hashable] | None = None,
    rho: float = 0.0,
    test: str = "t",
    level: float = 0.95,
) -> Multilevel:
    """
    Pool effects of which several can come from one study, by REML.

    Parameters
    ----------
    yi, vi
        Shape (k,): effects and sampling variances.
    study
        k names; effects of one name share the study's deviation.
    outcome
        k names; effects of one study and one name share a second deviation. None: every effect has its own.
    rho
        Correlation of the sampling errors of two effects of one study, 0 <= rho < 1. Where the same people were
        measured it is above 0 and seldom known: try several.
    test
        `z`, or `t` with k - 1 degrees of freedom.
    level
        Of the intervals, between 0 and 1.

    Raises
    ------
    UnknownMethod
        If the test or the level is none.
    TooFewStudies
        If there are fewer than 2 studies.
    BadStudies
        If there is not one name for each effect, `rho` is out of range, or as `fit` says.

    References
    ----------
    Konstantopoulos S. Res Synth Methods 2011;2:61-76, https://doi.org/10.1002/jrsm.35. I2 by level: Cheung MWL. Psychol
    Methods 2014;19:211-229, https://doi.org/10.1037/a0032968, with the typical variance of Higgins JPT, Thompson SG.
    Stat Med 2002;21:1539-1558. Robust: Hedges LV, Tipton E, Johnson MC. Res Synth Methods 2010;1:39-65,
    https://doi.org/10.1002/jrsm.5, with the factor studies / (studies - 1).

    Examples
    --------
    >>> found = multilevel(yi=[0.2, 0.3, 0.6, 0.8, 0.1], vi=[0.02] * 5, study=["A", "A", "B", "B", "C"])
    >>> round(found.estimate, 2), round(found.between, 3), round(found.within, 3)
    (0.36, 0.085, 0.0)
    """
    _check(test=test, level=level, rho=rho)
    model = model_of(yi=yi, vi=vi)
    for names, what in ((study, "study"), (outcome, "outcome")):
        if names is not None and len(names) != model.k:
            raise BadStudies(f"There are {model.k} effects and {len(names)} names of the {what}. Give one for each.")
    blocks = blocks_of(model=model, study=study, outcome=outcome, rho=rho)
    if blocks.studies < 2:
        raise TooFewStudies("All effects are of one study, so there is nothing to pool. Give at least two studies.")
    return _told(blocks, blocks.at(most_likely(blocks)), test=test, level=level)


def _check(*, test: str, level: float, rho: float) -> None:
    if test not in MULTILEVEL_TESTS:
        raise UnknownMethod(f"{test!r} is no test. Choose one of {', '.join(MULTILEVEL_TESTS)}.")
    if not 0.0 < level < 1.0:
        raise UnknownMethod(f"The level {level} is not between 0 and 1. A 95 % interval has level 0.95.")
    if not 0.0 <= rho < 1.0:
        raise BadStudies(f"The correlation of sampling errors is {rho}, but it is at least 0 and below 1. Correct it.")


def _told(blocks: StudyBlocks, solved: BlockSolution, *, test: str, level: float) -> Multilevel:
    df = blocks.k - 1
    se = math.sqrt(1.0 / solved.precision)
    between, within = (float(variance) for variance in solved.sigma2)
    statistic, p, ci = _tested(solved.mean, se, df=df if test == "t" else None, level=level)
    half = quantile(level=level, df=df if test == "t" else None) * math.sqrt(se**2 + between + within)
    alone = blocks.at(np.zeros(2))
    total = between + within + df / alone.trace_p
    return Multilevel(
        k=blocks.k,
        studies=blocks.studies,
        test=test,
        level=level,
        estimate=solved.mean,
        se=se,
        statistic=statistic,
        p=p,
        ci=ci,
        prediction=(solved.mean - half, solved.mean + half),
        between=between,
        within=within,
        levels_differ=blocks.levels_differ,
        i2_between=100.0 * between / total,
        i2_within=100.0 * within / total,
        q=alone.q,
        q_df=df,
        q_p=float(special.chdtrc(df, alone.q)),
        robust=_robust(solved, studies=blocks.studies, level=level),
    )


def _robust(solved: BlockSolution, *, studies: int, level: float) -> ClusterRobust:
    df = studies - 1
    sums: FloatArray = solved.p_y.sum(axis=1)
    se = math.sqrt(float(sums @ sums) * studies / df) / solved.precision
    statistic, p, ci = _tested(solved.mean, se, df=df, level=level)
    return ClusterRobust(se=se, statistic=statistic, df=df, p=p, ci=ci)


def _tested(estimate: float, se: float, *, df: int | None, level: float) -> tuple[float, float, Interval]:
    half = quantile(level=level, df=df) * se
    statistic = ratio(np.array([estimate]), np.array([se]))
    return float(statistic[0]), float(two_sided_p(statistic, df=df)[0]), (estimate - half, estimate + half)
