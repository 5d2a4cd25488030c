"""Giving and taking roles from the command line."""

from __future__ import annotations

from .environment import read_environment
from .prepare import prepare_database

_REASON = "with the server's own command"


def change_role(*, email: str, role: str, gives: bool) -> bool:
    """
    Give a role to somebody with an account, or take it away; say whether that changed anything.

    Raises
    ------
    UnpinchError
        If nobody has an account with the address, or the database cannot be used.
    """
    prepare_database(environment=read_environment())
    from django.utils import timezone  # noqa: PLC0415 (after django.setup)

    from unpinch.server.accounts.models import Role  # noqa: PLC0415 (after django.setup)
    from unpinch.server.people import actions  # noqa: PLC0415 (after django.setup)

    person, now = actions.person_with(email=email), timezone.now()
    if gives:
        return actions.give_role(person=person, role=Role(role), given_by=None, now=now, reason=_REASON)
    return actions.take_role(person=person, role=Role(role), taken_by=None, now=now, reason=_REASON)
