"""What follows from a warning sign that is only suspected: the careful level, and why we say so."""

from __future__ import annotations

from functools import cache

from unpinch import knowledge
from unpinch.kernel import CareLevel, Reason, Understanding, say


@cache
def _alone() -> dict[str, knowledge.TriageRule]:
    """Give, for each sign that alone calls for an emergency, the first rule that says so."""
    rules: dict[str, knowledge.TriageRule] = {}
    for rule in knowledge.triage_rules():
        if rule.level is CareLevel.EMERGENCY_NOW and len(rule.all_of) == 1 and not rule.min_any:
            rules.setdefault(rule.all_of[0], rule)
    return rules


def suspicions(understanding: Understanding) -> tuple[tuple[Reason, knowledge.TriageRule], ...]:
    """
    Give the reasons for emergency signs that are suspected, each with its rule.

    A sign the person spoke of, or answered about, is no longer only suspected.
    """
    said = {finding.id for finding in understanding.findings}
    return tuple(
        (_reason(finding.id, finding.quote, _alone()[finding.id]), _alone()[finding.id])
        for finding in understanding.suspected
        if finding.id not in said and finding.id in _alone()
    )


def _reason(sign: str, quote: str, rule: knowledge.TriageRule) -> Reason:
    text = say(
        "You wrote: “{quote}”. We are not sure that we understand it. It may mean this: {why}",
        quote=quote,
        why=say(rule.why),
    )
    return Reason(finding=sign, text=text, source=rule.source_url)
