"""The tables of the living articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext as _

from unpinch import knowledge
from unpinch.kernel import Text, say
from unpinch.knowledge.articles import Reference

from .article import Cell, Table, claims_table, harms_table, pooled_table
from .coverage import coverage_table
from .living_drawn import Drawn, DrawnSource
from .living_trials import trials_table
from .muscles import muscles_table
from .scope import scope_table
from .side_by_side import harms_of, point_by_point, pooled_on
from .wording import recommendation_words, treatment_name


def table_drawn(reference: Reference, condition: str) -> Table:
    """Draw the table of a `{table ...}` that `knowledge.articles.problems` finds nothing wrong with."""
    what, *words = reference.words
    return _TABLES[what](tuple(words), condition)


def _harms(words: tuple[str, ...], _condition: str) -> Table:
    caption = _("Unwanted effects of: %(treatment)s") % {"treatment": treatment_name(words[0]).lower()}
    return harms_table(caption=caption, harms=harms_of(words[0]))


def _pooled(words: tuple[str, ...], condition: str) -> Table:
    treatment, only = words[0], words[1] if len(words) > 1 else ""
    kinds = {row.id: row.kind for row in knowledge.compared_with()}
    rows = [
        row for row in _pooled_rows(treatment) if not only or (only == "inactive") == _is_inactive(kinds[row.versus])
    ]
    captions = {
        "": _("What reviews found"),
        "inactive": _("What reviews found: against a sham or no treatment"),
        "other": _("What reviews found: against other treatments, or a mix"),
    }
    return pooled_table(caption=captions[only], rows=rows, condition=condition, is_long=only != "inactive")


def _pooled_rows(treatment: str) -> tuple[knowledge.PooledResult, ...]:
    own = pooled_on(treatment)
    return own or tuple(row for row in knowledge.pooled_results() if treatment in row.also)


def _is_inactive(kind: knowledge.ComparisonKind) -> bool:
    return kind is knowledge.ComparisonKind.INACTIVE


def _side_by_side(words: tuple[str, ...], condition: str) -> Table:
    return point_by_point(treatments=words, condition=condition)


def _guidelines(words: tuple[str, ...], _condition: str) -> Table:
    rows = [row for row in knowledge.guidelines() if words[0] in row.treatments and row.kind == "clinical"]
    cells = tuple(
        (
            Cell(f"{row.organisation} ({row.year})" if row.year else row.organisation),
            Cell(_(row.condition)),
            Cell(recommendation_words(row.recommendation)),
            Cell(_(row.summary), row.source_url, row.checked_date.isoformat()),
        )
        for row in rows
    )
    header = (_("Guideline"), _("On"), _("Says"), _("In short"))
    return Table(_("What guidelines say"), header, cells)


def _cover(words: tuple[str, ...], _condition: str) -> Table:
    return coverage_table(row for row in knowledge.coverage() if words[0] in row.treatments)


def _red_flags(words: tuple[str, ...], _condition: str) -> Table:
    rows = [
        row for row in knowledge.red_flags() if row.level == words[0] and row.row_type is knowledge.RedFlagRow.QUESTION
    ]
    cells = tuple(
        (
            Cell(_(row.flag)),
            Cell(
                say(row.may_mean).translated(_) if row.may_mean else "-", row.source_url, row.checked_date.isoformat()
            ),
        )
        for row in rows
    )
    captions = {
        "emergency_now": _("Each sign that calls for an emergency room now"),
        "same_day": _("Each sign that calls for a doctor on the same day"),
        "within_2_weeks": _("Each sign to show a doctor within two weeks"),
    }
    return Table(captions[words[0]], (_("Sign"), _("What it may mean")), cells, is_long=True)


def nothing_in(reference: Reference) -> Drawn:
    """Say, in the place of a table without rows, that nothing was found; with its first row the table appears."""
    what, treatment = reference.words[0], Text(treatment_name(reference.words[1]))
    file, words = {
        "harms": (
            "harms",
            say("We found no count of unwanted effects of this: {name}. That is not the same as none.", name=treatment),
        ),
        "guidelines": ("guidelines", say("We found no guideline that speaks of this: {name}.", name=treatment)),
    }.get(what, ("pooled_results", say("We found no review that pooled trials of this: {name}.", name=treatment)))
    return Drawn(words, (DrawnSource(reverse("evidence_file", args=[file]), ""),))


_TABLES: Mapping[str, Callable[[tuple[str, ...], str], Table]] = MappingProxyType(
    {
        "harms": _harms,
        "pooled": _pooled,
        "trials": lambda words, _condition: trials_table(words[0]),
        "side_by_side": _side_by_side,
        "guidelines": _guidelines,
        "cover": _cover,
        "scope": lambda _words, _condition: scope_table(knowledge.scope_of_practice()),
        "claims": lambda _words, _condition: claims_table(knowledge.claims()),
        "muscles": lambda _words, _condition: muscles_table(),
        "red_flags": _red_flags,
    }
)
