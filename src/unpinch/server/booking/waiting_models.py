"""People who would come earlier, and which freed times they were offered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from unpinch.server.accounts.models import Person


class WaitingEntry(models.Model):
    """
    Somebody who waits for a time of one kind of visit.

    They can come from `earliest_date` to `latest_date`, both included, in the mornings (before noon on the clinic's
    clock), in the afternoons, or both. `left_at` is when they left the list, or were given a time.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="waiting")
    visit = models.ForeignKey("booking.Visit", on_delete=models.CASCADE, related_name="waiting")
    # Whose visit is to be moved to an earlier time; None for somebody without one.
    instead_of = models.ForeignKey("booking.Booking", on_delete=models.SET_NULL, null=True, related_name="+")
    earliest_date = models.DateField()
    latest_date = models.DateField()
    mornings = models.BooleanField(default=True)
    afternoons = models.BooleanField(default=True)
    zone = models.CharField(max_length=64, blank=True)
    since_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        """Once for each kind of visit, as long as they wait."""

        indexes: ClassVar = [models.Index("visit", "since_at", name="waiting_by_visit")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "visit", condition=models.Q(left_at__isnull=True), name="waiting_once_a_visit"
            ),
            models.CheckConstraint(
                condition=models.Q(latest_date__gte=models.F("earliest_date")), name="waiting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(mornings=True) | models.Q(afternoons=True), name="waiting_can_come_at_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.visit_id}"


class WaitingOffer(models.Model):
    """A freed time that somebody on the list was offered: a booking of theirs, held until the offer ends."""

    entry = models.ForeignKey(WaitingEntry, on_delete=models.CASCADE, related_name="offers")
    booking = models.OneToOneField("booking.Booking", on_delete=models.CASCADE, related_name="offer")
    offered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.booking_id}"
