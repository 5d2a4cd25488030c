"""What a desk keeps beside its hours and visits: blocked time, calendar feeds, and who else works at the clinic."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from unpinch.server.accounts.models import Person


class BlockedTime(models.Model):
    """
    Time that a desk keeps for something else than visits.

    It claims the same ticks as a booking does, so that neither can be laid over the other.
    """

    desk = models.ForeignKey("booking.Desk", on_delete=models.CASCADE, related_name="blocked")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """Found by desk and time; it ends after it begins."""

        indexes: ClassVar = [models.Index("desk", "starts_at", name="blocked_by_desk")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="blocked_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class CalendarFeed(models.Model):
    """
    A calendar of a clinician elsewhere, read again and again for when they are busy.

    `read_at` is when it was last read whole; `trouble` says what went wrong at the latest attempt, empty where nothing
    did. What was read before stays while there is trouble.
    """

    desk = models.ForeignKey("booking.Desk", on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(_("name"), max_length=60)
    address = models.URLField(_("address"), max_length=500)
    added_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        """Once at each desk."""

        constraints: ClassVar = [models.UniqueConstraint("desk", "address", name="feed_once_a_desk")]

    def __str__(self) -> str:
        return self.name


class BusyTime(models.Model):
    """When a calendar feed says that its owner is busy; the words of the calendar are not kept."""

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="busy")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        """Found by feed and time."""

        indexes: ClassVar = [models.Index("feed", "starts_at", name="busy_by_feed")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class PrivateFeed(models.Model):
    """The calendar of a desk for its own clinician: only a digest of the address is kept, so it is shown once."""

    desk = models.OneToOneField("booking.Desk", on_delete=models.CASCADE, related_name="private_feed")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.desk_id}"


class ClinicManager(models.Model):
    """Somebody who manages every desk of a clinic."""

    clinic = models.ForeignKey("booking.Clinic", on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="manages")
    since_at = models.DateTimeField()

    class Meta:
        """Once at each clinic."""

        constraints: ClassVar = [models.UniqueConstraint("clinic", "person", name="manager_once_a_clinic")]

    def __str__(self) -> str:
        return f"{self.person}, {self.clinic}"


class ClinicInvitation(models.Model):
    """A link with which one person joins a clinic, once: as its manager, or as a clinician with a desk of their own."""

    clinic = models.ForeignKey("booking.Clinic", on_delete=models.CASCADE, related_name="invitations")
    as_manager = models.BooleanField()
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.clinic}"


class CallerReach(models.Model):
    """How to reach somebody who booked by telephone and has no account; either may be empty."""

    booking = models.OneToOneField("booking.Booking", on_delete=models.CASCADE, related_name="caller")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.phone or self.email
