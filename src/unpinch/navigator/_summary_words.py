"""How the visit summary says places, times and findings: as sentences that are still to be translated."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from unpinch import knowledge
from unpinch.kernel import Course, Finding, FindingStatus, Mark, Onset, PainPicture, Side, Text, say

_DAYS_A_WEEK, _DAYS_A_MONTH, _DAYS_A_YEAR = 7, 30, 365
# People count in days up to two weeks, then in weeks up to twelve, then in months up to two years.
_MOST_DAYS, _MOST_IN_WEEKS, _MOST_IN_MONTHS = 13, 84, 700
_ONSET = {
    Onset.SUDDEN: say("It began suddenly"),
    Onset.GRADUAL: say("It began slowly"),
    Onset.INJURY: say("It began with an injury"),
}
_COURSE = {
    Course.WORSE: say("It is getting worse"),
    Course.BETTER: say("It is getting better"),
    Course.SAME: say("It stays the same"),
}


def joined(parts: Sequence[Text]) -> Text:
    """Put words in a row, each translated when the row is read."""
    if not parts:
        return say("")
    row, *others = parts
    for part in others:
        row = say("{areas}; {area}", areas=row, area=part)
    return row


def counted(more: int) -> Text:
    """Say how many lines were left out; nothing where none was."""
    return say("And {count} more.", count=more) if more > 0 else say("")


@cache
def _labels() -> dict[str, str]:
    return {region.id: region.label for region in knowledge.body_regions()}


def place_words(mark: Mark) -> Text:
    """Name a marked place, the person's own left and right."""
    label = say(_labels().get(mark.region, mark.region))
    sides = {
        Side.LEFT: say("{place} (left)", place=label),
        Side.RIGHT: say("{place} (right)", place=label),
        Side.BOTH: say("{place} (both sides)", place=label),
    }
    return sides[mark.side] if mark.side else label


@cache
def _meanings() -> dict[str, str]:
    return {finding.id: finding.meaning for finding in knowledge.findings()}


def finding_words(finding: Finding) -> Text:
    """Say what is so, was so or is not so."""
    meaning = say(_meanings().get(finding.id, finding.id.replace("_", " ")))
    sides = {
        Side.LEFT: say("{finding}, left side", finding=meaning),
        Side.RIGHT: say("{finding}, right side", finding=meaning),
        Side.BOTH: say("{finding}, both sides", finding=meaning),
    }
    told = sides[finding.side] if finding.side else meaning
    return {
        FindingStatus.PRESENT: say("Yes: {finding}", finding=told),
        FindingStatus.ABSENT: say("No: {finding}", finding=told),
        FindingStatus.PAST: say("In the past: {finding}", finding=told),
    }[finding.status]


def pain_lines(pain: PainPicture) -> tuple[Text, ...]:
    """Say how bad, how long, how it began and goes, and how old the person is; what was not told is left out."""
    said = (
        say("How bad: {score} out of 10", score=pain.severity_0_10) if pain.severity_0_10 is not None else None,
        say("For {time}", time=_duration(pain.duration_days)) if pain.duration_days is not None else None,
        _ONSET[pain.onset] if pain.onset else None,
        _COURSE[pain.course] if pain.course else None,
        say("Age: {years}", years=pain.age_years) if pain.age_years is not None else None,
    )
    return tuple(words for words in said if words)


def _duration(days: int) -> Text:
    if days <= _MOST_DAYS:
        return say("1 day") if days == 1 else say("{count} days", count=days)
    if days <= _MOST_IN_WEEKS:
        return say("{count} weeks", count=round(days / _DAYS_A_WEEK))
    if days < _MOST_IN_MONTHS:
        return say("{count} months", count=round(days / _DAYS_A_MONTH))
    return say("{count} years", count=round(days / _DAYS_A_YEAR))
