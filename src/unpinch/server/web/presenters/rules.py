"""The page on which a clinician reads every rule, made of the data that decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unpinch import knowledge
from unpinch.kernel import CareLevel
from unpinch.knowledge import NeedlingCaution, NeedlingKind, RedFlag, RedFlagRow

from .evidence_filters import Choice
from .lexicon import FindingGroup, ListRow, finding_groups, word_lists
from .rule_words import (
    Condition,
    FindingLink,
    Provenance,
    conditions,
    finding_links,
    group_words,
    level_words,
    provenance,
)
from .wording import treatment_name

Chooses = Callable[[Iterable[str]], bool]
_SCREENED = (NeedlingKind.ABSOLUTE, NeedlingKind.RELATIVE, NeedlingKind.PRECAUTION)
_EFFECTS = (NeedlingKind.ADVERSE_EVENT, NeedlingKind.ADVERSE_EVENT_RATE)
_HAZARDS = (NeedlingKind.ANATOMICAL_HAZARD, NeedlingKind.ANATOMICAL_INFORMATION)


@dataclass(frozen=True)
class RuleRow:
    """One rule of the level of care, in words."""

    id: str
    name: str
    conditions: tuple[Condition, ...]
    why: str
    what_to_do: str
    basis: str
    flags: tuple[tuple[str, str], ...]
    provenance: Provenance


@dataclass(frozen=True)
class LevelSection:
    """The rules that call for one level."""

    id: str
    heading: str
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True)
class CautionRow:
    """One caution about needles; `raised_by` is what raises it where that is no finding."""

    item: str
    hazard: str
    findings: tuple[FindingLink, ...]
    raised_by: str
    place: str
    what_to_do: str
    ask: str
    provenance: Provenance


@dataclass(frozen=True)
class CautionSection:
    """The cautions of one kind."""

    id: str
    heading: str
    explanation: str
    cautions: tuple[CautionRow, ...]


@dataclass(frozen=True)
class TreatmentCautionRow:
    """What to ask before a treatment."""

    findings: tuple[FindingLink, ...]
    treatments: str
    advice: str
    provenance: Provenance


@dataclass(frozen=True)
class FlagRow:
    """One warning sign as it is asked about, with what it may mean and what was published of it."""

    id: str
    question: str
    flag: str
    may_mean: str
    findings: tuple[FindingLink, ...]
    level: str
    basis: str
    figures: str
    provenance: Provenance


@dataclass(frozen=True)
class FlagSection:
    """The rows of one type."""

    id: str
    heading: str
    explanation: str
    flags: tuple[FlagRow, ...]


@dataclass(frozen=True)
class RulesPage:
    """
    Everything on the page; `chosen` is the group of findings it is cut down to, empty for all.

    The phrases, and the `lists` they use, stand on the pages of the groups: together they are a megabyte and a half.
    """

    chosen: str
    groups: tuple[Choice, ...]
    levels: tuple[LevelSection, ...]
    needling: tuple[CautionSection, ...]
    treatments: tuple[TreatmentCautionRow, ...]
    findings: tuple[FindingGroup, ...]
    lists: tuple[ListRow, ...]
    flags: tuple[FlagSection, ...]
    rules_count: int
    facts_count: int
    signed_count: int
    findings_count: int
    phrases_count: int


def known_group(asked: str) -> str:
    """Give the group of findings that was asked for, or nothing."""
    return asked if asked in {finding.group for finding in knowledge.findings()} else ""


def rules_page(*, group: str) -> RulesPage:
    """Give the page; `group` cuts it down to what concerns the findings of one group, empty is all but the phrases."""
    in_group = {finding.id for finding in knowledge.findings() if group in ("", finding.group)}

    def chooses(findings: Iterable[str]) -> bool:
        return not group or not in_group.isdisjoint(findings)

    rules = [rule for rule in knowledge.triage_rules() if chooses((*rule.all_of, *rule.any_of, *rule.none_of))]
    cautions = [row for row in knowledge.needling_cautions() if chooses(row.findings)]
    treatments = [row for row in knowledge.treatment_cautions() if chooses(row.findings)]
    flags = [row for row in knowledge.red_flags() if chooses(row.findings)]
    facts: list[knowledge.Fact] = [*rules, *cautions, *treatments, *flags]
    findings = finding_groups(only=group)
    return RulesPage(
        chosen=group,
        groups=_groups(group),
        levels=_levels(rules),
        needling=_needling(cautions),
        treatments=tuple(_treatment(row) for row in treatments),
        findings=findings,
        lists=word_lists(findings) if group else (),
        flags=_flags(flags),
        rules_count=len(rules),
        facts_count=len(facts),
        signed_count=sum(1 for fact in facts if fact.checked_by),
        findings_count=sum(len(each.findings) for each in findings),
        phrases_count=sum(row.count for each in findings for row in each.findings),
    )


def _groups(chosen: str) -> tuple[Choice, ...]:
    names = dict.fromkeys(finding.group for finding in knowledge.findings())
    return (
        Choice("", _("all findings"), not chosen),
        *(Choice(name, group_words(name), name == chosen) for name in names),
    )


def _levels(rules: list[knowledge.TriageRule]) -> tuple[LevelSection, ...]:
    sections = (
        LevelSection(level.value, level_words(level), tuple(_rule(rule) for rule in rules if rule.level is level))
        for level in CareLevel
    )
    return tuple(section for section in sections if section.rules)


def _rule(rule: knowledge.TriageRule) -> RuleRow:
    names = {flag.id: flag.flag for flag in knowledge.red_flags()}
    return RuleRow(
        id=rule.id,
        name=rule.id.replace("_", " "),
        conditions=conditions(rule),
        why=rule.why,
        what_to_do=rule.what_to_do,
        basis=rule.basis,
        flags=tuple((flag, _(names[flag])) for flag in rule.red_flags),
        provenance=provenance(rule),
    )


def _needling(cautions: list[NeedlingCaution]) -> tuple[CautionSection, ...]:
    parts: tuple[tuple[str, tuple[NeedlingKind, ...], str, str], ...] = (
        (
            "absolute",
            _SCREENED[:1],
            _("Speaks against needling"),
            _("For the whole person: needling is left out. For one place only: it is asked about first."),
        ),
        ("relative", _SCREENED[1:2], _("Ask first: a reason for care"), _("Needling may do; it is asked about first.")),
        ("precaution", _SCREENED[2:], _("Ask first: a precaution"), _("Needling may do; it is asked about first.")),
        (
            "hazards",
            _HAZARDS,
            _("Hazards of single muscles and places"),
            _("Shown with the muscle. They raise nothing."),
        ),
        ("effects", _EFFECTS, _("Unwanted effects"), _("Shown as information. They raise nothing.")),
    )
    sections = (
        CautionSection(name, heading, words, tuple(_caution(row) for row in cautions if row.kind in kinds))
        for name, kinds, heading, words in parts
    )
    return tuple(section for section in sections if section.cautions)


def _caution(row: NeedlingCaution) -> CautionRow:
    return CautionRow(
        item=row.item,
        hazard=row.hazard,
        findings=finding_links(row.findings),
        raised_by=_raised_by(row) if row.kind in _SCREENED else "",
        place=_place(row.applies_to),
        what_to_do=row.what_to_do,
        ask=row.ask,
        provenance=provenance(row),
    )


def _raised_by(row: NeedlingCaution) -> str:
    # The two that `safety` raises otherwise than by a finding.
    special = {
        "medical_emergency": _("any rule of the level “emergency”"),
        "unwilling": _("not wanting needles at all (neither dry needling nor acupuncture)"),
    }
    nothing = "" if row.findings else _("nothing that a person types: it is for the clinician to ask")
    return special.get(row.id, nothing)


def _place(applies_to: str) -> str:
    known = {"person": _("the whole person"), "region": _("one place on the body")}
    return known.get(applies_to, _(applies_to))


def _treatment(row: knowledge.TreatmentCaution) -> TreatmentCautionRow:
    return TreatmentCautionRow(
        findings=finding_links(row.findings),
        treatments=", ".join(treatment_name(name) for name in row.treatments),
        advice=row.advice,
        provenance=provenance(row),
    )


def _flags(flags: list[RedFlag]) -> tuple[FlagSection, ...]:
    parts = (
        (RedFlagRow.QUESTION, _("Questions"), _("What can be asked of a person, and what a yes may mean.")),
        (RedFlagRow.RULE, _("Signs taken together"), _("Facts about several signs at once. They are not asked.")),
        (RedFlagRow.CONTEXT, _("About warning signs"), _("Numbers to weigh the signs with. They never raise a level.")),
    )
    sections = (
        FlagSection(kind.value, heading, words, tuple(_flag(row) for row in flags if row.row_type is kind))
        for kind, heading, words in parts
    )
    return tuple(section for section in sections if section.flags)


def _flag(row: RedFlag) -> FlagRow:
    return FlagRow(
        id=row.id,
        question=row.question,
        flag=row.flag,
        may_mean=row.may_mean,
        findings=finding_links(row.findings),
        level=level_words(row.level) if row.row_type is not RedFlagRow.CONTEXT else "",
        basis=row.basis,
        figures="; ".join(_figures(row)),
        provenance=provenance(row),
    )


def _figures(row: RedFlag) -> list[str]:
    numbers: tuple[tuple[str, Any], ...] = (
        (_("sensitivity %(value)s"), row.sensitivity),
        (_("specificity %(value)s"), row.specificity),
        (_("positive likelihood ratio %(value)s"), row.lr_pos),
    )
    said = [words % {"value": f"{value:g}"} for words, value in numbers if value is not None]
    return [*said, *(_(words) for words in (row.other_stat, row.population) if words)]
