"""One run: news of the papers we rest on, then each stored search, page by page, kept after each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from unpinch import evidence, knowledge
from unpinch.kernel import UnpinchError

from ._evidence_net import Asker, Refused, Service
from ._patience import say

# Of records a page, and of papers whose PMID is looked up by DOI: a request stays well under 2,000 characters.
PAGE_SIZE, NAMES_A_PAGE = 100, 20


class TooMany(UnpinchError):
    """A search finds more than its service gives."""


@dataclass(frozen=True)
class Services:
    """Where to ask."""

    pubmed: Service
    registry: Service


@dataclass(frozen=True)
class _Page:
    """What one page brought; `cursor` says what to ask next, None where it was the last."""

    items: tuple[evidence.ReviewItem, ...]
    cursor: str | None
    done: str
    matches: int | None = None


class Update:
    """
    A run over all steps that are left.

    Parameters
    ----------
    asker, services
        How and where to ask.
    queue
        With a run in it (`evidence.begin_run`).
    keep
        Called with the queue after each page.
    references
        What facts rest on.
    searches
        The stored searches of the run.
    today
        The day on which items are said to be found.
    """

    def __init__(
        self,
        *,
        asker: Asker,
        services: Services,
        queue: evidence.ReviewQueue,
        keep: Callable[[evidence.ReviewQueue], None],
        references: evidence.References,
        searches: Iterable[knowledge.EvidenceSearch],
        today: date,
    ) -> None:
        self.queue = queue
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self._asker, self._services, self._keep = asker, services, keep
        self._references, self._today = references, today
        self._searches: Mapping[str, knowledge.EvidenceSearch] = {search.id: search for search in searches}

    def go(self) -> None:
        """
        Do what is left. A step that fails for good is a problem, kept for the next run; the others are done.

        Raises
        ------
        FetchFailed
            If a service cannot be reached; what was found is kept.
        """
        for step in self._run.left:
            try:
                self._walk(step)
            except (evidence.ChangedAnswer, Refused, TooMany) as wrong:
                self.problems.append(f"{step}: {wrong}")
                say(self.problems[-1])
        self._keep_queue(evidence.end_run(queue=self.queue))

    @property
    def _run(self) -> evidence.UpdateRun:
        if self.queue.run is None:
            raise ValueError("the queue has no run in it")
        return self.queue.run

    def _keep_queue(self, queue: evidence.ReviewQueue) -> None:
        self.queue = queue
        self._keep(queue)

    def _walk(self, step: str) -> None:
        """Go through the pages of a step, from where an earlier run stopped; a place that is gone begins anew."""
        cursor = self._run.cursor if self._run.step == step else ""
        try:
            self._pages(step, cursor)
        except Refused:
            if not cursor:
                raise
            say(f"{step}: the place where it stopped is gone; this step begins anew")
            self._pages(step, "")

    def _pages(self, step: str, cursor: str) -> None:
        seen = {cursor}
        while True:
            page = self._page(step, cursor)
            known = len(self.queue.items)
            queue = self.queue.with_items(page.items)
            say(f"{step}: {page.done}, {len(queue.items) - known} new")
            if page.cursor is None:
                search = self._searches.get(step.removeprefix(evidence.SEARCH_STEP))
                self._keep_queue(evidence.end_step(queue=queue, step=step, search=search))
                return
            if page.cursor in seen:
                raise evidence.ChangedAnswer("the service gives the same page again and again. Look at it by hand.")
            seen.add(page.cursor)
            cursor = page.cursor
            run = self._run.at(step=step, cursor=cursor, matches=page.matches)
            self._keep_queue(replace(queue, run=run))

    def _page(self, step: str, cursor: str) -> _Page:
        if step == evidence.PMID_STEP:
            return self._page_of_pmids(cursor)
        if step == evidence.NAMES_STEP:
            return self._page_of_names(cursor)
        search = self._searches[step.removeprefix(evidence.SEARCH_STEP)]
        if search.source is knowledge.SearchSource.PUBMED:
            return self._page_of_pubmed(search, cursor)
        return self._page_of_registry(search, cursor)

    def _page_of_pmids(self, cursor: str) -> _Page:
        """Look at the papers that facts name by PMID; the cursor is the PMID before."""
        pmids = self._references.pmids
        left = [pmid for pmid in pmids if int(pmid) > int(cursor or 0)]
        batch = left[:PAGE_SIZE]
        return self._news_page(self._summaries(batch), batch=batch, left=left, total=len(pmids))

    def _page_of_names(self, cursor: str) -> _Page:
        """Look up by DOI and PMC number the papers without a PMID, and look at them; the cursor is the name before."""
        names = self._references.without_pmid
        left = [name for name in names if name > cursor]
        batch = left[:NAMES_A_PAGE]
        found: tuple[str, ...] = ()
        if batch:
            asked = evidence.pubmed_search(query=evidence.pubmed_names(batch), since=None, until=self._today)
            found = self._asker.ask(self._services.pubmed, "esearch.fcgi", asked, evidence.read_pubmed_search).ids
        return self._news_page(self._summaries(found), batch=batch, left=left, total=len(names))

    def _news_page(
        self, records: tuple[evidence.SourceRecord, ...], *, batch: list[str], left: list[str], total: int
    ) -> _Page:
        items = evidence.news_of_sources(records=records, references=self._references, today=self._today)
        is_last = len(batch) == len(left)
        done = f"{total - len(left) + len(batch)} of {total} papers"
        return _Page(items, cursor=None if is_last else batch[-1], done=done, matches=total)

    def _page_of_pubmed(self, search: knowledge.EvidenceSearch, cursor: str) -> _Page:
        start = int(cursor or 0)
        page = self._search_page(search, start)
        again = tuple(item for pmid in page.ids if (item := self.queue.named(f"PMID{pmid}")))
        known = {item.id for item in again}
        unknown = [pmid for pmid in page.ids if f"PMID{pmid}" not in known and f"pmid:{pmid}" not in self._references]
        items = (
            *(replace(item, searches=(search.id,)) for item in again),
            *self._new(search, self._summaries(unknown)),
        )
        end = start + len(page.ids)
        return _Page(
            items,
            cursor=str(end) if end < page.matches else None,
            done=f"{end:,} of {page.matches:,} records",
            matches=page.matches,
        )

    def _search_page(self, search: knowledge.EvidenceSearch, start: int) -> evidence.PubmedPage:
        since = evidence.first_day(queue=self.queue, search=search)
        asked = evidence.pubmed_search(
            query=search.query, since=since, until=self._run.started_date, start=start, size=PAGE_SIZE
        )

        def read(answer: bytes) -> evidence.PubmedPage:
            page = evidence.read_pubmed_search(answer)
            if not page.ids and start < page.matches:
                raise evidence.CutAnswer("PubMed: a page came empty though records are left")
            return page

        page = self._asker.ask(self._services.pubmed, "esearch.fcgi", asked, read)
        if page.matches >= evidence.MOST_PUBMED_RECORDS:
            raise TooMany(f"it finds {page.matches:,} records, more than PubMed gives. Narrow it, or give --since.")
        if start == 0:
            self._warn(f"{search.id}: PubMed did not understand {word!r}" for word in page.warnings)
        return page

    def _page_of_registry(self, search: knowledge.EvidenceSearch, cursor: str) -> _Page:
        since = evidence.first_day(queue=self.queue, search=search)
        asked = evidence.registered_trials(query=search.query, since=since, token=cursor, size=PAGE_SIZE)
        page = self._asker.ask(self._services.registry, "studies", asked, evidence.read_registered_trials)
        total = "" if page.matches is None else f" of {page.matches:,}"
        return _Page(
            self._new(search, page.records),
            cursor=page.next_token or None,
            done=f"{len(page.records)}{total} registered trials",
            matches=page.matches,
        )

    def _summaries(self, pmids: Iterable[str]) -> tuple[evidence.SourceRecord, ...]:
        wanted = tuple(pmids)
        if not wanted:
            return ()
        asked = evidence.pubmed_summaries(pmids=wanted)
        return self._asker.ask(
            self._services.pubmed,
            "esummary.fcgi",
            asked,
            lambda answer: evidence.read_pubmed_summaries(answer, pmids=wanted),
        )

    def _new(
        self, search: knowledge.EvidenceSearch, records: Iterable[evidence.SourceRecord]
    ) -> tuple[evidence.ReviewItem, ...]:
        return evidence.new_items(
            records=records, search=search.id, queue=self.queue, references=self._references, today=self._today
        )

    def _warn(self, warnings: Iterable[str]) -> None:
        for warning in warnings:
            self.warnings.append(warning)
            say(f"warning: {warning}")
