"""The network meta-analysis of a file of arms, and its document for machines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import synthesis
from ._network_errors import UnknownReference
from ._network_files import read_arms
from ._study_cells import BadStudyFile


@dataclass(frozen=True)
class NetworkedFile:
    """
    The network of a file.

    Attributes
    ----------
    file
        Its name.
    network
        What its studies come to.
    reference_given
        Whether the reference was asked for; else it is the treatment that is compared with the most others.
    warnings
        Sentences about what was done to the numbers.
    """

    file: str
    network: synthesis.Network
    reference_given: bool
    warnings: tuple[str, ...]


def network_file(
    *,
    path: Path,
    measure: str | None = None,
    reference: str | None = None,
    method: str = "REML",
    better: str = "low",
) -> NetworkedFile:
    """
    Compare all treatments of a file of arms.

    Parameters
    ----------
    path, measure
        As `read_arms` says.
    reference, method, better
        As `synthesis.network` says.

    Raises
    ------
    BadStudyFile
        If the file cannot be used, or nothing in it is seen twice and heterogeneity is to be estimated.
    WrongMeasure
        As `read_arms` says.
    UnknownReference
        If no study has the reference; says which names are near.
    synthesis.UnknownMethod
        If method or better is none that is known.
    """
    read = read_arms(path=path, measure=measure)
    try:
        network = synthesis.network(arms=read.arms, reference=reference, method=method, better=better)
    except synthesis.UnknownTreatment as wrong:
        raise UnknownReference(f"{read.file}: {wrong}") from None
    except (synthesis.BadStudies, synthesis.TooFewStudies) as wrong:
        raise BadStudyFile(f"{read.file}: {wrong}") from None
    return NetworkedFile(read.file, network, reference is not None, read.warnings)


def network_document(*, networked: NetworkedFile) -> dict[str, Any]:
    """
    Give the answer as plain values for JSON; ratios stay logarithms, `i2` is in percent.

    `league` holds every two treatments once, the effect of `treat` less that of `versus`; `covariance` has its rows and
    columns in the order of `treatments`; `k` counts studies.
    """
    network = networked.network
    return {
        "reference": network.reference,
        "tau2": network.tau2,
        "treatments": [_treatment(one) for one in network.treatments],
        "league": [_pair(pair) for pair in network.pairs],
        "inconsistency": _inconsistency(network),
        "measure": network.measure,
        "method": network.method,
        "better": network.better,
        "level": network.level,
        "k": network.studies,
        "arms": network.arms,
        "se_tau2": network.se_tau2,
        "i2": network.i2,
        "h2": network.h2,
        "covariance": network.covariance.tolist(),
        "warnings": list(networked.warnings),
    }


def _treatment(one: synthesis.RankedTreatment) -> dict[str, Any]:
    effect = one.effect
    return {
        "treat": one.treat,
        "estimate": effect.estimate,
        "se": effect.se,
        "ci": list(effect.ci),
        "p_score": one.p_score,
        "k": one.studies,
    }


def _pair(pair: synthesis.Pair) -> dict[str, Any]:
    return {
        "treat": pair.treat,
        "versus": pair.versus,
        **_estimate(pair.network),
        "k": pair.studies,
        "direct": pair.direct and _estimate(pair.direct),
        "indirect": pair.indirect and _estimate(pair.indirect),
        "direct_share": pair.direct_share,
        "difference": pair.difference and _estimate(pair.difference),
    }


def _estimate(effect: synthesis.Estimate) -> dict[str, Any]:
    return {"estimate": effect.estimate, "se": effect.se, "ci": list(effect.ci), "p": effect.p}


def _inconsistency(network: synthesis.Network) -> dict[str, Any]:
    found = network.inconsistency
    interaction = found.interaction
    return {
        "total": _q(found.total),
        "within_designs": _q(found.within),
        "between_designs": _q(found.between),
        "designs": [{"treats": list(one.treats), "k": one.studies, **_q(one.within)} for one in found.designs],
        "design_by_treatment": interaction and {**_q(interaction.test), "tau2": interaction.tau2},
        "direct_against_indirect": [
            {"treat": pair.treat, "versus": pair.versus, **_estimate(pair.difference)}
            for pair in network.pairs
            if pair.difference
        ],
    }


def _q(test: synthesis.QTest) -> dict[str, Any]:
    return {"q": test.q, "df": test.df, "p": test.p}
