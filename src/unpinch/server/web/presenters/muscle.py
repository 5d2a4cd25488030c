"""One muscle: where it is, where it is felt, how sure that is, what lies near, who may needle it, what helps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unpinch import knowledge, patterns, safety
from unpinch.kernel import Reason
from unpinch.knowledge import PatternKind, ReferralPattern, SourceTier
from unpinch.server.web.components.body_chart import BodyChartOptions, ChartLayer, body_chart_context, part_words

from .article import Cell, Table, claim_line
from .muscle_roots import RootSection, diagnostic_line, diagnostic_rows, lies_in_the_buttock, root_section
from .muscle_scope import StatePanel, state_panel
from .muscles import cautions_of, patterns_of
from .wording import SourcedLine, checked_words, fact_line, region_words, treatment_name

# How far trigger points themselves can be relied on, in any muscle.
RELIABILITY = ("trp_palpation_kappa", "trp_referred_pain_njoo", "trp_referred_pain_hsieh")
# What is offered for sore spots in muscles, as their pages show it.
TREATMENTS = ("dry_needling", "acupuncture", "massage", "physical_therapy", "exercise", "heat_self_care")
# Claims of clinic pages that name the muscle or its place, and one about all of them.
CLAIMS = {
    "piriformis": ("c44", "c45"),
    "gluteus_maximus": ("c49",),
    "gluteus_medius": ("c49",),
    "gluteus_minimus": ("c49",),
    "hamstrings": ("c46",),
    "gastrocnemius": ("c47",),
    "soleus": ("c47",),
    "quadratus_lumborum": ("c48",),
}
CLAIM_OF_ALL = "c50"
_NAMED = "named in the source"


@dataclass(frozen=True)
class TreatmentLink:
    """A treatment with the page about it."""

    name: str
    href: str


@dataclass(frozen=True)
class MusclePage:
    """All of the page; `sources` are where it was read where the muscle lies."""

    id: str
    name: str
    where_it_is: str
    how_to_find: str
    nerve: str
    sources: tuple[str, ...]
    checked: str
    felt: Table
    evidence: tuple[SourcedLine, ...]
    roots: RootSection
    hazards: tuple[SourcedLine, ...]
    scope: StatePanel
    claims: tuple[SourcedLine, ...]
    treatments: tuple[TreatmentLink, ...]
    is_in_the_buttock: bool


def muscle_page(muscle: knowledge.Muscle, *, state: str) -> MusclePage:
    """Give the page; `state` is the one asked for, as it was asked."""
    return MusclePage(
        id=muscle.id,
        name=_(muscle.name),
        where_it_is=muscle.where_it_is,
        how_to_find=muscle.how_to_find,
        nerve=muscle.nerve,
        sources=(muscle.source_url, *muscle.more_sources),
        checked=checked_words((muscle, *patterns_of(muscle.id), *cautions_of(muscle.id))),
        felt=_felt(muscle.id),
        evidence=_evidence(muscle.id),
        roots=root_section(muscle),
        hazards=_hazards(muscle.id),
        scope=state_panel(state),
        claims=_claims(muscle.id),
        treatments=tuple(TreatmentLink(treatment_name(one), reverse("treatment", args=[one])) for one in TREATMENTS),
        is_in_the_buttock=lies_in_the_buttock(muscle),
    )


def muscle_chart(muscle: knowledge.Muscle) -> dict[str, Any]:
    """Give the chart of one muscle: where it lies and where it is felt, on both sides."""
    layer = ChartLayer(patterns.layer(structure=muscle.id), short=_(muscle.name))
    return body_chart_context(BodyChartOptions(chart_id="muscle", read_only=True, layers=(layer,)))


def _felt(muscle: str) -> Table:
    """Give where it is felt, what one page says of one part of the muscle in one line."""
    together: dict[tuple[str, ...], list[ReferralPattern]] = {}
    for row in patterns_of(muscle):
        together.setdefault((row.strength, row.part, row.basis, row.source_url), []).append(row)
    header = (_("Where"), _("How much"), _("Which part of it"), _("Who says so"))
    rows = tuple(_felt_row(alike) for alike in together.values())
    return Table(_("Where its sore spots are felt, as clinicians describe it"), header, rows)


def _felt_row(alike: list[ReferralPattern]) -> tuple[Cell, ...]:
    row = alike[0]
    basis = tier_words(row.source_tier) if row.basis == _NAMED else f"{tier_words(row.source_tier)}; {_(row.basis)}"
    return (
        Cell("; ".join(region_words(one.region) for one in alike)),
        Cell(part_words(patterns.LayerPart(row.strength.value))),
        Cell(_(row.part) if row.part else "-"),
        Cell(basis, row.source_url, row.checked_date.isoformat()),
    )


def tier_words(tier: SourceTier) -> str:
    """Say how good a place is where a fact was read."""
    return {
        SourceTier.A: _("a study, a guideline or a law"),
        SourceTier.B: _("a health service or teaching page"),
        SourceTier.MIRROR: _("a copy of a better source"),
        SourceTier.COMMERCIAL: _("the page of a clinic, shop or blog"),
    }[tier]


def _evidence(muscle: str) -> tuple[SourcedLine, ...]:
    prevalence = (row for row in knowledge.prevalence() if row.target == muscle and row.id.startswith("trp_"))
    return (
        *(SourcedLine(words, source="") for words in _about_the_sources(patterns_of(muscle))),
        *(diagnostic_line(row) for row in diagnostic_rows(*RELIABILITY)),
        SourcedLine(
            _("Kappa is 1 where two examiners always agree, and 0 where they agree as chance does."), source=""
        ),
        *(_prevalence_line(row) for row in prevalence),
    )


def _about_the_sources(rows: tuple[ReferralPattern, ...]) -> tuple[str, ...]:
    """Say on what the rows rest, counted from the rows themselves."""
    weak = sum(row.source_tier is SourceTier.COMMERCIAL for row in rows)
    read = sum(row.basis != _NAMED for row in rows)
    measured = sum(row.pattern is PatternKind.EXPERIMENTAL for row in rows)
    pages = len({row.source_url for row in rows})
    said = (
        _("%(weak)d of the %(all)d statements behind this map rest on the page of a clinic, shop or blog.")
        % {"weak": weak, "all": len(rows)},
        measured
        and _("%(count)d come from a laboratory: salt water was injected into the muscle of volunteers.")
        % {"count": measured},
        pages > 1 and _("They were put together from %(count)d pages.") % {"count": pages},
        read
        and ngettext(
            "%(count)d is our reading of broader words in the source.",
            "%(count)d are our reading of broader words in the source.",
            read,
        )
        % {"count": read},
    )
    return tuple(words for words in said if words)


def _prevalence_line(row: knowledge.Prevalence) -> SourcedLine:
    words = _("%(what)s: %(figures)s") % {"what": _(row.cause), "figures": _(row.as_published)}
    return fact_line(words, row, note=_(row.population))


def _hazards(muscle: str) -> tuple[SourcedLine, ...]:
    return tuple(_hazard_line(reason, muscle) for reason in safety.muscle_hazards(muscles=[muscle]))


def _hazard_line(reason: Reason, muscle: str) -> SourcedLine:
    """Say what lies near, with the finding behind it where the words do not tell it already."""
    told = str(reason.text)
    behind = (row.hazard for row in cautions_of(muscle) if told.startswith(f"{row.item}. "))
    hazard = next((words for words in behind if not _long_words(words) <= _long_words(told)), "")
    return SourcedLine(reason.text, reason.source or "", note=_(hazard) if hazard else "")


def _long_words(text: str) -> set[str]:
    """Give the words of a text that carry its meaning: those of four letters and more."""
    return set(re.findall(r"\w{4,}", text.lower()))


def _claims(muscle: str) -> tuple[SourcedLine, ...]:
    by_id = {claim.id: claim for claim in knowledge.claims()}
    return tuple(_claim_line(by_id[name]) for name in (*CLAIMS.get(muscle, ()), CLAIM_OF_ALL))


def _claim_line(claim: knowledge.Claim) -> SourcedLine:
    words = _("Clinics say: “%(claim)s” We found: %(found)s") % {"claim": _(claim.claim), "found": _(claim.wording)}
    return replace(claim_line(claim), words=words)
