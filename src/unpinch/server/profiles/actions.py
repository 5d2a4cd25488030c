"""Every write: a visitor reports a wrong fact, whoever runs the site settles it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from unpinch.kernel import UnpinchError, check_npi

from .facts import MOST_CHARACTERS, Outcome, WrongFact
from .models import SHOWN_LENGTH, Report

# More than that of one clinician is somebody playing; one report starts the clock as well as twenty do.
MOST_WAITING = 20
# Of the whole site: more in an hour than whoever runs it could look through is a script.
MOST_AN_HOUR = 200


class TooManyReports(UnpinchError):
    """So many reports came in, of this clinician or of all, that another would add nothing."""


class NoSuchReport(UnpinchError):
    """There is no report of that number, or it is settled already."""


@transaction.atomic
def report_wrong(*, npi: str, wrong: WrongFact, shown: str, words: str, now: datetime) -> Report:
    """
    Keep a visitor's word that a fact is wrong.

    Parameters
    ----------
    npi
        The clinician's number.
    wrong
        Which fact.
    shown
        The fact as the page showed it; cut to what the table holds.
    words
        What the visitor adds, up to `MOST_CHARACTERS`; for whoever runs the site alone.
    now
        When; from it the public clock runs.

    Raises
    ------
    kernel.NotAnNpi
        If the number is not an NPI.
    TooManyReports
        If too many reports of this clinician wait already, or too many came in within the hour.
    """
    check_npi(npi=npi)
    if Report.objects.filter(npi=npi, settled_at=None).count() >= MOST_WAITING:
        raise TooManyReports(f"{MOST_WAITING} reports of the clinician {npi} wait already. Settle those first.")
    if Report.objects.filter(reported_at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise TooManyReports(f"{MOST_AN_HOUR} reports came in within an hour. Wait until the hour is over.")
    return Report.objects.create(
        npi=npi, wrong=wrong.value, shown=shown[:SHOWN_LENGTH], words=words[:MOST_CHARACTERS], reported_at=now
    )


@transaction.atomic
def settle(*, number: int, outcome: Outcome, now: datetime) -> Report:
    """
    Say what came of a report. Its words are thrown away: they have done their work.

    Raises
    ------
    NoSuchReport
        If there is none of that number, or it is settled already.
    """
    report = Report.objects.select_for_update().filter(pk=number, settled_at=None).first()
    if report is None:
        raise NoSuchReport(f"No report {number} waits to be settled. `wrong_facts list` shows those that do.")
    report.settled_at, report.outcome, report.words = now, outcome.value, ""
    report.save(update_fields=["settled_at", "outcome", "words"])
    return report
