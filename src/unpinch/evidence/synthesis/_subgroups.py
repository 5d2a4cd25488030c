"""Subgroups: pooled effects of groups of studies, and whether they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from ._errors import BadStudies, TooFewStudies
from ._mixed import MixedFit, fit
from ._model import Model, model_of
from ._pool import Interval, Pooled, pool
from ._regression import Coefficient, Omnibus, coefficient_table, omnibus, predicted, share_explained


@dataclass(frozen=True)
class Subgroup:
    """
    Pooled effect of one group; what `Pooled` says of its attributes holds here.

    `tau2` is that of all groups where it is common. `q`, `q_df` and `q_p` are of the group alone; `q_p` is None in a
    group of one study.
    """

    name: str
    k: int
    estimate: float
    se: float
    statistic: float
    p: float
    ci: Interval
    prediction: Interval
    tau2: float
    q: float
    q_df: int
    q_p: float | None


@dataclass(frozen=True)
class Subgroups:
    """
    Groups compared.

    Attributes
    ----------
    k, method, test, level, common_tau2
        As asked.
    groups
        In the order in which they first appear.
    difference
        Test that all groups have one effect.
    r2
        With a common tau2: share of the heterogeneity that the groups explain, in percent; else None.
    """

    k: int
    method: str
    test: str
    level: float
    common_tau2: bool
    groups: tuple[Subgroup, ...]
    difference: Omnibus
    r2: float | None


def subgroups(
    *,
    yi: ArrayLike,
    vi: ArrayLike,
    groups: Sequence[str],
    method: str = "REML",
    test: str = "hksj",
    level: float = 0.95,
    common_tau2: bool = True,
) -> Subgroups:
    """
    Pool groups of studies and test whether they differ.

    Parameters
    ----------
    yi, vi
        Shape (k,): effects and sampling variances.
    groups
        k names, at least two different ones.
    method, test, level
        As `fit` says. With a common tau2, `hksj` uses t and F with k minus groups degrees of freedom.
    common_tau2
        True: one heterogeneity for all groups, a regression on groups; a group may have one study. False: every group
        by itself, at least two studies in each; the test of difference is Cochran's Q of their estimates (chi-square).

    Raises
    ------
    BadStudies
        If there is one group only, or not one name for each study.
    TooFewStudies
        If a group has one study and `common_tau2` is False, or no group has two.
    UnknownMethod
        As `fit` says.

    References
    ----------
    Borenstein M, Hedges LV, Higgins JPT, Rothstein HR. Introduction to Meta-Analysis, 2009, chapter 19,
    https://doi.org/10.1002/9780470743386.ch19.

    Examples
    --------
    >>> found = subgroups(yi=[-12, -9, -4, -2], vi=[4, 3, 5, 4], groups=["soon", "soon", "late", "late"], method="FE")
    >>> [(group.name, round(group.estimate, 2)) for group in found.groups]
    [('soon', -10.29), ('late', -2.89)]
    """
    model = model_of(yi=yi, vi=vi)
    names = [str(name) for name in groups]
    order = tuple(dict.fromkeys(names))
    if len(names) != model.k:
        raise BadStudies(f"There are {model.k} effects and {len(names)} names of groups. Give one for each effect.")
    if len(order) < 2:
        raise BadStudies("There is one group only. Name at least two, or pool the studies.")
    members = {name: np.array([other == name for other in names]) for name in order}
    if common_tau2:
        return _with_common_tau2(model, members, method=method, test=test, level=level)
    return _one_by_one(model, members, method=method, test=test, level=level)


Members = Mapping[str, NDArray[np.bool_]]


def _with_common_tau2(model: Model, members: Members, *, method: str, test: str, level: float) -> Subgroups:
    design = np.column_stack([within.astype(np.float64) for within in members.values()])
    fitted = fit(yi=model.y, vi=model.v, design=design, method=method, test=test, level=level)
    table = coefficient_table(fitted, tuple(members))
    found = tuple(_of_row(fitted, row, members[row.name], at) for at, row in enumerate(table))
    contrasts = np.eye(len(table))[1:] - np.eye(len(table))[0]
    difference = omnibus(fitted, contrasts)
    return Subgroups(model.k, method, test, level, True, found, difference, share_explained(fitted))


def _of_row(fitted: MixedFit, row: Coefficient, within: NDArray[np.bool_], at: int) -> Subgroup:
    k = int(within.sum())
    q = float(np.sum(fitted.model.at(0.0).residuals[within] ** 2 / fitted.model.v[within]))
    return Subgroup(
        name=row.name,
        k=k,
        estimate=row.estimate,
        se=row.se,
        statistic=row.statistic,
        p=row.p,
        ci=row.ci,
        prediction=predicted(fitted, np.eye(fitted.model.p)[at]).prediction,
        tau2=fitted.tau2,
        q=q,
        q_df=k - 1,
        q_p=float(special.chdtrc(k - 1, q)) if k > 1 else None,
    )


def _one_by_one(model: Model, members: Members, *, method: str, test: str, level: float) -> Subgroups:
    for name, within in members.items():
        if within.sum() < 2:
            raise TooFewStudies(f"Group {name!r} has one study. Give it two, join groups, or use a common tau2.")
    found = tuple(
        _of_pooled(name, pool(yi=model.y[within], vi=model.v[within], method=method, test=test, level=level))
        for name, within in members.items()
    )
    difference = _difference(found)
    return Subgroups(model.k, method, test, level, False, found, difference, None)


def _of_pooled(name: str, pooled: Pooled) -> Subgroup:
    return Subgroup(
        name=name,
        k=pooled.k,
        estimate=pooled.estimate,
        se=pooled.se,
        statistic=pooled.statistic,
        p=pooled.p,
        ci=pooled.ci,
        prediction=pooled.prediction,
        tau2=pooled.tau2,
        q=pooled.q,
        q_df=pooled.q_df,
        q_p=pooled.q_p,
    )


def _difference(found: tuple[Subgroup, ...]) -> Omnibus:
    """Give Cochran's Q of the groups' estimates, each with the standard error that its test uses."""
    for group in found:
        if group.se == 0.0:
            raise BadStudies(f"All studies of group {group.name!r} have one effect, so its error is 0. Use the test z.")
    estimates = np.array([group.estimate for group in found])
    weights = 1.0 / np.array([group.se for group in found]) ** 2
    q = float(np.sum(weights * (estimates - np.average(estimates, weights=weights)) ** 2))
    df = len(found) - 1
    return Omnibus(q, df, None, float(special.chdtrc(df, q)))
