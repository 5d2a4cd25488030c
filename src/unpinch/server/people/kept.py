"""
What is kept about a person: a line for every table that leads to one, added by the app whose table it is.

The data export gives the rows of each line. A test holds it to the tables: one that leads to a person and is neither
listed nor left out with its reason fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unpinch.server.accounts.models import Person


@dataclass(frozen=True)
class Kept:
    """
    The rows of one table about a person.

    `whose` are the ways from a row to the person, as in a query; `secret` are columns that would let whoever finds the
    export into something, or that say something only to the program.
    """

    table: str
    title: str | Promise
    whose: tuple[str, ...]
    secret: tuple[str, ...] = ()


_KEPT: dict[str, Kept] = {}
_LEFT_OUT: dict[str, str] = {}


def keeps(*lines: Kept) -> None:
    """Add the tables of an app; to be called when it is loaded."""
    _KEPT.update({line.table: line for line in lines})


def leaves_out(table: str, *, because: str) -> None:
    """Say why the rows of a table that leads to a person are in no export."""
    _LEFT_OUT[table] = because


def kept() -> tuple[Kept, ...]:
    """Give every line."""
    return tuple(_KEPT.values())


def left_out() -> dict[str, str]:
    """Give the tables that are left out, with the reason."""
    return dict(_LEFT_OUT)


def rows_of(line: Kept, *, person: Person) -> Iterator[dict[str, Any]]:
    """Give the rows about a person, column by column; people and other rows by their names."""
    model = apps.get_model(line.table)
    about = Q()
    for way in line.whose:
        about |= Q(**{way: person.pk})
    for row in model._default_manager.filter(about).order_by("pk").distinct():
        yield _columns(row, secret=line.secret)


def _columns(row: Model, *, secret: tuple[str, ...]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in secret:
            continue
        value = getattr(row, field.name)
        columns[field.name] = str(value) if isinstance(value, Model) else value
    return columns


def add_the_accounts() -> None:
    """Add the tables of accounts, of the accounts library and of the record."""
    keeps(
        Kept("accounts.Person", _("You"), ("pk",), ("password",)),
        Kept("accounts.PersonRole", _("Roles"), ("person", "given_by")),
        Kept("accounts.Consent", _("What you agreed to"), ("person",)),
        Kept("accounts.Acting", _("Acting for someone else"), ("actor", "for_person")),
        Kept("account.EmailAddress", _("E-mail addresses"), ("user",)),
        # Its data are the keys themselves.
        Kept("mfa.Authenticator", _("Passkeys and codes"), ("user",), ("data",)),
        Kept("usersessions.UserSession", _("Where you are signed in"), ("user",), ("session_key", "data")),
        Kept("audit.AuditEntry", _("The record: who did or saw what"), ("concerns", "actor", "for_person")),
    )
    leaves_out("account.EmailConfirmation", because="links of a kind that this site does not send; the table is empty")
