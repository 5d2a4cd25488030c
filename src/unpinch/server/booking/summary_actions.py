"""What is done with visit summaries; each act with its row in the record, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F

from unpinch.kernel import UnpinchError
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import PROGRAM, SOMEBODY, record

from .models import Booking, KeptSummary, SummaryLook, SummaryShare
from .summary_codes import code_digest, is_code, new_code, new_token, token_digest
from .summary_queries import DAYS_AFTER_THE_VISIT, MOST_WRONG_TRIES, bookable_for, seen_at_the_desk

SHARE_DAYS = (1, 7, 30)
# More than anybody needs; a program that keeps on keeping is stopped.
MOST_KEPT = 30


class TooManyKept(UnpinchError):
    """Somebody keeps as many summaries as one can."""


class NoSuchVisit(UnpinchError):
    """There is no such visit, or it is not to come, or it is another person's."""


class NoSuchSummary(UnpinchError):
    """There is no such summary for who asks."""


@dataclass(frozen=True)
class NewShare:
    """A link's token and its code, shown once: afterwards only their digests are there."""

    share: SummaryShare
    token: str
    code: str


class Opening(StrEnum):
    """What came of opening a link."""

    OPENED = "opened"
    WRONG = "wrong"
    LOCKED = "locked"
    OVER = "over"


@dataclass(frozen=True)
class Opened:
    """What came of it, how many tries are left, and the link where it opened."""

    outcome: Opening
    tries_left: int = 0
    share: SummaryShare | None = None


@transaction.atomic
def keep(*, person: Person, document: dict[str, Any], now: datetime) -> KeptSummary:
    """
    Keep a summary for its person.

    Raises
    ------
    TooManyKept
        If they keep as many as one can.
    """
    if KeptSummary.objects.filter(person=person).count() >= MOST_KEPT:
        raise TooManyKept(f"You keep {MOST_KEPT} summaries. Delete one that you no longer need.")
    summary = KeptSummary.objects.create(person=person, document=document, kept_at=now)
    _record("kept", summary=summary, actor=person, now=now)
    return summary


@transaction.atomic
def keep_with_visit(*, person: Person, document: dict[str, Any], booking_id: int | None, now: datetime) -> KeptSummary:
    """
    Keep a summary and put it with a visit, both or neither; None is no visit.

    Raises
    ------
    TooManyKept
        If they keep as many as one can.
    NoSuchVisit
        If it is not a visit to come of this person.
    """
    summary = keep(person=person, document=document, now=now)
    if booking_id is not None:
        attach(summary=summary, booking_id=booking_id, now=now)
    return summary


@transaction.atomic
def attach(*, summary: KeptSummary, booking_id: int | None, now: datetime) -> None:
    """
    Put a summary with a visit of its person, in place of another one; None takes it away from its visit.

    Raises
    ------
    NoSuchVisit
        If it is not a visit to come of this person.
    """
    booking = None
    if booking_id is not None:
        booking = bookable_for(person=summary.person, now=now).filter(pk=booking_id).first()
        if booking is None:
            raise NoSuchVisit("This is not one of your visits to come.")
        KeptSummary.objects.filter(booking=booking).exclude(pk=summary.pk).update(booking=None)
    summary.booking = booking
    summary.save(update_fields=["booking"])
    act = "attached" if booking else "detached"
    _record(act, summary=summary, actor=summary.person, now=now, reason=f"booking:{booking.pk}" if booking else "")


@transaction.atomic
def follow(*, earlier: Booking, later: Booking) -> None:
    """Let a summary go with a visit that was moved by making another booking."""
    KeptSummary.objects.filter(booking=earlier).update(booking=later)


@transaction.atomic
def delete(*, summary: KeptSummary, now: datetime, actor: Person | None = None, reason: str = "") -> None:
    """Delete a summary with its links; only the rows of the record stay, and they hold nothing of it."""
    _record("deleted", summary=summary, actor=actor, now=now, reason=reason)
    summary.delete()


def delete_over(*, now: datetime) -> int:
    """Delete the summaries whose visit is so long ago that nobody needs them; give how many."""
    ended_by = now - timedelta(days=DAYS_AFTER_THE_VISIT)
    over = list(KeptSummary.objects.filter(booking__ends_at__lte=ended_by).select_related("person"))
    for summary in over:
        delete(summary=summary, now=now, reason=f"{DAYS_AFTER_THE_VISIT} days after the visit")
    return len(over)


