"""Whether something a person said speaks against needles, and what to ask first."""

from __future__ import annotations

from collections.abc import Iterator

from unpinch import knowledge
from unpinch.kernel import CareLevel, NeedlingAnswer, NeedlingScreen, Reason, Side, Text, Understanding, say
from unpinch.knowledge import NeedlingCaution, NeedlingKind

from ._triage import assess

_SPEAKS_AGAINST = {NeedlingKind.ABSOLUTE, NeedlingKind.RELATIVE, NeedlingKind.PRECAUTION}
_EMERGENCY_CAUTION = "medical_emergency"
_UNWILLING_CAUTION = "unwilling"
_NEEDLES = frozenset({"dry_needling", "acupuncture"})


def screen_needling(*, understanding: Understanding) -> NeedlingScreen:
    """
    Say whether needling may be thought of: `avoid`, `ask_first` or `ok`.

    `ok` means that nothing that was said speaks against it, not that it was looked into. What forbids a needle in one
    place only (swollen limb, infected skin) means asking where that place is on one side and the pain on the other.

    Parameters
    ----------
    understanding
        From `language.understand`, with the person's answers put in.

    Returns
    -------
    NeedlingScreen
        With one reason for each caution, the strictest first.

    References
    ----------
    Each caution carries its own: `knowledge/data/needling_safety.csv`.
    """
    raised = sorted(_raised(understanding), key=lambda pair: not _forbids(understanding, *pair))
    reasons = tuple(
        Reason(finding=word, text=caution_words(caution), source=caution.source_url) for word, caution in raised
    )
    if any(_forbids(understanding, word, caution) for word, caution in raised):
        return NeedlingScreen(status=NeedlingAnswer.AVOID, reasons=reasons)
    return NeedlingScreen(status=NeedlingAnswer.ASK_FIRST if raised else NeedlingAnswer.OK, reasons=reasons)


def _raised(understanding: Understanding) -> Iterator[tuple[str, NeedlingCaution]]:
    """Give each caution with the finding that raises it; each finding is judged by its own rows only."""
    present = understanding.present()
    triage = assess(understanding=understanding)
    refuses = _NEEDLES.issubset(understanding.request.avoid)
    for caution in knowledge.needling_cautions():
        if caution.kind not in _SPEAKS_AGAINST:
            continue
        if caution.id == _EMERGENCY_CAUTION and triage.level is CareLevel.EMERGENCY_NOW:
            yield triage.reasons[0].finding, caution
        elif caution.id == _UNWILLING_CAUTION and refuses:
            yield "", caution
        else:
            yield from ((word, caution) for word in caution.findings if word in present)


def _forbids(understanding: Understanding, word: str, caution: NeedlingCaution) -> bool:
    """Say whether a caution rules needles out: one of a place only where the needle might go."""
    if caution.kind is not NeedlingKind.ABSOLUTE:
        return False
    return caution.applies_to != "region" or not _is_on_other_side(understanding, word)


def _is_on_other_side(understanding: Understanding, word: str) -> bool:
    """Say whether all pain is on the one side of the body and this finding on the other."""
    side = next((finding.side for finding in understanding.findings if finding.id == word), None)
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(side) if side else None
    sides = {mark.side for mark in understanding.pain.regions}
    return other is not None and sides == {other}


def caution_words(caution: NeedlingCaution) -> Text:
    """Give what a caution is, what to do about it, and what to ask, in one text."""
    advice = say(caution.what_to_do or caution.hazard)
    if not caution.ask:
        return say("{item}. {advice}", item=say(caution.item), advice=advice)
    return say(
        "{item}. {advice} You can ask: “{question}”",
        item=say(caution.item),
        advice=advice,
        question=say(caution.ask),
    )
