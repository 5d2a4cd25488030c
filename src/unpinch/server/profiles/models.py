"""Tables. Nobody but `actions.py` writes them, nobody but `queries.py` reads them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from .claim_models import Addition, Claim, ClaimStep, Photo
from .facts import Outcome, WrongFact

__all__ = ["NPI_LENGTH", "SHOWN_LENGTH", "Addition", "Claim", "ClaimStep", "Photo", "Report"]

NPI_LENGTH = 10
SHOWN_LENGTH = 300
_FACTS = [(fact.value, fact.value) for fact in WrongFact]
_OUTCOMES = [(outcome.value, outcome.value) for outcome in Outcome]


class Report(models.Model):
    """
    One visitor's word that a fact about a clinician is wrong.

    Who said it is not kept. `words` are for whoever runs the site alone, and are thrown away when the report is
    settled. `shown` is what the page showed as the fact (public data), so that a later record can be
    compared with it.
    """

    npi: models.CharField[str, str] = models.CharField(max_length=NPI_LENGTH)
    wrong: models.CharField[str, str] = models.CharField(max_length=10, choices=_FACTS)
    shown: models.CharField[str, str] = models.CharField(max_length=SHOWN_LENGTH, blank=True)
    words: models.TextField[str, str] = models.TextField(blank=True)
    reported_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    settled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    outcome: models.CharField[str, str] = models.CharField(max_length=10, blank=True, choices=_OUTCOMES)

    class Meta:
        indexes = (
            models.Index(fields=["npi", "reported_at"], name="report_of_clinician"),
            models.Index(fields=["reported_at"], name="report_time"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="")
                | (Q(settled_at__isnull=False, words="") & ~Q(outcome="")),
                name="report_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(settled_at__gte=models.F("reported_at")),
                name="report_settled_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.wrong} of {self.npi}"
