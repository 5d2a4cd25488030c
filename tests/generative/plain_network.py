"""
Network meta-analysis the slow and plain way: contrasts against the first arm of each study, written down as matrices.

Nothing here is shared with the library. Every sum is a product of whole matrices, heterogeneity is searched on a grid
and then closer and closer, and direct and indirect evidence are told apart by the weights themselves.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import brentq, minimize_scalar


@dataclass
class Contrasts:
    """Contrasts y with sampling covariance v, structure g of the heterogeneity, and design x (one column a treat)."""

    y: np.ndarray
    v: np.ndarray
    g: np.ndarray
    x: np.ndarray
    study: list
    treats: list


def one_study(measure, arms):
    """Give the contrasts of one study, its arms as dictionaries, and their covariance."""
    if measure == "MD":
        values, variances = [arm["mean"] for arm in arms], [arm["sd"] ** 2 / arm["n"] for arm in arms]
    elif measure == "SMD":
        df = sum(arm["n"] - 1 for arm in arms)
        sd = math.sqrt(sum((arm["n"] - 1) * arm["sd"] ** 2 for arm in arms) / df)
        factor = math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)
        values, variances = [factor * arm["mean"] / sd for arm in arms], [1 / arm["n"] for arm in arms]
    else:
        more = 0.5 if any(arm["event"] in (0, arm["n"]) for arm in arms) else 0.0
        cells = [(arm["event"] + more, arm["n"] - arm["event"] + more) for arm in arms]
        values = [{"OR": math.log(a / b), "RR": math.log(a / (a + b)), "RD": a / (a + b)}[measure] for a, b in cells]
        variances = [
            {"OR": 1 / a + 1 / b, "RR": 1 / a - 1 / (a + b), "RD": a * b / (a + b) ** 3}[measure] for a, b in cells
        ]
    y = np.array([value - values[0] for value in values[1:]])
    v = np.full((len(y), len(y)), variances[0]) + np.diag(variances[1:])
    if measure == "SMD":
        v += np.outer(y, y) / (2 * sum(arm["n"] for arm in arms))
    return y, v


def contrasts_of(measure, rows):
    studies = defaultdict(list)
    for row in rows:
        studies[row["study"]].append(row)
    treats = sorted({row["treat"] for row in rows})
    size = sum(len(arms) - 1 for arms in studies.values())
    y, v, g, x, names = (
        np.zeros(size),
        np.zeros((size, size)),
        np.zeros((size, size)),
        np.zeros((size, len(treats))),
        [],
    )
    at = 0
    for study, arms in studies.items():
        here = slice(at, at + len(arms) - 1)
        y[here], v[here, here] = one_study(measure, arms)
        g[here, here] = 0.5 * (np.ones((len(arms) - 1, len(arms) - 1)) + np.eye(len(arms) - 1))
        x[here, treats.index(arms[0]["treat"])] = -1.0
        for row, arm in enumerate(arms[1:]):
            x[at + row, treats.index(arm["treat"])] = 1.0
        names += [study] * (len(arms) - 1)
        at += len(arms) - 1
    return Contrasts(y, v, g, x, names, treats)


def solved(data, x, tau2):
    """Give coefficients, their covariance, what they take of the contrasts, and the generalised Q."""
    w = np.linalg.inv(data.v + tau2 * data.g)
    covariance = np.linalg.inv(x.T @ w @ x)
    takes = covariance @ x.T @ w
    left = data.y - x @ (takes @ data.y)
    return takes @ data.y, covariance, takes, float(left @ w @ left)


def deviance(data, x, tau2):
    """Give minus twice the restricted log-likelihood without its constant."""
    *_, q = solved(data, x, tau2)
    varies = data.v + tau2 * data.g
    return float(np.linalg.slogdet(varies)[1] + np.linalg.slogdet(x.T @ np.linalg.inv(varies) @ x)[1] + q)


def slope(data, x, tau2):
    """Give twice the slope of the restricted log-likelihood: above 0 where it still rises."""
    w = np.linalg.inv(data.v + tau2 * data.g)
    p = w - w @ x @ np.linalg.inv(x.T @ w @ x) @ x.T @ w
    return float(data.y @ p @ data.g @ p @ data.y - np.trace(p @ data.g))


def tau2_of(data, x, method):
    df = len(data.y) - x.shape[1]
    if method == "FE" or df == 0:
        return 0.0
    if method == "DL":
        w = np.linalg.inv(data.v)
        p = w - w @ x @ np.linalg.inv(x.T @ w @ x) @ x.T @ w
        return max(0.0, (solved(data, x, 0.0)[3] - df) / float(np.trace(p @ data.g)))
    widest = 10.0 * (float(np.var(data.y)) + float(np.diag(data.v).max()))
    if method == "PM":

        def above(tau2):
            return solved(data, x, tau2)[3] - df

        while above(0.0) > 0.0 and above(widest) > 0.0:
            widest *= 2.0
        return brentq(above, 0.0, widest, xtol=1e-15 * widest, rtol=1e-14) if above(0.0) > 0.0 else 0.0

    def loss(tau2):
        return deviance(data, x, tau2)

    grid = np.concatenate([[0.0], widest * np.logspace(-9, 1, 301)])
    best = int(np.argmin([loss(tau2) for tau2 in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    found = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-12 * high})
    return float(found.x) if found.fun < loss(0.0) else 0.0


def designs_of(rows):
    """Give the set of treatments of each study."""
    found = defaultdict(set)
    for row in rows:
        found[row["study"]].add(row["treat"])
    return {study: tuple(sorted(treats)) for study, treats in found.items()}


def design_columns(data, rows):
    """Give each design the columns of its treatments but the first."""
    designs = designs_of(rows)
    blocks = []
    for design in sorted(set(designs.values())):
        is_here = np.array([designs[study] == design for study in data.study])
        blocks += [data.x[:, data.treats.index(treat)] * is_here for treat in design[1:]]
    return np.column_stack(blocks)


def direct_of(measure, rows, pair, tau2):
    """Pool the studies that compare a pair, weight by weight; None where there are none."""
    above = below = 0.0
    for study, design in designs_of(rows).items():
        if set(pair) <= set(design):
            arms = [row for row in rows if row["study"] == study]
            arms.sort(key=lambda arm: arm["treat"] != pair[1])
            y, v = one_study(measure, arms)
            at = [arm["treat"] for arm in arms[1:]].index(pair[0])
            weight = 1.0 / (v[at, at] + tau2)
            above, below = above + weight * y[at], below + weight
    return (above / below, 1.0 / below) if below else None


def direct_takes(data, rows, pair, tau2):
    """Give what the direct evidence on a pair takes of each contrast."""
    designs, takes = designs_of(rows), np.zeros(len(data.y))
    one, other = (data.treats.index(treat) for treat in pair)
    for study in dict.fromkeys(data.study):
        if set(pair) <= set(designs[study]):
            here = [at for at, name in enumerate(data.study) if name == study]
            # A contrast is with the first arm: that of the pair is the difference of two, or one of them.
            own = np.zeros(len(data.y))
            for at in here:
                own[at] = float(data.x[at, one] > 0.0) - float(data.x[at, other] > 0.0)
            takes += own / (own @ (data.v + tau2 * data.g) @ own)
    # Of each study the pair is taken once, so what is taken of one treatment adds up to the weights.
    return takes / float((takes @ data.x)[one])


def network(measure, rows, method):
    """Give tau2, Q by designs, and for each pair of treatments network, direct and indirect evidence."""
    data = contrasts_of(measure, rows)
    x = data.x[:, 1:]
    tau2 = tau2_of(data, x, method)
    estimates, covariance, _, _ = solved(data, x, tau2)
    estimates, covariance = np.concatenate([[0.0], estimates]), np.pad(covariance, ((1, 0), (1, 0)))
    pairs = {}
    for one, other in combinations(range(len(data.treats)), 2):
        takes = np.zeros(len(data.treats))
        takes[one], takes[other] = 1.0, -1.0
        pair = data.treats[one], data.treats[other]
        found = {"network": (takes @ estimates, takes @ covariance @ takes), "direct": None}
        found["direct"] = direct_of(measure, rows, pair, tau2)
        pairs[pair] = found
    by_design = design_columns(data, rows)
    q = solved(data, x, 0.0)[3]
    df = len(data.y) - by_design.shape[1], by_design.shape[1] - x.shape[1]
    within = solved(data, by_design, 0.0)[3] if df[0] else 0.0
    interaction = None
    if all(df):
        tau2_within = tau2_of(data, by_design, method)
        interaction = solved(data, x, tau2_within)[3] - solved(data, by_design, tau2_within)[3]
    return {"tau2": tau2, "pairs": pairs, "total": q, "within": within, "df": df, "interaction": interaction}
