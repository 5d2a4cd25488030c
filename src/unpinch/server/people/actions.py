"""Roles and consent; each act with its row in the record, in one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation

from unpinch.kernel import UnpinchError
from unpinch.server.accounts import consent_words
from unpinch.server.accounts.models import Consent, Person, PersonRole, Role, normal_email
from unpinch.server.audit.actions import record


class NobodyThere(UnpinchError):
    """There is no account with that address."""


class CannotBeWithdrawn(UnpinchError):
    """An account cannot be without it."""


def person_with(*, email: str) -> Person:
    """
    Find who has an account with an address.

    Raises
    ------
    NobodyThere
        If nobody has.
    """
    found = Person.objects.filter(email=normal_email(email)).first()
    if found is None:
        raise NobodyThere(f"Nobody has an account with {email}. They make one on the site first, at /account/signup/.")
    return found


@transaction.atomic
def give_role(*, person: Person, role: Role, given_by: Person | None, now: datetime, reason: str = "") -> bool:
    """Give a role; say whether it is a new one. `given_by` is None for who runs the server."""
    _made, is_new = PersonRole.objects.get_or_create(
        person=person, role=role, defaults={"given_by": given_by, "given_at": now}
    )
    if is_new:
        _record(f"role.given.{role}", person=person, by=given_by, now=now, reason=reason)
    return is_new


@transaction.atomic
def take_role(*, person: Person, role: Role, taken_by: Person | None, now: datetime, reason: str = "") -> bool:
    """Take a role away; say whether they had it."""
    count, _each = PersonRole.objects.filter(person=person, role=role).delete()
    if count:
        _record(f"role.taken.{role}", person=person, by=taken_by, now=now, reason=reason)
    return bool(count)


@transaction.atomic
def agree(*, person: Person, what: str, now: datetime) -> Consent:
    """Write down that somebody agreed to the current words; a second time changes nothing."""
    words = consent_words.current(what=what)
    given, is_new = Consent.objects.get_or_create(
        person=person, what=what, version=words.version, withdrawn_at=None, defaults={"given_at": now}
    )
    if is_new:
        _record(f"consent.given.{what}", person=person, by=person, now=now)
    return given


@transaction.atomic
def withdraw(*, person: Person, what: str, now: datetime) -> bool:
    """
    Take back every version that somebody agreed to; say whether there was one.

    Raises
    ------
    CannotBeWithdrawn
        If the account cannot be without it.
    """
    if not consent_words.current(what=what).can_be_withdrawn:
        raise CannotBeWithdrawn("An account cannot be without this. To take it back, delete the account.")
    count = Consent.objects.filter(person=person, what=what, withdrawn_at=None).update(withdrawn_at=now)
    if count:
        _record(f"consent.withdrawn.{what}", person=person, by=person, now=now)
    return bool(count)


@transaction.atomic
def change_settings(*, person: Person, name: str, zone: str, language: str, now: datetime) -> None:
    """Change what somebody is called, and in which zone and language they are written to."""
    person.name, person.zone, person.language = name, zone, language
    person.save(update_fields=["name", "zone", "language"])
    _record("person.changed", person=person, by=person, now=now)


def language_of(*, email: str) -> str:
    """Give the language that the owner of an address is written to in; of nobody known, the page's own."""
    known = Person.objects.filter(email=normal_email(email)).values_list("language", flat=True).first()
    return known or (translation.get_language() or "en")[:2]


def _record(act: str, *, person: Person, by: Person | None, now: datetime, reason: str = "") -> None:
    record(
        at=now,
        actor=by,
        act=act,
        thing=f"person:{person.pk}",
        concerns=person,
        for_person=None if by in (None, person) else person,
        reason=reason,
    )
