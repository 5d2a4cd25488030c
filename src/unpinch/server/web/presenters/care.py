"""How urgent it is and what to do, in words a frightened person can act on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch import knowledge
from unpinch.kernel import CareLevel, Text, Triage

from .wording import SourcedLine, sourced_lines

CRISIS_FINDING = "self_harm_thoughts"


@dataclass(frozen=True)
class CarePanel:
    """How urgent, what to do, and why."""

    level: str
    is_emergency: bool
    is_crisis: bool
    heading: str
    what_to_do: tuple[Text, ...]
    reasons: tuple[SourcedLine, ...]


def care_panel(triage: Triage) -> CarePanel:
    """Say how urgent it is; each reason leads to its rule."""
    findings = {reason.finding for reason in triage.reasons}
    return CarePanel(
        level=triage.level.value,
        is_emergency=triage.level is CareLevel.EMERGENCY_NOW,
        is_crisis=CRISIS_FINDING in findings,
        heading=_("Talk to someone now") if findings == {CRISIS_FINDING} else _level_heading(triage.level),
        what_to_do=triage.what_to_do,
        reasons=tuple(replace(line, rule=_rule_address(line.words)) for line in sourced_lines(triage.reasons)),
    )


def _level_heading(level: CareLevel) -> str:
    return {
        CareLevel.EMERGENCY_NOW: _("Get emergency help now"),
        CareLevel.SAME_DAY: _("Speak to a clinician today"),
        CareLevel.WITHIN_2_WEEKS: _("See a clinician within two weeks"),
        CareLevel.ROUTINE: _("You named none of the warning signs we look for"),
    }[level]


def _rule_address(why: Text | str) -> str:
    template = why.template if isinstance(why, Text) else why
    rule = _rules_by_why().get(template)
    return f"{reverse('rules')}#rule-{rule}" if rule else ""


@cache
def _rules_by_why() -> dict[str, str]:
    # A reason carries its sentence and not its rule; no two rules say the same, which a test holds.
    return {rule.why: rule.id for rule in knowledge.triage_rules()}
