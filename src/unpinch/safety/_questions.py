"""What to ask next: what we are not sure to have understood, emergency signs, then what else would change the level."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from unpinch import knowledge
from unpinch.kernel import CareLevel, Finding, Text, Understanding, say

from ._signs import asked_as, emergency_rules, emergency_signs

# Leave room after the emergency signs: someone who answers three of them should not have to answer fourteen at once.
# The others are asked next time the page is shown.
_EMERGENCY_SIGNS_AT_ONCE = 3


@dataclass(frozen=True)
class Question:
    """
    One question with a yes, a no and a "don't know".

    A yes makes `finding` present. `why` says what it could mean; `level` is what a yes would call for at least.
    """

    finding: str
    text: Text
    why: Text
    source: str
    level: CareLevel


def questions(*, understanding: Understanding, limit: int = 5) -> tuple[Question, ...]:
    """
    Give the questions whose answers could change the level of care most, emergency signs first.

    A sign that is only suspected (`understanding.suspected`) comes before all others, with the words that made us think
    of it; the level does not rest on it until it is answered. What was said, answered or denied is not asked again. An
    unanswered question is never read as a "no".

    Parameters
    ----------
    understanding
        From `language.understand`, with the person's answers put in.
    limit
        How many at most, 1 or more.
    """
    known = {finding.id for finding in understanding.findings}
    doubts = (finding for finding in understanding.suspected if finding.id not in known and _may_ask(finding))
    suspected = {finding.id: finding for finding in doubts}
    unsaid = [sign for sign in emergency_signs() if sign not in known and sign in asked_as() and sign not in suspected]
    urgent = [*suspected, *unsaid][: max(_EMERGENCY_SIGNS_AT_ONCE, len(suspected))]
    others = [sign for sign in _other_signs() if sign not in known and sign not in urgent]
    asked = (*urgent, *others)[:limit]
    return tuple(_doubt(suspected[sign]) if sign in suspected else _question(sign) for sign in asked)


def _may_ask(finding: Finding) -> bool:
    return finding.id in asked_as() or finding.id in emergency_rules()


def _doubt(finding: Finding) -> Question:
    """Ask about a sign that is only suspected, with the person's own words before the question."""
    question = _question(finding.id) if finding.id in asked_as() else _plain_question(finding.id)
    text = say("You wrote: “{quote}” {question}", quote=" ".join(finding.quote.split()), question=question.text)
    return replace(question, text=text)


def _plain_question(sign: str) -> Question:
    """Ask about an emergency sign for which there is no question row: nobody is asked unless it is suspected."""
    return Question(
        finding=sign,
        text=say("Did you mean this: {meaning}?", meaning=say(_meanings()[sign])),
        why=say("We are not sure that we understand you, and we would rather ask."),
        source=emergency_rules()[sign].source_url,
        level=CareLevel.EMERGENCY_NOW,
    )


@cache
def _meanings() -> dict[str, str]:
    return {finding.id: finding.meaning for finding in knowledge.findings()}


def _other_signs() -> list[str]:
    """Give the warning signs that are no emergency alone, the most urgent first, in the order of the rules."""
    level: dict[str, CareLevel] = {}
    for rule in knowledge.triage_rules():
        for word in (*rule.all_of, *rule.any_of):
            if word not in emergency_signs() and word in asked_as() and rule.level is not CareLevel.EMERGENCY_NOW:
                level.setdefault(word, rule.level)
    return sorted(level, key=lambda word: -level[word].urgency)


def _question(sign: str) -> Question:
    row = asked_as()[sign]
    why = say("It could be a sign of: {meaning}.", meaning=say(row.may_mean))
    return Question(finding=sign, text=say(row.question), why=why, source=row.source_url, level=row.level)
