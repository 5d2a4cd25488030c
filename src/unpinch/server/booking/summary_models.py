"""Summaries that people keep, the links by which they share them, and who has looked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from unpinch.server.accounts.models import Person


class KeptSummary(models.Model):
    """
    A visit summary as it was made: `document` is `navigator.summary_document`, and nothing changes it any more.

    With a booking it is seen at that desk, and is deleted some days after the visit; without one it stays until its
    person deletes it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="summaries")
    booking = models.OneToOneField("booking.Booking", on_delete=models.SET_NULL, null=True, related_name="summary")
    document = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-kept_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kept_at:%Y-%m-%d %H:%M}"


class SummaryShare(models.Model):
    """
    A link to a kept summary, open with a code until it ends, is stopped, or the code was wrong too often.

    Only digests of the link's token and of the code are kept: neither can be read out of the database.
    """

    summary = models.ForeignKey(KeptSummary, on_delete=models.CASCADE, related_name="shares")
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """The newest first; a link ends after it was made."""

        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("made_at")), name="share_ends_after_it_was_made"
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class SummaryLook(models.Model):
    """
    Somebody has looked at a summary that is not theirs.

    With a link, `name` is what they said their name is, and nobody has checked it; at a desk it is the clinician's.
    """

    summary = models.ForeignKey(KeptSummary, on_delete=models.CASCADE, related_name="looks")
    share = models.ForeignKey(SummaryShare, on_delete=models.CASCADE, null=True, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    looked_at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-looked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.looked_at:%Y-%m-%d %H:%M} {self.name}"
