"""What the needling screen asks about, said of an injection beside the spine."""

from __future__ import annotations

from dataclasses import replace

from unpinch import evidence, knowledge
from unpinch.kernel import Reason, say


def in_words_that_fit(option: evidence.RankedOption) -> evidence.RankedOption:
    """
    Give a treatment with what to ask first in words that fit it.

    The needling screen speaks of thin needles in muscles: that a blood thinner "does not rule needling out" must not be
    read of an injection beside the spine.
    """
    if knowledge.Trait.INJECTION not in option.evidence.traits:
        return option
    return replace(option, ask_first=tuple(map(_of_an_injection, option.ask_first)))


def _of_an_injection(reason: Reason) -> Reason:
    items = [say(row.item) for row in knowledge.needling_cautions() if reason.finding in row.findings]
    if not items:
        return reason
    text = say("{item}. Ask the doctor who gives the injection what this means for it.", item=items[0])
    return Reason(reason.finding, text, reason.source)
