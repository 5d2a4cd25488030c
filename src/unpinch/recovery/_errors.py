"""What is refused, each in one line: what is wrong and what to do."""

from __future__ import annotations

from unpinch.kernel import UnpinchError


class RecoveryError(UnpinchError):
    """Any refusal of this room."""


class BadEntry(RecoveryError):
    """A check-in that cannot be: a score off its scale, or a day before the first."""


class BadAnswer(RecoveryError):
    """An answer that a questionnaire does not have."""
