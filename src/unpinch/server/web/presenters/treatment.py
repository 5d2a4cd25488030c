"""One treatment: everything we know of it, each with its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from unpinch import knowledge
from unpinch.evidence import CoverFact, Effect, GuidelineFact, RankedOption, TreatmentEvidence
from unpinch.kernel import Text

from .article import Table, claims_table
from .evidence import TrialRow, trial_rows
from .evidence_on_treatment import Chart, PeoplePicture, charts_of, people_of
from .muscles import FOR_SORE_SPOTS
from .options import EffectCell, HarmCell, effect_cell, guideline_summary, harm_cell, trial_words
from .scope import scope_table
from .wording import SourcedLine, checked_words, recommendation_words, sourced_lines, specialty_name

NEEDLING = "dry_needling"
# The evidence room puts the most telling results first; the others are one step away.
EFFECTS_SHOWN = 6


@dataclass(frozen=True)
class EffectRow:
    """One result in full: the cell, in whom, and why we are as sure as we are."""

    cell: EffectCell
    name: Text
    population: Text
    size: str
    why: tuple[Text, ...]


@dataclass(frozen=True)
class TreatmentPage:
    """All of the page."""

    id: str
    name: Text
    what_it_is: Text
    source: str
    charts: tuple[Chart, ...]
    effects: tuple[EffectRow, ...]
    further_effects: tuple[EffectRow, ...]
    no_effects: Text | None
    harms: tuple[HarmCell, ...]
    people: tuple[PeoplePicture, ...]
    speed: tuple[SourcedLine, ...]
    cover: tuple[SourcedLine, ...]
    guideline_summary: str
    guidelines: tuple[SourcedLine, ...]
    givers: tuple[str, ...]
    scope: Table | None
    claims: Table | None
    trial_words: str
    trials: tuple[TrialRow, ...]
    ask_first: tuple[SourcedLine, ...]
    because: tuple[SourcedLine, ...]
    checked: str
    is_for_sore_spots: bool


def treatment_page(
    *, known: TreatmentEvidence, option: RankedOption | None, insurer: str | None, condition: str
) -> TreatmentPage:
    """Give the page; `option` is the treatment as it ranks for this person, None where it does not suit them."""
    is_needling = known.id == NEEDLING
    effects = tuple(_effect(effect) for effect in known.effects)
    return TreatmentPage(
        id=known.id,
        name=known.name,
        what_it_is=known.what_it_is,
        source=known.source,
        charts=charts_of(known, condition=condition),
        effects=effects[:EFFECTS_SHOWN],
        further_effects=effects[EFFECTS_SHOWN:],
        no_effects=known.no_effects,
        harms=tuple(harm_cell(harm) for harm in known.harms),
        people=people_of(known.harms),
        speed=tuple(SourcedLine(fact.text, fact.source) for fact in known.speed),
        cover=_cover(known.cover, insurer=insurer),
        guideline_summary=guideline_summary(known),
        guidelines=_guidelines(known.guidelines),
        givers=_givers(known.id),
        scope=scope_table(knowledge.scope_of_practice()) if is_needling else None,
        claims=claims_table(knowledge.claims()) if is_needling else None,
        trial_words=trial_words(known),
        trials=trial_rows(treatment=known.id),
        ask_first=sourced_lines(option.ask_first) if option else (),
        because=tuple(SourcedLine(reason.text, reason.source) for reason in option.because) if option else (),
        checked=checked_words(_facts(known.id)),
        is_for_sore_spots=known.id in FOR_SORE_SPOTS,
    )


def _effect(effect: Effect) -> EffectRow:
    return EffectRow(
        # The charts below the cards draw it.
        cell=replace(effect_cell(effect), bar=None),
        name=effect.outcome_name,
        population=effect.population,
        size=_size(effect),
        why=effect.why,
    )


def _size(effect: Effect) -> str:
    parts = (
        effect.k is not None and _("%(count)d trials") % {"count": effect.k},
        effect.n is not None and _("%(count)s people") % {"count": f"{effect.n:,}"},
    )
    return ", ".join(part for part in parts if part) or _("how many trials and people was not stated")


def _cover(facts: Iterable[CoverFact], *, insurer: str | None) -> tuple[SourcedLine, ...]:
    """Give the payers' answers, the person's own insurer first."""
    mine_first = sorted(facts, key=lambda fact: not (insurer and insurer in fact.payers))
    return tuple(SourcedLine(fact.text, fact.source) for fact in mine_first)


def _guidelines(facts: Iterable[GuidelineFact]) -> tuple[SourcedLine, ...]:
    return tuple(SourcedLine(fact.text, fact.source, note=recommendation_words(fact.recommendation)) for fact in facts)


def _givers(treatment: str) -> tuple[str, ...]:
    row = next(row for row in knowledge.treatments() if row.id == treatment)
    return tuple(specialty_name(specialty) for specialty in row.specialties)


def _facts(treatment: str) -> tuple[knowledge.Fact, ...]:
    pooled = (row for row in knowledge.pooled_results() if treatment in (row.treatment, *row.also))
    harms = (row for row in knowledge.harms() if row.treatment == treatment)
    own = (row for row in knowledge.treatments() if row.id == treatment)
    return (*own, *pooled, *harms)
