"""What was told, checked and put in order, so that the same story always gives the same answer."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unpinch import knowledge
from unpinch.kernel import Finding, FindingStatus, Mark, Side, UnpinchError

from ._answers import LegPain, statuses
from ._maps import buttock_regions, leg_area, leg_regions

# What a person says and what therefore is so.
IMPLIES = {
    "pain_below_knee": "leg_pain",
    "pain_both_legs": "leg_pain",
    "leg_worse_than_back": "leg_pain",
    "foot_drop": "weakness",
    "worsening_weakness": "weakness",
}

# Where one finding was told twice, what is there goes before what is not, and both before the past.
_LOUDER_LAST = (FindingStatus.PAST, FindingStatus.ABSENT, FindingStatus.PRESENT)


class UnknownRegion(UnpinchError):
    """A mark names a region that is not on the body chart."""


class UnknownFinding(UnpinchError):
    """A finding is not one of the vocabulary."""


@dataclass(frozen=True)
class Told:
    """
    What was told, without repeats.

    `regions` in the order of `body_regions.csv`; `known` says of findings that they are there or are said not to be;
    `leg_pain_said` is what the words alone say of leg pain, None for nothing.
    """

    regions: tuple[str, ...]
    known: Mapping[str, bool]
    leg_pain_said: bool | None
    age_years: int | None
    is_empty: bool


def told_from(*, marks: Sequence[Mark], findings: Sequence[Finding], age_years: int | None) -> Told:
    """
    Put marks and findings together, in an order of their own.

    Raises
    ------
    UnknownRegion, UnknownFinding
        If a mark or finding is not in the vocabulary.
    """
    _check(marks=marks, findings=findings)
    said: dict[str, FindingStatus] = {}
    for finding in sorted(findings, key=lambda one: _LOUDER_LAST.index(one.status)):
        said[finding.id] = finding.status
    known = statuses(said)
    known |= {meant: True for one, meant in IMPLIES.items() if known.get(one)}
    leg_pain_said = known.get("leg_pain")
    marked = {mark.region for mark in marks}
    if marked & leg_regions():
        known["leg_pain"] = True
    if _on_both_sides(marks):
        known["pain_both_legs"] = True
    regions = tuple(region.id for region in knowledge.body_regions() if region.id in marked)
    is_empty = not (marks or findings or age_years is not None)
    return Told(regions, known, leg_pain_said, age_years, is_empty)


def leg_pain_for(*, structure: str, told: Told) -> LegPain:
    """
    Say what is known about leg pain that a structure could cause.

    A mark counts for those structures alone that are felt there: pain at the back of the thigh is leg pain, but not of
    an upper root. So a mark never helps a structure that does not refer to it.
    """
    area, marked = leg_area(structure), frozenset(told.regions)
    if marked & area & leg_regions():
        return LegPain.THERE
    if told.leg_pain_said and not marked & leg_regions():
        return LegPain.THERE
    if told.leg_pain_said is False:
        return LegPain.DENIED
    # Pain of a root may end in the buttock, and a mark there leaves open whether it does.
    return LegPain.NOT_MARKED if marked and not marked & area else LegPain.NOT_KNOWN


def _on_both_sides(marks: Sequence[Mark]) -> bool:
    sides = {mark.side for mark in marks if mark.region in leg_regions() | buttock_regions()}
    return Side.BOTH in sides or {Side.LEFT, Side.RIGHT} <= sides


def _check(*, marks: Sequence[Mark], findings: Sequence[Finding]) -> None:
    regions = [region.id for region in knowledge.body_regions()]
    for mark in marks:
        if mark.region not in regions:
            hint = _hint(mark.region, regions, file="body_regions.csv")
            raise UnknownRegion(f"{mark.region!r:.60} is not a region of the body chart. {hint}")
    known = [finding.id for finding in knowledge.findings()]
    for finding in findings:
        if finding.id not in known:
            raise UnknownFinding(
                f"{finding.id!r:.60} is not a finding we know. {_hint(finding.id, known, file='findings.csv')}"
            )


def _hint(word: str, allowed: Sequence[str], *, file: str) -> str:
    containing = [one for one in allowed if word and word in one]
    near = containing[:3] or difflib.get_close_matches(word, allowed, n=3) or allowed[:3]
    return f"Use an id of {file}, for example {', '.join(near)}."
