"""Handing letters over to the mail server; tried again, later and later, and never twice."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import MIMEMixin
from django.utils import timezone
from django_tasks import task

from .models import Letter, LetterState

logger = logging.getLogger(__name__)

# From the first failure on; after the last one at the same distance until nobody needs the letter any more.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))
# More than a mail server may take (`EMAIL_TIMEOUT` for each step): after that the process that had it is gone.
LOST_AFTER = timedelta(minutes=5)


class NotTaken(Exception):
    """The mail server did not take a letter; `for_good` where asking again would be no use."""

    def __init__(self, *, reason: str, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


@task()
def send(letter_id: int) -> None:
    """Hand one letter over, unless somebody else does or did."""
    again_at = hand_over(letter_id=letter_id, now=timezone.now())
    if again_at is not None:
        send.using(run_after=again_at).enqueue(letter_id=letter_id)


def hand_over(*, letter_id: int, now: datetime) -> datetime | None:
    """Hand one letter over; give when to try again, None where nothing is left to do."""
    letter = _mine(letter_id=letter_id, now=now)
    if letter is None:
        return None
    if now >= letter.useless_at:
        _finish(letter, state=LetterState.GAVE_UP, now=now)
        return None
    try:
        connection = _opened()
        _mark_handing_over(letter, now=now)
        _give(connection, letter)
    except NotTaken as trouble:
        return _after_trouble(letter, trouble=trouble, now=now)
    _finish(letter, state=LetterState.SENT, now=now)
    return None


def _mine(*, letter_id: int, now: datetime) -> Letter | None:
    """Take a letter for this process alone; where it dies before anything was handed over, another one may later."""
    free = Letter.objects.filter(pk=letter_id, state=LetterState.WAITING, try_at__lte=now)
    if not free.update(try_at=now + LOST_AFTER):
        return None
    return Letter.objects.get(pk=letter_id)


def _mark_handing_over(letter: Letter, *, now: datetime) -> None:
    # Committed before the first byte goes out: who finds this mark knows that the mail server may have it already.
    letter.state, letter.changed_at = LetterState.HANDING_OVER, now
    letter.save(update_fields=["state", "changed_at"])


def _opened() -> BaseEmailBackend:
    connection = get_connection(settings.DIRECT_EMAIL_BACKEND)
    try:
        connection.open()
    # smtplib's own errors are OSErrors. Their messages may repeat addresses: only the kind is kept.
    except OSError as wrong:
        raise NotTaken(reason=type(wrong).__name__) from None
    return connection


def _give(connection: BaseEmailBackend, letter: Letter) -> None:
    try:
        connection.send_messages([_KeptMessage(letter)])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        raise NotTaken(reason="SMTPRecipientsRefused", for_good=all(500 <= code < 600 for code in codes)) from None
    except smtplib.SMTPDataError as refused:
        raise NotTaken(reason="SMTPDataError", for_good=500 <= refused.smtp_code < 600) from None
    except OSError as wrong:
        raise NotTaken(reason=type(wrong).__name__) from None
    finally:
        # What was taken is taken, however the goodbye goes.
        _close(connection)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError as wrong:
        logger.info("The mail server ended the conversation early (%s).", type(wrong).__name__)


def _after_trouble(letter: Letter, *, trouble: NotTaken, now: datetime) -> datetime | None:
    letter.tries += 1
    again_at = now + WAITS[min(letter.tries, len(WAITS)) - 1]
    logger.warning("Letter %d was not taken (%s), attempt %d.", letter.pk, trouble, letter.tries)
    if trouble.for_good or again_at >= letter.useless_at:
        _finish(letter, state=LetterState.GAVE_UP, now=now)
        return None
    letter.state, letter.try_at, letter.changed_at = LetterState.WAITING, again_at, now
    letter.save(update_fields=["state", "try_at", "tries", "changed_at"])
    return again_at


def _finish(letter: Letter, *, state: LetterState, now: datetime) -> None:
    letter.state, letter.changed_at, letter.content, letter.recipients = state, now, b"", ""
    letter.save(update_fields=["state", "changed_at", "content", "recipients", "tries"])
    if state is LetterState.GAVE_UP:
        logger.error("Letter %d was given up after %d attempts.", letter.pk, letter.tries)


# Its writers take other arguments than the standard library's, as those of all of Django's own messages do.
class _Kept(MIMEMixin, Message):  # type: ignore[misc]  # see above
    """A mail read from its bytes, that can be written as Django's mail backends ask for it."""


class _KeptMessage(EmailMessage):
    """A letter as Django's mail backends take it: the very bytes that were written, with the same Message-ID."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(from_email=letter.sender, to=letter.recipients.split("\n"))
        self._content = bytes(letter.content)

    def recipients(self) -> list[str]:
        return list(self.to)

    def message(self, **_more: Any) -> Any:
        return message_from_bytes(self._content, _class=_Kept)
