"""
What people agree to, in the words they read, with a version of them.

A changed text gets a new version, and whoever agreed to an earlier one is shown what they agreed to then: earlier
versions stay in the list.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACCOUNT = "account"
REMINDERS = "reminders"
ASKED_AT_SIGN_UP = (ACCOUNT, REMINDERS)


@dataclass(frozen=True)
class ConsentWords:
    """One version of what can be agreed to; what an account cannot be without is taken back by deleting it."""

    what: str
    version: str
    title: str | Promise
    words: str | Promise
    can_be_withdrawn: bool


WORDS = (
    ConsentWords(
        ACCOUNT,
        "2026-11-23",
        _("What an account keeps"),
        _(
            "Unpinch keeps my name, my e-mail address, the visits I book, the summaries I save and a record of who did "
            "or saw what. Only I, who acts for me and the clinicians I book with can read what is mine. Nobody else "
            "gets it, and nothing of it is sold. I can download all of it, and delete it, at any time."
        ),
        can_be_withdrawn=False,
    ),
    ConsentWords(
        REMINDERS,
        "2026-11-23",
        _("Reminders by e-mail"),
        _("Unpinch sends me an e-mail the day before a visit and again two hours before it."),
        can_be_withdrawn=True,
    ),
)


def current(*, what: str) -> ConsentWords:
    """Give the latest words of something that can be agreed to."""
    return [each for each in WORDS if each.what == what][-1]


def of_version(*, what: str, version: str) -> ConsentWords | None:
    """Give the words as they were; None where nobody knows them any more."""
    return next((each for each in WORDS if (each.what, each.version) == (what, version)), None)
