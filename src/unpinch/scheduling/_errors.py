"""What is refused, each in one line: what is wrong and what to do."""

from __future__ import annotations

from unpinch.kernel import UnpinchError


class SchedulingError(UnpinchError):
    """Any refusal of this room."""


class BadHours(SchedulingError):
    """Opening hours that cannot be: they overlap, end before they begin, or name a zone that does not exist."""


class BadVisitType(SchedulingError):
    """A kind of visit with a length, buffer or step that does not fit the five-minute ticks."""


class NotPossibleNow(SchedulingError):
    """What was asked cannot be done with a booking in its state; one line says why."""
