"""Numbers of results as tables and pictures show them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from unpinch.evidence import TrialPool

from .numbers import MINUS

# A tenth of a point of 100, a hundredth of a point of 10, of a standard deviation or of a ratio.
_DIGITS = {"0-100": 1}
_MORE_DIGITS = 2


def rounded(value: float, unit: str) -> str:
    """
    Write a number of a result with the digits that its unit deserves and a true minus.

    Examples
    --------
    >>> rounded(6.512, "0-100"), rounded(-0.04, "0-100"), rounded(0.512, "SD")
    ('6.5', '0.0', '0.51')
    """
    written = f"{value:.{_DIGITS.get(unit, _MORE_DIGITS)}f}"
    return written.removeprefix("-") if float(written) == 0.0 else written.replace("-", MINUS)


def range_words(estimate: float, interval: tuple[float, float] | None, unit: str) -> str:
    """Write an estimate with its interval, where it has one."""
    if interval is None:
        return rounded(estimate, unit)
    low, high = interval
    return _("%(estimate)s (%(low)s to %(high)s)") % {
        "estimate": rounded(estimate, unit),
        "low": rounded(low, unit),
        "high": rounded(high, unit),
    }


def unit_words(unit: str) -> str:
    """Name the unit of a result."""
    return {
        "0-100": _("points of a 0 to 100 scale"),
        "0-10": _("points of a 0 to 10 scale"),
        "SD": _("standard deviations"),
        "ratio": _("a ratio"),
    }.get(unit, unit)


def digits_of(pool: TrialPool) -> int:
    """Give how many digits the heterogeneity of a pool is written with."""
    return 1 if pool.effect.unit == "0-100" else 3
