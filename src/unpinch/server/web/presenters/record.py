"""The record in words: who did what, when, for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unpinch.server.accounts.queries import Person, Role
from unpinch.server.audit.models import AuditEntry

from .record_words import WORDS

_THING = re.compile(r"[a-z_]+:(\d+)")


@dataclass(frozen=True)
class RecordLine:
    """One act: `who` did `what` at a time; `for_whom` where they acted for somebody else."""

    at: datetime
    who: str
    what: str
    for_whom: str
    about: str


def record_lines(entries: list[AuditEntry], *, reader: Person) -> tuple[RecordLine, ...]:
    """Give the lines of a page of the record, for the person who reads it."""
    return tuple(_line(entry, reader) for entry in entries)


def _line(entry: AuditEntry, reader: Person) -> RecordLine:
    return RecordLine(
        at=entry.at,
        who=_("You") if entry.actor_id == reader.pk else entry.actor_name or _("Somebody who has left"),
        what=act_words(entry.act),
        for_whom=entry.for_person.name if entry.for_person else "",
        about=_about(entry, reader),
    )


def _about(entry: AuditEntry, reader: Person) -> str:
    """Give whom it concerns where that is somebody else, and the number by which the thing is known."""
    parts = [entry.concerns.name] if entry.concerns and entry.concerns_id != reader.pk else []
    number = _THING.fullmatch(entry.thing)
    if number and not entry.thing.startswith("person:"):
        parts.append(_("number %(number)s") % {"number": number.group(1)})
    return ", ".join(parts)


def act_words(act: str) -> str:
    """Say what was done; an act that nobody has put into words is shown as the program calls it."""
    known = WORDS.get(act)
    if known:
        return str(known)
    base, _dot, what = act.rpartition(".")
    if base in WORDS:
        role = dict(Role.choices).get(what)
        return f"{WORDS[base]}: {role or what}"
    return act.replace(".", ": ").replace("_", " ")
