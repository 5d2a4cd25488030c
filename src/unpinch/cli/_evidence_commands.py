"""The sub-commands of `unpinch evidence`: what is new, what is stale, and a person's yes or no."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime

from unpinch import evidence, knowledge
from unpinch.kernel import UnpinchError

from ._evidence_plain import decision_lines, due_lines, queue_lines, update_lines
from ._evidence_store import ReviewFile
from ._input import WrongArguments
from ._output import print_json, print_lines


class StepsFailed(UnpinchError):
    """Some steps of a run could not be done; the others were."""


def update(chosen: Namespace) -> None:
    """Ask what is new, and list what would change; no fact is changed."""
    today, searches = _today(), _searches(chosen)
    if chosen.since is not None and chosen.since > today:
        raise WrongArguments(f"--since {chosen.since} is after today, {today}. Give an earlier day.")
    email, file, references = _email(chosen), _file(), evidence.references()
    held: AbstractContextManager[None] = nullcontext() if chosen.dry_run else file.held()
    with held:
        begun = evidence.begin_run(
            queue=file.read(), steps=evidence.steps_of(searches=searches), since=chosen.since, today=today
        )
        keep = _keep_nothing if chosen.dry_run else file.write
        queue, warnings, problems = _run(begun, searches, references, keep, email=email, today=today)
    due = evidence.due_facts(today=today)
    if chosen.json:
        document = evidence.update_document(
            queue=queue, references=references, due=due, today=today, warnings=(*warnings, *problems)
        )
        print_json(document)
    else:
        print_lines(*update_lines(queue=queue, references=references, due=due))
    if problems:
        raise StepsFailed(f"{len(problems)} step(s) could not be done: {problems[0]} The next run tries again.")


def due(chosen: Namespace) -> None:
    """List the facts whose source is to be read again."""
    today = _today()
    found = evidence.due_facts(today=today, within_days=chosen.within)
    queue, references = _file().read(), evidence.references()
    if chosen.json:
        waiting = evidence.queue_document(queue=queue, references=references)
        facts = [evidence.due_document(each) for each in found]
        print_json({"today": str(today), "within_days": chosen.within, "due": facts} | waiting)
    else:
        print_lines(*due_lines(due=found, queue=queue, references=references, today=today))


def queue(chosen: Namespace) -> None:
    """List what waits for a decision, and what is to be extracted."""
    waiting, references = _file().read(), evidence.references()
    if chosen.json:
        print_json(evidence.queue_document(queue=waiting, references=references))
    else:
        print_lines(*queue_lines(queue=waiting, references=references))


def accept(chosen: Namespace) -> None:
    """Note an item as to be extracted."""
    _decide(chosen, evidence.ReviewAnswer.ACCEPTED)


def dismiss(chosen: Namespace) -> None:
    """Note an item as looked at and left out."""
    _decide(chosen, evidence.ReviewAnswer.DISMISSED)


def _decide(chosen: Namespace, answer: evidence.ReviewAnswer) -> None:
    file = _file()
    decision = evidence.Decision(answer=answer, decided_date=_today(), by=chosen.by, why=chosen.why)
    with file.held():
        decided = file.read().decided(item_id=chosen.id, decision=decision)
        file.write(decided)
    item, references = decided.named(chosen.id), evidence.references()
    if item is None:
        return
    if chosen.json:
        print_json(evidence.item_document(item=item, references=references))
    else:
        print_lines(*decision_lines(item=item, references=references))


def _run(
    begun: evidence.ReviewQueue,
    searches: tuple[knowledge.EvidenceSearch, ...],
    references: evidence.References,
    keep: Callable[[evidence.ReviewQueue], None],
    *,
    email: str,
    today: date,
) -> tuple[evidence.ReviewQueue, list[str], list[str]]:
    # The network is loaded only where it is used.
    from . import _evidence_net as net  # noqa: PLC0415  # loaded only where it is used
    from ._evidence_update import Services, Update  # noqa: PLC0415  # loaded only where it is used

    services = Services(pubmed=net.pubmed(email=email), registry=net.registry())
    with net.Asker(sleep=time.sleep, clock=time.monotonic) as asker:
        work = Update(
            asker=asker,
            services=services,
            queue=begun,
            keep=keep,
            references=references,
            searches=searches,
            today=today,
        )
        work.go()
    return work.queue, work.warnings, work.problems


def _searches(chosen: Namespace) -> tuple[knowledge.EvidenceSearch, ...]:
    try:
        return evidence.chosen_searches(ids=chosen.search)
    except evidence.UnknownSearch as wrong:
        raise WrongArguments(str(wrong)) from None


def _keep_nothing(_queue: evidence.ReviewQueue) -> None:
    """Keep nothing: only asked and listed."""


def _today() -> date:
    return datetime.now(UTC).date()


def _file() -> ReviewFile:
    # The table of settings knows no Django.
    from unpinch.server.config.environment import read_environment  # noqa: PLC0415  # loaded only where it is used

    return ReviewFile(folder=read_environment().state)


def _email(chosen: Namespace) -> str:
    # The table of settings knows no Django.
    from unpinch.server.config.environment import read_environment  # noqa: PLC0415  # loaded only where it is used
    from unpinch.server.config.help_settings import mail_address  # noqa: PLC0415  # loaded only where it is used

    try:
        email = mail_address(chosen.email or "") or read_environment().evidence_email
    except ValueError as wrong:
        raise WrongArguments(f"--email: {wrong}.") from None
    if not email:
        raise WrongArguments(
            "PubMed wants to know whom to write to: give --email ADDRESS, or set UNPINCH_EVIDENCE_EMAIL. "
            "Nobody else gets it."
        )
    return email
