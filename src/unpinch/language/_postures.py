"""
What makes a pain worse and what eases it, where one sentence says both: "eases when I sit and gets worse when I walk",
and where they are listed: "Worse: sitting, coughing".

The phrases of the lexicon find a posture near a verdict; where a sentence has verdicts of both kinds, they cannot tell
which belongs to which. Here the sentence is cut into clauses, and each posture is given the verdict of its clause; a
clause of postures alone ("worse sitting, driving and standing") takes it from the clause before, or from the one after
if the verdicts come last ("bending, lifting and sitting hurt").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ._phrases import Label, Match, longest
from ._reading import Reading

WORSE, BETTER, FINE, COMPARED = "worse", "better", "fine", "compared"
# Driving is sitting, straining is coughing: the ids of the findings.
_FINDINGS = {
    (WORSE, "sitting"): "worse_sitting",
    (WORSE, "standing"): "worse_standing",
    (WORSE, "walking"): "worse_walking",
    (WORSE, "bending"): "worse_bending",
    (WORSE, "coughing"): "worse_cough",
    (BETTER, "sitting"): "better_sitting",
    (BETTER, "walking"): "better_walking",
    (BETTER, "lying"): "better_lying",
}
_SAID_OF = {finding: said for said, finding in _FINDINGS.items()} | {"night_pain": (WORSE, "lying")}
_OPPOSITE = {WORSE: BETTER, BETTER: WORSE}
# Leaning forward eases as sitting does, and is told by the same words as bending.
_ALSO = {"better_sitting": "bending"}
_DENIED_WITHIN = 3
# In a run-on sentence a verdict farther off is of something else.
_WITHIN = 12


@dataclass(frozen=True)
class _Clause:
    """The postures and verdicts between two joints of a sentence, in order."""

    postures: tuple[Match, ...]
    verdicts: tuple[Match, ...]
    # "sitting and walking are fine": joined to the clause before it by an "and".
    is_joined: bool = False

    @property
    def verdict_first(self) -> bool:
        """Say whether its verdict comes before its postures."""
        return bool(self.verdicts) and (not self.postures or self.verdicts[0].start < self.postures[0].start)


class Postures:
    """Answers, for the sentences of one reading that say both, which posture makes it worse and which eases it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._said = tuple(self._told_apart())

    def contradict(self, match: Match) -> bool:
        """Say whether the sentence says otherwise of this posture: "eases when I sit" where worse sitting was found."""
        if match.label.id not in _SAID_OF:
            return False
        verdict, posture = _SAID_OF[match.label.id]
        near = [(kind, name, place) for kind, name, place in self._said if place.overlaps(match)]
        # "calms lying down and grows bending": what begins or ends the match is what it takes for its posture.
        if any(kind == _OPPOSITE[verdict] and match.end == place.end for kind, _, place in near):
            return True
        said = {kind for kind, name, _ in near if name in (posture, _ALSO.get(match.label.id))}
        return bool(said) and verdict not in said and not (verdict == BETTER and FINE in said)

    def findings(self) -> Iterator[Match]:
        """Give the findings that the sentences that say both tell of."""
        for verdict, posture, place in self._said:
            if finding := _FINDINGS.get((verdict, posture)):
                yield Match(Label("finding", finding, self._reading.language), place.start, place.end)

    def _told_apart(self) -> Iterator[tuple[str, str, Match]]:
        reading = self._reading
        for number, start in enumerate(reading.starts):
            end = reading.starts[number + 1] if number + 1 < len(reading.starts) else len(reading.tokens)
            verdicts = self._verdicts(start, end)
            kinds = {verdict.label.id for verdict in verdicts}
            if (WORSE in kinds and len(kinds) > 1) or self._heads_list(verdicts):
                yield from self._judged(start, end, verdicts)

    def _heads_list(self, verdicts: Sequence[Match]) -> bool:
        """Hear "Worse: sitting, driving. Better: lying"."""
        return any(self._reading.word(verdict.end) == ":" for verdict in verdicts)

    def _verdicts(self, start: int, end: int) -> tuple[Match, ...]:
        """Give the verdicts that are not denied: "sitting doesn't help" says nothing."""
        found = longest(self._reading.starting("verdict", start, end))
        negatives = "sentence.negatives"
        return tuple(
            verdict
            for verdict in found
            if not any(
                self._reading.is_one_of(place, negatives)
                for place in range(max(start, verdict.start - _DENIED_WITHIN), verdict.start)
            )
        )

    def _judged(self, start: int, end: int, verdicts: Sequence[Match]) -> Iterator[tuple[str, str, Match]]:
        taken = {place for verdict in verdicts for place in range(verdict.start, verdict.end)}
        found = [each for each in longest(self._reading.starting("posture", start, end)) if each.start not in taken]
        compared = [posture for posture in found if self._is_compared(posture)]
        yield from ((COMPARED, posture.label.id, posture) for posture in compared)
        postures = [posture for posture in found if posture not in compared]
        clauses = list(self._clauses(start, end, postures, verdicts))
        for number, clause in enumerate(clauses):
            for posture in clause.postures:
                if verdict := _verdict_of(posture, clauses, number):
                    yield verdict.label.id, posture.label.id, posture

    def _is_compared(self, posture: Match) -> bool:
        """Hear "worse than sitting": nothing is said of sitting."""
        return any(self._reading.is_one_of(place, "sentence.than") for place in (posture.start - 1, posture.start - 2))

    def _clauses(self, start: int, end: int, postures: Sequence[Match], verdicts: Sequence[Match]) -> Iterator[_Clause]:
        inside = {place for match in (*postures, *verdicts) for place in range(match.start + 1, match.end)}
        joints = (place for place in range(start, end) if self._reading.is_one_of(place, "sentence.joints"))
        edges = [start, *(place for place in joints if place not in inside), end]
        for edge in pairwise(edges):
            is_joined = self._reading.is_one_of(edge[0], "sentence.and_or")
            clause = _Clause(_between(edge, postures), _between(edge, verdicts), is_joined)
            if clause.postures or clause.verdicts:
                yield clause


def _between(edges: tuple[int, int], matches: Sequence[Match]) -> tuple[Match, ...]:
    return tuple(match for match in matches if edges[0] <= match.start < edges[1])


def _verdict_of(posture: Match, clauses: Sequence[_Clause], number: int) -> Match | None:
    """Give the verdict on a posture: the nearest of its clause, else of the clause before or after."""
    verdict = _nearest_verdict(posture, clauses, number)
    return verdict if verdict and _apart(verdict, posture) <= _WITHIN else None


def _nearest_verdict(posture: Match, clauses: Sequence[_Clause], number: int) -> Match | None:
    clause = clauses[number]
    if clause.verdicts:
        return min(clause.verdicts, key=lambda verdict: _apart(verdict, posture))
    following = clauses[number + 1] if number + 1 < len(clauses) else None
    if following and following.is_joined and following.verdicts and not following.verdict_first:
        return following.verdicts[0]
    before = next((other for other in reversed(clauses[:number]) if other.verdicts), None)
    after = next((other for other in clauses[number + 1 :] if other.verdicts), None)
    if before and before.verdict_first:
        return before.verdicts[-1]
    return after.verdicts[0] if after and not (after.verdict_first and after.postures) else None


def _apart(one: Match, other: Match) -> int:
    return max(one.start - other.end, other.start - one.end)
