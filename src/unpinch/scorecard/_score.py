"""The figures of a set of labelled texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from unpinch.kernel import CareLevel

from ._judge import Judged, judge
from ._texts import LabelledText

# Which signs make which kind of emergency; a text may be of several.
EMERGENCIES: Mapping[str, frozenset[str]] = {
    "cauda_equina": frozenset({"saddle_numbness", "bladder_trouble", "bowel_trouble", "sexual_change"}),
    "both_legs": frozenset({"both_legs_weak", "pain_both_legs"}),
    "after_cancer": frozenset({"cancer_history"}),
    "infection": frozenset({"fever", "injecting_drugs", "weak_immunity", "recent_infection", "recent_spine_procedure"}),
    "accident": frozenset({"serious_accident"}),
    "heart_or_lung": frozenset({"chest_pain", "breathless"}),
    "main_artery": frozenset({"severe_belly_pain", "pulsing_belly", "fainting"}),
    "leg_without_blood": frozenset({"cold_pale_leg"}),
    "self_harm": frozenset({"self_harm_thoughts"}),
}
_Z = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """How many of how many, with the 95 % interval after Wilson (doi:10.1080/01621459.1927.10502953)."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share, 0 to 1."""
        if not self.of:
            return None
        share, squared = self.hits / self.of, _Z * _Z
        middle = (share + squared / (2 * self.of)) / (1 + squared / self.of)
        half = _Z * sqrt(share * (1 - share) / self.of + squared / (4 * self.of**2)) / (1 + squared / self.of)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Heard:
    """How well findings are heard: `true` were there and heard, `missed` there and not heard, `false` heard only."""

    true: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was heard, the share that is there."""
        return self.true / (self.true + self.false) if self.true + self.false else None

    @property
    def recall(self) -> float | None:
        """Of what is there, the share that was heard."""
        return self.true / (self.true + self.missed) if self.true + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        whole = 2 * self.true + self.missed + self.false
        return 2 * self.true / whole if whole else None


@dataclass(frozen=True)
class Scores:
    """
    The figures of some texts.

    `emergencies` caught as an emergency, in all and by kind; `exact` and `accepted` levels; `over_triage` is the share
    of routine texts sent somewhere sooner; `under_triage` the share of all texts given a level less careful than any
    that is right. `right` are the shares of texts on which a labelled thing was understood. `judged` is every text.
    """

    texts: int
    traps: int
    emergencies: Share
    by_emergency: Mapping[str, Share]
    exact: Share
    accepted: Share
    over_triage: Share
    under_triage: Share
    findings: Heard
    by_finding: Mapping[str, Heard]
    right: Mapping[str, Share]
    judged: tuple[Judged, ...]


def score(texts: Iterable[LabelledText]) -> Scores:
    """Read every text and count what was right."""
    judged = tuple(judge(text) for text in texts)
    emergencies = [one for one in judged if one.text.triage is CareLevel.EMERGENCY_NOW]
    routine = [one for one in judged if one.text.triage is CareLevel.ROUTINE]
    by_finding = _by_finding(judged)
    return Scores(
        texts=len(judged),
        traps=sum("trap" in one.text.tags for one in judged),
        emergencies=_share(emergencies, _is_emergency),
        by_emergency={
            kind: _share([one for one in emergencies if one.text.present & signs], _is_emergency)
            for kind, signs in EMERGENCIES.items()
        },
        exact=_share(judged, lambda one: one.is_exact),
        accepted=_share(judged, lambda one: one.is_accepted),
        over_triage=_share(routine, lambda one: not one.is_accepted),
        under_triage=_share(judged, _is_too_low),
        findings=_total(by_finding.values()),
        by_finding=by_finding,
        right=_right(judged),
        judged=judged,
    )


def _share(judged: Sequence[Judged], is_hit: Callable[[Judged], bool]) -> Share:
    return Share(hits=sum(is_hit(one) for one in judged), of=len(judged))


def _is_emergency(one: Judged) -> bool:
    return one.level is CareLevel.EMERGENCY_NOW


def _is_too_low(one: Judged) -> bool:
    return one.level.urgency < min(level.urgency for level in (one.text.triage, *one.text.triage_ok))


def _by_finding(judged: Iterable[Judged]) -> Mapping[str, Heard]:
    true, missed, false = Counter[str](), Counter[str](), Counter[str]()
    for one in judged:
        true.update(one.text.present & one.present)
        missed.update(one.missed)
        false.update(one.false)
    return {name: Heard(true[name], missed[name], false[name]) for name in sorted({*true, *missed, *false})}


def _total(heard: Iterable[Heard]) -> Heard:
    every = tuple(heard)
    return Heard(
        true=sum(one.true for one in every),
        missed=sum(one.missed for one in every),
        false=sum(one.false for one in every),
    )


def _right(judged: Iterable[Judged]) -> Mapping[str, Share]:
    of, hits = Counter[str](), Counter[str]()
    for one in judged:
        for name, was_right in one.right.items():
            of[name] += 1
            hits[name] += was_right
    return {name: Share(hits[name], of[name]) for name in sorted(of)}
