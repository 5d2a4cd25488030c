"""
Estimators of the heterogeneity tau2 in `y = X b + u + e`, var(u) = tau2, var(e) = v known.

All take a `Model` and give tau2 and its standard error. None fails on studies that `Model` accepts: Newton steps for
the equation of Paule and Mandel approach it from one side; scoring for the likelihoods is watched, and where it does
not settle, the likelihood is searched on a grid and then between its neighbours.

References
----------
All estimators: Veroniki AA et al. Res Synth Methods 2016;7:55-79, https://pmc.ncbi.nlm.nih.gov/articles/PMC4950030.
With moderators: Raudenbush SW, The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., 2009, chapter 16;
Viechtbauer W. J Educ Behav Stat 2005;30:261-293, https://doi.org/10.3102/10769986030003261 (also standard errors).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from ._least_squares import LeastSquares
from ._model import Model

# Heterogeneity and its standard error; None where it is not estimated.
Estimate = tuple[float, float | None]

# Relative change at which steps have settled, and how many are taken before another way is tried.
_SETTLED = 1e-13
_MOST_STEPS = 200
# A step that would pass 0 goes half the way to it so many times, and then to 0: a peak may lie between.
_MOST_HALVINGS = 4
# From here on the likelihood's own curvature is trusted instead of the expected one: it settles in a few steps.
_NEAR = 1e-2
# Amounts of heterogeneity that are looked at where steps do not settle, as shares of the widest sensible one.
_GRID = np.concatenate(([0.0], np.logspace(-10, 0, 201)))


def _none(_: Model) -> Estimate:
    """Common effect: all studies estimate one value."""
    return 0.0, None


def _der_simonian_laird(model: Model) -> Estimate:
    """DerSimonian R, Laird N. Control Clin Trials 1986;7:177-188, https://doi.org/10.1016/0197-2456(86)90046-2."""
    alone = model.at(0.0)
    tau2 = max(0.0, (alone.q - model.df) / alone.trace_p)
    return tau2, _spread_of_q(model, alone, tau2) / alone.trace_p


def _hunter_schmidt(model: Model) -> Estimate:
    """Hunter JE, Schmidt FL. Methods of Meta-Analysis, 2nd ed., 2004, as in Viechtbauer 2005, page 267."""
    alone = model.at(0.0)
    total = float(alone.weights.sum())
    tau2 = max(0.0, (alone.q - model.k) / total)
    return tau2, _spread_of_q(model, alone, tau2) / total


def _sidik_jonkman(model: Model) -> Estimate:
    """
    Sidik K, Jonkman JN. J R Stat Soc C 2005;54:367-384, https://doi.org/10.1111/j.1467-9876.2005.00489.x.

    The first guess is the variance of the effects with divisor k.
    """
    guess = float(np.var(model.y))
    if guess == 0.0:
        return 0.0, None
    first = model.at(guess)
    tau2 = guess * first.q / model.df
    return tau2, guess * _spread_of_q(model, first, tau2) / model.df


def _paule_mandel(model: Model) -> Estimate:
    """
    Paule RC, Mandel J. J Res Natl Bur Stand 1982;87:377-385, https://doi.org/10.6028/jres.087.022.

    The tau2 at which the generalised Q is its degrees of freedom. Morris's empirical Bayes estimator is the same
    value (Viechtbauer et al. Psychol Methods 2015;20:360-374, https://doi.org/10.1037/met0000023).
    """
    tau2 = where_q_is(model=model, target=float(model.df))
    total = float(model.at(tau2).weights.sum())
    return tau2, math.sqrt(2.0 / model.df) * model.k / total


def where_q_is(*, model: Model, target: float) -> float:
    """
    Find the tau2 at which the generalised Q is `target`; 0 where it is not above that even without heterogeneity.

    Q falls with tau2 and is convex, so Newton's steps from the left never pass the root (DerSimonian R, Kacker R.
    Contemp Clin Trials 2007;28:105-114, https://doi.org/10.1016/j.cct.2006.04.004).
    """
    tau2 = 0.0
    for _ in range(_MOST_STEPS):
        here = model.at(tau2)
        step = (here.q - target) / here.y_pp_y if here.q > target else 0.0
        tau2 += step
        if step <= _SETTLED * tau2:
            return tau2
    return _bracketed_root(lambda trial: model.at(trial).q - target, at_least=tau2)


