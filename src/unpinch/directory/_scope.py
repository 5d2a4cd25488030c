"""What a state lets a profession do with a needle, as far as could be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from unpinch import knowledge
from unpinch.kernel import Text, say

from ._source_pages import PROVIDER_FILE_PAGE
from ._states import STATES

DRY_NEEDLING, ACUPUNCTURE = "dry_needling", "acupuncture"
# The word that the scope-of-practice file uses for a statement about every state.
_WHOLE_COUNTRY = "US"
_STATE_WORDS = {
    knowledge.MayNeedle.YES: say("{profession}, {state}: {treatment} is allowed, by the rule we read."),
    knowledge.MayNeedle.LIMITED: say("{profession}, {state}: only some {treatment} is allowed, by the rule we read."),
    knowledge.MayNeedle.UNCLEAR: say(
        "{profession}, {state}: what we read does not settle whether {treatment} is allowed."
    ),
    knowledge.MayNeedle.NO: say("{profession}, {state}: {treatment} is not allowed, by the rule we read."),
}
_NATIONAL_WORDS = {
    knowledge.MayNeedle.YES: say("{profession}: {treatment} is allowed, by a statement on all states; rules differ."),
    knowledge.MayNeedle.LIMITED: say(
        "{profession}: some {treatment} is allowed, by a statement on all states; rules differ."
    ),
    knowledge.MayNeedle.UNCLEAR: say(
        "{profession}: a statement on all states does not settle whether {treatment} is allowed."
    ),
    knowledge.MayNeedle.NO: say(
        "{profession}: {treatment} is not allowed, by a statement on all states; rules differ."
    ),
}
_TREATMENT_WORDS = {DRY_NEEDLING: say("dry needling"), ACUPUNCTURE: say("acupuncture")}


class AllowedAnswer(StrEnum):
    """Whether the profession may do it in the state; `unknown` where no rule was found."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    LIMITED = "limited"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Allowed:
    """
    Whether a profession may do a needling treatment in a state, and where that was read.

    `as_of` is the publisher's own date in words. An `unknown` names the source that we read for the state, which says
    nothing on this profession. `training` is what the state asks for first, where it was seen.
    """

    answer: AllowedAnswer
    treatment: str
    state: str | None
    text: Text
    source: str
    as_of: str
    training: Text | None = None


def is_needling(*, care: knowledge.Treatment | None) -> bool:
    """Say whether the care asked for is one that these rules are about."""
    return care is not None and care.id in _TREATMENT_WORDS


def allowed(*, care: knowledge.Treatment | None, specialty: str | None, state: str | None) -> Allowed:
    """
    Say whether a profession may needle in a state.

    Parameters
    ----------
    care
        The treatment asked for; anything but acupuncture asks about dry needling.
    specialty
        The profession, None where it is none we know.
    state
        Two letters, None where it is not known.
    """
    treatment = care.id if care and is_needling(care=care) else DRY_NEEDLING
    row = _rule(treatment=treatment, specialty=specialty, state=state)
    if row is None:
        return _unknown(treatment=treatment, specialty=specialty, state=state)
    if row.state == _WHOLE_COUNTRY and treatment == DRY_NEEDLING:
        return _general(row=row, state=state)
    return Allowed(
        answer=AllowedAnswer(row.may_dry_needle.value),
        treatment=treatment,
        state=state,
        text=_words(row=row, treatment=treatment, state=state),
        source=row.source_url,
        as_of=row.as_of,
        training=say(row.training) if row.training else None,
    )


def _general(*, row: knowledge.ScopeOfPractice, state: str | None) -> Allowed:
    """A statement on all states is about acupuncture needles; it does not settle what one state calls dry needling."""
    return Allowed(
        answer=AllowedAnswer.UNCLEAR,
        treatment=DRY_NEEDLING,
        state=state,
        text=say(
            "{profession}, {state}: a statement on all states says that they may use acupuncture needles. We found no"
            " rule of the state on dry needling. Ask.",
            profession=profession_words(row.specialty),
            state=_state_name(state),
        ),
        source=row.source_url,
        as_of=row.as_of,
        training=say(row.training) if row.training else None,
    )


def _rule(*, treatment: str, specialty: str | None, state: str | None) -> knowledge.ScopeOfPractice | None:
    # The rules are on dry needling. Only for acupuncturists do they say something on acupuncture as well.
    if specialty is None or (treatment == ACUPUNCTURE and specialty != "acupuncturist"):
        return None
    rules = _rules()
    return rules.get((state or "", specialty)) or rules.get((_WHOLE_COUNTRY, specialty))


@cache
def _rules() -> dict[tuple[str, str], knowledge.ScopeOfPractice]:
    return {(row.state, row.specialty): row for row in knowledge.scope_of_practice()}


def _words(*, row: knowledge.ScopeOfPractice, treatment: str, state: str | None) -> Text:
    words = _NATIONAL_WORDS if row.state == _WHOLE_COUNTRY else _STATE_WORDS
    answer = say(
        words[row.may_dry_needle].template,
        profession=profession_words(row.specialty),
        treatment=_TREATMENT_WORDS[treatment],
        state=_state_name(state),
    )
    if not row.conflict:
        return answer
    return say("{answer} Sources disagree: {conflict}", answer=answer, conflict=say(row.conflict))


def _unknown(*, treatment: str, specialty: str | None, state: str | None) -> Allowed:
    read = _source_for(state=state)
    if specialty is None:
        text = say("We know no rule on {treatment} for this profession.", treatment=_TREATMENT_WORDS[treatment])
    else:
        text = say(
            "{profession}, {state}: we found no rule on {treatment}. Ask the clinician, or the board of the state.",
            profession=profession_words(specialty),
            treatment=_TREATMENT_WORDS[treatment],
            state=_state_name(state),
        )
    return Allowed(
        answer=AllowedAnswer.UNKNOWN,
        treatment=treatment,
        state=state,
        text=text,
        source=read.source_url if read else PROVIDER_FILE_PAGE,
        as_of=read.as_of if read else "",
    )


def _source_for(*, state: str | None) -> knowledge.ScopeOfPractice | None:
    rules = knowledge.scope_of_practice()
    return next((row for row in rules if row.state == state), rules[0] if rules else None)


@cache
def profession_words(specialty: str) -> Text:
    """Give the name of a kind of clinician."""
    return next((say(row.name) for row in knowledge.specialties() if row.id == specialty), say(specialty))


def _state_name(state: str | None) -> str:
    return next((each.name for each in STATES if each.code == state), state or "")
