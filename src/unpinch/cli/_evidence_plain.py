"""The answers of `unpinch evidence` as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from unpinch import evidence

# By the words of `evidence.ReviewKind`, which is loaded only where a queue is read: other commands start without it.
_KINDS = {
    "new_record": "new",
    "results_posted": "results are posted",
    "retracted": "RETRACTED",
    "expression_of_concern": "the journal has doubts (expression of concern)",
    "corrected": "corrected",
    "updated": "a newer version is out",
    "not_found": "PubMed has it no more",
}
# More would hide the rest; the JSON document has all.
_MOST_FACTS = 8


def update_lines(
    *, queue: evidence.ReviewQueue, references: evidence.References, due: Sequence[evidence.DueFact]
) -> Iterator[str]:
    """Say what waits after a run, and what is overdue."""
    yield from _waiting(queue, references)
    if due:
        yield f"{len(due):,} facts are past their review date: `unpinch evidence due` lists them."
    if queue.run is not None:
        yield f"Not done: {', '.join(queue.run.left)}. The same command goes on there."


def queue_lines(*, queue: evidence.ReviewQueue, references: evidence.References) -> Iterator[str]:
    """Say what waits for a decision and what is to be extracted."""
    yield from _waiting(queue, references)
    accepted = evidence.to_do(queue=queue, references=references)
    if accepted:
        yield f"{len(accepted):,} to be extracted; type what you read into the knowledge files:"
        yield from (line for item in accepted for line in _item(item, references))


def due_lines(
    *,
    due: Sequence[evidence.DueFact],
    queue: evidence.ReviewQueue,
    references: evidence.References,
    today: date,
) -> Iterator[str]:
    """List facts that are due, and say how much waits in the queue."""
    for each in due:
        word = "overdue since" if each.next_review_date < today else "due by"
        yield f"{each.file}, row {each.row} ({each.id}): {word} {each.next_review_date}: {each.source_url}"
    if not due:
        yield "No fact is past its review date."
    waiting, accepted = len(queue.waiting), len(evidence.to_do(queue=queue, references=references))
    if waiting or accepted:
        yield f"In the review queue {waiting:,} wait for a decision and {accepted:,} are to be extracted."


def decision_lines(*, item: evidence.ReviewItem, references: evidence.References) -> Iterator[str]:
    """Say what was decided and what is left to do by hand."""
    if item.decision is None:
        return
    yield f"{item.id}: {item.decision.answer.value}. {item.title}"
    if item.decision.answer is evidence.ReviewAnswer.ACCEPTED:
        yield "To be extracted: read it, and type its numbers into the knowledge files. No fact was changed."
        yield from _facts(item, references)


def _waiting(queue: evidence.ReviewQueue, references: evidence.References) -> Iterator[str]:
    waiting = queue.waiting
    if not waiting:
        yield "Nothing waits for a decision."
        return
    yield f"{len(waiting):,} wait for a decision (`unpinch evidence accept ID`, or `dismiss ID --why WORDS`):"
    news = [item for item in waiting if item.kind.is_news_of_a_source]
    others = [item for item in waiting if not item.kind.is_news_of_a_source]
    yield from (line for item in (*news, *others) for line in _item(item, references))


def _item(item: evidence.ReviewItem, references: evidence.References) -> Iterator[str]:
    year = f" ({item.year})" if item.year else ""
    detail = f" [{item.detail}]" if item.detail else ""
    searches = f", found by {', '.join(item.searches)}" if item.searches else ""
    yield f"  {item.id}: {_KINDS[item.kind]}{detail}: {item.title or 'without a title'}{year}{searches}"
    yield f"    {item.address}"
    yield from _facts(item, references)


def _facts(item: evidence.ReviewItem, references: evidence.References) -> Iterator[str]:
    places = references.resting_on(item.identifiers)
    if places:
        yield f"    {len(places)} facts rest on it: {_named(places)}"


def _named(places: Sequence[evidence.FactPlace]) -> str:
    words: Iterable[str] = (f"{place.file} row {place.row} ({place.id})" for place in places[:_MOST_FACTS])
    more = f", and {len(places) - _MOST_FACTS} more" if len(places) > _MOST_FACTS else ""
    return ", ".join(words) + more
