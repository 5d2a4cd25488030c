"""Giving and taking roles. The record of it is written by whoever calls, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from .models import Person, PersonRole, Role


def give_role(*, person: Person, role: Role, given_by: Person | None, now: datetime) -> None:
    """Give a role; who has it already keeps it as it was given."""
    PersonRole.objects.get_or_create(person=person, role=role.value, defaults={"given_by": given_by, "given_at": now})


def take_role(*, person: Person, role: Role) -> None:
    """Take a role away."""
    PersonRole.objects.filter(person=person, role=role.value).delete()
