"""What is asked of people; every question that reads the tables of this app."""

from __future__ import annotations

from .models import Person, PersonRole, Role, normal_email

__all__ = ["Person", "Role", "roles_of", "somebody_with"]


def roles_of(*, person: Person) -> frozenset[Role]:
    """Give the roles somebody has beside being a person."""
    return frozenset(Role(role) for role in PersonRole.objects.filter(person=person).values_list("role", flat=True))


def somebody_with(*, email: str) -> Person | None:
    """Find who has an account with an address."""
    return Person.objects.filter(email=normal_email(email)).first()
