"""Who may needle in which state, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from unpinch import knowledge

from .article import Cell, Table
from .wording import specialty_name


def scope_table(rows: Iterable[knowledge.ScopeOfPractice]) -> Table:
    """Give one line a state and profession, with how we know and where sources disagree."""
    cells = tuple(
        (
            Cell(f"{row.state}, {specialty_name(row.specialty)}"),
            Cell(_answer(row.may_dry_needle)),
            Cell(_(row.training) if row.training else "-"),
            Cell(_basis(row), row.source_url, row.checked_date.isoformat()),
        )
        for row in sorted(rows, key=lambda row: (row.state, row.specialty))
    )
    header = (_("State and profession"), _("May dry needle"), _("Training asked for"), _("How we know"))
    return Table(_("By state and profession"), header, cells, is_long=True)


def _answer(answer: knowledge.MayNeedle) -> str:
    return {"yes": _("yes"), "no": _("no"), "unclear": _("unclear"), "limited": _("with limits")}[str(answer)]


def _basis(row: knowledge.ScopeOfPractice) -> str:
    parts = (_(row.basis), _(row.as_of), row.conflict and _("Sources disagree: %(what)s") % {"what": _(row.conflict)})
    return "; ".join(str(part) for part in parts if part)