def _bracketed_root(function: Callable[[float], float], *, at_least: float) -> float:
    # Rounding may leave the last step beyond the root already, where variances are many powers of ten apart.
    if function(at_least) <= 0.0:
        return at_least
    high = 2.0 * at_least
    while function(high) > 0.0:
        high *= 2.0
    return float(brentq(function, at_least, high, xtol=_SETTLED * at_least, rtol=1e-14))


def _reml(model: Model) -> Estimate:
    """Restricted maximum likelihood (Harville DA. J Am Stat Assoc 1977;72:320-338, https://doi.org/10.2307/2286796)."""
    tau2 = _most_likely(model, _reml_score, restricted=True)
    return tau2, math.sqrt(2.0 / model.at(tau2).trace_pp)


def _reml_score(here: LeastSquares) -> tuple[float, float, float]:
    """Give twice the slope of the log-likelihood, twice the expected and twice the observed information."""
    return here.y_pp_y - here.trace_p, here.trace_pp, 2.0 * here.y_ppp_y - here.trace_pp


def _ml(model: Model) -> Estimate:
    """Maximum likelihood (Hardy RJ, Thompson SG. Stat Med 1996;15:619-629)."""
    tau2 = _most_likely(model, _ml_score, restricted=False)
    return tau2, math.sqrt(2.0 / float(np.sum(model.at(tau2).weights ** 2)))


def _ml_score(here: LeastSquares) -> tuple[float, float, float]:
    squares = float(here.weights @ here.weights)
    return here.y_pp_y - float(here.weights.sum()), squares, 2.0 * here.y_ppp_y - squares


Score = Callable[[LeastSquares], tuple[float, float, float]]


def _most_likely(model: Model, score: Score, *, restricted: bool) -> float:
    """
    Give the tau2 >= 0 of greatest likelihood: where scoring from a moment estimate settles, or 0 if that is likelier.

    Likelihoods of few studies can have two peaks; scoring finds the nearer one, as metafor does. Where it does not
    settle, the highest is searched for.
    """

    def loss(tau2: float) -> float:
        return -model.log_likelihood(tau2, restricted=restricted)

    found = _scored(model, score)
    if found is None:
        found = _searched(model, loss)
    return found if found > 0.0 and loss(found) <= loss(0.0) else 0.0


def _scored(model: Model, score: Score) -> float | None:
    """Go by Fisher scoring, near the end by Newton's steps, which are the faster; None where they do not settle."""
    tau2, step, halvings = _unweighted(model), math.inf, 0
    nothing = 0.1 * model.scale
    for _ in range(_MOST_STEPS):
        slope, expected, observed = score(model.at(tau2))
        newton = slope / observed if observed > 0.0 else math.inf
        is_near = max(abs(step), abs(newton)) < _NEAR * tau2
        step = newton if is_near else slope / expected
        if tau2 + step < 0.0:
            if tau2 == 0.0:
                return 0.0
            step, halvings = (-0.5 * tau2, halvings + 1) if halvings < _MOST_HALVINGS else (-tau2, halvings)
        tau2 += step
        if abs(step) <= _SETTLED * (tau2 + nothing):
            return tau2
    return None


def _searched(model: Model, loss: Callable[[float], float]) -> float:
    """Look at a grid up to the widest sensible tau2, then between the neighbours of its best point."""
    widest = 100.0 * (float(np.var(model.y)) + model.scale)
    grid = widest * _GRID
    best = int(np.argmin([loss(float(tau2)) for tau2 in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    result = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-12 * float(high)})
    return float(result.x)


def _unweighted(model: Model) -> float:
    """Give the moment estimator with equal weights, where scoring begins (Hedges LV. Psychol Bull 1983;93:388-395)."""
    projected_out = np.sum(model.basis**2, axis=1)
    residuals = model.y - model.basis @ (model.basis.T @ model.y)
    excess = float(residuals @ residuals - np.sum(model.v * (1.0 - projected_out)))
    return max(0.0, excess / model.df)


def _spread_of_q(model: Model, weighted: LeastSquares, tau2: float) -> float:
    """Give the standard deviation of y'Py where the effects vary by v + tau2 around their expected values."""
    return math.sqrt(max(0.0, 2.0 * weighted.trace_of_products(model.v + tau2)))


ESTIMATORS: Mapping[str, Callable[[Model], Estimate]] = MappingProxyType(
    {
        "FE": _none,
        "DL": _der_simonian_laird,
        "REML": _reml,
        "ML": _ml,
        "PM": _paule_mandel,
        "SJ": _sidik_jonkman,
        "HS": _hunter_schmidt,
        "EB": _paule_mandel,
    }
)
