"""Treatments point by point, for articles."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _

from unpinch import evidence, knowledge

from .article import Cell, Table
from .evidence import certainty_words
from .wording import recommendation_words, treatment_name

# Best first.
_SURE = ("high", "moderate", "low", "very_low")
# Pooled results from these people bear on a back or leg; neck and calf do not.
_NEAR = ("sciatica", "low_back_pain", "musculoskeletal")


def pooled_on(treatment: str) -> tuple[knowledge.PooledResult, ...]:
    """Give the pooled results on a treatment that bear on a back or leg."""
    return tuple(row for row in knowledge.pooled_results() if row.treatment == treatment and row.condition in _NEAR)


def harms_of(treatment: str) -> tuple[knowledge.Harm, ...]:
    """Give the harms of a treatment."""
    return tuple(harm for harm in knowledge.harms() if harm.treatment == treatment)


def point_by_point(*, treatments: tuple[str, ...], condition: str) -> Table:
    """Set treatments beside each other."""
    points = (
        (_("What it is"), _what_it_is),
        (_("Pooled results we found"), lambda name: Cell(str(len(pooled_on(name))))),
        (_("Of these, about the condition itself"), lambda name: _direct(name, condition)),
        (_("Pain, best graded result"), lambda name: _best_graded(name, condition)),
        (_("Unwanted effects, the highest rate we found"), lambda name: _harm(name, severity="minor")),
        (_("Serious ones, the highest rate we found"), lambda name: _harm(name, severity="major")),
        (_("What guidelines say"), _guidelines),
    )
    rows = tuple((Cell(point), *(cell(name) for name in treatments)) for point, cell in points)
    return Table(_("Point by point"), (_("Point"), *(treatment_name(name) for name in treatments)), rows)


def _what_it_is(treatment: str) -> Cell:
    row = next(row for row in knowledge.treatments() if row.id == treatment)
    return Cell(_(row.what_it_is), row.source_url)


def _direct(treatment: str, condition: str) -> Cell:
    return Cell(str(sum(1 for row in pooled_on(treatment) if row.condition == condition)))


def _best_graded(treatment: str, condition: str) -> Cell:
    with_numbers = (row for row in pooled_on(treatment) if "pain" in row.outcome and row.estimate is not None)
    graded = [row for row in with_numbers if row.certainty in _SURE]
    if not graded:
        return Cell(_("none is graded"))
    best = min(graded, key=lambda row: (_SURE.index(row.certainty), row.condition != condition, row.id))
    fact = evidence.pooled(id=best.id, condition=condition)
    words = _("%(sentence)s Certainty: %(certainty)s. In whom: %(whom)s.") % {
        "sentence": fact.sentence.translated(_),
        "certainty": certainty_words(best.certainty),
        "whom": fact.population.translated(_),
    }
    return Cell(words, best.source_url, best.checked_date.isoformat())


def _harm(treatment: str, *, severity: str) -> Cell:
    counted = (harm for harm in harms_of(treatment) if harm.severity == severity and harm.unit == "treatments")
    rates = [harm for harm in counted if harm.rate_percent is not None]
    if not rates:
        return Cell(_("no rate was found"))
    worst = max(rates, key=lambda harm: (harm.rate_percent or 0, harm.id))
    return Cell(evidence.harm(id=worst.id).text.translated(_), worst.source_url, worst.checked_date.isoformat())


def _guidelines(treatment: str) -> Cell:
    rows = [row for row in knowledge.guidelines() if treatment in row.treatments and row.kind == "clinical"]
    if not rows:
        return Cell(_("no guideline we found speaks of it"))
    said = Counter(recommendation_words(row.recommendation) for row in rows)
    return Cell(", ".join(f"{word}: {count}" for word, count in said.most_common()), rows[0].source_url)
