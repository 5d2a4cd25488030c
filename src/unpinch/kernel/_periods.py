"""Half-open stretches of time: the begin belongs to them, the end does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ._errors import UnpinchError


class NotAPeriod(UnpinchError):
    """The end is not after the begin, or a moment has no time zone."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """
    A stretch of time from `starts_at` up to, and without, `ends_at`; both in UTC whatever zone they were given in.

    Two that meet do not overlap: who leaves at ten does not disturb who comes at ten.

    Raises
    ------
    NotAPeriod
        If a moment has no time zone, or the end is not after the begin.

    Examples
    --------
    >>> ten = datetime(2026, 3, 2, 10, tzinfo=UTC)
    >>> Period(ten, ten.replace(hour=11)).overlaps(Period(ten.replace(hour=11), ten.replace(hour=12)))
    False
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        for moment in (self.starts_at, self.ends_at):
            if moment.tzinfo is None:
                raise NotAPeriod(f"{moment} has no time zone. Give one.")
        # Python compares wall clocks where both moments share a zone, which is wrong on the nights clocks change.
        object.__setattr__(self, "starts_at", self.starts_at.astimezone(UTC))
        object.__setattr__(self, "ends_at", self.ends_at.astimezone(UTC))
        if self.ends_at <= self.starts_at:
            raise NotAPeriod(f"{self.ends_at} is not after {self.starts_at}. Give an end that is.")

    def overlaps(self, other: Period) -> bool:
        """Say whether some moment lies in both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, moment: datetime) -> bool:
        """Say whether a moment lies in it."""
        return self.starts_at <= moment < self.ends_at
