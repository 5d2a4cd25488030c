"""Whether the sources of evidence in a network agree: designs with each other, and direct evidence with indirect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special
from scipy.linalg import block_diag

from ._network_contrasts import Contrasts
from ._network_model import NetworkModel, model_network
from ._network_shape import IntArray, NetworkShape


@dataclass(frozen=True)
class QTest:
    """A sum of squares, the degrees of freedom of its chi-square distribution, and its p value (None without any)."""

    q: float
    df: int
    p: float | None


@dataclass(frozen=True)
class DesignQ:
    """How far the studies with one set of treatments differ among themselves."""

    treats: tuple[str, ...]
    studies: int
    within: QTest


@dataclass(frozen=True)
class DesignInteraction:
    """
    The test of inconsistency in the design-by-treatment interaction model.

    Attributes
    ----------
    test
        Wald test that all inconsistency parameters are 0.
    tau2
        Heterogeneity within designs, in squared units of the effects.
    """

    test: QTest
    tau2: float


@dataclass(frozen=True)
class Inconsistency:
    """
    How far the studies of a network differ, and where.

    Attributes
    ----------
    total, within, between
        Cochran's Q of the common-effect network, split into the part within designs (heterogeneity) and the part
        between them (inconsistency); a design is the set of treatments that a study compares.
    designs
        The part within, design by design.
    interaction
        Test with random effects; None where there are no two designs that could disagree, or no design has two studies
        that tell how far studies of one design differ.
    """

    total: QTest
    within: QTest
    between: QTest
    designs: tuple[DesignQ, ...]
    interaction: DesignInteraction | None


def inconsistency_of(*, shape: NetworkShape, contrasts: Contrasts, network: NetworkModel, method: str) -> Inconsistency:
    """
    Split Cochran's Q by designs, and test the design-by-treatment interaction.

    Every design gets coefficients of its own. With tau2 estimated there, the Wald test that the coefficients of all
    designs come from those of the network is the rise of the generalised Q when they have to. A design with one study
    is met exactly by its own coefficients, so it adds nothing to either Q within designs or the likelihood of tau2.

    References
    ----------
    Split: Krahn U, Binder H, Konig J. BMC Med Res Methodol 2013;13:35, https://doi.org/10.1186/1471-2288-13-35.
    Interaction: Higgins JPT et al. Res Synth Methods 2012;3:98-110, https://doi.org/10.1002/jrsm.1044; White IR et al.
    Res Synth Methods 2012;3:111-125, https://doi.org/10.1002/jrsm.1045.
    """
    blocks = _blocks(shape, contrasts)
    repeated = [block for block in blocks if block.studies > 1]
    alone = _within(contrasts, repeated, method=method) if repeated else None
    df_within = sum(block.df for block in repeated)
    df_between = len(contrasts.y) - df_within - network.model.p
    interaction = None
    if alone and df_between:
        rise = network.q(alone.tau2) - alone.q(alone.tau2)
        interaction = DesignInteraction(test=_test(rise, df_between), tau2=alone.tau2)
    within = alone.q() if alone else 0.0
    return Inconsistency(
        total=_test(network.q(), len(contrasts.y) - network.model.p),
        within=_test(within, df_within),
        between=_test(network.q() - within, df_between),
        designs=tuple(_designs(shape, blocks, alone)),
        interaction=interaction,
    )


@dataclass(frozen=True)
class _Block:
    """A design: positions of its treatments and of its contrasts, and how many studies have it."""

    treats: IntArray
    rows: IntArray
    studies: int

    @property
    def df(self) -> int:
        """Degrees of freedom within the design."""
        return len(self.rows) - len(self.treats) + 1


def _blocks(shape: NetworkShape, contrasts: Contrasts) -> list[_Block]:
    first, studies = np.unique(shape.design, return_index=True, return_counts=True)[1:]
    of_contrasts = shape.design[contrasts.study]
    return [
        _Block(np.flatnonzero(shape.has[study]), np.flatnonzero(of_contrasts == at), int(studies[at]))
        for at, study in enumerate(first)
    ]


def _within(contrasts: Contrasts, blocks: list[_Block], *, method: str) -> NetworkModel:
    """Fit each design by itself with one tau2; the contrasts are in the order of the designs."""
    parts = [contrasts.design[np.ix_(block.rows, block.treats[1:])] for block in blocks]
    rows = np.concatenate([block.rows for block in blocks])
    return model_network(contrasts=contrasts.only(rows), design=block_diag(*parts), method=method)


def _designs(shape: NetworkShape, blocks: list[_Block], within: NetworkModel | None) -> list[DesignQ]:
    squares = within.squares() if within else np.zeros(0)
    found, at = [], 0
    for block in blocks:
        here = len(block.rows) if block.studies > 1 else 0
        test = _test(float(squares[at : at + here].sum()), block.df)
        found.append(DesignQ(tuple(shape.treat_names[treat] for treat in block.treats), block.studies, test))
        at += here
    return sorted(found, key=lambda one: one.treats)


def _test(q: float, df: int) -> QTest:
    # Differences of sums that are equal can come out a rounding below 0.
    q = max(q, 0.0)
    return QTest(q=q, df=df, p=float(special.chdtrc(df, q)) if df else None)
