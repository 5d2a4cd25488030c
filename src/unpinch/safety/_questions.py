"""What to ask next: emergency signs that were not mentioned, then what else would change the level of care."""

from __future__ import annotations

from dataclasses import dataclass

from unpinch import knowledge
from unpinch.kernel import CareLevel, Text, Understanding, say

from ._signs import asked_as, emergency_signs

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

    What was said, answered or denied is not asked again. An unanswered question is never read as a "no".

    Parameters
    ----------
    understanding
        From `language.understand`, with the person's answers put in.
    limit
        How many at most, 1 or more.
    """
    known = {finding.id for finding in understanding.findings}
    urgent = [sign for sign in emergency_signs() if sign not in known and sign in asked_as()][:_EMERGENCY_SIGNS_AT_ONCE]
    others = [sign for sign in _other_signs() if sign not in known and sign not in urgent]
    return tuple(_question(sign) for sign in (*urgent, *others)[:limit])


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
