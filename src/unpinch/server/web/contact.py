"""
Asking the crisis contact to get in touch with a visitor: one plain mail, not too often.

How to reach the visitor is in that mail alone. It is neither kept nor logged, and nothing that they wrote is passed on.
"""

from __future__ import annotations

import logging
from datetime import datetime
from email.utils import formataddr
from enum import StrEnum
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.core.mail import EmailMessage, get_connection
from django.utils import translation
from django.utils.translation import gettext as _

from .crisis_contact import CrisisContact

logger = logging.getLogger(__name__)

# Who presses twice, or comes back because nobody has called yet, must not make one call look like many.
SECONDS_BETWEEN = 600
# More than a person can answer; beyond it somebody plays with the form, and the real calls must stay in sight.
MOST_AN_HOUR = 20
_HOUR_SECONDS = 3600


class Outcome(StrEnum):
    """What became of a visitor's wish to be contacted."""

    SENT = "sent"
    ALREADY_ASKED = "already_asked"
    TOO_MANY = "too_many"
    FAILED = "failed"


def ask_for_contact(*, contact: CrisisContact, visitor: str, reach: str, site: str, now: datetime) -> Outcome:
    """
    Ask the contact to get in touch.

    Parameters
    ----------
    contact
        The person, with a mail address.
    visitor
        What tells this visitor from others: the key of their session.
    reach
        A telephone number or a mail address, checked.
    site
        The host name of the site.
    now
        The time that the mail names.
    """
    shared = caches["default"]
    own = f"contact-{sha256(visitor.encode()).hexdigest()}"
    # `add` is done once, whoever asks at the same moment in another process.
    if not shared.add(own, 1, SECONDS_BETWEEN):
        return Outcome.ALREADY_ASKED
    place = next((name for name in _places() if shared.add(name, 1, _HOUR_SECONDS)), None)
    if place is None:
        shared.delete(own)
        return Outcome.TOO_MANY
    if _was_sent(_mail(contact=contact, reach=reach, site=site, now=now)):
        return Outcome.SENT
    shared.delete_many([own, place])
    return Outcome.FAILED


def _places() -> list[str]:
    return [f"contact-place-{number}" for number in range(MOST_AN_HOUR)]


def _mail(*, contact: CrisisContact, reach: str, site: str, now: datetime) -> EmailMessage:
    # The person who reads it is the operator's: their language is that of the site, not the visitor's.
    with translation.override(settings.LANGUAGE_CODE):
        words = (
            _("A visitor of %(site)s asked you to contact them now.") % {"site": site},
            _("They asked at %(time)s.") % {"time": f"{now:%Y-%m-%d %H:%M %Z}"},
            _("You can reach them at: %(reach)s") % {"reach": reach},
            _(
                "They asked on the page that is shown when somebody's words speak of suicide or of harming themselves. "
                "What they wrote is not passed on, and the site does not keep how to reach them."
            ),
        )
        subject = _("A visitor asks you to contact them now")
    return EmailMessage(subject=subject, body="\n\n".join(words) + "\n", to=[formataddr((contact.name, contact.mail))])


def _was_sent(mail: EmailMessage) -> bool:
    try:
        # Not kept and sent later, as all other mail: the visitor must be told now whether it went out.
        mail.connection = get_connection(settings.DIRECT_EMAIL_BACKEND)
        return bool(mail.send())
    except OSError as trouble:
        # smtplib's errors are OSErrors too. Only the kind is logged: their messages may repeat the mail.
        logger.error("A visitor's wish to be contacted could not be mailed (%s).", type(trouble).__name__)
        return False
