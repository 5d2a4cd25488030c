"""What matters to a person, as points that move options in their sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from unpinch.kernel import Text, UnpinchError, say
from unpinch.knowledge import Horizon, Trait

from ._effects import PAIN_OUTCOMES
from ._model import TreatmentEvidence
from ._points import RankReason, certainty_rank, leading_effect, worth

# More than effects and guidelines together give any treatment of the files, so that the wish is seen to be heard.
_UNWANTED = -6.0
_SOON = 1.5
_BY_YOURSELF = 1.5
# For "certainty": high, moderate and low add, very low does not, and what nobody graded or pooled is set back.
_SURE = (-0.5, 0.0, 0.5, 0.75, 1.0)

_ReasonMaker = Callable[[TreatmentEvidence], RankReason | None]


class Priority(StrEnum):
    """What a person may say matters to them."""

    SPEED = "speed"
    CERTAINTY = "certainty"
    NO_NEEDLES = "no_needles"
    NO_MEDICINES = "no_medicines"
    NO_SURGERY = "no_surgery"
    LOW_COST = "low_cost"


class UnknownPriority(UnpinchError):
    """A word is not one of the priorities; the message names them."""


def check_priorities(*, priorities: Sequence[str]) -> tuple[Priority, ...]:
    """
    Give the priorities as known words, each once, in a fixed order.

    Raises
    ------
    UnknownPriority
        If one is not known.
    """
    for word in priorities:
        if word not in tuple(Priority):
            raise UnknownPriority(f"{word!r} is not a priority. Use: {', '.join(Priority)}.")
    return tuple(priority for priority in Priority if priority in priorities)


def priority_reasons(*, evidence: TreatmentEvidence, priorities: Sequence[Priority]) -> tuple[RankReason, ...]:
    """Give the points that a person's priorities add to or take from one treatment."""
    reasons = (_REASONS[priority](evidence) for priority in priorities)
    return tuple(reason for reason in reasons if reason is not None)


def _speed(evidence: TreatmentEvidence) -> RankReason | None:
    soon = leading_effect(effects=evidence.effects, outcomes=PAIN_OUTCOMES, horizons=frozenset({Horizon.SHORT}))
    if soon is None or worth(effect=soon) <= 0:
        return None
    text = say("You want it to work soon. {sentence}", sentence=soon.sentence)
    return RankReason(factor=Priority.SPEED.value, points=_SOON, text=text, source=soon.source)


def _certainty(evidence: TreatmentEvidence) -> RankReason:
    leading = leading_effect(effects=evidence.effects, outcomes=PAIN_OUTCOMES)
    if leading is None:
        text = say("You want to be sure, and no pooled number on pain was found.")
        return RankReason(factor=Priority.CERTAINTY.value, points=_SURE[0], text=text, source=evidence.source)
    points = _SURE[certainty_rank(effect=leading)]
    # Being sure that something does not help is no reason to choose it.
    if worth(effect=leading) <= 0 and points > 0:
        points = -points
    text = say("You want to be sure. {sure}", sure=leading.why[0])
    return RankReason(factor=Priority.CERTAINTY.value, points=points, text=text, source=leading.source)


def _where(trait: Trait, *, priority: Priority, points: float, text: Text) -> _ReasonMaker:
    """Make the reason that a trait of the treatment alone gives."""

    def reason(evidence: TreatmentEvidence) -> RankReason | None:
        if trait not in evidence.traits:
            return None
        return RankReason(factor=priority.value, points=points, text=text, source=evidence.source)

    return reason


_REASONS: Mapping[Priority, _ReasonMaker] = MappingProxyType(
    {
        Priority.SPEED: _speed,
        Priority.CERTAINTY: _certainty,
        Priority.NO_NEEDLES: _where(
            Trait.NEEDLE,
            priority=Priority.NO_NEEDLES,
            points=_UNWANTED,
            text=say("You want no needles, and this uses one."),
        ),
        Priority.NO_MEDICINES: _where(
            Trait.MEDICINE,
            priority=Priority.NO_MEDICINES,
            points=_UNWANTED,
            text=say("You want no medicine, and this is one."),
        ),
        Priority.NO_SURGERY: _where(
            Trait.SURGERY,
            priority=Priority.NO_SURGERY,
            points=_UNWANTED,
            text=say("You want no surgery, and this is one."),
        ),
        Priority.LOW_COST: _where(
            Trait.SELF_CARE,
            priority=Priority.LOW_COST,
            points=_BY_YOURSELF,
            text=say("You want low cost, and this is mostly done by yourself."),
        ),
    }
)
