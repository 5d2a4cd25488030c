"""The mail backend of the site: a mail is kept first and handed over by the jobs, so that no page waits or fails."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from . import actions


class LaterBackend(BaseEmailBackend):
    """Keeps what any part of the site sends: `DIRECT_EMAIL_BACKEND` is what hands it over."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; give how many."""
        now = timezone.now()
        kept = [actions.write(message, now=now) for message in email_messages if message.recipients()]
        return len(kept)
