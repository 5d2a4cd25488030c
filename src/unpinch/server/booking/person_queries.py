"""What a person sees of booking: what a clinician offers, their own visits, and what they wait for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from unpinch import scheduling
from unpinch.kernel import Period
from unpinch.scheduling import BookingState, Slot
from unpinch.server.accounts.models import Person
from unpinch.server.people.acting import acted_for

from .models import Booking, Desk, Visit, WaitingEntry
from .slots import slots_of

# The next free time is looked for near first: most clinicians have one within two weeks.
_NEAR = timedelta(days=14)


@dataclass(frozen=True)
class VisitOffered:
    """A kind of visit that can be booked, and where; `by_video` where it has a link for that."""

    id: int
    name: str
    minutes: int
    by_video: bool
    horizon_days: int
    clinic: str
    zone: str
    phone: str
    notice_hours: int
    clinician: str
    npi: str


@dataclass(frozen=True)
class OwnVisit:
    """A booking as the person sees it; `state` is of the moment of asking, `moved_to` the key of what replaced it."""

    id: int
    key: UUID
    state: BookingState
    starts_at: datetime
    ends_at: datetime
    hold_ends_at: datetime | None
    created_at: datetime
    changed_at: datetime
    sequence: int
    calendar_uid: UUID
    zone: str
    note: str
    said: str
    person: str
    email: str
    booked_by: str
    visit: VisitOffered
    telehealth_link: str
    replaces_starts_at: datetime | None
    moved_to: UUID | None
    is_offer: bool


@dataclass(frozen=True)
class OwnWaiting:
    """A place on a waiting list; `person` is who waits, where that is somebody else than who looks."""

    id: int
    person: str
    visit: VisitOffered
    earliest_date: date
    latest_date: date
    mornings: bool
    afternoons: bool
    since_at: datetime


def offered_by(*, npi: str) -> tuple[VisitOffered, ...]:
    """Give what can be booked with a clinician, by clinic; nothing where they have no calendar here."""
    return tuple(_offered(visit) for visit in _visits([npi]))


def visit_offered(*, visit_id: int) -> VisitOffered | None:
    """Give one kind of visit, whether or not it can still be booked."""
    visit = Visit.objects.select_related("desk__clinic", "desk__clinician").filter(pk=visit_id).first()
    return _offered(visit) if visit else None


def times_of(*, visit_id: int, now: datetime) -> tuple[Slot, ...]:
    """Give every free time of a kind of visit, as far ahead as it can be booked."""
    visit = Visit.objects.select_related("desk__clinic").get(pk=visit_id)
    within = Period(now, now + timedelta(days=visit.horizon_days + 1))
    return slots_of(visits=[visit], within=within, now=now)[visit.pk]


def bookable(*, npis: Collection[str], now: datetime) -> dict[str, tuple[datetime, str] | None]:
    """
    Give when each of some clinicians is next free, with the zone of the clinic.

    None where they have no free time, and only who has a calendar here is named at all.
    """
    visits = list(_visits(npis))
    found = _first(visits, within=Period(now, now + _NEAR), now=now)
    rest = [visit for visit in visits if visit.desk.npi not in found]
    longest = max((visit.horizon_days for visit in rest), default=0)
    if longest > _NEAR.days:
        found |= _first(rest, within=Period(now, now + timedelta(days=longest + 1)), now=now)
    return {visit.desk.npi: found.get(visit.desk.npi) for visit in visits}


def free_soon(*, now: datetime) -> dict[str, tuple[datetime, str]]:
    """Give when everybody who can be visited within two weeks is next free, by NPI, with the zone of the clinic."""
    return _first(list(_visits()), within=Period(now, now + _NEAR), now=now)


def _first(visits: list[Visit], *, within: Period, now: datetime) -> dict[str, tuple[datetime, str]]:
    found: dict[str, tuple[datetime, str]] = {}
    slots = slots_of(visits=visits, within=within, now=now) if visits else {}
    for visit in visits:
        if slots[visit.pk]:
            mine = (slots[visit.pk][0].starts_at, visit.desk.clinic.zone)
            found[visit.desk.npi] = min(mine, found.get(visit.desk.npi, mine))
    return found


def _visits(npis: Collection[str] | None = None) -> Iterable[Visit]:
    """Give what can be booked with some clinicians, or with all."""
    found = Visit.objects.filter(desk__is_open=True, is_offered=True)
    found = found if npis is None else found.filter(desk__npi__in=tuple(npis))
    return found.select_related("desk__clinic", "desk__clinician").order_by("desk__clinic__name", "desk_id", "pk")


def own_visits(*, person: Person, now: datetime) -> tuple[OwnVisit, ...]:
    """Give the visits of a person and of whom they act for, by when they begin; without holds that ran out."""
    found = _bookings().filter(_of(person)).order_by("starts_at", "pk")
    visits = (_own(booking, now=now) for booking in found)
    return tuple(one for one in visits if one.state is not BookingState.EXPIRED and one.moved_to is None)


def own_visit(*, key: UUID, person: Person | None, now: datetime) -> OwnVisit | None:
    """Give a visit of a person or of whom they act for; with no person, to whom its signed link was opened."""
    booking = _bookings().filter(_of(person) if person else Q(), key=key).first()
    return _own(booking, now=now) if booking else None


def _of(person: Person) -> Q:
    """Give the condition of what is a person's own, or of somebody for whom they act now."""
    return Q(person=person) | Q(person__in=acted_for(actor=person))


