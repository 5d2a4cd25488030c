"""
Published effects computed again from the rows of `trials.csv`: which come out within rounding, which do not and why.

`make validate` writes `docs/validation/reproduced-results.md`. What was printed, and where it was read, is in
`published_effects.csv`. The pooled results of `pooled_results.csv` are listed too, with what is missing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from unpinch import evidence, knowledge
from unpinch.evidence import synthesis
from unpinch.knowledge import ComparisonKind, EffectType, PooledResult, Trial

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs/validation/reproduced-results.md"
PRINTED = Path(__file__).parent / "published_effects.csv"
Numbers = tuple[float, float, float]


@dataclass(frozen=True)
class Reproduced:
    """One printed effect (estimate and both ends) and ours; `is_hit` where all three agree within rounding."""

    name: str
    source: str
    measure: str
    model: str
    trials: int
    printed: tuple[str, str, str]
    ours: Numbers
    expected: str
    remark: str

    @property
    def is_hit(self) -> bool:
        """Compare each number with the last digit that was printed."""
        return all(is_within_rounding(words, number) for words, number in zip(self.printed, self.ours, strict=True))


def is_within_rounding(printed: str, number: float) -> bool:
    """
    Say whether a number rounds to what was printed.

    Examples
    --------
    >>> is_within_rounding("-10.21", -10.2138), is_within_rounding("-10.2", -10.26), is_within_rounding("2.1", 2.057)
    (True, False, True)
    """
    decimals = len(printed.partition(".")[2])
    # A hair more than half a unit: numbers that lie on the half were rounded either way.
    return abs(float(printed) - number) <= 0.5 * 10.0**-decimals + 1e-9


def reproduced() -> tuple[Reproduced, ...]:
    """Compute every printed effect of `published_effects.csv` again."""
    with PRINTED.open(encoding="utf-8", newline="") as lines:
        return tuple(_reproduced(row) for row in csv.DictReader(lines))


def _reproduced(row: dict[str, str]) -> Reproduced:
    pairs = [_arms(study, timepoint=row["timepoint"], outcome=row["outcome"]) for study in row["studies"].split()]
    pairs = [pair for pair in pairs if pair]
    yi, vi = _effects(pairs, measure=row["measure"], in_points="points of 100" in row["name"])
    if row["model"]:
        pooled = synthesis.pool(yi=yi, vi=vi, method=row["model"], test="z")
        ours = (pooled.estimate, *pooled.ci)
    else:
        half = 1.959963984540054 * float(np.sqrt(vi[0]))
        ours = (float(yi[0]), float(yi[0]) - half, float(yi[0]) + half)
    return Reproduced(
        name=row["name"],
        source=row["source"],
        measure=row["measure"],
        model=row["model"],
        trials=len(pairs),
        printed=(row["estimate"], row["ci_low"], row["ci_high"]),
        ours=ours,
        expected=row["expected"],
        remark=row["remark"],
    )


def _arms(study: str, *, timepoint: str, outcome: str) -> tuple[Trial, ...]:
    """Give the treated arm and the other of one report at one time, as the file orders them, or nothing."""
    rows = [
        row
        for row in knowledge.trials()
        if (row.study, row.timepoint, row.pooled_as) == (study, timepoint, outcome)
        and row.effect_type is not EffectType.BETWEEN_DIFF
    ]
    return tuple(rows[:2])


def _effects(pairs: list[tuple[Trial, ...]], *, measure: str, in_points: bool) -> tuple[np.ndarray, np.ndarray]:
    factors = [100.0 / (pair[0].scale_high or 100.0) if in_points else 1.0 for pair in pairs]
    columns = {
        f"{name[0] if name == 'mean' else name}{arm + 1}": [
            getattr(pair[arm], name) * (1 if name == "n" else factor)
            for pair, factor in zip(pairs, factors, strict=True)
        ]
        for arm in (0, 1)
        for name in ("mean", "sd", "n")
    }
    effects = synthesis.continuous_effects(measure=measure, **columns)
    return effects.yi, effects.vi


_HEAD = """# Published results computed again

Made by `make validate`. A hit is an effect whose estimate and both ends round to what was printed, from the rows of
`trials.csv` by the method that the publication names (a random-effects model after DerSimonian and Laird, normal
quantiles). Our own pooling uses another estimator and wider intervals, so it differs from these on purpose.

## Effects whose inputs are public
"""
_HITS = """{hits} of {all} are hits. The rows of the Cochrane reviews of manipulation (CD008112.pub3) and of
antidepressants (CD001703.pub4) are in the file, but their printed totals could not be read in a public place. Whoever
reads one adds a line to `benchmarks/published_effects.csv`.

| effect | trials | printed | ours | | remark |
| --- | ---: | --- | --- | --- | --- |"""
_NOT_PUBLIC = """
## Pooled results of `pooled_results.csv`

None of them can be computed again here: each row says what is missing. The last column counts the trials of our own
result that comes nearest (the same treatment, outcome and people; comparator and time may differ).

| result | trials it pools | why not | trials in our nearest result |
| --- | ---: | --- | ---: |"""


def document() -> str:
    """Write the page."""
    found = reproduced()
    hits = _HITS.format(hits=sum(one.is_hit for one in found), all=len(found))
    others = map(_not_public, knowledge.pooled_results())
    return "\n".join([_HEAD, hits, *map(_line, found), _NOT_PUBLIC, *others, ""])


def _line(one: Reproduced) -> str:
    printed = f"{one.printed[0]} ({one.printed[1]} to {one.printed[2]})"
    ours = f"{one.ours[0]:.3f} ({one.ours[1]:.3f} to {one.ours[2]:.3f})"
    verdict = "hit" if one.is_hit else "**miss**"
    name = f"[{one.name}]({one.source}), {one.measure}"
    return f"| {name} | {one.trials} | {printed} | {ours} | {verdict} | {one.remark} |"


def _not_public(row: PooledResult) -> str:
    return f"| `{row.id}` | {row.studies or ''} | {_why_not(row)} | {_nearest(row) or ''} |"


def _why_not(row: PooledResult) -> str:
    if row.measure == "narrative":
        return "it was printed in words only"
    if row.ci_low is None:
        return "no interval was printed"
    if next(known.kind for known in knowledge.compared_with() if known.id == row.versus) is ComparisonKind.NONE:
        return "a share of people, not a comparison"
    if not _nearest(row):
        return "no numbers of its trials are in the file"
    return "only some of its trials are in the file, or others"


def _nearest(row: PooledResult) -> int:
    condition = row.condition.value
    if condition not in evidence.CONDITIONS:
        return 0
    pools = _pools(row.treatment, condition)
    alike = [pool for pool in pools if pool.effect.direct and pool.effect.outcome == row.outcome]
    return max((len(pool.trials) for pool in alike), default=0)


@cache
def _pools(treatment: str, condition: str) -> tuple[evidence.TrialPool, ...]:
    return evidence.own_evidence(treatment=treatment, condition=condition).pools


def lines() -> Iterator[str]:
    """Say each result in a line, for the terminal."""
    for one in reproduced():
        yield f"{'hit ' if one.is_hit else 'miss'}  {one.name}"


def main() -> None:
    """Write the page and say what it holds."""
    DOCUMENT.write_text(document(), encoding="utf-8")
    print(*lines(), f"wrote {DOCUMENT.relative_to(ROOT)}", sep="\n")


if __name__ == "__main__":
    main()
