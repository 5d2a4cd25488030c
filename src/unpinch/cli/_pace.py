"""Say on the way how far a long piece of work is, how fast it goes, and how long it may take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from unpinch import directory

# Often enough to see that it works, seldom enough to be read.
_SECONDS_BETWEEN_WORDS = 2.0
_MEGABYTE = 1_000_000
_MINUTE = 60


class Pace:
    """Shows the steps of a command on the error stream; `clock` gives seconds that only go up."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._what = ""
        self._began_at = self._spoke_at = clock()
        self._began_with = 0

    def __call__(self, step: directory.Step) -> None:
        """Say how far a step is, every few seconds."""
        now = self._clock()
        if str(step.what) != self._what:
            self._what, self._began_at, self._began_with = str(step.what), now, step.done
        if now - self._spoke_at >= _SECONDS_BETWEEN_WORDS:
            self._spoke_at = now
            print(self._words(step, seconds=now - self._began_at), file=sys.stderr)

    def _words(self, step: directory.Step, *, seconds: float) -> str:
        share = f" ({step.done / step.total:.0%})" if step.total else ""
        words = f"{step.what}: {_amount(step.done, step.unit)} of {_amount(step.total, step.unit)}{share}"
        rate = (step.done - self._began_with) / seconds if seconds else 0.0
        if rate <= 0:
            return words
        left = max(step.total - step.done, 0) / rate
        return f"{words}, {_amount(int(rate), step.unit)} a second, about {_time(left)} left"


def _amount(count: int, unit: str) -> str:
    return f"{count / _MEGABYTE:,.0f} MB" if unit == "bytes" else f"{count:,} {unit}"


def _time(seconds: float) -> str:
    if seconds < 2 * _MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / _MINUTE:.0f} min"
