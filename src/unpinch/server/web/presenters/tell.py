"""The first page: what stands beside the box for one's own words."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch import knowledge
from unpinch.kernel import CareLevel

from .wording import SourcedLine

# The signs that are asked here, in this order: those that can cost a bladder, a leg or a life within hours.
_SIGNS = ("saddle_numbness", "bladder_trouble", "bowel_trouble", "both_legs_weak", "cold_pale_leg", "chest_pain")


@dataclass(frozen=True)
class TellPage:
    """The questions of the emergency box, and where they come from."""

    emergency_signs: tuple[SourcedLine, ...]
    sources: tuple[str, ...]


def tell_page() -> TellPage:
    """Give the page."""
    signs = emergency_signs()
    return TellPage(emergency_signs=signs, sources=tuple(dict.fromkeys(sign.source for sign in signs)))


def emergency_signs() -> tuple[SourcedLine, ...]:
    """Give one question for each sign that calls for emergency care by itself."""
    asked = [flag for flag in knowledge.red_flags() if flag.row_type is knowledge.RedFlagRow.QUESTION and flag.question]
    urgent = [flag for flag in asked if flag.level is CareLevel.EMERGENCY_NOW]
    first: dict[str, SourcedLine] = {}
    for flag in urgent:
        for finding in flag.findings:
            first.setdefault(finding, SourcedLine(words=flag.question, source=flag.source_url))
    return tuple(dict.fromkeys(first[sign] for sign in _SIGNS if sign in first))