def person_of_visit(*, key: UUID) -> Person:
    """Give who comes to a visit, and acts where its signed link was opened."""
    return Person.objects.get(bookings__key=key)


def waiting_of(*, person: Person, now: datetime) -> tuple[OwnWaiting, ...]:
    """Give what a person waits for, and whom they act for."""
    entries = WaitingEntry.objects.filter(_of(person), left_at=None, latest_date__gte=now.date()).order_by("since_at")
    return tuple(
        OwnWaiting(
            id=entry.pk,
            person="" if entry.person == person else entry.person.name,
            visit=_offered(entry.visit),
            earliest_date=entry.earliest_date,
            latest_date=entry.latest_date,
            mornings=entry.mornings,
            afternoons=entry.afternoons,
            since_at=entry.since_at,
        )
        for entry in entries.select_related("person", "visit__desk__clinic", "visit__desk__clinician")
    )


def _bookings() -> QuerySet[Booking]:
    confirmed = Booking.objects.exclude(state__in=[BookingState.HELD.value, BookingState.EXPIRED.value])
    return Booking.objects.select_related(
        "visit", "desk__clinic", "desk__clinician", "person", "booked_by", "replaces", "offer"
    ).prefetch_related(Prefetch("replacements", queryset=confirmed.order_by("pk"), to_attr="moved_to"))


def _own(booking: Booking, *, now: datetime) -> OwnVisit:
    moved_to: list[Booking] = booking.moved_to  # type: ignore[attr-defined]  # from `_bookings`
    return OwnVisit(
        id=booking.pk,
        key=booking.key,
        state=booking.standing().at(now),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        hold_ends_at=booking.hold_ends_at,
        created_at=booking.created_at,
        changed_at=booking.changed_at,
        sequence=booking.sequence,
        calendar_uid=booking.calendar_uid,
        zone=booking.zone,
        note=booking.note,
        said=booking.said,
        person=booking.person.name,
        email=_address(booking),
        booked_by=booking.booked_by.name if booking.booked_by and booking.booked_by != booking.person else "",
        visit=_offered(booking.visit, desk=booking.desk),
        telehealth_link=booking.visit.telehealth_link,
        replaces_starts_at=booking.replaces.starts_at if booking.replaces else None,
        moved_to=moved_to[0].key if moved_to and booking.state == BookingState.CANCELLED.value else None,
        is_offer=hasattr(booking, "offer"),
    )


def _address(booking: Booking) -> str:
    """Give where mail about a visit goes; who booked by telephone may have given none."""
    caller = getattr(booking, "caller", None)
    return caller.email if caller else booking.person.email


def _offered(visit: Visit, *, desk: Desk | None = None) -> VisitOffered:
    at = desk or visit.desk
    return VisitOffered(
        id=visit.pk,
        name=visit.name,
        minutes=visit.minutes,
        by_video=bool(visit.telehealth_link),
        horizon_days=visit.horizon_days,
        clinic=at.clinic.name,
        zone=at.clinic.zone,
        phone=at.clinic.phone,
        notice_hours=at.clinic.notice_hours,
        clinician=at.clinician.name,
        npi=at.npi,
    )


def nearest_free(*, visit_id: int, wanted_at: datetime, now: datetime) -> tuple[Slot, ...]:
    """Give the free times nearest to one that was just taken."""
    return scheduling.nearest(slots=times_of(visit_id=visit_id, now=now), wanted_at=wanted_at)
