"""The pattern fit as scripts ask for it: words from a command line or a request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unpinch import knowledge, patterns
from unpinch.kernel import Finding, FindingStatus, Mark, Side, UnpinchError

Document = dict[str, Any]
# A higher number is a slip of the pen.
OLDEST_YEARS = 120


class UnknownSide(UnpinchError):
    """A mark names a side that a body does not have."""


class UnknownWord(UnpinchError):
    """A region or finding is not one of the vocabulary."""


def fit(
    *,
    pain: Sequence[str] = (),
    present: Sequence[str] = (),
    absent: Sequence[str] = (),
    age_years: int | None = None,
    positive: Sequence[str] = (),
    negative: Sequence[str] = (),
) -> patterns.PatternFit:
    """
    Say which structures fit marks and findings that are given as words.

    Parameters
    ----------
    pain
        Regions of the body chart, each as `region` or `region:left|right|both`.
    present, absent
        Finding ids that are there, and that were said not to be there.
    age_years
        The person's age in whole years.
    positive, negative
        Examinations a clinician did, by how they came out; their ids are those of `patterns.examinations()`.

    Raises
    ------
    UnknownWord, UnknownSide
        If a word is not of the vocabulary; one line names it.
    """
    if age_years is not None and not 0 <= age_years <= OLDEST_YEARS:
        raise UnknownWord(f"{age_years} is not an age in years. Give 0 to {OLDEST_YEARS}.")
    if both := sorted({*set(present) & set(absent), *set(positive) & set(negative)}):
        raise UnknownWord(f"{both[0]} cannot be there and not there. Name it once.")
    tests = frozenset(patterns.examinations())
    regions = frozenset(region.id for region in knowledge.body_regions())
    findings = frozenset(finding.id for finding in knowledge.findings())
    return patterns.fit(
        marks=tuple(_mark(word, regions) for word in pain),
        findings=tuple(
            Finding(id=_known(word, findings, "finding"), status=status)
            for words, status in ((present, FindingStatus.PRESENT), (absent, FindingStatus.ABSENT))
            for word in words
        ),
        age_years=age_years,
        examinations=tuple(
            patterns.Examination(_known(word, tests, "examination"), is_positive=came_out)
            for words, came_out in ((positive, True), (negative, False))
            for word in words
        ),
    )


def _mark(word: str, regions: frozenset[str]) -> Mark:
    region, _, side = word.partition(":")
    _known(region, regions, "region")
    if side and side not in set(Side):
        raise UnknownSide(f"{word!r:.60}: there is no side {side!r:.20}. Use left, right or both.")
    return Mark(region=region, side=Side(side) if side else None)


def _known(word: str, vocabulary: frozenset[str], kind: str) -> str:
    if word not in vocabulary:
        raise UnknownWord(f"There is no {kind} {word!r:.60}. Use one of: {', '.join(sorted(vocabulary))}.")
    return word


def fit_document(*, fit: patterns.PatternFit) -> Document:
    """Give the `fit` document of the contract."""
    return {
        "fits": [_one(structure) for structure in fit.fits],
        "untested": [{"test": str(test.test), "text": str(test.text), "source": test.source} for test in fit.untested],
        "together": [
            {"sources": list(one.structures), "share": one.share, "text": str(one.text), "source": one.source}
            for one in fit.together
        ],
        "note": str(fit.note) if fit.note else None,
    }


def _one(structure: patterns.Fit) -> Document:
    return {
        "source": structure.source,
        "kind": structure.kind.value,
        "name": str(structure.name),
        "share": structure.share,
        "interval": [round(limit, 3) for limit in structure.interval],
        "label": structure.label.value,
        "because": [{"text": str(reason.text), "source": reason.source} for reason in structure.because],
        "against": [{"text": str(reason.text), "source": reason.source} for reason in structure.against],
        "sources": list(structure.sources),
    }
