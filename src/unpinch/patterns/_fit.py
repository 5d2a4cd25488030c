"""Which nerve roots, muscles and joints a pattern fits, how well, and why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from unpinch.kernel import Finding, Mark, Reason, Text
from unpinch.knowledge import StructureKind

from . import _assumptions as assumed
from ._answers import ROOT_FAMILY, WHERE, Evidence, answers_for, from_answers, strongest
from ._examinations import Untested, untested_for
from ._fit_note import note_on
from ._fit_shares import shown_shares
from ._fit_told import IMPLIES, Told, leg_pain_for, told_from
from ._maps import beyond_the_back, own_root_map, pain_maps, referral, root_group_maps
from ._structures import OTHER, UPPER_ROOTS, Structure, structures
from ._why import prior_only, reasons_against, reasons_for


class FitLabel(StrEnum):
    """How well a structure fits, in a word; the limits and their reasons are in `_assumptions.py`."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@dataclass(frozen=True)
class Fit:
    """
    How well one structure fits.

    `share` is its part of all candidates, in whole thousandths; all shares sum to 1. A share is not a diagnosis: the
    numbers it is made of come from different people, and several are our own judgement. `source` is the structure's id;
    `regions` is where it is felt, with weights of 0 to 1, for drawing it over the chart.
    """

    source: str
    kind: StructureKind
    name: Text
    share: float
    label: FitLabel
    because: tuple[Reason, ...]
    against: tuple[Reason, ...]
    sources: tuple[str, ...]
    regions: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class PatternFit:
    """
    All candidates, best first, and the examinations that could tell more.

    `note` is said about the whole: that nothing was told yet, or what was told and could not be counted.
    """

    fits: tuple[Fit, ...]
    untested: tuple[Untested, ...]
    note: Text | None = None


def fit(
    *,
    marks: Sequence[Mark],
    findings: Sequence[Finding],
    age_years: int | None = None,
    duration_days: int | None = None,
) -> PatternFit:
    """
    Weigh each nerve root, muscle and joint against where it hurts and what was answered.

    Each candidate starts with how common it is. Marks multiply its odds by how much more likely they are on its
    published map than anywhere; answers by their likelihood ratios, the strongest of each group of answers that say the
    same. Both level off, because pieces of one story are not independent. Marks that leave the leg out make roots less
    likely. A chart alone may not tell L5 from S1 by more than 2 to 1.

    Parameters
    ----------
    marks
        Regions of `body_regions.csv`. The side only matters for pain on both sides.
    findings
        Findings of `findings.csv`. What is not listed is not known, which is not the same as absent. A gluteal trigger
        point is no finding here: it makes root trouble more likely, not less (gluteal_trp_radicular).
    age_years
        Whole years; None where not told.
    duration_days
        Taken so that callers need not change; none of our facts ties it to a structure, and it changes nothing.

    Returns
    -------
    PatternFit
        Every candidate with its share, best first, ties by id; the shares sum to 1 as shown. With nothing marked or
        told, they are the ones before any question, and `note` says so.

    Raises
    ------
    UnknownRegion, UnknownFinding
        If a mark or finding is not in the vocabulary.

    References
    ----------
    Facts by their ids in `prevalence.csv`, `diagnostic_findings.csv` and `referral_patterns.csv`, each with its source;
    what no publication gives is in `_assumptions.py`, each number with its reason.

    Examples
    --------
    >>> fitted = fit(marks=[Mark("posterior_thigh_distal"), Mark("calf_lateral")], findings=[])
    >>> [one.source for one in fitted.fits[:2]]
    ['L5', 'S1']
    """
    del duration_days
    told = told_from(marks=marks, findings=findings, age_years=age_years)
    shares = shown_shares(exact=exact_shares(told=told))
    fits = [_fit(structure, share=shares[structure.id], told=told) for structure in structures()]
    ranked = tuple(sorted(fits, key=lambda one: (-one.share, one.source)))
    return PatternFit(
        fits=ranked,
        untested=untested_for(shares=tuple((one.source, one.share) for one in ranked)),
        note=note_on(
            present=[one for one in told.known if told.known[one]], counted=_heard(told), is_empty=told.is_empty
        ),
    )


