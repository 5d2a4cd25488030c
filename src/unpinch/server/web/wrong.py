"""
A visitor says that a fact about a clinician is wrong: kept once, not too often, without who said it.

Nothing that was typed is logged. Words that tell of the visitor's own body are left out: somebody else reads a report.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from django.core.cache import caches

from unpinch import navigator
from unpinch.server.profiles import actions
from unpinch.server.profiles.facts import WrongFact

_DAY_SECONDS = 86_400
# Who helps through a list of clinicians finds a few wrong; more in a day is a script.
MOST_A_DAY = 10


class Said(StrEnum):
    """What became of a report."""

    KEPT = "kept"
    # Kept, and the words left out: they told of the visitor's body.
    KEPT_WITHOUT_WORDS = "kept_without_words"
    ALREADY_SAID = "already_said"
    TOO_MANY = "too_many"


def say_wrong(*, visitor: str, npi: str, wrong: WrongFact, shown: str, words: str, now: datetime) -> Said:
    """
    Keep what a visitor says is wrong.

    Parameters
    ----------
    visitor
        What tells this visitor from others: the key of their session. It is not kept with the report; a digest
        of it is in the shared cache for a day.
    npi, wrong, shown, words, now
        As `profiles.actions.report_wrong` takes them.
    """
    shared = caches["default"]
    person = sha256(visitor.encode()).hexdigest()
    own = f"wrong-{sha256(f'{person} {npi} {wrong}'.encode()).hexdigest()}"
    # `add` is done once, whoever asks at the same moment in another process.
    if not shared.add(own, 1, _DAY_SECONDS):
        return Said.ALREADY_SAID
    turns = [f"wrong-of-{person}-{number}" for number in range(MOST_A_DAY)]
    turn = next((key for key in turns if shared.add(key, 1, _DAY_SECONDS)), None)
    if turn is None:
        shared.delete(own)
        return Said.TOO_MANY
    is_private = navigator.speaks_of_the_body(text=words)
    try:
        actions.report_wrong(npi=npi, wrong=wrong, shown=shown, words="" if is_private else words, now=now)
    except actions.TooManyReports:
        shared.delete_many([own, turn])
        return Said.TOO_MANY
    return Said.KEPT_WITHOUT_WORDS if is_private else Said.KEPT
