"""Acting for someone else: a child or somebody without an account, or a person who asks for it. Why so: ADR 19."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from unpinch.kernel import UnpinchError
from unpinch.server.accounts.callers import add_caller, is_caller
from unpinch.server.accounts.models import Acting, Person, normal_email
from unpinch.server.audit.actions import record

# Long enough to make an account meanwhile; a question that nobody answers does not stay open for ever.
ASKED_DAYS = 14
# More children than a household has, fewer than fill the table.
AT_MOST = 12


class ActingRefused(UnpinchError):
    """It cannot be done; the message says why, to the person who tried."""


def _holding() -> QuerySet[Acting]:
    return Acting.objects.filter(agreed_at__isnull=False, ended_at__isnull=True)


def acted_for(*, actor: Person) -> tuple[Person, ...]:
    """Give whom somebody may act for, in the order in which it was agreed."""
    return tuple(each.for_person for each in _holding().filter(actor=actor).select_related("for_person"))


def may_act_for(*, actor: Person, for_person: Person) -> bool:
    """Say whether somebody may act for a person; everybody may for themselves."""
    return actor == for_person or _holding().filter(actor=actor, for_person=for_person).exists()


def whom(*, actor: Person, person_id: str) -> Person:
    """
    Give who is meant by the number that a form sent, or the actor themselves for nothing.

    Raises
    ------
    Person.DoesNotExist
        If they do not act for a person of that number.
    """
    if not person_id:
        return actor
    found = {str(each.pk): each for each in (actor, *acted_for(actor=actor))}
    if person_id not in found:
        raise Person.DoesNotExist
    return found[person_id]


def has_account(person: Person) -> bool:
    """Say whether a person can sign in, or is one whom others act for."""
    return not is_caller(person)


@transaction.atomic
def add_dependant(*, actor: Person, name: str, now: datetime) -> Acting:
    """
    Add a child or somebody else without an account, for whom a person acts from now on.

    Raises
    ------
    ActingRefused
        If they act for many already.
    """
    if _holding().filter(actor=actor).count() >= AT_MOST:
        raise ActingRefused(f"You act for {AT_MOST} people already. Stop acting for one of them first.")
    dependant = add_caller(name=name, zone=actor.zone, now=now)
    made = Acting.objects.create(actor=actor, for_person=dependant, asked_at=now, agreed_at=now)
    _record("added", made, by=actor, now=now)
    return made


@transaction.atomic
def ask_to_act(*, for_person: Person, email: str, now: datetime) -> Acting:
    """
    Ask whoever has an address to act for a person; who that is, or whether anybody, is not said.

    Raises
    ------
    ActingRefused
        If it is their own address, or they have asked many already.
    """
    email = normal_email(email)
    if email == for_person.email:
        raise ActingRefused("This is your own address. Enter the one of who shall act for you.")
    asked = Acting.objects.filter(for_person=for_person, ended_at__isnull=True)
    same = asked.filter(Q(actor__email=email) | Q(actor__isnull=True, asked_email=email)).first()
    if same:
        Acting.objects.filter(pk=same.pk, agreed_at__isnull=True).update(asked_at=now)
        return same
    if asked.count() >= AT_MOST:
        raise ActingRefused(f"You have asked {AT_MOST} people already. Take one of the questions back first.")
    made = Acting.objects.create(for_person=for_person, asked_email=email, asked_at=now)
    _record("asked", made, by=for_person, now=now)
    return made


def questions_to(*, person: Person, now: datetime) -> tuple[Acting, ...]:
    """Give who has asked this person to act for them; only to be shown to who has proved that the address is theirs."""
    still_open = Acting.objects.filter(
        actor__isnull=True,
        asked_email=person.email,
        ended_at__isnull=True,
        asked_at__gt=now - timedelta(days=ASKED_DAYS),
    )
    return tuple(still_open.select_related("for_person"))


@transaction.atomic
def answer(*, acting_id: int, person: Person, agrees: bool, now: datetime) -> Acting:
    """
    Say yes or no to a question.

    Raises
    ------
    Acting.DoesNotExist
        If it was asked of somebody else, or is no longer open.
    """
    found = next((each for each in questions_to(person=person, now=now) if each.pk == acting_id), None)
    if found is None:
        raise Acting.DoesNotExist
    if agrees and _holding().filter(actor=person, for_person=found.for_person).exists():
        agrees = False
    found.actor, found.agreed_at, found.ended_at = (person, now, None) if agrees else (None, None, now)
    found.asked_email = ""
    found.save()
    _record("agreed" if agrees else "declined", found, by=person, now=now)
    return found


def _concerning(person: Person) -> Q:
    return Q(for_person=person) | Q(actor=person)


def mine(*, person: Person) -> tuple[Acting, ...]:
    """Give who acts for this person, whom they act for, and whom they have asked."""
    found = Acting.objects.filter(_concerning(person), ended_at__isnull=True)
    return tuple(found.select_related("actor", "for_person"))


@transaction.atomic
def stop(*, acting_id: int, person: Person, now: datetime) -> Acting:
    """
    End it, from either side; for somebody without an account see `deletion.delete_dependant`.

    Raises
    ------
    Acting.DoesNotExist
        If it is not theirs, or has ended.
    """
    found = Acting.objects.select_related("for_person").get(_concerning(person), pk=acting_id, ended_at__isnull=True)
    if not has_account(found.for_person):
        raise Acting.DoesNotExist
    found.ended_at, found.asked_email = now, ""
    found.save()
    _record("stopped", found, by=person, now=now)
    return found


def only_helped_by(*, person: Person) -> Iterable[Person]:
    """Give the people without an account for whom nobody else acts."""
    for dependant in acted_for(actor=person):
        if not has_account(dependant) and not _holding().filter(for_person=dependant).exclude(actor=person).exists():
            yield dependant


def _record(act: str, acting: Acting, *, by: Person, now: datetime) -> None:
    for_person = None if by == acting.for_person else acting.for_person
    record(
        at=now,
        actor=by,
        act=f"acting.{act}",
        thing=f"acting:{acting.pk}",
        concerns=acting.for_person,
        for_person=for_person,
    )
