"""Clinics, desks with their hours, the visits they offer, and bookings with the ticks they claim."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from unpinch import scheduling
from unpinch.server.accounts.models import Person

from .desk_models import (
    BlockedTime,
    BusyTime,
    CalendarFeed,
    CallerReach,
    ClinicInvitation,
    ClinicManager,
    PrivateFeed,
)
from .summary_models import KeptSummary, SummaryLook, SummaryShare
from .waiting_models import WaitingEntry, WaitingOffer

__all__ = [
    "BlockedTime",
    "Booking",
    "BusyTime",
    "CalendarFeed",
    "CallerReach",
    "ClaimedTick",
    "Clinic",
    "ClinicInvitation",
    "ClinicManager",
    "DayHours",
    "Desk",
    "KeptSummary",
    "PrivateFeed",
    "Room",
    "SummaryLook",
    "SummaryShare",
    "Visit",
    "WaitingEntry",
    "WaitingOffer",
    "WeekHours",
]


class Clinic(models.Model):
    """A place where visits happen; `zone` is the time zone of its clock."""

    name = models.CharField(_("name"), max_length=120)
    zone = models.CharField(_("time zone"), max_length=64)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    notice_hours = models.PositiveSmallIntegerField(_("hours of notice asked for"), default=24)

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room of a clinic; the one with the lowest place is used first."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=60)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """In the order of use."""

        ordering: ClassVar = ["place", "id"]

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """One clinician at one clinic: whose calendar it is."""

    clinician = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="desks")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="desks")
    npi = models.CharField(max_length=10, db_index=True)
    is_open = models.BooleanField(_("can be booked"), default=True)

    class Meta:
        """Once at each clinic."""

        constraints: ClassVar = [models.UniqueConstraint("clinician", "clinic", name="desk_once_a_clinic")]

    def __str__(self) -> str:
        return f"{self.clinician}, {self.clinic}"


class WeekHours(models.Model):
    """One open time of a weekday, Monday 0; `closes` at 00:00 is the midnight that ends the day."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="week_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    def __str__(self) -> str:
        return f"{self.weekday}: {self.opens:%H:%M}-{self.closes:%H:%M}"


class DayHours(models.Model):
    """One open time of a day that differs from its weekday; a day that is closed has one row with no times."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="day_hours")
    date = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)

    def __str__(self) -> str:
        return f"{self.date}: {self.opens}-{self.closes}"


class Visit(models.Model):
    """A kind of visit that a desk offers; numbers as in `scheduling.VisitType`."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="visits")
    name = models.CharField(_("name"), max_length=80)
    minutes = models.PositiveSmallIntegerField()
    buffer_before = models.PositiveSmallIntegerField(default=0)
    buffer_after = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=15)
    lead = models.PositiveIntegerField(default=120)
    horizon_days = models.PositiveSmallIntegerField(default=60)
    needs_room = models.BooleanField(default=False)
    telehealth_link = models.URLField(blank=True)
    is_offered = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    def as_type(self) -> scheduling.VisitType:
        """Give the rules of this visit."""
        return scheduling.VisitType(
            id=str(self.pk),
            minutes=self.minutes,
            buffer_before=self.buffer_before,
            buffer_after=self.buffer_after,
            step=self.step,
            lead=self.lead,
            horizon_days=self.horizon_days,
            needs_room=self.needs_room,
        )


class Booking(models.Model):
    """
    A visit of one person: held, confirmed, or over.

    `key` is the one that the form carried: the same key is the same booking. `sequence` counts the changes that the
    person's calendar has to hear of. What is claimed are the visit and its buffers; PostgreSQL has an exclusion
    constraint on it beside the ticks. `said` is why the clinic cancelled, in words for the person who would have come.

    A visit that moves is a new booking that `replaces` the one before and keeps its `calendar_uid`, so that a calendar
    moves it too. `note` is what the person wrote to the clinic, for nobody else; `zone` the time zone in which they
    were shown their time.
    """

    key = models.UUIDField(unique=True)
    calendar_uid = models.UUIDField(default=uuid.uuid4)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replacements")
    note = models.TextField(blank=True)
    zone = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookings")
    booked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="bookings")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="bookings")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    claimed_from = models.DateTimeField()
    claimed_until = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in scheduling.BookingState])
    hold_ends_at = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """A visit ends after it begins, and only a held one has an end of its hold."""

        indexes: ClassVar = [models.Index("desk", "starts_at", name="booking_by_desk")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="booking_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | models.Q(hold_ends_at__isnull=False), name="booking_hold_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.state}"

    def standing(self) -> scheduling.BookingStanding:
        """Give the booking as the rules see it."""
        return scheduling.BookingStanding(
            state=scheduling.BookingState(self.state),
            period=scheduling.visit_period(visit=self.visit.as_type(), starts_at=self.starts_at),
            hold_ends_at=self.hold_ends_at,
        )


class ClaimedTick(models.Model):
    """
    Five minutes of a desk or a room that a booking, or a blocked time, keeps from all others.

    The constraint is what makes two bookings at one time impossible; everything else is politeness.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, null=True, related_name="ticks")
    blocked = models.ForeignKey(BlockedTime, on_delete=models.CASCADE, null=True, related_name="ticks")
    resource = models.CharField(max_length=30)
    tick = models.PositiveIntegerField()

    class Meta:
        """One booking or blocked time a tick."""

        constraints: ClassVar = [
            models.UniqueConstraint("resource", "tick", name="one_booking_a_tick"),
            models.CheckConstraint(
                condition=models.Q(booking__isnull=True) ^ models.Q(blocked__isnull=True), name="tick_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.tick}"
