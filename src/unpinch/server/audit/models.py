"""The record: rows are added, and neither changed nor removed."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from unpinch.server.accounts.models import Person


class RecordIsKept(Exception):
    """Somebody tried to change or remove a row of the record; a fault of the program."""


class AuditEntry(models.Model):
    """
    One act: who did it (nobody for the program itself), for whom they acted, whom it concerns, what it was and why.

    `act` is a word of the program such as `booking.confirmed`, and `thing` what it was done to, `booking:17`. Neither
    holds anything a person typed. The names are kept beside the rows, so that the record can be read after somebody
    has left.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=80)
    for_person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    concerns = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="record")
    act = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """Read by the person it concerns, the newest first."""

        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.act} {self.thing}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that is there stays as it is."""
        if self.pk is not None:
            raise RecordIsKept("a row of the record is not changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise RecordIsKept("a row of the record is not removed")
