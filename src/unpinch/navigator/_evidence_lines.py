"""One sentence of evidence by its address, with how sure it is and where it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from unpinch import evidence, knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge import CompressionCause, NerveCompression, StatementCertainty


@dataclass(frozen=True)
class EvidenceLine:
    """What was found, in a sentence. `certainty` is `not_graded` where nobody graded it; `source` a web address."""

    text: Text
    certainty: StatementCertainty
    source: str


def compression_fact(*, id: str) -> NerveCompression:
    """
    Give one fact about a pressed nerve.

    Raises
    ------
    evidence.UnknownFact
        If `nerve_compression.csv` has no such id.
    """
    for row in knowledge.nerve_compression():
        if row.id == id:
            return row
    raise evidence.UnknownFact(f"nerve_compression.csv has no row {id!r}. Use an id that is there.")


def evidence_line(*, address: str) -> EvidenceLine:
    """
    Give the sentence behind an address such as `fact:disc_shrinks` or `pooled:oliveira2020-leg-pain`.

    Raises
    ------
    evidence.UnknownFact
        If there is no such row; `knowledge.check` finds that first.
    """
    kind, _, key = address.partition(":")
    return _LINES[kind](key)


def speaks_of(*, address: str, causes: tuple[CompressionCause, ...]) -> bool:
    """Say whether a piece of evidence is about one of the causes; all that is no `fact:` holds for each."""
    kind, _, key = address.partition(":")
    return kind != "fact" or compression_fact(id=key).cause in (CompressionCause.ANY, *causes)


def _fact_line(key: str) -> EvidenceLine:
    row = compression_fact(id=key)
    return EvidenceLine(row.text, row.certainty, row.source_url)


def _claim_line(key: str) -> EvidenceLine:
    row = evidence.claim(id=key)
    return EvidenceLine(say(row.wording), StatementCertainty(row.certainty), row.source_url)


def _time_line(key: str) -> EvidenceLine:
    row = evidence.time_fact(id=key)
    return EvidenceLine(row.text, StatementCertainty.NOT_GRADED, row.source)


def _pooled_line(key: str) -> EvidenceLine:
    row = evidence.pooled(id=key)
    return EvidenceLine(row.sentence, StatementCertainty(row.certainty), row.source)


def _guideline_line(key: str) -> EvidenceLine:
    row = evidence.guideline(id=key)
    return EvidenceLine(row.text, StatementCertainty.NOT_GRADED, row.source)


_LINES: Mapping[str, Callable[[str], EvidenceLine]] = MappingProxyType(
    {
        "fact": _fact_line,
        "claim": _claim_line,
        "time": _time_line,
        "pooled": _pooled_line,
        "guideline": _guideline_line,
    }
)
