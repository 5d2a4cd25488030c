"""Which rules fire, and the level of care that follows."""

from __future__ import annotations

from collections.abc import Iterable

from unpinch import knowledge
from unpinch.kernel import CareLevel, PainPicture, Reason, Triage, Understanding, say

from ._signs import emergency_signs


def assess(*, understanding: Understanding) -> Triage:
    """
    Give the level of care, with the reasons and what to do.

    Every rule whose findings are present fires; the most urgent one decides. A rule needs its findings said: what was
    not mentioned neither fires a rule nor speaks against one, so a further warning sign can never lower the level. A
    sign that is only suspected (`understanding.suspected`) decides nothing: it is asked about (`questions`). The
    `routine` answer says what to watch for and never that all is well.

    Parameters
    ----------
    understanding
        From `language.understand`, with the person's answers put in.

    Returns
    -------
    Triage
        Reasons most urgent first; `ask` lists the emergency signs that were not mentioned.

    References
    ----------
    Each rule carries its own: `knowledge/data/triage_rules.csv`.
    """
    present = understanding.present()
    new = frozenset(finding.id for finding in understanding.findings if finding.is_new)
    fired = [rule for rule in knowledge.triage_rules() if _fires(rule, present, new, understanding.pain)]
    level = max((rule.level for rule in fired), key=lambda found: found.urgency, default=CareLevel.ROUTINE)
    return Triage(
        level=level,
        reasons=_one_a_finding(_reason(rule, present) for rule in _worth_saying(fired, level)),
        what_to_do=tuple(dict.fromkeys(say(rule.what_to_do) for rule in fired if rule.level is level)),
        ask=tuple(sign for sign in emergency_signs() if sign not in _mentioned(understanding)),
    )


def _fires(rule: knowledge.TriageRule, present: frozenset[str], new: frozenset[str], pain: PainPicture) -> bool:
    return (
        present.issuperset(rule.all_of)
        and len(present.intersection(rule.any_of)) >= rule.min_any
        and present.isdisjoint(rule.none_of)
        and _is_of_age(rule, pain.age_years)
        and (_is_recent_enough(rule, pain.duration_days) or not new.isdisjoint((*rule.all_of, *rule.any_of)))
    )


def _is_of_age(rule: knowledge.TriageRule, age_years: int | None) -> bool:
    if rule.min_age_years is None and rule.max_age_years is None:
        return True
    if age_years is None:
        return False
    return (rule.min_age_years or 0) <= age_years and (rule.max_age_years is None or age_years <= rule.max_age_years)


def _is_recent_enough(rule: knowledge.TriageRule, duration_days: int | None) -> bool:
    # Pain of unknown length counts as recent: the rules that ask are those where recent is the urgent case.
    return rule.max_duration_days is None or duration_days is None or duration_days <= rule.max_duration_days


def _reason(rule: knowledge.TriageRule, present: frozenset[str]) -> Reason:
    finding = next((word for word in (*rule.all_of, *rule.any_of) if word in present), "")
    return Reason(finding=finding, text=say(rule.why), source=rule.source_url)


def _worth_saying(fired: Iterable[knowledge.TriageRule], level: CareLevel) -> list[knowledge.TriageRule]:
    """Leave out "nothing is on our list" where something is, and put the most urgent first."""
    worth = [rule for rule in fired if rule.level is level or rule.level is not CareLevel.ROUTINE]
    return sorted(worth, key=lambda rule: -rule.level.urgency)


def _one_a_finding(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Keep the first, most urgent reason of each finding."""
    kept: dict[str, Reason] = {}
    for reason in reasons:
        kept.setdefault(reason.finding, reason)
    return tuple(kept.values())


def _mentioned(understanding: Understanding) -> frozenset[str]:
    return frozenset(finding.id for finding in understanding.findings)
