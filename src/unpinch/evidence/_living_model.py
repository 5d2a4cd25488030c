"""What was found since the facts were written, what a person decided about it, and where a run stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from unpinch.kernel import UnpinchError


class NoSuchItem(UnpinchError):
    """No item of the review queue has this id."""


class NoReason(UnpinchError):
    """An item was dismissed without a word why."""


class ReviewKind(StrEnum):
    """What was found: a record nobody has seen, results of a registered trial, or news of a source we use."""

    NEW_RECORD = "new_record"
    RESULTS_POSTED = "results_posted"
    RETRACTED = "retracted"
    CONCERN = "expression_of_concern"
    CORRECTED = "corrected"
    UPDATED = "updated"
    NOT_FOUND = "not_found"

    @property
    def is_news_of_a_source(self) -> bool:
        """Say whether it is about a source that facts rest on already."""
        return self not in (ReviewKind.NEW_RECORD, ReviewKind.RESULTS_POSTED)


class ReviewAnswer(StrEnum):
    """What a person decided: to read it and take its numbers into the knowledge files, or not."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class Notice:
    """A note that PubMed ties to a record: what kind, where it was published, and its own PMID or empty."""

    kind: ReviewKind
    published_in: str
    pmid: str = ""


@dataclass(frozen=True)
class SourceRecord:
    """
    One record of PubMed or ClinicalTrials.gov, as it was answered.

    `identifiers` are all names of the paper or trial, each with its kind in front: `pmid:`, `doi:`, `pmc:`, `nct:`.
    `year` is of publication, or of first posting for a registered trial; None where the answer has none.
    """

    source: str
    id: str
    title: str
    year: int | None
    address: str
    identifiers: tuple[str, ...]
    notices: tuple[Notice, ...] = ()
    is_missing: bool = False
    has_results: bool = False


@dataclass(frozen=True)
class Decision:
    """What a person decided about an item, when, and in which words."""

    answer: ReviewAnswer
    decided_date: date
    by: str = ""
    why: str = ""


@dataclass(frozen=True)
class ReviewItem:
    """
    One line of the review queue. It holds no number of a trial: those are typed by a person, into the knowledge files.

    `searches` are the stored searches that found it; none for news of a source. `detail` says where a notice stands, or
    that a new record is retracted already.
    """

    id: str
    kind: ReviewKind
    source: str
    title: str
    year: int | None
    address: str
    identifiers: tuple[str, ...]
    found_date: date
    has_results: bool = False
    detail: str = ""
    searches: tuple[str, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True)
class UpdateRun:
    """
    A run that is not finished: which steps it has, which are done, and where in the present one it stands.

    `since` is the day that was asked for, or None where each search goes on from its own; `matches` counts, for each
    step, the records that its service says there are.
    """

    started_date: date
    since: date | None
    steps: tuple[str, ...]
    done: tuple[str, ...] = ()
    step: str = ""
    cursor: str = ""
    matches: Mapping[str, int] = field(default_factory=dict)

    @property
    def left(self) -> tuple[str, ...]:
        """Give the steps that are not done, in order."""
        return tuple(step for step in self.steps if step not in self.done)

    def at(self, *, step: str, cursor: str, matches: int | None = None) -> UpdateRun:
        """Give the run after a page, with what to ask next."""
        counts = self.matches if matches is None else {**self.matches, step: matches}
        return replace(self, step=step, cursor=cursor, matches=counts)

    def after(self, *, step: str) -> UpdateRun:
        """Give the run after the last page of a step."""
        return replace(self, done=(*self.done, step), step="", cursor="")


@dataclass(frozen=True)
class ReviewQueue:
    """
    The local review queue: all that was ever found, with decisions, and the run that is under way, if any.

    `asked` says for each stored search up to which day it was asked to its end.
    """

    version: Literal[1] = 1
    items: tuple[ReviewItem, ...] = ()
    asked: Mapping[str, date] = field(default_factory=dict)
    run: UpdateRun | None = None

    def named(self, item_id: str) -> ReviewItem | None:
        """Give the item with an id, or None."""
        return self._by_id.get(item_id)

    @cached_property
    def _by_id(self) -> Mapping[str, ReviewItem]:
        # A first run finds thousands, and asks for each of them whether it is there.
        return {item.id: item for item in self.items}

    @property
    def waiting(self) -> tuple[ReviewItem, ...]:
        """Give the items that nobody has decided about."""
        return tuple(item for item in self.items if item.decision is None)

    def with_items(self, found: Iterable[ReviewItem]) -> ReviewQueue:
        """Give the queue with what was found; one that is there already only gains the searches that found it too."""
        known = dict(self._by_id)
        for item in found:
            earlier = known.get(item.id)
            known[item.id] = item if earlier is None else _found_again(earlier, item)
        return replace(self, items=tuple(known.values()))

    def decided(self, *, item_id: str, decision: Decision) -> ReviewQueue:
        """
        Give the queue with a person's decision about one item; a later decision takes the place of an earlier.

        Raises
        ------
        NoSuchItem
            If the queue has no such item.
        NoReason
            If it is dismissed without a reason: whoever looks again wants to know it.
        """
        if self.named(item_id) is None:
            raise NoSuchItem(f"{item_id}: the review queue has no such item. `unpinch evidence queue` lists them.")
        if decision.answer is ReviewAnswer.DISMISSED and not decision.why.strip():
            raise NoReason(f"{item_id}: say why it is dismissed (--why).")
        return replace(
            self,
            items=tuple(replace(item, decision=decision) if item.id == item_id else item for item in self.items),
        )


def _found_again(earlier: ReviewItem, found: ReviewItem) -> ReviewItem:
    return replace(earlier, searches=tuple(dict.fromkeys((*earlier.searches, *found.searches))))
