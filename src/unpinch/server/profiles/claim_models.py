"""Tables of claims and of what clinicians say about themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from unpinch.server.accounts.models import Person

from .claiming import LIVE, MOST_REASON_CHARACTERS, MOST_WORDS, ClaimAct, ClaimState, Proof

DIGEST_LENGTH = 64


class Claim(models.Model):
    """
    Somebody says that an NPI is theirs.

    `way` is the proof they chose, `words` what they wrote for whoever decides, thrown away with the decision. Of a code
    only its digest is kept. `reason` is of whoever decided.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claims")
    npi = models.CharField(max_length=10, db_index=True)
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in ClaimState])
    way = models.CharField(max_length=10, blank=True, choices=[(each.value, each.value) for each in Proof])
    words = models.CharField(max_length=MOST_WORDS, blank=True)
    proof = models.CharField(max_length=10, blank=True, choices=[(each.value, each.value) for each in Proof])
    reason = models.CharField(max_length=MOST_REASON_CHARACTERS, blank=True)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    code_way = models.CharField(max_length=10, blank=True, choices=[(each.value, each.value) for each in Proof])
    code_digest = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    code_sent_at = models.DateTimeField(null=True)
    code_wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """An NPI is proven by one, and one person has one live claim: nobody has two numbers."""

        ordering: ClassVar = ["-started_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint("npi", condition=Q(state=ClaimState.PROVEN.value), name="npi_proven_once"),
            models.UniqueConstraint(
                "person", condition=Q(state__in=[each.value for each in LIVE]), name="claim_live_once"
            ),
            models.CheckConstraint(
                condition=Q(code_digest="", code_sent_at__isnull=True, code_way="")
                | (Q(code_sent_at__isnull=False) & ~Q(code_digest="") & ~Q(code_way="")),
                name="claim_code_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.PROVEN.value) | ~Q(proof=""), name="claim_proven_by_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.npi}: {self.state}"


class ClaimStep(models.Model):
    """One thing that was done with a claim, by whom: its history."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    act = models.CharField(max_length=12, choices=[(each.value, each.value) for each in ClaimAct])
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in ClaimState])
    way = models.CharField(max_length=10, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=MOST_REASON_CHARACTERS, blank=True)

    class Meta:
        """In the order in which it was done."""

        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"


class Addition(models.Model):
    """
    One thing that a clinician says about themselves, and since when; the row of what they said before stays.

    `what` is an `additions.Said`, `value` what `additions.checked` lets through. Without a proven claim nothing of it
    is shown.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="additions")
    what = models.CharField(max_length=16)
    value = models.JSONField()
    said_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        """Of each thing one row is current."""

        ordering: ClassVar = ["said_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("claim", "what", condition=Q(replaced_at__isnull=True), name="addition_said_once"),
        ]

    def __str__(self) -> str:
        return f"{self.what} since {self.said_at:%Y-%m-%d}"


class Photo(models.Model):
    """The picture of a clinician as it is served: drawn anew from what was sent, with nothing else of the file."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="photo")
    digest = models.CharField(max_length=DIGEST_LENGTH)
    jpeg = models.BinaryField()
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"picture since {self.said_at:%Y-%m-%d}"
