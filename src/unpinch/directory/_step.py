"""How far a long piece of work is; who shows it reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unpinch.kernel import Text


@dataclass(frozen=True)
class Step:
    """How much of one step is done: `done` of `total`, both in `unit` ("bytes" or "rows")."""

    what: Text
    done: int
    total: int
    unit: str


OnStep = Callable[[Step], None]


def unseen(_step: Step) -> None:
    """Show nothing."""
