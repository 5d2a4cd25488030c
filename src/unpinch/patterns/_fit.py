"""Which nerve roots, muscles and joints a pattern fits, how well, how surely, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from unpinch.kernel import Finding, Mark, Reason, Text
from unpinch.knowledge import StructureKind

from . import _assumptions as assumed
from ._examinations import Untested, untested_for
from ._fit_note import note_on
from ._fit_shares import shown_shares
from ._fit_told import IMPLIES, Examination, Told, told_from, uncounted
from ._model import shares
from ._places import PlaceWeights
from ._structures import OTHER, Structure, structures
from ._together import Together, not_told_apart
from ._weigh import weights
from ._why import Weighed, prior_only, reasons_against, reasons_for


class FitLabel(StrEnum):
    """How well a structure fits, in a word; the limits and their reasons are in `_assumptions.py`."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


@dataclass(frozen=True)
class Fit:
    """
    How well one structure fits.

    `share` is its part of all candidates, in whole thousandths; all shares sum to 1. `interval` is where the share lies
    in 90 of 100 draws of the numbers it is made of, within what is known of them. A share is not a diagnosis: the
    numbers come from different people, and several are our own judgement. `source` is the structure's id.
    """

    source: str
    kind: StructureKind
    name: Text
    share: float
    interval: tuple[float, float]
    label: FitLabel
    because: tuple[Reason, ...]
    against: tuple[Reason, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PatternFit:
    """
    All candidates, best first, and the examinations that could tell more.

    `together` are leading structures that nothing told separates. `note` is said about the whole: that nothing was told
    yet, or what was told and could not be counted.
    """

    fits: tuple[Fit, ...]
    untested: tuple[Untested, ...]
    together: tuple[Together, ...] = ()
    note: Text | None = None


def fit(
    *,
    marks: Sequence[Mark],
    findings: Sequence[Finding],
    age_years: int | None = None,
    duration_days: int | None = None,
    examinations: Sequence[Examination] = (),
) -> PatternFit:
    """
    Weigh each nerve root, muscle and joint against where it hurts, what was answered and what was examined.

    A latent class model: each candidate starts with how common it is; its likelihood of making this drawing and these
    signs multiplies that. Signs of one cause go together, so that they count for less than one by one; weak sources
    weigh less; a drawing may hardly tell L5 from S1. See `docs/adr/0010-pattern-model.md`.

    Parameters
    ----------
    marks
        Regions of `body_regions.csv`, of any kind. The side only matters for pain on both sides.
    findings
        Findings of `findings.csv`. What is not listed is not known, which is not the same as absent.
    age_years
        Whole years; None where not told.
    duration_days
        Taken so that callers need not change; none of our facts ties it to a structure, and it changes nothing.
    examinations
        What a clinician found, by the ids of `examinations()`.

    Returns
    -------
    PatternFit
        Every candidate with its share, best first, ties by id; the shares sum to 1 as shown. With nothing marked or
        told, they are the ones before any question, and `note` says so.

    Raises
    ------
    UnknownRegion, UnknownFinding, UnknownExamination
        If a mark, finding or examination is not in the vocabulary.

    References
    ----------
    Facts by their ids in `prevalence.csv`, `diagnostic_findings.csv` and `referral_patterns.csv`, each with its source;
    what no publication gives is in `_assumptions.py`, each number with its reason.

    Examples
    --------
    >>> fitted = fit(marks=[Mark("posterior_thigh_distal"), Mark("calf_lateral")], findings=[])
    >>> sorted(one.source for one in fitted.fits[:2])
    ['L5', 'S1']
    """
    del duration_days
    from ._uncertainty import intervals  # noqa: PLC0415  # loads NumPy, which understanding words does without

    told = told_from(marks=marks, findings=findings, age_years=age_years, examinations=examinations)
    shown, sure = shown_shares(exact=shares(told.case)), intervals(told.case)
    weighed = Weighed(told, weights(told.case), PlaceWeights(told.case))
    fits = [
        _fit(structure, share=shown[structure.id], interval=sure[structure.id], weighed=weighed)
        for structure in structures()
    ]
    ranked = tuple(sorted(fits, key=lambda one: (-one.share, one.source)))
    return PatternFit(
        fits=ranked,
        untested=untested_for(
            shares=tuple((one.source, one.share) for one in ranked), done={one.id for one in examinations}
        ),
        together=not_told_apart(told.case, leading=[(one.source, one.share) for one in ranked]),
        note=note_on(
            present=[one for one in told.known if told.known[one]],
            counted=_heard(told),
            examined=uncounted(examinations),
            is_empty=told.is_empty,
        ),
    )


def _heard(told: Told) -> frozenset[str]:
    """Give the findings that were counted, those included that imply one that was."""
    used = {sign for sign, _ in told.case.signs} | {"leg_pain", "pain_below_knee", "worse_sitting"}
    return frozenset(used | {said for said, meant in IMPLIES.items() if meant in used})


def _fit(structure: Structure, *, share: float, interval: tuple[float, float], weighed: Weighed) -> Fit:
    because = prior_only(structure) if weighed.told.is_empty else reasons_for(structure, weighed=weighed)
    against = reasons_against(structure, weighed=weighed)
    sources = tuple(dict.fromkeys(reason.source for reason in (*because, *against)))
    return Fit(
        source=structure.id,
        kind=structure.kind,
        name=structure.name,
        share=share,
        interval=(min(share, interval[0]), max(share, interval[1])),
        label=_label(structure.id, share=share),
        because=because,
        against=against,
        sources=sources,
    )


def _label(structure: str, *, share: float) -> FitLabel:
    # What has no pattern cannot fit one strongly, however much is left over for it.
    if share >= assumed.STRONG_FROM and structure != OTHER:
        return FitLabel.STRONG
    return FitLabel.MODERATE if share >= assumed.MODERATE_FROM else FitLabel.WEAK
