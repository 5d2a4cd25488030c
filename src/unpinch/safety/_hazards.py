"""What lies near the needle in certain muscles."""

from __future__ import annotations

from collections.abc import Sequence

from unpinch import knowledge
from unpinch.kernel import Reason
from unpinch.knowledge import NeedlingKind

from ._needling import caution_words

_HAZARDS = {NeedlingKind.ANATOMICAL_HAZARD, NeedlingKind.ANATOMICAL_INFORMATION}


def muscle_hazards(*, muscles: Sequence[str]) -> tuple[Reason, ...]:
    """
    Give what a clinician has to keep clear of in these muscles, in the order of the muscles, each said once.

    Parameters
    ----------
    muscles
        Ids as in `referral_patterns.csv`. A muscle of which the file knows nothing gives nothing: that nothing is
        listed does not mean that nothing is near.

    Returns
    -------
    tuple of Reason
        `finding` is the muscle.
    """
    found: dict[str, Reason] = {}
    for muscle in muscles:
        for row in knowledge.needling_cautions():
            if row.kind in _HAZARDS and muscle in row.muscles and row.id not in found:
                found[row.id] = Reason(finding=muscle, text=caution_words(row), source=row.source_url)
    return tuple(found.values())
