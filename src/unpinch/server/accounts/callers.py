"""People who booked by telephone: they have a name here, and no way to sign in."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from .models import Person

# No mail can ever be sent there (RFC 6761): how to reach a caller is kept with their booking.
_NOWHERE = "caller.invalid"


def add_caller(*, name: str, zone: str, now: datetime) -> Person:
    """Add somebody who has no account and cannot sign in."""
    caller = Person(email=f"{uuid4().hex}@{_NOWHERE}", name=name, zone=zone, is_active=False, created_at=now)
    caller.set_unusable_password()
    caller.save()
    return caller


def is_caller(person: Person) -> bool:
    """Say whether somebody has no account."""
    return person.email.endswith(f"@{_NOWHERE}")
