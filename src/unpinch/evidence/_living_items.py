"""From records of a service to items of the review queue: what nobody has seen yet, and news of sources we use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ._living_model import Notice, ReviewItem, ReviewKind, ReviewQueue, SourceRecord
from ._living_references import References

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_SUFFIXES = {
    ReviewKind.RETRACTED: "retracted",
    ReviewKind.CONCERN: "concern",
    ReviewKind.CORRECTED: "corrected",
    ReviewKind.UPDATED: "updated",
}
# Of these a paper may have several, and each is looked at by itself.
_SEVERAL = (ReviewKind.CORRECTED, ReviewKind.UPDATED)


def item_id(record: SourceRecord) -> str:
    """
    Give the id under which a new record is kept.

    Examples
    --------
    >>> item_id(SourceRecord("pubmed", "28690077", "", None, "", ()))
    'PMID28690077'
    """
    return f"PMID{record.id}" if record.source == "pubmed" else record.id


def new_items(
    *, records: Iterable[SourceRecord], search: str, queue: ReviewQueue, references: References, today: date
) -> tuple[ReviewItem, ...]:
    """
    Give what is new among the records that a stored search found.

    A record that a fact rests on is not new, nor one that PubMed does not have. Of a registered trial, the day its
    results are posted is news again.

    Parameters
    ----------
    records
        As PubMed or ClinicalTrials.gov answered them.
    search
        Id of the stored search.
    queue
        What was found before; one that is in it gains the search.
    references
        What facts rest on.
    today
        The day that is kept as the one on which an item was found.
    """
    return tuple(
        item
        for record in records
        if not record.is_missing
        for item in _new(record, search=search, queue=queue, references=references, today=today)
    )


def news_of_sources(*, records: Iterable[SourceRecord], references: References, today: date) -> tuple[ReviewItem, ...]:
    """Give the retractions, concerns, corrections and newer versions of papers that facts rest on."""
    return tuple(
        item for record in records if references.resting_on(record.identifiers) for item in _news(record, today=today)
    )


def _new(
    record: SourceRecord, *, search: str, queue: ReviewQueue, references: References, today: date
) -> Iterator[ReviewItem]:
    earlier = queue.named(item_id(record))
    is_used = any(name in references for name in record.identifiers)
    if not is_used:
        detail = "retracted already" if _is_retracted(record) else ""
        yield _item(record, ReviewKind.NEW_RECORD, "", today=today, searches=(search,), detail=detail)
    if record.has_results and (is_used or (earlier is not None and not earlier.has_results)):
        yield _item(record, ReviewKind.RESULTS_POSTED, "-results", today=today, searches=(search,))


def _news(record: SourceRecord, *, today: date) -> Iterator[ReviewItem]:
    if record.is_missing:
        yield _item(record, ReviewKind.NOT_FOUND, "-not-found", today=today)
    for notice in record.notices:
        yield _item(record, notice.kind, f"-{_suffix(notice)}", today=today, detail=notice.published_in)


def _suffix(notice: Notice) -> str:
    """Name a notice so that it has the same name in the next run, whatever comes before it then."""
    if notice.kind not in _SEVERAL:
        return _SUFFIXES[notice.kind]
    words = _NOT_IN_AN_ID.sub("-", notice.published_in.lower())[:48].strip("-")
    return "-".join(filter(None, (_SUFFIXES[notice.kind], notice.pmid or words)))


def _is_retracted(record: SourceRecord) -> bool:
    return any(notice.kind is ReviewKind.RETRACTED for notice in record.notices)


def _item(
    record: SourceRecord,
    kind: ReviewKind,
    suffix: str,
    *,
    today: date,
    searches: tuple[str, ...] = (),
    detail: str = "",
) -> ReviewItem:
    return ReviewItem(
        id=item_id(record) + suffix,
        kind=kind,
        source=record.source,
        title=record.title,
        year=record.year,
        address=record.address,
        identifiers=record.identifiers,
        found_date=today,
        has_results=record.has_results,
        detail=detail,
        searches=searches,
    )
