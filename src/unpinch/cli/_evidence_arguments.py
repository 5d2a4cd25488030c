"""The arguments of `unpinch evidence`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from . import _evidence_commands

MakeCommand = Callable[..., argparse.ArgumentParser]


def add_evidence(commands: Any, make: MakeCommand) -> None:
    """Add the group of commands; `make` adds one command with what every command has."""
    group = commands.add_parser("evidence", help="what is new or stale in the evidence, and what you decide about it")
    parts = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _update(parts, make)
    due = make(parts, "due", _evidence_commands.due, "facts whose source is to be read again")
    due.add_argument("--within", type=_days, default=0, metavar="DAYS", help="also those that will be due by then")
    make(parts, "queue", _evidence_commands.queue, "what waits for your decision, and what you said yes to")
    accept = make(
        parts, "accept", _evidence_commands.accept, "say yes: note it as to be extracted; you type the numbers"
    )
    _decision(accept, why_is_needed=False)
    dismiss = make(parts, "dismiss", _evidence_commands.dismiss, "say no, and why; it is not shown again")
    _decision(dismiss, why_is_needed=True)


def _update(parts: Any, make: MakeCommand) -> None:
    words = "ask PubMed and ClinicalTrials.gov what is new; goes on where it stopped, changes no fact"
    update = make(parts, "update", _evidence_commands.update, words)
    update.add_argument(
        "--since", type=_day, metavar="DATE", help="first day, like 2026-11-22; else each search goes on from its last"
    )
    update.add_argument(
        "--search", action="extend", nargs="+", default=[], metavar="ID", help="only these stored searches"
    )
    update.add_argument("--email", metavar="ADDRESS", help="whom PubMed may write to; else the one of the settings")
    update.add_argument("--dry-run", action="store_true", help="ask and list, and keep nothing")


def _decision(command: argparse.ArgumentParser, *, why_is_needed: bool) -> None:
    command.add_argument("id", metavar="ID", help="as `unpinch evidence queue` shows it")
    command.add_argument("--by", default="", metavar="NAME", help="who decides")
    command.add_argument("--why", default="", required=why_is_needed, metavar="WORDS", help="the reason")


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no date; write it like 2026-11-22") from None


def _days(word: str) -> int:
    # Ten years are more than any fact is trusted for.
    if not (word.isascii() and word.isdigit() and int(word) <= 3_653):
        raise argparse.ArgumentTypeError(f"{word!r} is no number of days; write a whole number up to 3653")
    return int(word)
