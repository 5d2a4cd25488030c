"""Read and settle what visitors say is wrong: `python -m django wrong_facts list`, `... settle 12 corrected`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from unpinch.server.profiles import actions, queries
from unpinch.server.profiles.facts import Outcome


class Command(BaseCommand):
    """List what waits, with the visitors' words; settle one report."""

    help = "List what visitors say is wrong about clinicians, or settle one report."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        doing.add_parser("list", help="Reports that wait, the oldest first, with the visitors' words.")
        settle = doing.add_parser("settle", help="Say what came of one; its words are thrown away.")
        settle.add_argument("number", type=int, help="The number that the list shows.")
        settle.add_argument(
            "outcome",
            choices=[outcome.value for outcome in Outcome],
            help="right: the record was right; corrected: it was wrong and is mended; not_found: nobody could say.",
        )

    def handle(self, *, doing: str, **options: Any) -> None:
        """Do it."""
        if doing == "list":
            self._list()
        else:
            self._settle(number=options["number"], outcome=Outcome(options["outcome"]))

    def _list(self) -> None:
        reports = queries.waiting()
        now = timezone.now()
        for report in reports:
            days = (now - report.reported_at).days
            self.stdout.write(
                f"{report.number}  {report.reported_at:%Y-%m-%d} ({days} days)  {report.npi}  {report.wrong}"
            )
            self.stdout.write(f"    shown: {report.shown or '-'}")
            # Each line of a visitor's words is set in, so that none can pass for a line of ours.
            for line in report.words.splitlines():
                self.stdout.write(f"    said:  {_printable(line)}")
        self.stdout.write(f"{len(reports)} waiting.")

    def _settle(self, *, number: int, outcome: Outcome) -> None:
        try:
            report = actions.settle(number=number, outcome=outcome, now=timezone.now())
        except actions.NoSuchReport as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(f"Report {number} on {report.npi} ({report.wrong}) is settled: {outcome}. Words deleted.")


def _printable(line: str) -> str:
    """Leave out characters with which words could move the cursor or colour the terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
