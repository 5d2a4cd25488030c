"""One labelled text held against what is understood of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unpinch import navigator
from unpinch.kernel import CareLevel, Finding, Mark, Side

from ._areas import AREAS
from ._texts import LabelledText


@dataclass(frozen=True)
class Judged:
    """
    One text with what was understood, in the words of its labels.

    `right` says of each thing that is labelled whether it was understood: `side`, `areas`, `severity`,
    `duration_days`, `needling`, `treatments`, `avoid`, `tried`, `zip`, `within_miles`, `insurer`, `absent`. What has no
    label is not in it.
    """

    text: LabelledText
    level: CareLevel
    present: frozenset[str]
    right: dict[str, bool]

    @property
    def missed(self) -> frozenset[str]:
        """Findings that are there and were not heard."""
        return self.text.present - self.present

    @property
    def false(self) -> frozenset[str]:
        """Findings that were heard and are not there."""
        return self.present - self.text.present - self.text.may

    @property
    def is_exact(self) -> bool:
        """Whether the level is the labelled one."""
        return self.level is self.text.triage

    @property
    def is_accepted(self) -> bool:
        """Whether the level is the labelled one or another that is right as well."""
        return self.is_exact or self.level in self.text.triage_ok


def judge(text: LabelledText) -> Judged:
    """Read one text as the site and the command do, and compare."""
    reading = navigator.read(story=navigator.Story(text=text.text))
    understood = reading.understanding
    pain, request = understood.pain, understood.request
    got = {
        "severity": pain.severity_0_10,
        "duration_days": pain.duration_days,
        "treatments": frozenset(request.treatments),
        "avoid": frozenset(request.avoid),
        "tried": frozenset(request.tried),
        "zip": request.zip_code,
        "within_miles": request.within_miles,
        "insurer": request.insurer,
    }
    right = {name: value == getattr(text, name) for name, value in got.items()}
    if text.needling:
        right["needling"] = reading.needling.status.value == text.needling
    if text.side:
        right["side"] = all(_side_of(name, understood.findings, pain.regions) == text.side[name] for name in text.side)
    if text.areas:
        regions = {mark.region for mark in pain.regions}
        right["areas"] = all(regions & AREAS[area] for area in text.areas)
    if text.absent:
        right["absent"] = text.absent <= understood.absent()
    return Judged(text=text, level=reading.triage.level, present=understood.present(), right=right)


def _side_of(name: str, findings: Iterable[Finding], marks: Iterable[Mark]) -> str | None:
    if name != "pain":
        return next((finding.side for finding in findings if finding.id == name), None)
    sides = {mark.side for mark in marks} - {None}
    return next(iter(sides)) if len(sides) == 1 else Side.BOTH if sides else None
