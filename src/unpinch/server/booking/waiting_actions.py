"""The waiting list: people join and leave it, and a freed time is offered to one of them at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.scheduling import BookingState
from unpinch.server.accounts.models import Person
from unpinch.server.audit.actions import record
from unpinch.server.people.acting import may_act_for

from . import notices
from .actions import NotOffered, Wish, hold_wish
from .choosing import NoSuchVisit
from .claims import JustTaken, tried_again
from .models import Booking, Visit, WaitingEntry, WaitingOffer
from .notices import told

_NOON, _A_DAY = time(12), timedelta(days=1)


@dataclass(frozen=True)
class CanCome:
    """When somebody on the list can come: days, both included, and which halves of them on the clinic's clock."""

    earliest_date: date
    latest_date: date
    mornings: bool = True
    afternoons: bool = True


def join(
    *,
    person: Person,
    visit_id: int,
    can_come: CanCome,
    now: datetime,
    actor: Person | None = None,
    instead_of: UUID | None = None,
    zone: str = "",
) -> int:
    """
    Put somebody on the list for a kind of visit, once: who is on it already changes when they can come.

    `instead_of` is the key of a visit of theirs that is to be moved to an earlier time. Gives the number of the entry.

    Raises
    ------
    NoSuchVisit
        If there is no such kind of visit.
    """
    visit = Visit.objects.filter(pk=visit_id, is_offered=True, desk__is_open=True).first()
    if visit is None:
        raise NoSuchVisit("This kind of visit is no longer there. Choose another one.")
    own = Booking.objects.filter(person=person, state=BookingState.CONFIRMED.value)
    moved = own.filter(key=instead_of).first() if instead_of else None
    wishes = {
        "earliest_date": can_come.earliest_date,
        "latest_date": can_come.latest_date,
        "mornings": can_come.mornings,
        "afternoons": can_come.afternoons,
        "instead_of": moved,
        "zone": zone,
    }
    return tried_again(lambda: _joined(person, visit, wishes, actor=actor or person, now=now))


def _joined(person: Person, visit: Visit, wishes: dict[str, object], *, actor: Person, now: datetime) -> int:
    entry, is_new = WaitingEntry.objects.update_or_create(
        person=person, visit=visit, left_at=None, defaults=wishes, create_defaults={**wishes, "since_at": now}
    )
    if is_new:
        _record("joined", entry, actor=actor, now=now)
    return entry.pk


@transaction.atomic
def leave(*, person: Person, entry_id: int, now: datetime) -> bool:
    """
    Take somebody, or whom they act for, off the list; say whether they were on it.

    An offer that is open stays theirs until it ends.
    """
    entry = WaitingEntry.objects.select_for_update().filter(pk=entry_id).first()
    if entry is None or not may_act_for(actor=person, for_person=entry.person):
        return False
    if entry.left_at is None:
        entry.left_at = now
        entry.save(update_fields=["left_at"])
        _record("left", entry, actor=person, now=now)
    return True


def offer_freed(*, booking_id: int, now: datetime) -> int | None:
    """
    Offer the time of a booking that was given up to who waits for it; give the number of the booking held for them.

    It is held for `scheduling.OFFER`. None where nobody waits who can come, or the time is no longer free. A second
    time gives the same one again. None as well where the booking is gone with the account of its person.
    """

    def offer() -> int | None:
        freed = Booking.objects.select_related("visit").filter(pk=booking_id).first()
        return _offered(freed, now=now) if freed else None

    return tried_again(offer)


def _offered(freed: Booking, *, now: datetime) -> int | None:
    entries = {str(entry.pk): entry for entry in _waiting_for(freed)}
    offers = WaitingOffer.objects.filter(booking__starts_at=freed.starts_at, entry__visit=freed.visit)
    chosen = scheduling.next_to_offer(
        freed=Period(freed.starts_at, freed.ends_at),
        visit=str(freed.visit_id),
        waiting=[_as_waiting(entry) for entry in entries.values()],
        offered={str(entry) for entry in offers.values_list("entry_id", flat=True)},
        now=now,
    )
    return _held_for(entries[chosen.id], freed=freed, now=now) if chosen else None


def _waiting_for(freed: Booking) -> Iterable[WaitingEntry]:
    # Who gave the time up does not want it.
    entries = WaitingEntry.objects.filter(visit=freed.visit, left_at=None).exclude(person=freed.person)
    return entries.select_related("person", "visit__desk__clinic", "instead_of").order_by("pk")


def _held_for(entry: WaitingEntry, *, freed: Booking, now: datetime) -> int | None:
    before = entry.instead_of
    wish = Wish(
        key=uuid5(NAMESPACE_OID, f"offer {entry.pk} {freed.pk}"),
        person=entry.person,
        booked_by=None,
        visit=entry.visit,
        starts_at=freed.starts_at,
        zone=entry.zone,
        replaces=before if before and before.state == BookingState.CONFIRMED.value else None,
        hold_for=scheduling.OFFER,
    )
    try:
        booking = hold_wish(wish, now=now)
    except (JustTaken, NotOffered):
        return None
    WaitingOffer.objects.create(entry=entry, booking=booking, offered_at=now)
    told(notices.waiting_offered, booking_id=booking.pk)
    return booking.pk


def _as_waiting(entry: WaitingEntry) -> scheduling.Waiting:
    return scheduling.Waiting(
        id=str(entry.pk), since_at=entry.since_at, visit=str(entry.visit_id), can_come=tuple(_periods(entry))
    )


def _periods(entry: WaitingEntry) -> Iterable[Period]:
    """Give when somebody can come; whole days where both halves suit, so that a visit over noon fits."""
    zone = ZoneInfo(entry.visit.desk.clinic.zone)
    for number in range((entry.latest_date - entry.earliest_date).days + 1):
        day = entry.earliest_date + number * _A_DAY
        begin, noon, end = (
            datetime.combine(*at, tzinfo=zone) for at in ((day, time(0)), (day, _NOON), (day + _A_DAY, time(0)))
        )
        yield Period(begin if entry.mornings else noon, end if entry.afternoons else noon)


def _record(act: str, entry: WaitingEntry, *, actor: Person, now: datetime) -> None:
    record(
        at=now,
        actor=actor,
        act=f"waiting.{act}",
        thing=f"waiting:{entry.pk}",
        concerns=entry.person,
        for_person=None if actor == entry.person else entry.person,
    )
