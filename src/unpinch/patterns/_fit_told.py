"""What was told, checked and put in order, so that the same story always gives the same answer."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unpinch import knowledge
from unpinch.kernel import Finding, FindingStatus, Mark, MarkKind, Side, UnpinchError

from ._maps import buttock_regions, leg_regions
from ._model import Case
from ._signs import answered_signs, examined_signs, is_known_when_negative

# What a person says and what therefore is so.
IMPLIES = {
    "pain_below_knee": "leg_pain",
    "pain_both_legs": "leg_pain",
    "leg_worse_than_back": "leg_pain",
    "foot_drop": "weakness",
    "worsening_weakness": "weakness",
}

# Who says that sitting makes it worse has said that sitting does not ease it.
_OPPOSITES = {"worse_sitting": "better_sitting", "better_sitting": "worse_sitting"}
# Where one finding was told twice, what is there goes before what is not, and both before the past.
_LOUDER_LAST = (FindingStatus.PAST, FindingStatus.ABSENT, FindingStatus.PRESENT)


class UnknownRegion(UnpinchError):
    """A mark names a region that is not on the body chart."""


class UnknownFinding(UnpinchError):
    """A finding is not one of the vocabulary."""


class UnknownExamination(UnpinchError):
    """An examination is not one whose figures we know."""


@dataclass(frozen=True)
class Examination:
    """One test of an examination, by its id in `examinations()`, and whether it was positive."""

    id: str
    is_positive: bool


@dataclass(frozen=True)
class Told:
    """
    What was told, without repeats.

    `regions` are those with a mark of any kind, in the order of `body_regions.csv`; `known` says of findings that they
    are there or are said not to be; `case` is what the model takes of it.
    """

    regions: tuple[str, ...]
    known: Mapping[str, bool]
    case: Case
    is_empty: bool


def told_from(
    *,
    marks: Sequence[Mark],
    findings: Sequence[Finding],
    age_years: int | None,
    examinations: Sequence[Examination] = (),
) -> Told:
    """
    Put marks, findings and examinations together, in an order of their own.

    Raises
    ------
    UnknownRegion, UnknownFinding, UnknownExamination
        If a mark, finding or examination is not in the vocabulary.
    """
    _check(marks=marks, findings=findings)
    known = _known(findings)
    if _on_both_sides(marks):
        known["pain_both_legs"] = True
    marked = {mark.region for mark in marks}
    regions = tuple(region.id for region in knowledge.body_regions() if region.id in marked)
    case = Case(
        regions=frozenset(regions),
        leg=known.get("leg_pain"),
        below_knee=known.get("pain_below_knee"),
        signs=_signs(known, examinations),
        age_years=age_years,
    )
    is_empty = not (marks or findings or examinations or age_years is not None)
    return Told(regions, known, case, is_empty)


def _known(findings: Sequence[Finding]) -> dict[str, bool]:
    """Give what is there and what is not, with what follows from it; what lies in the past says nothing."""
    said: dict[str, FindingStatus] = {}
    for finding in sorted(findings, key=lambda one: _LOUDER_LAST.index(one.status)):
        said[finding.id] = finding.status
    known = {one: status is FindingStatus.PRESENT for one, status in said.items() if status is not FindingStatus.PAST}
    for one, opposite in _OPPOSITES.items():
        if known.get(one):
            known.setdefault(opposite, False)
    return known | {meant: True for one, meant in IMPLIES.items() if known.get(one)}


def _signs(known: Mapping[str, bool], examinations: Sequence[Examination]) -> tuple[tuple[str, bool], ...]:
    answered = {sign: known[sign] for sign in answered_signs() if sign in known}
    examined: dict[str, bool] = {}
    for one in examinations:
        if one.id not in examined_signs():
            hint = _hint(one.id, list(examined_signs()), file="the list of examinations")
            raise UnknownExamination(f"{one.id!r:.60} is not an examination we know. {hint}")
        # Told twice, positive goes before negative, as with findings.
        examined[one.id] = one.is_positive or examined.get(one.id, False)
    counted = {one: came_out for one, came_out in examined.items() if came_out or is_known_when_negative(one)}
    return tuple(sorted({**answered, **counted}.items()))


def uncounted(examinations: Sequence[Examination]) -> tuple[str, ...]:
    """Give the examinations whose negative result nobody has studied, so that it cannot count."""
    positive = {one.id for one in examinations if one.is_positive}
    silent = (one.id for one in examinations if one.id not in positive and not is_known_when_negative(one.id))
    return tuple(dict.fromkeys(silent))


def _on_both_sides(marks: Sequence[Mark]) -> bool:
    """Say whether both sides hurt; numb or weak legs do not have to."""
    painful = [mark for mark in marks if mark.kind is MarkKind.PAIN]
    sides = {mark.side for mark in painful if mark.region in leg_regions() | buttock_regions()}
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
