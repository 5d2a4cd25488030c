"""Who pays, as a table; two answers that clash are both shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from unpinch import knowledge

from .article import Cell, Table


def coverage_table(rows: Iterable[knowledge.Coverage]) -> Table:
    """Give one line a payer and policy."""
    cells = tuple(
        (
            Cell(_(row.payer_name)),
            Cell(status_words(row.status)),
            Cell(_(row.detail), row.source_url, row.checked_date.isoformat()),
            Cell(_(row.as_of)),
        )
        for row in rows
    )
    header = (_("Payer"), _("Answer"), _("Detail"), _("As of"))
    return Table(_("What payers say"), header, cells, is_long=True)


def status_words(status: str) -> str:
    """Say a payer's answer in words."""
    names = {
        "covered": _("pays"),
        "not_covered": _("does not pay"),
        "investigational": _("calls it unproven and does not pay"),
        "limited": _("pays for some people"),
        "limit": _("pays up to a limit"),
        "criteria": _("pays when its criteria are met"),
        "plan_dependent": _("depends on your plan"),
        "not_required": _("need not pay by law"),
        "unknown": _("has a policy we could not read"),
        "code": _("billing code"),
        "context": _("for context"),
    }
    return names.get(status, status.replace("_", " "))
