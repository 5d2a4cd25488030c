"""Which facts rest on which paper or registered trial: by PMID, DOI, PMC number and NCT number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from unpinch import knowledge

_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})(?!\d)")
_PMC = re.compile(r"\bPMC(\d{4,9})\b")
_NCT = re.compile(r"\bNCT\d{8}\b")
_DOI = re.compile(r"(10\.\d{4,9}/[^\s?#]+)")
# What publishers hang behind the DOI in the address of a page.
_BEHIND_A_DOI = re.compile(r"(?:/(?:full|fulltext|pdf|epdf|abstract|meta|tables?)(?:/\w+)?|\.(?:pdf|full|abstract))$")


@dataclass(frozen=True)
class FactPlace:
    """Where a fact stands: its file, its row as a spreadsheet counts, its id, and when its source was last read."""

    file: str
    row: int
    id: str
    checked_date: date


@dataclass(frozen=True)
class References:
    """
    The papers and trials that facts rest on.

    `papers` holds, for each fact that names one, all names of it, `pmid:`, `doi:`, `pmc:` or `nct:` in front.
    """

    places: Mapping[str, tuple[FactPlace, ...]]
    papers: tuple[tuple[str, ...], ...]

    def __contains__(self, identifier: str) -> bool:
        return identifier in self.places

    def resting_on(self, identifiers: Iterable[str]) -> tuple[FactPlace, ...]:
        """Give the facts that rest on a paper, under whichever of its names, each once."""
        return tuple(dict.fromkeys(place for name in identifiers for place in self.places.get(name, ())))

    @property
    def pmids(self) -> tuple[str, ...]:
        """Give the PMIDs, in the order of their numbers."""
        numbers = {name.removeprefix("pmid:") for name in self.places if name.startswith("pmid:")}
        return tuple(sorted(numbers, key=int))

    @property
    def without_pmid(self) -> tuple[str, ...]:
        """Give one name of each paper that no fact names with its PMID: the DOI, else the PMC number; in order."""
        with_pmid = {name for paper in self.papers if _has(paper, "pmid:") for name in paper}
        names = {
            min(name for name in paper if name.startswith(kind))
            for paper in self.papers
            for kind in ("doi:", "pmc:")
            if not with_pmid.intersection(paper) and _has(paper, kind) and (kind == "doi:" or not _has(paper, "doi:"))
        }
        return tuple(sorted(names))


def references(*, facts: Iterable[knowledge.PlacedFact] | None = None) -> References:
    """
    Find which facts rest on which paper or registered trial.

    Parameters
    ----------
    facts
        None takes all facts of the knowledge files.

    Raises
    ------
    BadFact
        If a knowledge file does not load.
    """
    places: dict[str, dict[FactPlace, None]] = defaultdict(dict)
    papers: dict[tuple[str, ...], None] = {}
    for placed in knowledge.placed_facts() if facts is None else facts:
        place = FactPlace(placed.file, placed.row, placed.fact.key, placed.fact.checked_date)
        for paper in _papers_of(placed.fact):
            papers[paper] = None
            for name in paper:
                places[name][place] = None
    return References(
        places=MappingProxyType({name: tuple(found) for name, found in places.items()}), papers=tuple(papers)
    )


def doi_name(doi: str) -> str:
    """
    Give the name under which a DOI is kept; DOIs do not tell capitals from small letters.

    Examples
    --------
    >>> doi_name("10.1016/J.APMR.2017.06.008")
    'doi:10.1016/j.apmr.2017.06.008'
    """
    return f"doi:{doi.strip().lower()}"


def _has(paper: tuple[str, ...], kind: str) -> bool:
    return any(name.startswith(kind) for name in paper)


def _papers_of(fact: knowledge.Fact) -> Iterator[tuple[str, ...]]:
    """Give the names of each paper that a fact rests on: its own, and those of its further sources."""
    own = dict.fromkeys([*_named_in_columns(fact), *_named_in(fact.source_url)])
    if own:
        yield tuple(own)
    for address in getattr(fact, "more_sources", ()):
        if other := tuple(dict.fromkeys(_named_in(address))):
            yield other


def _named_in_columns(fact: knowledge.Fact) -> Iterator[str]:
    pmid, doi = getattr(fact, "pmid", ""), getattr(fact, "doi", "")
    if pmid.isascii() and pmid.isdigit():
        yield f"pmid:{pmid}"
    if doi:
        yield doi_name(doi)


def _named_in(address: str) -> Iterator[str]:
    """
    Give the names of a paper or trial that stand in a web address.

    Examples
    --------
    >>> list(_named_in("https://onlinelibrary.wiley.com/doi/10.1002/ejp.2002/full?x=1"))
    ['doi:10.1002/ejp.2002']
    """
    plain = address.replace("%2F", "/").replace("%2f", "/")
    yield from (f"pmid:{found}" for found in _PUBMED.findall(plain))
    yield from (f"pmc:PMC{found}" for found in _PMC.findall(plain))
    yield from (f"nct:{found}" for found in _NCT.findall(plain))
    yield from (doi_name(_BEHIND_A_DOI.sub("", found.rstrip("/"))) for found in _DOI.findall(plain))