def exact_shares(*, told: Told) -> dict[str, float]:
    """Give the share of each structure, unrounded; they sum to 1."""
    odds = {structure.id: structure.prior * math.exp(_log_ratio(structure, told)) for structure in structures()}
    total = math.fsum(odds.values())
    return {structure: weight / total for structure, weight in odds.items()}


def _log_ratio(structure: Structure, told: Told) -> float:
    """
    Give the log of what marks and answers multiply a structure's odds by.

    For roots, "pain in the leg" as an answer and as a mark are one finding: the stronger counts. Upper and lower roots
    are told apart by the map of each group, and a root from its neighbours a little by its own.
    """
    counted = _counted(structure, told)
    where = sum(math.log(one.ratio) for one in counted if one.group == WHERE)
    levelled = from_answers(counted)
    if structure.id not in ROOT_FAMILY:
        own = pain_maps().get(structure.id)
        return (own.log_ratio(told.regions) if own else 0.0) + where + levelled
    return where + _chart_of_group(structure, told) + levelled + _own_chart(structure, told)


def _counted(structure: Structure, told: Told) -> tuple[Evidence, ...]:
    """Give the answers that count: the strongest of each group, without those the chart says louder."""
    kept = strongest(_answers(structure, told))
    if structure.id not in ROOT_FAMILY:
        return kept
    where, chart = _leg_answer(kept), _group_map(structure, told)
    return tuple(one for one in kept if one is not where or math.log(one.ratio) > chart)


def _leg_answer(kept: tuple[Evidence, ...]) -> Evidence | None:
    return next((one for one in kept if one.group == WHERE and one.ratio > 1), None)


def _chart_of_group(structure: Structure, told: Told) -> float:
    """Give what the map of a root's group says, or nothing where an answer about the leg says the same louder."""
    chart = _group_map(structure, told)
    louder = _leg_answer(_counted(structure, told))
    return min(chart, 0.0) if louder else chart


def _group_map(structure: Structure, told: Told) -> float:
    upper, lower = root_group_maps()
    return (upper if structure.id in UPPER_ROOTS else lower).log_ratio(beyond_the_back(told.regions))


def _own_chart(structure: Structure, told: Told) -> float:
    return own_root_map(structure.id).log_ratio(beyond_the_back(told.regions))


def _answers(structure: Structure, told: Told) -> tuple[Evidence, ...]:
    leg_pain = leg_pain_for(structure=structure.id, told=told)
    return answers_for(structure=structure.id, known=told.known, age_years=told.age_years, leg_pain=leg_pain)


def _heard(told: Told) -> frozenset[str]:
    """Give the findings that at least one structure was weighed by, those included that imply one that was."""
    used = {word for structure in structures() for one in _answers(structure, told) for word in one.finding.split()}
    return frozenset(used | {said for said, meant in IMPLIES.items() if meant in used})


def _fit(structure: Structure, *, share: float, told: Told) -> Fit:
    answers, counted = _answers(structure, told), _counted(structure, told)
    because = (
        prior_only(structure)
        if told.is_empty
        else reasons_for(structure, regions=told.regions, answers=answers, counted=counted)
    )
    against = reasons_against(structure, regions=told.regions, answers=answers, counted=counted)
    sources = tuple(dict.fromkeys(reason.source for reason in (*because, *against)))
    return Fit(
        source=structure.id,
        kind=structure.kind,
        name=structure.name,
        share=share,
        label=_label(structure.id, share=share),
        because=because,
        against=against,
        sources=sources,
        regions=referral(structure=structure.id),
    )


def _label(structure: str, *, share: float) -> FitLabel:
    # What has no pattern cannot fit one strongly, however much is left over for it.
    if share >= assumed.STRONG_FROM and structure != OTHER:
        return FitLabel.STRONG
    return FitLabel.MODERATE if share >= assumed.MODERATE_FROM else FitLabel.WEAK
