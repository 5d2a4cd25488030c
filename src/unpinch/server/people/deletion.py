"""Deleting an account, and everything about its person with it. What stays and why: ADR 19."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from unpinch.kernel import UnpinchError
from unpinch.server.accounts.models import Acting, Person
from unpinch.server.audit.actions import record
from unpinch.server.audit.models import AuditEntry
from unpinch.server.post.actions import forget_address

from .acting import acted_for, has_account, only_helped_by

_Before = Callable[[Person, datetime], None]
_Obstacle = Callable[[Person, datetime], str]
_BEFORE: list[_Before] = []
_OBSTACLES: list[_Obstacle] = []


class NotYet(UnpinchError):
    """Something is to be done first; the message says what."""


def before_deletion(act: _Before) -> _Before:
    """Say what an app does before a person goes: cancel what others wait for, delete what no cascade reaches."""
    _BEFORE.append(act)
    return act


def obstacle(question: _Obstacle) -> _Obstacle:
    """Say what an app asks before: the answer is what the person must do first, or nothing."""
    _OBSTACLES.append(question)
    return question


def obstacles(*, person: Person, now: datetime) -> tuple[str, ...]:
    """Give what a person must do before they can delete their account."""
    return tuple(words for question in _OBSTACLES if (words := question(person, now)))


def goes_with(*, person: Person) -> tuple[Person, ...]:
    """Give who is deleted together with a person: those without an account for whom nobody else acts."""
    return tuple(only_helped_by(person=person))


def delete_account(*, person: Person, now: datetime) -> None:
    """
    Delete a person, those without an account for whom nobody else acts, and all that is theirs; end their sessions.

    Raises
    ------
    NotYet
        If something is to be done first.
    """
    waiting = obstacles(person=person, now=now)
    if waiting:
        raise NotYet(" ".join(waiting))
    with transaction.atomic():
        for dependant in list(only_helped_by(person=person)):
            _delete(dependant, now=now)
        _delete(person, now=now)


@transaction.atomic
def delete_dependant(*, acting_id: int, actor: Person, now: datetime) -> None:
    """
    Stop acting for somebody without an account; where nobody else does, everything about them is deleted.

    Raises
    ------
    Acting.DoesNotExist
        If the actor does not act for them, or they have an account of their own.
    """
    found = Acting.objects.select_related("for_person").get(pk=acting_id, actor=actor, ended_at__isnull=True)
    dependant = found.for_person
    if has_account(dependant) or dependant not in acted_for(actor=actor):
        raise Acting.DoesNotExist
    if dependant in only_helped_by(person=actor):
        _delete(dependant, now=now)
    else:
        found.delete()


def _delete(person: Person, *, now: datetime) -> None:
    for act in _BEFORE:
        act(person, now)
    forget_address(address=person.email)
    _end_sessions(person)
    # Questions that were put to this address and never answered.
    Acting.objects.filter(actor__isnull=True, asked_email=person.email).delete()
    record(at=now, actor=None, act="person.deleted", thing=f"person:{person.pk}")
    # What was done stays, for the others whom it concerns; who did it does not.
    AuditEntry.objects.filter(actor=person).update(actor_name="")
    person.delete()


def _end_sessions(person: Person) -> None:
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=[*keys, *_open_as(person)]).delete()


def _open_as(person: Person) -> Iterable[str]:
    """Give sessions that nobody has listed yet: of somebody who signed in and has asked for no page since."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            yield session.session_key
