"""Reasons in plain words, each with its source."""

from __future__ import annotations

import math
from collections.abc import Callable

from unpinch import knowledge
from unpinch.kernel import Reason, Text, say
from unpinch.knowledge import StructureKind

from ._facts import finding_row, prevalence_row
from ._fit_told import Told
from ._maps import Felt, buttock_regions, leg_regions, pain_maps
from ._signs import all_signs
from ._structures import Structure
from ._weigh import AGE, WHERE, Weights

# A region of this weight or more is said to be typical.
_TYPICAL = 1.0
_NOT_TOLD_APART = ("L5", "S1")
_NOTHING_TOLD = "Nothing is marked or told yet. From how common it is, it has about {count} of 100 parts."
_NOTHING_FOR_IT = (
    "Nothing you told us points to it. It starts with about {count} of 100, because that is how common it is."
)
# Words for a ratio from here on; its inverse has the same word. Editorial: they only shorten a number.
_WORDS = ((10.0, say("strongly")), (5.0, say("clearly")), (2.0, say("somewhat")), (1.0, say("a little")))
# Below this a ratio is not worth a sentence; of signs studied for something else only large ones are. Editorial.
_LEAST_SAID, _LEAST_SAID_OF_OTHERS = 1.1, 2.0
_SEVERAL = 2


def prior_only(structure: Structure) -> tuple[Reason, ...]:
    """Give the reason for a share when nothing was told: how common it is."""
    return (_prior_reason(structure, words=_NOTHING_TOLD),)


def reasons_for(structure: Structure, *, told: Told, weighed: Weights) -> tuple[Reason, ...]:
    """Give what speaks for a structure; or how common it is."""
    answers = _told_reasons(structure, told, weighed, speaks_for=True)
    spoken = [*_chart_for(structure, told.regions), *answers, *_one_story(answers)]
    return tuple(spoken) or (_prior_reason(structure, words=_NOTHING_FOR_IT),)


def reasons_against(structure: Structure, *, told: Told, weighed: Weights) -> tuple[Reason, ...]:
    """Give what speaks against a structure, and what keeps its evidence weak."""
    spoken = _told_reasons(structure, told, weighed, speaks_for=False)
    return (*_chart_against(structure, told.regions), *spoken, *_caveats(structure, told.regions))


def _prior_reason(structure: Structure, *, words: str) -> Reason:
    parts = max(1, round(100 * structure.prior))
    return Reason("", say(words, count=parts), structure.prior_source)


def _chart_for(structure: Structure, regions: tuple[str, ...]) -> list[Reason]:
    felt = pain_maps().get(structure.id, {})
    typical = [region for region in regions if region in felt and felt[region].weight >= _TYPICAL]
    sometimes = [region for region in regions if region in felt and felt[region].weight < _TYPICAL]
    often, now_and_then = _chart_words(structure.kind)
    return [
        _chart_reason(found, felt[found[0]], words)
        for found, words in ((typical, often), (sometimes, now_and_then))
        if found
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
        lambda areas: say("You feel it here: {areas}. It can be felt there, too.", areas=areas),
    )


def _chart_reason(regions: list[str], felt: Felt, words: Callable[[Text], Text]) -> Reason:
    return Reason(" ".join(regions), words(_listed(regions)), felt.source)


def _chart_against(structure: Structure, regions: tuple[str, ...]) -> list[Reason]:
    own = pain_maps().get(structure.id)
    missed = [region for region in regions if own and region not in own]
    if not own or not missed:
        return []
    if structure.kind is StructureKind.NERVE_ROOT:
        stray = say("You feel it here: {areas}. Not its textbook area, but pain often strays.", areas=_listed(missed))
        return [Reason(" ".join(missed), stray, finding_row("dermatomal_pain_lumbar").source_url)]
    seldom = say("You feel it here: {areas}. It is not known to be felt there.", areas=_listed(missed))
    return [Reason(" ".join(missed), seldom, next(iter(own.values())).source)]


def _told_reasons(structure: Structure, told: Told, weighed: Weights, *, speaks_for: bool) -> list[Reason]:
    """Give what was told and speaks for a structure, or against it, the heaviest first; without what moves nothing."""
    heard = [(weighed[name][structure.id], name) for name in weighed]
    kept = [
        (ratio, name) for ratio, name in heard if (ratio > 1) is speaks_for and _is_worth_saying(ratio, name, structure)
    ]
    ordered = sorted(kept, key=lambda one: (-abs(math.log(one[0])), one[1]))
    return [_told_reason(name, ratio, told) for ratio, name in ordered]


def _one_story(answers: list[Reason]) -> list[Reason]:
    if sum(reason.finding in all_signs() for reason in answers) < _SEVERAL:
        return []
    words = say("Your answers are parts of one story. So together they count for less than one by one.")
    return [Reason("", words, finding_row("history_exam_vroomen").source_url)]


def _is_worth_saying(ratio: float, name: str, structure: Structure) -> bool:
    """Keep what was studied for this structure, and of the rest what moves it much."""
    size = max(ratio, 1 / ratio)
    sign = all_signs().get(name)
    least = _LEAST_SAID if sign is None or structure.id in sign.targets else _LEAST_SAID_OF_OTHERS
    return size >= least


def _told_reason(name: str, ratio: float, told: Told) -> Reason:
    weight = _weight_word(ratio)
    if name in (WHERE, AGE):
        words, source = _where_or_age(name, told)
        finding = "leg_pain" if name == WHERE else AGE
        return Reason(finding, _speaks(words, ratio, weight), source)
    sign = all_signs()[name]
    is_there = dict(told.case.signs)[name]
    words = sign.words if is_there else say("{sign}: not so in your case", sign=sign.words)
    return Reason(name, _speaks(words, ratio, weight), sign.source)


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


def _weight_word(ratio: float) -> Text:
    size = max(ratio, 1 / ratio)
    return next((word for limit, word in _WORDS if size >= limit), _WORDS[-1][1])


def _speaks(sign: Text, ratio: float, weight: Text) -> Text:
    if ratio > 1:
        return say("{sign}: this speaks {weight} for it.", sign=sign, weight=weight)
    return say("{sign}: this speaks {weight} against it.", sign=sign, weight=weight)


def _caveats(structure: Structure, regions: tuple[str, ...]) -> list[Reason]:
    """Say what keeps the evidence of this kind of structure weak, where it was used."""
    if structure.id in _NOT_TOLD_APART and regions:
        words = say("A drawing cannot tell L5 from S1: clinicians who tried did no better than chance.")
        return [Reason("", words, finding_row("body_chart_L5_vs_S1").source_url)]
    if structure.kind is StructureKind.MUSCLE and _chart_for(structure, regions):
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
