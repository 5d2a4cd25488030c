"""Which evidence bears on which condition, and how to say that it comes from other people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from unpinch.kernel import Text, UnpinchError, say
from unpinch.knowledge import EvidenceGroup

# Results for back pain and for pain anywhere are shown for sciatica as indirect, because for most treatments nothing
# nearer exists. The other way round a result for sciatica says nothing of back pain without leg pain (a disc operation
# is the plainest case), so it is not shown there. Neck results bear on neither.
_BEARS_ON: Mapping[str, tuple[EvidenceGroup, ...]] = MappingProxyType(
    {
        "sciatica": (
            EvidenceGroup.SCIATICA,
            EvidenceGroup.LOW_BACK_PAIN,
            EvidenceGroup.MUSCULOSKELETAL,
            EvidenceGroup.CALF,
        ),
        "low_back_pain": (EvidenceGroup.LOW_BACK_PAIN, EvidenceGroup.MUSCULOSKELETAL),
    }
)
# Words of the trial rows. A slipped disc without stated leg pain, the piriformis and the buttock muscles are left out:
# their trials do not say whether the people had sciatica.
_TRIAL_CONDITIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "sciatica": frozenset({"sciatica", "radicular_lbp"}),
        "low_back_pain": frozenset({"lbp_nonspecific"}),
    }
)
CONDITIONS = tuple(_BEARS_ON)


class UnknownCondition(UnpinchError):
    """There is no comparison for this condition; the message names those there are."""


def groups_for(*, condition: str) -> tuple[EvidenceGroup, ...]:
    """Give the groups of people whose results bear on a condition, the nearest first."""
    if condition not in _BEARS_ON:
        raise UnknownCondition(f"Nothing is compared for {condition!r}. Use one of: {', '.join(CONDITIONS)}.")
    return _BEARS_ON[condition]


def trial_words_for(*, condition: str) -> frozenset[str]:
    """Give the conditions of trial rows that count as this one."""
    groups_for(condition=condition)
    return _TRIAL_CONDITIONS[condition]


def condition_name(*, condition: str) -> Text:
    """Name a condition inside a sentence."""
    return say("sciatica") if condition == "sciatica" else say("low back pain")


def why_indirect(*, group: EvidenceGroup) -> Text:
    """Say whom an indirect result was seen in."""
    sentences = {
        EvidenceGroup.SCIATICA: say("The people in these trials had sciatica."),
        EvidenceGroup.LOW_BACK_PAIN: say("These trials were chosen for low back pain, not for sciatica."),
        EvidenceGroup.MUSCULOSKELETAL: say("The people in these trials had pain in any part of the body."),
        EvidenceGroup.CALF: say("The people in these trials had sore calf muscles, not sciatica."),
        EvidenceGroup.NECK: say("The people in these trials had neck pain."),
        EvidenceGroup.ANY: say("These people were treated for many different reasons."),
    }
    return sentences[group]
