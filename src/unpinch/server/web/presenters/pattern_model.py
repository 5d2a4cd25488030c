"""How the pattern fit works and how well: from the kept validation and the very numbers it starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from unpinch import knowledge, patterns

from .article import Cell, Table
from .numbers import count_words, percent_words
from .wording import SourcedLine, fact_line

# What the plot draws: a square of 100 by 100 in which 0 is the left lower corner.
_SQUARE = 100
_FOUR_SIGNS, _L5_OR_S1 = "stynes_model", "body_chart_L5_vs_S1"


@dataclass(frozen=True)
class Dot:
    """One tenth of the simulated people in the plot: places of 0 to 100, and the words behind it."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class PatternModelPage:
    """The page: what it can't do first, then the figures, the published cases, and what it starts from."""

    people: str
    limits: tuple[SourcedLine, ...]
    dots: tuple[Dot, ...]
    calibration: Table
    brier: Table
    cases: Table
    starts: Table


def pattern_model_page(figures: Mapping[str, Any]) -> PatternModelPage:
    """Turn the kept figures into the page."""
    roots = figures["calibration"]["roots"]
    return PatternModelPage(
        people=count_words(figures["people"]),
        limits=_limits(figures),
        dots=tuple(_dot(said, came) for said, came in roots),
        calibration=_calibration(figures["calibration"]),
        brier=_brier(figures["brier"]),
        cases=_cases(figures["cases"]),
        starts=_starts(),
    )


def _limits(figures: Mapping[str, Any]) -> tuple[SourcedLine, ...]:
    return (
        _met_again(
            _L5_OR_S1,
            _("A drawing alone can't tell nerve root L5 from S1. Clinicians who tried: %(published)s. This model: an "
              "area under the curve of %(ours)s, where 0.5 is chance. So the two are shown together."),
            figures["l5_or_s1_auc"],
        ),
        _met_again(
            _FOUR_SIGNS,
            _("Four signs together tell trouble of a nerve root well: pain below the knee, leg worse than back, a "
              "nerve stretch test, and numbness. Published: %(published)s. This model, on simulated people: an area "
              "under the curve of %(ours)s. One of the four numbers was chosen to come near it."),
            figures["four_signs_auc"],
        ),
        _trigger_point(),
        SourcedLine(
            _("Where a muscle's pain is felt is what clinicians describe, not what trials found. So it counts half."),
            source="",
        ),
    )  # fmt: skip


def _trigger_point() -> SourcedLine:
    row = _finding("gluteal_trp_radicular")
    return fact_line(f"{_(row.finding_or_test)}: {_(row.note)}", row)


def _met_again(row_id: str, words: str, ours: float) -> SourcedLine:
    """Say a published figure and ours; an area of 0.53 is told with two digits."""
    row = _finding(row_id)
    return fact_line(words % {"published": _(row.range_text), "ours": number_format(ours, decimal_pos=2)}, row)


def _finding(row_id: str) -> knowledge.DiagnosticFinding:
    return next(row for row in knowledge.diagnostic_findings() if row.id == row_id)


def _dot(said: float, came: float) -> Dot:
    words = _("said %(said)s, came true %(came)s") % {"said": percent_words(said), "came": percent_words(came)}
    return Dot(x=round(_SQUARE * said, 1), y=round(_SQUARE * (1 - came), 1), words=words)


def _calibration(tables: Mapping[str, Any]) -> Table:
    names = {
        "roots": _("A nerve root, any"),
        "first": _("The one shown first"),
        "all": _("All structures"),
    }
    rows = tuple(
        (Cell(str(tenth + 1)), *(Cell(_pair(*tables[name][tenth])) for name in names))
        for tenth in range(len(tables["roots"]))
    )
    header = (_("Tenth of the people"), *names.values())
    return Table(_("What was said, and what came true, in each tenth of the people"), header, rows)


def _pair(said: float, came: float) -> str:
    return _("%(said)s said, %(came)s true") % {"said": percent_words(said), "came": percent_words(came)}


def _brier(scores: Mapping[str, float]) -> Table:
    names = {
        "model": _("This model"),
        "naive": _("Every answer multiplied as if it stood alone"),
        "prior": _("How common each is, nothing asked"),
    }
    rows = tuple((Cell(words), Cell(number_format(scores[name], decimal_pos=4))) for name, words in names.items())
    return Table(_("How far the shares are from the truth"), (_("Shares by"), _("Brier score (lower is better)")), rows)


def _cases(cases: Iterable[Mapping[str, Any]]) -> Table:
    rows = tuple(
        (
            Cell(capfirst(_(case["diagnosis"])), case["source_url"]),
            Cell(_("hit") if case["rank"] == 1 else _("miss")),
            Cell(_ranked(case)),
            Cell(_structure_name(case["first"])),
        )
        for case in cases
    )  # fmt: skip
    header = (_("What it was"), _("Hit or miss"), _("Where we had it"), _("What we had first"))
    return Table(_("Published cases, one by one"), header, rows)


def _ranked(case: Mapping[str, Any]) -> str:
    share = percent_words(case["share"], digits=0)
    return _("place %(rank)d, with %(share)s") % {"rank": case["rank"], "share": share}


def _structure_name(structure_id: str) -> str:
    return next(one.name.translated(_) for one in patterns.structures() if one.id == structure_id)


def _starts() -> Table:
    rows = tuple(
        (Cell(one.name.translated(_), one.prior_source), Cell(percent_words(one.prior)))
        for one in sorted(patterns.structures(), key=lambda one: -one.prior)
    )
    header = (_("Structure"), _("Share before any question"))
    return Table(_("How common we take each to be"), header, rows, is_long=True)
