"""Network meta-analysis: every treatment against every other, from all studies that compare any of them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from ._errors import UnknownMethod
from ._least_squares import FloatArray
from ._mixed import quantile
from ._network_arms import ArmEffects
from ._network_contrasts import contrasts_of
from ._network_errors import UnknownTreatment
from ._network_inconsistency import Inconsistency, inconsistency_of
from ._network_model import NetworkModel, model_network
from ._network_pairs import Estimate, NetworkEffects, Pair, estimates_of, pairs_of
from ._network_shape import IntArray, NetworkShape

BETTER: Final = ("low", "high")


@dataclass(frozen=True)
class RankedTreatment:
    """A treatment, its effect against the reference (0 for the reference itself), its P-score and its studies."""

    treat: str
    effect: Estimate
    p_score: float
    studies: int


@dataclass(frozen=True)
class Network:
    """
    A fitted network.

    Attributes
    ----------
    measure, method, better, level
        As asked.
    reference
        Whom `treatments` are compared with.
    studies, arms
        How many.
    tau2, se_tau2
        Heterogeneity, the same for all comparisons, in squared units of the effects (ratios: of their logarithms); and
        its standard error (None where it is not estimated).
    i2, h2
        Share of the variance that is heterogeneity in percent; total over sampling variance.
    treatments
        Best P-score first.
    covariance
        Shape (treatments, treatments), of the effects against the reference, in the order of `treatments`; zeros for
        the reference.
    pairs
        The league table: all pairs, in the order of names.
    inconsistency
        Whether designs agree.
    """

    measure: str
    method: str
    better: str
    level: float
    reference: str
    studies: int
    arms: int
    tau2: float
    se_tau2: float | None
    i2: float
    h2: float
    treatments: tuple[RankedTreatment, ...]
    covariance: FloatArray
    pairs: tuple[Pair, ...]
    inconsistency: Inconsistency


def network(
    *,
    arms: ArmEffects,
    reference: str | None = None,
    method: str = "REML",
    better: str = "low",
    level: float = 0.95,
) -> Network:
    """
    Compare all treatments of a network of studies.

    Effects are contrasts of arms with the sampling covariance that shared arms bring. The true effects of a study vary
    around those of the network with one tau2 for every comparison, and those of two arms against the same comparator
    are correlated 0.5. Direct and indirect evidence are taken to agree (`inconsistency` and `pairs` test that).

    Parameters
    ----------
    arms
        Of `arms_of_means` or `arms_of_events`.
    reference
        Treatment; by default the one that is compared with the most others (then the one in most studies). It changes
        which effects are listed first, and nothing else.
    method
        `FE` (common effects, tau2 = 0), `DL` (moments), `REML` or `PM` (Paule-Mandel).
    better
        Whether a `low` value (pain) or a `high` one is good.
    level
        Of the intervals, between 0 and 1.

    Raises
    ------
    UnknownMethod
        If method, better or level is none that is known.
    UnknownTreatment
        If no study has the reference; says which names are near.
    TooFewStudies
        If nothing is seen twice and heterogeneity is to be estimated.
    BadStudies
        If numbers are too large or too far apart to compute with.

    References
    ----------
    Model: Salanti G, Higgins JPT, Ades AE, Ioannidis JPA. Stat Methods Med Res 2008;17:279-301,
    https://doi.org/10.1177/0962280207080643; Franchini AJ et al. Res Synth Methods 2012;3:142-160,
    https://doi.org/10.1002/jrsm.1049. P-scores, the mean certainty that a treatment is better than another: Rucker G,
    Schwarzer G. BMC Med Res Methodol 2015;15:58, https://doi.org/10.1186/s12874-015-0060-8.

    Examples
    --------
    >>> from unpinch.evidence.synthesis import arms_of_means
    >>> names = ["a", "a", "b", "b", "c", "c", "c"]
    >>> treats = ["needle", "sham", "needle", "usual", "needle", "sham", "usual"]
    >>> arms = arms_of_means(
    ...     measure="MD", study=names, treat=treats, mean=[30, 38, 35, 47, 31, 36, 45], sd=[20] * 7, n=[40] * 7
    ... )
    >>> found = network(arms=arms, reference="usual")
    >>> [(one.treat, round(one.effect.estimate, 2), round(one.p_score, 2)) for one in found.treatments]
    [('needle', -13.47, 0.99), ('sham', -7.33, 0.5), ('usual', 0.0, 0.01)]
    """
    _check(better=better, level=level)
    shape, contrasts = arms.shape, contrasts_of(arms)
    at = _position(reference, shape)
    others = np.delete(np.arange(shape.treats), at)
    fitted = model_network(contrasts=contrasts, design=contrasts.design[:, others], method=method)
    effects = _effects(fitted, shape=shape, others=others)
    pairs = pairs_of(arms=arms, contrasts=contrasts, effects=effects, level=level)
    scores = _p_scores(pairs, shape, better=better)
    treatments, order = _ranked(shape, effects, scores=scores, level=level)
    return Network(
        measure=arms.measure,
        method=method,
        better=better,
        level=level,
        reference=shape.treat_names[at],
        studies=shape.studies,
        arms=len(shape.study),
        tau2=fitted.tau2,
        se_tau2=fitted.se_tau2,
        i2=fitted.i2,
        h2=fitted.h2,
        treatments=treatments,
        covariance=effects.covariance[np.ix_(order, order)],
        pairs=pairs,
        inconsistency=inconsistency_of(shape=shape, contrasts=contrasts, network=fitted, method=method),
    )


def _check(*, better: str, level: float) -> None:
    if better not in BETTER:
        raise UnknownMethod(f"{better!r} is neither low nor high. Say which values are good: low for pain.")
    if not 0.0 < level < 1.0:
        raise UnknownMethod(f"The level {level} is not between 0 and 1. A 95 % interval has level 0.95.")


def _position(reference: str | None, shape: NetworkShape) -> int:
    """Find the reference among the treatments; capitals do not matter where only one is meant."""
    name = shape.most_connected() if reference is None else reference.strip()
    same = [at for at, treat in enumerate(shape.treat_names) if treat == name]
    same = same or [at for at, treat in enumerate(shape.treat_names) if treat.casefold() == name.casefold()]
    if len(same) == 1:
        return same[0]
    near = difflib.get_close_matches(name, shape.treat_names, n=1)
    advice = f'Did you mean "{near[0]}"?' if near else f"Choose one of {', '.join(shape.treat_names)}."
    raise UnknownTreatment(f'No study has the treatment "{name}". {advice}')


def _effects(fitted: NetworkModel, *, shape: NetworkShape, others: IntArray) -> NetworkEffects:
    """Give every treatment its effect against the reference, for which all is 0."""
    takes = np.zeros((shape.treats, fitted.model.k))
    takes[others] = fitted.takes()
    covariance = (takes * (fitted.model.v + fitted.tau2)) @ takes.T
    return NetworkEffects(estimates=takes @ fitted.model.y, covariance=covariance, takes=takes, tau2=fitted.tau2)


def _ranked(
    shape: NetworkShape, effects: NetworkEffects, *, scores: FloatArray, level: float
) -> tuple[tuple[RankedTreatment, ...], list[int]]:
    """List the treatments by P-score, and give their positions in the same order."""
    order = sorted(range(shape.treats), key=lambda one: (-scores[one], shape.treat_names[one]))
    listed = estimates_of(effects.estimates, np.diag(effects.covariance), quantile(level=level, df=None))
    studies = np.diag(shape.together)
    ranked = [
        RankedTreatment(shape.treat_names[at], effect, float(scores[at]), int(studies[at]))
        for at in order
        if (effect := listed[at]) is not None
    ]
    return tuple(ranked), order


def _p_scores(pairs: tuple[Pair, ...], shape: NetworkShape, *, better: str) -> FloatArray:
    """Give the mean over the others of the certainty that a treatment is better (Rucker and Schwarzer 2015)."""
    sign = -1.0 if better == "low" else 1.0
    certain: FloatArray = special.ndtr([sign * pair.network.estimate / pair.network.se for pair in pairs])
    # The pairs are in the order of the upper triangle.
    first, second = np.triu_indices(shape.treats, 1)
    of_first = np.bincount(first, weights=certain, minlength=shape.treats)
    of_second = np.bincount(second, weights=1.0 - certain, minlength=shape.treats)
    return np.asarray((of_first + of_second) / (shape.treats - 1), dtype=np.float64)
