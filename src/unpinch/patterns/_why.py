"""Reasons in plain words, each with its source."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from unpinch import knowledge
from unpinch.kernel import Reason, Text, say
from unpinch.knowledge import StructureKind

from ._facts import finding_row, prevalence_row
from ._fit_told import Told
from ._maps import Felt, buttock_regions, leg_regions, pain_maps
from ._places import PlaceWeights
from ._ratio_words import LEAST_SAID, says
from ._signs import Sign, all_signs, examined_signs
from ._structures import Structure
from ._weigh import AGE, WHERE, Weights

# A region of this weight or more is said to be typical.
_TYPICAL = 1.0
_NOT_TOLD_APART = ("L5", "S1")
_NOTHING_TOLD = "Nothing is marked or told yet. From how common it is, it has about {count} of 100 parts."
_NOTHING_FOR_IT = (
    "Nothing you told us points to it. It starts with about {count} of 100, because that is how common it is."
)
# Of signs studied for something else only ratios from here on are worth a sentence. Editorial.
_LEAST_SAID_OF_OTHERS = 2.0
_SEVERAL = 2


@dataclass(frozen=True)
class Weighed:
    """What was told, with the weight of each thing and of groups of regions."""

    told: Told
    weights: Weights
    places: PlaceWeights


def prior_only(structure: Structure) -> tuple[Reason, ...]:
    """Give the reason for a share when nothing was told: how common it is."""
    return (_prior_reason(structure, words=_NOTHING_TOLD),)


def reasons_for(structure: Structure, *, weighed: Weighed) -> tuple[Reason, ...]:
    """Give what speaks for a structure, each with its weight; or how common it is."""
    answers = _told_reasons(structure, weighed, speaks_for=True)
    spoken = [*_chart_for(structure, weighed), *answers, *_one_story(answers)]
    return tuple(spoken) or (_prior_reason(structure, words=_NOTHING_FOR_IT),)


def reasons_against(structure: Structure, *, weighed: Weighed) -> tuple[Reason, ...]:
    """Give what speaks against a structure, each with its weight, and what keeps its evidence weak."""
    spoken = _told_reasons(structure, weighed, speaks_for=False)
    return (*_chart_against(structure, weighed), *spoken, *_caveats(structure, weighed.told.regions))


def _prior_reason(structure: Structure, *, words: str) -> Reason:
    parts = max(1, round(100 * structure.prior))
    return Reason("", say(words, count=parts), structure.prior_source)


def _chart_for(structure: Structure, weighed: Weighed) -> list[Reason]:
    return [reason for ratio, reason in _on_the_map(structure, weighed) if ratio > 1 / LEAST_SAID]


def _on_the_map(structure: Structure, weighed: Weighed) -> list[tuple[float, Reason]]:
    """Give typical places and weaker ones with what they weigh: a weak place may speak more for other causes."""
    felt = pain_maps().get(structure.id, {})
    marked = [region for region in weighed.told.regions if region in felt]
    typical = [region for region in marked if felt[region].weight >= _TYPICAL]
    sometimes = [region for region in marked if felt[region].weight < _TYPICAL]
    often, now_and_then = _chart_words(structure.kind)
    found = [(group, words) for group, words in ((typical, often), (sometimes, now_and_then)) if group]
    ratios = [weighed.places.of(group, structure=structure.id) for group, _ in found]
    return [
        (ratio, _chart_reason(group, felt[group[0]], words, says(ratio)))
        for ratio, (group, words) in zip(ratios, found, strict=True)
    ]


def _chart_words(kind: StructureKind) -> tuple[Callable[[Text], Text], Callable[[Text], Text]]:
    if kind is StructureKind.MUSCLE:
        return (
            lambda areas: say("You feel it here: {areas}. Clinicians describe this muscle's pain there.", areas=areas),
            lambda areas: say(
                "You feel it here: {areas}. At times this muscle's pain is described there.", areas=areas
            ),
        )
    return (
        lambda areas: say("You feel it here: {areas}. This is a typical place for it.", areas=areas),
        lambda areas: say("You feel it here: {areas}. It is felt there at times.", areas=areas),
    )


def _chart_reason(regions: list[str], felt: Felt, words: Callable[[Text], Text], weight: Text) -> Reason:
    return Reason(" ".join(regions), _with_weight(words(_listed(regions)), weight), felt.source)


def _with_weight(words: Text, weight: Text) -> Text:
    return say("{reason} {weight}", reason=words, weight=weight)


def _chart_against(structure: Structure, weighed: Weighed) -> list[Reason]:
    own = pain_maps().get(structure.id)
    weak = [reason for ratio, reason in _on_the_map(structure, weighed) if ratio <= 1 / LEAST_SAID]
    missed = [region for region in weighed.told.regions if own and region not in own]
    if not own or not missed:
        return weak
    weight = _weight_against(weighed.places.of(missed, structure=structure.id))
    if structure.kind is StructureKind.NERVE_ROOT:
        stray = say("You feel it here: {areas}. Not its textbook area, but pain often strays.", areas=_listed(missed))
        source = finding_row("dermatomal_pain_lumbar").source_url
        return [*weak, Reason(" ".join(missed), _with_weight(stray, weight), source)]
    seldom = say("You feel it here: {areas}. It is not known to be felt there.", areas=_listed(missed))
    return [*weak, Reason(" ".join(missed), _with_weight(seldom, weight), next(iter(own.values())).source)]


def _weight_against(ratio: float) -> Text:
    """Say how much regions off the map weigh: neighbours of a root are felt there, and roots are weighed together."""
    return says(ratio) if ratio < LEAST_SAID else say("By itself this does not make it less likely.")


def _told_reasons(structure: Structure, weighed: Weighed, *, speaks_for: bool) -> list[Reason]:
    """Give what was told and speaks for a structure, or against it, the heaviest first; without what moves nothing."""
    heard = [(ratios[structure.id], name) for name, ratios in weighed.weights.items()]
    kept = [
        (ratio, name) for ratio, name in heard if (ratio > 1) is speaks_for and _is_worth_saying(ratio, name, structure)
    ]
    ordered = sorted(kept, key=lambda one: (-abs(math.log(one[0])), one[1]))
    return [_told_reason(name, ratio, weighed.told) for ratio, name in ordered]


def _one_story(answers: list[Reason]) -> list[Reason]:
    if sum(reason.finding in all_signs() for reason in answers) < _SEVERAL:
        return []
    words = say("Your answers are parts of one story. So together they count for less than one by one.")
    return [Reason("", words, finding_row("history_exam_vroomen").source_url)]


def _is_worth_saying(ratio: float, name: str, structure: Structure) -> bool:
    """Keep what was studied for this structure, and of the rest what moves it much."""
    size = max(ratio, 1 / ratio)
    sign = all_signs().get(name)
    least = LEAST_SAID if sign is None or structure.id in sign.targets else _LEAST_SAID_OF_OTHERS
    return size >= least


def _told_reason(name: str, ratio: float, told: Told) -> Reason:
    if name in (WHERE, AGE):
        words, source = _where_or_age(name, told)
        finding = "leg_pain" if name == WHERE else AGE
        return Reason(finding, _speaks(words, ratio), source)
    sign = all_signs()[name]
    is_there = dict(told.case.signs)[name]
    words = _as_examined(sign, is_there) if name in examined_signs() else _as_told(sign, is_there)
    return Reason(name, _speaks(words, ratio), sign.source)


def _as_told(sign: Sign, is_there: bool) -> Text:
    return sign.words if is_there else say("{sign}: not so in your case", sign=sign.words)


def _as_examined(sign: Sign, is_positive: bool) -> Text:
    if is_positive:
        return say("{sign}: positive on examination", sign=sign.words)
    return say("{sign}: negative on examination", sign=sign.words)


def _where_or_age(name: str, told: Told) -> tuple[Text, str]:
    if name == AGE:
        return say("Your age"), finding_row("lss_age70").source_url
    source = prevalence_row("atlas_sciatica").source_url
    return _where_words(told), source


def _where_words(told: Told) -> Text:
    marked = leg_regions() & set(told.regions)
    if marked or told.known.get("leg_pain"):
        return say("Where it hurts, with pain in the leg")
    if told.known.get("leg_pain") is False:
        return say("Where it hurts, without pain in the leg")
    return say("Where it hurts, with no mark in the leg")


def _speaks(sign: Text, ratio: float) -> Text:
    return say("{sign}. {weight}", sign=sign, weight=says(ratio))


def _caveats(structure: Structure, regions: tuple[str, ...]) -> list[Reason]:
    """Say what keeps the evidence of this kind of structure weak, where it was used."""
    if structure.id in _NOT_TOLD_APART and regions:
        words = say("A drawing cannot tell L5 from S1: clinicians who tried did no better than chance.")
        return [Reason("", words, finding_row("body_chart_L5_vs_S1").source_url)]
    if structure.kind is StructureKind.MUSCLE and not pain_maps()[structure.id].keys().isdisjoint(regions):
        words = say(
            "Where muscles send pain is handed down by clinicians. The one study that checked found it of no use."
        )
        return [
            Reason("", words, finding_row("trp_referred_pain_njoo").source_url),
            *_buttock_caveat(structure, regions),
        ]
    if structure.id == "facet_joint" and regions:
        words = say("Neither a drawing nor answers can show these joints to be the source.")
        return [Reason("", words, finding_row("facet_revel").source_url)]
    return []


def _buttock_caveat(structure: Structure, regions: tuple[str, ...]) -> list[Reason]:
    """Say that a sore muscle of the buttock does not rule a root out: the two go together."""
    if not buttock_regions() & set(regions) & set(pain_maps()[structure.id]):
        return []
    row = finding_row("gluteal_trp_prevalence_radiculopathy")
    words = say(
        "A sore spot in the buttock does not rule out a nerve root. {count} of 100 people with root trouble have one.",
        count=round(100 * (row.sensitivity or 0)),
    )
    return [Reason("", words, row.source_url)]


def _listed(regions: list[str]) -> Text:
    """Name regions one after the other; each stays a sentence of its own for translators."""
    labels = {row.id: row.label for row in knowledge.body_regions()}
    listed = say(labels[regions[0]])
    for region in regions[1:]:
        listed = say("{areas}; {area}", areas=listed, area=say(labels[region]))
    return listed
