"""
Pairs of ideas that make us ask about a warning sign where no phrase of the lexicon foresaw the wording.

An idea is a list of phrases (`data/concepts.toml`); a rule names ideas that stand in one sentence, near each other and
in any order: "wipe" and "not feel". What bends the meaning of a phrase of the lexicon (a denial, a fear, the past,
another person, a figure of speech) bends the ideas of a rule as well, and what the lexicon knows to be harmless is
harmless here. What is suspected is no finding: it goes with its sentence to `safety`, which asks about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from unpinch.kernel import Finding, FindingStatus

from ._findings import means_else, status_of
from ._lexicon import ConceptRule
from ._phrases import Label, Match
from ._reading import Reading
from ._story import Story

# The words of a rule stand within so many words: farther apart they tell of two things.
_WITHIN = 18
# What makes them harmless is said as near to them.
_BESIDE = 6
Ideas = Mapping[str, Sequence[Match]]


def suspect(story: Story, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """
    Give the signs the rules of ideas suspect and the lexicon did not hear, each with the sentence it is suspected in.

    What the lexicon heard of a sign, also that it is denied or past, is never overruled.
    """
    heard = {finding.id for finding in findings}
    suspected: dict[str, Finding] = {}
    for start, end, ideas in _sentences(story.reading):
        for rule in story.reading.lexicon.concepts:
            if rule.sign not in heard and rule.sign not in suspected and _is_told(story, rule, ideas):
                quote = story.reading.quote(start, end)
                suspected[rule.sign] = Finding(rule.sign, FindingStatus.PRESENT, quote=quote)
    return tuple(suspected.values())


def _sentences(reading: Reading) -> Iterator[tuple[int, int, Ideas]]:
    """Give each sentence that holds ideas, with the ideas in it."""
    by_sentence: dict[tuple[int, int], dict[str, list[Match]]] = defaultdict(lambda: defaultdict(list))
    for match in reading.all("idea"):
        by_sentence[reading.sentence(match.start)][match.label.id].append(match)
    for (start, end), ideas in by_sentence.items():
        yield start, end, ideas


def _is_told(story: Story, rule: ConceptRule, ideas: Ideas) -> bool:
    """Say whether the ideas of a rule stand together and are meant, and nothing beside them makes them harmless."""
    if any(idea not in ideas for idea in rule.ideas):
        return False
    harmless = [match for idea in rule.unless for match in ideas.get(idea, ())]
    return any(
        not any(_is_beside(match, chosen) for match in harmless) and _is_meant(story, rule.sign, chosen)
        for chosen in _together(rule.ideas, ideas)
    )


def _is_beside(match: Match, chosen: Sequence[Match]) -> bool:
    start, end = _bounds(chosen)
    return start - _BESIDE <= match.start and match.end <= end + _BESIDE


def _together(names: Sequence[str], ideas: Ideas) -> Iterator[tuple[Match, ...]]:
    """Give, for each place of the first idea, the nearest of each other idea, where all are near and share no word."""
    for first in ideas[names[0]]:
        chosen: tuple[Match, ...] = (first,)
        for name in names[1:]:
            apart = [match for match in ideas[name] if not any(match.overlaps(other) for other in chosen)]
            if not apart:
                break
            chosen = (*chosen, min(apart, key=lambda match: _distance(match, first)))
        else:
            start, end = _bounds(chosen)
            if end - start <= _reach(chosen):
                yield chosen


def _bounds(chosen: Sequence[Match]) -> tuple[int, int]:
    return min(match.start for match in chosen), max(match.end for match in chosen)


def _distance(one: Match, other: Match) -> int:
    return max(one.start - other.end, other.start - one.end)


def _reach(chosen: Sequence[Match]) -> int:
    return _WITHIN + sum(match.end - match.start for match in chosen)


def _is_meant(story: Story, sign: str, chosen: Sequence[Match]) -> bool:
    """Say whether the words, taken as one phrase of the sign, say that it is there, now and of the patient."""
    start, end = _bounds(chosen)
    whole = Match(Label("finding", sign, chosen[0].label.lang), start, end)
    inside = story.reading.places("sentence.negatives", start, end)
    if any(not any(match.start <= place < match.end for match in chosen) for place in inside):
        return False  # "when I wipe there is no numbness"
    return (
        story.is_patients(whole)
        and not story.scopes.is_idiom(whole)
        and not means_else(story, whole)
        and status_of(story, whole) is FindingStatus.PRESENT
    )
