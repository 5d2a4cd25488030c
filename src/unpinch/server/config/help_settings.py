"""Reading the settings that say whom to call, whom to write to and where we are. No Django, as in `environment`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from unpinch.server.web.crisis_contact import CrisisContact

# As people write it: "112", "116 123", "+1 (555) 010-0100".
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{1,22}[0-9]")
_MAIL = re.compile(r"[^\s<>@,;\"']+@[^\s<>@,;\"']+\.[A-Za-z0-9-]{2,}")
_CONTACT = re.compile(
    rf"(?P<name>[^<>\r\n]*?[^<>\s,])[ ,]*(?:<(?P<mail>{_MAIL.pattern})>)?(?:[ ,]+(?P<telephone>{_TELEPHONE.pattern}))?"
)
_PORTS = {"smtp": 587, "smtps": 465}
# A mail server on this very machine is spoken to in the clear: nothing of it leaves the machine.
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, how, as whom, and from which address."""

    host: str = "localhost"
    port: int = 25
    person: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    sender: str = "unpinch@localhost"


def telephone(value: str) -> str:
    """Read a number to call, as people write it."""
    if not _TELEPHONE.fullmatch(value):
        raise ValueError("write a telephone number, like 112 or +1 555 010 0100")
    return value


def crisis_contact(value: str) -> CrisisContact | None:
    """Read `Name <mail@example.org> +1 555 010 0100`, where mail or telephone may be missing; empty means nobody."""
    if not value:
        return None
    found = _CONTACT.fullmatch(value)
    if found is None or not (found["mail"] or found["telephone"]):
        raise ValueError("write Name <mail@example.org>, Name, +1 555 010 0100, or both one after the other")
    return CrisisContact(name=found["name"], mail=found["mail"] or "", telephone=found["telephone"] or "")


def mail_address(value: str) -> str:
    """Read a mail address; empty means none."""
    if value and not _MAIL.fullmatch(value):
        raise ValueError("write a mail address, like maya@example.org")
    return value


def site_address(value: str) -> str:
    """Read the address of the site, without the slash at its end."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("write the address without a path, like https://unpinch.example.org")
    return value.rstrip("/")


def mail_server(value: str) -> MailServer | None:
    """
    Read `smtp://person:password@host:587/?from=unpinch@example.org`; empty means no mail.

    `smtp` is encrypted with STARTTLS unless the server is this very machine, `smtps` from the first byte.
    """
    if not value:
        return None
    wrong = ValueError("write smtps://person:password@host:465/?from=unpinch@example.org, or smtp:// with port 587")
    try:
        parts = urlsplit(value)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        # Python's own message repeats the part it could not read, which may be a piece of the password.
        raise wrong from None
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in _PORTS or not parts.hostname or not _MAIL.fullmatch(sender):
        raise wrong
    return MailServer(
        host=parts.hostname,
        port=port,
        person=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp" and parts.hostname not in _THIS_MACHINE,
        tls=parts.scheme == "smtps",
        sender=sender,
    )
