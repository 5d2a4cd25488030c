"""Rules in words: which findings, ages and durations one asks for, where it was read and who has signed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from unpinch import knowledge
from unpinch.kernel import CareLevel


@dataclass(frozen=True)
class FindingLink:
    """A finding by its meaning; `id` names its place on the page."""

    id: str
    meaning: str


@dataclass(frozen=True)
class Condition:
    """One thing that must hold for a rule to fire, with the findings it speaks of."""

    words: str
    findings: tuple[FindingLink, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """Where a fact was read, how good that place is, when, and which clinician has signed it (empty: nobody yet)."""

    source: str
    tier: str
    checked: str
    review: str
    signed_by: str


def provenance(fact: knowledge.Fact) -> Provenance:
    """Give the provenance of a fact."""
    return Provenance(
        source=fact.source_url,
        tier=fact.source_tier.value,
        checked=fact.checked_date.isoformat(),
        review=fact.next_review_date.isoformat(),
        signed_by=fact.checked_by,
    )


@cache
def _meanings() -> dict[str, str]:
    return {finding.id: finding.meaning for finding in knowledge.findings()}


def finding_links(ids: Iterable[str]) -> tuple[FindingLink, ...]:
    """Name findings by their meanings."""
    return tuple(FindingLink(finding, _(_meanings()[finding])) for finding in ids)


def conditions(rule: knowledge.TriageRule) -> tuple[Condition, ...]:
    """Give all that must hold for a rule to fire."""
    said = tuple(condition for condition in (_all_of(rule), _any_of(rule), _none_of(rule)) if condition)
    limits = (
        rule.min_age_years is not None
        and _("Says that they are %(years)d or older. An age that was not said does not count.")
        % {"years": rule.min_age_years},
        rule.max_age_years is not None
        and _("Says that they are %(years)d or younger. An age that was not said does not count.")
        % {"years": rule.max_age_years},
        rule.max_duration_days is not None
        and _(
            "The pain has lasted %(days)d days or less, or its length was not said, or one of these is said to be new."
        )
        % {"days": rule.max_duration_days},
    )
    found = (*said, *(Condition(words) for words in limits if words))
    return found or (Condition(_("Always. It is what we say where no other rule fires.")),)


def _all_of(rule: knowledge.TriageRule) -> Condition | None:
    if not rule.all_of:
        return None
    return Condition(_("Says all of these:") if len(rule.all_of) > 1 else _("Says:"), finding_links(rule.all_of))


def _any_of(rule: knowledge.TriageRule) -> Condition | None:
    if not rule.any_of:
        return None
    return Condition(_("Says at least %(count)d of these:") % {"count": rule.min_any}, finding_links(rule.any_of))


def _none_of(rule: knowledge.TriageRule) -> Condition | None:
    if not rule.none_of:
        return None
    return Condition(_("Says none of these:"), finding_links(rule.none_of))


def level_words(level: CareLevel) -> str:
    """Name a level of care, for a clinician."""
    return {
        CareLevel.EMERGENCY_NOW: _("Emergency: at once"),
        CareLevel.SAME_DAY: _("The same day"),
        CareLevel.WITHIN_2_WEEKS: _("Within two weeks"),
        CareLevel.ROUTINE: _("Routine: no rule above fires"),
    }[level]


def group_words(group: str) -> str:
    """Name a group of findings."""
    known = {
        "red_flag": _("Warning signs"),
        "nerve": _("Nerves"),
        "pain": _("Pain"),
        "quality": _("What the pain is like"),
        "pattern": _("What makes it better or worse"),
        "history": _("What was before"),
        "needling": _("Before a needle"),
        "impact": _("Sleep and work"),
    }
    return known.get(group, group.replace("_", " "))
