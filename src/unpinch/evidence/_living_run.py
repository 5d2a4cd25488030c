"""Where a run begins, from which day each search is asked, and what is left of a run that was stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from unpinch import knowledge
from unpinch.kernel import UnpinchError

from ._living_model import ReviewQueue, UpdateRun

SEARCH_STEP = "search:"
# The papers that facts name by PMID, and those that they name otherwise.
PMID_STEP, NAMES_STEP = "sources:pmid", "sources:names"


class UnknownSearch(UnpinchError):
    """No stored search has this id."""


def steps_of(*, searches: Iterable[knowledge.EvidenceSearch]) -> tuple[str, ...]:
    """
    Give the steps of a run: news of our own sources first, as those bear on what is said now, then each search.

    Examples
    --------
    >>> steps_of(searches=())
    ('sources:pmid', 'sources:names')
    """
    return (PMID_STEP, NAMES_STEP, *(f"{SEARCH_STEP}{search.id}" for search in searches))


def chosen_searches(*, ids: Iterable[str]) -> tuple[knowledge.EvidenceSearch, ...]:
    """
    Give the stored searches with these ids; all where none is named.

    Raises
    ------
    UnknownSearch
        If one is not there; says which there are.
    """
    known = {search.id: search for search in knowledge.evidence_searches()}
    wanted = tuple(ids) or tuple(known)
    for each in wanted:
        if each not in known:
            raise UnknownSearch(f"{each!r} is no stored search. Use one of {', '.join(known)}.")
    return tuple(known[each] for each in dict.fromkeys(wanted))


def begin_run(*, queue: ReviewQueue, steps: tuple[str, ...], since: date | None, today: date) -> ReviewQueue:
    """
    Give the queue with a run in it: the one that was stopped, where it asked the same, else a new one.

    A run that goes on keeps the day it began: what came later is for the next.
    """
    stopped = queue.run
    if stopped is not None and stopped.steps == steps and stopped.since == since and stopped.left:
        return queue
    return replace(queue, run=UpdateRun(started_date=today, since=since, steps=steps))


def first_day(*, queue: ReviewQueue, search: knowledge.EvidenceSearch) -> date | None:
    """Give the day from which a search is asked: as told, else where the last run ended; None is from the beginning."""
    if queue.run is not None and queue.run.since is not None:
        return queue.run.since
    return queue.asked.get(search.id, search.last_run_date)


def end_step(*, queue: ReviewQueue, step: str, search: knowledge.EvidenceSearch | None = None) -> ReviewQueue:
    """
    Give the queue after the last page of a step.

    The search is then asked up to the day the run began, unless the run was told a later first day and so left a gap.
    """
    run = queue.run
    if run is None:
        return queue
    asked = dict(queue.asked)
    if search is not None:
        earlier = asked.get(search.id, search.last_run_date)
        leaves_a_gap = earlier is not None and run.since is not None and run.since > earlier
        if not leaves_a_gap:
            asked[search.id] = run.started_date
    return replace(queue, asked=asked, run=run.after(step=step))


def end_run(*, queue: ReviewQueue) -> ReviewQueue:
    """Give the queue without the run, where nothing of it is left."""
    return queue if queue.run is None or queue.run.left else replace(queue, run=None)
