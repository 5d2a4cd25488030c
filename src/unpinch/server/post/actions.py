"""Writing a letter, and what becomes of it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from . import tasks
from .models import Letter, LetterState

logger = logging.getLogger(__name__)

# A code to sign in with is no longer good after that; what is useful for longer says so.
USEFUL = timedelta(hours=24)
# What was handed over is remembered for so long: longer than anything could be written a second time.
REMEMBERED = timedelta(days=90)


def write(
    message: EmailMessage, *, now: datetime, key: str | None = None, useless_at: datetime | None = None
) -> Letter | None:
    """
    Keep a mail to be handed over in a moment, in the transaction of whatever it tells of: both happen, or neither.

    `key` names what the mail tells and whom, where it must be told only once: gives None where one with this key was
    written before. From `useless_at` on it is not sent any more; None is a day from now.
    """
    recipients = message.recipients()
    letter = Letter(
        key=key,
        sender=message.from_email,
        recipients="\n".join(recipients),
        content=message.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]  # Django's messages take it
        try_at=now,
        made_at=now,
        changed_at=now,
        useless_at=useless_at or now + USEFUL,
    )
    try:
        with transaction.atomic():
            letter.save()
            tasks.send.enqueue(letter_id=letter.pk)
    except IntegrityError:
        return None
    return letter


def forget_address(*, address: str) -> int:
    """Throw away what waits to be sent to an address; give how many letters. For somebody who leaves."""
    waiting = Letter.objects.filter(recipients=address, state=LetterState.WAITING)
    return waiting.update(state=LetterState.GAVE_UP, recipients="", content=b"")


def tidy(*, now: datetime) -> None:
    """Take up letters whose task was lost with its process, and forget old ones."""
    lost = Letter.objects.filter(state=LetterState.WAITING, try_at__lt=now - tasks.LOST_AFTER)
    for letter in lost.order_by("try_at", "pk")[:200]:
        if Letter.objects.filter(pk=letter.pk, try_at=letter.try_at).update(try_at=now):
            tasks.send.enqueue(letter_id=letter.pk)
    stopped = Letter.objects.filter(state=LetterState.HANDING_OVER, changed_at__lt=now - tasks.LOST_AFTER)
    for letter in stopped.order_by("pk"):
        logger.error("Letter %d may or may not have been sent: the process ended while it was handed over.", letter.pk)
        stopped.filter(pk=letter.pk).update(state=LetterState.UNSURE, recipients="", content=b"", changed_at=now)
    Letter.objects.exclude(state__in=[LetterState.WAITING, LetterState.HANDING_OVER]).filter(
        changed_at__lt=now - REMEMBERED
    ).delete()
