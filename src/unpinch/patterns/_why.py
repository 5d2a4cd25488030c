"""Reasons in plain words, each with its source."""

from __future__ import annotations

from collections.abc import Callable

from unpinch import knowledge
from unpinch.kernel import Reason, Text, say
from unpinch.knowledge import StructureKind

from ._answers import ROOT_FAMILY, Evidence, is_levelled
from ._facts import finding_row
from ._maps import Felt, beyond_the_back, buttock_regions, pain_maps
from ._structures import Structure

# A region of this weight or more is said to be typical.
_TYPICAL = 1.0
_NOT_TOLD_APART = ("L5", "S1")
_NOTHING_TOLD = "Nothing is marked or told yet. From how common it is, it has about {count} of 100 parts."
_NOTHING_FOR_IT = (
    "Nothing you told us points to it. It starts with about {count} of 100, because that is how common it is."
)
# Words for a ratio from here on; its inverse has the same word. Editorial: they only shorten a number.
_WORDS = ((10.0, say("strongly")), (5.0, say("clearly")), (2.0, say("somewhat")), (1.0, say("a little")))


def prior_only(structure: Structure) -> tuple[Reason, ...]:
    """Give the reason for a share when nothing was told: how common it is."""
    return (_prior_reason(structure, words=_NOTHING_TOLD),)


def reasons_for(
    structure: Structure, *, regions: tuple[str, ...], answers: tuple[Evidence, ...], counted: tuple[Evidence, ...]
) -> tuple[Reason, ...]:
    """Give what speaks for a structure, answers that were not counted included; or how common it is."""
    told = [_answer_reason(one, is_counted=one in counted) for one in answers if one.ratio >= 1]
    return (*_chart_for(structure, regions), *told, *_levelling(counted)) or (
        _prior_reason(structure, words=_NOTHING_FOR_IT),
    )


def reasons_against(
    structure: Structure, *, regions: tuple[str, ...], answers: tuple[Evidence, ...], counted: tuple[Evidence, ...]
) -> tuple[Reason, ...]:
    """Give what speaks against a structure, and what keeps its evidence weak."""
    told = [_answer_reason(one, is_counted=one in counted) for one in answers if one.ratio < 1]
    return (*_chart_against(structure, regions), *told, *_caveats(structure, regions))


def _prior_reason(structure: Structure, *, words: str) -> Reason:
    parts = max(1, round(100 * structure.prior))
    return Reason("", say(words, count=parts), structure.prior_source)


def _chart_for(structure: Structure, regions: tuple[str, ...]) -> list[Reason]:
    felt = pain_maps()[structure.id].felt if structure.id in pain_maps() else {}
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
    weighed = beyond_the_back(regions) if structure.id in ROOT_FAMILY else regions
    missed = [region for region in regions if own and region in weighed and region not in own.felt]
    if not own or not missed:
        return []
    if structure.kind is StructureKind.NERVE_ROOT:
        stray = say("You feel it here: {areas}. Not its textbook area, but pain often strays.", areas=_listed(missed))
        return [Reason(" ".join(missed), stray, finding_row("dermatomal_pain_lumbar").source_url)]
    seldom = say("You feel it here: {areas}. It is not known to be felt there.", areas=_listed(missed))
    return [Reason(" ".join(missed), seldom, next(iter(own.felt.values())).source)]


def _levelling(counted: tuple[Evidence, ...]) -> list[Reason]:
    if not is_levelled(counted):
        return []
    words = say("Your answers are parts of one story. So together they count for less than one by one.")
    return [Reason("", words, finding_row("history_exam_vroomen").source_url)]


def _answer_reason(one: Evidence, *, is_counted: bool) -> Reason:
    return Reason(one.finding, _answer_words(one, is_counted=is_counted), one.source)


def _answer_words(one: Evidence, *, is_counted: bool) -> Text:
    if not is_counted:
        return say("{sign}: this goes with something above, so it is not counted twice.", sign=one.sign)
    if one.ratio == 1:
        return say("{sign}: part of the picture, but how much it tells is not known.", sign=one.sign)
    size = max(one.ratio, 1 / one.ratio)
    weight = next((word for limit, word in _WORDS if size >= limit), _WORDS[-1][1])
    if one.ratio > 1:
        return say("{sign}: this speaks {weight} for it.", sign=one.sign, weight=weight)
    if one.is_there:
        return say("{sign}: this speaks {weight} against it.", sign=one.sign, weight=weight)
    return say("{sign}: not so in your case, which speaks {weight} against it.", sign=one.sign, weight=weight)


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
    if not buttock_regions() & set(regions) & set(pain_maps()[structure.id].felt):
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
