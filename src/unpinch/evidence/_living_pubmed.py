"""
PubMed's questions and answers: searches, summaries, and the notices that are tied to a paper.

Nothing in here asks anybody: parameters out, answers in. ESearch and ESummary answer in JSON, so no XML is read.

References
----------
Sayers E. The E-utilities in depth: parameters, syntax and more. https://www.ncbi.nlm.nih.gov/books/NBK25499/
Sayers E. A general introduction to the E-utilities (three requests a second, tool and email).
https://www.ncbi.nlm.nih.gov/books/NBK25497/
Errata, retractions, and other linked citations in PubMed. https://www.nlm.nih.gov/bsd/policy/errata.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ._living_answers import ChangedAnswer, changed, json_object, part, parts, plain, year_in
from ._living_model import Notice, ReviewKind, SourceRecord
from ._living_references import doi_name

SERVICE = "PubMed"
# ESearch gives no more than the first 10,000 records of PubMed, however they are asked for.
MOST_PUBMED_RECORDS = 10_000
# How a notice is tied to a paper, as PubMed words it. A partial retraction counts as an erratum there.
_NOTICES: Mapping[str, ReviewKind] = {
    "retraction in": ReviewKind.RETRACTED,
    "retracted and republished in": ReviewKind.RETRACTED,
    "partial retraction in": ReviewKind.CORRECTED,
    "expression of concern in": ReviewKind.CONCERN,
    "erratum in": ReviewKind.CORRECTED,
    "corrected and republished in": ReviewKind.CORRECTED,
    "update in": ReviewKind.UPDATED,
}
_RETRACTED_TYPE = "retracted publication"
_NO_SUCH_RECORD = "cannot get document summary"
_NAMES = {"pubmed": "pmid:", "doi": "doi:", "pmc": "pmc:"}


@dataclass(frozen=True)
class PubmedPage:
    """One page of a search: how many records match in all, those of the page, and what PubMed did not understand."""

    matches: int
    ids: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def pubmed_search(*, query: str, since: date | None, until: date, start: int = 0, size: int = 100) -> dict[str, str]:
    """
    Give the parameters of one page of a search.

    Parameters
    ----------
    query
        In PubMed's own language.
    since, until
        First and last day on which a record entered PubMed (`edat`), both included; None for `since` asks without.
    start, size
        How many records were given before, and how many to give.
    """
    asked = {"db": "pubmed", "retmode": "json", "term": query, "retstart": str(start), "retmax": str(size)}
    # In a fixed order, so that pages of one search do not overlap.
    asked["sort"] = "pub_date"
    if since is not None:
        asked |= {"datetype": "edat", "mindate": f"{since:%Y/%m/%d}", "maxdate": f"{until:%Y/%m/%d}"}
    return asked


def pubmed_summaries(*, pmids: Sequence[str]) -> dict[str, str]:
    """Give the parameters that ask for the summaries of some records."""
    return {"db": "pubmed", "retmode": "json", "id": ",".join(pmids)}


def pubmed_names(names: Iterable[str]) -> str:
    """
    Write a search for papers by DOI or PMC number.

    Examples
    --------
    >>> pubmed_names(["doi:10.1179/2042618613y.0000000044", "pmc:PMC3201653"])
    '"10.1179/2042618613y.0000000044"[aid] OR PMC3201653'
    """
    return " OR ".join(
        f'"{name.removeprefix("doi:")}"[aid]' if name.startswith("doi:") else name.removeprefix("pmc:")
        for name in names
    )


def read_pubmed_search(answer: bytes) -> PubmedPage:
    """
    Read one page of a search.

    Raises
    ------
    CutAnswer, BusyAnswer
        If asking again may help.
    ChangedAnswer
        If the answer is not in the documented form, or PubMed could not run the search.
    """
    found = part(json_object(answer, service=SERVICE), "esearchresult", kind=dict, service=SERVICE)
    if fault := found.get("ERROR"):
        raise ChangedAnswer(f"{SERVICE}: it could not run the search ({plain(fault)}). Mend the query.")
    count = part(found, "count", kind=str, service=SERVICE)
    ids = part(found, "idlist", kind=list, service=SERVICE)
    if not _is_number(count) or not all(_is_number(each) for each in ids):
        raise changed(SERVICE, "a number in esearchresult")
    return PubmedPage(matches=int(count), ids=tuple(ids), warnings=tuple(_not_understood(found)))


def read_pubmed_summaries(answer: bytes, *, pmids: Sequence[str]) -> tuple[SourceRecord, ...]:
    """
    Read the summaries of the records that were asked for, in that order.

    A record that PubMed does not have is `is_missing`.

    Raises
    ------
    CutAnswer, BusyAnswer
        If asking again may help.
    ChangedAnswer
        If the answer is not in the documented form, or one that was asked for is left out.
    """
    result = part(json_object(answer, service=SERVICE), "result", kind=dict, service=SERVICE)
    return tuple(_record(part(result, pmid, kind=dict, service=SERVICE), pmid) for pmid in pmids)


def _is_number(word: object) -> bool:
    return isinstance(word, str) and word.isascii() and word.isdigit() and len(word) <= 9


def _not_understood(found: Mapping[str, Any]) -> Iterator[str]:
    for group, names in (
        ("errorlist", ("phrasesnotfound", "fieldsnotfound")),
        ("warninglist", ("quotedphrasesnotfound", "phrasesignored")),
    ):
        for name in names:
            lists = found.get(group)
            words = lists.get(name) if isinstance(lists, dict) else None
            yield from (plain(word) for word in words if word) if isinstance(words, list) else ()


def _record(summary: Mapping[str, Any], pmid: str) -> SourceRecord:
    address = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
    if fault := summary.get("error"):
        if fault != _NO_SUCH_RECORD:
            raise changed(SERVICE, f"the summary of {pmid} ({plain(fault)})")
        return SourceRecord("pubmed", pmid, "", None, address, (f"pmid:{pmid}",), is_missing=True)
    title = part(summary, "title", kind=str, service=SERVICE)
    return SourceRecord(
        source="pubmed",
        id=pmid,
        title=plain(title) or plain(summary.get("vernaculartitle")) or plain(summary.get("booktitle")),
        year=year_in(summary.get("pubdate"), summary.get("epubdate"), summary.get("sortpubdate")),
        address=address,
        identifiers=tuple(dict.fromkeys([f"pmid:{pmid}", *_identifiers(summary)])),
        notices=tuple(_notices(summary)),
    )


def _identifiers(summary: Mapping[str, Any]) -> Iterator[str]:
    for each in parts(summary, "articleids", service=SERVICE):
        kind, value = str(each.get("idtype")), str(each.get("value") or "").strip()
        if kind == "doi":
            yield doi_name(value)
        elif kind in _NAMES and value:
            yield f"{_NAMES[kind]}{value}"


def _notices(summary: Mapping[str, Any]) -> Iterator[Notice]:
    """Give the notices that are tied to a paper; that it is retracted stands among its types as well."""
    kinds = [str(kind).lower() for kind in part(summary, "pubtype", kind=list, service=SERVICE)]
    is_said = False
    for each in parts(summary, "references", service=SERVICE):
        kind = _NOTICES.get(str(each.get("reftype")).strip().lower())
        if kind is not None:
            is_said = is_said or kind is ReviewKind.RETRACTED
            yield Notice(kind, published_in=plain(each.get("refsource")), pmid=str(each.get("pmid") or ""))
    if _RETRACTED_TYPE in kinds and not is_said:
        yield Notice(ReviewKind.RETRACTED, published_in="")
