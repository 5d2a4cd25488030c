"""Whom to call and whom to ask: the operator's numbers and person, ready to be touched on a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings

_NOT_DIALLED = re.compile(r"[^0-9+]")


@dataclass(frozen=True)
class HelpNumbers:
    """The numbers with their links; `crisis_text_href` is empty where the crisis line takes no texts."""

    emergency: str
    emergency_href: str
    crisis: str
    crisis_href: str
    crisis_text_href: str


@dataclass(frozen=True)
class ContactPanel:
    """The person who is there for visitors in a crisis; `can_be_asked` says whether our form reaches them."""

    name: str
    telephone: str
    telephone_href: str
    mail: str
    can_be_asked: bool


def help_numbers() -> HelpNumbers:
    """Give the numbers of the settings."""
    lines = settings.HELP_LINES
    return HelpNumbers(
        emergency=lines.emergency_number,
        emergency_href=_dialled("tel", lines.emergency_number),
        crisis=lines.crisis_line,
        crisis_href=_dialled("tel", lines.crisis_line),
        crisis_text_href=_dialled("sms", lines.crisis_line) if lines.crisis_texts else "",
    )


def contact_panel() -> ContactPanel | None:
    """Give the person of the settings, if one is named."""
    contact = settings.CRISIS_CONTACT
    if contact is None:
        return None
    return ContactPanel(
        name=contact.name,
        telephone=contact.telephone,
        telephone_href=_dialled("tel", contact.telephone) if contact.telephone else "",
        mail=contact.mail,
        can_be_asked=bool(contact.mail and settings.MAIL_IS_SET),
    )


def _dialled(scheme: str, number: str) -> str:
    return f"{scheme}:{_NOT_DIALLED.sub('', number)}"
