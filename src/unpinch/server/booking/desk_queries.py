"""What a desk looks at: its visits, its changes, and what it is set up with."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from unpinch.kernel import Period
from unpinch.scheduling import BookingState
from unpinch.server.accounts.models import Person

from .models import (
    BlockedTime,
    Booking,
    BusyTime,
    CalendarFeed,
    Clinic,
    ClinicManager,
    DayHours,
    Desk,
    PrivateFeed,
    Room,
    Visit,
    WaitingEntry,
)
from .queries import keeping_time

__all__ = [
    "BlockedTime",
    "Booking",
    "CalendarFeed",
    "Clinic",
    "Desk",
    "Room",
    "Visit",
    "blocked_times",
    "booking_at",
    "busy_times",
    "changes_at",
    "colleagues_of",
    "days_that_differ",
    "desks_of",
    "feeds_of",
    "kinds_of_visit",
    "managers_of",
    "manages",
    "private_feed_of",
    "rooms_of",
    "unmarked_at",
    "visits_between",
    "waiting_at",
]

# What a clinic has not seen for two weeks is no news any more.
NEWS = timedelta(days=14)
_NEWS_AT_MOST = 60


def desks_of(*, person: Person) -> tuple[Desk, ...]:
    """Give the desks somebody works at: their own, and each of the clinics they manage; their own first."""
    theirs = Q(clinician=person) | Q(clinic__managers__person=person)
    found = Desk.objects.filter(theirs).select_related("clinic", "clinician").distinct().order_by("clinic__name", "pk")
    return tuple(sorted(found, key=lambda desk: desk.clinician_id != person.pk))


def manages(*, person: Person, desk: Desk) -> bool:
    """Say whether somebody manages the clinic of a desk."""
    return ClinicManager.objects.filter(clinic=desk.clinic_id, person=person).exists()


def managers_of(*, desk: Desk) -> tuple[ClinicManager, ...]:
    """Give who manages the clinic of a desk."""
    found = ClinicManager.objects.filter(clinic=desk.clinic_id).select_related("person")
    return tuple(found.order_by("since_at", "pk"))


def colleagues_of(*, desk: Desk) -> tuple[Desk, ...]:
    """Give every desk of the clinic."""
    return tuple(Desk.objects.filter(clinic=desk.clinic_id).select_related("clinician").order_by("pk"))


def visits_between(*, desk: Desk, within: Period, now: datetime) -> tuple[Booking, ...]:
    """Give what is or was booked in a period, in order; also what is being chosen now, and what was cancelled."""
    shown = keeping_time(now=now) | Q(state__in=[BookingState.NO_SHOW.value, BookingState.CANCELLED.value])
    found = _bookings(desk).filter(shown, starts_at__lt=within.ends_at, ends_at__gt=within.starts_at)
    return tuple(found.order_by("starts_at", "pk"))


def booking_at(*, desk: Desk, booking_id: int) -> Booking | None:
    """Find a booking of a desk."""
    return _bookings(desk).filter(pk=booking_id).first()


def changes_at(*, desk: Desk, now: datetime) -> tuple[Booking, ...]:
    """Give the bookings that were made, changed or cancelled lately and have not begun, the newest change first."""
    states = [BookingState.CONFIRMED.value, BookingState.CANCELLED.value]
    found = _bookings(desk).filter(state__in=states, changed_at__gt=now - NEWS, starts_at__gt=now)
    # What moved is told once, where it moved to.
    found = found.exclude(state=BookingState.CANCELLED.value, replacements__state=BookingState.CONFIRMED.value)
    return tuple(found.order_by("-changed_at", "-pk")[:_NEWS_AT_MOST])


def unmarked_at(*, desk: Desk, before: datetime, now: datetime) -> tuple[Booking, ...]:
    """Give the visits of the last two weeks that were over at a moment and are not marked, the latest first."""
    found = _bookings(desk).filter(state=BookingState.CONFIRMED.value, ends_at__lte=before, starts_at__gt=now - NEWS)
    return tuple(found.order_by("-starts_at", "-pk")[:_NEWS_AT_MOST])


def _bookings(desk: Desk) -> QuerySet[Booking]:
    return Booking.objects.filter(desk=desk).select_related(
        "person", "booked_by", "visit", "room", "caller", "replaces", "desk__clinic", "desk__clinician"
    )


def days_that_differ(*, desk: Desk, today: date) -> tuple[DayHours, ...]:
    """Give the days from today on with other hours than their weekdays', in order."""
    return tuple(DayHours.objects.filter(desk=desk, date__gte=today).order_by("date", "opens", "pk"))


def kinds_of_visit(*, desk: Desk) -> tuple[Visit, ...]:
    """Give every kind of visit of a desk, those that are offered first."""
    return tuple(Visit.objects.filter(desk=desk).select_related("desk__clinic").order_by("-is_offered", "name", "pk"))


def rooms_of(*, desk: Desk) -> tuple[Room, ...]:
    """Give the rooms of the clinic in the order of use."""
    return tuple(Room.objects.filter(clinic=desk.clinic_id).order_by("place", "pk"))


def blocked_times(*, desk: Desk, within: Period) -> tuple[BlockedTime, ...]:
    """Give what is kept for something else than visits, in order."""
    found = BlockedTime.objects.filter(desk=desk, starts_at__lt=within.ends_at, ends_at__gt=within.starts_at)
    return tuple(found.order_by("starts_at", "pk"))


def busy_times(*, desk: Desk, within: Period) -> tuple[BusyTime, ...]:
    """Give when a calendar says that the clinician is busy, in order."""
    found = BusyTime.objects.filter(feed__desk=desk, starts_at__lt=within.ends_at, ends_at__gt=within.starts_at)
    return tuple(found.select_related("feed").order_by("starts_at", "pk"))


def feeds_of(*, desk: Desk) -> tuple[CalendarFeed, ...]:
    """Give the calendars that are read for a desk."""
    return tuple(CalendarFeed.objects.filter(desk=desk).order_by("added_at", "pk"))


def private_feed_of(*, desk: Desk) -> PrivateFeed | None:
    """Give when the address of the desk's own calendar was made."""
    return PrivateFeed.objects.filter(desk=desk).first()


def waiting_at(*, desk: Desk, today: date) -> tuple[WaitingEntry, ...]:
    """Give who waits for a time of this desk and can still come, the longest first."""
    found = WaitingEntry.objects.filter(visit__desk=desk, left_at__isnull=True, latest_date__gte=today)
    return tuple(found.select_related("person", "visit").order_by("since_at", "pk"))
