"""What a clinician billed to Medicare, kind of care by kind of care: shown, not shown, and what neither can say."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch.directory import Clinician, ShownCare
from unpinch.kernel import Text


@dataclass(frozen=True)
class CareLine:
    """One kind of care in words."""

    name: Text
    lines: tuple[Text, ...]
    cannot_say: tuple[Text, ...]
    source: str


@dataclass(frozen=True)
class CareShown:
    """Kinds of care with figures, and those without; `is_known` is False where the directory holds no such file."""

    is_known: bool
    shown: tuple[CareLine, ...]
    not_shown: tuple[CareLine, ...]


def care_shown(clinician: Clinician, *, is_known: bool) -> CareShown:
    """Give what is shown first; of what is not shown, why that says nothing."""
    return CareShown(
        is_known=is_known,
        shown=tuple(_line(each) for each in clinician.shown if each.years),
        not_shown=tuple(_line(each) for each in clinician.shown if not each.years),
    )


def _line(shown: ShownCare) -> CareLine:
    return CareLine(name=shown.name, lines=shown.lines, cannot_say=shown.cannot_say, source=shown.source)
