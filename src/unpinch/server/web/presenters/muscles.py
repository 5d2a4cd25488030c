"""Muscles by name: where the page of each is, and the table of them in the article on needling."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch import knowledge

from .article import Cell, Table
from .wording import joined, region_words

# Treatments that somebody is offered for sore spots in a muscle: their pages lead to the map of them.
FOR_SORE_SPOTS = ("dry_needling", "acupuncture", "massage")


@cache
def muscle_by_id() -> dict[str, knowledge.Muscle]:
    """Give the muscles by their ids, in the order of the file."""
    return {muscle.id: muscle for muscle in knowledge.muscles()}


def muscle_href(structure_id: str) -> str:
    """Give the address of the page of a structure, or nothing where it is no muscle with a page."""
    return reverse("muscle", args=[structure_id]) if structure_id in muscle_by_id() else ""


def patterns_of(muscle: str) -> tuple[knowledge.ReferralPattern, ...]:
    """Give where a muscle is felt, row by row."""
    return tuple(row for row in knowledge.referral_patterns() if row.structure == muscle)


def cautions_of(muscle: str) -> tuple[knowledge.NeedlingCaution, ...]:
    """Give what lies near the needle in a muscle, row by row."""
    return tuple(row for row in knowledge.needling_cautions() if muscle in row.muscles)


def muscles_table() -> Table:
    """Give one line a muscle."""
    rows = tuple(_muscle_row(muscle) for muscle in knowledge.muscles())
    header = (_("Muscle"), _("Felt above all in"), _("Sometimes in"), _("Near the needle"))
    return Table(_("Where sore spots of each muscle are felt, and what lies near"), header, rows)


def _muscle_row(muscle: knowledge.Muscle) -> tuple[Cell, ...]:
    rows = patterns_of(muscle.id)
    primary = _regions(row for row in rows if row.strength is knowledge.Strength.PRIMARY)
    others = _regions(row for row in rows if row.strength is not knowledge.Strength.PRIMARY)
    name = Cell(_(muscle.name), rows[0].source_url, href=muscle_href(muscle.id))
    return (name, Cell(primary), Cell(others), _near(muscle.id))


def _near(muscle: str) -> Cell:
    hazard = next((row for row in cautions_of(muscle) if row.hazard), None)
    if hazard is None:
        return Cell(_("nothing listed"))
    return Cell(_(hazard.hazard), hazard.source_url, hazard.checked_date.isoformat())


def _regions(rows: Iterable[knowledge.ReferralPattern]) -> str:
    return joined(dict.fromkeys(region_words(row.region).lower() for row in rows)) or "-"
