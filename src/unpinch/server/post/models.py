"""Letters: what is still to be handed over to the mail server, and a record of what was."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LetterState(models.TextChoices):
    """Where a letter stands; nothing else is done with one that is `sent`, `gave_up` or `unsure`."""

    WAITING = "waiting"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    GAVE_UP = "gave_up"
    # The process was killed while the mail server was taking it. It is not sent again: nobody gets one mail twice.
    UNSURE = "unsure"


class Letter(models.Model):
    """
    One e-mail.

    `key` names what it is about, where it may be written only once (`booking:17:booked:person`). `content` and
    `recipients` are emptied as soon as it was handed over or given up: the record says that and when, and no longer
    what and to whom. While it waits it may be tried from `try_at`; from `useless_at` on nobody needs it any more.
    """

    key = models.CharField(max_length=120, unique=True, null=True)
    sender = models.CharField(max_length=320)
    recipients = models.TextField()
    content = models.BinaryField()
    state = models.CharField(max_length=12, choices=LetterState, default=LetterState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    useless_at = models.DateTimeField()

    class Meta:
        """Found by what is to be done next."""

        indexes: ClassVar = [models.Index("state", "try_at", name="letter_next")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
