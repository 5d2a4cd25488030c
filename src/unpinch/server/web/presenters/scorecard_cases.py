"""The published cases: the level that their publisher held to be right, and ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unpinch.kernel import CareLevel

from .numbers import count_words
from .scorecard_tables import NumberCell, NumberGroup, NumberRow, NumberTable
from .scorecard_words import published_level_words, short_level


@dataclass(frozen=True)
class CaseRow:
    """One published case, in our own words."""

    text: str
    diagnosis: str
    published: str
    ours: str
    source: str


@dataclass(frozen=True)
class Cases:
    """The table of levels, and every case; those whose publisher gave a level first."""

    count: int
    levels: NumberTable
    rows: tuple[CaseRow, ...]


def cases(published: Iterable[Mapping[str, Any]]) -> Cases | None:
    """Give the cases, or None where there are none."""
    every = sorted(published, key=_order)
    if not every:
        return None
    return Cases(count=len(every), levels=_levels(every), rows=tuple(_row(case) for case in every))


def _order(case: Mapping[str, Any]) -> tuple[bool, str, int]:
    # Of one published level the least urgent of ours comes first: that is where we may be wrong.
    return not case["published_level"], case["published_level"], CareLevel(case["level"]).urgency


def _levels(every: list[Mapping[str, Any]]) -> NumberTable:
    counted = Counter((case["published_level"], case["level"]) for case in every)
    header = (
        _("Their level"),
        _("Cases"),
        *(_("Ours: %(level)s") % {"level": short_level(level)} for level in CareLevel),
    )
    rows = tuple(_level_row(level, counted) for level in dict.fromkeys(case["published_level"] for case in every))
    return NumberTable("case-levels", _("Their level and ours"), header, (NumberGroup("", rows),))


def _level_row(published: str, counted: Counter[tuple[str, str]]) -> NumberRow:
    ours = [counted[published, level.value] for level in CareLevel]
    return NumberRow(
        published_level_words(published), tuple(NumberCell(count_words(count)) for count in (sum(ours), *ours))
    )


def _row(case: Mapping[str, Any]) -> CaseRow:
    return CaseRow(
        text=_(case["text"]),
        diagnosis=_(case["diagnosis"]),
        published=published_level_words(case["published_level"]),
        ours=short_level(case["level"]),
        source=case["source_url"],
    )
