"""`unpinch people`: roles, for whoever runs the server."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Callable

from ._output import print_json, print_lines

# As `accounts.models.Role`; a test holds the two together, so that this command is parsed without Django.
ROLES = ("clinician", "clinic_manager", "moderator", "operator")

# What came of it: whether it was to be given, and whether that changed anything.
_WORDS = {
    (True, True): "given",
    (True, False): "had it already",
    (False, True): "taken away",
    (False, False): "did not have it",
}


def add_people(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], command: Callable[..., argparse.ArgumentParser]
) -> None:
    """Add the command to the parser."""
    group = commands.add_parser("people", help="people with an account: give and take roles")
    parts = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, run, words in (
        ("give-role", give_role, "give a role to somebody with an account"),
        ("take-role", take_role, "take a role away"),
    ):
        part = command(parts, name, run, words)
        part.add_argument("email", metavar="EMAIL", help="the address they sign in with")
        part.add_argument("role", choices=ROLES, help="what they may do beyond their own things")


def give_role(chosen: Namespace) -> None:
    """Give a role, and write it into the record."""
    _change(chosen, gives=True)


def take_role(chosen: Namespace) -> None:
    """Take a role away, and write it into the record."""
    _change(chosen, gives=False)


def _change(chosen: Namespace, *, gives: bool) -> None:
    from unpinch import server  # noqa: PLC0415  # loaded only where it is used

    changed = server.change_role(email=chosen.email, role=chosen.role, gives=gives)
    if chosen.json:
        print_json({"email": chosen.email, "role": chosen.role, "changed": changed})
    else:
        print_lines(f"{chosen.email}: {chosen.role}, {_WORDS[gives, changed]}.")
