"""What can be wrong with the arms of a network; every message says what, where, and what to do."""

from __future__ import annotations

from ._errors import BadStudies, UnknownMethod


class BadArm(BadStudies):
    """
    One arm cannot be used.

    Attributes
    ----------
    arm
        Which one, counted from 1 in the order they were given.
    reason
        What is wrong and what to do, for whoever knows a better name for the arm than its number.
    """

    def __init__(self, *, arm: int, reason: str) -> None:
        super().__init__(f"Arm {arm}: {reason}")
        self.arm = arm
        self.reason = reason


class Disconnected(BadStudies):
    """
    No study connects some treatments with the others.

    Attributes
    ----------
    parts
        The treatments of each part, the greatest part first.
    """

    def __init__(self, *, parts: tuple[tuple[str, ...], ...]) -> None:
        named = "; and ".join(", ".join(part) for part in parts)
        super().__init__(
            f"The network falls into {len(parts)} parts that no study connects: {named}."
            " Add a study that connects them, or analyse each part by itself."
        )
        self.parts = parts


class UnknownTreatment(UnknownMethod):
    """The treatment that was asked for is in none of the studies."""
