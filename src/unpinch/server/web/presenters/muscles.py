"""Muscles that are needled: where their sore spots are felt, and what lies near the needle."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from unpinch import knowledge

from .article import Cell, Table
from .wording import joined, region_words

# The muscles people ask about, as the referral patterns name them.
MUSCLES = (
    "piriformis", "gluteus_maximus", "gluteus_medius", "gluteus_minimus",
    "hamstrings", "gastrocnemius", "quadratus_lumborum",
)  # fmt: skip


def muscles_table() -> Table:
    """Give one line a muscle."""
    rows = tuple(_muscle_row(muscle) for muscle in MUSCLES if _patterns(muscle))
    header = (_("Muscle"), _("Felt above all in"), _("Sometimes in"), _("Near the needle"))
    return Table(_("Where sore spots of each muscle are felt, and what lies near"), header, rows)


def _patterns(muscle: str) -> tuple[knowledge.ReferralPattern, ...]:
    return tuple(row for row in knowledge.referral_patterns() if row.structure == muscle)


def _muscle_row(muscle: str) -> tuple[Cell, ...]:
    rows = _patterns(muscle)
    primary = _regions(row for row in rows if row.strength is knowledge.Strength.PRIMARY)
    others = _regions(row for row in rows if row.strength is not knowledge.Strength.PRIMARY)
    hazard = next((row for row in knowledge.needling_cautions() if muscle in row.muscles and row.hazard), None)
    near = (
        Cell(_(hazard.hazard), hazard.source_url, hazard.checked_date.isoformat())
        if hazard
        else Cell(_("nothing listed"))
    )
    name = muscle.replace("_", " ")
    return (Cell(name[:1].upper() + name[1:], rows[0].source_url), Cell(primary), Cell(others), near)


def _regions(rows: Iterable[knowledge.ReferralPattern]) -> str:
    return joined(dict.fromkeys(region_words(row.region).lower() for row in rows)) or "-"
