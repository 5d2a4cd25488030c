"""
What the fields of the chart send, and what marks they mean.

A mark of pain is `region:side` or `region`, which is all that charts of version 1 sent; one of another kind is
`region:side:kind`.
"""

from __future__ import annotations

from functools import cache

from unpinch import knowledge
from unpinch.kernel import Mark, MarkKind, Side


def mark_value(mark: Mark) -> str:
    """Write a mark as its checkbox holds it; its strength is a field of its own."""
    side = mark.side.value if mark.side else ""
    kind = "" if mark.kind is MarkKind.PAIN else mark.kind.value
    return ":".join((mark.region, side, kind)).rstrip(":")


def read_mark(value: str) -> Mark:
    """Read what `mark_value` writes."""
    region, side, kind = (*value.split(":"), "", "")[:3]
    return Mark(region=region, side=Side(side) if side else None, kind=MarkKind(kind) if kind else MarkKind.PAIN)


@cache
def all_values() -> tuple[str, ...]:
    """Give each value that a checkbox may send."""
    sides = (None, *Side)
    return tuple(
        mark_value(Mark(region.id, side, kind))
        for kind in MarkKind
        for region in knowledge.body_regions()
        for side in sides
    )


def strength_name(name: str, kind: MarkKind) -> str:
    """Name the field that holds how strong the marks of a kind are, beside the checkboxes named `name`."""
    return f"{name}-strength-{kind}"
