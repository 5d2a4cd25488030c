"""The options that suit one person, best first, each with reasons whose points add up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from unpinch import knowledge
from unpinch.kernel import NeedlingAnswer, NeedlingScreen, Reason, Text, say
from unpinch.knowledge import Trait

from ._lookups import guideline, time_fact
from ._model import Comparison, TreatmentEvidence
from ._points import RankReason, effect_reasons, guideline_reasons
from ._priorities import Priority, check_priorities, priority_reasons

# Surgery and opioids come after other care, and what was tried without success comes after what was not. These points
# are larger than all others together (which stay within about 20), so they decide.
_LAST_RESORT = -50.0
_TRIED = -100.0
# Where all other care was tried or refused, surgery and opioids still do not move to the top.
_LAST_RESORT_WHEN_NOTHING_ELSE_IS_NEW = -150.0
_OPIOID = "opioid"
_FACT_ON_OPIOIDS = "acp2017-chronic-opioid"
_FACT_ON_SURGERY = "tc_peul_no_surgery"
# Points are sums of quarters and halves; rounding only removes what binary arithmetic adds.
_DIGITS = 6


@dataclass(frozen=True)
class RankedOption:
    """
    One treatment that suits this person.

    `points` is the sum over `because`. `ask_first` holds what should be asked before it is used, empty where nothing
    that was said speaks against it. `is_tried`: the person tried it without success. `is_last_resort`: surgery or
    opioid.
    """

    id: str
    evidence: TreatmentEvidence
    points: float
    because: tuple[RankReason, ...]
    ask_first: tuple[Reason, ...] = ()
    is_tried: bool = False
    is_last_resort: bool = False

    @property
    def name(self) -> Text:
        """Give the treatment's name."""
        return self.evidence.name


def rank_for_person(
    *,
    comparison: Comparison,
    avoid: Sequence[str] = (),
    tried: Sequence[str] = (),
    needling: NeedlingScreen | None = None,
    duration_days: int | None = None,
    present: Collection[str] = (),
    priorities: Sequence[str] = (),
) -> tuple[RankedOption, ...]:
    """
    Put the treatments that suit a person in order, best first.

    What the person refuses is left out, and so is every needle where the screen says to avoid them. What was tried
    without success comes last; surgery and opioids are never first while anything else is left.

    Parameters
    ----------
    comparison
        From `compare`.
    avoid, tried
        Treatment ids that the person refuses, or has tried without success; unknown ids change nothing.
    needling
        The needling screen; None means that nothing is known, which marks nothing.
    duration_days
        How long the pain has lasted, whole days; guidelines for other durations then do not count.
    present
        Finding ids that are there: what should be asked about before a treatment is marked on it.
    priorities
        Any of `speed`, `certainty`, `no_needles`, `no_medicines`, `no_surgery`, `low_cost`.

    Returns
    -------
    tuple of RankedOption
        By points, ties by id. The order is a suggestion to talk over, not a prescription.

    Raises
    ------
    UnknownPriority
        If a priority is not known.
    """
    wishes = check_priorities(priorities=priorities)
    suitable = [row for row in comparison.treatments if row.id not in avoid and not _is_needle_to_avoid(row, needling)]
    has_new_ordinary = any(not _is_last_resort(row) and row.id not in tried for row in suitable)
    options = (
        _option(
            evidence=row,
            is_tried=row.id in tried,
            last_resort_points=_LAST_RESORT if has_new_ordinary else _LAST_RESORT_WHEN_NOTHING_ELSE_IS_NEW,
            needling=needling,
            duration_days=duration_days,
            present=present,
            wishes=wishes,
        )
        for row in suitable
    )
    return tuple(sorted(options, key=lambda option: (-option.points, option.id)))


def _option(
    *,
    evidence: TreatmentEvidence,
    is_tried: bool,
    last_resort_points: float,
    needling: NeedlingScreen | None,
    duration_days: int | None,
    present: Collection[str],
    wishes: Sequence[Priority],
) -> RankedOption:
    is_last_resort = _is_last_resort(evidence)
    because = (
        *effect_reasons(evidence=evidence),
        *guideline_reasons(evidence=evidence, duration_days=duration_days),
        *priority_reasons(evidence=evidence, priorities=wishes),
        *((_after_other_care(evidence, last_resort_points),) if is_last_resort else ()),
        *((_tried_before(evidence),) if is_tried else ()),
    )
    return RankedOption(
        id=evidence.id,
        evidence=evidence,
        points=round(sum(reason.points for reason in because), _DIGITS),
        because=because,
        ask_first=(*_ask_first(evidence, needling), *_cautions(evidence, present)),
        is_tried=is_tried,
        is_last_resort=is_last_resort,
    )


def _is_needle_to_avoid(evidence: TreatmentEvidence, needling: NeedlingScreen | None) -> bool:
    return needling is not None and needling.status is NeedlingAnswer.AVOID and Trait.NEEDLE in evidence.traits


def _ask_first(evidence: TreatmentEvidence, needling: NeedlingScreen | None) -> tuple[Reason, ...]:
    if needling is None or needling.status is not NeedlingAnswer.ASK_FIRST or Trait.NEEDLE not in evidence.traits:
        return ()
    return needling.reasons


def _cautions(evidence: TreatmentEvidence, present: Collection[str]) -> tuple[Reason, ...]:
    return tuple(
        Reason(finding=finding, text=say(caution.advice), source=caution.source_url)
        for caution in knowledge.treatment_cautions()
        if evidence.id in caution.treatments
        for finding in caution.findings
        if finding in present
    )


def _is_last_resort(evidence: TreatmentEvidence) -> bool:
    return Trait.SURGERY in evidence.traits or evidence.id == _OPIOID


def _after_other_care(evidence: TreatmentEvidence, points: float) -> RankReason:
    if evidence.id == _OPIOID:
        advice = guideline(id=_FACT_ON_OPIOIDS)
        text, source = say("Other care comes first. {fact}", fact=advice.text), advice.source
    else:
        seen = time_fact(id=_FACT_ON_SURGERY)
        text, source = say("Other care comes first. {fact}", fact=seen.text), seen.source
    return RankReason(factor="last_resort", points=points, text=text, source=source)


def _tried_before(evidence: TreatmentEvidence) -> RankReason:
    text = say("You told us that you tried this and it did not help enough.")
    return RankReason(factor="tried", points=_TRIED, text=text, source=evidence.source)
