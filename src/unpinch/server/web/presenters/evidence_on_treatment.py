"""The pictures on the page of a treatment: its results beside each other, and its harms in 1,000 people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from unpinch import evidence
from unpinch.evidence import Effect, HarmFact, TreatmentEvidence, plots
from unpinch.evidence.plots import IconWords, IntervalRow, IntervalWords, PeopleGroup
from unpinch.kernel import Text

from .article import Cell, Table
from .evidence import certainty_words
from .evidence_numbers import range_words
from .evidence_plots import (
    NARROW,
    STANDARD_DEVIATIONS,
    Drawing,
    described,
    drawing,
    effect_row,
    left_words,
    zone_words,
)

POINTS = "0-100"
# The most telling come first; all of them stand on the cards below and on the evidence page.
_MOST_ROWS = 8
_PAIN, _FUNCTION = frozenset({"pain_intensity", "leg_pain_intensity"}), frozenset({"disability"})
# A harm of fewer than one in 1,000 cannot be drawn among 1,000.
_PEOPLE, _MOST_HARMS = 1000, 3


@dataclass(frozen=True)
class Chart:
    """Results on one scale and the table behind them."""

    heading: str
    drawing: Drawing
    table: Table


@dataclass(frozen=True)
class PeoplePicture:
    """A harm among 1,000 people."""

    text: Text
    svg: SafeString


def charts_of(known: TreatmentEvidence, *, condition: str) -> tuple[Chart, ...]:
    """Give the results of a treatment that are numbers: pain and daily life, in points or standardised."""
    effects = (*_own(known.id, condition), *known.effects)
    kinds = (
        ("pain", _("Pain, in points of 100"), POINTS, _PAIN),
        ("function", _("Trouble with daily life, in points of 100"), POINTS, _FUNCTION),
        ("pain-sd", _("Pain, in standard deviations"), STANDARD_DEVIATIONS, _PAIN),
        ("function-sd", _("Trouble with daily life, in standard deviations"), STANDARD_DEVIATIONS, _FUNCTION),
    )
    charts = (
        _chart(name, heading, unit, [effect for effect in effects if effect.outcome in outcomes], treatment=known)
        for name, heading, unit, outcomes in kinds
    )
    return tuple(chart for chart in charts if chart is not None)


def _own(treatment: str, condition: str) -> tuple[Effect, ...]:
    """Give what we pooled from two trials or more, as it bears on the condition that is asked about."""
    pools = evidence.own_evidence(treatment=treatment, condition=condition).pools
    return tuple(pool.effect for pool in pools if len(pool.trials) > 1)


def _chart(
    name: str, heading: str, unit: str, effects: Sequence[Effect], *, treatment: TreatmentEvidence
) -> Chart | None:
    placed = [(effect, row) for effect in effects if (row := _row(effect, unit)) is not None][:_MOST_ROWS]
    if not placed:
        return None
    rows = [row for _effect, row in placed]
    smallest = _smallest(placed[0][0], unit)
    words = IntervalWords(
        title=heading,
        description=described(rows),
        zone=zone_words(smallest, unit=unit),
        left=left_words(treatment.id),
        right=_("better with the other"),
    )
    draw = partial(plots.intervals_svg, rows=rows, words=words, smallest_change=smallest)
    table = Table(
        heading,
        (_("Result"), _("Difference (95%% interval)") % ()),
        tuple((Cell(row.name), Cell(row.numbers)) for row in rows),
    )
    return Chart(heading, drawing(draw, name=f"chart-{name}"), table)


def _row(effect: Effect, unit: str) -> IntervalRow | None:
    name = _row_name(effect)
    if unit == STANDARD_DEVIATIONS:
        return effect_row(effect, name=name) if effect.measure == "SMD" else None
    if effect.estimate_0_100 is None:
        return None
    low, high = effect.ci_0_100 or (None, None)
    return IntervalRow(
        name, effect.estimate_0_100, low, high, range_words(effect.estimate_0_100, effect.ci_0_100, POINTS)
    )


def _row_name(effect: Effect) -> str:
    who = _("pooled by us") if effect.pooled_by == "us" else _("published")
    parts = [who, _("certainty: %(word)s") % {"word": certainty_words(effect.certainty)}]
    if not effect.direct:
        parts.append(_("in people with other pain"))
    return _("Against %(versus)s, %(when)s (%(said)s)") % {
        "versus": effect.versus_name.translated(_),
        "when": effect.timepoint.translated(_),
        "said": "; ".join(parts),
    }


def _smallest(effect: Effect, unit: str) -> float:
    return evidence.smallest_that_matters(outcome=effect.outcome, unit=unit)


def people_of(harms: Iterable[HarmFact]) -> tuple[PeoplePicture, ...]:
    """Draw the most common harms that were counted in people or treatments."""
    counted = [harm for harm in harms if harm.rate_is == "point" and harm.per_1000 is not None and harm.per_1000 >= 1.0]
    most = sorted(counted, key=lambda harm: -(harm.per_1000 or 0.0))[:_MOST_HARMS]
    return tuple(_people(harm, number) for number, harm in enumerate(most, start=1))


def _people(harm: HarmFact, number: int) -> PeoplePicture:
    had = round(harm.per_1000 or 0.0)
    event = harm.event.translated(_)
    of = _("people") if harm.unit == "patients" else _("treatments")
    words = IconWords(
        title=_("%(event)s: %(count)d of 1,000 %(of)s") % {"event": event, "count": had, "of": of},
        description=harm.text.translated(_),
    )
    groups = [PeopleGroup(had, event), PeopleGroup(_PEOPLE - had, _("without it, of 1,000 %(of)s") % {"of": of})]
    svg = plots.icons_svg(name=f"people-{number}", groups=groups, words=words, width=NARROW)
    return PeoplePicture(harm.text, SafeString(svg))