@transaction.atomic
def share(*, summary: KeptSummary, days: int, now: datetime) -> NewShare:
    """
    Make a link that opens with a code, for 1, 7 or 30 days.

    Raises
    ------
    ValueError
        For any other number of days.
    """
    if days not in SHARE_DAYS:
        raise ValueError(f"a link is open for one of {SHARE_DAYS} days, not {days}")
    token, code = new_token(), new_code()
    made = SummaryShare.objects.create(
        summary=summary,
        token_digest=token_digest(token=token),
        code_digest=code_digest(token=token, code=code),
        made_at=now,
        ends_at=now + timedelta(days=days),
    )
    _record("shared", summary=summary, actor=summary.person, now=now, reason=f"{days} days")
    return NewShare(share=made, token=token, code=code)


@transaction.atomic
def stop(*, share: SummaryShare, now: datetime) -> None:
    """Close a link; a second time changes nothing."""
    if SummaryShare.objects.filter(pk=share.pk, stopped_at=None).update(stopped_at=now):
        _record("share_stopped", summary=share.summary, actor=share.summary.person, now=now)


@transaction.atomic
def open_shared(*, token: str, code: str, reader: Person | None, now: datetime) -> Opened:
    """
    Open a link with its code.

    Each try is counted before the code is looked at, in one statement of the database, so that tries at the same moment
    are all counted. The right code sets the count back. A wrong one is in the record; who then reads is, by `look`.
    """
    link = SummaryShare.objects.filter(token_digest=token_digest(token=token)).select_related("summary__person").first()
    if link is None or not _is_open(link, now=now):
        return Opened(Opening.OVER)
    tries = SummaryShare.objects.filter(pk=link.pk, wrong_tries__lt=MOST_WRONG_TRIES)
    if not tries.update(wrong_tries=F("wrong_tries") + 1):
        return Opened(Opening.LOCKED)
    if not is_code(token=token, code=code, digest=link.code_digest):
        link.refresh_from_db(fields=["wrong_tries"])
        left = MOST_WRONG_TRIES - link.wrong_tries
        _record("wrong_code" if left else "locked", summary=link.summary, actor=reader, now=now, who=SOMEBODY)
        return Opened(Opening.WRONG if left else Opening.LOCKED, tries_left=left)
    SummaryShare.objects.filter(pk=link.pk).update(wrong_tries=0)
    return Opened(Opening.OPENED, share=link)


@transaction.atomic
def look(*, share: SummaryShare, name: str, reader: Person | None, now: datetime) -> None:
    """Write down that somebody with the link and its code looks at the summary."""
    SummaryLook.objects.create(summary=share.summary, share=share, person=reader, name=name, looked_at=now)
    _record("opened", summary=share.summary, actor=reader, now=now, reason="with its code", who=SOMEBODY)


@transaction.atomic
def look_at_the_desk(*, booking_id: int, clinician: Person, now: datetime) -> KeptSummary:
    """
    Give the summary of a visit to the clinician whom it is with, and write down that they looked.

    Raises
    ------
    NoSuchSummary
        If there is none, or the visit is with somebody else or was cancelled.
    """
    summary = seen_at_the_desk(clinician=clinician).select_related("person").filter(booking_id=booking_id).first()
    if summary is None:
        raise NoSuchSummary("There is no summary with this visit.")
    SummaryLook.objects.create(summary=summary, person=clinician, name=clinician.name, looked_at=now)
    _record("seen_at_the_desk", summary=summary, actor=clinician, now=now, reason=f"booking:{booking_id}")
    return summary


def _is_open(link: SummaryShare, *, now: datetime) -> bool:
    return link.stopped_at is None and now < link.ends_at


def _record(
    act: str, *, summary: KeptSummary, actor: Person | None, now: datetime, reason: str = "", who: str = PROGRAM
) -> None:
    record(
        at=now,
        actor=actor,
        act=f"summary.{act}",
        thing=f"summary:{summary.pk}",
        concerns=summary.person,
        reason=reason,
        without_account=who,
    )
