"""The review queue as text for its file, and as JSON documents for people's scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from unpinch import knowledge
from unpinch.kernel import UnpinchError

from ._living_due import DueFact
from ._living_model import ReviewAnswer, ReviewItem, ReviewQueue
from ._living_references import FactPlace, References

_QUEUES = TypeAdapter(ReviewQueue)


class BadQueue(UnpinchError):
    """The file of the review queue cannot be read."""


def queue_text(queue: ReviewQueue) -> bytes:
    """Write the review queue as the JSON of its file."""
    return _QUEUES.dump_json(queue, indent=1)


def read_queue(text: bytes, *, name: str) -> ReviewQueue:
    """
    Read the review queue from the JSON of its file.

    Parameters
    ----------
    text
        UTF-8.
    name
        What the file is called, for the message.

    Raises
    ------
    BadQueue
        If it is no review queue.
    """
    try:
        return _QUEUES.validate_json(text)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise BadQueue(
            f"{name}: it is no review queue ({where}: {first['msg']}). Put a copy of it back, or move it away to begin "
            "anew; decisions in it are lost then."
        ) from None


def to_do(*, queue: ReviewQueue, references: References) -> tuple[ReviewItem, ...]:
    """
    Give the items that a person said yes to, and whose numbers nobody has typed yet.

    A new record leaves the list when a fact rests on it; news of a source when every fact that rests on it was read
    again after the decision.
    """
    return tuple(item for item in queue.items if _is_open(item, references))


def _is_open(item: ReviewItem, references: References) -> bool:
    decision = item.decision
    if decision is None or decision.answer is not ReviewAnswer.ACCEPTED:
        return False
    places = references.resting_on(item.identifiers)
    if not item.kind.is_news_of_a_source:
        return not places
    return any(place.checked_date <= decision.decided_date for place in places)


def item_document(*, item: ReviewItem, references: References) -> dict[str, Any]:
    """Give one item with the facts that rest on it, and what its searches are about."""
    searches = [search for search in knowledge.evidence_searches() if search.id in item.searches]
    decision = item.decision
    return {
        "id": item.id,
        "kind": item.kind.value,
        "source": item.source,
        "title": item.title,
        "year": item.year,
        "address": item.address,
        "detail": item.detail,
        "has_results": item.has_results,
        "state": _state(item, references),
        "found_date": str(item.found_date),
        "searches": list(item.searches),
        "treatments": _each_once(word for search in searches for word in search.treatments),
        "conditions": _each_once(word.value for search in searches for word in search.conditions),
        "facts": [_place_document(place) for place in references.resting_on(item.identifiers)],
        "decision": None
        if decision is None
        else {
            "answer": decision.answer.value,
            "date": str(decision.decided_date),
            "by": decision.by,
            "why": decision.why,
        },
    }


def queue_document(*, queue: ReviewQueue, references: References) -> dict[str, Any]:
    """Give what waits for a decision, and what was accepted and is to be extracted by a person."""
    return {
        "waiting": [item_document(item=each, references=references) for each in queue.waiting],
        "to_be_extracted": [
            item_document(item=each, references=references) for each in to_do(queue=queue, references=references)
        ],
        "dismissed": sum(
            each.decision is not None and each.decision.answer is ReviewAnswer.DISMISSED for each in queue.items
        ),
        "asked": {search: str(day) for search, day in queue.asked.items()},
        "stopped_run": None if queue.run is None else {"left": list(queue.run.left)},
    }


def update_document(
    *, queue: ReviewQueue, references: References, due: Sequence[DueFact], today: date, warnings: Sequence[str] = ()
) -> dict[str, Any]:
    """Give what would change after a run, if a person says yes: new records, news of sources, facts that are due."""
    waiting = [item_document(item=each, references=references) for each in queue.waiting]
    news = {each.id for each in queue.waiting if each.kind.is_news_of_a_source}
    return {
        "today": str(today),
        "finished": queue.run is None,
        "steps_left": [] if queue.run is None else list(queue.run.left),
        "new": [each for each in waiting if each["id"] not in news],
        "sources": [each for each in waiting if each["id"] in news],
        "due": [due_document(each) for each in due],
        "warnings": list(warnings),
    }


def due_document(due: DueFact) -> dict[str, Any]:
    """Give one fact whose source is to be read again."""
    return {
        "file": due.file,
        "row": due.row,
        "id": due.id,
        "source": due.source_url,
        "checked_date": str(due.checked_date),
        "next_review_date": str(due.next_review_date),
    }


def _state(item: ReviewItem, references: References) -> str:
    if item.decision is None:
        return "waiting"
    if item.decision.answer is ReviewAnswer.DISMISSED:
        return "dismissed"
    return "to_be_extracted" if _is_open(item, references) else "done"


def _place_document(place: FactPlace) -> dict[str, Any]:
    return {"file": place.file, "row": place.row, "id": place.id}


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
