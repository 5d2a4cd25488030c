"""How urgent, and whether a needle is a question: the answers of `safety`, as the other rooms see them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ._text import Text


class CareLevel(StrEnum):
    """Level of care, most urgent first; comparable by `urgency`."""

    EMERGENCY_NOW = "emergency_now"
    SAME_DAY = "same_day"
    WITHIN_2_WEEKS = "within_2_weeks"
    ROUTINE = "routine"

    @property
    def urgency(self) -> int:
        """Give 3 for an emergency down to 0 for routine."""
        return 3 - list(CareLevel).index(self)


class NeedlingAnswer(StrEnum):
    """Whether needling may be thought of before anything was examined."""

    OK = "ok"
    ASK_FIRST = "ask_first"
    AVOID = "avoid"


@dataclass(frozen=True)
class Reason:
    """Why, with the finding it rests on and the address where that can be read."""

    finding: str
    text: Text
    source: str


@dataclass(frozen=True)
class Triage:
    """
    The level of care with its reasons.

    `what_to_do` is said first; `ask` are ids of emergency findings that were not mentioned and should be asked about.
    A `routine` level never means "safe".
    """

    level: CareLevel
    reasons: tuple[Reason, ...]
    what_to_do: tuple[Text, ...]
    ask: tuple[str, ...] = ()


@dataclass(frozen=True)
class NeedlingScreen:
    """Whether something speaks against needling, and what to ask first."""

    status: NeedlingAnswer
    reasons: tuple[Reason, ...]
