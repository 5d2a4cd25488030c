"""The one way to write to the record."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from unpinch.server.accounts.models import Person

from .models import AuditEntry

# Who acted where no person did: an expired hold, a reminder.
PROGRAM = "Unpinch"
# Who acted where it was nobody with an account: who reads with a link and its code.
SOMEBODY = "Somebody with the link"


def record(
    *,
    at: datetime,
    actor: Person | None,
    act: str,
    thing: str,
    concerns: Person | None = None,
    for_person: Person | None = None,
    reason: str = "",
    without_account: str = PROGRAM,
) -> AuditEntry:
    """
    Write down an act, inside the transaction that does it: both happen, or neither.

    `without_account` names who acted where `actor` is None: a word of the program.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded in the transaction that does it")
    name = actor.name if actor else without_account
    return AuditEntry.objects.create(
        at=at,
        actor=actor,
        actor_name=name,
        for_person=for_person,
        concerns=concerns,
        act=act,
        thing=thing,
        reason=reason,
    )
