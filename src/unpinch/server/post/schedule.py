"""What the jobs do for the post every half minute."""

from __future__ import annotations

from datetime import datetime

from . import actions


def tick(now: datetime) -> None:
    """Take up lost letters and forget old ones."""
    actions.tidy(now=now)
