"""The rows of the files that the directory of clinicians rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ._directory import DirectoryAccuracy, KindOfCare, ProcedureCode, RankingWeight
from ._load import load


def kinds_of_care() -> tuple[KindOfCare, ...]:
    """Give the kinds of care that are counted, in the order in which a snapshot keeps them; 8 at most."""
    return load(KindOfCare, "kinds_of_care.csv")


def procedure_codes() -> tuple[ProcedureCode, ...]:
    """Give the billing codes that count for a kind of care."""
    return load(ProcedureCode, "procedure_codes.csv")


@cache
def care_of_code() -> Mapping[str, str]:
    """
    Give the kind of care of each billing code; a code that is not there counts for none.

    Examples
    --------
    >>> care_of_code()["20560"]
    'needling'
    """
    return MappingProxyType({row.code: row.kind for row in procedure_codes()})


def ranking_weights() -> tuple[RankingWeight, ...]:
    """Give the most points each thing can give in each question; `ranking_problems` says whether they fit together."""
    return load(RankingWeight, "ranking_weights.csv")


def directory_accuracy() -> tuple[DirectoryAccuracy, ...]:
    """Give the published figures on how often entries of directories of clinicians are right."""
    return load(DirectoryAccuracy, "directory_accuracy.csv")
