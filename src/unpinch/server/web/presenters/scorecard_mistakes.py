"""Every text that was read wrongly, the worst kind of mistake first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unpinch.kernel import CareLevel

from .scorecard_words import findings_named, set_words, short_level, thing_words

_KINDS = ("missed_emergency", "too_low", "too_high", "findings", "other")


@dataclass(frozen=True)
class Mistake:
    """One text and what is wrong, as pairs of what it is about and words; `lang` is empty where it is not known."""

    text: str
    lang: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MistakeGroup:
    """The mistakes of one kind; the worst are not folded away."""

    heading: str
    is_open: bool
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class MistakeSet:
    """The mistakes of one set."""

    id: str
    heading: str
    count: int
    of: int
    groups: tuple[MistakeGroup, ...]


def mistake_sets(sets: Mapping[str, Mapping[str, Any]]) -> tuple[MistakeSet, ...]:
    """Give the mistakes of every set."""
    return tuple(
        MistakeSet(
            id=f"mistakes-{name}",
            heading=set_words(name)[0],
            count=len(scored["wrong"]),
            of=scored["all"]["texts"],
            groups=_groups(scored["wrong"]),
        )
        for name, scored in sets.items()
    )


def _groups(wrong: Iterable[Mapping[str, Any]]) -> tuple[MistakeGroup, ...]:
    by_kind: dict[str, list[Mistake]] = {kind: [] for kind in _KINDS}
    for one in wrong:
        by_kind[_kind(one)].append(_mistake(one))
    headings = {
        "missed_emergency": _("An emergency that we did not call one"),
        "too_low": _("Less urgent than right"),
        "too_high": _("More urgent than right"),
        "findings": _("The level is right; a finding was missed, or heard and is not there"),
        "other": _("Level and findings are right; something else is not"),
    }
    return tuple(
        MistakeGroup(headings[kind], is_open=kind == _KINDS[0], mistakes=tuple(mistakes))
        for kind, mistakes in by_kind.items()
        if mistakes
    )


def _kind(one: Mapping[str, Any]) -> str:
    if one["level_accepted"]:
        return "findings" if one["missed"] or one["false"] else "other"
    if one["right_level"] == CareLevel.EMERGENCY_NOW.value:
        return "missed_emergency"
    return "too_low" if CareLevel(one["level"]).urgency < CareLevel(one["right_level"]).urgency else "too_high"


def _mistake(one: Mapping[str, Any]) -> Mistake:
    said = (
        not one["level_accepted"] and (_("We said"), short_level(one["level"])),
        not one["level_accepted"] and (_("Right"), short_level(one["right_level"])),
        one["missed"] and (_("Missed"), findings_named(one["missed"])),
        one["false"] and (_("Heard, not there"), findings_named(one["false"])),
        one["other"] and (_("Not read rightly"), "; ".join(thing_words(name) for name in one["other"])),
    )
    return Mistake(text=one["text"], lang=one.get("lang", ""), lines=tuple(line for line in said if line))
