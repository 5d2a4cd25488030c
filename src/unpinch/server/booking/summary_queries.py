"""Which summaries there are, for their person and for the desk of a visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from unpinch.scheduling import BookingState
from unpinch.server.accounts.models import Person

from .models import Booking, KeptSummary, SummaryLook, SummaryShare
from .summary_codes import token_digest

__all__ = [
    "DAYS_AFTER_THE_VISIT",
    "MOST_WRONG_TRIES",
    "Booking",
    "KeptSummary",
    "ShareStanding",
    "ShareState",
    "SummaryShare",
    "bookable_for",
    "bookings_with_summaries",
    "kept_by",
    "kept_one",
    "looks_at",
    "open_share",
    "seen_at_the_desk",
    "share_of",
    "share_state",
    "shares_of",
]

# A question after the visit still finds the page; nobody reads it after that.
DAYS_AFTER_THE_VISIT = 30
MOST_WRONG_TRIES = 5
_MOST_LOOKS = 50
# A visit that was cancelled or never confirmed gives nobody a reason to read what its person told.
_SEEN_IN = (BookingState.CONFIRMED, BookingState.ATTENDED, BookingState.NO_SHOW)


class ShareState(StrEnum):
    """How a link stands."""

    OPEN = "open"
    ENDED = "ended"
    STOPPED = "stopped"
    LOCKED = "locked"


@dataclass(frozen=True)
class ShareStanding:
    """A link with how it stands."""

    id: int
    state: ShareState
    made_at: datetime
    ends_at: datetime


def kept_by(*, person: Person) -> QuerySet[KeptSummary]:
    """Give the summaries that somebody keeps, the newest first."""
    return KeptSummary.objects.filter(person=person).select_related(
        "person", "booking__desk__clinician", "booking__desk__clinic"
    )


def kept_one(*, person: Person, summary_id: int) -> KeptSummary | None:
    """Give one summary that somebody keeps; None where there is none, or it is another person's."""
    return kept_by(person=person).filter(pk=summary_id).first()


def share_of(*, summary: KeptSummary, share_id: int) -> SummaryShare | None:
    """Give a link of a summary."""
    return summary.shares.select_related("summary__person").filter(pk=share_id).first()


def shares_of(*, summary: KeptSummary, now: datetime) -> tuple[ShareStanding, ...]:
    """Give the links of a summary, the newest first."""
    return tuple(
        ShareStanding(id=link.pk, state=_state(link, now=now), made_at=link.made_at, ends_at=link.ends_at)
        for link in summary.shares.all()
    )


def _state(link: SummaryShare, *, now: datetime) -> ShareState:
    if link.stopped_at is not None:
        return ShareState.STOPPED
    if link.ends_at <= now:
        return ShareState.ENDED
    return ShareState.LOCKED if link.wrong_tries >= MOST_WRONG_TRIES else ShareState.OPEN


def looks_at(*, summary: KeptSummary) -> tuple[SummaryLook, ...]:
    """Give who looked at a summary and when, the newest first, and not more than can be read."""
    return tuple(summary.looks.all()[:_MOST_LOOKS])


def open_share(*, token: str, now: datetime) -> SummaryShare | None:
    """Give a link that is open, by its token; who holds it still needs the code."""
    found = SummaryShare.objects.filter(token_digest=token_digest(token=token), stopped_at=None, ends_at__gt=now)
    return found.select_related("summary__person").first()


def share_state(*, token: str, now: datetime) -> ShareState | None:
    """Say how the link of a token stands; None for a token that there never was."""
    link = SummaryShare.objects.filter(token_digest=token_digest(token=token)).first()
    return _state(link, now=now) if link else None


def bookable_for(*, person: Person, now: datetime) -> QuerySet[Booking]:
    """Give the visits to come that somebody has booked for themselves or another person, the next first."""
    return (
        Booking.objects.filter(Q(person=person) | Q(booked_by=person), state=BookingState.CONFIRMED, ends_at__gt=now)
        .select_related("desk__clinician", "desk__clinic", "visit")
        .order_by("starts_at", "pk")
    )


def seen_at_the_desk(*, clinician: Person) -> QuerySet[KeptSummary]:
    """Give the summaries of the visits with a clinician."""
    return KeptSummary.objects.filter(
        booking__desk__clinician=clinician, booking__state__in=[state.value for state in _SEEN_IN]
    )


def bookings_with_summaries(*, booking_ids: Iterable[int], clinician: Person) -> frozenset[int]:
    """Say which of these visits have a summary that the clinician may read: for the lists of the desk."""
    found = seen_at_the_desk(clinician=clinician).filter(booking_id__in=tuple(booking_ids))
    return frozenset(found.values_list("booking_id", flat=True))
