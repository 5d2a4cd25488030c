"""Single trials of a treatment in people with nerve pain, as published, and how many there are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from unpinch import knowledge

from .article import Cell, Table

# Conditions of trial rows in which the pain comes from a nerve of the low back or buttock, as patients mean sciatica.
NERVE_PAIN = frozenset({"sciatica", "radicular_lbp", "disc_herniation", "piriformis"})

# The same, and back pain without a nerve: what a page on either may speak of.
BACK_AND_LEG = NERVE_PAIN | {"lbp_nonspecific"}


def trials_of(treatment: str) -> tuple[knowledge.Trial, ...]:
    """Give the rows of trials in nerve pain in which one arm had the treatment, alone or with something else."""
    names = _names(treatment)
    return tuple(
        row
        for row in knowledge.trials()
        if row.condition in NERVE_PAIN and any(name in arm for name in names for arm in (row.treatment, row.comparator))
    )


def _names(treatment: str) -> tuple[str, ...]:
    return next(row.names_in_trials for row in knowledge.treatments() if row.id == treatment)


def trials_table(treatment: str) -> Table:
    """Set the rows of these trials under each other."""
    cells = tuple(
        (
            Cell(f"{row.study} ({row.year})"),
            Cell(_(row.arm)),
            Cell(f"{row.outcome.replace('_', ' ')}, {row.timepoint}"),
            Cell(trial_result(row)),
            Cell(_(row.note) if row.note else _("as published"), row.source_url, row.checked_date.isoformat()),
        )
        for row in trials_of(treatment)
    )
    header = (_("Trial"), _("Group"), _("Measured"), _("Result"), _("Note"))
    return Table(_("Single trials in people with nerve pain, as published"), header, cells, is_long=True)


def trial_result(row: knowledge.Trial) -> str:
    """Say what one row of a trial gives."""
    if row.mean_diff is not None:
        return _("difference %(value)s (%(low)s to %(high)s)") % {
            "value": row.mean_diff,
            "low": row.ci_low,
            "high": row.ci_high,
        }
    if row.mean is not None:
        return f"{row.mean} {'%' if 'percent' in row.effect_type else ''}".strip()
    return _("no clear difference (p %(p)s)") % {"p": row.p_value} if row.p_value else _("told in words only")
