"""What visitors say is wrong about a clinician, with the clock that runs until somebody has checked it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch.server.profiles.facts import Outcome, WrongFact
from unpinch.server.profiles.queries import SaidWrong


@dataclass(frozen=True)
class WrongLine:
    """One fact that is or was said to be wrong; `is_open` as long as nobody has checked it."""

    fact: str
    words: str
    is_open: bool


def wrong_lines(said: Iterable[SaidWrong], *, today: date) -> tuple[WrongLine, ...]:
    """Give a line for each fact, and one more for an earlier report of it that has been settled."""
    lines = []
    for each in said:
        fact = fact_words(each.wrong)
        if each.times:
            lines.append(WrongLine(fact, _open_words(each, today=today), is_open=True))
        if each.outcome and each.settled_date:
            lines.append(WrongLine(fact, _settled_words(each.outcome, each.settled_date), is_open=False))
    return tuple(lines)


def wrong_note(said: Iterable[SaidWrong], *, today: date) -> str:
    """Give the clock in a line for a list of clinicians: the longest open report; nothing where none is open."""
    waiting = [each for each in said if each.times]
    if not waiting:
        return ""
    oldest = min(waiting, key=lambda each: each.said_date)
    return f"{fact_words(oldest.wrong)}: {_open_words(oldest, today=today)}"


def _open_words(said: SaidWrong, *, today: date) -> str:
    days = max((today - said.said_date).days, 0)
    ago = ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days} if days else _("today")
    once = _("Said to be wrong on %(date)s, %(ago)s, not yet checked.") % {
        "date": said.said_date.isoformat(),
        "ago": ago,
    }
    if said.times < 2:
        return once
    often = ngettext("%(count)d report waits.", "%(count)d reports wait.", said.times) % {"count": said.times}
    return f"{once} {often}"


def _settled_words(outcome: Outcome, settled: date) -> str:
    return {
        Outcome.RIGHT: _("Said to be wrong, checked on %(date)s: it was right."),
        Outcome.CORRECTED: _("Said to be wrong, checked on %(date)s: it was wrong and has been corrected."),
        Outcome.NOT_FOUND: _("Said to be wrong, looked into until %(date)s: nobody could be reached who knows."),
    }[outcome] % {"date": settled.isoformat()}


def fact_words(wrong: WrongFact) -> str:
    """Name a fact."""
    return {
        WrongFact.ADDRESS: _("The address"),
        WrongFact.PHONE: _("The phone number"),
        WrongFact.GONE: _("That they are still here"),
        WrongFact.CARE: _("The care they give"),
        WrongFact.OTHER: _("Something else on the page"),
    }[wrong]


def wrong_choices() -> list[tuple[str, str]]:
    """Give the facts to choose from, as a visitor would say it."""
    return [
        (WrongFact.ADDRESS.value, _("The address is wrong")),
        (WrongFact.PHONE.value, _("The phone number is wrong")),
        (WrongFact.GONE.value, _("They are not here any more")),
        (WrongFact.CARE.value, _("They do not give this care")),
        (WrongFact.OTHER.value, _("Something else is wrong")),
    ]
