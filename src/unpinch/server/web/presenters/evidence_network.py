"""The network of our trials of pain soon in low back pain: who was compared with whom, and whether it agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import evidence
from unpinch.evidence import OwnNetwork, plots
from unpinch.evidence.plots import IntervalRow, IntervalWords, NetworkEdge, NetworkNode, NetworkWords
from unpinch.evidence.synthesis import Estimate, Pair
from unpinch.knowledge import Horizon

from .article import Cell, Table
from .evidence_numbers import range_words, rounded
from .evidence_plots import Drawing, described, drawing, zone_words
from .evidence_result import left_out_table, p_words
from .wording import joined, treatment_name

_CONDITION, _OUTCOME, _UNIT = "low_back_pain", "pain_intensity", "0-100"
# Tests of inconsistency see little, so a p value that would be large elsewhere counts (Cochrane Handbook, chapter 11).
DISAGREES_P = 0.10


@dataclass(frozen=True)
class NetworkPage:
    """All of the page. `disagrees` says that the trials of the network contradict each other."""

    lead: str
    disagrees: bool
    agreement: str
    apart: str
    map: Drawing
    map_table: Table
    against: Drawing
    against_table: Table
    reference: str
    league: Table
    split: Table
    designs: Table
    arms: Table
    left_out: Table


def network_page() -> NetworkPage:
    """Give the page."""
    own = evidence.own_network(condition=_CONDITION, outcome=_OUTCOME, horizon=Horizon.SHORT)
    return NetworkPage(
        lead=_lead(own),
        disagrees=_disagrees(own),
        agreement=_agreement(own),
        apart=_apart(own),
        map=_map(own),
        map_table=_map_table(own),
        against=_against(own),
        against_table=_against_table(own),
        reference=treatment_name(own.network.reference),
        league=_league(own),
        split=_split(own),
        designs=_designs(own),
        arms=_arms_table(own),
        left_out=left_out_table(own.left_out),
    )


def _lead(own: OwnNetwork) -> str:
    people = sum(_people(own).values())
    return _(
        "%(trials)d trials in low back pain compare %(treatments)d treatments on pain within 6 weeks, in"
        " %(people)s people. A network lets treatments that were never compared meet by way of a third."
    ) % {"trials": own.network.studies, "treatments": len(own.network.treatments), "people": f"{people:,}"}


def _disagrees(own: OwnNetwork) -> bool:
    return any(p is not None and p < DISAGREES_P for p in _tests(own))


def _tests(own: OwnNetwork) -> tuple[float | None, float | None]:
    found = own.network.inconsistency
    return found.between.p, found.interaction.test.p if found.interaction else None


def _agreement(own: OwnNetwork) -> str:
    between, interaction = _tests(own)
    return _(
        "Do trials that compare different things contradict each other? Q between designs: p %(between)s."
        " Design-by-treatment interaction with random effects: p %(interaction)s. Heterogeneity: tau2 %(tau2)s, I2"
        " %(i2)s%%."
    ) % {
        "between": _said(between),
        "interaction": _said(interaction),
        "tau2": f"{own.network.tau2:.1f}",
        "i2": f"{own.network.i2:.0f}",
    }


def _said(p: float | None) -> str:
    if p is None:
        return _("cannot be tested")
    words = p_words(p)
    return words if words.startswith("<") else f"= {words}"


def _apart(own: OwnNetwork) -> str:
    if not own.apart:
        return ""
    parts = "; ".join(joined(treatment_name(one).lower() for one in part) for part in own.apart)
    return _("No trial connects these with the others, so the network says nothing of them: %(parts)s.") % {
        "parts": parts
    }


def _people(own: OwnNetwork) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for arm in own.arms:
        found[arm.treat] = found.get(arm.treat, 0) + arm.n
    return found


def _names(own: OwnNetwork) -> tuple[str, ...]:
    return tuple(sorted(_people(own)))


def _compared(own: OwnNetwork) -> tuple[Pair, ...]:
    return tuple(pair for pair in own.network.pairs if pair.studies)


def _map(own: OwnNetwork) -> Drawing:
    names, people = _names(own), _people(own)
    words = NetworkWords(
        title=_("Which treatments were compared with which"),
        description="; ".join(f"{_pair_words(pair)}: {_trials_words(pair.studies)}" for pair in _compared(own)),
        notes=(_("A larger circle: more people. A wider line: more trials."),),
    )
    draw = partial(
        plots.network_svg,
        nodes=[NetworkNode(treatment_name(name), float(people[name])) for name in names],
        edges=[NetworkEdge(names.index(pair.treat), names.index(pair.versus), pair.studies) for pair in _compared(own)],
        words=words,
    )
    return drawing(draw, name="network")


def _trials_words(count: int) -> str:
    return ngettext("%(count)d trial", "%(count)d trials", count) % {"count": count}


def _pair_words(pair: Pair) -> str:
    return _("%(treat)s against %(versus)s") % {
        "treat": treatment_name(pair.treat),
        "versus": treatment_name(pair.versus).lower(),
    }


def _map_table(own: OwnNetwork) -> Table:
    rows = tuple((Cell(_pair_words(pair)), Cell(str(pair.studies))) for pair in _compared(own))
    return Table(_("What was compared directly"), (_("Comparison"), _("Trials")), rows)


def _against_rows(own: OwnNetwork) -> tuple[IntervalRow, ...]:
    """Give each treatment against the reference by name: an order by effect would be a ranking."""
    ranked = sorted(own.network.treatments, key=lambda one: treatment_name(one.treat))
    return tuple(
        IntervalRow(
            name=_("%(name)s (%(trials)s)") % {"name": treatment_name(one.treat), "trials": _trials_words(one.studies)},
            estimate=one.effect.estimate,
            low=one.effect.ci[0],
            high=one.effect.ci[1],
            numbers=_estimate_words(one.effect),
        )
        for one in ranked
        if one.treat != own.network.reference
    )


def _against(own: OwnNetwork) -> Drawing:
    reference = treatment_name(own.network.reference).lower()
    smallest = evidence.smallest_that_matters(outcome=_OUTCOME, unit=_UNIT)
    words = IntervalWords(
        title=_("Each treatment against %(reference)s, by the whole network") % {"reference": reference},
        description=described(_against_rows(own)),
        zone=zone_words(smallest, unit=_UNIT),
        left=_("less pain than with: %(reference)s") % {"reference": reference},
        right=_("more pain"),
    )
    draw = partial(plots.intervals_svg, rows=_against_rows(own), words=words, smallest_change=smallest)
    return drawing(draw, name="against")


def _against_table(own: OwnNetwork) -> Table:
    rows = tuple((Cell(row.name), Cell(row.numbers)) for row in _against_rows(own))
    return Table(
        _("Each treatment against the reference"), (_("Treatment"), _("Difference (95%% interval)") % ()), rows
    )


def _league(own: OwnNetwork) -> Table:
    rows = tuple(
        (Cell(_pair_words(pair)), Cell(_estimate_words(pair.network)), Cell(str(pair.studies)))
        for pair in own.network.pairs
    )
    header = (_("Comparison"), _("Difference (95%% interval)") % (), _("Trials of both"))
    return Table(_("Every two treatments"), header, rows)


def _split(own: OwnNetwork) -> Table:
    rows = tuple(
        (
            Cell(_pair_words(pair)),
            Cell(_estimate_words(pair.direct)),
            Cell(_estimate_words(pair.indirect)),
            Cell(_estimate_words(pair.difference)),
            Cell(p_words(pair.difference.p)),
        )
        for pair in own.network.pairs
        if pair.direct and pair.indirect and pair.difference
    )
    header = (_("Comparison"), _("Trials of both"), _("By way of others"), _("They differ by"), _("p"))
    return Table(_("Direct against indirect evidence"), header, rows)


def _designs(own: OwnNetwork) -> Table:
    rows = tuple(
        (
            Cell(joined(treatment_name(treat).lower() for treat in design.treats)),
            Cell(str(design.studies)),
            Cell(f"{design.within.q:.1f}"),
            Cell(str(design.within.df)),
            Cell("-" if design.within.p is None else p_words(design.within.p)),
        )
        for design in own.network.inconsistency.designs
    )
    header = (_("Compared in one trial"), _("Trials"), _("Q within"), _("Degrees of freedom"), _("p"))
    return Table(_("How far trials of the same design differ"), header, rows)


def _arms_table(own: OwnNetwork) -> Table:
    rows = tuple(
        (
            Cell(arm.trial, arm.source),
            Cell(treatment_name(arm.treat)),
            Cell(rounded(arm.mean, _UNIT)),
            Cell(rounded(arm.sd, _UNIT)),
            Cell(str(arm.n)),
        )
        for arm in own.arms
    )
    return Table(
        _("The groups of the network, in points of 100"),
        (_("Trial"), _("Group"), _("Average"), _("SD"), _("People")),
        rows,
    )


def _estimate_words(effect: Estimate) -> str:
    return range_words(effect.estimate, effect.ci, _UNIT)


def network_rows() -> tuple[tuple[object, ...], ...]:
    """Give the rows to download: `study,treat,mean,sd,n` and the source."""
    own = evidence.own_network(condition=_CONDITION, outcome=_OUTCOME, horizon=Horizon.SHORT)
    return tuple((arm.trial, arm.treat, arm.mean, arm.sd, arm.n, arm.source) for arm in own.arms)
