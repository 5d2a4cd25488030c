"""Putting the numbers to call into the answers of the rooms: the doors say which, the rooms do not know them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from unpinch import evidence, safety
from unpinch.kernel import HelpLines, NeedlingScreen, Reason, Triage


def triage_with(help_lines: HelpLines, triage: Triage) -> Triage:
    """Give the level of care with the numbers in its sentences."""
    what_to_do = tuple(help_lines.fill(text) for text in triage.what_to_do)
    return replace(triage, what_to_do=what_to_do, reasons=_reasons_with(help_lines, triage.reasons))


def needling_with(help_lines: HelpLines, needling: NeedlingScreen) -> NeedlingScreen:
    """Give the needling screen with the numbers in its sentences."""
    return replace(needling, reasons=_reasons_with(help_lines, needling.reasons))


def questions_with(help_lines: HelpLines, questions: Iterable[safety.Question]) -> tuple[safety.Question, ...]:
    """Give the questions with the numbers in their sentences."""
    return tuple(
        replace(question, text=help_lines.fill(question.text), why=help_lines.fill(question.why))
        for question in questions
    )


def options_with(help_lines: HelpLines, options: Iterable[evidence.RankedOption]) -> tuple[evidence.RankedOption, ...]:
    """Give the ranked treatments with the numbers in what should be asked first."""
    return tuple(replace(option, ask_first=_reasons_with(help_lines, option.ask_first)) for option in options)


def _reasons_with(help_lines: HelpLines, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(replace(reason, text=help_lines.fill(reason.text)) for reason in reasons)
