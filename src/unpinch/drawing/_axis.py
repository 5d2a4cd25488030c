"""The axis of effects: where a value stands, and which values are marked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ._svg import SMALL, line, words_at
from ._words import width_of

# An effect outside what the others need is cut off when it is so many times the middle width away.
_REACH = 3.0
_STEPS = (1.0, 2.0, 5.0)
# Ratios that a reader knows, as marks of one round and what one round is; the first with few enough marks is taken.
_RATIOS = (
    ((1.0,), 2.0),
    ((1.0, 3.0), 10.0),
    ((1.0,), 10.0),
    ((1.0,), 100.0),
    ((1.0,), 1e4),
    ((1.0,), 1e8),
)
# Below this, marks at equal steps of the ratio itself read better than doublings.
_NARROW_RATIO = 3.0

Written = Callable[[float], str]


def plainly(value: float) -> str:
    """Write a number of an axis in as few digits as it needs, with a true minus."""
    return f"{value:.6g}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Axis:
    """
    An axis of effects, linear in what it is given (logarithms of ratios).

    Attributes
    ----------
    low, high
        Values at the ends.
    left, right
        Pixels of the ends.
    is_ratio
        Whether values are logarithms and marks are to be written as ratios.
    """

    low: float
    high: float
    left: float
    right: float
    is_ratio: bool = False

    def at(self, value: float) -> float:
        """Give the pixel of a value; beyond the ends where it is beyond them."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def within(self, value: float) -> float:
        """Give the pixel of a value, or of the end that it is beyond."""
        return min(max(self.at(value), self.left), self.right)

    def marks(self, written: Written, *, size: float = SMALL) -> tuple[tuple[float, str], ...]:
        """Give the values that are marked and their words, no two of which touch."""
        for count in range(9, 1, -1):
            marks = tuple(
                (value, written(math.exp(value) if self.is_ratio else value)) for value in self._values(count)
            )
            ends = [(self.at(value), 0.5 * width_of(words, size=size) + 3.0) for value, words in marks]
            if marks and all(a + wide < b - broad for (a, wide), (b, broad) in pairwise(ends)):
                return marks
        return ((0.0, written(1.0 if self.is_ratio else 0.0)),) if self.low <= 0.0 <= self.high else ()

    def _values(self, most: int) -> list[float]:
        if not self.is_ratio:
            return _multiples(self.low, self.high, most)
        if self.high - self.low < math.log(_NARROW_RATIO):
            return [math.log(each) for each in _multiples(math.exp(self.low), math.exp(self.high), most) if each > 0.0]
        return _ratios(self.low, self.high, most)

    def drawn(self, y: float, written: Written) -> str:
        """Draw the axis at a height, its words below."""
        parts = [line(self.left, y, self.right, y, part="axis")]
        for value, words in self.marks(written):
            x = self.at(value)
            # Words at the ends stay within the drawing.
            half = 0.5 * width_of(words, size=SMALL)
            middle = min(max(x, self.left - 8.0 + half), self.right + 8.0 - half)
            parts += [line(x, y, x, y + 5.0, part="axis")]
            parts += [words_at(words, middle, y + 18.0, size=SMALL, anchor="middle", part="tick")]
        return "".join(parts)


def _multiples(low: float, high: float, most: int) -> list[float]:
    """Give round numbers within two ends, at most so many."""
    decade = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(
        s * ten
        for ten in (decade, 10.0 * decade, 100.0 * decade)
        for s in _STEPS
        if (high - low) / (s * ten) <= most - 1
    )
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [at * step for at in range(first, last + 1)]


def _ratios(low: float, high: float, most: int) -> list[float]:
    for marks, factor in _RATIOS:
        step = math.log(factor)
        rounds = range(math.floor(low / step), math.ceil(high / step) + 1)
        found = [at * step + math.log(mark) for at in rounds for mark in marks]
        found = [value for value in found if low - 1e-9 <= value <= high + 1e-9]
        if len(found) <= most:
            return found
    return [0.0]


def ends_of(
    intervals: Sequence[tuple[float, float, float]], *, always: Iterable[float] = (0.0,)
) -> tuple[float, float]:
    """
    Choose the ends of an axis so that intervals can be told apart: those far wider than the others are cut off.

    Parameters
    ----------
    intervals
        (low, estimate, high) of each row; may be empty.
    always
        Values that the axis holds in any case.
    """
    held = list(always)
    if intervals:
        estimates = sorted(estimate for _, estimate, _ in intervals)
        widths = sorted(high - low for low, _, high in intervals)
        middle = estimates[len(estimates) // 2]
        away = sorted(abs(estimate - middle) for estimate in estimates)
        reach = _REACH * max(widths[len(widths) // 2], away[len(away) // 2])
        held += [max(min(low for low, _, _ in intervals), middle - reach)]
        held += [min(max(high for _, _, high in intervals), middle + reach)]
        # Every estimate that is not absurdly far is worth seeing, even where its interval is cut off.
        held += [each for each in estimates if abs(each - middle) <= 2.0 * reach]
    low, high = min(held), max(held)
    if high - low <= 1e-9 * max(1.0, abs(low), abs(high)):
        low, high = low - 1.0, high + 1.0
    room = 0.04 * (high - low)
    return low - room, high + room
