"""A meta-analysis for a terminal: a forest of plain characters, and what it says in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

# Loading it loads SciPy, which other commands start without.
if TYPE_CHECKING:
    from unpinch.evidence import SynthesizedFile

_NAMES = {
    None: "effect",
    "MD": "mean difference",
    "SMD": "standardised mean difference (Hedges' g)",
    "ROM": "ratio of means",
    "RR": "risk ratio",
    "OR": "odds ratio",
    "RD": "risk difference",
}
_METHODS = {
    "FE": "Common effect",
    "DL": "Random effects, DerSimonian-Laird",
    "REML": "Random effects, REML",
    "ML": "Random effects, maximum likelihood",
    "PM": "Random effects, Paule-Mandel",
    "SJ": "Random effects, Sidik-Jonkman",
    "HS": "Random effects, Hunter-Schmidt",
    "EB": "Random effects, empirical Bayes",
}
_RATIOS = frozenset({"ROM", "RR", "OR"})
# Together with names and numbers a line stays within 80 characters.
_PLOT_WIDTH = 29
_NAME_WIDTH = 18
# The normal quantile of the studies' own 95 % intervals.
_TWO_SIDED_95 = 1.959963984540054
# A ratio whose logarithm is larger is no number a person can read.
_LARGEST_LOG = 20.0
_SMALLEST_P = 0.001


@dataclass(frozen=True)
class _Scale:
    """Where values stand in the plot, and how they are written."""

    low: float
    high: float
    written: Callable[[float], str]

    def column(self, value: float) -> int:
        """Give the character that a value falls on; values outside fall beside the plot."""
        share = (value - self.low) / (self.high - self.low)
        return round(min(max(share, -1.0), 2.0) * (_PLOT_WIDTH - 1))

    def interval(self, low: float, high: float) -> str:
        """Write an interval."""
        return f"{self.written(low)} to {self.written(high)}"


def synthesis_lines(found: SynthesizedFile) -> Iterator[str]:
    """Draw the studies and what they come to, and say it."""
    scale = _scale(found)
    yield from _forest(found, scale)
    yield " "
    yield from _told(found, scale)


def _forest(found: SynthesizedFile, scale: _Scale) -> Iterator[str]:
    pooled, names = found.pooled, found.studies.names
    lines = [
        (name, f"{weight:.1f}%", float(yi), _study_interval(found, at), "-#")
        for at, (name, weight, yi) in enumerate(zip(names, pooled.weights, found.studies.yi, strict=True))
    ]
    lines += [("together", "100%", pooled.estimate, pooled.ci, "=O")]
    lines += [("a new study", "", pooled.estimate, pooled.prediction, ".O")]
    written = [f"{scale.written(effect)} [{scale.interval(*interval)}]" for _, _, effect, interval, _ in lines]
    width = max(map(len, written))
    yield f"{'study':<{_NAME_WIDTH}} {'weight':>6}  effect [95 % interval]"
    for (name, weight, effect, interval, signs), numbers in zip(lines, written, strict=True):
        drawn = _drawn(interval, effect, scale, *signs)
        yield f"{_short(name):<{_NAME_WIDTH}} {weight:>6}  {numbers:<{width}}  {drawn}".rstrip()


def _told(found: SynthesizedFile, scale: _Scale) -> Iterator[str]:
    pooled, differ = found.pooled, found.differ
    name = _NAMES[found.studies.measure]
    spread = "Hartung-Knapp" if pooled.test == "hksj" else "normal distribution"
    yield (
        f"{pooled.k} studies together: {name} {scale.written(pooled.estimate)},"
        f" 95 % interval {scale.interval(*pooled.ci)}, p {_p(pooled.p)}. {_METHODS[pooled.method]}; {spread}."
    )
    yield f"The effect in a new study is expected from {scale.interval(*pooled.prediction)} (prediction interval)."
    yield (
        f"How much the studies differ: {pooled.i2:.0f} % of it is more than chance (I2; 95 % interval"
        f" {differ.i2[0]:.0f} to {differ.i2[1]:.0f} %). tau2 {pooled.tau2:.4g} ({differ.tau2[0]:.4g} to"
        f" {differ.tau2[1]:.4g}). Q {pooled.q:.2f}, df {pooled.q_df}, p {_p(pooled.q_p)}."
    )


def _scale(found: SynthesizedFile) -> _Scale:
    pooled = found.pooled
    ends = [*chain.from_iterable(_study_interval(found, at) for at in range(pooled.k)), *pooled.prediction]
    # A very wide study is cut off, so that the others can be told apart.
    reach = 3.0 * max(pooled.prediction[1] - pooled.prediction[0], _median_width(found))
    low = max(min(0.0, *ends), min(0.0, pooled.estimate - reach))
    high = min(max(0.0, *ends), max(0.0, pooled.estimate + reach))
    is_ratio = found.studies.measure in _RATIOS and max(map(abs, ends)) <= _LARGEST_LOG
    digits = _digits(pooled.ci[1] - pooled.ci[0])
    if is_ratio:
        return _Scale(low, high, lambda value: f"{math.exp(value):.{max(digits, 2)}f}")
    return _Scale(low, high, lambda value: f"{value:.{digits}f}" if abs(value) < 1e9 else f"{value:.3g}")


def _median_width(found: SynthesizedFile) -> float:
    widths = sorted(high - low for low, high in (_study_interval(found, at) for at in range(found.pooled.k)))
    return widths[len(widths) // 2]


def _digits(width: float) -> int:
    """Give so many decimals that an interval of this width has two or three digits."""
    return min(max(2 - math.floor(math.log10(width)), 0), 6) if width > 0.0 else 2


def _study_interval(found: SynthesizedFile, at: int) -> tuple[float, float]:
    effect, half = float(found.studies.yi[at]), _TWO_SIDED_95 * math.sqrt(found.studies.vi[at])
    return effect - half, effect + half


def _drawn(interval: tuple[float, float], effect: float, scale: _Scale, line: str, mark: str) -> str:
    """Draw one interval over the line of no effect; an end outside the plot is an arrow."""
    plot = [" "] * _PLOT_WIDTH
    plot[scale.column(0.0)] = "|"
    first, last = scale.column(interval[0]), scale.column(interval[1])
    for column in range(max(first, 0), min(last, _PLOT_WIDTH - 1) + 1):
        plot[column] = line
    if 0 <= scale.column(effect) < _PLOT_WIDTH:
        plot[scale.column(effect)] = mark
    if first < 0:
        plot[0] = "<"
    if last >= _PLOT_WIDTH:
        plot[-1] = ">"
    return "".join(plot)


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= _NAME_WIDTH else f"{plain[: _NAME_WIDTH - 1]}~"


def _p(p: float) -> str:
    return f"< {_SMALLEST_P}" if p < _SMALLEST_P else f"= {p:.3f}"
