"""Which findings are emergency signs, and how to ask about a warning sign."""

from __future__ import annotations

from functools import cache

from unpinch import knowledge
from unpinch.kernel import CareLevel
from unpinch.knowledge import RedFlag, RedFlagRow, TriageRule

# A person in crisis is heard when they say so; the question is put to who may have, not to everybody with a sore back.
_NEVER_ASKED = frozenset({"self_harm_thoughts"})


@cache
def emergency_signs() -> tuple[str, ...]:
    """Give the findings that alone call for an emergency and may be asked about, in the order of the rules."""
    return tuple(sign for sign in emergency_rules() if sign not in _NEVER_ASKED)


@cache
def emergency_rules() -> dict[str, TriageRule]:
    """Give, for each finding that alone calls for an emergency, the first rule that says so."""
    rules: dict[str, TriageRule] = {}
    for rule in knowledge.triage_rules():
        if rule.level is CareLevel.EMERGENCY_NOW and len(rule.all_of) == 1 and not rule.min_any:
            rules.setdefault(rule.all_of[0], rule)
    return rules


@cache
def asked_as() -> dict[str, RedFlag]:
    """Give, for each finding, the question row that asks about it: the first one in the file."""
    rows: dict[str, RedFlag] = {}
    for row in knowledge.red_flags():
        if row.row_type is RedFlagRow.QUESTION:
            for finding in row.findings:
                rows.setdefault(finding, row)
    return rows
