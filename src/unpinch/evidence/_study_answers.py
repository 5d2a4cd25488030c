"""The meta-analysis of a file of studies, and its document for machines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from . import synthesis
from ._study_cells import BadStudyFile
from ._study_files import StudyEffects, read_studies


@dataclass(frozen=True)
class SynthesizedFile:
    """The studies of a file, what they come to together, how far they can differ, and what to be warned of."""

    studies: StudyEffects
    pooled: synthesis.Pooled
    differ: synthesis.HeterogeneityInterval
    warnings: tuple[str, ...]


def synthesize_file(
    *, path: Path, measure: str | None = None, method: str = "REML", test: str = "hksj"
) -> SynthesizedFile:
    """
    Pool the studies of a file.

    Parameters
    ----------
    path, measure
        As `read_studies` says.
    method, test
        As `synthesis.fit` says.

    Raises
    ------
    BadStudyFile
        If the file cannot be used, or holds one study only.
    WrongMeasure
        As `read_studies` says.
    synthesis.UnknownMethod
        If method or test is none that is known.
    """
    studies = read_studies(path=path, measure=measure)
    if len(studies.yi) == 1:
        raise BadStudyFile(
            f"{studies.file}: one study ({studies.names[0]}): there is nothing to pool. Give at least two."
        )
    try:
        pooled = synthesis.pool(yi=studies.yi, vi=studies.vi, method=method, test=test)
        differ = synthesis.tau2_interval(yi=studies.yi, vi=studies.vi)
    except synthesis.BadStudies as wrong:
        raise BadStudyFile(f"{studies.file}: {wrong}") from None
    return SynthesizedFile(studies, pooled, differ, (*studies.warnings, *_warnings(pooled)))


def _warnings(pooled: synthesis.Pooled) -> tuple[str, ...]:
    if pooled.se == 0.0:
        return ("All effects are the same, so Hartung and Knapp's error is 0. Take --test z.",)
    return ()


def synthesis_document(*, synthesized: SynthesizedFile) -> dict[str, Any]:
    """Give the answer as plain values for JSON; ratios stay logarithms, `i2` and weights are in percent."""
    pooled, differ = synthesized.pooled, synthesized.differ
    return {
        "k": pooled.k,
        "method": pooled.method,
        "test": pooled.test,
        "estimate": pooled.estimate,
        "se": pooled.se,
        "ci": list(pooled.ci),
        "prediction": list(pooled.prediction),
        "tau2": pooled.tau2,
        "i2": pooled.i2,
        "q": pooled.q,
        "q_p": pooled.q_p,
        "measure": synthesized.studies.measure,
        "level": pooled.level,
        "p": pooled.p,
        "q_df": pooled.q_df,
        "h2": pooled.h2,
        "se_tau2": pooled.se_tau2,
        "tau2_ci": list(differ.tau2),
        "i2_ci": list(differ.i2),
        "studies": _study_documents(synthesized),
        "warnings": list(synthesized.warnings),
    }


def _study_documents(synthesized: SynthesizedFile) -> list[dict[str, Any]]:
    studies = synthesized.studies
    columns = zip(studies.names, studies.rows, studies.yi, studies.vi, synthesized.pooled.weights, strict=True)
    return [
        {"study": name, "row": row, "yi": float(yi), "vi": float(vi), "se": float(np.sqrt(vi)), "weight": weight}
        for name, row, yi, vi, weight in columns
    ]
