"""What people do with their accounts, as a Django app without tables of its own."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.apps import AppConfig

from unpinch.server.accounts.consent_words import ASKED_AT_SIGN_UP


class PeopleConfig(AppConfig):
    """Roles, consent, acting for someone else, export and deletion."""

    name = "unpinch.server.people"
    label = "people"

    def ready(self) -> None:
        """Say what the accounts keep about a person."""
        from .kept import add_the_accounts  # noqa: PLC0415 (tables are there once all apps are loaded)

        add_the_accounts()
        user_signed_up.connect(_agreed, dispatch_uid="consent")


def _agreed(user: Any, **_rest: Any) -> None:
    """Write down what who signed up has agreed to, whose words stood beside the box: it lets nobody through without."""
    from . import actions  # noqa: PLC0415 (see above)

    for what in ASKED_AT_SIGN_UP:
        actions.agree(person=user, what=what, now=user.created_at)
