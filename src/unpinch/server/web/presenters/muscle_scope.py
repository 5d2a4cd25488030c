"""Who may needle in one state, chosen in a form that needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from unpinch import knowledge

from .article import Table
from .evidence_filters import Choice
from .scope import scope_table
from .wording import joined, specialty_name

NEEDLING = "dry_needling"
# Stands in for a state in a row that holds wherever no row of the state says otherwise.
_NATIONWIDE = "US"


@dataclass(frozen=True)
class StatePanel:
    """
    The form with its answer.

    `error` is a line for a state that there is not; `unknown` says of which professions nothing is known there.
    """

    choices: tuple[Choice, ...]
    state: str
    error: str
    answers: Table | None
    unknown: str


def state_panel(asked: str) -> StatePanel:
    """Give who may needle in the state that was asked for, by the two letters of the Postal Service."""
    state = asked.strip().upper()
    known = sorted({row.state for row in knowledge.scope_of_practice()} - {_NATIONWIDE})
    chosen = state if state in known else ""
    rows = _rows(chosen) if chosen else ()
    return StatePanel(
        choices=tuple(Choice(code, code, is_chosen=code == chosen) for code in known),
        state=chosen,
        error=_("Choose a state from the list: we do not know the one that was asked for.") if state != chosen else "",
        answers=scope_table(rows) if rows else None,
        unknown=_unknown(rows) if rows else "",
    )


def _rows(state: str) -> tuple[knowledge.ScopeOfPractice, ...]:
    """Give the rows of a state, and those for the whole country of which it says nothing itself."""
    own = tuple(row for row in knowledge.scope_of_practice() if row.state == state)
    answered = {row.specialty for row in own}
    everywhere = (row for row in knowledge.scope_of_practice() if row.state == _NATIONWIDE)
    return (*own, *(row for row in everywhere if row.specialty not in answered))


def _unknown(rows: tuple[knowledge.ScopeOfPractice, ...]) -> str:
    needling = next(row for row in knowledge.treatments() if row.id == NEEDLING)
    answered = {row.specialty for row in rows}
    others = [specialty_name(one) for one in needling.specialties if one not in answered]
    if not others:
        return ""
    return _("We found no answer for: %(professions)s. That is not a yes.") % {"professions": joined(others)}
